"""Scores against brute force, and intervals by hand."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.forecasts import scores as forecast_scores


@pytest.fixture
def drawn() -> np.ndarray:
    return np.random.default_rng(0).dirichlet([1, 2, 0.5], size=(30, 2000)).astype(np.float32)


@pytest.fixture
def came() -> np.ndarray:
    return np.random.default_rng(1).dirichlet([1, 1, 1], size=30)


def test_energy_score_is_that_of_all_pairs_of_draws(drawn: np.ndarray, came: np.ndarray) -> None:
    score = forecast_scores.energy(drawn, came)
    for case in range(3):
        error = np.linalg.norm(drawn[case] - came[case], axis=1).mean()
        pairs = np.linalg.norm(drawn[case][:, None] - drawn[case][None], axis=-1)
        spread = pairs.sum() / (2000 * 1999)
        assert score[case] == pytest.approx(error - spread / 2, abs=0.01)


def test_crps_is_that_of_all_pairs_of_draws(drawn: np.ndarray, came: np.ndarray) -> None:
    brute = 0.0
    for supplier in range(3):
        own = drawn[0, :, supplier].astype(float)
        error = np.abs(own - came[0, supplier]).mean()
        brute += error - np.abs(own[:, None] - own[None]).sum() / (2000 * 1999) / 2
    assert forecast_scores.crps_sum(drawn, came)[0] == pytest.approx(brute, abs=0.02)


def test_a_point_scores_its_distance() -> None:
    point = np.array([[[1.0, 0.0]]], dtype=np.float32)
    truth = np.array([[0.0, 1.0]])
    assert forecast_scores.energy(point, truth)[0] == pytest.approx(np.sqrt(2))
    assert forecast_scores.crps_sum(point, truth)[0] == pytest.approx(2)


def test_lead_probability_counts_leaders() -> None:
    drawn = np.array([[[0.6, 0.4], [0.1, 0.9], [0.7, 0.3], [0.8, 0.2]]], dtype=np.float32)
    assert forecast_scores.lead_probability(drawn).tolist() == [[0.75, 0.25]]


def test_log_score_of_a_leader_never_drawn_is_finite() -> None:
    score = forecast_scores.log_score(np.array([[1.0, 0.0]]), np.array([[0.2, 0.8]]), draws=99)
    assert score[0] == pytest.approx(-np.log(0.5 / 100))


def test_the_interval_is_the_shortest() -> None:
    draws = np.array([0.0, 0.0, 0.0, 0.0, 0.1, 0.2, 0.5, 0.8, 0.9, 1.0])
    found = forecast_scores.intervals(draws, (0.5, 0.8, 0.95))
    assert found == [(0.0, 0.1), (0.0, 0.8), (0.0, 1.0)]


def test_intervals_hold_what_they_say_of_a_known_distribution() -> None:
    rng = np.random.default_rng(3)
    draws, came = rng.beta(2, 5, size=(4000, 400)), rng.beta(2, 5, size=4000)
    levels = forecast_scores.LEVELS
    held = forecast_scores.covered(draws.astype(np.float32), came, levels)
    assert [each.mean() for each in held] == pytest.approx(levels, abs=0.03)
