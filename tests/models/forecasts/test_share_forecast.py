"""What all models share: windows to learn from, events given one of them, and pools."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from counterpoise.models.forecasts import hurdle, share_models, window_totals
from counterpoise.models.forecasts.share_forecast import Pool, at_least_one, has_history, lessons
from counterpoise.models.forecasts.supply_features import World
from tests.models.forecasts import deliveries


def test_lessons_end_within_what_is_known() -> None:
    volume = np.arange(2 * 3 * 20, dtype=float).reshape(2, 3, 20)
    taught = list(lessons(volume, horizon=4, most=5))
    assert [lesson.past.shape[-1] for lesson in taught] == [12, 13, 14, 15, 16]
    assert np.array_equal(taught[-1].window, volume[..., 16:].sum(axis=-1))


def test_nothing_is_learnt_of_recipients_that_are_not_covered() -> None:
    volume, covered = np.ones((3, 2, 40)), np.ones((3, 40), dtype=bool)
    covered[1, 10], covered[2, 35] = False, False
    taught = list(lessons(volume, horizon=5, covered=covered))
    told = {lesson.past.shape[-1]: lesson.told.tolist() for lesson in taught}
    # Twenty years of memory and five of the window: 10 is in those of origins up to 30.
    assert told[30] == [True, False, True]
    assert told[31] == [True, True, False]
    assert told[35] == [True, True, False]


@pytest.mark.parametrize("fit", [hurdle.fit, window_totals.fit])
def test_a_recipient_that_is_not_covered_changes_no_fit(fit) -> None:
    volume = deliveries.lumpy(recipients=8, suppliers=8, years=30)
    covered = np.ones((8, 30), dtype=bool)
    covered[3] = False
    other = volume.copy()
    other[3, :, -5:] = other[3, ::-1, -5:] * 9
    one, two = (vars(fit(each, horizon=5, covered=covered)) for each in (volume, other))
    seen = vars(fit(other, horizon=5))
    assert all(np.array_equal(one[name], two[name]) for name in one)
    assert not all(np.array_equal(one[name], seen[name]) for name in one)


def test_too_short_a_past_teaches_nothing() -> None:
    assert not list(lessons(np.ones((2, 2, 9)), horizon=5))


def test_history_is_of_twenty_years() -> None:
    volume = np.zeros((3, 2, 30))
    volume[0, 0, 9], volume[1, 1, 10] = 1, 1
    assert has_history(volume).tolist() == [False, True, False]


def test_events_given_one_have_the_exact_distribution() -> None:
    chance = np.array([0.05, 0.3, 0.1])
    drawn = at_least_one(
        np.broadcast_to(chance, (1, 200_000, 3)).astype(np.float32), rng=np.random.default_rng(2)
    )[0]
    none = np.prod(1 - chance)
    for pattern in product([False, True], repeat=3):
        exact = np.prod(np.where(pattern, chance, 1 - chance)) / (1 - none) if any(pattern) else 0
        assert (drawn == pattern).all(axis=1).mean() == pytest.approx(exact, abs=0.004)


def test_events_given_one_where_hardly_any_is_likely() -> None:
    chance = np.full((4, 500, 3), 1e-6, dtype=np.float32)
    drawn = at_least_one(chance, rng=np.random.default_rng(0))
    assert (drawn.sum(axis=-1) == 1).all()
    assert drawn.mean(axis=(0, 1)) == pytest.approx([1 / 3] * 3, abs=0.05)


@pytest.fixture(scope="module")
def fitted() -> share_models.Models:
    return share_models.fit(deliveries.lumpy(), horizon=3, rng=np.random.default_rng(0))


@pytest.mark.parametrize("name", [*share_models.NAMES, "persistence", "average", "drift"])
def test_draws_of_every_model_are_shares(fitted: share_models.Models, name: str) -> None:
    volume = deliveries.lumpy()
    drawn = fitted.named(name).draw(
        volume, world=World.of(volume), draws=40, rng=np.random.default_rng(0)
    )
    assert drawn.shape[::2] == (24, 7)
    assert (drawn >= 0).all()
    assert drawn.sum(axis=-1) == pytest.approx(1, abs=1e-5)


def test_a_pool_holds_its_part_of_either_model(fitted: share_models.Models) -> None:
    volume = deliveries.lumpy()
    point = fitted.named("persistence")

    class Constant:
        horizon = 3

        def draw(self, volume, *, world, draws, rng):  # type: ignore[no-untyped-def]
            return np.repeat(point.draw(volume, world=world, draws=1, rng=rng), draws, axis=1)

    pool = Pool(Constant(), fitted.dirichlet, weight=0.25)
    drawn = pool.draw(volume, world=World.of(volume), draws=40, rng=np.random.default_rng(0))
    constant = Constant().draw(volume, world=None, draws=40, rng=None)
    assert ((drawn == constant).all(axis=-1).sum(axis=1) == 10).all()


def test_all_models_are_drawn_alike_whoever_asks_first(fitted: share_models.Models) -> None:
    volume = deliveries.lumpy()
    world = World.of(volume)
    once, twice = (
        fitted.draw(volume, world=world, draws=20, rng=np.random.default_rng(5)) for _ in range(2)
    )
    assert all(np.array_equal(once[name], twice[name]) for name in once)
