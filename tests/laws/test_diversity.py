"""Laws of similarity-sensitive diversity: bounds, order, duplicates, relabelling, concavity."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from counterpoise.models.portfolios import similarity_diversity as model

Array = NDArray[np.float64]

ORDERS = (0.0, 0.5, 1.0, 1.5, 2.0, 4.0, math.inf)


@st.composite
def wholes(draw: st.DrawFn, *, symmetric: bool = False) -> tuple[Array, Array]:
    """Return shares and a similarity of two to seven partners, some of them without a share."""
    size = draw(st.integers(2, 7))
    amounts = draw(st.lists(st.integers(0, 1000), min_size=size, max_size=size).filter(any))
    unit = st.floats(0, 1, allow_nan=False).map(lambda x: round(x, 6))
    flat = draw(st.lists(unit, min_size=size * size, max_size=size * size))
    similarity = np.array(flat).reshape(size, size)
    if symmetric:
        similarity = np.triu(similarity) + np.triu(similarity, 1).T
    np.fill_diagonal(similarity, 1.0)
    shares = np.array(amounts, dtype=float)
    return shares / shares.sum(), similarity


@given(wholes(), st.sampled_from(ORDERS))
def test_partners_wholly_unlike_give_hills_number(whole: tuple[Array, Array], order: float) -> None:
    shares, _ = whole
    there = shares[shares > 0]
    expected = {
        0.0: len(there),
        1.0: math.exp(-(there * np.log(there)).sum()),
        math.inf: 1 / there.max(),
    }
    plain = expected.get(order) or (there**order).sum() ** (1 / (1 - order))
    assert float(model.diversity(shares, np.eye(len(shares)), order)) == pytest.approx(plain)
    assert float(model.hill_number(shares, order)) == pytest.approx(plain)


@given(wholes(), st.sampled_from(ORDERS))
def test_resemblance_never_adds_partners(whole: tuple[Array, Array], order: float) -> None:
    shares, similarity = whole
    found = float(model.diversity(shares, similarity, order))
    assert 1 - 1e-9 <= found <= float(model.hill_number(shares, order)) * (1 + 1e-9)


@given(wholes())
def test_diversity_never_rises_with_the_order(whole: tuple[Array, Array]) -> None:
    found = [float(model.diversity(*whole, order)) for order in ORDERS]
    assert all(low <= high * (1 + 1e-9) for high, low in pairwise(found))


@given(wholes(), st.sampled_from(ORDERS), st.floats(0.05, 0.95))
def test_a_partner_split_in_two_that_are_one_changes_nothing(
    whole: tuple[Array, Array], order: float, part: float
) -> None:
    shares, similarity = whole
    split = np.append(shares, shares[0] * (1 - part))
    split[0] *= part
    twin = np.vstack([similarity, similarity[:1]])
    twin = np.hstack([twin, twin[:, :1]])

    before, after = (
        float(model.diversity(s, z, order)) for s, z in ((shares, similarity), (split, twin))
    )

    assert after == pytest.approx(before, rel=1e-9)


@given(wholes(), st.sampled_from(ORDERS), st.randoms())
def test_the_order_of_partners_does_not_matter(
    whole: tuple[Array, Array], order: float, dice: random.Random
) -> None:
    shares, similarity = whole
    places = list(range(len(shares)))
    dice.shuffle(places)
    found = model.diversity(shares[places], similarity[np.ix_(places, places)], order)
    assert float(found) == pytest.approx(float(model.diversity(shares, similarity, order)))


@given(wholes(symmetric=True))
def test_the_number_of_order_two_is_raos_entropy(whole: tuple[Array, Array]) -> None:
    shares, similarity = whole
    entropy = float(model.quadratic_entropy(shares, 1 - similarity))
    assert float(model.diversity(shares, similarity, 2)) == pytest.approx(1 / (1 - entropy))


@given(st.integers(2, 6), st.integers(1, 4), st.integers(0, 2**32 - 1), st.booleans())
def test_between_is_never_negative_for_distances_of_negative_type(
    partners: int, channels: int, seed: int, squared: bool
) -> None:
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(partners, 2))
    distance = ((points[:, None] - points) ** 2).sum(-1) if squared else 1 - np.eye(partners)
    shares = rng.dirichlet(np.full(partners, 0.5), size=channels)
    parts = model.quadratic_partition(shares, rng.dirichlet(np.ones(channels)), distance)

    assert model.is_negative_type(distance)
    assert float(parts.beta) >= -1e-12
    assert float(parts.alpha + parts.beta) == pytest.approx(float(parts.gamma))


@given(wholes(symmetric=True))
def test_no_shares_have_more_than_the_greatest_entropy(whole: tuple[Array, Array]) -> None:
    shares, similarity = whole
    entropy = float(model.quadratic_entropy(shares, 1 - similarity))
    assert entropy <= model.greatest_entropy(1 - similarity) + 1e-9
