"""Rectangles whose areas are as their values, as near to squares as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """A rectangle: its corner above on the left, and its sides."""

    x: float
    y: float
    width: float
    height: float


def squarified(values: Sequence[float], room: Tile) -> list[Tile]:
    """Return a tile of the room for each value, all above zero and the largest first.

    Rows are laid along the shorter side of what is left; a value joins the row while that makes the
    worst of its tiles squarer.

    References
    ----------
    Bruls, M., Huizing, K. and van Wijk, J. J. (2000). Squarified treemaps. *Data Visualization 2000*,
    33-42.

    Examples
    --------
    >>> [(tile.width, tile.height) for tile in squarified([3, 1], Tile(0, 0, 8, 4))]
    [(6.0, 4.0), (2.0, 4.0)]
    """
    scale = room.width * room.height / sum(values) if values else 0.0
    areas, found, at = [value * scale for value in values], list[Tile](), 0
    while at < len(areas):
        side, end = min(room.width, room.height), at + 1
        while end < len(areas) and _worst(areas[at : end + 1], side) <= _worst(areas[at:end], side):
            end += 1
        row, room = _laid(areas[at:end], room)
        found += row
        at = end
    return found


def _worst(areas: Sequence[float], side: float) -> float:
    """Return the longer side over the shorter of the worst tile of a row along a side."""
    whole = sum(areas)
    return max(
        side * side * max(areas) / (whole * whole), whole * whole / (side * side * min(areas))
    )


def _laid(areas: Sequence[float], room: Tile) -> tuple[list[Tile], Tile]:
    """Return the tiles of a row along the shorter side of a room, and the room that is left."""
    upright = room.width >= room.height
    side = room.height if upright else room.width
    deep = sum(areas) / side if side else 0.0
    found, along = [], 0.0
    for area in areas:
        long = area / deep if deep else 0.0
        tile = (
            Tile(room.x, room.y + along, deep, long)
            if upright
            else Tile(room.x + along, room.y, long, deep)
        )
        found.append(tile)
        along += long
    if upright:
        return found, Tile(room.x + deep, room.y, max(room.width - deep, 0.0), room.height)
    return found, Tile(room.x, room.y + deep, room.width, max(room.height - deep, 0.0))
