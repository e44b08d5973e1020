"""Laws that hold of every forecast of shares, whatever was delivered."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from counterpoise.models.forecasts import share_models
from counterpoise.models.forecasts.point_forecasts import POINT_NAMES
from counterpoise.models.forecasts.supply_features import World, known, recent_shares
from tests.models.forecasts import deliveries

SUPPLIERS = 5
PASTS = arrays.arrays(
    np.float64,
    (3, SUPPLIERS, 26),
    elements=st.one_of(st.just(0.0), st.floats(1e-3, 1e6)),
    fill=st.just(0.0),
)


@cache
def models() -> share_models.Models:
    volume = deliveries.lumpy(suppliers=SUPPLIERS)
    return share_models.fit(volume, horizon=3, rng=np.random.default_rng(0))


@pytest.mark.parametrize("name", [*share_models.NAMES, *POINT_NAMES])
@settings(max_examples=25)
@given(volume=PASTS)
def test_every_draw_is_a_division_of_the_whole(name: str, volume: np.ndarray) -> None:
    drawn = (
        models()
        .named(name)
        .draw(volume, world=World.of(volume), draws=10, rng=np.random.default_rng(0))
    )
    assert np.isfinite(drawn).all()
    assert (drawn >= 0).all()
    whole = drawn.sum(axis=-1)
    some = volume[..., -20:].any(axis=(1, 2))
    assert whole[some] == pytest.approx(1, abs=1e-4)
    assert ((np.abs(whole - 1) < 1e-4) | (whole == 0)).all(), "without a past, a point is nowhere"


@settings(max_examples=50)
@given(volume=PASTS, unit=st.sampled_from([1e-3, 2.0, 1e6]))
def test_features_do_not_know_the_unit(volume: np.ndarray, unit: float) -> None:
    here, there = known(volume, World.of(volume)), known(volume * unit, World.of(volume * unit))
    # Before there is any delivery, a scale is made up: 1, in whatever unit.
    silent = ~volume[..., -20:].any(axis=(1, 2)) | ~volume[..., -5:].any()
    assert there.features[~silent] == pytest.approx(here.features[~silent], rel=1e-6, abs=1e-6)


@settings(max_examples=50)
@given(volume=PASTS, order=st.permutations(range(SUPPLIERS)))
def test_features_follow_their_supplier(volume: np.ndarray, order: list[int]) -> None:
    straight = known(volume, World.of(volume)).features
    turned = known(volume[:, order], World.of(volume[:, order])).features
    assert turned == pytest.approx(straight[:, order], rel=1e-9, abs=1e-9)


@settings(max_examples=50)
@given(volume=PASTS, span=st.integers(1, 20))
def test_shares_of_late_add_up_or_are_none(volume: np.ndarray, span: int) -> None:
    whole = recent_shares(volume, span).sum(axis=1)
    some = volume[..., -20:].any(axis=(1, 2))
    assert whole[some] == pytest.approx(1)
    assert (whole[~some] == 0).all()
