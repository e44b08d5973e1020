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
    compared,
    computed,
    decided,
    each_once,
    untold,
    windows,
)
from counterpoise.statements.checking.verdict import HOLDS, Found, Point, Tested
from counterpoise.statements.checking.window import Window
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
    return Found(readings, *_through_the_years(said, flows[:1]))


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
    low, high = _ratio(own[0], other[1]), _ratio(own[1], other[0])
    shown = (
        f"{words.between(low, high, 'times')}: {words.between(*own, unit)} against"
        f" {words.between(*other, unit)}"
    )
    outcome = decided(said.comparison, low, high, said.quantity or 1.0, _reach(said))
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


def _ratio(own: float, other: float) -> float:
    return min(own / other, words.ENDLESS) if other > 0 else words.ENDLESS


def _reach(said: Statement) -> float:
    return reach(said) if said.quantity else 0.0


def _through_the_years(said: Statement, flows: list[Flow]) -> tuple[tuple[Point, ...], str]:
    """Return the ratio in every window in which both sides are told for certain."""
    points = []
    for flow in flows:
        for year, seen in sorted(flow.window(flow.view.window).items()):
            ratio = _exact(said, seen, year)
            points.append(Point(year, ratio, None if ratio is None else _holds(said, ratio)))
    return tuple(points), f"{flows[0].title}, times as much, by year" if flows else ""


def _exact(said: Statement, seen: Window, year: int) -> float | None:
    """Return how many times as much, of a window that is told for certain."""
    own = members(said.partners, year)
    if not said.poles:
        share = seen.joint(own).share
        return None if share is None else _ratio(share, 1.0 - share)
    one, other = seen.amount(own), seen.amount(members(said.poles, year))
    if one is None or other is None or one[0] < one[1] or other[0] < other[1] or one[1] <= 0:
        return None
    return _ratio(one[0], other[0])


def _holds(said: Statement, ratio: float) -> bool:
    return compared(said.comparison, ratio, said.quantity or 1.0, _reach(said))[0] == HOLDS
