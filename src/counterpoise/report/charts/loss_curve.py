"""What is lost against the share that goes: why the last alternative supplier is worth so much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts import LETTERS, NARROW
from counterpoise.report.charts.labels import letters, placing
from counterpoise.report.charts.scales import colours
from counterpoise.report.charts.scales.colours import FAINT, INK, PAPER

HEIGHT: Final = 280
MARGIN: Final = 68
TOP: Final = 1.12
EDGE: Final = 20
"""How far beyond the curves a label may reach, in pixels."""
"""The loss at the upper edge: all of it lies a line of text lower, where labels have room."""


def loss_curve(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of series, share and loss, both in [0, 1]; those with a label are points on them."""
    named = colours.named(data, "series")
    points = [row for row in data if row.get("label")]
    axis = {"format": ".0%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1]}
    x = {
        "field": "share", "type": "quantitative", "scale": {"domain": [0, 1]},
        "axis": {**axis, "title": "Share of the partner that goes", "titleColor": FAINT,
                 **({} if width > NARROW else {"values": [0, 0.5, 1]})},
    }  # fmt: skip
    y = {
        "field": "loss", "type": "quantitative", "scale": {"domain": [0, TOP], "nice": False},
        "axis": {**axis, "title": "Part of the channel's worth lost"},
    }  # fmt: skip
    colour = {
        "field": "series", "type": "nominal", "title": None,
        "scale": {"domain": list(named), "range": list(colours.of_series(named).values())},
        "legend": {"symbolType": "stroke", "orient": "bottom", "direction": "vertical"},
    }  # fmt: skip
    return {
        "width": width - MARGIN,
        "height": HEIGHT,
        "padding": {"left": 5, "right": 24, "top": 5, "bottom": 5},
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
            {
                "data": {"values": _labels(points, list(named), data, width - MARGIN)},
                "mark": {"type": "text", "align": "left", "color": INK},
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            },
        ],
    }  # fmt: skip


def _labels(
    points: Sequence[dict[str, Any]],
    names: list[str],
    data: Sequence[dict[str, Any]],
    width: float,
) -> list[dict[str, Any]]:
    """Return where labels go: each beside one of its points, clear of the curves and of others."""
    own = [row for row in points if row["series"] == names[0]]
    wanted = [
        placing.Label(
            row["share"] * width, _depth(row),
            letters.width(row["label"], LETTERS), LETTERS * letters.HEIGHT,
        )
        for row in own
    ]  # fmt: skip
    lines = [
        [(row["share"] * width, _depth(row))
         for row in data if row["series"] == name and not row.get("label")]
        for name in names
    ]  # fmt: skip
    dots = [(row["share"] * width, _depth(row)) for row in points]
    curves = [*dots, *(point for line in lines for point in placing.along(line))]
    boxes = placing.beside(wanted, placing.Box(0, 0, width, HEIGHT), curves)
    return [
        {"label": row["label"], "share": min(box.left, width + EDGE - (box.right - box.left)) / width,
         "loss": TOP * (1 - (box.top + box.bottom) / 2 / HEIGHT)}
        for row, box in zip(own, boxes, strict=True)
    ]  # fmt: skip


def _depth(row: dict[str, Any]) -> float:
    """Return how far below the upper edge a point lies, in pixels."""
    return float((1 - row["loss"] / TOP) * HEIGHT)
