"""Whether a figure rises or falls: three tests of a course, over several spans and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import ties_told, ties_totals, with_partners
from counterpoise.measures.dependence import hirschman_asymmetry, oneal_russett
from counterpoise.panel.store import Holding
from counterpoise.printable import number_of
from counterpoise.schema import INDICATORS
from counterpoise.statements import words
from counterpoise.statements.checking import agreement
from counterpoise.statements.checking.balances import deficits
from counterpoise.statements.checking.facts import Facts, Missing, held_or_missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.flows import flows_of, yearly
from counterpoise.statements.checking.readings import Moment, computed, moments, untold
from counterpoise.statements.checking.verdict import FAILS, HOLDS, Found, Point, Rows, Tested
from counterpoise.statements.statement import Statement, members

SPANS: Final = (3, 5, 10)
"""Changes from year to year that a course of no named years is read from."""
ENDS: Final = "from first to last year"

Cite = Callable[[int, int], Sequence[Rows]]


@dataclass(frozen=True)
class Course:
    """One figure year by year, from one source and by one definition.

    Parameters
    ----------
    facets : mapping of str to str
        Source and definition.
    title : str
        The source's.
    by_year : mapping of int to float
        The years that are known.
    unit : str
        Of the figure.
    cite : callable
        Returns the rows behind the years from one to another.
    short : mapping of int to str
        Years of which less is told than the rule of trust asks for, and how much that is.
    """

    facets: Mapping[str, str]
    title: str
    by_year: Mapping[int, float]
    unit: str
    cite: Cite
    short: Mapping[int, str] = field(default_factory=dict)


def check_trend(facts: Facts, said: Statement) -> Found:
    """Return whether the figure rises or falls, by every test, span, source and definition."""
    courses = list(_courses(facts, said))
    return followed(said, courses)


def followed(said: Statement, courses: Sequence[Course | Tested]) -> Found:
    """Return the tests of courses, and the first course that is known as the main one."""
    found: list[Tested] = []
    known = [course for course in courses if isinstance(course, Course)]
    for course in courses:
        if isinstance(course, Tested):
            found.append(course)
            continue
        spans = [(year, year) for year in sorted(course.by_year)]
        at = moments(said, _joined(spans), course.title)
        if isinstance(at, Missing):
            found.append(untold(dict(course.facets), at.what))
            continue
        for moment in at:
            found += _tests(said, course, moment)
    if not known:
        return Found(tuple(found))
    main = max(
        known, key=lambda one: max((y for y in one.by_year if y <= said.known_to), default=0)
    )
    return Found(tuple(found), _points(said, main), f"{', '.join(main.facets.values())}, by year")


def _tests(said: Statement, course: Course, moment: Moment) -> Iterator[Tested]:
    last = moment.year
    if said.years:
        yield _ends_compared(said, course, moment)
        return
    for first in (last - span for span in SPANS):
        facets = {**course.facets, "years": words.span(first, last)}
        values = [course.by_year.get(year) for year in range(first, last + 1)]
        known = [value for value in values if value is not None]
        if len(known) < len(values) or len(known) < 2:
            why = _lacking(course, first, last)
            yield untold({**facets, "test": "any"}, why, moment.known)
            continue
        for test, figure in _figures(known, said.comparison):
            change = (
                f"{words.figure(known[0], course.unit)} to {words.figure(known[-1], course.unit)}"
            )
            rose = sum(b > a for a, b in pairwise(known))
            shown = f"{change}, up in {rose} of {number_of(len(known) - 1, 'year')}"
            outcome = (HOLDS if figure > 0 else FAILS), figure
            rows = course.cite(first, last)
            yield computed(
                {**facets, "test": test},
                moment,
                known[-1] - known[0],
                course.unit,
                outcome,
                rows,
                shown,
            )


def _ends_compared(said: Statement, course: Course, moment: Moment) -> Tested:
    """Return the test of a course between two years that are named: those two are compared."""
    first, last = said.years or (moment.year, moment.year)
    facets = {**course.facets, "years": words.span(first, last)}
    one, other = course.by_year.get(first), course.by_year.get(last)
    if one is None or other is None or first == last:
        why = _lacking(course, first, last)
        return untold({**facets, "test": ENDS}, why, moment.known)
    change = other - one
    margin = change if said.comparison == "rising" else -change
    shown = f"{words.figure(one, course.unit)} to {words.figure(other, course.unit)}"
    outcome = (HOLDS if margin > 0 else FAILS), margin
    rows = course.cite(first, last)
    return computed({**facets, "test": ENDS}, moment, change, course.unit, outcome, rows, shown)


def _lacking(course: Course, first: int, last: int) -> str:
    """Return why years of a course are not known: told too little of, if that is all, else absent."""
    gone = [year for year in range(first, last + 1) if course.by_year.get(year) is None]
    if gone and all(year in course.short for year in gone):
        return course.short[gone[0]]
    return f"{course.title} lacks years of {words.span(first, last)}"


def _figures(values: Sequence[float], comparison: str) -> list[tuple[str, float]]:
    """Return by test how far the course goes in the direction asserted; above 0 it does."""
    sign = 1.0 if comparison == "rising" else -1.0
    steps = [sign * (b - a) for a, b in pairwise(values)]
    middle = (len(values) - 1) / 2
    mean = sum(values) / len(values)
    slope = sum((i - middle) * (v - mean) for i, v in enumerate(values)) / sum(
        (i - middle) ** 2 for i in range(len(values))
    )
    return [
        ("every year", min(steps)),
        (ENDS, sign * (values[-1] - values[0])),
        ("fitted line", sign * slope),
    ]


def _points(said: Statement, course: Course) -> tuple[Point, ...]:
    sign = 1.0 if said.comparison == "rising" else -1.0
    before: float | None = None
    points = []
    for year, value in sorted(course.by_year.items()):
        points.append(Point(year, value, None if before is None else sign * (value - before) > 0))
        before = value
    return tuple(points)


def _courses(facts: Facts, said: Statement) -> Iterator[Course | Tested]:
    if said.of == "deficit":
        yield from _of_deficit(facts, said)
    elif said.of == "agreement":
        yield from _of_agreement(facts, said)
    elif said.of == "dependence":
        yield from _of_dependence(facts, said)
    elif said.of == "gdp":
        yield from _of_gdp(facts, said)
    else:
        yield from _of_flow(facts, said)


def _of_flow(facts: Facts, said: Statement) -> Iterator[Course | Tested]:
    flows, missing = flows_of(facts, said, headline=False)
    yield from missing
    for flow in flows:
        last = flow.last
        if absent := flow.uncovered(members(said.partners, said.known_to), last, last):
            yield untold({"source": flow.title}, absent)
            continue
        share = said.of == "share"
        unit = words.SHARE if share else INDICATORS[flow.view.indicator].unit
        for length in dict.fromkeys((flow.view.window, 1)):
            by_year = yearly(flow, said, length, share=share)
            way = f"windows of {number_of(length, 'year')}" if length > 1 else "single years"
            facets = {"source": flow.title, "way": way}
            short = flow.short(length)
            yield Course(facets, flow.title, by_year, unit, flow.cite, short)


def _of_deficit(facts: Facts, said: Statement) -> Iterator[Course | Tested]:
    sources = held_or_missing(facts, "goods")
    if isinstance(sources, Missing):
        yield untold({"source": "none"}, sources.what)
        return
    for source in sources:
        course = deficits(facts, said, source)
        if isinstance(course, Missing):
            yield untold({"source": source}, course.what)
        else:
            flow, by_year = course
            yield Course({"source": flow.title}, flow.title, by_year, "USD", flow.cite)


def _of_agreement(facts: Facts, said: Statement) -> Iterator[Course | Tested]:
    held = agreement.votes_held(facts)
    if isinstance(held, Missing):
        yield untold({"source": "none"}, held.what)
        return
    for index, unit in agreement.INDICES.items():
        by_year = agreement.mean_by_year(facts, said, index)
        facets = {"source": held.holding.card.title, "index": unit}
        cite = agreement.citing(held, said)
        yield Course(facets, held.holding.card.title, by_year, "", cite)


def _of_dependence(facts: Facts, said: Statement) -> Iterator[Course | Tested]:
    for definition, flow, by_year, short in dependences(facts, said, facts.sources("goods")):
        sides = {year: own - other for year, (own, other) in by_year.items()}
        facets = {"source": flow.title, "definition": definition}
        yield Course(facets, flow.title, sides, words.SHARE, flow.cite, short)


def dependences(
    facts: Facts, said: Statement, sources: Sequence[str]
) -> Iterator[tuple[str, Flow, dict[int, tuple[float, float]], dict[int, str]]]:
    """Yield, by definition and source, how much trade binds both, and why years are not told.

    Over all trade of either (Hirschman), and over the GDP of either (Oneal and Russett). The tie is
    told of the subject, what it weighs for the partner of the partner; neither where less is told
    than the rule of trust asks for.
    """
    partner = said.partners[0]
    for source in sources:
        flow = facts.flow(said.subject, "trade", source, year=said.known_to)
        other = facts.flow(partner, "trade", source, year=said.known_to)
        if isinstance(flow, Missing) or isinstance(other, Missing):
            continue
        pairs = with_partners(ties_told(*flow.ways(1)), ties_totals(*other.ways(1)))
        for name, table, own, its in _weighed(facts, pairs):
            one = table.filter(state=said.subject, partner=partner).drop_nulls([own, its])
            by_year = {int(y): (a, b) for y, a, b in one.select("year", own, its).iter_rows()}
            yield name, flow, by_year, other.short(1) | flow.short(1)


def _weighed(facts: Facts, pairs: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame, str, str]]:
    """Yield definitions of dependence: name, table, and the columns of the two sides."""
    table = hirschman_asymmetry(pairs)
    yield "part of all trade", table, "state_share", "partner_share"
    try:
        gdp = facts.evidence("gdp").rows.select("state", "year", "value").collect()
    except EvidenceError:
        return
    yield "part of GDP", oneal_russett(pairs, gdp), "dependence", "partner_dependence"


def _of_gdp(facts: Facts, said: Statement) -> Iterator[Course | Tested]:
    for indicator in ("gdp", "rgdpna"):
        sources = held_or_missing(facts, indicator)
        if isinstance(sources, Missing):
            yield untold({"source": "none"}, sources.what)
            continue
        for source in sources:
            evidence = facts.evidence(indicator, source)
            own = evidence.rows.filter(pl.col("state") == said.subject).drop_nulls("value")
            by_year = _in_one_unit(own.select("year", "value", "unit").collect())
            held = evidence.holding
            facets = {"source": held.card.title, "definition": INDICATORS[indicator].title}
            yield Course(
                facets, held.card.title, by_year, "USD", _export(held, indicator, said.subject)
            )


def _in_one_unit(rows: pl.DataFrame) -> dict[int, float]:
    """Return the values of the unit in which most years stand: releases differ in their dollars."""
    most = (
        rows["unit"].value_counts(sort=True).sort("count", "unit", descending=True)["unit"].head(1)
    )
    same = rows.filter(pl.col("unit").is_in(most.implode()))
    return {int(year): value for year, value in same.select("year", "value").iter_rows()}


def _export(held: Holding, indicator: str, state: str) -> Cite:
    def cite(first: int, last: int) -> Sequence[Rows]:
        rows = Rows(
            held.source,
            held.vintage,
            held.card.title,
            f"{INDICATORS[indicator].title} of {state}, {words.span(first, last)}",
            last - first + 1,
            first,
            last,
            held.excerpt,
            f"counterpoise export --indicator {indicator} --source {held.source} --state {state}"
            f" --years {first}-{last}",
        )
        return (rows,)

    return cite


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return words.runs([year for year, _ in spans])
