"""A square of states: what each row loses if its trade with each column stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts.scales.colours import FAINT, INK, PAPER, SHADES

BOUNDS: Final = (0.1, 0.5, 1.0, 3.0)
CLASSES: Final = ("under 0.1 %", "0.1 to 0.5", "0.5 to 1", "1 to 3", "3 % and over")


def loss_matrix(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of state, partner and loss in per cent, None where it is not covered."""
    names = list(dict.fromkeys(row["state"] for row in data))
    cells = [{**row, "class": _class(row["loss"])} for row in data]
    size = 10 if width > 500 else 8
    axis = {"title": None, "labelColor": INK, "labelFontSize": size, "labelLimit": 120, "ticks": False,
            "domain": False}  # fmt: skip
    x = {"field": "partner", "type": "nominal", "sort": names,
         "axis": {**axis, "orient": "top", "labelAngle": -55, "labelAlign": "left",
                  "labelBaseline": "middle", "labelPadding": 6}}  # fmt: skip
    y = {"field": "state", "type": "nominal", "sort": names, "axis": axis}
    square = {"type": "rect", "stroke": PAPER, "strokeWidth": 1}
    return {
        "padding": {"left": 24, "right": 60, "top": 8, "bottom": 8},
        "width": width - 110,
        "height": width - 110,
        "layer": [
            {
                "data": {"values": [cell for cell in cells if cell["class"] is None]},
                "mark": {"type": "text", "text": "×", "color": FAINT},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": [cell for cell in cells if cell["class"] is not None]},
                "mark": square,
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": {
                        "field": "class", "type": "ordinal",
                        "title": ["Real income that the row loses;", "×: not covered"],
                        "scale": {"domain": list(CLASSES), "range": list(SHADES)},
                        "legend": {"orient": "bottom", "columns": 5 if width > 500 else 2,
                                   "titleLimit": 500},
                    },
                },
            },
        ],
    }  # fmt: skip


def _class(loss: float | None) -> str | None:
    return None if loss is None else CLASSES[sum(loss >= bound for bound in BOUNDS)]
