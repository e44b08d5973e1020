"""The main reading through the years: what pages answer for each, judged as any reading of that year is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterpoise.printable import number_of
from counterpoise.statements.checking.facts import Missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.nearness import reach
from counterpoise.statements.checking.readings import decided
from counterpoise.statements.checking.verdict import HOLDS, Point
from counterpoise.statements.statement import Statement

At = Callable[[Flow, int, int], Point]
"""What a flow tells of a window: its last year, and how many years it is long."""


def through_the_years(flows: Sequence[Flow], at: At, *, length: int = 0) -> tuple[Point, ...]:
    """Return a point for each year that the first flow covers, over its usual window by default."""
    if not flows:
        return ()
    flow = flows[0]
    length = length or flow.view.window
    return tuple(at(flow, year, length) for year in sorted(flow.window(length)))


def titled(flows: Sequence[Flow], *, length: int = 0) -> str:
    """Return of what source and windows such points are."""
    if not flows:
        return ""
    length = length or flows[0].view.window
    windows = f"windows of {number_of(length, 'year')}" if length > 1 else "single years"
    return f"{flows[0].title}, {windows}"


def point(said: Statement, year: int, ends: tuple[float, float] | Missing) -> Point:
    """Return one year's: no figure where only bounds are known, no verdict where they decide nothing.

    Examples
    --------
    A share from 60 to 90 % is more than half, and nobody knows whether it is more than 80 %.
    """
    if isinstance(ends, Missing) or said.threshold is None:
        return Point(year, None, None)
    outcome = decided(said.comparison, *ends, said.threshold, reach(said))
    figure = ends[0] if ends[0] == ends[1] else None
    return Point(year, figure, None if outcome is None else outcome[0] == HOLDS)
