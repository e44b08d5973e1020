"""The cheapest mix where every partner has its own least and most, by water-filling.

A closed form: partners at their bounds stand there, all others are scaled by one factor. It is how
most questions are answered, and the test of the solver that answers the rest.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def bounded_mix(
    free: Array, most: Array | float, least: Array | float | None = None
) -> Array | None:
    r"""Return the mix that is worth most with every share between its bounds.

    .. math:: x_j = \min(u_j, \max(f_j, \lambda s_j)), \qquad \sum_j x_j = 1

    It does not depend on the elasticity: where a share is free, all free ones have one wedge.

    Parameters
    ----------
    free : np.ndarray, shape (..., n); s, shares that are chosen freely; they add up to 1
    most : float, or np.ndarray, shape (n,) or (..., n); u, upper bounds
    least : likewise, optional; f, lower bounds; 0 if left out

    Returns
    -------
    np.ndarray, shape (..., n), or None where the bounds leave no mix, or none that uses only whom
    the free choice uses and what the lower bounds ask
    """
    free = np.asarray(free, dtype=float)
    high = np.broadcast_to(np.asarray(most, dtype=float), free.shape)
    low = np.zeros_like(free) if least is None else np.broadcast_to(least, free.shape).astype(float)
    # Whom nobody would use freely is worth nothing here: it gets what it must.
    high = np.where(free > 0, high, low)
    if (low > high).any() or (low.sum(-1) > 1 + 1e-12).any() or (high.sum(-1) < 1 - 1e-12).any():
        return None
    factor = _factor(free, low, high)
    found = np.clip(factor[..., None] * free, low, high)
    return np.asarray(found / found.sum(-1, keepdims=True))


def _factor(free: Array, low: Array, high: Array) -> Array:
    """Return the factor at which the clipped shares add up to 1, exactly, from its kinks."""
    with np.errstate(all="ignore"):
        kinks = np.concatenate(
            [np.where(free > 0, low / free, 0.0), np.where(free > 0, high / free, 0.0)], axis=-1
        )
    kinks = np.sort(np.where(np.isfinite(kinks), kinks, 0.0), axis=-1)
    flat = free.reshape(-1, free.shape[-1])
    lows, highs = low.reshape(flat.shape), high.reshape(flat.shape)
    found = [
        _between(one, row, below, above)
        for one, row, below, above in zip(
            flat, kinks.reshape(len(flat), -1), lows, highs, strict=True
        )
    ]
    return np.array(found).reshape(free.shape[:-1])


def _between(free: Array, kinks: Array, low: Array, high: Array) -> float:
    """Return the factor of one mix: the sum is linear between two kinks."""

    def total(kink: float) -> float:
        return float(np.clip(kink * free, low, high).sum())

    place = bisect_left(kinks, 1.0, key=total)
    if place == 0:
        return float(kinks[0])
    before = total(kinks[place - 1])
    if place == len(
        kinks
    ):  # beyond the last kink all stand at their upper bounds, or none is bound
        left = high > kinks[-1] * free
        slope = free[left].sum()
        return float(kinks[-1] + (1 - before) / slope) if slope > 0 else float(kinks[-1])
    rise = total(kinks[place]) - before
    part = (1 - before) / rise if rise > 0 else 1.0
    return float(kinks[place - 1] + part * (kinks[place] - kinks[place - 1]))
