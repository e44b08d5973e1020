"""Tables of few rows are computed at once, those of many are planned; both give the same."""

from __future__ import annotations

import polars as pl
import polars.testing
import pytest

from counterpoise.measures import frames
from counterpoise.measures.blocs import as_one_partner
from counterpoise.measures.concentration import concentration
from counterpoise.measures.dependence import oneal_russett
from counterpoise.measures.pairs import ties
from counterpoise.measures.shares import shares

STATES = [f"S{number:02d}" for number in range(20)]
YEARS = range(2000, 2010)


def goods() -> pl.DataFrame:
    rows = [
        (origin, destination, year, float(i * j % 17 + 1))
        for year in YEARS
        for i, origin in enumerate(STATES)
        for j, destination in enumerate(STATES)
        if origin != destination
    ]
    columns = ["origin", "destination", "year", "value"]
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        indicator=pl.lit("goods"), source=pl.lit("made_up")
    )


@pytest.fixture(params=[1, 500, 10**9], ids=["planned", "mixed", "at once"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(frames, "FEW", request.param)
    return int(request.param)


@pytest.fixture(scope="module")
def expected() -> pl.DataFrame:
    return oneal_russett(ties(goods().lazy()).collect(), gdp())


def gdp() -> pl.DataFrame:
    rows = [(state, year, 1e3 + i) for year in YEARS for i, state in enumerate(STATES)]
    return pl.DataFrame(rows, schema=["state", "year", "value"], orient="row")


def test_a_table_of_many_rows_meets_one_of_few(few: int, expected: pl.DataFrame) -> None:
    found = oneal_russett(ties(goods()), gdp())

    polars.testing.assert_frame_equal(found, expected)


def test_shares_and_their_concentration_do_not_depend_on_the_plan(few: int) -> None:
    planned = concentration(shares(goods().lazy(), window=3)).collect()

    polars.testing.assert_frame_equal(concentration(shares(goods(), window=3)), planned)


def test_members_of_a_bloc_are_looked_up_whatever_the_sizes(few: int) -> None:
    members = pl.DataFrame(
        [("S01", year) for year in YEARS], schema=["state", "year"], orient="row"
    )

    found = as_one_partner(goods(), members, bloc="B", over="origin")

    assert "bloc:B" in found["origin"].to_list()
