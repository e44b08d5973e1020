"""Words and legends of the drawings that are made here and not by the chart engine."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from counterpoise.report.charts.labels import letters

LETTERS: Final = 14
LINE: Final = 22
"""Height of a line of a legend in pixels."""


def below(
    title: str, entries: Sequence[tuple[str, str]], width: int, top: float
) -> tuple[str, float]:
    """Return a legend below a drawing, its entries of (name, fill) in columns, and where it ends."""
    drawn = []
    for line in letters.lines(title, width - 4, LETTERS):
        drawn.append(words(0, top + 15, line, "var(--faint)"))
        top += LINE
    names = [name for name, _ in entries]
    columns = letters.columns(names, width, LETTERS, symbol=34)
    step = width / columns
    for place, (name, fill) in enumerate(entries):
        x, y = step * (place % columns), top + LINE * (place // columns)
        drawn.append(
            f'<rect x="{x + 1:.1f}" y="{y + 3:.1f}" width="16" height="14" fill="{fill}"'
            ' stroke="var(--faint)" stroke-width=".6"/>'
        )
        drawn.append(words(x + 24, y + 15, name, "var(--ink)"))
    return "".join(drawn), top + LINE * (1 + (len(entries) - 1) // columns) + 2


def words(x: float, y: float, text: str, colour: str, *, bold: bool = False) -> str:
    """Return words that begin at a place of a drawing."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text transform="translate({x:.1f},{y:.1f})" font-size="{LETTERS}px" fill="{colour}"'
        f' font-family="system-ui, sans-serif"{weight}>{escape(text)}</text>'
    )
