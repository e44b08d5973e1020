"""The one-sector model against closed forms, a plain loop, and the cases that have no equilibrium."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError, CounterpoiseError, MeasureError, UsageError
from counterpoise.models.trade import armington, armington_chunk, markets, scenario_markets
from counterpoise.models.trade import shocks as trade_shocks

Array = NDArray[np.float64]

SMALL = np.array([[80.0, 12.0, 8.0], [15.0, 50.0, 5.0], [5.0, 8.0, 30.0]])
"""Three countries that balance: rows and columns add to 100, 70 and 43."""


def ready(trade: Array = SMALL, theta: float = 4.0, **technique: float) -> armington.Model:
    return armington.prepare(markets.balanced(trade, theta=theta), theta=theta, **technique)


def plain_loop(share: Array, income: Array, theta: float) -> tuple[Array, Array]:
    """Return wages and prices found by the slow step of the textbooks; `share` holds the shock."""
    wage = np.ones(len(income))
    for _ in range(20_000):
        kernel = share * wage**-theta
        sold = (kernel / kernel.sum(axis=1, keepdims=True) * (wage * income)[:, None]).sum(axis=0)
        wage *= (sold / (wage * income)) ** (0.3 / theta)
        wage /= (wage * income).sum() / income.sum()
    return wage, (share * wage**-theta).sum(axis=1) ** (-1 / theta)


def test_a_plain_loop_finds_the_same_wages_and_prices() -> None:
    model, cut = ready(), trade_shocks.bilateral_cuts(0, 1)
    share = model.baseline.share.copy()
    share[0, 1] = share[1, 0] = 0
    wage, price = plain_loop(share, model.baseline.income, 4.0)

    found = armington.solve(model, cut)

    assert found.wage[0] == pytest.approx(wage, rel=1e-8)
    assert found.price[0] == pytest.approx(price, rel=1e-8)
    assert found.real_income[0] == pytest.approx(wage / price, rel=1e-8)


@pytest.mark.parametrize(("theta", "cost"), [(4.0, 0.25), (1.0, 1.0), (8.0, -0.1)])
def test_two_countries_alike_have_a_closed_form(theta: float, cost: float) -> None:
    model = ready(np.array([[70.0, 30.0], [30.0, 70.0]]), theta)
    shock = trade_shocks.costs([0, 1], [1, 0], cost, theta=theta)

    found = armington.solve(model, shock)

    assert found.wage == pytest.approx(1)
    assert found.price[0] == pytest.approx((0.7 + 0.3 * (1 + cost) ** -theta) ** (-1 / theta))


def test_goods_in_goods_multiply_the_loss_of_autarky() -> None:
    model = ready(np.array([[70.0, 30.0], [30.0, 70.0]]), 5.0, value_added_share=0.5)

    found = armington.solve(model, trade_shocks.bilateral_cuts(0, 1))

    assert found.real_wage[0] == pytest.approx(0.7 ** (1 / (5 * 0.5)))


def test_work_answers_to_the_real_wage() -> None:
    model = ready(np.array([[70.0, 30.0], [30.0, 70.0]]), 5.0, labour_supply=0.5)

    found = armington.solve(model, trade_shocks.bilateral_cuts(0, 1))

    assert found.real_wage[0] == pytest.approx(0.7 ** (1 / 5))
    assert found.real_income[0] == pytest.approx(0.7 ** (1.5 / 5))


def test_better_technology_everywhere_is_that_much_more_income() -> None:
    shock = trade_shocks.entries(1, [], [], [], [], technology=[1.1, 1.1, 1.1])

    assert armington.solve(ready(), shock).real_income == pytest.approx(1.1)


def test_the_default_baseline_has_no_deficits_and_says_what_it_is() -> None:
    found = markets.balanced(SMALL * [[1.0], [1.3], [0.8]], theta=4)

    assert found.trade.sum(axis=0) == pytest.approx(found.trade.sum(axis=1))
    assert found.closure == "balanced"
    assert found.bloc.tolist() == [0, 0, 0]


def test_deficits_that_are_kept_stay_a_part_of_the_worlds_income() -> None:
    trade = SMALL * [[1.0], [1.3], [0.8]]
    model = armington.prepare(markets.observed(trade), theta=4)
    cut = trade_shocks.bilateral_cuts(0, 1, leak=0.5)
    flows = armington.trade_after(model, cut, armington.solve(model, cut), scenario=0)

    deficit = trade.sum(axis=1) - trade.sum(axis=0)
    assert flows.sum(axis=1) - flows.sum(axis=0) == pytest.approx(deficit, rel=1e-7)


def test_spending_in_proportion_to_income_keeps_the_proportion() -> None:
    trade = SMALL * [[1.0], [1.3], [0.8]]
    model = armington.prepare(markets.observed(trade, closure="multiplicative"), theta=4)
    cut = trade_shocks.bilateral_cuts(0, 1, leak=0.5)
    flows = armington.trade_after(model, cut, armington.solve(model, cut), scenario=0)

    ratio = flows.sum(axis=1) / flows.sum(axis=0) / (trade.sum(axis=1) / trade.sum(axis=0))
    assert ratio == pytest.approx(ratio[0])
    assert flows.sum(axis=1).sum() == pytest.approx(flows.sum())


def test_a_country_in_deficit_cut_off_from_everybody_is_refused_with_the_cure() -> None:
    trade = SMALL * [[1.0], [1.3], [0.8]]
    model = armington.prepare(markets.observed(trade), theta=4)

    with pytest.raises(MeasureError, match=r"(?s)cut off from everybody.*markets\.balanced"):
        armington.solve(model, trade_shocks.isolation([1], 3))
    assert armington.solve(ready(trade), trade_shocks.isolation([1], 3)).residual.max() <= 1e-9


def test_who_loses_every_supplier_is_flagged_and_nothing_is_not_a_number() -> None:
    trade = np.array([[80.0, 12.0, 8.0], [15.0, 50.0, 5.0], [5.0, 8.0, 0.0]])
    model = ready(trade)
    cut = trade_shocks.isolation([2], 3)
    found = armington.solve(model, cut)

    assert found.infinite.tolist() == [[False, False, True]]
    assert found.real_income[0, 2] == 0
    assert found.price[0, 2] == np.inf
    for figures in (found.wage, found.price, found.real_wage, found.real_income):
        assert not np.isnan(figures).any()
    assert armington.shares_after(model, cut, found, scenario=0)[2].tolist() == [0, 0, 0]
    assert not np.isnan(armington.trade_after(model, cut, found, scenario=0)).any()


def test_who_is_no_longer_paid_no_longer_sells() -> None:
    """Country 2 may sell but not buy: with balanced trade its exports end, and it is a bloc."""
    shock = trade_shocks.entries(1, 0, [2, 2], [0, 1], 0.0)
    found = armington.solve(ready(), shock)
    alone = armington.solve(ready(), trade_shocks.isolation([2], 3))

    assert found.bloc.tolist() == [[0, 0, 2]]
    assert found.real_income == pytest.approx(alone.real_income)


def test_near_autarky_is_solved_too() -> None:
    n = 12
    trade = np.random.default_rng(3).uniform(0.01, 1, (n, n)) + 1e-7 * np.eye(n)
    importer, exporter = np.nonzero(~np.eye(n, dtype=bool))
    for leak in (1e-2, 1e-4, 1e-6):
        shock = trade_shocks.entries(1, 0, importer, exporter, leak)
        for theta in (1.0, 4.0, 8.0):
            assert armington.solve(ready(trade, theta), shock).residual[0] <= 1e-9


@pytest.mark.parametrize("theta", [1.0, 4.0, 8.0])
def test_faint_flows_of_unlike_size_that_alone_join_a_world_are_solved_in_full(
    theta: float,
) -> None:
    rng = np.random.default_rng(0)
    n = 9
    trade = np.exp(rng.normal(0, 3, (n, n))) + 1e4 * np.eye(n)
    importer, exporter = np.nonzero(~np.eye(n, dtype=bool))
    faint = trade_shocks.entries(1, 0, importer, exporter, 1e-5)
    model = ready(trade, theta)

    found = armington.solve(model, trade_shocks.stack(trade_shocks.none(), faint))
    full = armington_chunk.solve_faint(model, faint, armington.Draw(np.array([theta]), 1.0))

    assert found.residual.max() <= 1e-9
    own = np.diag(model.baseline.share)
    assert full.real_wage[0] == pytest.approx(own ** (1 / theta), rel=1e-3)
    assert found.real_wage[1] == pytest.approx(full.real_wage[0], rel=1e-6)


def test_shared_and_whole_matrices_give_the_same_answer() -> None:
    trade = np.random.default_rng(5).uniform(0.1, 1, (20, 20)) + 10 * np.eye(20)
    model, cuts = ready(trade), trade_shocks.bilateral_cuts(np.arange(10), np.arange(10, 20))
    theta = np.full(10, 4.0)
    assert scenario_markets.light(model.baseline, model.detours, cuts).all()

    whole = armington_chunk.solve_whole(model, cuts, armington.Draw(theta, 1.0))

    assert armington.solve(model, cuts).real_income == pytest.approx(whole.real_income, rel=1e-8)


def test_the_whole_matrix_is_its_cuts_one_by_one() -> None:
    model = ready()
    found = armington.pair_losses(model)
    cut = armington.solve(model, trade_shocks.bilateral_cuts(0, 2))

    assert found.loss[[0, 2], [2, 0]] == pytest.approx(1 - cut.real_income[0, [0, 2]])
    assert np.diag(found.loss).tolist() == [0, 0, 0]
    assert found.residual <= 1e-9
    supply = armington.solve(model, trade_shocks.bilateral_cuts(1, 2, direction="supply"))
    assert armington.pair_losses(model, direction="supply").loss[1, 2] == pytest.approx(
        1 - supply.real_income[0, 1]
    )


def test_a_coalitions_threat_can_be_less_than_the_sum_where_wages_answer() -> None:
    """In the price form it can't. Here each cut alone also worsens the terms with the other partner.

    On the matrix of 2023 the same is true of most pairs among a state's three gravest partners.
    """
    trade = np.array([[10.0, 30.0, 30.0], [30.0, 40.0, 1.0], [30.0, 1.0, 40.0]])
    cuts = [trade_shocks.coalition_cut(members, 0) for members in ([1], [2], [1, 2])]
    loss = 1 - armington.solve(ready(trade, 1.0), trade_shocks.stack(*cuts)).real_income[:, 0]

    assert loss == pytest.approx([0.5426, 0.5426, 1 - 10 / 70], abs=5e-5)
    assert loss[2] < loss[0] + loss[1]


@pytest.mark.parametrize(
    ("trade", "message"),
    [
        (np.ones((2, 3)), "square"),
        (np.ones(3), "square"),
        ([[1, np.nan], [1, 1]], r"(?s)finite.*\(0, 1\): nan"),
        ([[1, -9], [1, 1]], r"(?s)at least 0.*\(0, 1\): -9"),
        ([[1, 0], [1, 0]], r"(?s)output.*country 1"),
    ],
)
def test_a_matrix_that_is_no_world_is_refused(trade: object, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        markets.balanced(trade, theta=4)  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match=message):
        markets.observed(trade)  # type: ignore[arg-type]


def test_deficits_of_who_only_sells_can_not_be_kept() -> None:
    with pytest.raises(MeasureError, match=r"(?s)must also buy.*exporter 1.*balanced"):
        markets.observed([[5.0, 3.0], [0.0, 4.0]])


@pytest.mark.parametrize(
    "call",
    [
        lambda: ready(theta=0),
        lambda: ready(theta=np.nan),
        lambda: ready(value_added_share=0),
        lambda: ready(labour_supply=-1),
        lambda: markets.observed(SMALL, closure="balanced"),  # type: ignore[arg-type]
        lambda: armington.solve(ready(), trade_shocks.none(), theta=[-1.0]),
        lambda: armington.solve(ready(), trade_shocks.none(3), theta=[1.0, 2.0]),
        lambda: armington.solve(ready(), trade_shocks.bilateral_cuts(0, 3)),
        lambda: armington.pair_losses(ready(), direction="up"),  # type: ignore[arg-type]
        lambda: trade_shocks.bilateral_cuts(1, 1),
        lambda: trade_shocks.bilateral_cuts([], []),
        lambda: trade_shocks.bilateral_cuts(0, 1, leak=-0.1),
        lambda: trade_shocks.bilateral_cuts(0, 1, direction="up"),  # type: ignore[arg-type]
        lambda: trade_shocks.coalition_cut([], 1),
        lambda: trade_shocks.coalition_cut([0, 1], 1),
        lambda: trade_shocks.entries(1, 0, 0, 1, -0.5),
        lambda: trade_shocks.entries(1, 0, 0, 1, np.nan),
        lambda: trade_shocks.entries(1, 1, 0, 1, 0.5),
        lambda: trade_shocks.entries(1, 0, -1, 1, 0.5),
        lambda: trade_shocks.entries(1, [], [], [], [], technology=[0.0, 1.0, 1.0]),
        lambda: trade_shocks.costs(0, 1, -1.0, theta=4),
        lambda: trade_shocks.repeat(trade_shocks.none(2), 5),
    ],
)
def test_what_can_not_be_meant_is_refused(call) -> None:
    with pytest.raises(UsageError):
        call()


def test_every_refusal_is_one_of_ours() -> None:
    assert issubclass(ConvergenceError, CounterpoiseError)
    assert issubclass(ConvergenceError, ArithmeticError)


def test_entries_on_one_flow_multiply_and_batches_join() -> None:
    half = trade_shocks.entries(1, 0, [0, 0], [1, 1], [0.5, 0.5])
    assert half.factor.tolist() == [0.25]

    both = trade_shocks.union(half, trade_shocks.bilateral_cuts([0, 1], [2, 2], leak=0.1))
    assert both.count == 2
    assert list(zip(both.scenario, both.importer, both.exporter, both.factor, strict=True)) == [
        (0, 0, 1, 0.25), (0, 0, 2, 0.1), (0, 2, 0, 0.1),
        (1, 0, 1, 0.25), (1, 1, 2, 0.1), (1, 2, 1, 0.1),
    ]  # fmt: skip

    stacked = trade_shocks.stack(half, both)
    assert stacked.scenario.tolist() == [0, 1, 1, 1, 2, 2, 2]
    assert trade_shocks.part(stacked, np.array([2, 0])).factor.tolist() == [0.25, 0.1, 0.1, 0.25]


def test_blocs_are_who_reach_one_another_both_ways() -> None:
    ring = np.eye(5, k=1, dtype=bool)
    ring[2, 0] = True
    assert markets.blocs(ring).tolist() == [0, 0, 0, 3, 4]
