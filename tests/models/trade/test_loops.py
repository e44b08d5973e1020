"""Goods made of goods: the round-about model against a closed form, a brute loop and Caliendo-Parro."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from counterpoise.errors import MeasureError, UsageError
from counterpoise.models.sectors import caliendo_parro, input_output
from counterpoise.models.sectors import shocks as sector_shocks
from counterpoise.models.trade import armington, markets
from counterpoise.models.trade import shocks as trade_shocks
from counterpoise.models.trade.clearing import Closure

Array = NDArray[np.float64]

TRADE = np.array(
    [[90.0, 6.0, 2.0, 1.0], [4.0, 60.0, 3.0, 2.0], [5.0, 2.0, 30.0, 1.0], [2.0, 1.0, 0.5, 12.0]]
)
BETA = np.array([0.5, 0.41, 0.55, 0.3])
BUYERS, SELLERS = [0, 1, 2], [1, 0, 3]
CUT = trade_shocks.entries(1, 0, BUYERS, SELLERS, [0.0, 0.0, 0.4])


def baseline(closure: Closure) -> markets.Baseline:
    if closure == "balanced":
        return markets.balanced(TRADE, theta=4.0)
    return markets.observed(TRADE, closure=closure)


def by_sectors(base: markets.Baseline, beta: Array, theta: float) -> caliendo_parro.Equilibrium:
    """Return the same world as one sector that buys of itself, in the other model's code."""
    n = len(beta)
    economy = input_output.from_flows(
        base.trade[None],
        tariff=np.zeros((1, n, n)),
        value_added_share=beta[None],
        input_share=(1 - beta)[:, None, None],
    )
    model = caliendo_parro.prepare(economy, theta=np.array([theta]), closure=base.closure)
    cut = sector_shocks.entries(1, 0, 0, BUYERS, SELLERS, factor=[0.0, 0.0, 0.4])
    return caliendo_parro.solve(model, cut)


@pytest.mark.parametrize("closure", ["balanced", "additive", "multiplicative"])
@pytest.mark.parametrize("theta", [0.76, 4.0])
def test_caliendo_and_parro_with_one_sector_say_the_same(closure: Closure, theta: float) -> None:
    base = baseline(closure)
    ours = armington.solve(armington.prepare(base, theta=theta, value_added_share=BETA), CUT)
    theirs = by_sectors(base, BETA, theta)

    assert ours.real_income == pytest.approx(theirs.real_income, abs=1e-8)
    assert ours.real_wage == pytest.approx(theirs.real_wage, abs=1e-8)
    assert ours.wage == pytest.approx(theirs.wage, abs=1e-8)
    assert ours.price == pytest.approx(theirs.price, abs=1e-8)


def test_a_plain_loop_over_the_equations_finds_the_same() -> None:
    base, theta = baseline("balanced"), 4.0
    kernel = base.share.copy()
    kernel[BUYERS, SELLERS] *= [0.0, 0.0, 0.4]
    wage, price = np.ones(4), np.ones(4)
    for _ in range(4000):
        cost = wage**BETA * price ** (1 - BETA)
        inside = kernel * cost**-theta
        price = inside.sum(axis=1) ** (-1 / theta)
        share = inside / inside.sum(axis=1, keepdims=True)
        output = base.income * wage
        wage = wage * ((share.T @ output) / output) ** 0.1
    found = armington.solve(armington.prepare(base, theta=theta, value_added_share=BETA), CUT)

    assert found.real_income[0] == pytest.approx(wage / price, rel=1e-6)


def test_at_given_wages_the_loss_is_that_of_the_closed_form() -> None:
    """Two alike lose as much, so wages stay: 1 - .8 ** (1 / (theta beta))."""
    twins = markets.balanced([[80.0, 20.0], [20.0, 80.0]], theta=4.0)
    for beta in (1.0, 0.5, 0.41):
        model = armington.prepare(twins, theta=4.0, value_added_share=beta)
        found = armington.solve(model, trade_shocks.bilateral_cuts(0, 1))
        assert found.real_income[0] == pytest.approx(0.8 ** (1 / (4 * beta)), rel=1e-9)


def test_the_real_wage_is_told_by_the_share_at_home_and_by_value_added() -> None:
    model = armington.prepare(baseline("balanced"), theta=4.0, value_added_share=BETA)
    found = armington.solve(model, CUT)
    after = armington.shares_after(model, CUT, found, scenario=0)
    change = np.diag(after) / np.diag(model.baseline.share)

    assert found.real_wage[0] == pytest.approx(change ** (-1 / (4.0 * BETA)), rel=1e-8)


def test_shares_of_one_are_the_model_without_loops_to_the_last_digit() -> None:
    base = baseline("balanced")
    plain = armington.solve(armington.prepare(base, theta=4.0), CUT)
    ones = armington.solve(
        armington.prepare(base, theta=4.0, value_added_share=np.ones(4)), CUT,
        value_added_share=np.ones((1, 4)),
    )  # fmt: skip

    assert np.array_equal(plain.real_income, ones.real_income)


def test_the_less_of_output_is_value_added_the_more_a_cut_costs() -> None:
    base = baseline("balanced")
    losses = [
        1 - armington.solve(
            armington.prepare(base, theta=4.0, value_added_share=beta), CUT
        ).real_income[0, :2]
        for beta in (1.0, 0.8, 0.6, 0.4, 0.2)
    ]  # fmt: skip

    assert (np.diff(losses, axis=0) > 0).all()


@pytest.mark.parametrize("closure", ["balanced", "additive", "multiplicative"])
def test_draws_of_both_are_solved_as_if_each_were_the_only_one(closure: Closure) -> None:
    base = baseline(closure)
    theta, beta = np.array([0.9, 2.0, 4.0]), BETA * np.array([[0.8], [1.0], [1.3]])
    model = armington.prepare(base, theta=2.0, value_added_share=BETA)
    many = trade_shocks.repeat(CUT, 3)
    together = armington.solve(model, many, theta=theta, value_added_share=beta)
    for row in range(3):
        alone = armington.prepare(base, theta=theta[row], value_added_share=beta[row])
        found = armington.solve(alone, CUT)
        assert together.real_income[row] == pytest.approx(found.real_income[0], rel=1e-8)
        assert armington.trade_after(
            model, many, together, scenario=row, theta=theta[row], value_added_share=beta[row]
        ) == pytest.approx(armington.trade_after(alone, CUT, found, scenario=0), rel=1e-7)


@pytest.mark.parametrize("closure", ["balanced", "additive", "multiplicative"])
def test_what_is_sold_is_what_is_made_and_what_is_spent_is_told(closure: Closure) -> None:
    base = baseline(closure)
    model = armington.prepare(base, theta=4.0, value_added_share=BETA)
    found = armington.solve(model, CUT)
    flows = armington.trade_after(model, CUT, found, scenario=0)

    assert flows.sum(axis=0) == pytest.approx(base.income * found.wage[0], rel=1e-8)
    assert flows.sum(axis=1) == pytest.approx(armington.spending_after(model, found)[0], rel=1e-8)
    earned, before = BETA * flows.sum(axis=0), BETA * base.income
    assert earned.sum() == pytest.approx(before.sum(), rel=1e-8)


@pytest.mark.parametrize("share", [0.0, 1.1, -0.2, float("nan"), [0.5, 0.5], [[0.5] * 4]])
def test_a_share_that_is_none_is_refused(share: object) -> None:
    with pytest.raises(UsageError, match="value_added_share"):
        armington.prepare(baseline("balanced"), theta=4.0, value_added_share=share)  # type: ignore[arg-type]


def test_who_sends_abroad_more_than_it_earns_can_not_keep_its_surplus() -> None:
    lender = markets.observed([[10.0, 1.0], [9.0, 10.0]])
    assert armington.prepare(lender, theta=4.0, value_added_share=0.9)
    with pytest.raises(MeasureError, match="value added"):
        armington.prepare(lender, theta=4.0, value_added_share=0.3)
