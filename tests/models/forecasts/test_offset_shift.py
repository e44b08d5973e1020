"""Shifts of a forecast by events: exact small cases, laws, and coverage in simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.models.forecasts import offset_shift


def test_the_mean_shift_of_singletons_has_the_textbook_error() -> None:
    residual = np.array([1.0, 2.0, 4.0, 5.0])
    shift = offset_shift.of_mean(residual, np.arange(4))
    assert shift.estimate == 3.0
    assert shift.error == pytest.approx(np.std(residual, ddof=1) / 2)


def test_cases_of_one_cluster_are_one_case() -> None:
    once = offset_shift.of_mean(np.array([1.0, 3.0]), np.array([0, 1]))
    thrice = offset_shift.of_mean(np.repeat([1.0, 3.0], 3), np.repeat([0, 1], 3))
    assert thrice == once


def test_two_ways_by_hand() -> None:
    # residuals less their mean: -2, 0, 0, 2; rows {-2, 2}, columns {-2, 2}, cells sum of squares 8
    residual = np.array([0.0, 2.0, 2.0, 4.0])
    rows, columns = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    two_way = 2 * (4 + 4) * 2 - 8 * 4 / 3
    shift = offset_shift.of_mean(residual, rows, columns)
    assert shift.error == pytest.approx(np.sqrt(two_way) / 4)


def test_the_logit_shift_without_offset_is_the_log_odds_of_the_counts_and_a_half() -> None:
    happened = np.array([1.0] * 3 + [0.0] * 7)
    shift = offset_shift.of_logit(happened, np.zeros(10), np.arange(10))
    assert shift.estimate == pytest.approx(np.log(3.5 / 7.5))


def test_cases_that_all_end_alike_have_a_finite_shift() -> None:
    shift = offset_shift.of_logit(np.zeros(8), np.ones(8), np.arange(8))
    assert -10 < shift.estimate < -2
    assert np.isfinite(shift.error)


def test_one_cluster_has_no_standard_error() -> None:
    assert np.isnan(offset_shift.of_mean(np.array([1.0, 2.0]), np.zeros(2)).error)


def test_no_case_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one case"):
        offset_shift.of_mean(np.array([]), np.array([]))
    with pytest.raises(ValueError, match="at least one case"):
        offset_shift.of_logit(np.array([]), np.array([]))


@given(
    cases=st.lists(
        st.tuples(st.booleans(), st.floats(-4, 4), st.integers(0, 3)), min_size=1, max_size=20
    ),
    moved=st.floats(-3, 3),
)
def test_moving_every_offset_moves_the_shift_back(
    cases: list[tuple[bool, float, int]], moved: float
) -> None:
    happened, offset, cluster = (np.array(each, dtype=float) for each in zip(*cases, strict=True))
    here = offset_shift.of_logit(happened, offset, cluster)
    there = offset_shift.of_logit(happened, offset + moved, cluster)
    assert there.estimate == pytest.approx(here.estimate - moved, abs=1e-6)


def test_two_standard_errors_hold_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(300):
        cluster = np.repeat(np.arange(40), 3)
        offset = rng.normal(size=120)
        happened = rng.random(120) < 1 / (1 + np.exp(-(offset - 1.0)))
        shift = offset_shift.of_logit(happened.astype(float), offset, cluster)
        held += abs(shift.estimate + 1.0) < 1.96 * shift.error
    assert 0.90 < held / 300 < 0.99
