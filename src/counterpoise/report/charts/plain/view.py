"""A specification as a whole: its room, axes under the marks, the marks, and what the colours are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts.plain import guides
from counterpoise.report.charts.plain.canvas import Canvas, document
from counterpoise.report.charts.plain.guides import TICK
from counterpoise.report.charts.plain.marks import KNOWN, Layer, Room
from counterpoise.report.charts.plain.scales import first, scale, shades
from counterpoise.report.charts.scales.colours import INK

PADDING: Final = dict.fromkeys(("left", "right", "top", "bottom"), 5)
BETWEEN: Final = 20
"""Pixels between panels side by side."""
HEAD: Final = 13
"""How far above a panel its name stands."""
Spec = dict[str, Any]


def drawn(spec: Spec) -> str:
    """Return a specification as SVG, its colours the page's variables.

    Raises
    ------
    KeyError
        If it has a mark or a channel that is not known here.
    """
    padding = spec.get("padding", PADDING)
    if spec.get("autosize") == "none":
        canvas, room = _one(spec)
        left, top, right, bottom = 0.0, 0.0, room.width, room.height
    else:
        canvas = (
            _stacked(spec)
            if "vconcat" in spec
            else _panels(spec)
            if "facet" in spec
            else _one(spec)[0]
        )
        left, top, right, bottom = canvas.left, canvas.top, canvas.right, canvas.bottom
    return document(
        canvas.parts, left=padding["left"] - left, top=padding["top"] - top,
        width=padding["left"] + right - left + padding["right"],
        height=padding["top"] + bottom - top + padding["bottom"],
    )  # fmt: skip


def _one(spec: Spec) -> tuple[Canvas, Room]:
    """Return a single view, and its room without what stands around it."""
    layers = _layers(spec)
    across, upright = first(layers, "x"), first(layers, "y")
    x = scale(across, spec["width"], upright=False) if across else None
    y = scale(upright, spec["height"], upright=True) if upright else None
    room = Room(x, y, x.long if x else spec["width"], y.long if y else spec["height"])
    canvas = Canvas()
    canvas.reach((0, 0), (room.width, room.height))
    _axes(canvas, room, across, upright, bare=spec.get("bare", False))
    for one in layers:
        mark = one["mark"]
        KNOWN[mark["type"]](canvas, Layer(one["rows"], mark, one["encoding"]), room)
    _legend(canvas, layers, room)
    return canvas, room


def _stacked(spec: Spec) -> Canvas:
    """Return views under each other, their rooms one above the next."""
    whole, down = Canvas(), 0.0
    for part in spec["vconcat"]:
        view, _ = _one(part)
        if whole.parts:
            down = whole.bottom + spec["spacing"] - view.top
        whole.place(view, 0.0, down)
    return whole


def _panels(spec: Spec) -> Canvas:
    """Return a panel for each name of a column, its name above it, heights told left of the first."""
    whole, column, columns, down = Canvas(), spec["facet"]["field"], spec["columns"], 0.0
    rows, inner = spec["data"]["values"], spec["spec"]
    for place, name in enumerate(spec["facet"]["sort"]):
        own = [row for row in rows if row[column] == name]
        view, room = _one({**inner, "data": {"values": own}, "bare": place % columns > 0})
        view.texts([(room.width / 2, -HEAD, name)], fill=INK, anchor="middle", bold=True)
        if place % columns == 0:
            down = whole.bottom + BETWEEN - view.top if whole.parts else down
        whole.place(view, place % columns * (room.width + BETWEEN + TICK), down)
    return whole


def _layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the layers of a specification, each with rows and channels of its own."""
    shared = spec.get("data", {"values": []})
    return [
        {
            "rows": one.get("data", shared)["values"],
            "mark": one["mark"],
            "encoding": {**spec.get("encoding", {}), **one.get("encoding", {})},
        }
        for one in spec["layer"]
    ]


def _axes(
    canvas: Canvas, room: Room, across: Spec | None, upright: Spec | None, *, bare: bool
) -> None:
    """Draw the axes; those of a bare view have no heights told, for its neighbour tells them."""
    told = [
        (channel["axis"], scaled, is_upright)
        for channel, scaled, is_upright in ((across, room.x, False), (upright, room.y, True))
        if channel and scaled and channel.get("axis")
    ]
    for axis, scaled, is_upright in told:
        if guides.is_ruled(axis, scaled, upright=is_upright):
            long = room.width if is_upright else room.height
            guides.grid(canvas, axis, scaled, long, upright=is_upright)
    for axis, scaled, is_upright in told:
        if is_upright and bare:
            continue
        if is_upright:
            guides.beside(canvas, axis, scaled)
        else:
            guides.below(canvas, axis, scaled, room.height)


def _legend(canvas: Canvas, layers: Sequence[dict[str, Any]], room: Room) -> None:
    """Draw the legend of the first layer that has one."""
    for one in layers:
        channel = one["encoding"].get("color")
        if channel and channel.get("legend"):
            guides.legend(canvas, channel["legend"], shades(channel), room.width)
            return
