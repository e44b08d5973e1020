"""Who was covered when: the difference between "nothing passed" and "nobody knows".

Within coverage, a dyad-year without a row passed nothing, and its value is zero. Outside coverage,
or where a row says `not covered`, the value is unknown and stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
) -> list[Covered]:
    """Return the statements on one side of an indicator, by one teller, on all of an item.

    A statement on a part of the items says nothing of all of them: it speaks of `item` only if it
    names it, or what it begins with.
    """
    return [
        covered
        for covered in coverage
        if covered.side in {side, "either"}
        and covered.indicator in {"", indicator}
        and (not told_by or covered.told_by in {"", told_by})
        and (not covered.items or any(item.startswith(one) for one in covered.items))
    ]


def years_covered(
    coverage: Sequence[Covered],
    state: str,
    *,
    side: str,
    indicator: str = "",
    told_by: str = "",
    item: str = ALL_ITEMS,
) -> list[tuple[int, int]]:
    """Return the spans of years in which `state` is covered on `side`, joined where they touch.

    `told_by` asks for one teller's coverage; "" for that of all tellers together.
    """
    spans = sorted(
        (covered.first, covered.last)
        for covered in speaking_of(
            coverage, side=side, indicator=indicator, told_by=told_by, item=item
        )
        if state in covered.states or EVERYONE in covered.states
    )
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


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
    """Return the coverage of an excerpt that keeps only rows whose `side` is one of `states`."""
    other: Side = "origin" if side == "destination" else "destination"
    cut = []
    for covered in coverage:
        kept = tuple(s for s in states if s in covered.states or EVERYONE in covered.states)
        if covered.side in {side, "either"} and kept:
            cut.append(replace(covered, side=side, states=kept))
        if covered.side in {other, "either"}:
            cut.append(replace(covered, side=other))
    return cut
