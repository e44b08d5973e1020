"""What a course of years rests on."""

from __future__ import annotations

import polars as pl

from counterpoise.statements.checking import courses


def test_years_in_the_dollars_of_another_year_are_no_part_of_a_course() -> None:
    rows = pl.DataFrame(
        {
            "year": [2018, 2019, 2023],
            "value": [7.0, 8.0, 5.0],
            "unit": ["2017 USD", "2017 USD", "2021 USD"],
        }
    )
    assert courses._in_one_unit(rows) == {2018: 7.0, 2019: 8.0}
    assert courses._in_one_unit(rows.clear()) == {}
