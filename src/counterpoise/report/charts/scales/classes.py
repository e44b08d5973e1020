"""Classes of a map: about as many states in each, between round bounds, and told in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, log10
from typing import Final

MOST: Final = 5
STEPS: Final = (0.1, 0.05, 0.02, 0.01)
"""To what bounds may be rounded: the coarsest that keeps them apart is taken."""


def bounds(values: Sequence[float]) -> list[float]:
    """Return the round numbers between classes: at most four, where a fifth more of the values ends.

    With equal steps from 0 to 1 nearly all states of one map lie in one class, and it tells nothing.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    cuts = [ordered[len(ordered) * place // MOST] for place in range(1, MOST)]
    tried = [_rounded(cuts, step * _scale(ordered), ordered) for step in STEPS]
    return max(tried, key=len)


LEAST = 1e-300
"""What is not above it is nothing: a step of such a size would be zero."""


def _scale(ordered: Sequence[float]) -> float:
    """Return the power of ten that no value is beyond: 1 for shares, 100 for 12 partners."""
    largest = max(abs(ordered[0]), abs(ordered[-1]))
    return float(10.0 ** ceil(log10(largest))) if largest > LEAST else 1.0


def _rounded(cuts: Sequence[float], step: float, ordered: Sequence[float]) -> list[float]:
    """Return cuts as multiples of a step, each once, with values between any two and beyond all."""
    kept: list[float] = []
    for bound in sorted({_whole(round(cut / step) * step) for cut in cuts}):
        places = {class_of(value, [*kept, bound]) for value in ordered}
        if places == set(range(len(kept) + 2)):
            kept.append(bound)
    return kept


def _whole(bound: float) -> float:
    """Return a bound without what rounding leaves behind its last figure."""
    return float(f"{bound:.6g}")


def class_of(value: float, between: Sequence[float]) -> int:
    """Return the place of a value's class; a value on a bound belongs above it."""
    return bisect_right(between, value + 1e-12)


def words(between: Sequence[float], *, percent: bool = True) -> list[str]:
    """Return what each class is called: under 40 %, 40 to 55, 55 % and over; or plain figures."""
    if not between:
        return ["all alike"]
    told = [f"{_whole((100 if percent else 1) * bound):,g}".replace("-", "−") for bound in between]
    unit = "\u00a0%" if percent else ""
    inner = [f"{low} to {high}" for low, high in pairwise(told)]
    return [f"under {told[0]}{unit}", *inner, f"{told[-1]}{unit} and over"]


def shades(number: int, of: Sequence[str]) -> list[str]:
    """Return so many shades, spread from the lightest to the darkest."""
    if number == 1:
        return [of[len(of) // 2]]
    return [of[round(place * (len(of) - 1) / (number - 1))] for place in range(number)]
