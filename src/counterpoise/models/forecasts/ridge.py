"""Ridge regressions by Newton's method: a probability from features, or a level from features.

Features are standardised inside, so that one penalty suits all of them; the coefficients returned
are for the features as they came, the intercept first, and small enough to be kept in a table.

References
----------
le Cessie, S., van Houwelingen, J. C. (1992). Ridge estimators in logistic regression.
*Applied Statistics*, 41(1), 191-201.
"""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError

Floats = NDArray[np.float64]
Kind = TypeVar("Kind", np.float32, np.float64)

MOST_STEPS: Final = 60
TOLERANCE: Final = 1e-5
SOME: Final = 10
MANY: Final = 2_000
"""A climb begins with one case of so many, if these are more than so many."""
NEAR_ONE: Final = 30.0
"""Logits are kept within this, where a probability differs from 0 or 1 by 1e-13."""


def logistic(logit: NDArray[Kind]) -> NDArray[Kind]:
    """Return the probability of a logit, in the precision given."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -NEAR_ONE, NEAR_ONE))))


def predicted(features: Floats, coefficients: Floats) -> Floats:
    """Return intercept plus features times coefficients, over the last axis."""
    return np.asarray(coefficients[0] + features @ coefficients[1:])


def linear(features: Floats, level: Floats, *, penalty: float) -> Floats:
    """Return the coefficients that least squares gives under a penalty on their squares.

    Parameters
    ----------
    features : np.ndarray, shape (n, f)
    level : np.ndarray, shape (n,)
    penalty : float
        On the squared coefficient of each standardised feature; the intercept has none.

    Returns
    -------
    np.ndarray, shape (f + 1,)
        Intercept first.
    """
    scaled, centre, width = _standardised(features)
    gram = scaled.T @ scaled + np.diag(_penalties(scaled, penalty))
    beta = np.asarray(np.linalg.solve(gram, scaled.T @ level), dtype=np.float64)
    return _as_they_came(beta, centre, width)


def binary(features: Floats, happened: NDArray[np.bool_], *, penalty: float) -> Floats:
    """Return the coefficients of a logistic regression under a penalty on their squares.

    A step that makes the penalised likelihood worse is halved, so that rare events do no harm.

    Raises
    ------
    ConvergenceError
        If the coefficients still move after `MOST_STEPS` steps.
    """
    scaled, centre, width = _standardised(features)
    ridge = _penalties(scaled, penalty)
    beta: Floats = np.zeros(scaled.shape[1])
    some = happened[::SOME]
    if len(some) > MANY and 0 < some.sum() < len(some):
        # Most of the way is gone with some of the cases, at the same balance with the penalty.
        beta = _climbed(scaled[::SOME], some, ridge / SOME, beta)
    return _as_they_came(_climbed(scaled, happened, ridge, beta), centre, width)


def _climbed(scaled: Floats, happened: NDArray[np.bool_], ridge: Floats, beta: Floats) -> Floats:
    """Return the coefficients of the greatest penalised likelihood, by Newton's steps from `beta`."""
    step, loss = np.zeros_like(beta), np.inf
    for _ in range(MOST_STEPS):
        logit = scaled @ (beta + step)
        tried = _loss(logit, happened, ridge, beta + step)
        if tried > loss + TOLERANCE:
            step = step / 2
            continue
        beta, loss = beta + step, tried
        p = logistic(logit)
        gradient = scaled.T @ (happened - p) - ridge * beta
        weighted = scaled * (p * (1 - p))[:, None]
        step = np.asarray(np.linalg.solve(weighted.T @ scaled + np.diag(ridge), gradient))
        if np.abs(step).max() < TOLERANCE:
            return np.asarray(beta + step)
    raise ConvergenceError.not_reached(
        "a logistic regression's coefficients",
        f"change by {np.abs(step).max():.2g} in step {MOST_STEPS}",
        f"less than {TOLERANCE:g}",
        attempt="give more cases, or fewer features",
    )


def _loss(logit: Floats, happened: NDArray[np.bool_], ridge: Floats, beta: Floats) -> float:
    return float(np.logaddexp(0, np.where(happened, -logit, logit)).sum() + ridge @ beta**2 / 2)


def _standardised(features: Floats) -> tuple[Floats, Floats, Floats]:
    """Return a column of ones and the standardised features, their means, and their widths."""
    centre, width = features.mean(axis=0), features.std(axis=0)
    width = np.where(width > 1e-9, width, 1.0)
    return np.column_stack([np.ones(len(features)), (features - centre) / width]), centre, width


def _penalties(scaled: Floats, penalty: float) -> Floats:
    """Return the penalty of each column; the intercept's is only there to keep the matrix regular."""
    return np.concatenate([[1e-9], np.full(scaled.shape[1] - 1, penalty)])


def _as_they_came(beta: Floats, centre: Floats, width: Floats) -> Floats:
    slopes = beta[1:] / width
    return np.concatenate([[beta[0] - slopes @ centre], slopes])
