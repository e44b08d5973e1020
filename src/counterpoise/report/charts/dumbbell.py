"""Two ends for each partner: a weight here and there, a share before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoise.report.charts import FAINT, INK, OTHER, SERIES


def dumbbell(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of partner, here and there, one line each; the first says what the ends are."""
    partners = [row["partner"] for row in data]
    ends = list(data[0]["ends"])
    points = [
        {"partner": row["partner"], "end": end, "value": row[side]}
        for row in data
        for side, end in zip(("here", "there"), ends, strict=True)
        if row[side] is not None
    ]
    y = {
        "field": "partner", "type": "nominal", "sort": partners,
        "axis": {"title": None, "labelColor": INK, "labelFontSize": 13, "labelLimit": 140},
    }  # fmt: skip
    scale = {"domain": ends, "range": [SERIES[0], OTHER]}
    # The browser's letters may be wider than those that the engine reckons with.
    return {
        "padding": {"left": 18, "right": 5, "top": 5, "bottom": 5},
        "height": {"step": 26},
        "width": width - 150,
        "layer": [
            {
                "data": {"values": [row for row in data if row["there"] is not None]},
                "mark": {"type": "rule", "color": FAINT, "strokeWidth": 3, "opacity": 0.5},
                "encoding": {
                    "y": y,
                    "x": {"field": "here", "type": "quantitative"},
                    "x2": {"field": "there"},
                },
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {
                        "field": "value", "type": "quantitative",
                        "axis": {"format": "~%", "title": None, "grid": True, "tickCount": 5},
                    },
                    "color": {
                        "field": "end", "type": "nominal", "scale": scale, "title": None,
                        "legend": {"symbolType": "circle", "direction": "vertical", "labelLimit": 300},
                    },
                },
            },
        ],
    }  # fmt: skip
