"""How much an amount or a share changed from one period to another, both of them told enough.

The two periods come from one release: another source would look like another world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterpoise.schema import INDICATORS
from counterpoise.statements import words
from counterpoise.statements.checking.bounds import amount_ends, share_ends
from counterpoise.statements.checking.facts import Facts, Missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.flows import flows_of, moments
from counterpoise.statements.checking.nearness import ABOUT, reach
from counterpoise.statements.checking.readings import (
    Moment,
    computed,
    decided,
    each_once,
    untold,
)
from counterpoise.statements.checking.verdict import FAILS, Found, Tested
from counterpoise.statements.statement import Statement, members

Period = tuple[int, int]
Ends = tuple[float, float]
RELATIVE, POINTS = "%", "points"


def check_change(facts: Facts, said: Statement) -> Found:
    """Return how far the later period is from the earlier one, in the unit asserted."""
    found: list[Tested] = []
    flows, missing = flows_of(facts, said)
    for flow in flows:
        for moment in moments(said, flow, found):
            later, earlier = periods(said, flow, moment.year)
            if flow.headline and not _of_one_release(flow, later, earlier):
                continue
            found.append(_change(said, flow, moment, later, earlier))
    return Found(tuple(each_once([*found, *missing])))


def periods(said: Statement, flow: Flow, year: int) -> tuple[Period, Period]:
    """Return the later and the earlier period: those named, else the last two windows of the pages.

    Where one is named alone, the other is as long, and ends where it begins.
    """
    length = flow.view.window
    later = said.years or (year - length + 1, year)
    length = later[1] - later[0] + 1
    return later, said.before or (later[0] - length, later[0] - 1)


def _of_one_release(flow: Flow, later: Period, earlier: Period) -> bool:
    both = [
        {(piece.holding.source, piece.holding.vintage)
         for _, _, piece in flow.pieces(last, last - first + 1)}
        for first, last in (later, earlier)
    ]  # fmt: skip
    return both[0] == both[1]


@dataclass(frozen=True)
class Sizes:
    """Between what the figures of two periods lie: the later, and the earlier."""

    later: Ends
    earlier: Ends

    def change(self, unit: str) -> Ends | None:
        """Return between what the change lies, in plain units; None of a part of nothing."""
        (low, high), (before_low, before_high) = self.later, self.earlier
        if unit != RELATIVE:
            return low - before_high, high - before_low
        if before_low <= 0:
            return None
        return low / before_high - 1.0, high / before_low - 1.0


def _change(said: Statement, flow: Flow, moment: Moment, later: Period, earlier: Period) -> Tested:
    facets = {
        "source": flow.title_of(later[1], later[1] - later[0] + 1),
        "years": f"{words.span(*later)} against {words.span(*earlier)}",
    }
    unit = INDICATORS[flow.view.indicator].unit
    if said.unit not in ("", RELATIVE, POINTS, unit):
        why = f"{flow.title} is in {unit}, not in {said.unit}"
        return untold(facets, why, moment.known, flow=flow)
    sizes = _sizes(said, flow, later, earlier)
    if isinstance(sizes, Missing):
        return untold(facets, sizes.what, moment.known, flow=flow)
    by = said.unit or (POINTS if said.of == "share" else RELATIVE)
    change = sizes.change(by)
    if change is None:
        why = f"nothing in {words.span(*earlier)}, of which no part can be reckoned"
        return untold(facets, why, moment.known, flow=flow)
    shown = _shown(said, sizes, later, earlier, unit, by, change)
    outcome = _outcome(said, sizes, by, change)
    if outcome is None:
        return untold(facets, f"{shown}: only bounds are known", moment.known, flow=flow)
    verdict, margin, figure = outcome
    rows = [*flow.cite(*later), *flow.cite(*earlier)]
    return computed(
        facets, moment, figure, _unit(by, unit), (verdict, margin), rows, shown, flow=flow,
        length=later[1] - later[0] + 1, bounds=change if change[0] < change[1] else None,
    )  # fmt: skip


def _sizes(said: Statement, flow: Flow, later: Period, earlier: Period) -> Sizes | Missing:
    """Return the figures of both periods; of amounts a year's, where the periods are not as long."""
    ends: list[Ends] = []
    alike = later[1] - later[0] == earlier[1] - earlier[0]
    for one in _ends(said, flow, later, earlier):
        if isinstance(one, Missing):
            return one
        ends.append(one)
    if said.of == "amount" and not alike:
        lengths = [last - first + 1 for first, last in (later, earlier)]
        ends = [(e[0] / n, e[1] / n) for e, n in zip(ends, lengths, strict=True)]
    return Sizes(*ends)


def _ends(said: Statement, flow: Flow, later: Period, earlier: Period) -> Iterator[Ends | Missing]:
    for first, last in (later, earlier):
        length = last - first + 1
        wanted = members(said.partners, last) if said.partners else None
        if said.of == "amount":
            yield amount_ends(flow, last, length, wanted)
        elif wanted is None:
            yield Missing("whose share it is")
        else:
            yield share_ends(flow, flow.window(length).get(last), last, length, wanted)


def _outcome(
    said: Statement, sizes: Sizes, by: str, change: Ends
) -> tuple[str, float, float] | None:
    """Return verdict, margin and figure: of the direction, and of the size if one was said."""
    sign = 1.0 if said.comparison == "rising" else -1.0
    low, high = sorted(sign * end for end in change)
    way = decided("more than", low, high, 0.0)
    if said.quantity is None or way is None or way[0] == FAILS:
        return None if way is None else (way[0], way[1], sign * way[2])
    size = said.quantity / (100.0 if by in (RELATIVE, POINTS) else 1.0)
    level = 1.0 + sign * size if by == RELATIVE else max(sizes.later[1], sizes.earlier[1])
    near = min(reach(said, level=level), size / 2)
    about = decided(ABOUT, low, high, size, near)
    return None if about is None else (about[0], about[1], sign * about[2])


def _unit(by: str, unit: str) -> str:
    return {RELATIVE: words.CHANGE, POINTS: words.POINTS}.get(by, unit)


def _shown(
    said: Statement, sizes: Sizes, later: Period, earlier: Period, unit: str, by: str, change: Ends
) -> str:
    """Return both figures with their years, and the change."""
    figures = words.SHARE if said.of == "share" else unit
    one, other = words.between(*sizes.earlier, figures), words.between(*sizes.later, figures)
    told = words.between(*change, _unit(by, unit))
    return f"{told}: {one} in {words.span(*earlier)}, {other} in {words.span(*later)}"
