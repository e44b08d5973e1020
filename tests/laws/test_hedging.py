"""Laws of the hedging simplex: an exact partition, symmetric in poles and blind to names and scale."""

from __future__ import annotations

import numpy as np
import polars as pl
import polars.testing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from counterpoise.measures.hedging import hedging
from counterpoise.models.portfolios import hedging_simplex as model

Array = NDArray[np.float64]
FEW = settings(max_examples=20, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


def made_up(seed: int, poles: int = 2, rows: int = 5, channels: int = 4) -> tuple[Array, Array]:
    """Return ties with some zeros and some unknown, and weights."""
    rng = np.random.default_rng(seed)
    ties = rng.random((rows, channels, poles))
    ties[rng.random(ties.shape) < 0.25] = 0.0
    ties[rng.random(ties.shape) < 0.1] = np.nan
    return ties, rng.dirichlet(np.ones(channels))


@given(SEEDS, st.integers(2, 5))
def test_the_three_parts_add_up_to_one_and_none_is_negative(seed: int, poles: int) -> None:
    found = model.split(*made_up(seed, poles))
    some = ~np.isnan(found.balance)
    parts = np.stack([found.balance, found.tilt, found.offset])[:, some]

    assert parts.sum(axis=0) == pytest.approx(1)
    assert (parts >= -1e-12).all()
    assert (parts <= 1 + 1e-12).all()


@given(SEEDS, st.integers(2, 4))
def test_parts_add_up_to_one_in_kinds_too_and_draws_agree_with_single_weights(
    seed: int, poles: int
) -> None:
    ties, _ = made_up(seed, poles)
    group = np.array([0, 0, 1, 2])
    weights = model.weight_draws(4, 6, np.random.default_rng(seed), group)
    drawn = model.draw_by_weights(ties, weights, model.unit_distance(poles), group)
    for i, weight in enumerate(weights):
        one = model.split(ties, weight, group=group)
        assert drawn.balance[:, i] == pytest.approx(one.balance, nan_ok=True)
        assert drawn.tilt[:, i] == pytest.approx(one.tilt, abs=1e-12, nan_ok=True)
        total = one.balance + one.tilt + one.offset
        assert total[~np.isnan(total)] == pytest.approx(1)
    repeated = np.repeat(ties[:, None], 6, axis=1)
    by_ties = model.draw_by_ties(repeated, weights, model.unit_distance(poles), group)
    assert by_ties.hedge == pytest.approx(drawn.hedge, nan_ok=True)


@given(SEEDS)
def test_a_channel_told_twice_weighs_as_one_told_once(seed: int) -> None:
    ties, weights = made_up(seed)
    twice = np.concatenate([ties, ties[:, -1:]], axis=1)
    group = np.array([0, 1, 2, 3, 3])
    found = model.split(twice, weights[group], group=group)
    assert found.balance == pytest.approx(model.split(ties, weights).balance, nan_ok=True)


@given(SEEDS)
def test_raos_partition_of_two_poles_is_the_one_by_tilts(seed: int) -> None:
    ties, weights = made_up(seed)
    rao = model.split(ties, weights)
    net, plain = model.split_of_two(model.channel_tilt(ties), weights)

    for name in ("balance", "tilt", "offset"):
        assert getattr(rao, name) == pytest.approx(getattr(plain, name), abs=1e-12, nan_ok=True)
    assert rao.poles[:, 0] - rao.poles[:, 1] == pytest.approx(net, abs=1e-12, nan_ok=True)


@given(SEEDS)
def test_swapping_poles_turns_the_tilt_alone(seed: int) -> None:
    ties, weights = made_up(seed)
    net, one = model.split_of_two(model.channel_tilt(ties), weights)
    turned, other = model.split_of_two(model.channel_tilt(ties[..., ::-1]), weights)

    assert turned == pytest.approx(-net, nan_ok=True)
    for name in ("balance", "tilt", "offset"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), nan_ok=True)


@given(SEEDS, st.floats(0.1, 10))
def test_scaling_a_channel_changes_intensity_alone(seed: int, scale: float) -> None:
    ties, weights = made_up(seed)
    scaled = ties * scale
    assert model.split(scaled, weights).balance == pytest.approx(
        model.split(ties, weights).balance, nan_ok=True
    )
    assert model.intensity(scaled, weights) == pytest.approx(
        model.intensity(ties, weights) * scale, nan_ok=True
    )


@given(SEEDS)
def test_no_weights_lead_out_of_the_hull(seed: int) -> None:
    ties, _ = made_up(seed)
    low, high = model.hull(model.channel_tilt(ties))
    weights = model.weight_draws(4, 20, np.random.default_rng(seed))
    drawn = model.draw_by_weights(ties, weights, model.unit_distance(2)).net_tilt
    some = ~np.isnan(low)
    assert (drawn[some] >= low[some, None] - 1e-12).all()
    assert (drawn[some] <= high[some, None] + 1e-12).all()


@given(SEEDS)
def test_what_one_pole_alone_gets_is_no_hedge(seed: int) -> None:
    """Hedge and least tie are zero then; and the least tie is never above the intensity."""
    ties, weights = made_up(seed)
    assert (
        np.nan_to_num(model.least_tie(ties, weights))
        <= np.nan_to_num(model.intensity(ties, weights)) + 1e-12
    ).all()
    alone = ties.copy()
    alone[..., 1] = np.where(np.isnan(alone[..., 1]), np.nan, 0.0)
    one = model.split(alone, weights)
    some = ~np.isnan(one.tilt)
    assert model.hedge(model.intensity(alone, weights), one.tilt)[some] == pytest.approx(
        0, abs=1e-12
    )
    assert np.nan_to_num(model.least_tie(alone, weights)) == pytest.approx(0)


@FEW
@given(SEEDS)
def test_names_and_the_order_of_rows_do_not_matter(seed: int) -> None:
    ties, _ = made_up(seed)
    rows = pl.DataFrame(
        [
            (f"S{i}", f"P{k}", 2000 + i, f"c{j}", None if np.isnan(x) else float(x))
            for (i, j, k), x in np.ndenumerate(ties)
        ],
        schema={
            "state": pl.String,
            "pole": pl.String,
            "year": pl.Int32,
            "channel": pl.String,
            "strength": pl.Float64,
        },
        orient="row",
    )
    renamed = rows.with_columns(pl.format("Z{}", "state").alias("state")).sample(
        fraction=1, shuffle=True, seed=seed % 1000
    )
    poles = ("P0", "P1")

    before, after = hedging(rows, poles=poles), hedging(renamed, poles=poles)

    polars.testing.assert_frame_equal(
        before.drop("state"), after.sort("year").drop("state"), abs_tol=1e-12
    )
