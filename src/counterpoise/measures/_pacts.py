"""Alliances as one array per year: a row and a column per state, the rank of what binds the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from counterpoise.errors import MeasureError, offenders
from counterpoise.measures import _arrays
from counterpoise.measures._compared import Places
from counterpoise.models.votes.vote_tables import NOT_CAST, Floats
from counterpoise.reference import states as registry

RANKS: Final[Mapping[str, float]] = {
    "alliance_consultation": 1,
    "alliance_neutrality": 2,
    "alliance_nonaggression": 2,
    "alliance_defense": 3,
    "alliance_offense": 3,
}
"""Signorino and Ritter's order of obligations; offence is ours."""


@dataclass(frozen=True)
class Pacts:
    """Who is bound to whom.

    Parameters
    ----------
    states : polars.Series
        Every state of any year, sorted.
    members : polars.DataFrame
        `year`, `place`, `weight` (null if there are no weights), by year and place.
    ties : polars.DataFrame
        `year`, `one`, `two`, places; `code`, place of the rank among the levels, -1 if not known.
    """

    states: pl.Series
    members: pl.DataFrame
    ties: pl.DataFrame

    def yearly(self) -> Iterator[tuple[int, Places, npt.NDArray[np.int8], Floats | None]]:
        """Yield each year, the places of its members, their codes with each other, their weights."""
        ties = self.ties.partition_by("year", as_dict=True)
        for (year, *_), there in self.members.partition_by("year", as_dict=True).items():
            places = there["place"].to_numpy().astype(np.intp)
            codes = np.zeros((len(self.states),) * 2, dtype=np.int8)
            if (year,) in ties:
                one, two, code = (ties[(year,)][name].to_numpy() for name in ("one", "two", "code"))
                codes[one, two] = codes[two, one] = code
            weight = None if there["weight"].null_count() else there["weight"].to_numpy()
            yield int(year), places, codes[np.ix_(places, places)], weight


def levels(ranks: Mapping[str, float]) -> tuple[float, ...]:
    """Return the ranks there are, 0 for no alliance first."""
    if not ranks or min(ranks.values()) <= 0:
        raise MeasureError("`ranks` must name indicators, each with a rank above 0.")
    return tuple(sorted({0.0, *map(float, ranks.values())}))


def pacts(panel: Any, ranks: Mapping[str, float], *, members: Any, weights: Any) -> Pacts:
    """Return panel rows as ranked ties between members."""
    rows = _arrays.in_memory(panel, "origin", "destination", "year", "indicator", "value")
    known = rows.filter(pl.col("indicator").is_in(list(ranks)))
    if rows.height and known.is_empty():
        raise MeasureError(
            f"The rows must hold alliances ({', '.join(ranks)}).",
            where=f"indicators {offenders(rows['indicator'].unique().sort().to_list())}",
            attempt="give the rows of atop_alliances",
        )
    years = known["year"].cast(pl.Int32).unique().sort()
    system = _system(years, members).with_columns(pl.col("state").cast(pl.String))
    states = system["state"].unique().sort()
    kind = pl.Enum(states)
    system = _weighed(system, weights).with_columns(
        place=pl.col("state").cast(kind).to_physical().cast(pl.Int64)
    )
    return Pacts(
        states,
        system.select("year", "place", "weight").sort("year", "place"),
        _ties(known, ranks, kind),
    )


SIDES: Final = ("origin", "destination")


def _ties(known: pl.DataFrame, ranks: Mapping[str, float], kind: pl.Enum) -> pl.DataFrame:
    """Return the highest rank of each pair and year, as a code; rows of others are left out."""
    code_of = {name: levels(ranks).index(float(rank)) for name, rank in ranks.items()}
    places = [
        pl.col(side).cast(kind, strict=False).to_physical().cast(pl.Int64).alias(name)
        for side, name in zip(SIDES, ("_a", "_b"), strict=True)
    ]
    code = pl.col("indicator").replace_strict(code_of, return_dtype=pl.Int8)
    return (
        known.select(
            pl.col("year").cast(pl.Int32),
            *places,
            code=pl.when(pl.col("value") > 0).then(code).otherwise(0),
            unknown=pl.col("value").is_null() | pl.col("value").is_nan(),
        )
        .drop_nulls(["_a", "_b"])
        # Either direction may be there: the pair is bound by the closest of its ties.
        .group_by("year", one=pl.min_horizontal("_a", "_b"), two=pl.max_horizontal("_a", "_b"))
        .agg(code=pl.when(pl.col("unknown").any()).then(NOT_CAST).otherwise(pl.col("code").max()))
        .with_columns(pl.col("code").cast(pl.Int8))
    )


def _system(years: pl.Series, members: Any) -> pl.DataFrame:
    """Return `state`, `year` of the members in the years of the rows."""
    if members is not None:
        given = _arrays.in_memory(members, "state", "year").select(
            "state", pl.col("year").cast(pl.Int32)
        )
        return given.filter(pl.col("year").is_in(years.implode())).unique()
    listed = [(entity, year) for year in years for entity in registry.members(year)]
    return pl.DataFrame(listed, schema={"state": pl.String, "year": pl.Int32}, orient="row")


def _weighed(system: pl.DataFrame, weights: Any) -> pl.DataFrame:
    """Return the members with what each weighs, or refuse a member without a weight."""
    if weights is None:
        return system.with_columns(weight=pl.lit(None, pl.Float64))
    table = _arrays.in_memory(weights, "state", "year", "value").select(
        "state", pl.col("year").cast(pl.Int32), weight=pl.col("value").cast(pl.Float64)
    )
    joined = system.join(table, on=["state", "year"], how="left", validate="1:1")
    bad = joined.filter((pl.col("weight") >= 0).fill_null(False).not_())
    if bad.height:
        shown = [
            f"{state} {year}"
            for state, year in bad.select("state", "year").sort("year", "state").rows()
        ]
        raise MeasureError(
            "Every member must have a weight of at least 0.",
            where=offenders(shown, quote=False),
            attempt="name the `members` that have one",
        )
    return joined
