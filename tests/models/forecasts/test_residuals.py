"""Residuals kept as quantiles give back the distribution that they are from."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.forecasts import residuals


def test_what_is_drawn_is_distributed_as_what_was_kept() -> None:
    rng = np.random.default_rng(0)
    error = rng.standard_t(4, size=200_000)
    table = residuals.kept(error, np.zeros(200_000, dtype=np.intp), classes=1)
    rank = rng.random(200_000, dtype=np.float32)
    drawn = residuals.drawn(table, np.zeros(200_000, dtype=np.intp), rank)
    assert drawn.mean() == pytest.approx(0, abs=0.02)
    assert drawn.std() == pytest.approx(error.std(), rel=0.03)
    for level in (0.01, 0.2, 0.5, 0.97, 0.99):
        assert np.quantile(drawn, level) == pytest.approx(np.quantile(error, level), abs=0.15)


def test_the_largest_residual_is_not_drawn_more_often_than_it_came() -> None:
    error = np.zeros(10_000)
    error[0] = 1000.0
    table = residuals.kept(error, np.zeros(10_000, dtype=np.intp), classes=1)
    rank = np.random.default_rng(0).random(50_000, dtype=np.float32)
    assert residuals.drawn(table, np.zeros(50_000, dtype=np.intp), rank).max() == 0


def test_a_class_of_few_takes_the_residuals_of_all() -> None:
    error, place = np.r_[np.zeros(1000), 5.0], np.r_[np.zeros(1000), 1].astype(np.intp)
    table = residuals.kept(error, place, classes=2)
    assert np.array_equal(table[1], np.quantile(error, residuals.RANKS))


def test_a_rank_just_under_one_is_in_its_class() -> None:
    table = np.array([np.zeros(len(residuals.RANKS)), np.ones(len(residuals.RANKS))])
    almost = np.full(1, np.nextafter(np.float32(1), np.float32(0)))
    assert residuals.drawn(table, np.zeros(1, dtype=np.intp), almost).tolist() == [0.0]
