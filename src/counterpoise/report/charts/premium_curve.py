"""What standing on its own costs against the worst loss that is left, with the band of the draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales import ticks
from counterpoise.report.charts.scales.colours import INK, PAPER, SERIES

HEIGHT: Final = 260


def premium_curve(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of worst loss and premium with low and high, both parts; a row with a label is a point."""
    values = [row[key] for row in data for key in ("premium", "low", "high")]
    upright = ticks.value_axis(*ticks.spread(values, include=[0.0]), ".0%")
    margin = letters.widest(ticks.labels(upright["axis"]), LETTERS) + 8
    room = width - margin - 30
    across = ticks.level_axis(
        *ticks.spread([row["worst"] for row in data], include=[0.0]), ".0%", room=room, size=LETTERS
    )
    x = {
        "field": "worst", "type": "quantitative", **across,
        "axis": {**across["axis"], "title": "Worst single loss that is left"},
    }  # fmt: skip
    y = {
        "field": "premium", "type": "quantitative", **upright,
        "axis": {**upright["axis"], "title": "Premium a year, part of the worth"},
    }  # fmt: skip
    points = [row for row in data if row["label"]]
    return {
        "width": room,
        "height": HEIGHT,
        "padding": {"left": 5, "right": 24, "top": 5, "bottom": 5},
        "layer": [
            {
                "data": {"values": list(data)},
                "mark": {"type": "area", "opacity": 0.25, "color": SERIES[0]},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "data": {"values": list(data)},
                "mark": {"type": "line", "strokeWidth": 2.4, "color": SERIES[0]},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1,
                         "color": SERIES[0], "stroke": PAPER},
                "encoding": {"x": x, "y": y},
            },
            # The curve falls to the right: above it is room there, but for the last point.
            *(
                {
                    "data": {"values": some},
                    "mark": {"type": "text", "align": align, "dy": -14, "color": INK},
                    "encoding": {"x": x, "y": y, "text": {"field": "label"}},
                }
                for some, align in ((points[:1], "right"), (points[1:], "left"))
                if some
            ),
        ],
    }  # fmt: skip
