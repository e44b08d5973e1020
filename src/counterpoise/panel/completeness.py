r"""How much of the truth a release tells: the sum of a state's ties against the state's own total.

.. math:: c_{it} = \min\Big(1, \frac{\sum_j x_{ijt}}{X_{it}}\Big)

with :math:`x_{ijt}` the ties told with partners who are named (what passed between the state and
"areas not specified" may be anybody's) and :math:`X_{it}` the state's own total. The total is, in this
order,

1. what a source of totals says of the state (customs' own sum, national accounts);
2. the largest sum that any release holds of the same state and year, which a part of the items or of
   the partners falls short of.

A reconciled figure may be larger than the state's own, so that a part of the partners can sum to
the state's total; and where no source says the total, a part looks whole. So unless the state itself
tells both, the part of the partners who are not covered is estimated too: by what they had of the
state's total in the last year before in which the state itself told it (`REACH` years back at most),
else by what they have of all ties told (`CLOSE` times that where only partners tell of the state),
else by their number; and by what they had in the last year before of which partners told, if that is
more:

.. math:: c_{it} = \min\Big(\frac{\sum_j x_{ijt}}{X_{it}},\ 1 - \sum_{j\ \text{not covered}} s_{ij,t'}\Big)

Of single products, silences are estimated tie by tie (:mod:`counterpoise.panel.silences`).

Nothing here looks at later years, so that what is said of a year stays the same as years are added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise import schema, sums
from counterpoise.panel import judged as beforehand
from counterpoise.panel import mirror_gaps, silences
from counterpoise.panel.candidates import (
    MIRROR,
    OWN,
    Candidate,
    able_sources,
    span_of,
)
from counterpoise.panel.coverage import EVERYONE
from counterpoise.panel.memory import MEMORY, Years
from counterpoise.panel.store import Holding, Store
from counterpoise.reference import state_system
from counterpoise.snapshots import untold

TOTALS: Final = {("goods", "destination"): "imports", ("goods", "origin"): "exports"}
"""The indicator of state-years that is the whole of an indicator of ties, by side."""

REACH: Final = 15
"""Years for which a partner's former part still says how much it may have now."""

FEW: Final = 0.5
"""Part of the states up to which those that a release leaves out are taken for the smallest."""

TRUSTED: Final = 0.8
"""Completeness from which a year's shares are held against another's gaps."""

DIGITS: Final = 12
"""Digits of a part that do not depend on the order in which engines add."""

LARGEST: Final = "largest sum held"
ESTIMATED: Final = "estimated"
COUNTED: Final = "counted"
DISPUTED: Final = "disputed"
MOST_GRANTED: Final = 0.99
"""Part of what is told under which what is in dispute is spoken of."""

BY_COUNT: Final = 0.75
"""The most that a count of partners can vouch for: who is counted may have much or nothing, so it
stays under what the usual rule of trust asks for before a leader is named."""

CLOSE: Final = 6.0
"""How many times their weight in the world the silent may have of a state of which only others tell.
Of states that told of themselves (Direction of Trade Statistics, 1960 to 2020), nineteen in twenty had
no more than 4 to 6 times that weight with those who were silent that year."""

KEYS: Final = ("state", "year")
SAID: Final = {"state": pl.String, "year": pl.Int32, "whole": pl.Float64, "yardstick": pl.String}
SHARE: Final = {"state": pl.String, "year": pl.Int32, "partner": pl.String, "share": pl.Float64}
HIDDEN: Final = {
    "state": pl.String, "year": pl.Int32, "hidden": pl.Float64, "counted": pl.Boolean,
}  # fmt: skip


def completeness(
    store: Store,
    found: Sequence[Candidate],
    states: Sequence[str] = (),
    years: Years = None,
) -> pl.DataFrame:
    """Return how much each release tells of each state-year that it covers.

    Parameters
    ----------
    store : Store
        Where totals are looked up.
    found : sequence of Candidate
        The releases, all of one indicator and side.
    states : sequence of str
        Ids; none for all.
    years : (int, int) or None
        The years wanted; None for all.

    Returns
    -------
    polars.DataFrame
        `place` (of the candidate), `state`, `year`, `teller`, `held` (all that is told), `told` (of
        it, with partners who are named), `known`, `unknown`, `whole` (the total, in the indicator's
        unit), `completeness` in [0, 1], `yardstick` (which source says the total, or `LARGEST`, or
        `ESTIMATED`, or `COUNTED`: estimated by no more than the number of partners who tell).
    """
    if not found:
        return pl.DataFrame()
    totals = totals_of(store, found[0])
    asked = ("completeness", basis(store, found))
    if MEMORY.wider(asked, states, years) is None:
        everybody = beforehand.kept(found, totals)
        if everybody is not None:
            MEMORY.part_of_kept(asked, (), None, lambda: everybody)
    return MEMORY.part_of_kept(asked, states, years, lambda: _judged(found, totals, states, years))


def basis(store: Store, found: Sequence[Candidate]) -> tuple[object, ...]:
    """Return what an answer rests on: the files of the releases and of the totals, by content."""
    if not found:
        return ()
    files = (part.file for release in totals_of(store, found[0]) for part in release.all_parts)
    return (*(one.key for one in found), *files)


def totals_of(store: Store, one: Candidate) -> list[Holding]:
    """Return the releases that say the whole of what a release tells of."""
    return [release for source in _sources_of(one) for release in store.releases(source)]


def _judged(
    found: Sequence[Candidate], totals: Sequence[Holding], states: Sequence[str], years: Years
) -> pl.DataFrame:
    """Return how much each release tells of each state-year, judged by the totals held."""
    every = [
        told(one, states, years).with_columns(place=pl.lit(place, pl.Int32))
        for place, one in enumerate(found)
    ]
    rows = pl.concat(every)
    if rows.is_empty():
        return rows
    rows = _less_what_is_disputed(_as_heard(rows, found), found)
    owns = own_totals(totals, TOTALS.get((found[0].indicator, found[0].side), ""), states)
    largest = pl.col("held").max().over(KEYS)
    judged = rows.lazy().join(owns.lazy(), on=KEYS, how="left", maintain_order="left")
    judged = judged.with_columns(
        pl.col("yardstick").fill_null(LARGEST), pl.col("whole").fill_null(largest)
    )
    part = pl.when(pl.col("whole") > 0).then(pl.col("told") / pl.col("whole")).otherwise(1.0)
    judged = judged.with_columns(completeness=part.clip(0.0, 1.0).round(DIGITS))
    return _less_what_is_hidden(judged.collect(), found, owns)


def _less_what_is_disputed(rows: pl.DataFrame, found: Sequence[Candidate]) -> pl.DataFrame:
    """Return the rows with what is told less what is in dispute, and the part that is left: `granted`."""
    doubts = [
        mirror_gaps.disputed(mirror_gaps.granted(found[place], some, found)).with_columns(
            place=pl.lit(place, pl.Int32)
        )
        for (place,), some in rows.partition_by("place", as_dict=True).items()
    ]
    in_all = pl.concat(doubts).group_by("place", *KEYS).agg(pl.col("disputed").sum())
    both = rows.join(in_all, on=["place", *KEYS], how="left", maintain_order="left")
    left = pl.col("told") - pl.col("disputed").fill_null(0.0)
    part = pl.when(pl.col("disputed") > 0).then(left / pl.col("told"))
    return both.with_columns(told=left, granted=part).drop("disputed")


def _as_heard(rows: pl.DataFrame, found: Sequence[Candidate]) -> pl.DataFrame:
    """Return the rows, those a state's own in name alone as its partners' (`MIRROR`).

    A table that is made of what states report says that the importer tells of each flow; of those who
    told nothing (`snapshots.untold`), partners filled the row in.
    """
    silent = [
        untold.declared(*one.declared_in).with_columns(place=pl.lit(place, pl.Int32), silent=True)
        for place, one in enumerate(found)
    ]
    key = ["place", *KEYS]
    heard = rows.join(pl.concat(silent), on=key, how="left", maintain_order="left")
    teller = pl.when(pl.col("silent").is_null()).then("teller").otherwise(MIRROR)
    return heard.with_columns(teller=teller.cast(pl.Int32)).drop("silent")


def _sources_of(one: Candidate) -> tuple[str, ...]:
    """Return the sources that say the whole of what a release tells of: of all items alone."""
    if one.item != schema.ALL_ITEMS:
        return ()
    name = TOTALS.get((one.indicator, one.side))
    return able_sources(name) if name else ()


def own_totals(
    totals: Sequence[Holding], indicator: str, states: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the states' own totals: `state`, `year`, `whole`, `yardstick` (the source).

    Each from the first of the releases that says it.
    """
    found = pl.DataFrame(schema=SAID)
    for release in totals:
        # A total that was estimated from what partners tell is none of the state's own.
        said_itself = pl.col("status") == schema.REPORTED
        rows = release.scan().filter(
            pl.col("indicator") == indicator, pl.col("value") > 0, said_itself
        )
        if states:
            rows = rows.filter(pl.col("state").is_in(list(states)))
        year = pl.col("year").cast(pl.Int32)
        said = rows.select("state", year, whole="value", yardstick=pl.lit(release.source)).collect()
        found = pl.concat([found, said.join(found, on=KEYS, how="anti")])
    return found


def told(candidate: Candidate, states: Sequence[str] = (), years: Years = None) -> pl.DataFrame:
    """Return what a release tells of the state-years that it covers.

    Returns
    -------
    polars.DataFrame
        `state`, `year`, `teller`, `held` (sum over partners and items, of sizes where values may be
        negative), `told` (the same over partners who are named), `known` and `unknown` (rows with and
        without a figure). A state-year without a row has 0 of each.
    """
    ties = candidate.ties(states, years).lazy().group_by(KEYS)
    size, parts = pl.col("value").abs(), sums.parts_of(candidate.indicator)
    named = ~pl.col("partner").str.contains(schema.NOBODY)
    added = ties.agg(
        held=sums.total(size, parts),
        told=sums.total(size.filter(named), parts),
        known=pl.col("known").sum(),
        unknown=pl.col("unknown").sum(),
    )
    covered = candidate.state_years(states).lazy()
    if years:
        covered = covered.filter(pl.col("year").is_between(*years))
    rows = covered.join(added, on=KEYS, how="left", maintain_order="left").with_columns(
        pl.col("held", "told").fill_null(0.0), pl.col("known", "unknown").fill_null(0)
    )
    return rows.collect()


def _less_what_is_hidden(
    rows: pl.DataFrame, found: Sequence[Candidate], owns: pl.DataFrame
) -> pl.DataFrame:
    """Return completeness less the estimated part of partners not covered, unless it is known."""
    unsaid = rows.filter((pl.col("yardstick") == LARGEST) | (pl.col("teller") != OWN))
    alike = unsaid.partition_by("place", "teller", as_dict=True)
    lost = [
        _hidden(found[place], some, found, owns).with_columns(place=pl.lit(place, pl.Int32))
        for (place, _), some in alike.items()
    ]
    lost = lost or [pl.LazyFrame(schema={**HIDDEN, "place": pl.Int32})]
    both = rows.lazy().join(pl.concat(lost), on=["place", *KEYS], how="left", maintain_order="left")
    seen = 1.0 - pl.col("hidden")
    # What is in dispute is a part of what is told: of a whole that nobody says, too.
    seen = pl.coalesce(seen * pl.col("granted"), seen, "granted")
    estimate = seen.clip(0.0, 1.0).round(DIGITS)
    worse = (estimate < pl.col("completeness")).fill_null(False)
    worse |= pl.col("granted").is_not_null() & (pl.col("yardstick") == LARGEST)
    how = (
        pl.when("counted")
        .then(pl.lit(COUNTED))
        .when(pl.col("granted") < MOST_GRANTED)
        .then(pl.lit(DISPUTED))
        .otherwise(pl.lit(ESTIMATED))
    )
    judged = both.with_columns(
        completeness=pl.when(worse).then(estimate).otherwise("completeness"),
        yardstick=pl.when(worse).then(how).otherwise("yardstick"),
    )
    return judged.drop("hidden", "counted", "granted").collect()


def _hidden(
    one: Candidate, rows: pl.DataFrame, found: Sequence[Candidate], owns: pl.DataFrame
) -> pl.LazyFrame:
    """Return the part of each state-year that is with partners whom a release does not cover."""
    nothing = pl.LazyFrame(schema=HIDDEN)
    if rows.is_empty():
        return nothing
    open_years, named = partners_covered(one, rows["year"].unique().to_list(), rows["teller"][0])
    rows = rows.filter(~pl.col("year").is_in(open_years) | (pl.col("unknown") > 0))
    if rows.is_empty():
        return nothing
    states, years = rows["state"].unique().sort().to_list(), span_of(rows["year"])
    ties = one.ties(states, years).lazy().join(rows.lazy().select(KEYS), on=KEYS, how="semi")
    ties = ties.select(*KEYS, "partner", told=pl.col("known") > 0)
    by_partners = pl.LazyFrame(schema=HIDDEN)
    if one.item == schema.ALL_ITEMS:
        former = _lost(_former_shares(one, rows, found, owns), ties, named, open_years).collect()
        heard = _former_shares(one, rows, found, owns, teller=MIRROR)
        by_partners = _lost(heard, ties, named, open_years)
    else:
        former = silences.hidden(one, rows.filter(pl.col("unknown") > 0).select(KEYS))
        former = former.with_columns(counted=False)
        absent = MEMORY.kept(
            (*one.spoken, rows["teller"][0], tuple(rows["year"].unique().sort()), "absent"),
            lambda: _part_absent(rows["year"].unique(), named, open_years).collect(),
        )
        few = absent.filter(pl.col("absent") > FEW)["year"].implode()
        rows = rows.filter((pl.col("unknown") > 0) | pl.col("year").is_in(few))
    rest = rows.join(former, on=KEYS, how="anti")
    lost = former.lazy().select(list(HIDDEN))
    if not rest.is_empty():
        lost = pl.concat([lost, _by_weight(one, rest, ties, named, open_years)])
    return _the_larger(lost, by_partners.select(list(HIDDEN)))


def _the_larger(lost: pl.LazyFrame, other: pl.LazyFrame) -> pl.LazyFrame:
    """Return the larger of two estimates of what is hidden: each can only miss some of it."""
    both = lost.join(other, on=KEYS, how="left", suffix="_other", maintain_order="left")
    more = (pl.col("hidden_other") > pl.col("hidden")).fill_null(value=False)
    return both.select(
        *KEYS,
        hidden=pl.when(more).then("hidden_other").otherwise("hidden"),
        counted=pl.when(more).then("counted_other").otherwise("counted"),
    )


def partners_covered(
    one: Candidate, years: Sequence[int], teller: int
) -> tuple[list[int], pl.LazyFrame]:
    """Return the years in which all partners are covered, and else who is: `year`, `partner`.

    By the teller who tells of the state. Where a release sums up all others in a partner of their own,
    nobody is left out.
    """
    spans = one.partner_spans(teller)
    whole = [
        (first, last)
        for state, first, last in spans
        if state == EVERYONE or state.startswith(schema.ALL_OTHERS)
    ]
    open_years = [year for year in years if any(first <= year <= last for first, last in whole)]
    kinds = {"partner": pl.String, "first": pl.Int32, "last": pl.Int32}
    named = pl.LazyFrame(spans, schema=kinds, orient="row").select(
        "partner", year=pl.int_ranges("first", pl.col("last") + 1)
    )
    named = named.explode("year").filter(pl.col("year").is_in(list(years))).unique()
    return open_years, named.select(pl.col("year").cast(pl.Int32), "partner", covered=True)


def _lost(
    shares: pl.LazyFrame, ties: pl.LazyFrame, named: pl.LazyFrame, open_years: Sequence[int]
) -> pl.LazyFrame:
    """Return the sum of the shares of partners of whom nothing is told: `hidden`."""
    covered = pl.col("covered").fill_null(False) | pl.col("year").is_in(list(open_years))
    seen = pl.coalesce("told", covered)
    return (
        shares.join(ties, on=[*KEYS, "partner"], how="left")
        .join(named, on=["year", "partner"], how="left")
        .group_by(KEYS)
        .agg(hidden=sums.total(pl.col("share").filter(~seen)))
        .with_columns(counted=False)
    )


def _former_shares(
    one: Candidate,
    rows: pl.DataFrame,
    found: Sequence[Candidate],
    owns: pl.DataFrame,
    *,
    teller: int = OWN,
) -> pl.LazyFrame:
    """Return each partner's share in the last year before in which the state told of itself.

    Of two releases that do, the one of the better standing. With `teller` `MIRROR` the last year of
    which its partners told: a state may never name whom it sells its oil to.
    """
    shares = [pl.DataFrame(schema=SHARE)]
    rest = rows.select(KEYS)
    for other in found:
        if other is one or teller not in {other.rank(each) for each in other.tellers}:
            continue
        if rest.is_empty():
            break
        states = rest["state"].unique().sort().to_list()
        told_itself = other.state_years(states).lazy().filter(pl.col("teller") == teller)
        in_name = untold.declared(*other.declared_in).lazy()
        told_itself = told_itself.join(in_name, on=KEYS, how="anti")
        said = told_itself.join(owns.lazy(), on=KEYS, how="semi").select("state", then="year")
        nearest = (
            rest.lazy()
            .join(said, on="state")
            .filter((pl.col("year") - pl.col("then")).is_between(0, REACH))
            .group_by(KEYS)
            .agg(pl.col("then").max())
            .collect()
        )
        if nearest.is_empty():
            continue
        shares.append(_shares_then(other, nearest, owns))
        rest = rest.join(shares[-1], on=KEYS, how="anti")
    return pl.concat(shares).lazy()


def _shares_then(other: Candidate, nearest: pl.DataFrame, owns: pl.DataFrame) -> pl.DataFrame:
    """Return the shares of the years `then`, if enough is told in them and of partners enough."""
    ties = other.ties_of(nearest.select("state", year="then")).lazy().filter(pl.col("value") > 0)
    ties = ties.select("state", "partner", "value", then="year")
    wholes = owns.lazy().select("state", "whole", then="year")
    both = nearest.lazy().join(ties, on=["state", "then"])
    both = both.join(wholes, on=["state", "then"], how="left")
    whole = sums.total(pl.col("value"), sums.parts_of(other.indicator)).over(KEYS)
    enough = whole >= TRUSTED * pl.col("whole")
    shares = both.filter(enough).with_columns(share=pl.col("value") / whole)
    return shares.select(list(SHARE)).collect()


def _by_weight(
    one: Candidate,
    rows: pl.DataFrame,
    ties: pl.LazyFrame,
    named: pl.LazyFrame,
    open_years: Sequence[int],
) -> pl.LazyFrame:
    """Return the part of partners not covered by what they have of all ties told, else by number.

    Partners whom the release names nowhere have no weight; then each state counts as one of all.
    """
    weights = one.partner_sums(span_of(rows["year"])).lazy()
    unnamed = weights.filter(~pl.col("year").is_in(open_years)).join(
        named, on=["year", "partner"], how="anti"
    )
    silent = ties.filter(~pl.col("told")).join(weights, on=["year", "partner"])
    absent = _part_absent(rows["year"].unique(), named, open_years)
    nobody = absent.filter(pl.col("absent") > FEW)
    weight = sums.total(pl.col("weight"), sums.parts_of(one.indicator))
    lost = pl.col("silent").fill_null(0.0) + pl.col("left_out").fill_null(0.0)
    by_number = pl.col("unknown") / (pl.col("known") + pl.col("unknown")).clip(1)
    only_others = pl.col("teller") == MIRROR
    no_total = pl.col("yardstick") == LARGEST
    # The neighbours of a state of which only others tell may be among the silent, and what is given
    # for its total may be no more than the sum of what others tell.
    near = pl.when(only_others & ~no_total).then(CLOSE).otherwise(1.0)
    by_weight = (
        pl.when(pl.col("all") > 0, lost > 0)
        .then((near * lost / pl.col("all")).clip(0.0, 1.0))
        .otherwise(by_number)
    )
    # Without a total weight in the world says little: each of the silent counts as one, and no count
    # says what they had.
    number = pl.max_horizontal(by_number, pl.col("silent_ones").fill_null(0.0))
    counted = pl.when(only_others & no_total & (number > 0)).then(number.clip(1.0 - BY_COUNT))
    told_of = pl.max_horizontal(by_weight, pl.col("absent").fill_null(0.0))
    return (
        rows.lazy()
        .join(silent.group_by(KEYS).agg(silent=weight), on=KEYS, how="left")
        .join(unnamed.group_by("year").agg(left_out=weight), on="year", how="left")
        .join(weights.group_by("year").agg(all=weight), on="year", how="left")
        .join(nobody, on="year", how="left")
        .join(absent.rename({"absent": "silent_ones"}), on="year", how="left")
        .select(
            *KEYS,
            hidden=pl.max_horizontal(told_of, counted),
            counted=(counted > told_of).fill_null(value=False),
        )
    )


def _part_absent(years: pl.Series, named: pl.LazyFrame, open_years: Sequence[int]) -> pl.LazyFrame:
    """Return the part of the states of a year that a release does not cover as partners.

    `year`, `absent`; without a row where all are covered.
    """
    there = state_system.existing(set(years.to_list()) - set(open_years)).lazy()
    covered = named.select("year", "covered", id="partner")
    told = there.join(covered, on=["id", "year"], how="left")
    return told.group_by("year").agg(absent=pl.col("covered").is_null().mean())
