"""Correlates of War: interstate wars under way between two states on opposite sides."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Reading
from counterpoise.sources.security import cow_wars
from tests.sources.case import parquet
from tests.sources.security.covering import years_of

HEADER = "warnum ccode1 ccode2 year cowinterongoing resume"


def read(folder: Path, *rows: tuple[int, ...]) -> Reading:
    """Read rows given in one direction; their twins are written beside them."""
    twins = [(war, two, one, *rest) for war, one, two, *rest in rows]
    path = folder / "wars.parquet"
    path.write_bytes(parquet(HEADER, *rows, *twins))
    (reading,) = cow_wars.read([path])
    cow_wars.check(reading.rows)
    return reading


def test_war_that_resumes_within_a_year_is_one_war(tmp_path: Path) -> None:
    reading = read(tmp_path, (46, 255, 390, 1864, 1, 0), (46, 255, 390, 1864, 1, 1))
    assert reading.rows.select("origin", "destination", "year", "value").rows() == [
        ("DEU", "DNK", 1864, 1.0)
    ]


def test_two_wars_of_a_pair_in_one_year_are_two(tmp_path: Path) -> None:
    reading = read(tmp_path, (163, 2, 816, 1968, 1, 0), (170, 2, 816, 1968, 1, 0))
    assert reading.rows["value"].to_list() == [2.0]


def test_years_of_peace_to_2007_are_covered(tmp_path: Path) -> None:
    reading = read(tmp_path, (1, 220, 230, 1823, 1, 0))
    assert years_of(reading) == (1816, 2007)


PARTICIPANTS = """\
WarNum,WarName,ccode,StateName,Side,StartYear1,EndYear1,StartYear2,EndYear2,BatDeath
1,Made up,255,Prussia,1,1864,1864,1866,1867,9
1,Made up,390,Denmark,2,1864,1866,-8,-8,9
1,Made up,300,Austria,1,1864,1864,-8,-8,9
2,Made up too,255,Prussia,2,1866,1866,-8,-8,9
2,Made up too,390,Denmark,1,1866,1866,-8,-8,9
"""


def test_participants_fought_the_other_side_in_the_years_that_their_spells_share(
    tmp_path: Path,
) -> None:
    path = tmp_path / "Inter-StateWarData_v4.0.csv"
    path.write_text(PARTICIPANTS)
    (reading,) = cow_wars.read([path])
    cow_wars.check(reading.rows)
    assert reading.rows.select("origin", "destination", "year", "value").rows() == [
        ("AUH", "DNK", 1864, 1.0),
        ("DEU", "DNK", 1864, 1.0),
        ("DEU", "DNK", 1866, 2.0),
    ]
    assert reading.vintage == "1866-participants"
    assert years_of(reading) == (1816, 2007)


def test_one_side_alone_fought_nobody(tmp_path: Path) -> None:
    path = tmp_path / "Inter-StateWarData_v4.0.csv"
    path.write_text("".join(PARTICIPANTS.splitlines(keepends=True)[:2]))
    with pytest.raises(SourceError, match="at least one row that can be used"):
        list(cow_wars.read([path]))


@pytest.mark.evidence
def test_wars_of_viet_nam(evidence: Path) -> None:
    (reading,) = cow_wars.read([evidence / "ir_tables" / "cow_war_inter.parquet"])
    cow_wars.check(reading.rows)

    def years(one: str, other: str) -> dict[int, float]:
        pair = (pl.col("origin") == one) & (pl.col("destination") == other)
        return dict(reading.rows.filter(pair).select("year", "value").iter_rows())

    # Read off the raw rows of 816: wars 163, 170 and 176 with the United States, 193 and 208 with China.
    assert years("USA", "VNM") == {
        **dict.fromkeys(range(1965, 1968), 1),
        1968: 2,
        1969: 2,
        1970: 3,
        1971: 3,
        1972: 2,
        1973: 2,
    }
    assert years("CHN", "VNM") == {1979: 1, 1987: 1}
    assert set(years("KHM", "VNM")) == {*range(1970, 1976), 1977, 1978, 1979}
    assert reading.rows.height == 938
