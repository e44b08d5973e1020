"""Worth, premium, wedges and losses of a mix: bounds, inverses, and values worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.models.portfolios.rebalancing import worth

FREE = np.array([0.5, 0.2, 0.15, 0.1, 0.05])
LONG, SHORT = 4.0, 0.76


def test_the_free_choice_is_worth_one_and_costs_nothing() -> None:
    assert worth.worth(FREE, FREE, LONG) == pytest.approx(1.0)
    assert worth.premium(FREE, FREE, LONG) == pytest.approx(0.0, abs=1e-15)


def test_worth_is_homogeneous_of_degree_one() -> None:
    mix = np.array([0.3, 0.3, 0.2, 0.1, 0.1])
    assert worth.worth(FREE, 0.5 * mix, LONG) == pytest.approx(0.5 * worth.worth(FREE, mix, LONG))


def test_two_partners_cost_what_the_closed_form_says() -> None:
    by_hand = 1 - (0.391**0.2 * 0.3**0.8 + 0.609**0.2 * 0.7**0.8) ** 1.25
    found = worth.premium(np.array([0.391, 0.609]), np.array([0.3, 0.7]), LONG)
    assert found == pytest.approx(by_hand, abs=1e-15)
    assert found == pytest.approx(0.00362809, abs=1e-8)


def test_two_partners_need_the_wedge_worked_out_by_hand() -> None:
    found = worth.wedges(np.array([0.391, 0.609]), np.array([0.3, 0.7]), LONG)
    assert found[0] == pytest.approx((0.391 / 0.3 * 0.7 / 0.609) ** 0.2 - 1)
    assert found[0] == pytest.approx(0.084, abs=5e-4)
    assert found[1] == 0


def test_who_is_not_used_freely_has_no_wedge() -> None:
    found = worth.wedges(np.array([0.5, 0.5, 0.0]), np.array([0.4, 0.6, 0.0]), LONG)
    assert np.isnan(found[2])
    assert found[1] == 0


@given(st.floats(0, 0.999), st.floats(0.3, 3))
def test_a_cap_is_the_part_that_costs_the_loss(loss: float, elasticity: float) -> None:
    part = worth.largest_part(loss, elasticity)
    assert worth.loss(part, elasticity) == pytest.approx(loss, abs=1e-9)


def test_a_cap_of_forty_per_cent_is_a_third() -> None:
    assert float(worth.largest_part(0.4, SHORT)) == pytest.approx(0.321742, abs=1e-6)


def test_a_cap_falls_as_fast_as_its_slope_says() -> None:
    near = (worth.largest_part(0.4 + 1e-6, SHORT) - worth.largest_part(0.4 - 1e-6, SHORT)) / 2e-6
    assert worth.part_per_loss(0.4, SHORT) == pytest.approx(float(near), rel=1e-6)


def test_a_mix_that_lowers_no_loss_never_pays() -> None:
    assert np.isnan(worth.break_even(0.01, 0.3, 0.3))
    assert worth.break_even(0.01, 0.5, 0.3) == pytest.approx(0.05)
