"""Two ends for each partner: a weight here and there, a share before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoise.report.charts import LETTERS, NARROW
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales import ticks
from counterpoise.report.charts.scales.colours import FAINT, INK, OTHER, SERIES


def dumbbell(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of partner, here and there, one line each; the first says what the ends are."""
    partners = list(dict.fromkeys(row["partner"] for row in data))
    ends = list(data[0]["ends"])
    gutter = letters.widest(partners, LETTERS) + 10
    values = [row[side] for row in data for side in ("here", "there")]
    points = [
        {"partner": row["partner"], "end": end, "value": row[side]}
        for row in data
        for side, end in zip(("here", "there"), ends, strict=True)
        if row[side] is not None
    ]
    room = width - gutter - 38
    across = ticks.level_axis(*ticks.spread(values, include=[0.0]), ".0%", room=room, size=LETTERS)
    x = {
        "type": "quantitative", **across,
        "axis": {**across["axis"], "grid": True},
    }  # fmt: skip
    y = {
        "field": "partner", "type": "nominal", "sort": partners, "scale": {"domain": partners},
        "axis": {"title": None, "labelColor": INK, "labelLimit": 0, "minExtent": gutter,
                 "offset": 8},
    }  # fmt: skip
    colour = {
        "field": "end", "type": "nominal", "title": None,
        "scale": {"domain": ends, "range": [SERIES[0], OTHER]},
        "legend": {
            "symbolType": "circle", "direction": "vertical",
            # On a phone it begins under the names, or its words would be cut.
            **({} if width > NARROW else {"orient": "none", "legendX": -gutter, "legendY": -52}),
        },
    }  # fmt: skip
    return {
        "padding": {"left": 5, "right": 20, "top": 5, "bottom": 5},
        "height": {"step": 26},
        "width": room,
        "layer": [
            {
                "data": {"values": [row for row in data if row["there"] is not None]},
                "mark": {"type": "rule", "color": FAINT, "strokeWidth": 3, "opacity": 0.5},
                "encoding": {"y": y, "x": {"field": "here", **x}, "x2": {"field": "there"}},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {"y": y, "x": {"field": "value", **x}, "color": colour},
            },
        ],
    }  # fmt: skip
