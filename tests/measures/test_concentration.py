from __future__ import annotations

import math

import polars as pl
import pytest

from counterpoise import measures as c
from counterpoise.errors import MeasureError, UsageError
from counterpoise.measures.shares import shares
from tests.measures import tables

FIGURES = [
    "partners",
    "herfindahl",
    "normalised_herfindahl",
    *("hill_0", "hill_1", "hill_2", "hill_inf"),
    "shannon",
    "evenness",
    *("cr_1", "cr_3"),
    "theil",
    "unallocated",
    *("herfindahl_low", "herfindahl_high"),
    "leader",
]

SINGLE = (
    c.herfindahl,
    c.normalised_herfindahl,
    c.hirschman,
    c.normalised_hirschman,
    c.hill_number,
    c.shannon,
    c.concentration_ratio,
    c.theil,
)

PART_UNNAMED = tables.panel(
    [
        ("RUS", "VNM", 2019, 5.0),
        ("ISR", "VNM", 2019, 2.0),
        ("unknown:supplier", "VNM", 2019, 2.0),
        ("residual:nes", "VNM", 2019, 1.0),
    ]
)


@pytest.mark.parametrize("n", [1, 2, 3, 10])
def test_equal_suppliers_are_as_many_as_they_are(n: int) -> None:
    row = tables.only(c.concentration(shares(tables.suppliers([7.0] * n))))

    assert row["herfindahl"] == pytest.approx(1 / n)
    for name in ("hill_0", "hill_1", "hill_2", "hill_inf"):
        assert row[name] == pytest.approx(n)
    assert row["theil"] == pytest.approx(0)
    assert row["evenness"] == (pytest.approx(1) if n > 1 else None)
    assert row["normalised_herfindahl"] == (pytest.approx(0) if n > 1 else None)
    assert row["leader"] == "P00"


def test_a_single_partner_is_all() -> None:
    row = tables.only(c.concentration(shares(tables.suppliers([3.0])), universe=10))

    assert (row["herfindahl"], row["normalised_herfindahl"], row["cr_3"]) == (1.0, 1.0, 1.0)
    assert row["theil"] == pytest.approx(math.log(10))


def test_what_is_unallocated_is_one_unknown_partner_in_the_point_and_nobody_in_the_count() -> None:
    row = tables.only(c.concentration(shares(PART_UNNAMED)))

    assert (row["partners"], row["leader"], row["hill_0"]) == (2, "RUS", 3)
    assert row["unallocated"] == pytest.approx(0.3)
    assert row["herfindahl_low"] == pytest.approx(0.25 + 0.04)
    assert row["herfindahl"] == pytest.approx(0.25 + 0.04 + 0.09)
    assert row["herfindahl_high"] == pytest.approx(0.8**2 + 0.04)
    assert (row["cr_1"], row["cr_3"]) == (pytest.approx(0.5), pytest.approx(0.7))


def test_others_than_those_named_are_at_most_one_further_partner() -> None:
    rows = [
        ("RUS", "VNM", 2019, 5.0),
        ("ISR", "VNM", 2019, 2.0),
        ("residual:other givers", "VNM", 2019, 3.0),
    ]
    row = tables.only(c.concentration(shares(tables.panel(rows))))
    alone = tables.only(c.herfindahl(shares(tables.panel(rows))))

    assert row["herfindahl_low"] == pytest.approx(0.25 + 0.04)
    assert row["herfindahl_high"] == row["herfindahl"] == pytest.approx(0.25 + 0.04 + 0.09)
    assert all(alone[name] == row[name] for name in ("herfindahl_low", "herfindahl_high"))


def test_beside_others_what_is_anybodys_is_the_largest_ones() -> None:
    rows = [
        ("RUS", "VNM", 2019, 2.0),
        ("residual:other givers", "VNM", 2019, 5.0),
        ("unknown:giver", "VNM", 2019, 3.0),
    ]
    row = tables.only(c.concentration(shares(tables.panel(rows))))

    assert row["herfindahl_high"] == pytest.approx(0.04 + 0.8**2)


def test_a_named_one_whose_figure_is_not_known_may_be_among_the_others() -> None:
    rows = [
        ("RUS", "VNM", 2019, 5.0),
        ("ISR", "VNM", 2019, None),
        ("residual:other givers", "VNM", 2019, 5.0),
    ]
    row = tables.only(c.concentration(shares(tables.panel(rows))))

    assert row["herfindahl_high"] == pytest.approx(1.0)


def test_nobody_is_no_leader_even_where_nobody_else_is() -> None:
    row = tables.only(c.concentration(shares(tables.panel([("unknown:x", "VNM", 2019, 2.0)]))))

    assert (row["partners"], row["leader"], row["cr_1"]) == (0, None, 0.0)
    assert (row["herfindahl_low"], row["herfindahl"], row["herfindahl_high"]) == (0.0, 1.0, 1.0)


def test_of_equal_partners_the_first_by_name_leads() -> None:
    # 0.1 + 0.2 is not 0.3 in binary: equal but for the order of addition.
    rows = tables.panel(
        [("USA", "VNM", 2018, 0.3), ("CHN", "VNM", 2018, 0.1), ("CHN", "VNM", 2019, 0.2)]
    )

    assert tables.only(c.concentration(shares(rows, window=2)))["leader"] == "CHN"
    swapped = rows.with_columns(
        origin=pl.when(pl.col("origin") == "USA").then(pl.lit("BRA")).otherwise("origin")
    )
    assert tables.only(c.concentration(shares(swapped, window=2)))["leader"] == "BRA"


@pytest.mark.parametrize("values", [[0.0, 0.0], [None, None], [5.0, -1.0]])
def test_undefined_shares_give_nulls_and_keep_the_row(values: list[float | None]) -> None:
    row = tables.only(c.concentration(shares(tables.suppliers(values))))

    assert row["state_of_share"] == "undefined"
    assert [row[name] for name in FIGURES] == [None] * len(FIGURES)
    assert row["unknown"] == values.count(None)


def test_suppressed_shares_give_nulls_and_keep_the_row_and_its_volume() -> None:
    row = tables.only(c.concentration(shares(tables.suppliers([1.0, 2.0]), floor=10.0)))

    assert (row["state_of_share"], row["volume"]) == ("suppressed", 3.0)
    assert [row[name] for name in FIGURES] == [None] * len(FIGURES)


@pytest.mark.parametrize("measure", SINGLE)
@pytest.mark.parametrize("values", [[0.0, 0.0], [None, None], [5.0, -1.0]])
def test_each_measure_is_null_where_shares_are_undefined(
    measure: object, values: list[float | None]
) -> None:
    found = measure(shares(tables.suppliers(values)))  # type: ignore[operator]
    row = tables.only(found)

    assert row.pop("state_of_share") == "undefined"
    assert {row[k] for k in row if k not in ("destination", "year", "volume", "unknown")} == {None}


def test_the_single_measures_say_what_all_at_once_says() -> None:
    table = shares(PART_UNNAMED)
    row = tables.only(c.concentration(table, universe=7))

    assert tables.only(c.herfindahl(table))["herfindahl"] == row["herfindahl"]
    assert (
        tables.only(c.normalised_herfindahl(table, universe=7))["normalised_herfindahl"]
        == row["normalised_herfindahl"]
    )
    for q, name in ((0, "hill_0"), (1, "hill_1"), (2, "hill_2"), (math.inf, "hill_inf")):
        assert tables.only(c.hill_number(table, q=q))[name] == row[name]
    assert tables.only(c.shannon(table))["evenness"] == row["evenness"]
    assert tables.only(c.theil(table, universe=7))["theil"] == row["theil"]
    for k in (1, 3):
        assert tables.only(c.concentration_ratio(table, k=k))[f"cr_{k}"] == row[f"cr_{k}"]


def test_hill_numbers_between_whole_orders_follow_the_formula() -> None:
    found = tables.only(c.hill_number(shares(tables.suppliers([1.0, 3.0])), q=0.5))

    assert found["hill_0_5"] == pytest.approx((0.25**0.5 + 0.75**0.5) ** 2)


def test_every_state_and_year_has_its_row_in_order() -> None:
    rows = tables.panel(
        [(o, d, y, 1.0) for y in (2019, 2018) for d in ("VNM", "IND") for o in ("USA", "RUS")]
    )

    assert c.herfindahl(shares(rows)).select("destination", "year").rows() == [
        ("IND", 2018),
        ("IND", 2019),
        ("VNM", 2018),
        ("VNM", 2019),
    ]


def test_a_universe_smaller_than_the_partners_is_refused() -> None:
    with pytest.raises(MeasureError, match="at least the 3 partners"):
        c.normalised_herfindahl(shares(tables.suppliers([1.0, 1.0, 1.0])), universe=2)
    with pytest.raises(MeasureError, match="at least 1"):
        c.theil(shares(tables.suppliers([1.0])), universe=0)


def test_orders_and_numbers_out_of_range_are_refused() -> None:
    table = shares(tables.suppliers([1.0]))

    for q in (-1, math.nan):
        with pytest.raises(MeasureError, match="from 0 to 100, or inf"):
            c.hill_number(table, q=q)
    with pytest.raises(MeasureError, match="from 1 to 1,000"):
        c.concentration_ratio(table, k=0)


def test_panel_rows_are_not_shares() -> None:
    with pytest.raises(MeasureError, match="must have the columns share, volume"):
        c.herfindahl(PART_UNNAMED)


def test_the_indices_asked_for_are_those_of_the_whole_table() -> None:
    given = shares(PART_UNNAMED)
    few = c.concentration(given, indices=["leader", "hill_2"])
    assert few.columns[2:4] == ["leader", "hill_2"]
    assert few.equals(c.concentration(given).select(few.columns))


def test_an_index_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="hill_3"):
        c.concentration(shares(PART_UNNAMED), indices=["hill_3"])
