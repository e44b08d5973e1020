"""Amounts of partners year by year, stacked; what flows back lies below the line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales import colours, ticks
from counterpoise.report.charts.scales.colours import INK, OTHER, PAPER


def stacked_years(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of partner, year and value.

    Whoever is named "other …" comes last and in grey. A year without rows keeps its empty place.
    """
    everybody = colours.named(data, "partner")
    named = {name: entity for name, entity in everybody.items() if not name.startswith("other")}
    rest = [name for name in everybody if name.startswith("other")]
    range_of = {**colours.of_series(named), **dict.fromkeys(rest, OTHER)}
    years = sorted({row["year"] for row in data})
    shown = ticks.year_ticks(years[0], years[-1], width)
    upright = ticks.value_axis(*ticks.spread(_sums(data), include=[0.0]), ".0f")
    gutter = letters.widest(ticks.labels(upright["axis"]), LETTERS) + 4
    return {
        "height": 240,
        "width": width - gutter - 25,
        "padding": {"left": 5, "right": 20, "top": 5, "bottom": 5},
        "data": {"values": sorted(data, key=lambda row: row["year"])},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 0.5},
                "encoding": {
                    "x": {
                        "field": "year", "type": "ordinal",
                        "scale": {"domain": list(range(years[0], years[-1] + 1))},
                        "axis": {"title": None, "labelAngle": 0, "values": shown, "ticks": False},
                    },
                    "y": {
                        "field": "value", "type": "quantitative", "stack": "zero", **upright,
                        "axis": {**upright["axis"], "minExtent": gutter},
                    },
                    "color": {
                        "field": "partner", "type": "nominal", "title": None,
                        "scale": {"domain": list(range_of), "range": list(range_of.values())},
                        "legend": {"columns": letters.columns(list(range_of), width, LETTERS)},
                    },
                },
            },
            {"mark": {"type": "rule", "color": INK}, "encoding": {"y": {"datum": 0}}},
        ],
    }  # fmt: skip


def _sums(data: Sequence[dict[str, Any]]) -> list[float]:
    """Return how high and how deep the stacks of the years reach."""
    found: dict[tuple[int, bool], float] = defaultdict(float)
    for row in data:
        if row["value"] is not None:
            found[row["year"], row["value"] < 0] += row["value"]
    return list(found.values())
