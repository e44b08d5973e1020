r"""Which release tells of the whole world: the one that covers most of its ties, in a late year.

A model of the world needs all ties of one year from one release. Of a release and year,

.. math:: c = \frac{\sum_{ij\ \text{covered}} w_i w_j}{\sum_{i \ne j} w_i w_j}

with :math:`w_i` the state's part in what all send and receive, of the last year up to then in
which any release tells of it (`REACH` years back at most). A pair counts if one teller covers both
states, and no row says that it is not covered. A release of part of the items covers no pair, and
one of estimates alone is no world that anybody told: it is taken only where it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise import schema, sums
from counterpoise.errors import EvidenceError
from counterpoise.panel import coverage
from counterpoise.panel.ask import nothing_held, require_able
from counterpoise.panel.candidates import Candidate, candidates
from counterpoise.panel.completeness import REACH
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.memory import MEMORY
from counterpoise.panel.store import Store
from counterpoise.reference import states as registry

OF_THE_WIDEST: Final = 0.8
"""Part of what the widest year covers from which a later year is taken instead."""

PLACES: Final = ("state", "territory")
SIDES: Final = (schema.ORIGIN, schema.DESTINATION)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Breadth:
    """How much of the world's ties a release covers in a year: `part`, in [0, 1]."""

    place: int
    year: int
    part: float


def widest(
    store: Store,
    indicator: str,
    year: int | None = None,
    as_of: int | None = None,
    *,
    source: str = "",
    vintage: str = "",
) -> Evidence:
    """Return the rows of the release that covers most of the world's ties.

    Parameters
    ----------
    store : Store
    indicator : str
        Of ties, such as "goods".
    year : int, optional
        The year wanted; None for the latest in which a release covers at least `OF_THE_WIDEST` of
        what the widest release and year cover.
    as_of : int, optional
        The last year that may be known.
    source, vintage : str
        The only ones to be asked; "" for all that are held.

    Returns
    -------
    Evidence
        Its `as_of`, and so its `last`, is the year. Each tie is told once, by the destination where
        it tells of it, else by the origin. Of releases that cover as much, the one of the best
        standing.

    Raises
    ------
    UsageError
        If there is no such indicator, or the source named does not have it.
    EvidenceError
        If no release is held, or none covers a tie of that year.
    """
    able = require_able(indicator, source)
    found = candidates(store, indicator, side=schema.DESTINATION)
    asked = [
        one
        for one in found
        if source in {"", one.holding.source} and vintage in {"", one.holding.vintage}
    ]
    if not asked:
        if source and vintage and store.releases(source):
            store.holding(source, vintage)  # says which vintages there are
        raise nothing_held(indicator, (source,) if source else able)
    until = schema.FAR_YEAR if as_of is None else as_of
    wanted = (0, until) if year is None else (year, min(year, until))
    chosen = store.kept(
        ("widest", indicator, wanted, source, vintage),
        lambda: _chosen(asked, wanted, beside=found, named=bool(source)),
    )
    if chosen.is_empty():
        raise _not_told(_more_than_estimates(asked, bool(source)), year, as_of)
    place, last = chosen.row(0)
    one = asked[place]
    return Evidence(told_once(one, last), indicator, one.holding, last)


def _chosen(
    asked: Sequence[Candidate], wanted: tuple[int, int], *, beside: Sequence[Candidate], named: bool
) -> pl.DataFrame:
    """Return the place of the release chosen, and the year; without a row if nothing is told."""
    told = _more_than_estimates(asked, named)
    chosen = _latest_of_the_wide(breadths(told, wanted, beside=beside))
    rows = [(asked.index(told[chosen.place]), chosen.year)] if chosen else []
    return pl.DataFrame(rows, schema={"place": pl.Int64, "year": pl.Int64}, orient="row")


def _more_than_estimates(asked: Sequence[Candidate], named: bool) -> Sequence[Candidate]:
    """Return the releases that tell of more than estimates, if any does and none is asked by name."""
    return [one for one in asked if named or _told_of(one)] or asked


def _told_of(one: Candidate) -> bool:
    """Return whether a release holds any figure that is no estimate."""
    reported = one.said().filter(pl.col("status") == schema.REPORTED).select("status").head(1)
    return MEMORY.kept((*one.key, "told of"), reported.collect).height > 0


def told_once(one: Candidate, last: int) -> pl.LazyFrame:
    """Return a release's rows up to a year, each tie by the first of its tellers who has a figure."""
    rows = one.said().filter(pl.col("year") <= last)
    if len(one.tellers) < 2:
        return rows
    rank = pl.col("told_by").replace_strict(
        {teller: one.rank(teller) for teller in one.tellers}, return_dtype=pl.Int8
    )
    tie = [name for name in schema.PANEL_KEY if name != "told_by"]
    return (
        rows.with_columns(_silent=pl.col("value").is_null(), _rank=rank)
        .sort("_silent", "_rank")
        .unique(tie, keep="first", maintain_order=True)
        .drop("_silent", "_rank")
    )


def breadths(
    found: Sequence[Candidate], years: tuple[int, int], *, beside: Sequence[Candidate]
) -> Iterator[list[Breadth]]:
    """Yield how much of the world's ties the releases cover, year by year, the last year first.

    How large a part each state has is judged by all that are held (`beside`).
    """
    told = [_Telling(one, years) for one in found]
    first, last = min(each.years[0] for each in told), max(each.years[1] for each in told)
    # Mostly the last year is wide enough, and what is needed for all others need not be read.
    world = _World.of(beside, (last - REACH, years[1]))
    for year in range(last, first - 1, -1):
        if year == last - 1:
            world = _World.of(beside, (first - REACH, years[1]))
        yield [
            Breadth(place, year, each.part(world, year))
            for place, each in enumerate(told)
            if each.years[0] <= year <= each.years[1]
        ]


def _latest_of_the_wide(by_year: Iterator[list[Breadth]]) -> Breadth | None:
    """Return the widest of the latest year with one that is wide enough; None if nothing is told.

    None covers more than all, so that a year wide enough for that need not wait for the others.
    """
    told: list[Breadth] = []
    for year in by_year:
        told += [each for each in year if each.part > 0]
        if any(each.part >= OF_THE_WIDEST for each in year):
            break
    enough = OF_THE_WIDEST * max((each.part for each in told), default=0.0)
    wide = [each for each in told if each.part >= enough]
    last = max((each.year for each in wide), default=0)
    return max(
        (each for each in wide if each.year == last),
        key=lambda each: (round(each.part, 3), -each.place),
        default=None,
    )


def _not_told(found: Sequence[Candidate], year: int | None, as_of: int | None) -> EvidenceError:
    title = schema.INDICATORS[found[0].indicator].title
    held = [one.holding for one in found]
    when = f" of {year}" if year else f" up to {as_of}" if as_of else ""
    return EvidenceError(
        f"Can't find {title} among the world's states{when}: no release covers it.",
        where="; ".join(f"{h.source} {h.vintage}, years {h.years[0]}–{h.years[1]}" for h in held),
        attempt="name another year",
    )


@dataclass(frozen=True)
class _World:
    """Every state's part in all trade, by the years in which any release tells of it."""

    states: tuple[str, ...]
    years: NDArray[np.int64]
    parts: Floats

    @classmethod
    def of(cls, releases: Sequence[Candidate], within: tuple[int, int]) -> _World:
        """Return parts of what states send and receive, the largest figure of any release."""
        sizes = pl.concat(_sizes(one, within) for one in releases)
        names = tuple(one for one in sizes["state"].unique().sort() if registry.kind(one) in PLACES)
        rows = (
            sizes.filter(pl.col("value") > 0, pl.col("state").is_in(names))
            .group_by("state", "year")
            .agg(pl.col("value").max())
        )
        years = rows["year"].cast(pl.Int64).unique().sort().to_numpy()
        parts = np.full((len(names), len(years)), np.nan)
        place = {name: number for number, name in enumerate(names)}
        line = rows["state"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
        column = np.searchsorted(years, rows["year"].to_numpy()).astype(np.int64)
        parts[line.astype(np.int64), column] = rows["value"].to_numpy()
        return cls(names, years, parts / np.nansum(parts, axis=0))

    def weights(self, year: int) -> Floats:
        """Return the weight of each pair; a state's part is the last one known up to the year.

        Nothing here looks at later years: what is said of a year stays as years are added.
        """
        back = (self.years <= year) & (self.years >= year - REACH)
        if not back.any():
            return np.zeros((len(self.states), len(self.states)))
        parts = self.parts[:, back]
        last = parts.shape[1] - 1 - (~np.isnan(parts[:, ::-1])).argmax(axis=1)
        there = np.array([registry.exists(state, year) for state in self.states])
        found = np.where(there, np.nan_to_num(parts[np.arange(len(parts)), last]), 0.0)
        both = np.outer(found, found)
        np.fill_diagonal(both, 0.0)
        return both


class _Telling:
    """What one release tells of the world's pairs."""

    def __init__(self, one: Candidate, wanted: tuple[int, int]) -> None:
        first, last = one.holding.years
        self.one, self.years = one, (max(first, wanted[0]), min(last, wanted[1]))

    @cached_property
    def silent(self) -> dict[tuple[object, ...], pl.DataFrame]:
        """The pairs of each year of which the rows say only that they are not covered."""
        key = [*SIDES, "year"]
        value, rows = pl.col("value"), self.one.said((), self.years)
        told = rows.filter(value.is_not_null()).select(key)
        silent = rows.filter(value.is_null()).select(key).unique()
        return silent.join(told, on=key, how="anti").collect().partition_by("year", as_dict=True)

    def part(self, world: _World, year: int) -> float:
        """Return the part of the world's ties that is covered in a year."""
        weight = world.weights(year)
        told = self._both_covered(world.states, year)
        if (year,) in self.silent:
            place = {name: number for number, name in enumerate(world.states)}
            known = pl.all_horizontal(pl.col(*SIDES).is_in(world.states))
            pairs = self.silent[year,].filter(known)
            at = (pairs[side].replace_strict(place, return_dtype=pl.Int64) for side in SIDES)
            told[tuple(line.to_numpy() for line in at)] = False
        return float(weight[told].sum() / weight.sum()) if weight.sum() else 0.0

    def _both_covered(self, states: Sequence[str], year: int) -> NDArray[np.bool_]:
        """Return the pairs, [origin, destination], both of which one teller covers in a year."""
        told = np.zeros((len(states), len(states)), dtype=bool)
        one = self.one
        for sides in coverage.blocks(one.holding.coverage, year, indicator=one.indicator):
            sends, receives = (
                np.array([coverage.EVERYONE in side or name in side for name in states])
                for side in sides
            )
            told |= np.outer(sends, receives)
        return told


def _sizes(one: Candidate, years: tuple[int, int]) -> pl.DataFrame:
    """Return what each state sends and receives in a year, as the teller of most has it."""
    total = sums.total(pl.col("value"), sums.parts_of(one.indicator))
    both = pl.concat(one.sums(side, years) for side in SIDES).group_by("state", "year", "told_by")
    return both.agg(total).group_by("state", "year").agg(pl.col("value").max())
