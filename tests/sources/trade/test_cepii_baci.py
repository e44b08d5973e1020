from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.trade import cepii_baci
from tests.sources.broken.cepii_baci import CODES, GOOD, NAME
from tests.sources.case import zipped


def readings(folder: Path, **contents: bytes) -> list[Reading]:
    paths = [folder / name for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return [replace(each, rows=each.rows.whole()) for each in cepii_baci.read(paths)]


def test_products_get_their_leading_zero_and_values_become_whole_dollars(tmp_path: Path) -> None:
    (found,) = readings(tmp_path, **{NAME: GOOD})
    assert found.rows.select("origin", "destination", "year", "item", "value").rows() == [
        ("FRA", "CHE", 2021, "840734", 3_403.0),
        ("VNM", "TWN", 2021, "030617", 52_000.0),
        ("VNM", "USA", 2021, "030617", 41.0),
        ("VNM", "USA", 2021, "640399", 1_234_567_891.0),
        ("IND", "VNM", 2021, "100630", 1_000_500.0),
    ]


def test_coverage_is_who_occurs_on_each_side(tmp_path: Path) -> None:
    (found,) = readings(tmp_path, **{NAME: whole()})
    assert found.coverage == (
        Covered(2021, 2021, "origin", ("VNM",)),
        Covered(2021, 2021, "destination", ("USA",)),
    )


def test_a_file_of_some_products_covers_those_and_nothing_else(tmp_path: Path) -> None:
    (found,) = readings(tmp_path, **{NAME: GOOD})
    products = ("030617", "100630", "640399", "840734")
    assert [covered.items for covered in found.coverage] == [products, products]
    assert found.notes[0] == "only 4 products, of 4 chapters: a part of all trade"


def whole() -> bytes:
    """Return a year in which one product of each chapter passes from Viet Nam to the United States."""
    rows = [f"2021,704,842,{chapter:02}0110,1,NA" for chapter in range(1, 98) if chapter != 77]
    return "\n".join(["t,i,j,k,v,q", *rows, ""]).encode()


def test_a_zip_of_several_years_gives_one_reading_for_each(tmp_path: Path) -> None:
    archive = zipped(
        **{
            "BACI_HS92_Y2020_V202301.csv": GOOD.replace(b"2021,", b"2020,").replace(b'"', b""),
            NAME: GOOD,
            "country_codes_V202301.csv": CODES,
            "product_codes_HS92_V202301.csv": b"code,description\n010110,Horses\n",
            "Readme.txt": b"BACI",
        }
    )
    found = readings(tmp_path, **{"BACI_HS92_V202301.zip": archive})
    assert [(each.part, each.vintage) for each in found] == [
        ("2020", "V202301-HS92"),
        ("2021", "V202301-HS92"),
    ]
    assert found[0].rows["value"].to_list() == found[1].rows["value"].to_list()


def test_a_file_under_another_name_does_not_say_its_vintage(tmp_path: Path) -> None:
    (found,) = readings(tmp_path, **{"my.csv": GOOD})
    assert found.vintage == ""


def test_a_file_read_in_small_blocks_gives_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,) = readings(tmp_path, **{NAME: GOOD})
    monkeypatch.setattr(cepii_baci, "BLOCK", 50)
    (blocks,) = readings(tmp_path, **{NAME: GOOD})
    assert blocks.rows.equals(whole.rows)


def test_an_offender_beyond_the_first_block_is_named_by_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cepii_baci, "BLOCK", 50)
    with pytest.raises(ValueError, match=r"row 6: 'x'"):
        readings(tmp_path, **{NAME: GOOD.replace(b"3.403", b"x")})


@pytest.mark.parametrize("block", [7, 50, 10**6])
@pytest.mark.parametrize("ends", [b"\r", b"\r\n"])
def test_carriage_returns_end_lines_and_reading_always_gets_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: bytes, block: int
) -> None:
    (whole,) = readings(tmp_path, **{NAME: GOOD})
    monkeypatch.setattr(cepii_baci, "BLOCK", block)
    (found,) = readings(tmp_path, **{NAME: GOOD.replace(b"\n", ends)})
    assert found.rows.equals(whole.rows)
    for nothing in (b"t,i,j,k,v,q", b"t,i,j,k,v,q" + ends, ends * 3):
        with pytest.raises(SourceError):
            readings(tmp_path, **{NAME: nothing})


@pytest.mark.evidence
def test_the_product_rows_of_two_exporters(evidence: Path) -> None:
    path = evidence / "baci_raw_subset_afg_zaf" / "ExampleTradeData.csv"
    (found,) = (replace(one, rows=one.rows.whole()) for one in cepii_baci.read([path]))
    cepii_baci.check(found.rows)
    with path.open(newline="") as stream:
        raw = list(csv.DictReader(stream))
    assert found.rows.height == len(raw) == 71_192
    assert found.rows["value"].sum() == 1000 * sum(Decimal(row["v"]) for row in raw)
    assert found.rows["value"].sum() == 69_369_988_138
    assert found.rows["item"].str.len_chars().unique().to_list() == [6]
    assert found.rows.filter(pl.col("item").str.starts_with("0")).height == 4_442
    to_china = found.rows.filter((pl.col("origin") == "ZAF") & (pl.col("destination") == "CHN"))[
        "value"
    ].sum()
    assert to_china == 1000 * sum(
        Decimal(row["v"]) for row in raw if (row["i"], row["j"]) == ("710", "156")
    )
    assert found.coverage[0] == Covered(2021, 2021, "origin", ("AFG", "ZAF"))
    assert len(found.coverage[1].states) == 211


@pytest.mark.parametrize(
    "lines",
    [
        GOOD.splitlines(True)[1:],
        [b"2021,704,842,640399,1,\n"],
        [b'2021,704,842,30617,1000000,"  1"\n', b"2021,156,842,030617,0.001,NA\n"],
    ],
    ids=["good", "no quantity", "ends of the range"],
)
def test_what_is_read_at_a_glance_is_what_is_read_closely(
    tmp_path: Path, lines: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"t,i,j,k,v,q\n" + b"".join(lines)
    (found,) = readings(tmp_path, **{NAME: content})
    monkeypatch.setattr(cepii_baci, "HEADERS", ())
    (closely,) = readings(tmp_path, **{NAME: content})
    assert found.rows.equals(closely.rows)


@pytest.mark.parametrize(
    "line",
    [
        "2021,704,842,30617,1", "2021,704,842,30617,x,1", "2021,704,842,306,1,1", "2021,704,,30617,1,1",
        "2021,704,842,30617,-1,1", "2021,704,842,30617,1.0005,1", "2021,704,842,+30617,1,1",
        "1987,704,842,30617,1,1", "2021,704,1842,30617,1,1", '2021,704,842,30617,1,"1',
        "2021,704,842,30617,5e8001,1", "2021,704.5,842,30617,1,1", "2021,704,842,30617,1,1,1",
        "2021,704,842,-30617,1,1", "2021,704,842,30617,nan,1", "2021,704,842,30617,600000000,1",
    ],
)  # fmt: skip
def test_nothing_odd_is_read_at_a_glance(line: str) -> None:
    assert cepii_baci._plain_rows(f"2021,704,842,30618,1,1\n{line}\n") is None
