"""Laws of the loss of a supplier of some goods, and the figures of Bachmann et al. (2022)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from counterpoise.models.sectors.short_run import lost_in_prices, lost_in_quantities
from counterpoise.models.trade import armington, markets
from counterpoise.models.trade.shocks import entries

PARTS = some.floats(0.0, 0.99)
SHARES = some.floats(0.0, 1.0)
ELASTICITIES = some.floats(0.03, 3.0)
BETAS = some.floats(0.2, 1.0)


@pytest.mark.parametrize(
    ("share", "left", "elasticity", "percent"),
    [(0.04, 0.9, 0.04, 1.5686), (0.01, 0.7, 0.1, 2.3426)],
)
def test_figures_of_bachmann_and_others(
    share: float, left: float, elasticity: float, percent: float
) -> None:
    found = lost_in_quantities(1 - left, cost_share=share, elasticity=elasticity)
    assert 100 * float(found) == pytest.approx(percent, abs=5e-5)


@pytest.mark.parametrize(("omega", "sigma", "percent"), [(0.3, 4, 11.2096), (0.9, 4, 53.5841)])
def test_one_nest_of_suppliers_is_the_index_of_variety(
    omega: float, sigma: float, percent: float
) -> None:
    found = lost_in_prices(omega, spending_share=1.0, theta=sigma - 1, elasticity=0.3)
    assert 100 * float(found) == pytest.approx(percent, abs=5e-5)


def test_two_nests_are_those_of_the_manual() -> None:
    """Shares .5, .3, .2 that lose .3, .1, .6, one after the other, at Cobb-Douglas: .7795600."""
    left = 1.0
    for beta, omega, sigma in ((0.5, 0.3, 4), (0.3, 0.1, 6), (0.2, 0.6, 2)):
        lost = lost_in_prices(omega, spending_share=beta, theta=sigma - 1, elasticity=1.0)
        left *= 1 - float(lost)
    assert left == pytest.approx(0.7795600, abs=5e-8)


@given(PARTS, some.floats(0.3, 8.0), ELASTICITIES, BETAS)
def test_a_basket_of_all_goods_is_the_cut_off_of_all(
    omega: float, theta: float, eta: float, beta: float
) -> None:
    found = lost_in_prices(omega, spending_share=1.0, theta=theta, elasticity=eta, value_added=beta)
    assert float(found) == pytest.approx(1 - (1 - omega) ** (1 / (theta * beta)), abs=1e-12)


@pytest.mark.parametrize("theta", [0.76, 4.0])
def test_that_is_what_the_model_of_all_goods_gives_where_wages_stay(theta: float) -> None:
    """Two equal states that each cut the third, of no size to them, keep the same wage."""
    flows = np.array([[6.0, 3.0, 1.0], [3.0, 6.0, 1.0], [1.0, 1.0, 8.0]])
    market = markets.balanced(flows, theta=theta)
    cut = entries(1, [0] * 4, [0, 1, 2, 2], [2, 2, 0, 1], [0.0] * 4)
    found = armington.solve(armington.prepare(market, theta=theta), cut)
    stopped = market.share[0, 2]
    mine = lost_in_prices(stopped, spending_share=1.0, theta=theta, elasticity=0.1)
    assert 1 - found.real_income[0, 0] == pytest.approx(float(mine), rel=1e-7)


@given(SHARES, some.floats(0.3, 8.0), ELASTICITIES, BETAS)
def test_nothing_that_stops_costs_nothing(
    share: float, theta: float, eta: float, beta: float
) -> None:
    assert (
        lost_in_prices(0.0, spending_share=share, theta=theta, elasticity=eta, value_added=beta)
        == 0
    )
    assert lost_in_quantities(0.0, cost_share=share, elasticity=eta) == 0


@given(PARTS, PARTS, SHARES, some.floats(0.3, 8.0), ELASTICITIES)
def test_more_that_stops_costs_no_less(
    one: float, other: float, share: float, theta: float, eta: float
) -> None:
    low, high = sorted((one, other))
    prices = lost_in_prices(
        np.array([low, high]), spending_share=share, theta=theta, elasticity=eta
    )
    quantities = lost_in_quantities(np.array([low, high]), cost_share=share, elasticity=eta)
    for found in (prices, quantities):
        assert 0 <= found[0] <= found[1] + 1e-12
        assert found[1] <= 1


@given(some.floats(0.01, 0.99), some.floats(0.001, 0.999), some.floats(0.3, 8.0))
def test_what_can_be_done_without_costs_less(omega: float, share: float, theta: float) -> None:
    etas = np.array([0.05, 0.5, 1.0, 2.0])
    prices = lost_in_prices(omega, spending_share=share, theta=theta, elasticity=etas)
    quantities = lost_in_quantities(omega, cost_share=share, elasticity=etas)
    assert (np.diff(prices) <= 1e-12).all()
    assert (np.diff(quantities) <= 1e-12).all()


@pytest.mark.parametrize("eta", [0.1, 1.0])
def test_the_only_supplier_of_what_is_needed_takes_all(eta: float) -> None:
    assert lost_in_prices(1.0, spending_share=0.02, theta=0.76, elasticity=eta) == 1
    assert lost_in_quantities(1.0, cost_share=0.02, elasticity=eta) == 1


def test_what_the_rest_can_stand_in_for_is_lost_in_part() -> None:
    lost = float(lost_in_prices(1.0, spending_share=0.2, theta=0.76, elasticity=3.0))
    assert lost == pytest.approx(1 - 0.8**0.5)
