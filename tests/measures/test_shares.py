from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures.shares import shares
from counterpoise.measures.stock import decayed_stock
from tests.measures import brute, tables

LUMPY = tables.panel(
    [
        ("RUS", "VNM", 2015, 90.0),
        ("ISR", "VNM", 2016, 10.0),
        ("RUS", "VNM", 2018, 20.0),
        ("KOR", "VNM", 2019, 80.0),
        ("RUS", "IND", 2019, 5.0),
    ]
)


def table(panel: pl.DataFrame, **options: object) -> dict[tuple[str, int, str], float | None]:
    found = shares(panel, **options)  # type: ignore[arg-type]
    return {
        (row["destination"], row["year"], row["origin"]): row["share"]
        for row in found.iter_rows(named=True)
    }


def test_a_window_is_a_ratio_of_sums() -> None:
    found = table(LUMPY, window=5)

    assert found["VNM", 2019, "RUS"] == 110 / 200
    assert found["VNM", 2019, "ISR"] == 10 / 200
    assert found["VNM", 2019, "KOR"] == 80 / 200


def test_years_begin_with_the_first_whole_window_and_end_with_the_rows() -> None:
    assert shares(LUMPY, window=3)["year"].unique().sort().to_list() == [2017, 2018, 2019]
    assert shares(LUMPY, window=5)["year"].unique().to_list() == [2019]
    assert shares(LUMPY, window=6).is_empty()


def test_a_year_without_rows_is_still_in_the_windows_of_its_neighbours() -> None:
    assert table(LUMPY, window=2)["VNM", 2017, "ISR"] == 1.0


@pytest.mark.parametrize("window", [1, 2, 3, 5])
def test_windows_agree_with_adding_up_by_hand(window: int) -> None:
    found = shares(LUMPY, window=window)
    expected = brute.windows(LUMPY.to_dicts(), window)

    values = {
        (r[0], r[2], r[1]): r[3]
        for r in found.select("destination", "origin", "year", "value").rows()
    }
    assert values == {
        (state, year, partner): value
        for (state, year), partners in expected.items()
        for partner, value in partners.items()
    }


def test_items_of_a_dyad_add_up() -> None:
    items = pl.concat([tables.suppliers([1.0, 2.0]), tables.suppliers([3.0, 2.0])])

    assert shares(items)["share"].to_list() == [0.5, 0.5]


def test_a_null_is_counted_adds_nothing_and_has_no_share() -> None:
    found = shares(tables.suppliers([3.0, 1.0, None]))

    assert found["share"].to_list() == [0.75, 0.25, None]
    assert found["value"].to_list() == [3.0, 1.0, None]
    assert found["unknown"].to_list() == [0, 0, 1]
    assert found["volume"].to_list() == [4.0] * 3


def test_a_partner_of_only_zeros_has_no_row() -> None:
    assert shares(tables.suppliers([3.0, 0.0]))["origin"].to_list() == ["P00"]


@pytest.mark.parametrize(
    "values", [[0.0, 0.0], [None, None], [0.0, None], [5.0, -1.0], [-1.0], [1.0, -1.0]]
)
def test_shares_of_nothing_or_of_negatives_are_undefined_not_zero(
    values: list[float | None],
) -> None:
    found = shares(tables.suppliers(values))

    assert found.height == len(values)
    assert found["share"].to_list() == [None] * len(values)
    assert found["state_of_share"].unique().to_list() == ["undefined"]


def test_a_window_that_hides_a_negative_year_has_no_shares() -> None:
    # 3 of 4 would be a share of new aid less repayments: of nothing that anybody gave.
    net = tables.panel(
        [("JPN", "VNM", 2018, -1.0), ("JPN", "VNM", 2019, 4.0), ("KOR", "VNM", 2019, 1.0)]
    )
    assert table(net)["VNM", 2019, "JPN"] == 0.8
    assert table(net, window=2)["VNM", 2019, "JPN"] is None


def test_a_total_under_the_floor_is_suppressed() -> None:
    found = shares(LUMPY, floor=20.0).filter(pl.col("destination") == "IND")

    assert found.select("value", "volume", "share", "state_of_share").rows() == [
        (5.0, 5.0, None, "suppressed")
    ]
    assert shares(LUMPY, floor=5.0).filter(pl.col("destination") == "IND")["share"].to_list() == [
        1.0
    ]


def test_the_other_side_can_be_shared_out() -> None:
    found = shares(LUMPY, of="origin", over="destination").filter(pl.col("year") == 2019)

    assert found.select("origin", "destination", "share").rows() == [
        ("KOR", "VNM", 1.0),
        ("RUS", "IND", 1.0),
    ]


@pytest.mark.parametrize("column", ["indicator", "source", "vintage"])
def test_rows_of_two_kinds_are_not_added(column: str) -> None:
    mixed = pl.concat([LUMPY, LUMPY.with_columns(pl.lit("other").alias(column))])

    with pytest.raises(MeasureError, match=f"must be of one {column}, not 2"):
        shares(mixed)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(MeasureError, match="must have the columns value, source"):
        shares(LUMPY.drop("value", "source"))


def test_a_window_has_at_least_a_year() -> None:
    with pytest.raises(MeasureError, match="a whole number from 1 to 1,000, not 0"):
        shares(LUMPY, window=0)


def test_ties_without_direction_are_refused_as_half_of_them_would_be_missed() -> None:
    pact = LUMPY.with_columns(indicator=pl.lit("alliance_defense"))
    with pytest.raises(MeasureError, match="direction"):
        shares(pact)


def test_years_of_a_stock_are_not_added_up() -> None:
    stock = LUMPY.with_columns(indicator=pl.lit("fdi_stock"))
    assert shares(stock).height
    with pytest.raises(MeasureError, match="no flow"):
        shares(stock, window=2)
    with pytest.raises(MeasureError, match="no flow"):
        decayed_stock(stock)
