"""Totals of a window: whether there is any, and how much."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.forecasts import delivery_profiles, window_totals
from tests.models.forecasts import deliveries


def test_totals_of_a_steady_channel_are_as_before() -> None:
    volume = deliveries.smooth(recipients=40)
    totals = window_totals.fit(volume[..., :-5], horizon=5)
    came = volume[..., -5:].sum(axis=(1, 2))
    drawn = totals.draw(volume[..., :-5], draws=500, rng=np.random.default_rng(0))
    assert np.median(drawn, axis=1) == pytest.approx(came, rel=0.5)
    assert (totals.probability(volume) > 0.97).all()


def test_a_recipient_that_fell_silent_is_less_likely_to_get_anything() -> None:
    volume = deliveries.lumpy(recipients=60) * (np.random.default_rng(0).random((60, 1, 45)) < 0.5)
    volume[:20, :, 15:] = 0
    silent, busy = window_totals.fit(volume, horizon=1).probability(volume)[[5, 50]]
    assert 2 * silent < busy


def test_paths_add_up_to_their_window() -> None:
    volume = deliveries.lumpy()
    profiles = delivery_profiles.collect(volume, horizon=4)
    amounts = np.random.default_rng(0).gamma(0.5, size=(100, 7)).astype(np.float32)
    path = profiles.spread(amounts, volume[0], rng=np.random.default_rng(1))
    assert path.shape == (100, 7, 4)
    assert path.sum(axis=-1) == pytest.approx(amounts, rel=1e-4)


def test_rare_suppliers_deliver_in_fewer_years_than_steady_ones() -> None:
    volume = np.zeros((30, 2, 40))
    volume[:, 0] = 1.0
    volume[np.arange(30), 1, np.arange(30) % 12 + 20] = 1.0
    profiles = delivery_profiles.collect(volume, horizon=5)
    path = profiles.spread(np.ones((50, 2), np.float32), volume[0], rng=np.random.default_rng(0))
    assert path[:, 0] == pytest.approx(0.2)
    assert ((path[:, 1] > 0).sum(axis=1) == 1).all()


def test_without_patterns_years_are_alike() -> None:
    profiles = delivery_profiles.collect(np.zeros((1, 2, 6)), horizon=4)
    path = profiles.spread(
        np.ones((3, 2), np.float32), np.zeros((2, 6)), rng=np.random.default_rng(0)
    )
    assert path == pytest.approx(0.25)
