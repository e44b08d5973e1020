r"""Diversity that discounts resemblance: Leinster and Cobbold's numbers, Rao's quadratic entropy.

Shares s of n partners add up to 1 in the last axis; any axes before it (states, years) are carried
along. Similarity Z has shape (n, n), values in [0, 1] and 1 on its diagonal; distance is d = 1 - Z.
For q = 2 the two are one: :math:`{}^2D^Z = 1/(1 - Q)`.

References
----------
Leinster, T., and Cobbold, C. A. (2012). *Ecology* 93, 477-489. Rao, C. R. (1982). *Theoretical
Population Biology* 21, 24-43 (neither confirmed). Check values: Python package sentropy 1.5.0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ROUNDING: Final = 1e-9
MOST_POINTS: Final = 12
"""The greatest entropy is looked for on every set of points: 4,095 of them at 12."""


@dataclass(frozen=True)
class Partition:
    """Rao's entropy of a whole, and its parts within and between: gamma = alpha + beta."""

    alpha: Array
    beta: Array
    gamma: Array


def ordinariness(shares: Array, similarity: Array) -> Array:
    r"""Return :math:`(Zs)_j = \sum_k Z_{jk} s_k`: how much of the whole is like partner j."""
    return shares @ similarity.T


def diversity(shares: Array, similarity: Array, order: float) -> Array:
    r"""Return the effective number of partners of order q, those alike discounted.

    .. math:: {}^qD^Z = \Bigl(\sum_{s_j > 0} s_j (Zs)_j^{q-1}\Bigr)^{1/(1-q)}

    with :math:`\prod_j (Zs)_j^{-s_j}` at q = 1 and :math:`1/\max_j (Zs)_j` at infinity. With Z = I
    it is Hill's number.

    Parameters
    ----------
    shares : np.ndarray, shape (..., n); shares of each whole; they add up to 1
    similarity : np.ndarray, shape (n, n); in [0, 1], 1 on the diagonal; need not be symmetric
    order : float; q, 0 or more; `math.inf` allowed

    Returns
    -------
    np.ndarray, shape (...); in [1, n], number of partners; not a number where shares are not
    """
    shares = np.asarray(shares, dtype=float)
    return of_ordinariness(shares, ordinariness(shares, np.asarray(similarity, float)), order)


def of_ordinariness(shares: Array, ordinary: Array, order: float) -> Array:
    """Return the diversity from what each partner has in common with the whole; see `diversity`.

    Parameters
    ----------
    shares, ordinary : np.ndarray, shape (..., n); s and Zs
    order : float; q, 0 or more; `math.inf` allowed
    """
    there = shares > 0
    # With Zs over its greatest (for q < 1, its least) no power overflows, and log1p and expm1 stay
    # exact as q nears 1, where the plain formula is 1 to the power of infinity.
    log = np.log(np.where(there, ordinary, 1.0))
    worst = np.where(there, log, -np.inf).max(axis=-1)
    if math.isinf(order):
        found = -worst
    elif order == 1:
        found = -(shares * log).sum(axis=-1)
    else:
        end = worst if order > 1 else np.where(there, log, np.inf).min(axis=-1)
        with np.errstate(invalid="ignore"):
            terms = shares * np.expm1((order - 1) * np.where(there, log - end[..., None], 0.0))
        found = np.log1p(terms.sum(axis=-1)) / (1 - order) - end
    return np.asarray(np.exp(np.where(np.isnan(shares).any(axis=-1), np.nan, found)))


def hill_number(shares: Array, order: float) -> Array:
    """Return Hill's number of order q: the diversity of partners who are all wholly unlike."""
    shares = np.asarray(shares, dtype=float)
    return of_ordinariness(shares, shares, order)


def quadratic_entropy(shares: Array, distance: Array) -> Array:
    r"""Return Rao's :math:`Q = \sum_{jk} d_{jk} s_j s_k`: how far apart two random draws are.

    Parameters
    ----------
    shares : np.ndarray, shape (..., n); shares of each whole; they add up to 1
    distance : np.ndarray, shape (n, n); symmetric, 0 or more, 0 on the diagonal

    Returns
    -------
    np.ndarray, shape (...); in the unit of the distance
    """
    shares = np.asarray(shares, dtype=float)
    return np.asarray(((shares @ distance) * shares).sum(axis=-1))


def quadratic_partition(shares: Array, weights: Array, distance: Array) -> Partition:
    r"""Part Rao's entropy of a pooled portfolio into what lies within channels and between them.

    .. math:: Q_\gamma = Q\Bigl(\sum_c w_c s^c\Bigr), \quad Q_\alpha = \sum_c w_c Q(s^c), \quad
       Q_\beta = Q_\gamma - Q_\alpha

    Beta can't be negative if `negative_type` of the distance is 0 or less.

    Parameters
    ----------
    shares : np.ndarray, shape (..., channels, n); shares in each channel
    weights : np.ndarray, shape (..., channels); they add up to 1; a channel of weight 0 is not read
    distance : np.ndarray, shape (n, n); symmetric, 0 or more, 0 on the diagonal

    Returns
    -------
    Partition of np.ndarray, shape (...)
    """
    weights = np.asarray(weights, dtype=float)
    counted = np.where(weights[..., None] > 0, shares, 0.0)
    alpha = (weights * quadratic_entropy(counted, distance)).sum(axis=-1)
    gamma = quadratic_entropy((weights[..., None] * counted).sum(axis=-2), distance)
    return Partition(alpha, gamma - alpha, gamma)


def negative_type(distance: Array) -> float:
    r"""Return the greatest eigenvalue of the distance on differences of shares.

    It is at most 0 (but for rounding) if the distance is conditionally negative definite: then
    mixing never lowers Rao's entropy. True of 0/1 and of squared Euclidean distances.
    """
    points = distance.shape[0]
    if points < 2:
        return 0.0
    centre = np.eye(points) - 1.0 / points
    values = np.linalg.eigvalsh(centre @ distance @ centre)
    # The centre itself has the eigenvalue 0, which says nothing.
    nought = int(np.argmin(np.abs(values)))
    return float(np.delete(values, nought).max())


def is_negative_type(distance: Array) -> bool:
    """Return whether the distance is conditionally negative definite."""
    return negative_type(distance) <= ROUNDING * max(1.0, float(np.abs(distance).sum()))


def greatest_entropy(distance: Array) -> float:
    r"""Return the greatest Rao entropy that any shares of these few points can have.

    With 0/1 distances it is 1 - 1/n. The greatest lies where, on the points that have a share,
    :math:`\sum_k d_{jk} s_k` is the same; every set of points is tried.

    Parameters
    ----------
    distance : np.ndarray, shape (n, n), n <= 12; symmetric, 0 or more, 0 on the diagonal

    Returns
    -------
    float; 0 if all distances are 0
    """
    points = distance.shape[0]
    if points > MOST_POINTS:
        raise ValueError(f"at most {MOST_POINTS} points, not {points}")
    best = 0.0
    for size in range(2, points + 1):
        for chosen in combinations(range(points), size):
            part = distance[np.ix_(chosen, chosen)]
            flat = np.linalg.lstsq(part, np.ones(size), rcond=None)[0]
            if flat.min() >= -ROUNDING and flat.sum() > 0:
                shares = np.clip(flat, 0.0, None) / np.clip(flat, 0.0, None).sum()
                best = max(best, float(shares @ part @ shares))
    return best
