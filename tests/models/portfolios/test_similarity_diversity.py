from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from counterpoise.models.portfolios import similarity_diversity as model

P, Z = np.array([0.7, 0.3]), np.array([[1.0, 0.2], [0.2, 1.0]])

SENTROPY = {
    0: 1.6028708133971292,
    1: 1.5502248076567504,
    2: 1.5060240963855422,
    math.inf: 1.3157894736842106,
}
"""Printed by sentropy 1.5.0 for P and Z."""


@pytest.mark.parametrize("order", SENTROPY)
def test_sentropy_agrees_to_sixteen_digits(order: float) -> None:
    assert float(model.diversity(P, Z, order)) == pytest.approx(SENTROPY[order], rel=4e-16, abs=0)


def test_rao_of_the_check_value() -> None:
    entropy = float(model.quadratic_entropy(P, 1 - Z))

    assert entropy == pytest.approx(0.336, abs=1e-15)
    assert 1 / (1 - entropy) == pytest.approx(SENTROPY[2], rel=1e-15)


def plain(shares: list[float], similarity: np.ndarray, order: float) -> float:
    """Return the formula as it is printed, by loops."""
    there = [j for j, s in enumerate(shares) if s > 0]
    common = {j: sum(similarity[j, k] * s for k, s in enumerate(shares)) for j in there}
    if math.isinf(order):
        return 1 / max(common.values())
    if order == 1:
        return math.prod(common[j] ** -shares[j] for j in there)
    return sum(shares[j] * common[j] ** (order - 1) for j in there) ** (1 / (1 - order))


@pytest.mark.parametrize("order", [0, 0.5, 1, 1.5, 2, 7, math.inf])
def test_the_formula_by_loops_also_where_similarity_is_not_symmetric(order: float) -> None:
    rng = np.random.default_rng(2)
    shares = rng.dirichlet(np.ones(5), size=4)
    shares[0] = [0.5, 0.0, 0.5, 0.0, 0.0]
    similarity = rng.random((5, 5))
    np.fill_diagonal(similarity, 1.0)

    found = model.diversity(shares, similarity, order)

    expected = [plain(list(row), similarity, order) for row in shares]
    assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("order", [1 - 1e-9, 1 + 1e-9])
def test_near_one_nothing_is_lost(order: float) -> None:
    assert float(model.diversity(P, Z, order)) == pytest.approx(SENTROPY[1], rel=1e-8)


def test_of_high_order_nothing_overflows() -> None:
    shares = np.full(1000, 0.001)
    assert float(model.hill_number(shares, 5000.0)) == pytest.approx(1000.0)


def test_no_shares_no_number() -> None:
    assert np.isnan(model.diversity(np.array([np.nan, 0.5]), Z, 2.0))


def test_the_partition_adds_up_and_a_channel_without_weight_is_not_read() -> None:
    shares = np.array([[0.8, 0.2], [0.4, 0.6], [np.nan, np.nan]])
    found = model.quadratic_partition(shares, np.array([0.5, 0.5, 0.0]), 1 - np.eye(2))

    assert float(found.alpha) == pytest.approx(0.5 * 0.32 + 0.5 * 0.48)
    assert float(found.gamma) == pytest.approx(2 * 0.6 * 0.4)
    assert float(found.beta) == pytest.approx(0.08)


def test_negative_type_is_told() -> None:
    points = np.random.default_rng(3).normal(size=(6, 2))
    squared = ((points[:, None] - points[None]) ** 2).sum(axis=-1)

    assert model.is_negative_type(1 - np.eye(4))
    assert model.is_negative_type(squared)
    # The cube of a distance on a line is of no negative type.
    assert not model.is_negative_type(np.abs(np.subtract.outer([0, 1, 2.0], [0, 1, 2.0])) ** 3)


def test_without_negative_type_mixing_can_lower_the_entropy() -> None:
    distance = np.abs(np.subtract.outer([0, 1, 2.0], [0, 1, 2.0])) ** 3
    ends, middle = [0.5, 0.0, 0.5], [0.0, 1.0, 0.0]
    found = model.quadratic_partition(np.array([ends, middle]), np.array([0.9, 0.1]), distance)
    assert float(found.beta) < 0


@pytest.mark.parametrize("points", [2, 3, 5])
def test_the_greatest_entropy_of_equal_distances(points: int) -> None:
    assert model.greatest_entropy(1 - np.eye(points)) == pytest.approx(1 - 1 / points)


def test_the_greatest_entropy_by_search() -> None:
    # The third point lies between the first two and has no share where the entropy is greatest.
    distance = np.array([[0, 1.0, 0.4], [1.0, 0, 0.4], [0.4, 0.4, 0]])
    grid = [(a, b, 100 - a - b) for a, b in product(range(101), repeat=2) if a + b <= 100]
    searched = model.quadratic_entropy(np.array(grid) / 100, distance).max()

    assert model.greatest_entropy(distance) == pytest.approx(searched, abs=1e-12)
    assert model.greatest_entropy(distance) == pytest.approx(0.5)
