from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.panel import build, odd_rows
from counterpoise.panel.store import Store

COLUMNS = ("origin", "destination", "origin_code", "year", "value", "status")


def frame(*rows: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=list(COLUMNS), orient="row").with_columns(
        indicator=pl.lit("goods"), item=pl.lit("all")
    )


def settled(*rows: tuple[object, ...]) -> tuple[list[tuple[object, ...]], list[str]]:
    found, notes = odd_rows.settled(frame(*rows), table="panel")
    return found.select("origin", "destination", "value", "status").rows(), notes


def test_an_entity_with_itself_is_set_aside_and_counted() -> None:
    rows, notes = settled(
        ("IND", "IND", 699, 2013, 7.0, "reported"),
        ("residual:A", "residual:A", 899, 2013, 1.0, "reported"),
        ("CHN", "VNM", 156, 2013, 5.0, "reported"),
        ("residual:A", "residual:B", 899, 2013, 2.0, "reported"),
    )
    assert [row[:2] for row in rows] == [("CHN", "VNM"), ("residual:A", "residual:B")]
    assert notes == [
        "2 rows that tie an entity to itself set aside (1 of a residual): IND, residual:A"
    ]


def test_two_codes_of_one_state_in_one_year_are_added_up() -> None:
    rows, notes = settled(
        ("SDN", "CHN", 736, 2011, 3.0, "reported"),
        ("SDN", "CHN", 729, 2011, 4.0, "imputed"),
        ("SDN", "IND", 729, 2011, None, "not covered"),
        ("SDN", "IND", 736, 2011, 1.0, "reported"),
        ("SDN", "CHN", 729, 2012, 9.0, "reported"),
    )
    assert sorted(rows, key=str) == [
        ("SDN", "CHN", 7.0, "imputed"),
        ("SDN", "CHN", 9.0, "reported"),
        ("SDN", "IND", 1.0, "reported"),
    ]
    assert notes == [
        "two codes of one state in one year: 4 rows, 1 of them without a figure added up to 2:"
        " SDN (729 and 736)"
    ]


def test_what_stands_twice_under_the_same_codes_is_left_to_be_refused() -> None:
    twice = ("SDN", "CHN", 729, 2011, 4.0, "reported")
    rows, notes = settled(twice, twice, ("SDN", "CHN", 736, 2011, 3.0, "reported"))
    assert len(rows) == 3
    assert notes == []


BACI = "t,i,j,k,v,q\n"


def test_a_year_of_baci_with_odd_rows_is_read_and_they_are_told(tmp_path: Path) -> None:
    path = tmp_path / "BACI_HS92_Y1990_V202501.csv"
    path.write_text(
        BACI
        + "1990,278,842,270900,40.5,1\n1990,280,842,270900,7.25,NA\n1990,276,842,270900,2,NA\n"
        + "1990,699,699,710239,7.5,1\n1990,842,699,100630,1,1\n"
    )
    held = build.add(Store((tmp_path / "store",)), "cepii_baci", [path])
    rows = held.scan().sort("origin").select("origin", "destination", "value").collect().rows()
    assert rows == [
        ("DDR", "USA", 40_500.0),
        ("DEU", "USA", 9_250.0),  # 280, the Federal Republic, and 276, Germany since
        ("USA", "IND", 1_000.0),
    ]
    assert any("DEU (276 and 280)" in note for note in held.notes)
    assert any(note.startswith("1 row that ties an entity to itself") for note in held.notes)
    exporters = next(one for one in held.coverage if one.side == "origin")
    assert "IND" not in exporters.states


def test_a_doubled_row_of_baci_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "BACI_HS92_Y1990_V202501.csv"
    path.write_text(BACI + "1990,280,842,270900,7.25,NA\n" * 2 + "1990,276,842,270900,2,NA\n")
    with pytest.raises(SourceError, match="one row for each"):
        build.add(Store((tmp_path / "store",)), "cepii_baci", [path])


def test_a_year_that_repeats_another_is_told(tmp_path: Path) -> None:
    paths = []
    for year, rice in ((2001, "3"), (2002, "3"), (2003, "4")):
        paths.append(tmp_path / f"BACI_HS92_Y{year}_V202501.csv")
        rows = f"{year},156,704,854231,500,1\n{year},842,704,100630,{rice},1\n"
        paths[-1].write_text(BACI + rows)
    held = build.add(Store((tmp_path / "store",)), "cepii_baci", paths)
    told = [note for part in held.parts for note in part.notes if note.startswith("every figure")]
    assert told == ["every figure (goods) of 2002 equals that of 2001"]


def test_one_figure_alone_or_pacts_that_stand_still_are_no_repetition(tmp_path: Path) -> None:
    paths = []
    for year in (2001, 2002):
        paths.append(tmp_path / f"BACI_HS92_Y{year}_V202501.csv")
        paths[-1].write_text(BACI + f"{year},156,704,854231,500,1\n{year},842,704,100630,0,1\n")
    held = build.add(Store((tmp_path / "store",)), "cepii_baci", paths)
    assert not [note for note in held.notes if note.startswith("every figure")]
