"""Water-filling: bounds hold, the sum is one, and no mix between the bounds is worth more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.models.portfolios.rebalancing import worth
from counterpoise.models.portfolios.rebalancing.bounded_mix import bounded_mix

FREE = np.array([0.5, 0.2, 0.15, 0.1, 0.05])


@st.composite
def _free(draw: st.DrawFn) -> np.ndarray:
    parts = draw(st.lists(st.floats(0.01, 10), min_size=2, max_size=12))
    return np.array(parts) / np.sum(parts)


def test_a_cap_scales_all_others_by_one_factor() -> None:
    found = bounded_mix(FREE, 0.3)
    assert found is not None
    # 0.7 is left for partners that had 0.5: each has 1.4 times its share.
    assert found == pytest.approx([0.3, 0.28, 0.21, 0.14, 0.07])


def test_a_second_partner_that_reaches_the_cap_is_capped_too() -> None:
    found = bounded_mix(FREE, 0.25)
    assert found is not None
    # 0.75 / 0.5 would bring the second to 0.30: it is capped as well, and 0.5 is left for 0.3.
    assert found == pytest.approx([0.25, 0.25, 0.25, 1 / 6, 1 / 12])


def test_a_floor_is_kept_and_paid_by_the_others_alike() -> None:
    found = bounded_mix(FREE, np.ones(5), np.array([0, 0, 0, 0, 0.24]))
    assert found is not None
    assert found == pytest.approx([0.4, 0.16, 0.12, 0.08, 0.24])


def test_bounds_that_leave_no_mix_give_none() -> None:
    assert bounded_mix(FREE, 0.19) is None
    assert bounded_mix(FREE, np.ones(5), np.full(5, 0.3)) is None


def test_who_is_not_used_freely_gets_what_it_must_alone() -> None:
    found = bounded_mix(np.array([0.6, 0.4, 0.0]), np.ones(3), np.array([0, 0, 0.1]))
    assert found is not None
    assert found == pytest.approx([0.54, 0.36, 0.1])


def test_many_free_choices_are_answered_at_once() -> None:
    both = bounded_mix(np.array([FREE, FREE[::-1]]), 0.3)
    one = bounded_mix(FREE, 0.3)
    assert both is not None
    assert one is not None
    assert both[0] == pytest.approx(one)
    assert both[1] == pytest.approx(one[::-1])


@given(_free(), st.floats(0.05, 1), st.randoms(use_true_random=False))
def test_no_mix_between_the_bounds_is_worth_more(free: np.ndarray, most: float, rng) -> None:  # type: ignore[no-untyped-def]
    found = bounded_mix(free, most)
    if found is None:
        assert most * len(free) < 1 + 1e-9
        return
    assert found.sum() == pytest.approx(1)
    assert (found <= most + 1e-9).all()
    # Any other mix between the bounds lies on a way from this one that loses worth.
    other = np.array([0.01 + rng.random() for _ in free])
    other = bounded_mix(other / other.sum(), most)
    assert other is not None
    assert worth.worth(free, other, 4.0) <= worth.worth(free, found, 4.0) + 1e-12
