"""From a value to where it stands: along a line of numbers, or in steps, one for each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

PART: Final = 0.9
"""The part of a step that a bar takes."""


@dataclass(frozen=True)
class Line:
    """Numbers between two ends of a length in pixels; upright, the lower end is at the bottom."""

    low: float
    high: float
    long: float
    upright: bool

    def at(self, value: float) -> float:
        """Return where a number stands."""
        part = (value - self.low) / (self.high - self.low) if self.high != self.low else 0.5
        return self.long * (1 - part if self.upright else part)


@dataclass(frozen=True)
class Steps:
    """Names side by side, each with a step of its own."""

    names: tuple[Any, ...]
    step: float

    @property
    def long(self) -> float:
        """How long all of them are, in pixels."""
        return self.step * len(self.names)

    def at(self, name: Any) -> float:
        """Return the middle of a name's step."""
        return self.step * (self.names.index(name) + 0.5)


Scale = Line | Steps


def scale(channel: dict[str, Any], room: Any, *, upright: bool) -> Scale:
    """Return the scale of a channel in a room: pixels, or how long each step is."""
    if channel["type"] == "quantitative":
        low, high = channel["scale"]["domain"]
        return Line(float(low), float(high), float(room), upright)
    names = tuple(channel["scale"]["domain"])
    if isinstance(room, dict):
        return Steps(names, float(room["step"]))
    return Steps(names, room / max(len(names), 1))


def shades(channel: dict[str, Any]) -> dict[Any, str]:
    """Return the colour of each name of a channel."""
    scaled = channel["scale"]
    return dict(zip(scaled["domain"], scaled["range"], strict=True))


def spelled(value: Any, kind: str) -> str:
    """Return a value as an axis names it, with the sign that is as wide as a figure."""
    return format(value, kind).replace("-", "\u2212") if kind else str(value)


def first(layers: Sequence[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """Return the first channel of a name that has a scale: all layers share it."""
    told = (one["encoding"].get(name) for one in layers)
    return next((one for one in told if one and "scale" in one), None)
