"""Thompson, Sakuwa and Suhas: spells of rivalry become one row per year."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.snapshots.source import Reading
from counterpoise.sources.security import rivalries_thompson
from tests.sources.case import parquet
from tests.sources.security.covering import years_of

HEADER = "ccode1 ccode2 start end positional spatial ideological interventionary"


def read(folder: Path, *rows: tuple[float | None, ...]) -> Reading:
    path = folder / "rivalries.parquet"
    path.write_bytes(parquet(HEADER, *rows))
    (reading,) = rivalries_thompson.read([path])
    rivalries_thompson.check(reading.rows)
    return reading


def test_spell_becomes_a_row_for_each_of_its_years(tmp_path: Path) -> None:
    reading = read(tmp_path, (710, 816, 1973, 1975, 1, 1, None, None))
    columns = ("origin", "destination", "year", "item", "value")
    assert reading.rows.select(columns).rows() == [
        ("CHN", "VNM", year, "positional+spatial", 1.0) for year in (1973, 1974, 1975)
    ]
    assert years_of(reading) == (1973, 1975)
    assert reading.vintage == "1975"


def test_a_table_written_by_r_as_csv_is_read_like_parquet(tmp_path: Path) -> None:
    path = tmp_path / "rivalries.csv"
    path.write_text(
        f'"",{",".join(HEADER.split())}\n"1",710,816,1973,1974,1,1,NA,NA\n"2",2,20,1900,1900,NA,0,0,0\n'
    )
    (found,) = rivalries_thompson.read([path])
    same = read(
        tmp_path, (710, 816, 1973, 1974, 1, 1, None, None), (2, 20, 1900, 1900, None, 0, 0, 0)
    )
    assert found.rows.equals(same.rows)


def test_rivalry_whose_matter_is_not_given_is_untyped(tmp_path: Path) -> None:
    reading = read(
        tmp_path, (210, 220, 1668, 1668, None, None, None, None), (2, 20, 1900, 1900, 1, 0, 0, 0)
    )
    assert dict(reading.rows.select("origin", "item").iter_rows()) == {
        "FRA": "untyped",
        "CAN": "positional",
    }


def test_spells_of_a_pair_that_share_a_year_are_one_rivalry(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        (670, 678, 1980, 1990, None, 1, None, None),
        (670, 679, 1990, 1991, 1, None, None, None),
    )
    items = dict(reading.rows.select("year", "item").iter_rows())
    assert (items[1989], items[1990], items[1991]) == (
        "spatial",
        "positional+spatial",
        "positional",
    )
    assert reading.rows.height == 12


@pytest.mark.evidence
def test_rivalries_of_the_real_list(evidence: Path) -> None:
    path = evidence / "ir_tables" / "tss_rivalries.parquet"
    (reading,) = rivalries_thompson.read([path])
    rivalries_thompson.check(reading.rows)

    def years(one: str, other: str) -> list[int]:
        pair = (pl.col("origin") == one) & (pl.col("destination") == other)
        return sorted(reading.rows.filter(pair)["year"])

    assert years("CHN", "VNM") == list(range(1973, 1992))
    assert years("CHN", "USA") == [*range(1949, 1973), *range(1996, 2021)]
    assert years("SUN", "USA") == list(range(1945, 1990))
    assert years("RUS", "USA") == [*range(1918, 1921), *range(2007, 2021)]
    raw = pl.read_parquet(path)
    assert reading.rows.height == int((raw["end"] - raw["start"] + 1).sum()) == 11_097
    assert years_of(reading) == (1494, 2020)
