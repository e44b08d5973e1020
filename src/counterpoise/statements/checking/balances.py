"""The balance of trade with partners: imports less exports, of the years named together."""

from __future__ import annotations

from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts, Missing, held_or_missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.flows import moments, year_of, yearly
from counterpoise.statements.checking.nearness import ABOUT, reach, settled
from counterpoise.statements.checking.products import items_of
from counterpoise.statements.checking.readings import (
    LAG,
    Moment,
    compared,
    computed,
    each_once,
    untold,
)
from counterpoise.statements.checking.verdict import HOLDS, Found, Point, Tested
from counterpoise.statements.statement import Statement, members


def check_balance(facts: Facts, said: Statement) -> Found:
    """Return the balance of trade with the partners, against a quantity if one is named."""
    found: list[Tested] = []
    points: list[Point] = []
    sources = held_or_missing(facts, "goods")
    if isinstance(sources, Missing):
        return Found(missing=(sources.what,))
    sign = 1.0 if said.comparison == "deficit" else -1.0
    for source in ("", *sources):
        course = deficits(facts, said, source)
        if isinstance(course, Missing):
            found.append(untold({"source": source or "any"}, course.what))
            continue
        flow, by_year = course
        lag = LAG if said.quantity is None else 0
        found += [
            _balance(said, flow, moment, sign, by_year)
            for moment in moments(said, flow, found, lag=lag)
        ]
        points = points or [
            Point(year, sign * v, _balanced(said, sign * v)[0] == HOLDS)
            for year, v in by_year.items()
        ]
    return Found(
        tuple(settled(said, each_once(found))), tuple(points), f"{said.comparison} by year"
    )


def _balanced(said: Statement, figure: float) -> tuple[str, float]:
    """Return whether a balance has the sign asserted, and the size if one was: about that size."""
    if said.quantity is None:
        return compared("more than", figure, 0.0)
    return compared(said.of or ABOUT, figure, said.threshold or 0.0, reach(said))


def _balance(
    said: Statement, flow: Flow, moment: Moment, sign: float, by_year: dict[int, float]
) -> Tested:
    """Return the balance of the year, or of all years that are named together."""
    last, first = moment.year, said.years[0] if said.years else moment.year
    gone = [year for year in range(first, last + 1) if year not in by_year]
    facets = {"source": flow.title_of(last, 1), "years": words.span(first, last)}
    if gone:
        year = gone[0]
        why = flow.gap(year, year, members(said.partners, year)) or flow.untold(year, 1)
        return untold(facets, f"a direction is lacking: {why}", moment.known, flow=flow)
    figure = sign * sum(by_year[year] for year in range(first, last + 1))
    rows = flow.cite(first, last)
    return computed(facets, moment, figure, "USD", _balanced(said, figure), rows, flow=flow)


def deficits(facts: Facts, said: Statement, source: str) -> tuple[Flow, dict[int, float]] | Missing:
    """Return imports less exports with the partners by year, years with both directions alone."""
    items = items_of(said)
    if isinstance(items, Missing):
        return items
    flow = facts.flow(said.subject, "trade", source, year=year_of(said), items=items)
    if isinstance(flow, Missing):
        return flow
    sides: list[dict[int, float]] = []
    for channel in ("imports", "exports"):
        one = facts.flow(said.subject, channel, source, year=year_of(said), items=items)
        if isinstance(one, Missing):
            return one
        sides.append(yearly(one, said, 1))
    both = sorted(sides[0].keys() & sides[1].keys())
    return flow, {year: sides[0][year] - sides[1][year] for year in both}
