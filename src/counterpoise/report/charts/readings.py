"""The figure that each reading of a statement gives, by verdict, with the bound that was asserted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts import FAINT, INK, OTHER, SERIES

VERDICTS: Final = {"holds": SERIES[3], "fails": SERIES[1], "cannot tell": OTHER}


def readings(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of reading, figure, verdict and known; the first may have base, the bound, and format."""
    first = data[0]
    letters = 34
    # Cut here: to let the engine cut labels to a width takes it ten times as long as to draw.
    rows = [{**row, "reading": row["reading"][:letters]} for row in data]
    names = list(dict.fromkeys(row["reading"] for row in rows))
    gutter = round(6.1 * max(len(name) for name in names)) + 14
    y = {
        "field": "reading", "type": "nominal", "sort": names,
        "axis": {"title": None, "labelColor": INK, "labelLimit": 0, "labelFontSize": 11,
                 "domain": False, "ticks": False, "grid": True},
    }  # fmt: skip
    x = {
        "field": "figure", "type": "quantitative", "scale": {"zero": False, "nice": True},
        "axis": {"title": None, "format": first["format"], "tickCount": 4},
    }  # fmt: skip
    layers: list[dict[str, Any]] = []
    if first.get("base") is not None:
        layers.append(
            {
                "data": {"values": [{"base": first["base"]}]},
                "mark": {"type": "rule", "color": FAINT, "strokeDash": [4, 3]},
                "encoding": {"x": {"field": "base", "type": "quantitative"}},
            }
        )
    layers.append(
        {
            "data": {"values": rows},
            "mark": {"type": "point", "filled": True, "size": 75, "opacity": 1},
            "encoding": {
                "x": x,
                "y": y,
                "color": {
                    "field": "verdict", "type": "nominal", "title": None,
                    "scale": {"domain": list(VERDICTS), "range": list(VERDICTS.values())},
                    "legend": {"symbolType": "circle"},
                },
                "shape": {
                    "field": "known", "type": "nominal", "legend": None,
                    "scale": {"domain": ["then", "today"], "range": ["circle", "diamond"]},
                },
            },
        }
    )  # fmt: skip
    # The browser's letters may be wider than those that the engine reckons with.
    room = {"left": 34, "right": 12, "top": 4, "bottom": 4}
    return {
        "padding": room,
        "height": {"step": 17},
        "width": max(width - gutter - 46, 150),
        "layer": layers,
    }
