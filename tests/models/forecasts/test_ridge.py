"""Ridge regressions against their first-order conditions and limits."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.forecasts import ridge


@pytest.fixture
def features() -> np.ndarray:
    return np.random.default_rng(0).normal(3, [1, 5, 0.1], size=(400, 3))


def test_least_squares_without_penalty(features: np.ndarray) -> None:
    level = 2 + features @ [1.0, -0.5, 8.0] + np.random.default_rng(1).normal(size=400)
    expected = np.linalg.lstsq(np.column_stack([np.ones(400), features]), level, rcond=None)[0]
    assert ridge.linear(features, level, penalty=0) == pytest.approx(expected)


def test_logistic_gradient_is_the_penalty(features: np.ndarray) -> None:
    rng = np.random.default_rng(2)
    happened = rng.random(400) < ridge.logistic(-1 + features @ [0.5, -0.2, 0.3])
    beta = ridge.binary(features, happened, penalty=4.0)
    error = happened - ridge.logistic(ridge.predicted(features, beta))
    width = features.std(axis=0)
    assert error.sum() == pytest.approx(0, abs=1e-4)
    scaled = (features - features.mean(axis=0)) / width
    assert scaled.T @ error == pytest.approx(4.0 * beta[1:] * width, abs=1e-4)


def test_rare_events_are_fitted(features: np.ndarray) -> None:
    happened = np.zeros(400, dtype=bool)
    happened[:2] = True
    beta = ridge.binary(features, happened, penalty=10.0)
    mean = ridge.logistic(ridge.predicted(features, beta)).mean()
    assert mean == pytest.approx(2 / 400, rel=1e-3)


def test_a_constant_feature_does_no_harm(features: np.ndarray) -> None:
    features = np.column_stack([features, np.ones(400)])
    beta = ridge.linear(features, features[:, 0], penalty=1e-6)
    assert ridge.predicted(features, beta) == pytest.approx(features[:, 0], abs=1e-6)


def test_many_cases_are_climbed_as_few_are() -> None:
    rng = np.random.default_rng(5)
    features = rng.normal(size=(ridge.SOME * ridge.MANY + 50, 3))
    happened = rng.random(len(features)) < ridge.logistic(features @ [0.8, -0.5, 0.0] - 2)
    beta = ridge.binary(features, happened, penalty=4.0)
    scaled = (features - features.mean(axis=0)) / features.std(axis=0)
    off = happened - ridge.logistic(ridge.predicted(features, beta))
    assert off.sum() == pytest.approx(0, abs=1e-4)
    assert scaled.T @ off == pytest.approx(4.0 * beta[1:] * features.std(axis=0), abs=1e-4)
