"""What standing on its own costs, from today's mix to the most that can be had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Number, Section, Table
from counterpoise.report.sections.rebalancing.answer import UNMOVED, once_in, points
from counterpoise.scenarios.rebalance.frontier import Point
from counterpoise.scenarios.rebalance.plan import Plan

FREE: Final = 1e-7
"""A premium that is none but for rounding."""


def section(found: Plan, curve: Sequence[Point], note: int) -> Section:
    """Return the section on the frontier, and on what each demand costs at the margin."""
    return Section(
        "frontier",
        "What standing on its own costs",
        parts=(_chart(found, curve, note), _table(curve, note), *_prices(found, note)),
        caveats=(
            "The premium is what the mix is worth less than the free choice, with goods that are good"
            " substitutes in the long run; the loss is what a cut takes a year on, when they are bad"
            " ones. Both ranges are of the trade elasticities, drawn together.",
        ),
    )


def _chart(found: Plan, curve: Sequence[Point], note: int) -> Chart:
    marked = [
        (one.worst, one.premium, "today" if place == 0 and not one.premium.middle else "")
        for place, one in enumerate(curve)
    ]
    asked = [one for one in found.setting.demands if one.kind == "worst loss"]
    if len(asked) == len(found.setting.demands) == 1 and found.moved > UNMOVED:
        assert found.premium is not None
        marked.append((asked[0].limit, found.premium, "asked for"))
    rows = tuple(
        {
            "worst": worst, "premium": premium.middle, "low": premium.low, "high": premium.high,
            "label": label,
        }
        for worst, premium, label in sorted(marked, key=lambda one: -one[0])
    )  # fmt: skip
    return Chart(
        "frontier",
        "premium_curve",
        "What it costs to lose no more than so much",
        f"The premium rises from nothing at a worst loss of {100 * curve[0].worst:.0f} % to"
        f" {100 * curve[-1].premium.middle:.1f} % a year at {100 * curve[-1].worst:.0f} %.",
        rows,
        notes=(note,),
    )


def _table(curve: Sequence[Point], note: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for point in curve:
        odds = point.break_even
        rows.append(
            (
                f"{100 * point.worst:.0f}\u00a0%",
                _premium(point, note),
                _range(point),
                points(point.moved, note),
                Number(odds, once_in(odds), "a year", note=note) if odds > 0 else "–",
            )
        )
    return Table(
        "frontier-table",
        "The least premium for every worst loss",
        ("Worst single loss", "Premium a year", "5–95 %", "Moved", "It pays from odds of"),
        tuple(rows),
    )


def _premium(point: Point, note: int) -> Cell:
    middle = point.premium.middle
    return wording.change(100 * middle, note=note, sign=False) if middle > FREE else "–"


def _range(point: Point) -> str:
    low, high = max(0.0, point.premium.low), point.premium.high
    return wording.within(100 * low, 100 * high).strip(" ()") if high > FREE else "–"


def _prices(found: Plan, note: int) -> tuple[Table, ...]:
    if not found.prices:
        return ()
    rows: list[tuple[Cell, ...]] = [
        (
            f"{price.demand}",
            "binds" if price.binds else "slack",
            wording.change(100 * price.per_point, note=note, sign=False) if price.binds else "–",
        )
        for price in found.prices
    ]
    return (
        Table(
            "prices",
            "What each demand costs at the margin",
            ("Demand", "", "Premium saved a year, one point looser"),
            tuple(rows),
            caption="One point of loss or of share; of independence a tenth of a partner.",
        ),
    )
