"""Years of dispute by opponent, shaded by hostility, over the years in which a rivalry was on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales import ticks
from counterpoise.report.charts.scales.colours import FAINT, HEAT, INK, RULE

LEVELS = ("threat", "show of force", "use of force", "highest level")


def dispute_years(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of opponent and year with a level (2-5), or of opponent, start and end of a rivalry."""
    marks = [row for row in data if "level" in row]
    rivalries = [row for row in data if "start" in row]
    opponents = list(dict.fromkeys(row["opponent"] for row in data))
    gutter = letters.widest(opponents, LETTERS) + 10
    years = [row["year"] for row in marks] + [
        row[end] for row in rivalries for end in ("start", "end")
    ]
    named = [
        {**row, "word": LEVELS[max(row["level"], 2) - 2], "next": row["year"] + 0.9}
        for row in marks
    ]
    x = {
        "type": "quantitative", "scale": {"domain": [min(years), max(years) + 1], "nice": False},
        "axis": {
            "format": "d", "title": None, "grid": True, "gridColor": RULE,
            "values": ticks.year_ticks(min(years), max(years), width),
        },
    }  # fmt: skip
    y = {
        "field": "opponent", "type": "nominal", "sort": opponents, "scale": {"domain": opponents},
        "axis": {"title": None, "labelColor": INK, "labelLimit": 0, "domain": False,
                 "minExtent": gutter, "offset": 6},
    }  # fmt: skip
    return {
        "height": {"step": 26},
        "width": width - gutter - 36,
        "padding": {"left": 5, "right": 25, "top": 5, "bottom": 5},
        "layer": [
            {
                "data": {"values": rivalries},
                "mark": {"type": "rule", "color": FAINT, "strokeWidth": 3, "opacity": 0.45, "yOffset": 9},
                "encoding": {"y": y, "x": {"field": "start", **x}, "x2": {"field": "end"}},
            },
            {
                "data": {"values": named},
                "mark": {"type": "bar", "height": 13},
                "encoding": {
                    "y": y,
                    "x": {"field": "year", **x},
                    "x2": {"field": "next"},
                    "color": {
                        "field": "word", "type": "ordinal", "title": None,
                        "scale": {"domain": list(LEVELS), "range": list(HEAT[2:6])},
                        "legend": {"columns": 2},
                    },
                },
            },
        ],
    }  # fmt: skip
