"""Laws of the arrays: of few rows they tell what frames tell, to the last digit."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import polars.testing
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoise.errors import MeasureError
from counterpoise.measures import columns, small_flows
from counterpoise.measures.concentration import concentration
from counterpoise.measures.concentration_arrays import ON_ARRAYS
from counterpoise.measures.shares import shares
from counterpoise.measures.sufficiency import held_to_rule
from tests.measures import tables

FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NAMES = ("AAA", "BBB", "CCC", "unknown:x", "residual:nes", "residual:other givers")
STATES = ("VNM", "IND")
YEARS = range(1999, 2008)


@st.composite
def panels(draw: st.DrawFn) -> pl.DataFrame:
    """Return rows of states and years with zeros, nulls, negatives, and several of a tie."""
    indicator, values = draw(
        st.sampled_from([
            ("goods", st.integers(-5, 1000).map(float)),
            ("arms", st.integers(0, 10**5).map(lambda n: n / 100)),
        ])
    )  # fmt: skip
    amount = st.one_of(st.none(), st.just(0.0), values)
    cell = st.tuples(
        st.sampled_from(NAMES), st.sampled_from(STATES), st.sampled_from(YEARS), amount
    )
    rows = tables.panel(draw(st.lists(cell, min_size=1, max_size=40)))
    kind = draw(st.sampled_from([pl.Int16, pl.Int32, pl.Int64]))
    return rows.with_columns(pl.col("year").cast(kind), indicator=pl.lit(indicator))


@st.composite
def said(draw: st.DrawFn) -> pl.DataFrame:
    """Return what is told of some state-years, and their wholes, of which some are not said."""
    amount = st.integers(0, 2000).map(float)
    keys = draw(st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(YEARS)), unique=True))
    return pl.DataFrame(
        [(*key, draw(amount), draw(st.one_of(st.none(), amount))) for key in keys],
        schema={
            "destination": pl.String, "year": pl.Int32, "told": pl.Float64, "whole": pl.Float64,
        },
        orient="row",
    )  # fmt: skip


def as_frames(patch: pytest.MonkeyPatch, measure: Any, *given: Any, **options: Any) -> Any:
    """Return what a measure says of the same rows if none are few."""
    with patch.context() as patched:
        patched.setattr(small_flows, "is_small", lambda *_: False)
        return measure(*given, **options)


def alike(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    polars.testing.assert_frame_equal(found, expected, check_exact=True)


@FEW
@given(panels(), st.integers(1, 4), st.sampled_from([0.0, 50.0]), st.booleans())
def test_shares_of_few_rows_are_those_of_frames(
    monkeypatch: pytest.MonkeyPatch, panel: pl.DataFrame, window: int, floor: float, wide: bool
) -> None:
    options = {"window": window, "floor": floor, "years": (1998, 2008) if wide else None}

    alike(shares(panel, **options), as_frames(monkeypatch, shares, panel, **options))  # type: ignore[arg-type]


@FEW
@given(panels(), said(), st.integers(1, 3))
def test_the_rule_of_trust_takes_back_the_same_of_few_rows(
    monkeypatch: pytest.MonkeyPatch, panel: pl.DataFrame, wholes: pl.DataFrame, window: int
) -> None:
    table = shares(panel, window=window)

    found = held_to_rule(table, wholes, window=window)

    alike(found, as_frames(monkeypatch, held_to_rule, table, wholes, window=window))


@FEW
@given(panels(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_concentration_of_few_rows_is_that_of_frames(
    monkeypatch: pytest.MonkeyPatch, panel: pl.DataFrame, window: int, chance: Any
) -> None:
    table = shares(panel, window=window)
    table = table[chance.sample(range(table.height), table.height)]
    indices = sorted(ON_ARRAYS)

    found = concentration(table, indices=indices)

    alike(found, as_frames(monkeypatch, concentration, table, indices=indices))


def test_a_whole_that_is_said_twice_is_refused_of_few_rows_too() -> None:
    table = shares(tables.panel([("RUS", "VNM", 2019, 3.0)]))
    twice = pl.DataFrame({
        "destination": ["VNM", "VNM"], "year": [2019, 2019], "told": [3.0, 3.0], "whole": [4.0, 4.0],
    })  # fmt: skip

    with pytest.raises(MeasureError, match="once, not twice"):
        held_to_rule(table, twice)


def test_what_is_in_order_at_a_glance_needs_no_second_look() -> None:
    rows = tables.panel([("RUS", "VNM", 2019, 3.0)])
    asked = ("origin", "year", "value")

    assert columns.in_order(rows, asked)
    assert not columns.in_order(rows.with_columns(value=pl.lit(np.nan)), asked)
    assert not columns.in_order(rows.with_columns(value=pl.lit(np.inf)), asked)
    assert not columns.in_order(rows.with_columns(origin=pl.lit(None, pl.String)), asked)
    assert not columns.in_order(rows.with_columns(year=pl.lit(12)), asked)
    assert not columns.in_order(rows.with_columns(year=pl.lit("2019")), asked)


def test_what_is_with_nobody_by_name_may_be_anybodys() -> None:
    table = shares(
        tables.panel([("CHN", "VNM", 2019, 6.0), ("unknown:supplier", "VNM", 2019, 4.0)])
    )
    nobody_says = pl.DataFrame(
        schema={"destination": pl.String, "year": pl.Int32, "told": pl.Float64, "whole": pl.Float64}
    )

    found = held_to_rule(table, nobody_says).filter(pl.col("origin") == "CHN")

    columns = ("share", "share_low", "share_high", "completeness", "state_of_share")
    assert found.select(columns).row(0) == (None, 0.6, 1.0, 0.6, "partly known")
