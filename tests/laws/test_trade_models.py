"""Laws of the one-sector trade model: what holds in every world, whatever its matrix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from counterpoise.models.trade import armington, markets, price_forms
from counterpoise.models.trade import shocks as trade_shocks
from counterpoise.models.trade.armington import Equilibrium
from counterpoise.models.trade.shocks import Shocks

Array = NDArray[np.float64]
FEW = settings(max_examples=20, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
THETAS = st.floats(0.7, 9)
SHARES = st.floats(0.3, 1)
SAME = 1e-5
"""Markets clear to 1e-9; where faint flows alone join two countries, wages follow from that less
closely, by the inverse of how faint they are."""


def world(seed: int, n: int = 7) -> Array:
    """Return a made-up trade matrix in money: countries of unlike size, some flows absent."""
    rng = np.random.default_rng(seed)
    size = np.exp(rng.normal(0, 1.5, n))
    trade = np.outer(size, size) * np.exp(rng.normal(0, 1, (n, n)))
    trade[rng.random((n, n)) < 0.15] = 0
    trade[np.arange(n), (np.arange(n) + 1) % n] += 0.01 * size  # one circle of trade joins all
    np.fill_diagonal(trade, trade.sum(axis=0) * rng.uniform(0.3, 3, n) + size)
    return trade


def shocks(seed: int, n: int = 7, count: int = 3) -> Shocks:
    """Return made-up cuts, leaks and costs, several per scenario."""
    rng = np.random.default_rng(seed + 1)
    k = 4 * count
    importer = rng.integers(0, n, k)
    exporter = (importer + rng.integers(1, n, k)) % n
    factor = rng.choice([0.0, 0.2, 0.7, 1.3], k)
    technology = np.exp(rng.normal(0, 0.1, (count, n)))
    return trade_shocks.entries(
        count, rng.integers(0, count, k), importer, exporter, factor, technology=technology
    )


def solved(trade: Array, shock: Shocks, theta: float = 4.0, **technique: float) -> Equilibrium:
    baseline = markets.balanced(trade, theta=theta)
    return armington.solve(armington.prepare(baseline, theta=theta, **technique), shock)


@FEW
@given(SEEDS, THETAS, SHARES, st.floats(0, 2))
def test_without_a_shock_nothing_changes(
    seed: int, theta: float, beta: float, supply: float
) -> None:
    found = solved(
        world(seed), trade_shocks.none(2), theta, value_added_share=beta, labour_supply=supply
    )

    for ratio in (found.wage, found.price, found.real_wage, found.real_income):
        assert ratio == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("closure", ["additive", "multiplicative"])
@FEW
@given(seed=SEEDS, theta=THETAS)
def test_without_a_shock_deficits_stay_what_they_were(
    closure: str, seed: int, theta: float
) -> None:
    baseline = markets.observed(world(seed), closure=closure)  # type: ignore[arg-type]
    found = armington.solve(armington.prepare(baseline, theta=theta), trade_shocks.none())

    assert found.real_income == pytest.approx(1, abs=1e-9)


@FEW
@given(SEEDS, THETAS, SHARES)
def test_the_real_wage_is_told_by_the_home_share_alone(
    seed: int, theta: float, beta: float
) -> None:
    """Arkolakis, Costinot & Rodriguez-Clare (2012), with goods used to make goods."""
    model = armington.prepare(
        markets.balanced(world(seed), theta=theta), theta=theta, value_added_share=beta
    )
    cut = trade_shocks.entries(1, 0, [0, 1, 2], [1, 2, 0], [0.0, 0.3, 0.0])
    found = armington.solve(model, cut)
    after = armington.shares_after(model, cut, found, scenario=0)
    change = np.diag(after) / np.diag(model.baseline.share)

    assert found.real_wage[0] == pytest.approx(change ** (-1 / (theta * beta)), rel=1e-8)


@FEW
@given(SEEDS, THETAS)
def test_names_of_countries_do_not_matter(seed: int, theta: float) -> None:
    trade, shock = world(seed), shocks(seed)
    order = np.random.default_rng(seed).permutation(len(trade))
    place = np.argsort(order)
    assert shock.technology is not None
    renamed = trade_shocks.entries(
        shock.count, shock.scenario, place[shock.importer], place[shock.exporter], shock.factor,
        technology=shock.technology[:, order],
    )  # fmt: skip

    found = solved(trade, shock, theta)
    again = solved(trade[np.ix_(order, order)], renamed, theta)

    assert again.real_income == pytest.approx(found.real_income[:, order], rel=SAME)


@FEW
@given(SEEDS, THETAS, st.floats(1e-6, 1e12))
def test_the_unit_of_money_does_not_matter(seed: int, theta: float, unit: float) -> None:
    found = solved(world(seed), shocks(seed), theta)
    again = solved(world(seed) * unit, shocks(seed), theta)

    assert again.real_income == pytest.approx(found.real_income, rel=SAME)
    assert again.wage == pytest.approx(found.wage, rel=SAME)


@FEW
@given(SEEDS, THETAS)
def test_a_bloc_does_not_feel_what_happens_in_the_other(seed: int, theta: float) -> None:
    trade = world(seed)
    baseline = markets.balanced(trade, theta=theta)
    model = armington.prepare(baseline, theta=theta)
    apart = trade_shocks.coalition_cut([0, 1, 2], [3, 4, 5, 6])
    shaken = trade_shocks.union(apart, trade_shocks.costs([4, 5], [5, 6], [0.5, 0.2], theta=theta))

    calm, moved = armington.solve(model, apart), armington.solve(model, shaken)

    here = np.isin(calm.bloc[0], calm.bloc[0, :3])
    assert not here[3:].any()
    assert moved.real_income[0, here] == pytest.approx(calm.real_income[0, here], rel=SAME)
    assert moved.wage[0, here] == pytest.approx(calm.wage[0, here], rel=SAME)


@FEW
@given(SEEDS, THETAS)
def test_all_markets_clear_and_every_budget_is_spent(seed: int, theta: float) -> None:
    """Walras: what each sells is what it earns; what each buys is what it has."""
    model = armington.prepare(markets.balanced(world(seed), theta=theta), theta=theta)
    shock = shocks(seed, count=1)
    found = armington.solve(model, shock)
    flows = armington.trade_after(model, shock, found, scenario=0)

    assert flows.sum(axis=0) == pytest.approx(model.baseline.income * found.wage[0], rel=1e-8)
    assert flows.sum(axis=1) == pytest.approx(flows.sum(axis=0), rel=1e-8)
    assert flows.sum() == pytest.approx(model.baseline.trade.sum(), rel=1e-8)
    assert found.residual.max() <= 1e-9


@FEW
@given(SEEDS, THETAS)
def test_a_coalition_threatens_with_at_least_the_sum_of_its_members_at_given_wages(
    seed: int, theta: float
) -> None:
    """The price form of the same world; once wages answer it is no law (see tests/models)."""
    share = markets.balanced(world(seed), theta=theta).share
    members = np.random.default_rng(seed).permutation(np.arange(1, 7))[:3]
    each = share[0, members]

    together = price_forms.log_price_loss(each.sum(), sigma=theta + 1)

    assert together >= price_forms.log_price_loss(each, sigma=theta + 1).sum() - 1e-12


@FEW
@given(SEEDS, THETAS)
def test_a_batch_is_its_scenarios_one_by_one(seed: int, theta: float) -> None:
    model = armington.prepare(markets.balanced(world(seed), theta=theta), theta=theta)
    batch = shocks(seed, count=5)
    together = armington.solve(model, batch)
    for row in range(5):
        alone = armington.solve(model, trade_shocks.part(batch, np.array([row])))
        assert alone.real_income[0] == pytest.approx(together.real_income[row], rel=SAME)


@FEW
@given(SEEDS, st.lists(THETAS, min_size=2, max_size=5))
def test_draws_of_the_elasticity_are_solved_as_if_each_were_the_only_one(
    seed: int, draws: list[float]
) -> None:
    baseline = markets.balanced(world(seed), theta=4)
    shock = trade_shocks.bilateral_cuts(0, 1)
    many = trade_shocks.repeat(shock, len(draws))
    together = armington.solve(armington.prepare(baseline, theta=4), many, theta=draws)
    for row, theta in enumerate(draws):
        alone = armington.solve(armington.prepare(baseline, theta=theta), shock)
        assert alone.real_income[0] == pytest.approx(together.real_income[row], rel=SAME)


@FEW
@given(SEEDS, THETAS)
def test_autarky_costs_what_the_home_share_says(seed: int, theta: float) -> None:
    baseline = markets.balanced(world(seed), theta=theta)
    n = len(baseline.income)
    found = armington.solve(
        armington.prepare(baseline, theta=theta), trade_shocks.isolation(np.arange(n), n)
    )
    loss = 1 - found.real_income[np.arange(n), np.arange(n)]

    assert loss == pytest.approx(price_forms.acr_gain(np.diag(baseline.share), theta), abs=1e-9)


@FEW
@given(SEEDS, THETAS)
def test_a_leak_of_all_is_no_cut_and_a_smaller_leak_costs_more_in_autarky(
    seed: int, theta: float
) -> None:
    model = armington.prepare(markets.balanced(world(seed), theta=theta), theta=theta)
    leaks = [trade_shocks.isolation([0], 7, leak=leak) for leak in (1.0, 0.5, 0.1, 1e-3, 0.0)]
    income = armington.solve(model, trade_shocks.stack(*leaks)).real_income[:, 0]

    assert income[0] == pytest.approx(1, abs=1e-9)
    assert (np.diff(income) <= 1e-9).all()
