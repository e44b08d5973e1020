"""Three parts of a whole as a point in a triangle, year by year as a path."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, sqrt
from typing import Any

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters, placing
from counterpoise.report.charts.scales import colours
from counterpoise.report.charts.scales.colours import FAINT, RULE

HEIGHT = sqrt(3) / 2


ACROSS = (-0.08, 1.08)
UPRIGHT = (-0.12, HEIGHT + 0.1)
"""What the picture shows beyond the triangle, of which a side is 1."""


NEAR = 16.0
"""Pixels from which a label is tied to its point by a line."""


def point(balance: float, offset: float, tilt: float) -> tuple[float, float]:
    """Return where a whole of three parts lies: balance on top, offset left, tilt right."""
    return tilt + balance / 2, balance * HEIGHT


def ternary(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of year, balance, offset and tilt, which add up to 1, and series."""
    side = min(width - 60, 430)
    named = colours.named(data, "series")
    names = list(named)
    ordered = sorted(data, key=lambda row: (names.index(row["series"]), row["year"]))
    path = [
        {**dict(zip("xy", point(row["balance"], row["offset"], row["tilt"]), strict=True)),
         "year": row["year"], "series": row["series"]}
        for row in ordered
    ]  # fmt: skip
    several = len(names) > 1
    ends = _placed(
        [
            {**row, "label": f"{row['series']} {row['year']}" if several else f"{row['year']}"}
            for name in names
            for row in _told([row for row in path if row["series"] == name])[-1 if several else 0 :]
        ],
        path,
        (side, round(side * 0.92)),
    )
    frame = [
        dict(zip("xy", corner, strict=True)) for corner in ((0, 0), (1, 0), (0.5, HEIGHT), (0, 0))
    ]
    grid = [
        {"line": f"{kind}{level}", "x": at[0], "y": at[1]}
        for level in (0.25, 0.5, 0.75)
        for kind, ends_of in {
            "b": ((level, 1 - level, 0), (level, 0, 1 - level)),
            "o": ((1 - level, level, 0), (0, level, 1 - level)),
            "t": ((1 - level, 0, level), (0, 1 - level, level)),
        }.items()
        for at in (point(*parts) for parts in ends_of)
    ]
    corners = [
        {"x": 0.5, "y": HEIGHT + 0.06, "text": "balance within channels", "align": "center"},
        {"x": ACROSS[0], "y": -0.07, "text": "offset across", "align": "left"},
        {"x": ACROSS[1], "y": -0.07, "text": "tilt to one", "align": "right"},
    ]
    colour = {
        "field": "series", "type": "nominal", "legend": None,
        "scale": {"domain": names, "range": list(colours.of_series(named).values())},
    }  # fmt: skip
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": list(ACROSS)}}
    y = {
        "field": "y", "type": "quantitative", "axis": None,
        "scale": {"domain": list(UPRIGHT)},
    }  # fmt: skip
    return {
        "width": side,
        "height": round(side * 0.92),
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "data": {"values": grid},
                "mark": {"type": "line", "color": RULE, "strokeWidth": 1},
                "encoding": {"detail": {"field": "line"}, "order": {"field": "x"}},
            },
            {
                "data": {"values": [{**corner, "at": at} for at, corner in enumerate(frame)]},
                "mark": {"type": "line", "color": FAINT, "strokeWidth": 1.2},
                "encoding": {"order": {"field": "at"}},
            },
            *(
                {
                    "data": {"values": [corner]},
                    "mark": {"type": "text", "color": FAINT, "align": corner["align"]},
                    "encoding": {"text": {"field": "text"}},
                }
                for corner in corners
            ),
            {
                "data": {"values": path},
                "mark": {
                    "type": "line", "strokeWidth": 1.6, "opacity": 0.65,
                    "point": {"size": 26, "filled": True},
                },
                "encoding": {"color": colour, "order": {"field": "year"}},
            },
            {
                "data": {"values": _leaders(ends, (side, round(side * 0.92)))},
                "mark": {"type": "line", "strokeWidth": 1},
                "encoding": {"color": colour, "detail": {"field": "label"}, "order": {"field": "end"}},
            },
            {
                "data": {"values": [{**row, "x": row["of"][0], "y": row["of"][1]} for row in ends]},
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": {"color": colour},
            },
            {
                "data": {"values": ends},
                "mark": {"type": "text", "align": "left", "fontWeight": "bold"},
                "encoding": {"text": {"field": "label"}, "color": colour},
            },
        ],
    }  # fmt: skip


def _placed(
    ends: list[dict[str, Any]], path: Sequence[dict[str, Any]], size: tuple[float, float]
) -> list[dict[str, Any]]:
    """Return labels at places where none covers another, clear of the points where there is room."""
    (left, right), (bottom, top) = ACROSS, UPRIGHT
    wide, high = size[0] / (right - left), size[1] / (top - bottom)
    labels = [
        placing.Label(
            (row["x"] - left) * wide, (top - row["y"]) * high,
            letters.width(row["label"], LETTERS, bold=True), LETTERS * letters.HEIGHT,
        )
        for row in ends
    ]  # fmt: skip
    points = [((row["x"] - left) * wide, (top - row["y"]) * high) for row in path]
    room = placing.Box(0, 0.1 * high, size[0], size[1] - 0.12 * high)
    return [
        {
            **row,
            "x": left + box.left / wide,
            "y": top - (box.top + box.bottom) / 2 / high,
            "of": (row["x"], row["y"]),
            "wide": (box.right - box.left) / wide,
        }
        for row, box in zip(ends, placing.beside(labels, room, points), strict=True)
    ]


def _leaders(ends: Sequence[dict[str, Any]], size: tuple[float, float]) -> list[dict[str, Any]]:
    """Return lines from points to those of their labels that do not stand right beside them."""
    (left, right), (bottom, top) = ACROSS, UPRIGHT
    wide, high = size[0] / (right - left), size[1] / (top - bottom)
    lines = []
    for row in ends:
        x, y = row["of"]
        edge = min(max(x, row["x"]), row["x"] + row["wide"])
        if hypot((edge - x) * wide, (row["y"] - y) * high) > NEAR:
            # To the edge of the letters that is nearer, above or below, or to their side.
            half = LETTERS / 2 / high
            to = min(max(y, row["y"] - half), row["y"] + half)
            told = {"series": row["series"], "label": row["label"]}
            lines += [{**told, "end": 0, "x": x, "y": y}, {**told, "end": 1, "x": edge, "y": to}]
    return lines


def _told(path: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the years that are named: the first, the last, and those that turn away most."""
    if len(path) < 3:
        return path
    far = max(path[1:-1], key=lambda row: _distance(row, path[0]) + _distance(row, path[-1]))
    apart = min(_distance(far, path[0]), _distance(far, path[-1])) > 0.12
    return [path[0], *([far] if apart else []), path[-1]]


def _distance(one: dict[str, Any], other: dict[str, Any]) -> float:
    return sqrt((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2)
