"""Where labels go: beside what they name, and never one upon another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot
from typing import NamedTuple

GAP = 8.0
"""Pixels between a point and its label."""
ROUNDS = 12
"""How many lines further up or down a label may move."""


class Box(NamedTuple):
    """A rectangle in pixels; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether two rectangles share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Return whether the rectangle lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Label:
    """A label to place: the point that it names, and its own size, all in pixels."""

    x: float
    y: float
    width: float
    height: float


def beside(
    labels: Sequence[Label], room: Box, points: Sequence[tuple[float, float]] = ()
) -> list[Box]:
    """Return where labels go: each in the nearest place beside its point that is free.

    Labels are placed in their order. One for which no place is free stays right of its point.

    Parameters
    ----------
    labels : sequence of Label
        What is to be placed.
    room : Box
        Where labels may lie.
    points : sequence of (x, y)
        What no label should cover.
    """
    placed: list[Box] = []
    for label in labels:
        tried = [box for box in _places(label) if box.within(room)]
        free = [box for box in tried if not any(box.meets(other) for other in placed)]
        clear = [box for box in free if not any(_covers(box, point) for point in points)]
        placed.append(next(iter([*clear, *free, *_places(label)])))
    return placed


def along(line: Sequence[tuple[float, float]], step: float = 3.0) -> list[tuple[float, float]]:
    """Return points along a line through some, no further apart than a step in pixels."""
    found = list(line[:1])
    for (x, y), (to_x, to_y) in pairwise(line):
        parts = max(1, ceil(hypot(to_x - x, to_y - y) / step))
        found += [
            (x + (to_x - x) * part / parts, y + (to_y - y) * part / parts)
            for part in range(1, parts + 1)
        ]
    return found


def apart(heights: Sequence[float], gap: float, *, top: float, bottom: float) -> list[float]:
    """Return rising heights moved as little as it takes to keep them a gap apart between two ends.

    If so many do not fit, the gap gives way.
    """
    gap = min(gap, (bottom - top) / max(len(heights) - 1, 1))
    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _first(groups[-1], gap, top, bottom) < (
            _first(groups[-2], gap, top, bottom) + len(groups[-2]) * gap - 1e-9
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [
        _first(group, gap, top, bottom) + gap * place
        for group in groups
        for place in range(len(group))
    ]


def _first(group: Sequence[float], gap: float, top: float, bottom: float) -> float:
    """Return where a group of labels begins: about its middle, but between the ends."""
    reach = gap * (len(group) - 1)
    return min(max(sum(group) / len(group) - reach / 2, top), bottom - reach)


def _places(label: Label) -> list[Box]:
    """Return the places for a label, the best first: right, left, then ever further up and down."""
    found = []
    for step in range(ROUNDS):
        for side in (0.5 * step * label.height, -0.5 * step * label.height)[: 1 + (step > 0)]:
            top = label.y + side - label.height / 2
            right = Box(label.x + GAP, top, label.x + GAP + label.width, top + label.height)
            left = Box(label.x - GAP - label.width, top, label.x - GAP, top + label.height)
            found += [right, left]
    return found


def _covers(box: Box, point: tuple[float, float]) -> bool:
    return box.left - 3 < point[0] < box.right + 3 and box.top - 3 < point[1] < box.bottom + 3
