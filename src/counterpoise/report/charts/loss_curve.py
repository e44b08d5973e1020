"""What is lost against the share that goes: why the last alternative supplier is worth so much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts import FAINT, INK, PAPER, palette

RIGHT: Final = 0.6
"""Beyond this share a label stands left of the lower point, else it would run over the edge."""


def loss_curve(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of series, share and loss, both in [0, 1]; those with a label are points on them."""
    names = list(dict.fromkeys(row["series"] for row in data))
    colours = palette(names)
    points = [row for row in data if row.get("label")]
    x = {
        "field": "share", "type": "quantitative", "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "title": "Share of the partner that goes", "tickCount": 5,
                 "titleColor": FAINT},
    }  # fmt: skip
    y = {
        "field": "loss", "type": "quantitative", "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "title": "Part of the channel's worth lost", "tickCount": 5},
    }  # fmt: skip
    colour = {
        "field": "series", "type": "nominal", "title": None,
        "scale": {"domain": names, "range": [colours[name] for name in names]},
        "legend": {
            "symbolType": "stroke", "orient": "bottom", "labelLimit": 320,
            "direction": "vertical",
        },
    }  # fmt: skip
    return {
        "width": width - 60,
        "height": 260,
        "layer": [
            {
                "data": {"values": [row for row in data if not row.get("label")]},
                "mark": {"type": "line", "strokeWidth": 2.4},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "stroke": PAPER},
                "encoding": {"x": x, "y": y, "color": {**colour, "legend": None}},
            },
            *(
                {
                    "data": {"values": [row for row in points if row["series"] == names[far]
                                        and (row["share"] > RIGHT) == far]},
                    "mark": {"type": "text", "align": "right" if far else "left", "color": INK,
                             "dx": -10 if far else 10, "dy": 0 if far else 7},
                    "encoding": {"x": x, "y": y, "text": {"field": "label"}},
                }
                for far in (False, True)
            ),
        ],
    }  # fmt: skip
