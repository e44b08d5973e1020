"""The walk of log shares: it learns how far shares move, and where they start from."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.forecasts import logit_walk
from counterpoise.models.forecasts import scores as forecast_scores
from counterpoise.models.forecasts.supply_features import World
from tests.models.forecasts import deliveries


def test_volatility_by_hand() -> None:
    volume = np.zeros((2, 2, 3))
    volume[0] = [[3, 1, 3], [1, 3, 1]]
    square = np.log((0.75 + 1e-4) / (0.25 + 1e-4)) ** 2
    assert logit_walk.volatility(volume) == pytest.approx([np.sqrt(square), 1.0])


def test_steady_shares_stay_and_the_leaders_interval_holds_what_it_says() -> None:
    volume = deliveries.smooth(recipients=200)
    walk = logit_walk.fit(volume[..., :-1], horizon=1, rng=np.random.default_rng(0))
    drawn = walk.draw(
        volume[..., :-1],
        world=World.of(volume[..., :-1]),
        draws=400,
        rng=np.random.default_rng(1),
    )
    came = volume[..., -1] / volume[..., -1].sum(axis=1, keepdims=True)
    leader, each = came.argmax(axis=1), np.arange(200)
    [held] = forecast_scores.covered(drawn[each, :, leader], came[each, leader], (0.8,))
    assert held.mean() == pytest.approx(0.8, abs=0.1)
    assert np.abs(drawn.mean(axis=1) - came).mean() < 0.02


def test_a_sole_supplier_stays_one() -> None:
    volume = np.zeros((1, 7, 45))
    volume[0, 3] = 2.0
    walk = logit_walk.fit(deliveries.smooth(), horizon=5, rng=np.random.default_rng(0))
    world = World.of(deliveries.smooth())
    share = walk.draw(volume, world=world, draws=200, rng=np.random.default_rng(0))
    assert np.isfinite(share).all()
    assert share[0, :, 3].mean() > 0.9
