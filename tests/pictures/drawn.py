"""Read a drawing: every text of an SVG with the rectangle that it takes, in wide letters.

The drawing says where a text begins, how large it is and how it is turned; how wide it is depends on
the reader's font. It is reckoned here by `labels.letters`, with the widest letters that systems show
by default, or by a table of narrower ones where a caller wants the least that a text can take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from xml.etree import ElementTree

from counterpoise.report.charts.labels import letters

ASCENT, DESCENT = 0.74, 0.12
"""How far figures and capitals reach above and below the line they stand on, in their size."""
_STEP = re.compile(r"(translate|rotate)\(([^)]*)\)")


@dataclass(frozen=True)
class Text:
    """A text of a drawing, and the rectangle it takes when it is not turned.

    `x`, `y` is where its line begins, ends or has its middle (`anchor`); `role` is what it labels.
    """

    words: str
    x: float
    y: float
    size: float
    anchor: str
    bold: bool
    turned: float
    role: str

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        width = letters.width(self.words, self.size, bold=self.bold)
        left = self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size

    def meets(self, other: Text) -> bool:
        """Return whether two texts cover each other, by more than a pixel both ways."""
        one, two = self.box, other.box
        across = min(one[2], two[2]) - max(one[0], two[0])
        upright = min(one[3], two[3]) - max(one[1], two[1])
        return across > 1 and upright > 1


@dataclass(frozen=True)
class Drawing:
    """A drawing: its size, and its texts in the order in which they are drawn."""

    width: float
    height: float
    texts: tuple[Text, ...]

    def of_role(self, role: str) -> list[Text]:
        """Return the texts in groups of a class, such as "role-axis-label"."""
        return [text for text in self.texts if role in text.role]

    def overlaps(self) -> list[tuple[str, str]]:
        """Return pairs of level texts that cover each other."""
        level = [text for text in self.texts if not text.turned]
        return [
            (one.words, other.words)
            for place, one in enumerate(level)
            for other in level[place + 1 :]
            if one.meets(other)
        ]

    def cut(self, room: float = 0.0) -> list[str]:
        """Return texts that reach over an edge of the drawing by more than so many pixels."""
        return [
            text.words
            for text in self.texts
            if not text.turned
            and (
                text.box[0] < -room
                or text.box[1] < -room
                or text.box[2] > self.width + room
                or text.box[3] > self.height + room
            )
        ]


def read(svg: str) -> Drawing:
    """Return what a drawing holds."""
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return Drawing(width, height, tuple(_texts(root, 0.0, 0.0, 0.0, {"class": ""})))


def _texts(
    node: ElementTree.Element, x: float, y: float, turned: float, above: dict[str, str]
) -> Iterator[Text]:
    for kind, numbers in _STEP.findall(node.attrib.get("transform", "")):
        parts = [float(part) for part in re.split(r"[ ,]+", numbers.strip())]
        if kind == "rotate":
            turned += parts[0]
        else:
            across, down = parts[0], parts[1] if len(parts) > 1 else 0.0
            turn = radians(turned)
            x += across * cos(turn) - down * sin(turn)
            y += across * sin(turn) + down * cos(turn)
    role = f"{above['class']} {node.attrib.get('class', '')}"
    told = {**above, **node.attrib, "class": role}
    if node.tag.endswith("text") and _seen(node):
        x, y = x + float(node.attrib.get("x", 0)), y + float(node.attrib.get("y", 0))
        for words, down in _lines(node):
            yield Text(
                words, x, y + down, float(told["font-size"].removesuffix("px")),
                told.get("text-anchor", "start"), told.get("font-weight") == "bold",
                turned % 360, role,
            )  # fmt: skip
        return
    for child in node:
        yield from _texts(child, x, y, turned, told)


def _lines(node: ElementTree.Element) -> Iterator[tuple[str, float]]:
    """Return the lines of a text, and how far each stands below the first."""
    down = 0.0
    for line in node if len(node) else [node]:
        down += float(line.attrib.get("dy", 0))
        if (line.text or "").strip():
            yield line.text or "", down


def _seen(node: ElementTree.Element) -> bool:
    return node.attrib.get("opacity") != "0" and node.attrib.get("fill") != "none"
