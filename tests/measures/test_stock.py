from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures.concentration import concentration
from counterpoise.measures.shares import shares
from counterpoise.measures.stock import decayed_stock
from tests.measures import brute, tables

ROWS = tables.panel(
    [
        ("SUN", "VNM", 1980, 100.0),
        ("ISR", "VNM", 1983, 20.0),
        ("SUN", "VNM", 1984, 0.0),
        ("USA", "VNM", 1984, None),
        ("SUN", "IND", 1990, 7.0),
    ]
)


@pytest.mark.parametrize("keep", [0.5, 0.95, 1.0])
def test_the_stock_agrees_with_adding_up_by_hand(keep: float) -> None:
    found = decayed_stock(ROWS, keep=keep).filter(pl.col("value") != 0)

    values = {
        (r[0], r[1], r[2]): r[3]
        for r in found.select("destination", "year", "origin", "value").rows()
    }
    expected = {
        (state, year, partner): pytest.approx(value)
        for (state, year), partners in brute.stocks(ROWS.to_dicts(), keep).items()
        for partner, value in partners.items()
        if value
    }
    assert values == expected


def test_nothing_worn_out_is_a_running_total() -> None:
    found = decayed_stock(ROWS, keep=1).filter(
        pl.col("destination") == "VNM", pl.col("year") == 1990
    )

    assert dict(found.select("origin", "value").rows()) == {"SUN": 100.0, "ISR": 20.0, "USA": None}


def test_the_stock_says_how_far_back_the_rows_reach() -> None:
    found = decayed_stock(ROWS)

    assert found.filter(pl.col("year") == 1980)["years_seen"].to_list() == [1]
    assert found.filter(pl.col("year") == 1990)["years_seen"].unique().to_list() == [11]


def test_a_row_not_covered_is_remembered_ever_after() -> None:
    found = decayed_stock(ROWS).filter(pl.col("origin") == "USA")

    assert found["unknown"].to_list() == [1] * 7
    assert found["value"].to_list() == [None] * 7


def test_measures_of_shares_take_a_stock() -> None:
    found = concentration(decayed_stock(ROWS, keep=0.5)).filter(
        pl.col("destination") == "VNM", pl.col("year") == 1983
    )

    # 100 / 8 of the Soviet deliveries are left, beside 20 new ones.
    assert tables.only(found)["cr_1"] == pytest.approx(20 / 32.5)
    assert tables.only(found)["leader"] == "ISR"


def test_in_the_first_year_the_stock_is_the_flow() -> None:
    stock, flow = decayed_stock(ROWS), shares(ROWS)

    first = pl.col("year") == 1980
    assert stock.filter(first).drop("years_seen").equals(flow.filter(first))


def test_a_stock_of_nothing_is_undefined_not_zero() -> None:
    for values in ([0.0], [None], [5.0, -1.0]):
        assert decayed_stock(tables.suppliers(values))["share"].unique().to_list() == [None]
        found = decayed_stock(tables.suppliers(values))["state_of_share"].unique().to_list()
        assert found == ["undefined"]


@pytest.mark.parametrize("keep", [0.0, -0.5, 1.01])
def test_a_stock_neither_grows_nor_vanishes(keep: float) -> None:
    with pytest.raises(MeasureError, match=r"from 0.1 to 1"):
        decayed_stock(ROWS, keep=keep)
