"""Amounts of partners year by year, stacked; what flows back lies below the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoise.report.charts import INK, OTHER, PAPER, palette, year_ticks


def stacked_years(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of partner, year and value; whoever is named "other …" comes last and in grey."""
    named = list(
        dict.fromkeys(row["partner"] for row in data if not row["partner"].startswith("other"))
    )
    rest = [row["partner"] for row in data if row["partner"].startswith("other")][:1]
    colours = {**palette(named), **dict.fromkeys(rest, OTHER)}
    years = sorted({row["year"] for row in data})
    shown = year_ticks(years[0], years[-1], width)
    return {
        "height": 240,
        "width": width - 60,
        "data": {"values": list(data)},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 0.5},
                "encoding": {
                    "x": {
                        "field": "year", "type": "ordinal",
                        "axis": {"title": None, "labelAngle": 0, "values": shown, "ticks": False},
                    },
                    "y": {
                        "field": "value", "type": "quantitative", "stack": "zero",
                        "axis": {"title": None, "format": ".1f", "tickCount": 5},
                    },
                    "color": {
                        "field": "partner", "type": "nominal", "title": None,
                        "scale": {"domain": list(colours), "range": list(colours.values())},
                        "legend": {"columns": 3},
                    },
                },
            },
            {"mark": {"type": "rule", "color": INK}, "encoding": {"y": {"datum": 0}}},
        ],
    }  # fmt: skip
