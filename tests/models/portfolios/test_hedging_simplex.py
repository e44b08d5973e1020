from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.portfolios import hedging_simplex as model
from counterpoise.models.portfolios.similarity_diversity import quadratic_partition

WEIGHTS = np.array([0.5, 0.3, 0.2])


def strengths(tilts: list[float], total: float = 1.0) -> np.ndarray:
    """Return ties with two poles that have these tilts; (channels, 2)."""
    tilt = np.array(tilts)
    return np.stack([(1 + tilt) / 2, (1 - tilt) / 2], axis=-1) * total


def parts(found: model.Simplex) -> tuple[float, float, float]:
    return float(found.balance), float(found.tilt), float(found.offset)


def test_the_check_value_by_tilts() -> None:
    net, found = model.split_of_two(np.array([0.6, -0.2, 0.1]), WEIGHTS)

    assert float(net) == pytest.approx(0.26, abs=1e-15)
    assert parts(found) == pytest.approx((0.806, 0.0676, 0.1264), abs=1e-15)


def test_the_check_value_through_rao() -> None:
    found = model.split(strengths([0.6, -0.2, 0.1], 0.7), WEIGHTS)
    rao = quadratic_partition(strengths([0.6, -0.2, 0.1]), WEIGHTS, model.unit_distance(2))

    assert parts(found) == pytest.approx((0.806, 0.0676, 0.1264), abs=1e-15)
    assert float(rao.alpha) == pytest.approx(0.403, abs=1e-15)
    assert float(rao.gamma) == pytest.approx(0.4662, abs=1e-15)
    assert float(rao.beta) == pytest.approx(0.0632, abs=1e-15)


@pytest.mark.parametrize(
    ("tilts", "expected"),
    [([0.0, 0.0, 0.0], (1, 0, 0)), ([1.0, -1.0], (0, 0, 1)), ([1.0, 1.0], (0, 1, 0))],
    ids=["balance", "offset", "tilt"],
)
def test_the_corners(tilts: list[float], expected: tuple[float, float, float]) -> None:
    weights = np.full(len(tilts), 1 / len(tilts))
    assert parts(model.split(strengths(tilts), weights)) == pytest.approx(expected, abs=1e-15)


def test_a_channel_without_ties_has_no_tilt_but_no_intensity_either() -> None:
    ties = np.array([[0.4, 0.2], [0.0, 0.0], [np.nan, 0.9]])
    weights = np.array([0.2, 0.6, 0.2])

    assert np.isnan(model.channel_tilt(ties)[1:]).all()
    assert parts(model.split(ties, weights)) == pytest.approx((8 / 9, 1 / 9, 0.0))
    # The third is unknown and left out; the second is known to be nothing.
    assert float(model.intensity(ties, weights)) == pytest.approx(0.3 * 0.25)
    assert float(model.least_tie(ties, weights)) == pytest.approx(0.2 * 0.25)


def test_nothing_known_is_no_number() -> None:
    nothing = np.full((2, 3, 2), np.nan)
    nothing[1] = 0.0
    assert np.isnan(model.split(nothing, WEIGHTS).balance).all()
    assert np.isnan(model.hull(model.channel_tilt(nothing))[0]).all()
    assert np.isnan(model.intensity(nothing, WEIGHTS)).tolist() == [True, False]


def test_three_poles_by_hand() -> None:
    # One channel with the first pole, one with the second, nothing with the third: Q of the whole
    # is 1/2 of 2/3 possible.
    ties = np.array([[0.6, 0.0, 0.0], [0.0, 0.3, 0.0]])
    assert parts(model.split(ties, np.array([0.5, 0.5]))) == pytest.approx((0, 0.25, 0.75))


def test_the_score_of_aocai() -> None:
    found = model.aocai_score(np.array([-1.0, -0.1, 0.0, 0.1, 1.0]))
    assert found == pytest.approx([0, 45, 50, 55, 100])


def test_the_least_tie_is_what_does_not_lean() -> None:
    ties = np.array([[0.8, 0.2]])
    expected = model.intensity(ties, np.ones(1)) * (1 - np.abs(model.channel_tilt(ties)[0]))
    assert model.least_tie(ties, np.ones(1)) == pytest.approx(expected)


def test_draws_by_weights_are_the_partition_under_each_weight() -> None:
    rng = np.random.default_rng(5)
    ties = rng.random((6, 3, 2))
    ties[0, 1] = 0.0
    ties[1, 2, 0] = np.nan
    weights = model.weight_draws(3, 4, rng)
    apart = model.unit_distance(2)

    found = model.draw_by_weights(ties, weights, apart)
    drawn = model.draw_by_ties(np.repeat(ties[:, None], 4, axis=1), weights, apart)

    for draw in range(4):
        net, expected = model.split_of_two(model.channel_tilt(ties), weights[draw])
        hedge = model.hedge(model.intensity(ties, weights[draw]), expected.tilt)
        for one in (found, drawn):
            assert one.net_tilt[:, draw] == pytest.approx(net, abs=1e-12)
            assert one.balance[:, draw] == pytest.approx(expected.balance, abs=1e-12)
            assert one.offset[:, draw] == pytest.approx(expected.offset, abs=1e-12)
            assert one.hedge[:, draw] == pytest.approx(hedge, abs=1e-12)


def test_weights_without_a_channel_are_still_evenly_drawn() -> None:
    drawn = model.weight_draws(4, 20_000, np.random.default_rng(6))
    left = drawn[:, :2] / drawn[:, :2].sum(axis=1, keepdims=True)
    # The share of one of two is even on 0 to 1.
    assert np.quantile(left[:, 0], [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.02)


def test_strengths_are_drawn_between_their_ends_and_from_their_sample() -> None:
    low, high = np.full((1, 2, 2), 0.2), np.full((1, 2, 2), 0.4)
    sample = np.full((1, 2, 2, 3), np.nan)
    sample[0, 1] = [[0.5, 0.6, 0.7], [0.05, 0.06, 0.07]]

    drawn = model.strength_draws(model.Spread(low, high, sample), 500, np.random.default_rng(7))

    assert drawn.shape == (1, 500, 2, 2)
    assert 0.2 <= drawn[0, :, 0].min() < 0.21 < 0.39 < drawn[0, :, 0].max() <= 0.4
    assert set(drawn[0, :, 1, 0]) == {0.5, 0.6, 0.7}
    assert drawn[0, :, 1, 0] == pytest.approx(10 * drawn[0, :, 1, 1])


def test_quantiles_are_those_of_numpy() -> None:
    figures = np.random.default_rng(8).random((3, 41))
    expected = np.quantile(figures, [0.05, 0.5, 0.95], axis=1).T
    assert model.quantiles(figures, (0.05, 0.5, 0.95)) == pytest.approx(expected)


def test_ranks_count_from_the_greatest_and_leave_out_the_unknown() -> None:
    assert model.ranks(np.array([0.1, 0.9, np.nan, 0.5]))[[0, 1, 3]].tolist() == [3, 1, 2]
    assert np.isnan(model.ranks(np.array([0.1, np.nan]))[1])
