"""Axes and legends."""

from __future__ import annotations

from math import ceil
from typing import Any, Final

from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.plain.canvas import LETTERS, RAISED, Canvas, colour
from counterpoise.report.charts.plain.scales import Line, Scale, Steps, spelled
from counterpoise.report.charts.plain.strokes import segments
from counterpoise.report.charts.scales.colours import FAINT, INK, RULE

TICK: Final = 5
NEAR: Final = 6
"""Pixels between a mark and its label below."""
SYMBOL: Final = 10
ENTRY: Final = 16
"""Height of a line of a legend."""
APART: Final = 22
"""Pixels between columns of a legend."""
OFFSET: Final = 18
"""Pixels between a legend and what it is of."""
LABEL, TITLE = "role-axis-label", "role-axis-title"
Axis = dict[str, Any]
Marked = list[tuple[float, str]]
"""Where each mark of an axis is, and what it is called."""


def below(canvas: Canvas, axis: Axis, scale: Scale, deep: float) -> None:
    """Draw the axis under the marks, `deep` pixels down."""
    marked = _marked(axis, scale)
    if axis.get("ticks", True):
        canvas.path(segments(((x, deep), (x, deep + TICK)) for x, _ in marked), stroke=colour(RULE))
    if axis.get("domain", True):
        canvas.path(segments([((0, deep), (scale.long, deep))]), stroke=colour(RULE))
    size = axis.get("labelFontSize", LETTERS)
    line = deep + (TICK if axis.get("ticks", True) else 0) + NEAR + 0.8 * size
    for anchor, some in _flush(marked, scale).items():
        told = [(x, line, words) for x, words in some]
        canvas.texts(told, fill=FAINT, anchor=anchor, size=size, role=LABEL)
    if axis.get("title"):
        canvas.texts(
            [(scale.long / 2, line + 18, axis["title"])], fill=FAINT, anchor="middle", role=TITLE
        )


def _flush(marked: Marked, scale: Scale) -> dict[str, Marked]:
    """Return the labels by what of each is at its mark: at an end of the numbers, they stay within."""
    if isinstance(scale, Steps):
        return {"middle": marked}
    return {
        "start": [one for one in marked if one[0] < 1],
        "middle": [one for one in marked if 1 <= one[0] <= scale.long - 1],
        "end": [one for one in marked if one[0] > scale.long - 1],
    }


def beside(canvas: Canvas, axis: Axis, scale: Scale) -> None:
    """Draw the axis left of the marks: names, without a line or ticks."""
    marked, left = _marked(axis, scale), -2.0 - axis.get("offset", 0)
    size = axis.get("labelFontSize", LETTERS)
    canvas.texts(
        [(left, y + RAISED * size, words) for y, words in marked],
        fill=axis.get("labelColor", FAINT), anchor="end", size=size, role=LABEL,
    )  # fmt: skip
    if "minExtent" in axis:
        canvas.reach((-axis["minExtent"] - axis.get("offset", 0), 0))
    if axis.get("title"):
        wide = letters.widest([words for _, words in marked], size)
        canvas.texts([(left - wide, -15, axis["title"])], fill=FAINT, role=TITLE)


def grid(canvas: Canvas, axis: Axis, scale: Scale, across: float, *, upright: bool) -> None:
    """Draw the lines that values are read against, as long as the room is."""
    along = [at for at, _ in _marked(axis, scale)]
    ends = [((0, at), (across, at)) if upright else ((at, 0), (at, across)) for at in along]
    canvas.path(segments(ends), stroke=colour(RULE))


def _marked(axis: Axis, scale: Scale) -> Marked:
    """Return where each mark of an axis is, and what it is called."""
    values = axis.get("values", scale.names if isinstance(scale, Steps) else ())
    return [(scale.at(value), spelled(value, axis.get("format", ""))) for value in values]


def is_ruled(axis: Axis, scale: Scale, *, upright: bool) -> bool:
    """Return whether an axis has lines: an upright one of numbers has, unless told otherwise."""
    return bool(axis.get("grid", upright and isinstance(scale, Line)))


def legend(canvas: Canvas, told: dict[str, Any], shades: dict[str, str], room: float) -> None:
    """Draw what each colour is of: over the marks, under them, or at a place of its own."""
    names = [str(name) for name in shades]
    columns = told.get("columns") or (1 if told.get("direction") == "vertical" else len(names))
    rows = ceil(len(names) / columns)
    wide = [
        letters.widest(names[column::columns], LETTERS) + SYMBOL + 8 for column in range(columns)
    ]
    high = rows * ENTRY
    x, y = _corner(canvas, told, high)
    begins = [x + sum(wide[:column]) + APART * column for column in range(columns)]
    for place, (name, shade) in enumerate(shades.items()):
        at, line = begins[place % columns], y + ENTRY * (place // columns) + ENTRY / 2
        _symbol(canvas, told.get("symbolType", "square"), at, line, colour(shade))
        words = (at + SYMBOL + 6, line + RAISED * LETTERS, str(name))
        canvas.texts([words], fill=INK, role="role-legend-label")
    canvas.reach((x, y), (x, y + high))


def _corner(canvas: Canvas, told: dict[str, Any], high: float) -> tuple[float, float]:
    """Return where a legend begins."""
    orient = told.get("orient", "top")
    if orient == "none":
        return told["legendX"], told["legendY"]
    return (
        (0.0, canvas.bottom + OFFSET) if orient == "bottom" else (0.0, canvas.top - OFFSET - high)
    )


def _symbol(canvas: Canvas, kind: str, x: float, y: float, shade: str) -> None:
    """Draw the sign of a colour: a square, a dot, or a piece of a line."""
    if kind == "stroke":
        canvas.path(segments([((x, y), (x + SYMBOL, y))]), stroke=shade, stroke_width=2)
    else:
        cap = "round" if kind == "circle" else "butt"
        half = 0.01 if kind == "circle" else SYMBOL / 2
        middle = x + SYMBOL / 2
        way = segments([((middle - half, y), (middle + half, y))])
        canvas.path(
            way if kind != "circle" else f"{way}h.01",
            stroke=shade, stroke_width=SYMBOL, stroke_linecap=None if cap == "butt" else cap,
        )  # fmt: skip
