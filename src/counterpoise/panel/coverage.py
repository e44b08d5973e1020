"""Who was covered when: the difference between "nothing passed" and "nobody knows".

Within coverage, a dyad-year without a row passed nothing, and its value is zero. Outside coverage,
or where a row says `not covered`, the value is unknown and stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import polars as pl

from counterpoise.reference import products
from counterpoise.schema import ALL_ITEMS
from counterpoise.snapshots.source import Covered, Side

EVERYONE = "*"


def speaking_of(
    coverage: Sequence[Covered],
    *,
    side: str,
    indicator: str = "",
    told_by: str = "",
    item: str = ALL_ITEMS,
    edition: str = "",
) -> list[Covered]:
    """Return the statements on one side of an indicator, by one teller, on all of an item.

    A statement on a part of the items says nothing of all of them: it speaks of `item` only if it
    names it, or what it begins with; of a basket, if it does so of each of its codes in an edition.
    """
    wanted = () if item == ALL_ITEMS else products.items(item, edition)
    return [
        covered
        for covered in coverage
        if covered.side in {side, "either"}
        and covered.indicator in {"", indicator}
        and (not told_by or covered.told_by in {"", told_by})
        and (not covered.items or any(_named(codes, covered.items) for codes in wanted))
    ]


@cache
def _named(codes: tuple[str, ...], items: tuple[str, ...]) -> bool:
    """Return whether items named hold all that these codes begin."""
    return all(any(code.startswith(one) for one in items) for code in codes)


def years_covered(
    coverage: Sequence[Covered],
    state: str,
    *,
    side: str,
    indicator: str = "",
    told_by: str = "",
    item: str = ALL_ITEMS,
    edition: str = "",
) -> list[tuple[int, int]]:
    """Return the spans of years in which `state` is covered on `side`, joined where they touch.

    `told_by` asks for one teller's coverage; "" for that of all tellers together.
    """
    return _touching(
        [
            (covered.first, covered.last)
            for covered in speaking_of(
                coverage,
                side=side,
                indicator=indicator,
                told_by=told_by,
                item=item,
                edition=edition,
            )
            if state in covered.states or EVERYONE in covered.states
        ]
    )


def covered_in(
    coverage: Sequence[Covered], year: int, *, side: str, indicator: str = "", told_by: str = ""
) -> set[str]:
    """Return the states covered on `side` in a year; `EVERYONE` is among them if all states are."""
    return {
        state
        for covered in speaking_of(coverage, side=side, indicator=indicator, told_by=told_by)
        if covered.first <= year <= covered.last
        for state in covered.states
    }


def blocks(
    coverage: Sequence[Covered], year: int, *, indicator: str = ""
) -> list[tuple[set[str], set[str]]]:
    """Return whom each teller covers in a year, as origins and as destinations.

    A pair is covered if one and the same teller covers both; `EVERYONE` may stand on either side.
    """
    named = {covered.told_by for covered in coverage}
    return [
        (
            covered_in(coverage, year, side="origin", indicator=indicator, told_by=teller),
            covered_in(coverage, year, side="destination", indicator=indicator, told_by=teller),
        )
        for teller in sorted(named - {""} or {""})
    ]


def is_covered(
    coverage: Sequence[Covered],
    origin: str,
    destination: str,
    year: int,
    *,
    indicator: str = "",
    told_by: str = "",
) -> bool:
    """Return whether the statements cover the dyad-year; a row may still say that it is not.

    Both sides must be covered by one and the same teller: by `told_by`, or, if it is "", by any.
    """
    named = {told_by} if told_by else {covered.told_by for covered in coverage}
    tellers = named - {""} or {""}
    return any(
        all(
            any(
                first <= year <= last
                for first, last in years_covered(
                    coverage, state, side=side, indicator=indicator, told_by=teller
                )
            )
            for state, side in ((origin, "origin"), (destination, "destination"))
        )
        for teller in tellers
    )


def restricted(coverage: Sequence[Covered], *, side: Side, states: Sequence[str]) -> list[Covered]:
    """Return the coverage of an excerpt that keeps only rows whose `side` is one of `states`.

    "either" is of a table of single states, which has no other side.
    """
    other: Side = "origin" if side == "destination" else "destination"
    cut = []
    for covered in coverage:
        kept = tuple(s for s in states if s in covered.states or EVERYONE in covered.states)
        if covered.side in {side, "either"} and kept:
            cut.append(replace(covered, side=side, states=kept))
        if side != "either" and covered.side in {other, "either"}:
            cut.append(replace(covered, side=other))
    return cut


def joined(coverage: Sequence[Covered]) -> list[Covered]:
    """Return the same statements in fewer words: years that touch as one, states of one span together."""
    years: dict[tuple[Covered, str], list[tuple[int, int]]] = {}
    for each in coverage:
        about = replace(each, first=0, last=0, states=())
        for state in each.states:
            years.setdefault((about, state), []).append((each.first, each.last))
    spans: dict[tuple[Covered, int, int], list[str]] = {}
    for (about, state), found in years.items():
        for first, last in _touching(found):
            spans.setdefault((about, first, last), []).append(state)
    return [
        replace(about, first=first, last=last, states=tuple(states))
        for (about, first, last), states in spans.items()
    ]


def _touching(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of years, joined where one ends no earlier than the year before another."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def inside(rows: pl.DataFrame, coverage: Sequence[Covered]) -> pl.Series:
    """Return of each row whether statements cover it: both its sides, in its year, by its teller.

    Within coverage a tie that has no row passed nothing; so a row that another reading covers and
    does not hold is contradicted by it.
    """
    if "year" not in rows.columns:
        rows = rows.with_columns(year=pl.col("date").dt.year())
    sides = [side for side in ("origin", "destination", "state") if side in rows.columns]
    given = rows.select(
        pl.int_range(pl.len()).alias("row"),
        pl.col("year").cast(pl.Int32),
        *(pl.col(side) for side in sides),
        *(
            pl.col(name) if name in rows.columns else pl.lit("").alias(name)
            for name in ("indicator", "told_by", "item")
        ),
    )
    found = []
    for (indicator, teller), some in given.group_by("indicator", "told_by"):
        for side in sides:
            told = [
                each for each in coverage
                if each.side in {side, "either"} | ({each.side} if side == "state" else set())
                and each.indicator in {"", indicator}
                and (not teller or each.told_by in {"", teller})
            ]  # fmt: skip
            some = _told_of(some, told, side)
        found.append(some["row"])
    within = pl.concat(found) if found else pl.Series([], dtype=pl.Int64)
    return given["row"].is_in(within.implode())


def _told_of(rows: pl.DataFrame, coverage: Sequence[Covered], side: str) -> pl.DataFrame:
    """Return the rows of which some statement covers the state on `side`, the year and the item."""
    kept = []
    for items in {each.items for each in coverage}:
        some = rows
        if items:
            begins = [pl.col("item").str.starts_with(item) for item in items]
            some = rows.filter(pl.any_horizontal(begins))
        spans = pl.DataFrame(
            [
                (state, each.first, each.last)
                for each in coverage
                if each.items == items
                for state in each.states
            ],
            schema={"state": pl.String, "first": pl.Int32, "last": pl.Int32},
            orient="row",
        )
        years = spans.with_columns(year=pl.int_ranges("first", pl.col("last") + 1)).explode("year")
        years = years.select("state", pl.col("year").cast(pl.Int32)).unique()
        of_all = years.filter(pl.col("state") == EVERYONE).select("year")
        kept.append(some.join(of_all, on="year", how="semi"))
        kept.append(
            some.join(years, left_on=[side, "year"], right_on=["state", "year"], how="semi")
        )
    return pl.concat(kept).unique("row") if kept else rows.clear()
