"""Rows whose columns hold the wrong thing are refused in the same words, whatever frame holds them."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures import MEASURES
from counterpoise.measures.concentration import herfindahl
from counterpoise.measures.shares import shares
from tests.measures import tables

ROWS = tables.panel(
    [("RUS", "VNM", 2018, 3.0), ("ISR", "VNM", 2018, 1.0), ("RUS", "VNM", 2019, 2.0)]
)
Wrong = Callable[[pl.DataFrame], pl.DataFrame]


def to(column: str, kind: Any) -> Wrong:
    return lambda rows: rows.with_columns(pl.col(column).cast(kind))


def of(column: str, value: Any, kind: Any = None) -> Wrong:
    def changed(rows: pl.DataFrame) -> pl.DataFrame:
        cells = [value, *rows[column].to_list()[1:]]
        return rows.with_columns(pl.Series(column, cells, kind or rows.schema[column]))

    return changed


def all_of(column: str, value: Any) -> Wrong:
    return lambda rows: rows.with_columns(pl.Series(column, [value] * rows.height))


REFUSED: dict[str, tuple[Wrong, str]] = {
    "values as text": (to("value", pl.String), "'value' must hold plain numbers, not text"),
    "values as yes and no": (to("value", pl.Boolean), "plain numbers, not yes and no"),
    "values as lists": (all_of("value", [1.0]), "plain numbers, not lists or records"),
    "values as records": (all_of("value", {"a": 1.0}), "plain numbers, not lists or records"),
    "values as decimals": (all_of("value", decimal.Decimal("1.5")), "plain numbers, not decimals"),
    "values without end": (of("value", math.inf), "'value' must hold finite numbers"),
    "values below all": (of("value", -math.inf), "'value' must hold finite numbers"),
    "years as days": (all_of("year", datetime.date(2018, 1, 1)), "whole numbers, not days"),
    "years as times": (all_of("year", datetime.datetime(2018, 1, 1)), "whole numbers, not days"),
    "years as text": (to("year", pl.String), "'year' must hold whole numbers, not text"),
    "years with fractions": (to("year", pl.Float64), "whole numbers, not numbers with fractions"),
    "a year below all": (of("year", -9), "must hold years from 1494 to 2100, not -9"),
    "a year beyond all": (of("year", 4096), "years from 1494 to 2100, not 4096"),
    "a day for a year": (of("year", 20180101, pl.Int64), "years from 1494 to 2100, not 20180101"),
    "codes of states": (all_of("origin", 365), "'origin' must hold text, not numbers"),
    "no state": (of("origin", None), "'origin' must not be empty"),
    "indicators as numbers": (all_of("indicator", 1), "'indicator' must hold text, not numbers"),
}


@pytest.mark.parametrize("fault", REFUSED)
@pytest.mark.parametrize("kind", tables.KINDS)
def test_wrong_columns_are_refused_alike(kind: str, fault: str) -> None:
    change, words = REFUSED[fault]
    convert, _ = tables.KINDS[kind]
    given = convert(change(ROWS))

    with pytest.raises(MeasureError, match=words):
        shares(given)


@pytest.mark.parametrize("kind", tables.KINDS)
def test_a_number_that_is_none_counts_as_missing(kind: str) -> None:
    convert, _ = tables.KINDS[kind]
    odd = of("value", math.nan)(ROWS)
    expected = shares(of("value", None)(ROWS))

    found = tables.back(shares(convert(odd)))

    assert found.drop("unknown").rows() == expected.drop("unknown").rows()
    assert found["unknown"].to_list() == expected["unknown"].to_list()


@pytest.mark.parametrize("kind", ["polars", "lazy", "pandas", "arrow", "duckdb"])
def test_names_as_categories_give_what_texts_give(kind: str) -> None:
    convert, _ = tables.KINDS[kind]
    coded = ROWS.with_columns(pl.col("origin", "destination").cast(pl.Categorical))

    assert tables.back(shares(convert(coded))).rows() == shares(ROWS).rows()


@pytest.mark.parametrize("column", ["share", "volume"])
@pytest.mark.parametrize("kind", tables.KINDS)
def test_what_a_measure_returned_is_looked_at_again(kind: str, column: str) -> None:
    convert, _ = tables.KINDS[kind]
    with pytest.raises(MeasureError, match=f"{column!r} must hold plain numbers, not text"):
        herfindahl(convert(to(column, pl.String)(shares(ROWS))))


@pytest.mark.parametrize("given", [[1, 2], "rows", {"origin": ["RUS"]}, None])
def test_what_is_no_frame_is_refused(given: Any) -> None:
    with pytest.raises(MeasureError, match="must be a frame"):
        shares(given)


NUMBERS = [
    ("shares", {"window": 10**9}), ("shares", {"window": 0}), ("shares", {"window": 2.5}),
    ("shares", {"floor": math.nan}), ("shares", {"floor": math.inf}), ("shares", {"floor": "5"}),
    ("decayed_stock", {"keep": math.nan}), ("decayed_stock", {"keep": 2}),
    ("hill_number", {"q": math.nan}), ("hill_number", {"q": 1e308}), ("hill_number", {"q": -1}),
    ("concentration_ratio", {"k": 10**9}), ("turnover", {"lag": 10**9}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options"), NUMBERS)
def test_numbers_given_to_measures_have_bounds(name: str, options: dict[str, Any]) -> None:
    measure = MEASURES[name]
    given = ROWS if measure.needs == "panel" else shares(ROWS)
    (argument,) = options
    with pytest.raises(MeasureError, match=f"`{argument}` must be a"):
        measure.load()(given, **options)


def test_the_effective_number_of_many_small_shares_is_theirs_at_the_highest_order() -> None:
    rows = tables.panel((f"P{i:03}", "VNM", 2019, 1.0) for i in range(800))
    from counterpoise.measures.effective_partners import hill_number

    found = hill_number(shares(rows), q=100)
    assert found["hill_100"][0] == pytest.approx(800)
