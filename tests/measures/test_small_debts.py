from __future__ import annotations

import polars as pl

from counterpoise.measures.small_debts import counted_as_nothing


def held(*values: float | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"destination": "VNM", "year": 2024, "value": values},
        schema_overrides={"value": pl.Float64},
    )


def test_a_hundredth_below_zero_is_nothing_held_and_more_is_not() -> None:
    assert counted_as_nothing(held(100.0, None, -1.0), indicator="fdi_stock", of="destination")[
        "value"
    ].to_list() == [100.0, None, 0.0]
    more = held(100.0, -0.6, -0.6)
    assert counted_as_nothing(more, indicator="fdi_stock", of="destination").equals(more)


def test_flows_and_what_has_no_sign_stay() -> None:
    for indicator in ("fdi_flow", "aid_net", "goods"):
        rows = held(1000.0, -1.0)
        assert counted_as_nothing(rows, indicator=indicator, of="destination").equals(rows)


def test_each_state_and_year_is_judged_by_itself() -> None:
    rows = pl.concat([held(100.0, -1.0), held(1.0, -1.0).with_columns(destination=pl.lit("LAO"))])
    found = counted_as_nothing(rows, indicator="fdi_stock", of="destination")
    assert found["value"].to_list() == [100.0, 0.0, 1.0, -1.0]
