"""The marks of a layer: lines, areas, points, rules, words and bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import pi, sqrt
from types import MappingProxyType
from typing import Any, Final

from counterpoise.report.charts.plain.canvas import LETTERS, RAISED, Canvas, colour
from counterpoise.report.charts.plain.scales import PART, Scale, Steps, shades, spelled
from counterpoise.report.charts.plain.strokes import Point, dots, run, segments
from counterpoise.report.charts.scales.colours import INK

SIZE: Final = 30
"""Area of a point on a line, in square pixels."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Room:
    """Where values stand across and upright, and how large the room for marks is."""

    x: Scale | None
    y: Scale | None
    width: float
    height: float


@dataclass(frozen=True)
class Layer:
    """Rows, how they are drawn, and which of their columns say where."""

    rows: Sequence[Row]
    mark: Row
    encoding: Row

    def at(self, room: Room, row: Row, name: str) -> float | None:
        """Return where a row stands in a channel, "x", "y", "x2" or "y2"; None where it is not told."""
        channel, scale = self.encoding[name], room.x if name[0] == "x" else room.y
        if "value" in channel:
            return float(channel["value"])
        told = channel["datum"] if "datum" in channel else row[channel["field"]]
        if told is None or scale is None:
            return None
        return float(scale.at(told) + self.mark.get(f"{name}Offset", 0))

    def shade(self, row: Row) -> str:
        """Return the colour of a row: its own, or that of all."""
        if "color" not in self.encoding:
            return str(self.mark.get("color", INK))
        channel = self.encoding["color"]
        return shades(channel)[row[channel["field"]]]

    def series(self) -> Iterator[list[Row]]:
        """Yield the rows that one line joins, in the order of the line."""
        told = self.encoding
        keys = [told[name]["field"] for name in ("color", "detail") if name in told]
        order = told["order" if "order" in told else "x"]["field"]
        found: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows:
            found.setdefault(tuple(row[key] for key in keys), []).append(row)
        for rows in found.values():
            yield sorted(rows, key=lambda row: row[order])

    @property
    def opacity(self) -> float | None:
        """How far it covers what is under it; None where wholly."""
        told = self.mark.get("opacity", 1)
        return None if told == 1 else told


def line(canvas: Canvas, layer: Layer, room: Room) -> None:
    """Draw lines, each broken where a value is not known."""
    for rows in layer.series():
        placed = [(layer.at(room, row, "x"), layer.at(room, row, "y")) for row in rows]
        way = "".join(run(part, told=str) for part in _unbroken(placed) if len(part) > 1)
        canvas.long(
            way, stroke=colour(layer.shade(rows[0])), stroke_width=layer.mark.get("strokeWidth", 2),
            opacity=layer.opacity,
        )  # fmt: skip
    if pointed := layer.mark.get("point"):
        marked = {"size": SIZE, **(pointed if isinstance(pointed, dict) else {})}
        over = {key: value for key, value in layer.mark.items() if key == "color"}
        point(canvas, Layer(layer.rows, {**over, **marked}, layer.encoding), room)


def area(canvas: Canvas, layer: Layer, room: Room) -> None:
    """Draw what lies between two values, with a gap where either is not known."""
    for rows in layer.series():
        placed = [
            (layer.at(room, row, "x"), layer.at(room, row, "y"), layer.at(room, row, "y2"))
            for row in rows
        ]
        ways = []
        for part in _unbroken(placed):
            there = [(x, low) for x, low, _ in part]
            back = [(x, high) for x, _, high in reversed(part)]
            ways.append(run([*there, *back], closed=True, told=str))
        canvas.long("".join(ways), fill=colour(layer.shade(rows[0])), opacity=layer.opacity)


def _unbroken(placed: Sequence[tuple[float | None, ...]]) -> list[list[Any]]:
    """Return the stretches of places that are known."""
    found: list[list[Any]] = [[]]
    for place in placed:
        if None not in place:
            found[-1].append(place)
        elif found[-1]:
            found.append([])
    return [part for part in found if part]


def point(canvas: Canvas, layer: Layer, room: Room) -> None:
    """Draw dots of an area, with a rim if they have one."""
    across = 2 * sqrt(layer.mark["size"] / pi)
    rim = layer.mark.get("stroke")
    for shade, placed in _by_shade(layer, room).items():
        styled = {"stroke_linecap": "round", "opacity": layer.opacity}
        if rim:
            canvas.path(
                dots(placed), stroke=colour(rim), stroke_width=round(across + 2, 1), **styled
            )
        width = round(across - (2 if rim else 0), 1)
        canvas.path(dots(placed), stroke=colour(shade), stroke_width=width, **styled)


def _by_shade(layer: Layer, room: Room) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for row in layer.rows:
        x, y = layer.at(room, row, "x"), layer.at(room, row, "y")
        if x is not None and y is not None:
            found.setdefault(layer.shade(row), []).append((x, y))
    return found


def rule(canvas: Canvas, layer: Layer, room: Room) -> None:
    """Draw straight lines: from one place to another, or all across the room."""
    found: dict[str, list[tuple[Point, Point]]] = {}
    placed = any("field" in channel for channel in layer.encoding.values())
    for row in layer.rows if placed else [{}]:
        ends = _ends(layer, room, row)
        if ends:
            found.setdefault(layer.shade(row), []).append(ends)
    dashed = layer.mark.get("strokeDash")
    for shade, lines in found.items():
        canvas.path(
            segments(lines), stroke=colour(shade), stroke_width=layer.mark.get("strokeWidth"),
            stroke_dasharray=" ".join(map(str, dashed)) if dashed else None, opacity=layer.opacity,
        )  # fmt: skip


def _ends(layer: Layer, room: Room, row: Row) -> tuple[Point, Point] | None:
    """Return the ends of a rule; None where they are not told."""
    told = layer.encoding
    x = layer.at(room, row, "x") if "x" in told else 0.0
    y = layer.at(room, row, "y") if "y" in told else 0.0
    x2 = layer.at(room, row, "x2") if "x2" in told else room.width if "x" not in told else x
    y2 = layer.at(room, row, "y2") if "y2" in told else room.height if "y" not in told else y
    if x is None or y is None or x2 is None or y2 is None:
        return None
    return (x, y), (x2, y2)


ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}


def text(canvas: Canvas, layer: Layer, room: Room) -> None:
    """Write words at their places."""
    mark, size = layer.mark, layer.mark.get("fontSize", LETTERS)
    found: dict[str, list[tuple[float, float, str]]] = {}
    for row in layer.rows:
        x, y = layer.at(room, row, "x"), layer.at(room, row, "y")
        if x is None or y is None:
            continue
        told = layer.encoding["text"]
        words = spelled(row[told["field"]], told.get("format", ""))
        down = mark.get("dy", 0) + RAISED * size
        found.setdefault(layer.shade(row), []).append((x + mark.get("dx", 0), y + down, words))
    for shade, told_there in found.items():
        canvas.texts(
            told_there, fill=shade, anchor=ANCHORS[mark.get("align", "center")], size=size,
            bold=mark.get("fontWeight") == "bold",
        )  # fmt: skip


def bar(canvas: Canvas, layer: Layer, room: Room) -> None:
    """Draw bars: along a step, in a step from one height to another, or upon each other in it."""
    if not isinstance(room.x, Steps):
        _along(canvas, layer, room)
        return
    found: dict[str, list[str]] = {}
    boxes = (_between if "y2" in layer.encoding else _stacked)(layer, room)
    for shade, (left, top, right, bottom) in boxes:
        way = run([(left, top), (right, top), (right, bottom), (left, bottom)], closed=True)
        found.setdefault(shade, []).append(way)
    rim = layer.mark.get("stroke")
    for shade, ways in found.items():
        canvas.path(
            "".join(ways), fill=colour(shade), opacity=layer.opacity,
            stroke=colour(rim) if rim else None,
            stroke_width=layer.mark.get("strokeWidth") if rim else None,
        )  # fmt: skip


Box = tuple[float, float, float, float]


def _along(canvas: Canvas, layer: Layer, room: Room) -> None:
    """Draw bars from one place to another as lines of their height."""
    rule(canvas, replace(layer, mark={**layer.mark, "strokeWidth": layer.mark["height"]}), room)


def _between(layer: Layer, room: Room) -> Iterator[tuple[str, Box]]:
    assert isinstance(room.x, Steps)
    half = room.x.step * PART / 2
    for row in layer.rows:
        x, y, y2 = (layer.at(room, row, name) for name in ("x", "y", "y2"))
        if x is not None and y is not None and y2 is not None and y != y2:
            yield layer.shade(row), (x - half, min(y, y2), x + half, max(y, y2))


def _stacked(layer: Layer, room: Room) -> Iterator[tuple[str, Box]]:
    """Yield bars upon each other, the first colour on top; what is below nothing goes down."""
    assert isinstance(room.x, Steps)
    assert room.y is not None
    across, upright = layer.encoding["x"], layer.encoding["y"]
    shade = layer.encoding.get("color")
    order = {name: -place for place, name in enumerate(shade["scale"]["domain"])} if shade else {}
    half = room.x.step * PART / 2
    reached: dict[tuple[Any, bool], float] = {}
    rows = sorted(layer.rows, key=lambda row: order[row[shade["field"]]]) if shade else layer.rows
    for row in rows:
        value = row[upright["field"]]
        if value is None:
            continue
        key = (row[across["field"]], value < 0)
        begin = reached.get(key, 0.0)
        reached[key] = begin + value
        x, (one, two) = room.x.at(key[0]), (room.y.at(begin), room.y.at(begin + value))
        yield layer.shade(row), (x - half, min(one, two), x + half, max(one, two))


KNOWN: Final[Mapping[str, Callable[[Canvas, Layer, Room], None]]] = MappingProxyType(
    {"line": line, "area": area, "point": point, "rule": rule, "text": text, "bar": bar}
)
