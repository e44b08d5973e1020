"""Rows of which each tie has one, and sums that are known before, give what adding up first does."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from counterpoise.errors import MeasureError
from counterpoise.measures.products.strategic_products import strategic_products
from counterpoise.measures.products.substitutes import substitutes
from counterpoise.panel import totals
from tests.measures import tables
from tests.measures.products.test_strategic_products import STATES, frame, made_up

ROWS = frame(
    [*made_up(), ("AAA", "BBB", "270900", 2020, None), ("unknown:nes", "AAA", "x", 2021, 9)]
)
ROWS = ROWS.unique(["origin", "destination", "item", "year"], maintain_order=True)
WHOLE = ROWS.with_columns(pl.col("value").cast(pl.Int64))
SOLD = totals.sold(ROWS.lazy()).collect()


@pytest.mark.parametrize("rows", [ROWS, WHOLE], ids=["numbers", "whole numbers"])
def test_rows_that_need_no_adding_up_give_the_same(rows: pl.DataFrame) -> None:
    assert_frame_equal(strategic_products(rows, once=True), strategic_products(ROWS))


@pytest.mark.parametrize("kind", ["duckdb", "pandas", "lazy"])
def test_so_they_do_in_every_engine(kind: str) -> None:
    found = tables.back(strategic_products(tables.KINDS[kind][0](WHOLE), once=True))
    expected = strategic_products(ROWS)
    found = found.select(expected.columns).sort("state", "item", "year")
    assert_frame_equal(found.cast(dict(expected.schema)), expected)


@pytest.mark.parametrize("state", STATES)
def test_a_states_own_imports_and_what_all_sell_are_enough(state: str) -> None:
    own = ROWS.filter(pl.col("destination") == state)
    found = strategic_products(own, once=True, sold=SOLD)
    assert_frame_equal(found, strategic_products(ROWS).filter(pl.col("state") == state))


@pytest.mark.parametrize("state", STATES)
def test_what_the_state_and_the_partners_buy_is_enough(state: str) -> None:
    partners = [one for one in STATES if one != state][:2]
    own = ROWS.filter(pl.col("destination").is_in([state, *partners]))
    expected = substitutes(ROWS, state=state, partners=partners)
    for rows in (own, ROWS):
        found = substitutes(rows, state=state, partners=partners, sold=SOLD)
        assert_frame_equal(found, expected)


def test_what_is_sold_is_of_no_use_to_unions() -> None:
    with pytest.raises(MeasureError, match="only with `once`"):
        strategic_products(ROWS, sold=SOLD)
