"""ATOP: flags of directed dyad-years become undirected obligations in force."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.snapshots.source import Reading
from counterpoise.sources.security import atop_alliances
from tests.sources.case import parquet
from tests.sources.security.covering import years_of

HEADER = "ccode1 ccode2 year atop_defense atop_offense atop_neutral atop_nonagg atop_consul"


def read(folder: Path, *rows: tuple[int, ...]) -> Reading:
    path = folder / "atop.parquet"
    path.write_bytes(parquet(HEADER, *rows))
    (reading,) = atop_alliances.read([path])
    atop_alliances.check(reading.rows)
    return reading


def test_each_obligation_in_force_is_one_undirected_row(tmp_path: Path) -> None:
    reading = read(tmp_path, (816, 365, 1985, 0, 0, 0, 1, 1), (365, 816, 1985, 0, 0, 0, 1, 1))
    assert reading.rows.select("origin", "destination", "year", "indicator", "value").rows() == [
        ("SUN", "VNM", 1985, "alliance_consultation", 1.0),
        ("SUN", "VNM", 1985, "alliance_nonaggression", 1.0),
    ]
    assert years_of(reading) == (1985, 1985)
    assert reading.vintage == "1985"


def test_obligation_of_one_side_joins_the_pair(tmp_path: Path) -> None:
    reading = read(tmp_path, (2, 740, 1960, 1, 0, 0, 0, 1), (740, 2, 1960, 0, 0, 0, 0, 1))
    assert set(reading.rows["indicator"]) == {"alliance_defense", "alliance_consultation"}
    assert "1 of them hold an obligation of one side" in reading.notes[1]


def test_pair_whose_flags_are_all_zero_has_no_row(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        (2, 20, 1950, 1, 0, 0, 0, 0),
        (20, 2, 1950, 1, 0, 0, 0, 0),
        (2, 20, 1951, 0, 0, 0, 0, 0),
        (20, 2, 1951, 0, 0, 0, 0, 0),
    )
    assert reading.rows["year"].to_list() == [1950]
    assert years_of(reading) == (1950, 1951)


def test_two_codes_of_one_state_in_the_year_of_succession_are_pooled(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        (260, 2, 1990, 1, 0, 0, 0, 0),
        (2, 260, 1990, 1, 0, 0, 0, 0),
        (255, 2, 1990, 1, 0, 0, 0, 0),
        (2, 255, 1990, 1, 0, 0, 0, 0),
    )
    assert reading.rows.select("origin", "destination", "year").rows() == [("DEU", "USA", 1990)]


DDYR = """\
ddyad,year,stateA,stateB,atopally,defense,offense,neutral,nonagg,consul,version
2740,2016,2,740,1,1,0,0,0,1,5.1
740002,2016,740,2,1,0,0,0,0,1,5.1
2020,2016,2,20,1,,0,0,0,0,5.1
20002,2016,20,2,1,0,0,0,0,0,5.1
"""
"""Made up, in the layout of the publisher's atop5_1ddyr.csv."""


def test_the_publisher_s_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "atop5_1ddyr.csv"
    path.write_text(DDYR)
    (reading,) = atop_alliances.read([path])
    atop_alliances.check(reading.rows.drop_nulls("value"))
    assert reading.rows.select("origin", "destination", "indicator", "value").rows() == [
        # Nobody knows whether the United States owe Canada defence: that is no "no".
        ("CAN", "USA", "alliance_defense", None),
        ("JPN", "USA", "alliance_consultation", 1.0),
        ("JPN", "USA", "alliance_defense", 1.0),
    ]
    assert reading.vintage == "2016"


@pytest.mark.evidence
def test_viet_nam_has_partners_in_non_aggression_but_not_in_defence(evidence: Path) -> None:
    path = evidence / "ir_tables" / "atop_alliance.parquet"
    (reading,) = atop_alliances.read([path])
    atop_alliances.check(reading.rows)
    rows = reading.rows.filter((pl.col("origin") == "VNM") | (pl.col("destination") == "VNM"))

    def partners(year: int, indicator: str) -> int:
        chosen = (pl.col("year") == year) & (pl.col("indicator") == indicator)
        return rows.filter(chosen).height

    # Counted in the raw file, rows of 816 by year: 1 consultation until 1990, then accessions.
    found = [partners(year, "alliance_nonaggression") for year in (1990, 1995, 2003, 2009, 2018)]
    assert found == [0, 10, 15, 27, 35]
    assert partners(1990, "alliance_consultation") == 1
    assert not [year for year in range(1976, 2019) if partners(year, "alliance_defense")]
    raw = pl.read_parquet(path)
    assert raw.filter((pl.col("ccode1") == 816) & (pl.col("year") == 2018)).height == 35
    assert years_of(reading) == (1815, 2018)
