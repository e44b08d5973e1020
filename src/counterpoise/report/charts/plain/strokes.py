"""Numbers and paths as SVG writes them, to a tenth of a pixel and in few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import floor

Point = tuple[float, float]
Told = Callable[[int], str]
"""How tenths of a pixel are written."""


def tenths(value: float) -> int:
    """Return a length in tenths of a pixel, halves away from the lower one."""
    return floor(value * 10 + 0.5)


def written(tenth: int) -> str:
    """Return tenths of a pixel as they are written.

    Examples
    --------
    >>> written(125), written(-3), written(40)
    ('12.5', '-.3', '4')
    """
    whole, part = divmod(abs(tenth), 10)
    sign = "-" if tenth < 0 else ""
    return f"{sign}{whole}" if not part else f"{sign}{whole or ''}.{part}"


def length(value: float) -> str:
    """Return a length in pixels as it is written."""
    return written(tenths(value))


def run(points: Sequence[Point], *, closed: bool = False, told: Told = written) -> str:
    """Return a path through points: the first where it is, each other by its distance from the last.

    Distances are those of the rounded places, so that no error grows along the way. Long paths are
    `told` in tenths (`str`), whose points need not be written.

    Examples
    --------
    >>> run([(0.0, 10.0), (5.04, 9.0), (10.0, 9.0)])
    'M0 10l5-1 5 0'
    >>> run([(0.0, 10.0), (5.04, 9.0)], told=str)
    'M0 100l50-10'
    """
    placed = [(tenths(x), tenths(y)) for x, y in points]
    moved = [(x - from_x, y - from_y) for (from_x, from_y), (x, y) in pairwise(placed)]
    begun = f"M{joined(map(told, placed[0]))}"
    steps = joined(told(step) for pair_of in moved for step in pair_of)
    return f"{begun}{'l' if steps else ''}{steps}{'z' if closed else ''}"


def pair(x: int, y: int) -> str:
    """Return two numbers; a sign parts them as well as a blank does."""
    return joined((written(x), written(y)))


def joined(numbers: Iterable[str]) -> str:
    """Return numbers in a row, with a blank only where a sign does not part them."""
    found = ""
    for number in numbers:
        found += number if not found or number[0] == "-" else f" {number}"
    return found


def segments(ends: Iterable[tuple[Point, Point]]) -> str:
    """Return a path of lines that do not touch."""
    return "".join(run(pair) for pair in ends)


def dots(points: Iterable[Point]) -> str:
    """Return a path of lines so short that only their round ends are seen."""
    return "".join(f"M{pair(tenths(x), tenths(y))}h.01" for x, y in points)
