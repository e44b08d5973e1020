"""Correlates of War: disputes under way, begun, and the highest hostility of each pair and year."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.snapshots.source import Reading
from counterpoise.sources.security import cow_disputes
from tests.sources.case import parquet, zipped
from tests.sources.security.covering import years_of

HEADER = "dispnum ccode1 ccode2 year cowmidongoing cowmidonset hostlev1 hostlev2"


def read(folder: Path, *rows: tuple[int, ...], listed: tuple[int, ...] = ()) -> Reading:
    """Read rows given in one direction; their twins are written beside them."""
    twins = [(d, two, one, y, o, s, h2, h1) for d, one, two, y, o, s, h1, h2 in rows]
    paths = [folder / "ddydisps.parquet"]
    paths[0].write_bytes(parquet(HEADER, *rows, *twins))
    if listed:
        paths.append(folder / "disps.parquet")
        paths[1].write_bytes(parquet("dispnum styear", *((number, 1950) for number in listed)))
    (reading,) = cow_disputes.read(paths)
    cow_disputes.check(reading.rows)
    return reading


def values(reading: Reading, indicator: str) -> dict[int, float | None]:
    rows = reading.rows.filter(pl.col("indicator") == indicator)
    return dict(rows.select("year", "value").iter_rows())


def test_dispute_over_two_years_begins_once(tmp_path: Path) -> None:
    reading = read(tmp_path, (7, 710, 816, 1978, 1, 1, 4, 3), (7, 710, 816, 1979, 1, 0, 4, 3))
    assert values(reading, "dispute") == {1978: 1, 1979: 1}
    assert values(reading, "dispute_onset") == {1978: 1}
    assert values(reading, "dispute_hostility") == {1978: 4, 1979: 4}
    assert reading.rows.select("origin", "destination").unique().rows() == [("CHN", "VNM")]


def test_disputes_at_once_are_counted_and_the_highest_level_stands(tmp_path: Path) -> None:
    reading = read(tmp_path, (7, 2, 816, 1965, 1, 1, 5, 5), (8, 2, 816, 1965, 1, 1, 1, 3))
    assert values(reading, "dispute") == {1965: 2}
    assert values(reading, "dispute_onset") == {1965: 2}
    assert values(reading, "dispute_hostility") == {1965: 5}


def test_unknown_hostility_of_both_sides_is_not_covered(tmp_path: Path) -> None:
    reading = read(tmp_path, (7, 2, 816, 1965, 1, 1, -9, -9), (8, 2, 816, 1966, 1, 1, -9, 3))
    hostility = reading.rows.filter(pl.col("indicator") == "dispute_hostility")
    assert hostility.select("year", "value", "status").rows() == [
        (1965, None, "not covered"),
        (1966, 3.0, "reported"),
    ]


def test_list_of_disputes_tells_how_many_the_dyad_years_lack(tmp_path: Path) -> None:
    reading = read(tmp_path, (7, 2, 816, 1965, 1, 1, 4, 4), listed=(7, 9, 11))
    assert any("2 of 3 listed disputes" in note for note in reading.notes)


MIDB = """\
dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,hostlev,version
7,CHN,710,-9,1,1979,-9,3,1980,1,4,5
7,DRV,816,-9,1,1979,-9,3,1980,0,5,5
7,RUS,365,-9,3,1980,-9,3,1980,0,-9,5
8,CHN,710,-9,6,1980,-9,7,1980,0,2,5
8,DRV,816,-9,6,1980,-9,7,1980,1,3,5
9,USA,2,-9,6,1980,-9,7,1980,1,2,5
"""
"""Made up, in the layout of the publisher's list of participants."""


def test_participants_are_paired_with_the_other_side_while_both_took_part(tmp_path: Path) -> None:
    archive = tmp_path / "MID-5-Data-and-Supporting-Materials.zip"
    archive.write_bytes(
        zipped(
            **{
                "MID 5/MIDB 5.0.csv": MIDB.encode(),
                "MID 5/MIDA 5.0.csv": b"dispnum,styear,endyear,hostlev\n7,1979,1980,5\n",
                "MID 5/MIDI 5.0.csv": b"incidnum,dispnum,styear\n7001,7,1979\n",
                "MID 5/Coding manual.pdf": b"%PDF-1.4\x00",
            }
        )
    )
    (reading,) = cow_disputes.read([archive])
    cow_disputes.check(reading.rows)
    assert reading.vintage == "1980-participants"
    china_viet_nam = {
        indicator: [
            (year, value)
            for one, other, year, value in reading.rows.filter(indicator=indicator)
            .select("origin", "destination", "year", "value")
            .rows()
            if (one, other) == ("CHN", "VNM")
        ]
        for indicator in ("dispute", "dispute_onset", "dispute_hostility")
    }
    assert china_viet_nam == {
        "dispute": [(1979, 1), (1980, 2)],
        "dispute_onset": [(1979, 1), (1980, 1)],
        "dispute_hostility": [(1979, 5), (1980, 5)],
    }
    with_moscow = reading.rows.filter(pl.col("destination") == "SUN")
    assert set(with_moscow.select("origin", "year").rows()) == {("CHN", 1980)}
    assert "3 disputes of 6 participations" in reading.notes[0]


def test_dyad_years_as_csv_are_read_like_parquet(tmp_path: Path) -> None:
    path = tmp_path / "ddydisps.csv"
    path.write_text(
        f'"",{",".join(HEADER.split())}\n"1",7,710,816,1979,1,1,4,NA\n"2",7,816,710,1979,1,1,NA,4\n'
    )
    (reading,) = cow_disputes.read([path])
    assert values(reading, "dispute_hostility") == {1979: 4}


@pytest.mark.evidence
def test_china_and_viet_nam_dispute_but_are_not_at_war_after_1986(evidence: Path) -> None:
    folder = evidence / "ir_tables"
    paths = [folder / "cow_mid_ddydisps.parquet", folder / "cow_mid_disps.parquet"]
    (reading,) = cow_disputes.read(paths)
    cow_disputes.check(reading.rows)
    pair = reading.rows.filter((pl.col("origin") == "CHN") & (pl.col("destination") == "VNM"))
    hostility = dict(
        pair.filter(pl.col("indicator") == "dispute_hostility").select("year", "value").iter_rows()
    )
    # Read off the raw rows of 710 and 816.
    assert {year for year, level in hostility.items() if level == 5} == {1978, 1979, 1986}
    assert {y: v for y, v in hostility.items() if y >= 2010} == {
        2010: 4,
        2011: 3,
        2012: 4,
        2013: 4,
        2014: 4,
    }
    assert len(hostility) == 20
    # The dyad-years are thinned to one dispute each, so every count is 1.
    assert reading.rows.filter(pl.col("indicator") == "dispute")["value"].unique().to_list() == [1]
    assert reading.rows["indicator"].value_counts().sort("indicator")["count"].to_list() == [
        5117,
        5117,
        3462,
    ]
    assert years_of(reading) == (1816, 2014)
    assert any("156 of 2,436" in note for note in reading.notes)
