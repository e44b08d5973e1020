from __future__ import annotations

import numpy as np
import pytest

from counterpoise.scenarios import horizons
from counterpoise.scenarios.horizons import Elasticity


def test_elasticities_rise_with_the_horizon() -> None:
    assert [horizons.theta(h) for h in ("short", "medium", "long")] == [0.76, 2.0, 4.0]


def test_few_draws_have_the_quantiles_of_the_lognormal() -> None:
    drawn = horizons.draws(Elasticity(draws=200), "long")

    expected = 4 * np.exp(0.25 * np.array([-1.6448536, 0, 1.6448536]))
    assert np.quantile(drawn, horizons.QUANTILES) == pytest.approx(expected, rel=0.01)


def test_the_same_seed_draws_the_same() -> None:
    first, again = (horizons.draws(Elasticity(seed=7), "short") for _ in range(2))

    assert (first == again).all()
    assert (first != horizons.draws(Elasticity(seed=8), "short")).any()


def test_one_draw_is_the_median_and_a_number_given_holds_at_every_horizon() -> None:
    assert horizons.draws(Elasticity(draws=1), "long").tolist() == [4.0]
    assert horizons.theta("short", Elasticity(theta=5)) == 5.0
    assert horizons.theta("short", Elasticity(theta={"long": 5.0})) == 0.76
