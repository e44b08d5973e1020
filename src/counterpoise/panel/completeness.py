r"""How much of the truth a release tells: the sum of a state's ties against the state's own total.

.. math:: c_{it} = \min\Big(1, \frac{\sum_j x_{ijt}}{X_{it}}\Big)

with :math:`x_{ijt}` the ties told and :math:`X_{it}` the state's own total. The total is, in this
order,

1. what a source of totals says of the state (customs' own sum, national accounts);
2. the largest sum that any release holds of the same state and year, which a part of the items or of
   the partners falls short of.

A reconciled figure may be larger than the state's own, so that a part of the partners can sum to
the state's total; and where no source says the total, a part looks whole. So unless the state itself
tells both, the part of the partners who are not covered is estimated too: by what they had of the
state's total in the nearest year of which another release tells it (`REACH` years at most), else by
what they have of all ties told, else by their number:

.. math:: c_{it} = \min\Big(\frac{\sum_j x_{ijt}}{X_{it}},\ 1 - \sum_{j\ \text{not covered}} s_{ij,t'}\Big)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import polars as pl

from counterpoise.panel.candidates import OWN, Candidate, able_sources
from counterpoise.panel.coverage import EVERYONE
from counterpoise.panel.store import Store
from counterpoise.reference import states as registry

TOTALS: Final = {("goods", "destination"): "imports", ("goods", "origin"): "exports"}
"""The indicator of state-years that is the whole of an indicator of ties, by side."""

REACH: Final = 15
"""Years over which a partner's former part still says how much it may have now."""

FEW: Final = 0.2
"""Part of the states up to which those that a release leaves out are taken for the smallest."""

TRUSTED: Final = 0.8
"""Completeness from which a year's shares are held against another's gaps."""

LARGEST: Final = "largest sum held"
ESTIMATED: Final = "estimated"

SAID: Final = {"state": pl.String, "year": pl.Int32, "whole": pl.Float64, "yardstick": pl.String}
KEYS: Final = ("state", "year")


def own_totals(
    store: Store, indicator: str, *, side: str, states: Sequence[str] = (), as_of: int | None = None
) -> pl.DataFrame:
    """Return the states' own totals held: `state`, `year`, `whole`, `yardstick` (the source)."""
    name = TOTALS.get((indicator, side))
    found = pl.DataFrame(schema=SAID)
    for source in able_sources(name) if name else ():
        for release in store.releases(source):
            rows = release.scan().filter(pl.col("indicator") == name, pl.col("value") > 0)
            if states:
                rows = rows.filter(pl.col("state").is_in(list(states)))
            if as_of is not None:
                rows = rows.filter(pl.col("year") <= as_of)
            year = pl.col("year").cast(pl.Int32)
            said = rows.select("state", year, whole="value", yardstick=pl.lit(source)).collect()
            found = pl.concat([found, said.join(found, on=KEYS, how="anti")])
    return found


def told(candidate: Candidate, states: Sequence[str] = ()) -> pl.DataFrame:
    """Return what a release tells of the state-years that it covers.

    Returns
    -------
    polars.DataFrame
        `state`, `year`, `teller`, `told` (sum over partners and items, of
        sizes where values may be negative), `known` and `unknown`
        (ties with and without a figure). A state-year without a row has 0 of each.
    """
    sums = (
        candidate.ties(states)
        .group_by(KEYS)
        .agg(
            told=pl.col("value").abs().sum(),
            known=pl.col("known").sum(),
            unknown=pl.col("unknown").sum(),
        )
    )
    covered = candidate.state_years(states)
    return covered.join(sums, on=KEYS, how="left").with_columns(
        pl.col("told").fill_null(0.0), pl.col("known", "unknown").fill_null(0)
    )


def completeness(
    store: Store,
    found: Sequence[Candidate],
    states: Sequence[str] = (),
    years: tuple[int, int] | None = None,
) -> pl.DataFrame:
    """Return how much each release tells of each state-year that it covers.

    Parameters
    ----------
    store : Store
        Where totals are looked up.
    found : sequence of Candidate
        The releases.
    states : sequence of str
        Ids; none for all.
    years : (int, int) or None
        The years wanted; None for all.

    Returns
    -------
    polars.DataFrame
        `place` (of the candidate), `state`, `year`, `teller`, `told`, `known`, `unknown`,
        `whole` (the total, in the indicator's unit), `completeness` in [0, 1], `yardstick` (which
        source says the total, or `LARGEST`, or `ESTIMATED`).
    """
    every = [
        told(one, states).with_columns(place=pl.lit(place, pl.Int32))
        for place, one in enumerate(found)
    ]
    rows = pl.concat(every) if every else pl.DataFrame()
    if rows.is_empty():
        return rows
    first = found[0]
    owns = own_totals(store, first.indicator, side=first.side, states=states, as_of=first.as_of)
    rows = rows.join(owns, on=KEYS, how="left").with_columns(
        largest=pl.col("told").max().over(KEYS)
    )
    rows = rows.with_columns(
        pl.col("yardstick").fill_null(LARGEST), pl.col("whole").fill_null(pl.col("largest"))
    )
    part = pl.when(pl.col("whole") > 0).then(pl.col("told") / pl.col("whole")).otherwise(1.0)
    rows = rows.with_columns(completeness=part.clip(0.0, 1.0)).drop("largest")
    wanted = rows.filter(pl.col("year").is_between(*years)) if years else rows
    return _less_what_is_hidden(wanted, rows, found, states)


def _less_what_is_hidden(
    rows: pl.DataFrame, every: pl.DataFrame, found: Sequence[Candidate], states: Sequence[str]
) -> pl.DataFrame:
    """Return completeness less the estimated part of partners not covered, unless it is known."""
    unsaid = rows.filter((pl.col("yardstick") == LARGEST) | (pl.col("teller") != OWN))
    hidden = [
        _hidden(one, unsaid.filter(pl.col("place") == place), every, found, states)
        for place, one in enumerate(found)
    ]
    lost = pl.concat([each for each in hidden if each.height] or [_NONE_HIDDEN])
    rows = rows.join(lost, on=["place", *KEYS], how="left")
    estimate = 1.0 - pl.col("hidden")
    worse = (estimate < pl.col("completeness")).fill_null(False)
    return rows.with_columns(
        completeness=pl.when(worse).then(estimate.clip(0.0, 1.0)).otherwise("completeness"),
        yardstick=pl.when(worse).then(pl.lit(ESTIMATED)).otherwise("yardstick"),
    ).drop("hidden")


_NONE_HIDDEN: Final = pl.DataFrame(
    schema={"place": pl.Int32, "state": pl.String, "year": pl.Int32, "hidden": pl.Float64}
)


def _hidden(
    one: Candidate,
    rows: pl.DataFrame,
    every: pl.DataFrame,
    found: Sequence[Candidate],
    states: Sequence[str],
) -> pl.DataFrame:
    """Return the part of each state-year that is with partners whom a release does not cover."""
    open_years, named = _partners_covered(one, rows["year"].unique().to_list())
    gaps = ~pl.col("year").is_in(open_years) | (pl.col("unknown") > 0)
    rows = rows.filter(gaps)
    if rows.is_empty():
        return _NONE_HIDDEN
    ties = one.ties(states).join(rows.select(KEYS), on=KEYS, how="semi")
    ties = ties.select(*KEYS, "partner", told=pl.col("known") > 0)
    former = _lost(_former_shares(rows, every, found, states), ties, named, open_years)
    rest = rows.join(former, on=KEYS, how="anti")
    weights = _by_weight(one, rest, ties, named, open_years)
    return pl.concat([former, weights]).select(
        pl.lit(rows["place"][0], pl.Int32).alias("place"), *KEYS, "hidden"
    )


def _partners_covered(one: Candidate, years: Sequence[int]) -> tuple[list[int], pl.DataFrame]:
    """Return the years in which all partners are covered, and else who is: `year`, `partner`.

    Where a release sums up all others in a partner of their own, nobody is left out.
    """
    spans = one.spans(over=True)
    whole = spans.filter(
        (pl.col("state") == EVERYONE) | pl.col("state").str.starts_with("residual:")
    ).select("first", "last")
    named = spans.with_columns(year=pl.int_ranges("first", pl.col("last") + 1)).explode("year")
    named = named.select(pl.col("year").cast(pl.Int32), partner="state", covered=True).unique()
    open_years = [
        year for year in years if any(first <= year <= last for first, last in whole.rows())
    ]
    return open_years, named


def _lost(
    shares: pl.DataFrame, ties: pl.DataFrame, named: pl.DataFrame, open_years: Sequence[int]
) -> pl.DataFrame:
    """Return the sum of the shares of partners of whom nothing is told: `hidden`."""
    seen = pl.coalesce("told", pl.col("covered") | pl.col("year").is_in(open_years), pl.lit(False))
    return (
        shares.join(ties, on=[*KEYS, "partner"], how="left")
        .join(named, on=["year", "partner"], how="left")
        .with_columns(pl.col("covered").fill_null(False))
        .group_by(KEYS)
        .agg(hidden=pl.col("share").filter(~seen).sum())
    )


def _former_shares(
    rows: pl.DataFrame, every: pl.DataFrame, found: Sequence[Candidate], states: Sequence[str]
) -> pl.DataFrame:
    """Return each partner's share in the nearest year in which the state's own total is told.

    Of years as near the earlier one; of releases the one of the best standing.
    """
    known = every.filter(pl.col("yardstick") != LARGEST, pl.col("completeness") >= TRUSTED).select(
        "state", then="year", from_place="place", from_known="known", from_teller="teller"
    )
    nearest = (
        rows.select(*KEYS, "place", "known")
        .join(known, on="state")
        .with_columns(apart=(pl.col("year") - pl.col("then")).abs())
        .filter(
            pl.col("apart") <= REACH,
            pl.col("place") != pl.col("from_place"),
            pl.col("known") <= pl.col("from_known"),
        )
        .sort("apart", "then", "from_teller", "from_place")
        .unique(KEYS, keep="first", maintain_order=True)
    )
    shares = [pl.DataFrame(schema=_SHARE)]
    for place in nearest["from_place"].unique().sort():
        wanted = nearest.filter(pl.col("from_place") == place)
        sums = found[place].ties(states).filter(pl.col("value") > 0).rename({"year": "then"})
        both = wanted.join(sums, on=["state", "then"]).with_columns(
            share=pl.col("value") / pl.col("value").sum().over(KEYS)
        )
        shares.append(both.select(list(_SHARE)))
    return pl.concat(shares)


_SHARE: Final = {"state": pl.String, "year": pl.Int32, "partner": pl.String, "share": pl.Float64}


def _by_weight(
    one: Candidate,
    rows: pl.DataFrame,
    ties: pl.DataFrame,
    named: pl.DataFrame,
    open_years: Sequence[int],
) -> pl.DataFrame:
    """Return the part of partners not covered by what they have of all ties told, else by number.

    Partners whom the release names nowhere have no weight; then each state counts as one of all.
    """
    if rows.is_empty():
        return _NONE_HIDDEN.drop("place")
    years = rows["year"].unique().to_list()
    year = pl.col("year").cast(pl.Int32)
    # A weight need not be exact: what both sides tell counts twice for every partner.
    weights = (
        one.said()
        .filter(pl.col("year").is_in(years))
        .group_by(year=year, partner=one.over)
        .agg(weight=pl.col("value").sum())
        .collect()
    )
    unnamed = weights.join(named, on=["year", "partner"], how="anti")
    left_out = (
        unnamed.filter(~pl.col("year").is_in(open_years))
        .group_by("year")
        .agg(left_out=pl.col("weight").sum())
    )
    silent = ties.filter(~pl.col("told")).join(weights, on=["year", "partner"])
    by_weight = (
        rows.select(KEYS)
        .join(silent.group_by(KEYS).agg(silent=pl.col("weight").sum()), on=KEYS, how="left")
        .join(left_out, on="year", how="left")
        .join(weights.group_by("year").agg(all=pl.col("weight").sum()), on="year", how="left")
        .with_columns(pl.col("silent", "left_out").fill_null(0.0))
        .select(
            *KEYS,
            hidden=pl.when(pl.col("all") > 0).then(
                (pl.col("silent") + pl.col("left_out")) / pl.col("all")
            ),
        )
    )
    number = rows.select(
        *KEYS, number=pl.col("unknown") / (pl.col("known") + pl.col("unknown")).clip(1)
    )
    absent = [(each, _part_absent(named, each)) for each in years if each not in open_years]
    absent = [(each, part) for each, part in absent if part > FEW]
    kinds = {"year": pl.Int32, "absent": pl.Float64}
    nobody = pl.DataFrame(absent, schema=kinds, orient="row")
    return (
        number.join(by_weight, on=KEYS, how="left")
        .join(nobody, on="year", how="left")
        .with_columns(weighed=pl.when(pl.col("hidden") > 0).then("hidden").otherwise("number"))
        .select(*KEYS, hidden=pl.max_horizontal("weighed", pl.col("absent").fill_null(0.0)))
    )


def _part_absent(named: pl.DataFrame, year: int) -> float:
    """Return the part of the states of a year that a release does not cover as partners."""
    covered = set(named.filter(pl.col("year") == year)["partner"])
    there = _states_in(year)
    return sum(one not in covered for one in there) / max(len(there), 1)


@cache
def _states_in(year: int) -> tuple[str, ...]:
    """Return the states that there are in a year."""
    return tuple(one for one in registry.states(year)["id"] if registry.kind(one) == "state")
