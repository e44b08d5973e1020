"""Scores of drawn shares against what came: proper ones from `scoringrules`, and what intervals held.

All arrays hold the same cases in the same order; lower scores are better. The spread within the
draws is taken between each draw and the next one (the kernel representation with a cyclic shift,
"akr"), which is unbiased for independent draws and linear in their number.

References
----------
Gneiting, T., Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation.
*JASA*, 102(477), 359-378.
Allen, S., Zanetta, F. (2024). *scoringrules*. https://github.com/frazane/scoringrules
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

LEVELS: Final = (0.5, 0.8, 0.95)
HALF_A_DRAW: Final = 0.5
"""Added to the number of draws that named the outcome: an outcome never drawn is not impossible."""


def energy(drawn: Singles, came: Floats) -> Floats:
    """Return the energy score of each case.

    Parameters
    ----------
    drawn : np.ndarray, shape (cases, draws, suppliers)
    came : np.ndarray, shape (cases, suppliers)

    Returns
    -------
    np.ndarray, shape (cases,)
        From 0 to the root of 2; for a single draw, its distance from what came.
    """
    from scoringrules import es_ensemble

    score = es_ensemble(came.astype(np.float32), drawn, estimator="akr", backend="numpy")
    return np.asarray(score, dtype=float)


def crps_sum(drawn: Singles, came: Floats) -> Floats:
    """Return the continuous ranked probability score summed over suppliers, shape (cases,)."""
    from scoringrules import crps_ensemble

    score = crps_ensemble(
        came.astype(np.float32), drawn, m_axis=1, estimator="akr", backend="numpy"
    )
    return np.asarray(score.sum(axis=-1), dtype=float)


def lead_probability(drawn: Singles) -> Floats:
    """Return how often each supplier leads, shape (cases, suppliers); rows add up to 1."""
    suppliers = drawn.shape[-1]
    leader = drawn.argmax(axis=-1) + np.arange(len(drawn))[:, None] * suppliers
    counted = np.bincount(leader.ravel(), minlength=len(drawn) * suppliers)
    return np.asarray(counted.reshape(-1, suppliers) / drawn.shape[1])


def log_score(probability: Floats, came: Floats, *, draws: int) -> Floats:
    """Return minus the log of the probability that the true leader leads, shape (cases,).

    Shares have no density where whole draws lie on the edge (most suppliers at 0), so that the log
    score is taken of the leader's name, which has a probability; of a supplier that never led in
    the draws, half a draw is counted.
    """
    leader = came.argmax(axis=-1)
    count = probability[np.arange(len(came)), leader] * draws
    return np.asarray(-np.log((count + HALF_A_DRAW) / (draws + 2 * HALF_A_DRAW)))


def intervals(draws: Singles | Floats, levels: Sequence[float]) -> list[tuple[Floats, Floats]]:
    """Return the ends of the shortest interval that holds each level of the draws, over the last axis.

    With a share that may well be 0 or 1, an interval between quantiles holds far more than its
    level: both edges lie in it. The shortest one takes an edge or leaves it.
    """
    ordered: Floats = np.sort(draws, axis=-1).astype(np.float64)
    found = []
    for level in levels:
        inside = max(int(np.ceil(level * ordered.shape[-1])), 1)
        width = ordered[..., inside - 1 :] - ordered[..., : ordered.shape[-1] - inside + 1]
        start = width.argmin(axis=-1)[..., None]
        low = np.take_along_axis(ordered, start, axis=-1)[..., 0]
        high = np.take_along_axis(ordered, start + inside - 1, axis=-1)[..., 0]
        found.append((np.asarray(low), np.asarray(high)))
    return found


def covered(draws: Singles, came: Floats, levels: Sequence[float]) -> list[NDArray[np.bool_]]:
    """Return, for each level, whether what came lies in the interval, shape (cases,).

    Ends count, to a millionth.
    """
    return [
        np.asarray((came >= low - 1e-6) & (came <= high + 1e-6))
        for low, high in intervals(draws, levels)
    ]
