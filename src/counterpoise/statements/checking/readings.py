"""The defensible readings of a statement: which years, which window, who is counted, which test.

Each reading is a choice that two careful analysts could make differently. A choice that no careful
analyst would make is left out: a stock with Soviet deliveries in its total and not in Russia's part
answers no question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from counterpoise.reference import states
from counterpoise.schema import INDICATORS
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.nearness import ABOUT, reach
from counterpoise.statements.checking.verdict import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    THEN,
    TODAY,
    Known,
    Rows,
    Tested,
)
from counterpoise.statements.statement import Statement

LAG: Final = 3
"""Years that rows may end before a statement of no year and still be read for it, dated so."""
LUMPY: Final = (1, 5, 10, 25)
STEADY: Final = (1, 3, 5)
HALF_LIVES: Final = (10, 20, 30)
"""Years of service in which half of a stock of arms is gone."""


@dataclass(frozen=True)
class Moment:
    """The last year of a reading, and what was known of it when."""

    year: int
    known: Known
    stale: str = ""


def moments_of(said: Statement, flow: Flow, *, lag: int = LAG) -> list[Moment] | Missing:
    """Return the years for which a statement can be read of a flow, or what is missing.

    A statement of no year is read at the last year for which enough is told; of years that are
    named, at the last of them.
    """
    if said.years:
        return moments(said, flow.covered, flow.title)
    found = moments(said, flow.told, flow.title, covered=flow.covered, lag=lag)
    return moments(said, flow.covered, flow.title, lag=lag) if isinstance(found, Missing) else found


def moments(
    said: Statement,
    spans: Sequence[tuple[int, int]],
    title: str,
    *,
    covered: Sequence[tuple[int, int]] = (),
    lag: int = LAG,
) -> list[Moment] | Missing:
    """Return the years for which a statement can be read, or what is missing.

    With rows up to the last full year before the statement; and, where they reach further, with
    those of its own year. `covered` are the years of which something is told, where `spans` are
    those of which enough is. Of a statement of no year `lag` says how far before it rows may end;
    years that are named are told to their end, or not at all.
    """
    then, today = _ends(said)
    found: list[Moment] = []
    asked: list[tuple[int, Known]] = [(then, THEN), (today, TODAY)]
    for wanted, known in asked:
        if said.years and wanted < said.years[1]:
            continue
        year = max((min(last, wanted) for first, last in spans if first <= wanted), default=None)
        if year is None or wanted - year > (0 if said.years else lag):
            continue
        if known == TODAY and found and year == found[0].year:
            continue
        found.append(Moment(year, known, _stale(year, wanted, title, covered)))
    if found:
        return found
    years = words.listed([words.span(*span) for span in spans]) or "no year of it"
    return Missing(f"{title} covers {years}, not {today if said.years else then}")


def _stale(year: int, wanted: int, title: str, covered: Sequence[tuple[int, int]]) -> str:
    """Return why an earlier year than the one wanted is read; "" if it is that year."""
    if year >= wanted:
        return ""
    later = [one for first, last in covered for one in range(first, last + 1) if one > year]
    if any(one <= wanted for one in later):
        return f"{year} is the last year of which {title} tells enough, not {wanted}"
    return f"{title} ends in {year}, not {wanted}"


def _ends(said: Statement) -> tuple[int, int]:
    """Return the last year spoken of, as far as it was known then and as far as it is today."""
    last = said.years[1] if said.years else said.stated.year
    return min(last, said.known_to), last


def windows(said: Statement, flow: Flow, year: int) -> list[int]:
    """Return the trailing windows of a reading, in years: the years spoken of, or the usual ones.

    Of the pages' answer the usual one is the pages' own; and so it is of a figure that something is
    "about": windows of other lengths have other figures, and it was said of one of them. Years of a
    stock are never added up: it is read at the last of them.
    """
    if not INDICATORS[flow.view.indicator].flow:
        return [1]
    if said.years:
        length = year - said.years[0] + 1
        return [length] if length >= 1 else []
    if flow.headline or said.comparison == ABOUT:
        return [flow.view.window]
    usual = LUMPY if flow.view.indicator in ("arms", "aid_net") else STEADY
    start = max((first for first, last in flow.covered if first <= year <= last), default=year)
    return list(dict.fromkeys(min(length, year - start + 1) for length in usual))


def countings(said: Statement) -> list[tuple[str, tuple[str, ...]]]:
    """Return who may be counted as the partners: alone, and with those related."""
    found = [("alone", said.partners)]
    if said.related:
        found.append((f"with {words.names(said.related)}", (*said.partners, *said.related)))
    return found


def with_lineage(partners: Sequence[str], blocs: Sequence[str]) -> tuple[str, ...]:
    """Return partners and the states that they continue: the Soviet Union under Russia."""
    found: list[str] = []
    for one in partners:
        found += [one] if one in blocs else states.lineage(one)
    return tuple(dict.fromkeys(found))


def compared(
    comparison: str, figure: float, threshold: float, reach: float = 0.0
) -> tuple[str, float]:
    """Return whether a figure bears out a comparison, and by how much; "about" reaches so far.

    Examples
    --------
    >>> compared("at least", 0.9, 0.85)[0], compared("about", 0.9, 0.85, 0.04)[0]
    ('holds', 'fails')
    """
    over = figure - threshold
    if comparison == ABOUT:
        margin = round(reach - abs(over), 12)
        return (HOLDS if margin >= 0 else FAILS), margin
    margin = over if comparison in ("at least", "more than") else -over
    strict = comparison in ("more than", "less than")
    return (HOLDS if margin > 0 or (margin == 0 and not strict) else FAILS), margin


def borne_out(said: Statement, figure: float) -> tuple[str, float]:
    """Return whether a figure bears out what a statement says of its quantity, and by how much."""
    return compared(said.comparison, figure, said.threshold or 0.0, reach(said))


def decided(
    comparison: str, low: float, high: float, threshold: float, reach: float = 0.0
) -> tuple[str, float, float] | None:
    """Return verdict, margin and the nearest figure, if all figures of a range decide alike.

    Examples
    --------
    >>> decided("more than", 0.6, 0.9, 0.5)
    ('holds', 0.1, 0.6)
    >>> decided("more than", 0.4, 0.9, 0.5)
    """
    ends = [(*compared(comparison, figure, threshold, reach), figure) for figure in (low, high)]
    verdict, margin, figure = min(ends, key=lambda end: abs(end[1]))
    apart = comparison == ABOUT and verdict == FAILS and low < threshold < high
    if len({end[0] for end in ends}) > 1 or apart:
        return None
    return verdict, round(margin, 12), figure


def placed(comparison: str, wanted: float, best: int, worst: int) -> str | None:
    """Return whether a place from `best` to `worst` is the one asserted; None if it may or may not be.

    The largest is number 1 and no other: who is first is not third. "Among the three largest" is
    any place up to the third.

    Examples
    --------
    >>> placed("largest", 3, 1, 1), placed("among", 3, 1, 1), placed("largest", 1, 1, 2)
    ('fails', 'holds', None)
    """
    if comparison == "among":
        return HOLDS if worst <= wanted else FAILS if best > wanted else None
    if best <= wanted <= worst and best < worst:
        return None
    there = best == worst == wanted
    return HOLDS if there != (comparison == "not largest") else FAILS


def computed(
    facets: dict[str, str],
    moment: Moment,
    figure: float,
    unit: str,
    outcome: tuple[str, float | None],
    rows: Sequence[Rows],
    shown: str = "",
    flow: Flow | None = None,
    length: int = 1,
    bounds: tuple[float, float] | None = None,
) -> Tested:
    """Return a reading that could be computed; of a flow and so many years if it is of a channel."""
    headline = flow is not None and flow.headline
    return Tested(
        ", ".join(facets.values()),
        facets,
        moment.known,
        figure,
        unit,
        shown or words.figure(figure, unit),
        outcome[0],
        outcome[1],
        tuple(rows),
        stale=moment.stale,
        headline=headline,
        bounds=bounds,
        reason=flow.reason(moment.year, length) if flow is not None and headline else "",
        year=moment.year,
    )


def untold(
    facets: dict[str, str], missing: str, known: Known = THEN, *, flow: Flow | None = None
) -> Tested:
    """Return a reading that can't be computed, with what is missing."""
    return Tested(
        ", ".join(facets.values()), facets, known, None, "", "–", CANNOT_TELL, missing=missing,
        headline=flow is not None and flow.headline,
    )  # fmt: skip


def each_once(readings: Sequence[Tested]) -> list[Tested]:
    """Return readings without those that make the same choices as one before them."""
    found: dict[tuple[object, ...], Tested] = {}
    for one in readings:
        found.setdefault((one.known, *one.facets.items()), one)
    return list(found.values())
