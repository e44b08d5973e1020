"""Where an axis is marked, and how many digits its marks need so that no two read the same."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, isfinite, log10
from typing import Any

from counterpoise.report.charts.labels import letters

STEPS = ((1.0, 2**0.5), (2.0, 10**0.5), (5.0, 50**0.5), (10.0, 10.0))
"""Steps between marks, times a power of ten, each up to the geometric mean with the next."""


APART = 6.0
"""Pixels between the labels of two marks."""


def year_ticks(first: int, last: int, width: int) -> list[int]:
    """Return round years to label, few enough for the width and none too near the end."""
    most = 9 if width > 500 else 4 if width > 230 else 2
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= most)
    return [year for year in range(first, last + 1) if year % step == 0]


def spread(values: Iterable[float | None], *, include: Iterable[float] = ()) -> tuple[float, float]:
    """Return the least and the greatest of values, those that must be in it included.

    Nothing known, or one and the same value, is given some room: no axis has one mark.
    """
    known = [value for value in values if value is not None and isfinite(value)]
    known += list(include)
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if low == high:
        room = abs(low) or 1.0
        low, high = (min(low, 0.0), high + room) if low >= 0 else (low - room, 0.0)
    return low, high


def marks(low: float, high: float, count: int = 5) -> list[float]:
    """Return about so many round numbers that reach from at most `low` to at least `high`."""
    step = _step((high - low) / count)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(place * step, 12) + 0.0 for place in range(first, last + 1)]


def tick_format(values: list[float], kind: str) -> str:
    """Return the format that tells the marks of an axis apart, with no digit too many.

    Parameters
    ----------
    values : list of float
        The marks.
    kind : str
        A format of the same kind, such as ``.0%`` or ``.1f``: with a per cent sign or without.
    """
    scale, ending = (100.0, "%") if "%" in kind else (1.0, "f")
    digits = max((_digits(value * scale) for value in values), default=0)
    return f",.{digits}{ending}"


def labels(axis: dict[str, Any]) -> list[str]:
    """Return the labels of an axis of `value_axis`: Python and the engine share these formats.

    Less than nothing has a sign as wide as a figure.
    """
    return [format(value, axis["format"]).replace("-", "\u2212") for value in axis["values"]]


def value_axis(low: float, high: float, kind: str, *, count: int = 5) -> dict[str, Any]:
    """Return scale and axis of a quantitative channel: its ends, its marks and their format."""
    values = marks(low, high, count)
    return {
        "scale": {"domain": [values[0], values[-1]], "nice": False, "zero": False},
        "axis": {
            "values": values, "format": tick_format(values, kind), "title": None,
            # Else the engine leaves out every second one where it deems them too many.
            "tickCount": len(values), "labelOverlap": False,
        },
    }  # fmt: skip


def level_axis(low: float, high: float, kind: str, *, room: float, size: float) -> dict[str, Any]:
    """Return what `value_axis` does, with as many marks as can be named side by side.

    Parameters
    ----------
    low, high, kind
        As `value_axis` takes them.
    room : float
        Length of the axis in pixels.
    size : float
        Size of its letters in pixels.
    """
    tried = [value_axis(low, high, kind, count=count) for count in (5, 4, 3, 2, 1)]
    return next(
        (
            axis
            for axis in tried
            if (letters.widest(labels(axis["axis"]), size) + APART) * len(axis["axis"]["values"])
            <= room
        ),
        tried[-1],
    )


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step, most in STEPS if rough <= most * power * (1 + 1e-9))


def _digits(value: float) -> int:
    """Return how many digits after the point a mark needs."""
    return next((digits for digits in range(9) if abs(value - round(value, digits)) < 1e-9), 9)
