"""Statements on every year of a period, on a time of the past that is over, and on a year of account.

"Since 2009", "every year": each year is judged by itself, by whatever tells most of that year, so that
several sources may bear one statement out. "Once": in some earlier period, and no longer. A year of
account is held by nobody here: it is read of the two calendar years that it lies in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from counterpoise.measures.views import VIEWS
from counterpoise.printable import number_of
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts
from counterpoise.statements.checking.readings import Moment, computed, untold
from counterpoise.statements.checking.verdict import (
    CANNOT_TELL,
    DEPENDS,
    FAILS,
    HOLDS,
    THEN,
    VERDICTS,
    Found,
    Point,
    judged,
    resting,
)
from counterpoise.statements.kinds import ACCOUNT
from counterpoise.statements.statement import Statement

Check = Callable[[Facts, Statement], Found]
RECENT: Final = 10
"""Years up to the statement that "every year" is read of, where no period is named."""
FEW: Final = 3
"""Sets of rows that such a reading names: the latest."""
NEAR: Final = 0.25
"""How far from the calendar years twelve other months may lie, as a part of the larger."""
SINGLE: Final = ("amount", "balance")
"""Kinds of which each year is read alone, and not a window of years."""


def check_through_time(facts: Facts, said: Statement, check: Check) -> Found:
    """Return whether a statement held in every year of a period, once and no longer, or in one of account."""
    ways = {"throughout": _throughout, "once": _once, ACCOUNT: _of_account}
    return ways[said.when](facts, said, check)


def _throughout(facts: Facts, said: Statement, check: Check) -> Found:
    first, last = said.years or (said.known_to - RECENT + 1, said.known_to)
    # What was said in the course of a year speaks of the years that were over.
    last = max(min(last, said.known_to), first)
    by_period = {
        period: _judged_of(check(facts, replace(said, when="", years=period)))
        for period in _periods(said, first, last)
    }
    told = {verdict: [p for p, (v, _) in by_period.items() if v == verdict] for verdict in VERDICTS}
    facets = {
        "source": _sources(by_period.values()),
        "years": f"{words.span(first, last)}, each year",
    }
    shown = _shown(told)
    points = tuple(
        Point(period[1], None, {HOLDS: True, FAILS: False}.get(verdict))
        for period, (verdict, _) in by_period.items()
    )
    series = (points, f"every year of {words.span(first, last)}")
    unsure = [*told[CANNOT_TELL], *told[DEPENDS]]
    if not told[FAILS] and unsure:
        one = next((one for p in unsure for one in by_period[p][1].tested if one.missing), None)
        why = f"; {one.missing}" if one else ""
        return Found((untold(facets, f"{shown}{why}"),), *series)
    verdict = FAILS if told[FAILS] else HOLDS
    rows = tuple(
        dict.fromkeys(row for _, found in by_period.values() for one in resting(found.tested)[:1]
                      for row in one.rows)
    )  # fmt: skip
    count = float(len(told[HOLDS]))
    unit = f"of {number_of(len(by_period), 'year')}"
    moment = Moment(last, THEN)
    one = computed(facets, moment, count, unit, (verdict, None), rows[-FEW:], shown)
    return Found((one,), *series)


def _of_account(facts: Facts, said: Statement, check: Check) -> Found:
    """Return whether a statement holds of a year of account, by the calendar years that it lies in.

    What holds in one of them, or lies between them, may be what the books say; what lies near, but
    outside, can't be told, as twelve other months are no calendar year.
    """
    last = said.years[1] if said.years else said.known_to
    first = said.years[0] if said.years and said.years[0] < last else last - 1
    each = [check(facts, replace(said, when="", years=(year, year))) for year in (first, last)]
    by_verdict = {_judged_of(found)[0]: found for found in reversed(each)}
    for decided in (
        HOLDS,
        DEPENDS,
        CANNOT_TELL,
    ):  # of which one year is not told nothing is refuted
        if decided in by_verdict:
            return by_verdict[decided]
    tested = tuple(one for found in each for one in found.tested)
    both = replace(each[1], tested=tested)
    figures = [one.figure for one in tested if one.figure is not None]
    line = said.threshold
    if line is None or not figures:
        return both
    if min(figures) <= line <= max(figures):
        between = (
            replace(one, verdict=HOLDS, margin=None) for one in tested if one.figure is not None
        )
        return replace(both, tested=tuple(between))
    if min(abs(line - one) / max(line, one) for one in figures) > NEAR:
        return both
    told = words.listed([f"{one.shown} in {one.facets['years']}" for one in tested if one.headline])
    why = f"twelve other months than the calendar years, of which {told or 'other figures'} is told"
    return replace(both, tested=(untold({"years": words.span(first, last)}, why),))


def _periods(said: Statement, first: int, last: int) -> list[tuple[int, int]]:
    """Return the years, or the windows within the period, that are each judged by themselves."""
    view = VIEWS.get(said.channel)
    length = view.window if view and said.kind not in SINGLE else 1
    length = min(length, last - first + 1)
    return [(end - length + 1, end) for end in range(first + length - 1, last + 1)]


def _judged_of(found: Found) -> tuple[str, Found]:
    """Return the verdict of one year: that of what tells most, else of all that tell of it."""
    headline = found.headline
    return (headline.verdict if headline else judged(resting(found.tested))), found


def _sources(by_period: Iterable[tuple[str, Found]]) -> str:
    titles: dict[str, None] = {}
    for _, found in by_period:
        for one in resting(found.tested)[:1]:
            titles[one.facets.get("source", "")] = None
    return words.listed([title for title in titles if title]) or "what is held"


def _shown(told: dict[str, list[tuple[int, int]]]) -> str:
    """Return in which years it held, did not, and can't be told."""
    ends = {verdict: words.spans([p[1] for p in periods]) for verdict, periods in told.items()}
    windows = any(p[0] < p[1] for periods in told.values() for p in periods)
    years = "in the windows that end in " if windows else "in "
    parts = [
        f"{word} {years}{ends[verdict]}"
        for verdict, word in ((HOLDS, "held"), (FAILS, "not"), (DEPENDS, "by some sources"))
        if told[verdict]
    ]
    if told[CANNOT_TELL]:
        parts.append(f"not told {years}{ends[CANNOT_TELL]}")
    return ", ".join(parts)


def _once(facts: Facts, said: Statement, check: Check) -> Found:
    """Return whether it held in some earlier period and does no longer."""
    now = check(facts, replace(said, when="", years=None))
    still, _ = _judged_of(now)
    until = said.years[1] if said.years else said.known_to
    first = said.years[0] if said.years else None
    past = [p for p in now.series if p.year <= until and (first is None or p.year >= first)]
    held = [p.year for p in past if p.holds]
    facets = {"source": now.series_of or "what is held", "when": "once, and no longer"}
    shown = f"held in {words.spans(held)}" if held else "never on record"
    latest = now.headline or next(iter(resting(now.tested)), None)
    if latest is None or still not in (HOLDS, FAILS):
        return Found((untold(facets, f"{shown}; today: {_lacks(now)}"),), now.series, now.series_of)
    if still == FAILS and not held:
        from_year = min((p.year for p in now.series if p.holds is not None), default=None)
        why = f"the record begins in {from_year}, and it held in no year since"
        return Found((untold(facets, why),), now.series, now.series_of)
    verdict = HOLDS if still == FAILS else FAILS
    today = f"{'not ' if still == FAILS else 'still '}in {latest.facets.get('years', '')}"
    one = computed(
        facets, Moment(latest.year or until, THEN, latest.stale), float(len(held)), "years",
        (verdict, None), latest.rows, f"{shown}, {today}",
    )  # fmt: skip
    return Found((one,), now.series, now.series_of)


def _lacks(now: Found) -> str:
    return "; ".join(now.lacking[:2]) or "its readings disagree"
