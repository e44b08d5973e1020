"""What is drawn so far, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from math import inf
from typing import Final

from counterpoise.printable import seen
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.plain import strokes
from counterpoise.report.charts.scales.colours import VARIABLES

LETTERS: Final = 14
RAISED: Final = 0.3
"""How far below its middle a text's line is, in the size of its letters."""


def colour(of: str) -> str:
    """Return a stand-in as the variable of the page that it stands for."""
    return f"var({VARIABLES[of]})" if of in VARIABLES else escape(of)


@dataclass
class Canvas:
    """Marks in their order, and the rectangle that they take: left, top, right, bottom."""

    parts: list[str] = field(default_factory=list)
    left: float = inf
    top: float = inf
    right: float = -inf
    bottom: float = -inf

    def reach(self, *points: strokes.Point) -> None:
        """Let the rectangle hold points."""
        for x, y in points:
            self.left, self.right = min(self.left, x), max(self.right, x)
            self.top, self.bottom = min(self.top, y), max(self.bottom, y)

    def place(self, other: Canvas, across: float, down: float) -> None:
        """Put another canvas on this one, so far from its corner."""
        moved = f"translate({strokes.length(across)},{strokes.length(down)})"
        self.parts.append(f'<g transform="{moved}">{"".join(other.parts)}</g>')
        self.reach(
            (other.left + across, other.top + down), (other.right + across, other.bottom + down)
        )

    def path(self, way: str, **styled: str | float | None) -> None:
        """Draw a path; of what styles it, what is None is not said."""
        if way:
            self.parts.append(f'<path{attributes(styled)} d="{way}"/>')

    def long(self, way: str, *, stroke_width: float = 0, **styled: str | float | None) -> None:
        """Draw a path that is told in tenths of a pixel."""
        width = strokes.written(round(100 * stroke_width)) if stroke_width else None
        self.path(way, transform="scale(.1)", stroke_width=width, **styled)

    def texts(
        self,
        told: Iterable[tuple[float, float, str]],
        *,
        fill: str,
        anchor: str = "start",
        size: float = LETTERS,
        bold: bool = False,
        role: str = "",
    ) -> None:
        """Write words, each with the place where its line begins, ends or has its middle."""
        written = [(x, y, seen(words)) for x, y, words in told if words]
        if not written:
            return
        styled = {
            "class": role or None,
            "fill": colour(fill),
            "text-anchor": None if anchor == "start" else anchor,
            "font-size": None if size == LETTERS else f"{size:g}",
            "font-weight": "bold" if bold else None,
        }
        inner = "".join(
            f'<text x="{strokes.length(x)}" y="{strokes.length(y)}">{escape(words)}</text>'
            for x, y, words in written
        )
        self.parts.append(f"<g{attributes(styled)}>{inner}</g>")
        for x, y, words in written:
            wide = letters.width(words, size, bold=bold)
            begins = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
            self.reach((begins, y - 0.8 * size), (begins + wide, y + 0.2 * size))


def attributes(styled: Mapping[str, str | float | None]) -> str:
    """Return what styles an element as it is written; names have a dash where Python has none."""
    return "".join(
        f' {name.replace("_", "-")}="{value}"'
        for name, value in styled.items()
        if value is not None
    )


def document(parts: Sequence[str], *, left: float, top: float, width: float, height: float) -> str:
    """Return a drawing of a size, its origin so far from its corner."""
    wide, high = strokes.length(width), strokes.length(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
        f' style="max-width:{wide}px" viewBox="0 0 {wide} {high}" font-size="{LETTERS}"'
        f' font-family="system-ui, sans-serif"><g fill="none"'
        f' transform="translate({strokes.length(left)},{strokes.length(top)})">{"".join(parts)}</g></svg>'
    )
