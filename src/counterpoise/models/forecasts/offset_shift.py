r"""By how much events move a forecast: one shift of a logit, or of a mean, with clustered errors.

A model has said of each case :math:`i` what it expects; the shift :math:`\delta` common to all cases
is what has to be added so that the cases come out right on average.

.. math::
    P(y_i = 1) = \Lambda(o_i + \delta), \qquad v_i = m_i + \delta + e_i

The first is estimated by maximum likelihood after one case has been added that is half true and
spread evenly over the offsets of all, so that it is finite even if all cases end alike (with equal
offsets: the log odds of the counts and a half each); the second is the mean residual. Their variances
are of the sandwich form, summed over two ways of clustering less their intersection; each way has
the factor :math:`G / (G - 1)`. A two-way variance below the larger of its two ways is not trusted
in small samples, and the larger one is returned.

References
----------
Clogg, C. C. and others (1991). Multiple imputation of industry and occupation codes in census
public-use samples using Bayesian logistic regression. *JASA*, 86(413), 68-78 (the added case).
Cameron, A. C., Gelbach, J. B. and Miller, D. L. (2011). Robust inference with multiway clustering.
*JBES*, 29(2), 238-249.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

WIDEST = 30.0
"""Bound of the search for a shift of the logit."""


class Shift(NamedTuple):
    """An estimate and its standard error; the error is NaN with fewer than two clusters."""

    estimate: float
    error: float


def of_logit(happened: np.ndarray, offset: np.ndarray, *clusters: np.ndarray) -> Shift:
    """Return the shift of the log odds that makes the expected cases as many as happened.

    Parameters
    ----------
    happened : np.ndarray of bool, shape (cases,)
        Whether each case came true.
    offset : np.ndarray, shape (cases,)
        The log odds that the model gave, finite.
    *clusters : np.ndarray of int, shape (cases,)
        One or two ways in which cases belong together.

    Raises
    ------
    ValueError
        If there is no case.

    Examples
    --------
    >>> shift = of_logit(np.array([0, 0, 0, 1]), np.zeros(4), np.arange(4))
    >>> round(shift.estimate, 3)  # the plain estimate is log(1/3) = -1.099
    -0.847
    """
    _require(happened)
    low, high = -WIDEST, WIDEST
    for _ in range(60):
        middle = (low + high) / 2
        if _score(middle, happened, offset) > 0:
            low = middle
        else:
            high = middle
    shift = (low + high) / 2
    chance = _chance(offset + shift)
    information = float(np.sum(chance * (1 - chance)))
    return Shift(shift, _error(happened - chance, information, clusters))


def of_mean(residual: np.ndarray, *clusters: np.ndarray) -> Shift:
    """Return the mean of residuals, shape (cases,), and its clustered standard error.

    Raises
    ------
    ValueError
        If there is no case.

    Examples
    --------
    >>> of_mean(np.array([-1.0, -2.0, -3.0]), np.arange(3)).estimate
    -2.0
    """
    _require(residual)
    mean = float(np.mean(residual))
    return Shift(mean, _error(residual - mean, float(len(residual)), clusters))


def _score(shift: float, happened: np.ndarray, offset: np.ndarray) -> float:
    """Return observed less expected cases, the added one among them; falls as the shift grows."""
    chance = _chance(offset + shift)
    return float(np.sum(happened - chance) + np.mean(0.5 - chance))


def _error(score: np.ndarray, information: float, clusters: tuple[np.ndarray, ...]) -> float:
    """Return the sandwich standard error over one or two ways of clustering."""
    ways = [_between(score, np.unique(way, return_inverse=True)[1]) for way in clusters]
    if len(clusters) == 2:
        both = np.unique(np.stack(clusters, axis=1), axis=0, return_inverse=True)[1].reshape(-1)
        ways.append(sum(ways) - _between(score, both))
    return float(np.sqrt(np.max(ways)) / information)


def _between(score: np.ndarray, cluster: np.ndarray) -> float:
    """Return the sum of squared cluster scores, times G / (G - 1); NaN for a single cluster."""
    totals = np.bincount(cluster, weights=score)
    groups = len(totals)
    return float(np.sum(totals**2) * groups / (groups - 1)) if groups > 1 else float("nan")


def _chance(logit: np.ndarray) -> np.ndarray:
    chance: np.ndarray = 0.5 * (1 + np.tanh(logit / 2))
    return chance


def _require(cases: np.ndarray) -> None:
    if len(cases) == 0:
        raise ValueError("A shift needs at least one case.")
