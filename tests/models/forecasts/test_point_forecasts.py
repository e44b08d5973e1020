"""Point forecasts by hand."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.forecasts import point_forecasts as points

# one recipient, two suppliers, ten years; nothing in the last
VOLUME = np.zeros((1, 2, 10))
VOLUME[0, 0, [2, 3, 5, 8]] = [8, 2, 1, 3]
VOLUME[0, 1, [3, 6, 8]] = [2, 4, 1]


def test_persistence_is_the_last_year_with_a_delivery() -> None:
    assert points.persistence(VOLUME)[0] == pytest.approx([0.75, 0.25])


def test_the_average_adds_five_years_up() -> None:
    assert points.average(VOLUME)[0] == pytest.approx([4 / 9, 5 / 9])


def test_the_moving_average_is_of_yearly_shares() -> None:
    assert points.moving_average(VOLUME)[0] == pytest.approx([1.75 / 3, 1.25 / 3])


def test_drift_goes_on_as_from_the_five_years_before() -> None:
    now, before = np.array([4 / 9, 5 / 9]), np.array([10 / 12, 2 / 12])
    moved = now + (now - before) * (5 + 1) / 10
    assert points.drift(VOLUME, 1)[0] == pytest.approx(moved)
    assert points.drift(VOLUME, 10)[0] == pytest.approx([0, 1])


def test_exponential_smoothing_weighs_the_years_that_had_any() -> None:
    weight = 0.7 ** np.array([9 - 2, 9 - 3, 9 - 5, 9 - 6, 9 - 8])
    first = weight @ [1, 0.5, 1, 0, 0.75]
    assert points.exponential_smoothing(VOLUME)[0, 0] == pytest.approx(first / weight.sum())


@pytest.mark.parametrize("name", points.POINT_NAMES)
def test_nothing_ever_gives_no_shares(name: str) -> None:
    assert points.Point(name, 3).shares(np.zeros((1, 2, 12))).tolist() == [[0.0, 0.0]]
