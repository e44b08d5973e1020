"""What a course of years rests on."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking import courses
from tests.panel.holding import keep, ties
from tests.statements.checking.hand_made import judged


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


@pytest.mark.parametrize(
    ("year", "why"),
    [(2012, "a net flow is below zero"), (2013, ""), (2014, "nothing passed in 2014")],
)
def test_nothing_and_below_zero_are_two_things_and_neither_is_too_little(
    tmp_path: Path, year: int, why: str
) -> None:
    aid = [
        ("JPN", "IND", 2012, -9e6), ("USA", "IND", 2012, 5e6), ("JPN", "IND", 2013, 8e6),
        ("USA", "IND", 2013, 5e6), ("JPN", "IND", 2014, 0.0), ("USA", "IND", 2014, 0.0),
    ]  # fmt: skip
    keep(tmp_path, "world_bank_aid", "1", ties("aid_net", aid), [Covered(2012, 2014)])
    one = judged(
        Store((tmp_path,)), "rank", partners=("JPN",), channel="aid", years=(year, year),
        comparison="largest", quantity=1.0,
    )  # fmt: skip
    assert one.verdict == ("cannot tell" if why else "holds")
    assert why in "".join(one.missing)
    assert "too little" not in "".join(one.missing)
