"""What a whole is made of: a tile for each part, its area the value, side by side within groups."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from counterpoise.report.charts.labels import legend, letters
from counterpoise.report.charts.scales import classes
from counterpoise.report.charts.scales.tiles import Tile, squarified

HEIGHTS: Final = {True: 400, False: 440}
"""Height of the tiles in pixels, on a wide drawing and on a narrow one."""
WIDE: Final = 500
SMALL: Final = 400.0
"""Square pixels under which a tile is not to be seen; such parts are one tile together."""
REST: Final = "other products"
PAD: Final = 7
LINE: Final = 18
DARK: Final = 4
"""The shade from which on words are as light as the paper."""


def treemap(data: Sequence[dict[str, Any]], width: int) -> str:
    """Draw rows of `group`, `part`, `value` > 0, `share` in [0, 1] or None, and `partner`.

    Tiles are shaded by `share`. The first row has `title`, the words above the legend, and `between`,
    the bounds of the classes.
    """
    between = list(data[0]["between"])
    names = classes.words(between)
    shades = [round(place * 4 / max(len(names) - 1, 1)) + 1 for place in range(len(names))]
    height = HEIGHTS[width >= WIDE]
    whole = sum(row["value"] for row in data)
    groups = _groups(data, SMALL * whole / (width * height))
    drawn, placed = [], Tile(0, 0, width, height)
    for rows, room in zip(groups, squarified([_sum(rows) for rows in groups], placed), strict=True):
        drawn += _group(rows, room, between, shades)
        drawn.append(_frame(room))
    entries = [(name, f"var(--m{shade})") for name, shade in zip(names, shades, strict=True)]
    below, tall = legend.below(data[0]["title"], entries, width, height + 8)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{tall:.0f}"'
        f' viewBox="0 0 {width} {tall:.0f}" style="max-width:{width}px">{"".join(drawn)}{below}</svg>'
    )


def _groups(data: Sequence[dict[str, Any]], least: float) -> list[list[dict[str, Any]]]:
    """Return the rows of each group, the largest first; what can't be seen stands for itself together."""
    by_group: dict[str, list[dict[str, Any]]] = {}
    for row in data:
        by_group.setdefault(row["group"], []).append(row)
    seen = [_seen(rows, least) for rows in by_group.values() if _sum(rows) >= least]
    few = [row for rows in by_group.values() if _sum(rows) < least for row in rows]
    seen.sort(key=lambda rows: -_sum(rows))
    if few:
        seen.append([_together(few, REST)])
    return seen


def _seen(rows: list[dict[str, Any]], least: float) -> list[dict[str, Any]]:
    """Return a group's rows, the largest first, with those too small to be seen as one."""
    large = sorted((row for row in rows if row["value"] >= least), key=lambda row: -row["value"])
    small = [row for row in rows if row["value"] < least]
    return [*large, _together(small, rows[0]["group"])] if small else large


def _together(rows: Sequence[dict[str, Any]], group: str) -> dict[str, Any]:
    part = rows[0]["part"] if len(rows) == 1 else f"{len(rows)} more"
    return {"group": group, "part": part, "value": _sum(rows), "share": None, "partner": ""}


def _sum(rows: Sequence[dict[str, Any]]) -> float:
    return float(sum(row["value"] for row in rows))


def _group(
    rows: Sequence[dict[str, Any]], room: Tile, between: Sequence[float], shades: Sequence[int]
) -> list[str]:
    """Return the tiles of a group; its name stands on the first."""
    drawn = []
    tiles = squarified([row["value"] for row in rows], room)
    for place, (row, tile) in enumerate(zip(rows, tiles, strict=True)):
        shade = None if row["share"] is None else shades[classes.class_of(row["share"], between)]
        fill = "var(--wash)" if shade is None else f"var(--m{shade})"
        drawn.append(
            f'<rect x="{tile.x:.1f}" y="{tile.y:.1f}" width="{tile.width:.1f}"'
            f' height="{tile.height:.1f}" fill="{fill}" stroke="var(--paper)" stroke-width="1">'
            f"<title>{escape(_in_words(row))}</title></rect>"
        )
        ink = "var(--paper)" if shade and shade >= DARK else "var(--ink)"
        drawn += _named(row, tile, ink, named=place == 0)
    return drawn


def _named(row: dict[str, Any], tile: Tile, ink: str, *, named: bool) -> list[str]:
    """Return as many of the words of a tile as it has room for: its group, then who supplies most."""
    room = tile.width - 2 * PAD
    most = int((tile.height - 2 * PAD) // LINE)
    lines = (
        [(line, True) for line in letters.lines(str(row["group"]), room, legend.LETTERS, bold=True)]
        if named
        else []
    )
    if lines and not _fit(lines, room, most):
        return []
    if row["partner"]:
        more = [
            (line, False) for line in letters.lines(_partner(row), room, legend.LETTERS)
        ]  # fmt: skip
        lines = [*lines, *more] if _fit([*lines, *more], room, most) else lines
    return [
        legend.words(tile.x + PAD, tile.y + PAD + 13 + LINE * place, line, ink, bold=bold)
        for place, (line, bold) in enumerate(lines)
    ]


def _fit(lines: Sequence[tuple[str, bool]], room: float, most: int) -> bool:
    return len(lines) <= most and all(
        letters.width(line, legend.LETTERS, bold=bold) <= room for line, bold in lines
    )


def _partner(row: dict[str, Any]) -> str:
    return f"{row['partner']} {100 * row['share']:.0f}\u00a0%"


def _in_words(row: dict[str, Any]) -> str:
    return f"{row['part']}: {_partner(row)}" if row["partner"] else str(row["part"])


def _frame(room: Tile) -> str:
    """Return the line about a group."""
    return (
        f'<rect x="{room.x:.1f}" y="{room.y:.1f}" width="{room.width:.1f}" height="{room.height:.1f}"'
        ' fill="none" stroke="var(--paper)" stroke-width="4"/>'
    )
