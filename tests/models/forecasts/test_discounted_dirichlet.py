"""The discounted Dirichlet against its closed moments."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.forecasts.discounted_dirichlet import Dirichlet, discounted_shares, tune
from counterpoise.models.forecasts.supply_features import World
from tests.models.forecasts import deliveries


def test_discounted_shares_by_hand() -> None:
    volume = np.array([[[4.0, 0.0], [0.0, 6.0]], [[0.0, 0.0], [0.0, 0.0]]])
    assert discounted_shares(volume, 0.5).tolist() == [[0.25, 0.75], [0.0, 0.0]]


def test_draws_have_the_moments_of_the_distribution() -> None:
    volume = deliveries.lumpy(recipients=3)
    model = Dirichlet(5, discount=0.8, world_part=0.2, concentration=6.0)
    world = World.of(volume)
    base = model.base(volume, world=world)
    drawn = model.draw(volume, world=world, draws=40_000, rng=np.random.default_rng(0))
    assert drawn.mean(axis=1) == pytest.approx(base, abs=0.01)
    assert drawn.var(axis=1) == pytest.approx(base * (1 - base) / 7.0, abs=0.003)


def test_without_a_past_the_world_is_expected() -> None:
    world = World.of(deliveries.lumpy())
    model = Dirichlet(1, discount=0.5, world_part=0.1, concentration=2.0)
    assert model.base(np.zeros((1, 7, 30)), world=world)[0] == pytest.approx(world.share_5)


def test_tuning_finds_narrow_where_shares_stay_and_wide_where_they_jump() -> None:
    rng = np.random.default_rng(0)
    steady = tune(deliveries.smooth(), horizon=1, rng=rng)
    jumpy = tune(deliveries.lumpy(), horizon=1, rng=rng)
    assert steady.concentration >= 50 > 6 >= jumpy.concentration
