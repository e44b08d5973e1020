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
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Flow, Missing
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
"""Years that rows may end before a statement and still speak of its time, marked so."""
LUMPY: Final = (1, 5, 10, 25)
STEADY: Final = (1, 3, 5)
HALF_LIVES: Final = (10, 20, 30)
"""Years of service in which half of a stock of arms is gone."""
NEAR: Final = 0.1
"""How far "about" reaches, as a part of the quantity."""


@dataclass(frozen=True)
class Moment:
    """The last year of a reading, and what was known of it when."""

    year: int
    known: Known
    stale: str = ""


def moments(
    said: Statement, spans: Sequence[tuple[int, int]], title: str
) -> list[Moment] | Missing:
    """Return the years for which a statement can be read, or what is missing.

    With rows up to the last full year before the statement; and, where they reach further, with
    those of its own year.
    """
    then, today = _ends(said)
    found: list[Moment] = []
    asked: list[tuple[int, Known]] = [(then, THEN), (today, TODAY)]
    for wanted, known in asked:
        year = max((min(last, wanted) for first, last in spans if first <= wanted), default=None)
        if year is None or wanted - year > LAG:
            continue
        if known == TODAY and found and year == found[0].year:
            continue
        stale = f"{title} ends in {year}, not {wanted}" if year < wanted else ""
        found.append(Moment(year, known, stale))
    if found:
        return found
    covered = words.listed([words.span(*span) for span in spans]) or "no year of it"
    return Missing(f"{title} covers {covered}, not {then}")


def _ends(said: Statement) -> tuple[int, int]:
    """Return the last year spoken of, as far as it was known then and as far as it is today."""
    last = said.years[1] if said.years else said.stated.year
    return min(last, said.known_to), last


def windows(said: Statement, flow: Flow, year: int) -> list[int]:
    """Return the trailing windows of a reading, in years: the years spoken of, or the usual ones."""
    if said.years:
        length = year - said.years[0] + 1
        return [length] if length >= 1 else []
    usual = LUMPY if flow.view.indicator in ("arms", "aid_net") else STEADY
    start = max((first for first, last in flow.spans if first <= year <= last), default=year)
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


def compared(comparison: str, figure: float, threshold: float) -> tuple[str, float]:
    """Return whether a figure bears out a comparison, and by how much.

    Examples
    --------
    >>> compared("at least", 0.9, 0.85)[0], compared("about", 0.9, 0.7)[0]
    ('holds', 'fails')
    """
    over = figure - threshold
    if comparison == "about":
        margin = NEAR * threshold - abs(over)
        return (HOLDS if margin >= 0 else FAILS), margin
    margin = over if comparison in ("at least", "more than") else -over
    strict = comparison in ("more than", "less than")
    return (HOLDS if margin > 0 or (margin == 0 and not strict) else FAILS), margin


def computed(
    facets: dict[str, str],
    moment: Moment,
    figure: float,
    unit: str,
    outcome: tuple[str, float | None],
    rows: Sequence[Rows],
    shown: str = "",
) -> Tested:
    """Return a reading that could be computed."""
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
    )


def untold(facets: dict[str, str], missing: str, known: Known = THEN) -> Tested:
    """Return a reading that can't be computed, with what is missing."""
    return Tested(
        ", ".join(facets.values()), facets, known, None, "", "–", CANNOT_TELL, missing=missing
    )
