"""One partner beside another, or beside all others together: how many times as much."""

from __future__ import annotations

from counterpoise.schema import INDICATORS
from counterpoise.statements import words
from counterpoise.statements.checking.bounds import amount_ends, not_told, share_ends
from counterpoise.statements.checking.facts import Facts, Missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.flows import flows_of, moments
from counterpoise.statements.checking.nearness import reach, settled
from counterpoise.statements.checking.readings import (
    Moment,
    computed,
    decided,
    each_once,
    untold,
    windows,
)
from counterpoise.statements.checking.series import through_the_years
from counterpoise.statements.checking.verdict import HOLDS, Found, Point, Tested
from counterpoise.statements.statement import Statement, members

Ends = tuple[float, float]


def check_comparison(facts: Facts, said: Statement) -> Found:
    """Return how many times what is compared with the partners have, against the ratio asserted."""
    found: list[Tested] = []
    flows, missing = flows_of(facts, said)
    for flow in flows:
        for moment in moments(said, flow, found):
            for length in windows(said, flow, moment.year):
                found.append(_compared(said, flow, moment, length))
    readings = tuple(settled(said, each_once([*found, *missing])))
    points = through_the_years(flows, lambda *of: _point(said, *of))
    return Found(readings, points, f"{flows[0].title}, times as much, by year" if flows else "")


def _compared(said: Statement, flow: Flow, moment: Moment, length: int) -> Tested:
    year = moment.year
    first = year - length + 1
    facets = {"source": flow.title_of(year, length), "years": words.span(first, year)}
    sides = _sides(said, flow, year, length)
    if isinstance(sides, Missing):
        return untold(facets, sides.what, moment.known, flow=flow)
    own, other, unit = sides
    if own[1] <= 0 and other[1] <= 0:
        return untold(facets, f"nothing of either in {facets['years']}", moment.known, flow=flow)
    low, high = _ratios(own, other)
    shown = (
        f"{words.between(low, high, 'times')}: {words.between(*own, unit)} against"
        f" {words.between(*other, unit)}"
    )
    outcome = _outcome(said, low, high)
    if outcome is None:
        why = f"{not_told(flow, year, length)}: {shown}"
        return untold(facets, why, moment.known, flow=flow)
    verdict, margin, figure = outcome
    rows = flow.cite(first, year)
    return computed(
        facets, moment, figure, "times", (verdict, margin), rows, shown, flow=flow, length=length,
        bounds=(low, high) if low < high else None,
    )  # fmt: skip


def _sides(said: Statement, flow: Flow, year: int, length: int) -> tuple[Ends, Ends, str] | Missing:
    """Return between what both sides lie, and in which unit: shares, if one side is all others."""
    own = members(said.partners, year)
    if not said.poles:
        share = share_ends(flow, flow.window(length).get(year), year, length, own)
        if isinstance(share, Missing):
            return share
        return share, (1.0 - share[1], 1.0 - share[0]), words.SHARE
    sides = [amount_ends(flow, year, length, side) for side in (own, members(said.poles, year))]
    one, other = sides
    if isinstance(one, Missing):
        return one
    if isinstance(other, Missing):
        return other
    return one, other, INDICATORS[flow.view.indicator].unit


def _ratios(own: Ends, other: Ends) -> Ends:
    return _ratio(own[0], other[1]), _ratio(own[1], other[0])


def _outcome(said: Statement, low: float, high: float) -> tuple[str, float, float] | None:
    near = reach(said) if said.quantity else 0.0
    return decided(said.comparison, low, high, said.quantity or 1.0, near)


def _ratio(own: float, other: float) -> float:
    return min(own / other, words.ENDLESS) if other > 0 else words.ENDLESS


def _point(said: Statement, flow: Flow, year: int, length: int) -> Point:
    """Return the ratio of a window, and whether all that it may be bears the statement out."""
    sides = _sides(said, flow, year, length)
    if isinstance(sides, Missing) or (sides[0][1] <= 0 and sides[1][1] <= 0):
        return Point(year, None, None)
    low, high = _ratios(*sides[:2])
    outcome = _outcome(said, low, high)
    figure = low if low == high else None
    return Point(year, figure, None if outcome is None else outcome[0] == HOLDS)
