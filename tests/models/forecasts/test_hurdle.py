"""The hurdle: what it learns, its hooks for interventions, and recipients with hardly a past."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoise.models.forecasts import hurdle
from counterpoise.models.forecasts.supply_features import NAMES, World, known
from tests.models.forecasts import deliveries

VOLUME = deliveries.lumpy(recipients=40)
WORLD = World.of(VOLUME)


@pytest.fixture(scope="module")
def fitted() -> hurdle.Hurdle:
    return hurdle.fit(VOLUME, horizon=3)


def drawn(model: hurdle.Hurdle, volume: np.ndarray, **shifts: object) -> np.ndarray:
    return model.amounts(
        volume,
        world=WORLD,
        draws=400,
        rng=np.random.default_rng(1),
        **shifts,  # type: ignore[arg-type]
    )


def test_probabilities_are_those_of_what_was_learnt_from() -> None:
    model = hurdle.fit(VOLUME[..., :-3], horizon=3)
    probability, _ = model.expected(VOLUME[..., :-3], world=World.of(VOLUME[..., :-3]))
    came = VOLUME[..., -3:].sum(axis=-1) > 0
    assert probability.mean() == pytest.approx(came.mean(), abs=0.06)
    assert np.corrcoef(probability.ravel(), came.ravel())[0, 1] > 0.4


def test_every_feature_has_a_name() -> None:
    at = known(VOLUME, WORLD)
    assert at.features.shape == (40, 7, len(NAMES))
    assert np.isfinite(at.features).all()


def test_features_have_no_unit() -> None:
    money = known(VOLUME * 1e6, World.of(VOLUME * 1e6))
    assert money.features == pytest.approx(known(VOLUME, WORLD).features, abs=1e-9)


def test_volumes_follow_the_unit(fitted: hurdle.Hurdle) -> None:
    big = fitted.amounts(
        VOLUME * 1000, world=World.of(VOLUME * 1000), draws=400, rng=np.random.default_rng(1)
    )
    assert big == pytest.approx(1000 * drawn(fitted, VOLUME), rel=1e-3)


def test_an_embargo_takes_a_supplier_out(fitted: hurdle.Hurdle) -> None:
    before = drawn(fitted, VOLUME)
    shift = np.zeros(7)
    shift[0] = -40
    after = drawn(fitted, VOLUME, activity_shift=shift)
    assert (after[..., 0] > 0).mean() < 1e-3
    others = after.sum(axis=-1) > 0
    assert others.all()
    same = (before[..., 1:] > 0).any(axis=-1)
    kept = (before[same][:, 1:] == after[same][:, 1:]).all(axis=-1)
    assert kept.mean() > 0.75, "the others' chances stay, but where nothing else came about"


def test_a_shift_of_volume_multiplies_it(fitted: hurdle.Hurdle) -> None:
    shift = np.zeros((40, 7))
    shift[3, 2] = np.log(5)
    ratio = drawn(fitted, VOLUME, volume_shift=shift) / np.maximum(drawn(fitted, VOLUME), 1e-9)
    active = drawn(fitted, VOLUME) > 0
    assert ratio[3, :, 2][active[3, :, 2]] == pytest.approx(5, rel=1e-4)
    active[3, :, 2] = False
    assert ratio[active] == pytest.approx(1, rel=1e-4)


def test_a_shift_may_differ_between_draws(fitted: hurdle.Hurdle) -> None:
    shift = np.zeros((1, 400, 7))
    shift[0, :200, 1] = 40
    active = drawn(fitted, VOLUME, activity_shift=shift)[..., 1] > 0
    assert active[:, :200].all()
    assert not active[:, 200:].all()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {(2, -1): 5.0},
        {(2, -1): 5.0, (2, -12): 3.0},
        {(0, year): 1.0 for year in range(-20, 0)},
    ],
    ids=["no delivery ever", "one delivery", "a gap of ten years", "one supplier"],
)
def test_thin_pasts_are_answered(
    fitted: hurdle.Hurdle, given: dict[tuple[int, int], float]
) -> None:
    volume = np.zeros((1, 7, 45))
    for (supplier, year), value in given.items():
        volume[0, supplier, year] = value
    share = fitted.draw(volume, world=WORLD, draws=400, rng=np.random.default_rng(0))[0]
    assert share.sum(axis=-1) == pytest.approx(1, abs=1e-5)
    if given:
        had = max(given, key=lambda place: given[place])[0]
        assert share[:, had].mean() > 1 / 7
    if len(given) == 20:
        assert share[:, 0].mean() > 0.5


def test_a_year_without_any_delivery_in_the_world_is_no_fault(fitted: hurdle.Hurdle) -> None:
    volume = VOLUME.copy()
    volume[..., -5:] = 0
    share = fitted.draw(volume, world=World.of(volume), draws=20, rng=np.random.default_rng(0))
    assert np.isfinite(share).all()
