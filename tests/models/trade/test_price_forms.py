"""Price form, quantity form and their local approximations: limits, refusals, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.errors import UsageError
from counterpoise.models.trade import price_forms as forms

FEW = settings(max_examples=40, deadline=None)
SHARES = st.floats(0, 0.99)


@FEW
@given(
    st.lists(SHARES, min_size=3, max_size=3), st.lists(st.floats(1.2, 9), min_size=3, max_size=3)
)
def test_nested_welfare_is_continuous_where_the_top_elasticity_is_one(
    lost: list[float], sigma: list[float]
) -> None:
    weight = [0.5, 0.3, 0.2]
    at_one = forms.nested_welfare(weight, lost, sigma)
    for eta in (1 - 1e-9, 1 + 1e-9):
        assert forms.nested_welfare(weight, lost, sigma, eta=eta) == pytest.approx(at_one, rel=1e-6)


@FEW
@given(SHARES, st.floats(1.2, 9), st.floats(0, 5))
def test_one_nest_is_the_price_form(lost: float, sigma: float, eta: float) -> None:
    found = forms.nested_welfare([1.0], [lost], [sigma], eta=eta)

    assert 1 - found == pytest.approx(forms.price_loss(lost, sigma), abs=1e-12)


@FEW
@given(SHARES, SHARES, st.floats(1.2, 9))
def test_partners_in_one_nest_threaten_with_more_than_the_sum(
    one: float, other: float, sigma: float
) -> None:
    one, other = one / 2, other / 2
    alone = forms.log_price_loss([one, other], sigma).sum()

    assert forms.log_price_loss(one + other, sigma) >= alone - 1e-12


def test_the_loss_of_everything_is_infinite_and_never_not_a_number() -> None:
    assert forms.log_price_loss(1.0, 4) == np.inf
    assert forms.price_loss(1.0, 4) == 1
    for eta, welfare in ((0.5, 0.0), (1.0, 0.0), (2.0, 0.5)):
        found = forms.nested_welfare([0.5, 0.5], [1.0, 0.0], [4, 4], eta=eta)
        assert found == pytest.approx(welfare)
    assert forms.nested_welfare([0.0, 1.0], [1.0, 0.0], [4, 4]) == 1
    assert forms.nested_welfare([0.5, 0.5], [1.0, 1.0], [4, 4], eta=2.0) == 0


@pytest.mark.parametrize("sigma", [1.0, 0.5, -1.0])
def test_the_price_form_of_what_can_not_be_replaced_is_refused_with_the_other_form(
    sigma: float,
) -> None:
    with pytest.raises(UsageError, match=r"(?s)above 1 in the price form.*quantity_loss"):
        forms.price_loss(0.3, sigma)


def test_the_quantity_form_has_both_limits() -> None:
    assert forms.quantity_output(0.2, [0.6, 1.0], 0).tolist() == [0.6, 1.0]
    assert forms.quantity_output(0.2, 0.6, 1e-4) == pytest.approx(0.6, rel=1e-3)
    assert forms.quantity_output(0.2, 0.6, 1) == pytest.approx(0.6**0.2)
    for sigma in (1 - 1e-9, 1 + 1e-9):
        assert forms.quantity_output(0.2, 0.6, sigma) == pytest.approx(0.6**0.2, rel=1e-6)


@FEW
@given(st.floats(0.01, 0.99), st.floats(0.01, 1), st.floats(0, 8))
def test_output_lies_between_what_is_left_and_all(weight: float, left: float, sigma: float) -> None:
    assert left - 1e-12 <= forms.quantity_output(weight, left, sigma) <= 1 + 1e-12


def test_an_essential_that_is_gone_stops_output_and_an_unneeded_one_does_not() -> None:
    for sigma in (0, 0.04, 0.5, 1):
        assert forms.quantity_output(0.04, 0.0, sigma) == 0
        assert forms.quantity_output(0.0, 0.0, sigma) == 1
    assert forms.quantity_output(0.2, 0.0, 2.0) == pytest.approx(0.8**2)


def test_the_second_order_is_far_too_small_where_substitution_is_hard() -> None:
    """The four figures for energy in Germany: exact, first and second order, trapezoid."""
    weight, left, sigma = 0.04, 0.9, 0.04
    change = np.log(left)
    exact = np.log(forms.quantity_output(weight, left, sigma))
    scarce = weight * left ** ((sigma - 1) / sigma)
    share_after = scarce / (scarce + 1 - weight)

    assert exact == pytest.approx(-0.0158, abs=5e-5)
    assert forms.first_order(weight, change) == pytest.approx(-0.0042, abs=5e-5)
    slope = forms.ces_share_slope(weight, sigma)
    assert forms.second_order(weight, slope, change) == pytest.approx(-0.0093, abs=5e-5)
    assert forms.trapezoid(weight, share_after, change) == pytest.approx(-0.0202, abs=5e-5)
    assert forms.is_bounded(exact, share_after, change)
    assert not forms.is_bounded(exact, weight, change)


def test_what_is_not_known_stays_so() -> None:
    assert np.isnan(forms.price_loss([0.3, np.nan], 4)).tolist() == [False, True]
    assert np.isnan(forms.quantity_loss(0.1, [0.3, np.nan], 0.5)).tolist() == [False, True]


@pytest.mark.parametrize(
    "call",
    [
        lambda: forms.price_loss(1.1, 4),
        lambda: forms.price_loss(-0.1, 4),
        lambda: forms.nested_welfare([0.5, 0.4], [0, 0], [4, 4]),
        lambda: forms.nested_welfare([0.5, 0.5], [0, 0], [4, 4], eta=-1),
        lambda: forms.quantity_loss(0.1, 1.5, 0.5),
        lambda: forms.quantity_loss(0.1, 0.5, -0.5),
        lambda: forms.acr_gain(0.9, 0),
        lambda: forms.ces_share_slope(0.1, 0),
    ],
)
def test_what_can_not_be_meant_is_refused(call) -> None:
    with pytest.raises(UsageError):
        call()
