from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Reading
from counterpoise.sources.aid_and_capital import world_bank_aid as aid
from tests.sources.broken.world_bank_aid import GOOD
from tests.sources.case import zipped
from tests.sources.world_bank import pages, whole


def reading(folder: Path, content: bytes = GOOD) -> Reading:
    path = folder / "aid.csv"
    path.write_bytes(content)
    (found,) = aid.read([path])
    aid.check(found.rows)
    return found


def test_rows_of_a_year_add_up_to_the_total(tmp_path: Path) -> None:
    rows = reading(tmp_path).rows
    assert rows.select("origin", "destination", "year", "value", "status").rows() == [
        ("JPN", "VNM", 2000, 900_001.0, "reported"),
        ("USA", "VNM", 2000, 100_000.0, "reported"),
        (aid.REST, "VNM", 2000, 499_999.0, "imputed"),
        ("JPN", "VNM", 2001, -500_000.0, "reported"),
        ("USA", "VNM", 2001, None, "not covered"),
        (aid.REST, "VNM", 2001, 400_000.0, "imputed"),
    ]
    assert rows.group_by("year").agg(pl.col("value").sum()).sort("year")["value"].to_list() == [
        1_500_000.0,
        -100_000.0,
    ]


def test_only_the_donors_named_are_covered(tmp_path: Path) -> None:
    covered = {
        (one.side, state, one.first, one.last)
        for one in reading(tmp_path).coverage
        for state in one.states
    }
    assert covered == {
        ("destination", "VNM", 2000, 2001),
        ("origin", "JPN", 2000, 2001),
        ("origin", "USA", 2000, 2000),
        ("origin", aid.REST, 2000, 2001),
    }


def series(code: str, *rows: str, day: str = "2025-10-07") -> bytes:
    """Return one of the World Bank's own tables, made up: regions stand among the states."""
    years = ",".join(f'"{year}"' for year in range(1960, 1963))
    head = f'\ufeff"Data Source","WDI",\n\n"Last Updated Date","{day}",\n\n'
    head += f'"Country Name","Country Code","Indicator Name","Indicator Code",{years},\n'
    lines = [f'"x","{geo}","Net aid","{code}",{cells},\n' for geo, cells in map(str.split, rows)]
    return (head + "".join(lines)).encode()


def tables_of(folder: Path, **content: bytes) -> Reading:
    paths = [folder / f"{name}.zip" for name in content]
    for path, table in zip(paths, content.values(), strict=True):
        path.write_bytes(zipped(**{f"API_{path.stem}.csv": table, "Metadata_Country_x.csv": b"a"}))
    (found,) = aid.read(paths)
    return found


TOTAL = series("DC.DAC.TOTL.CD", 'VNM ,"900000",""', 'LAO "50000","",""', 'WLD "9","9","9"')
JAPAN = series("DC.DAC.JPNL.CD", 'VNM "","600000.4",""', 'WLD "","5",""')
UNION = series("DC.DAC.CECL.CD", 'VNM "","100000",""')


def test_the_world_bank_s_own_tables_of_donors_and_the_total(tmp_path: Path) -> None:
    found = tables_of(tmp_path, total=TOTAL, japan=JAPAN, union=UNION)
    assert found.vintage == "2025-10-07"
    assert found.rows.select("origin", "destination", "year", "value", "status").rows() == [
        (aid.REST, "LAO", 1960, 50_000.0, "imputed"),
        ("JPN", "VNM", 1961, 600_000.0, "reported"),
        (aid.REST, "VNM", 1961, 300_000.0, "imputed"),  # the Union's 100,000 among them
    ]
    assert "1 regions and income groups set aside" in found.notes


EXPECTED = [
    (aid.REST, "LAO", 1960, 50_000.0),
    ("JPN", "VNM", 1961, 600_000.0),
    (aid.REST, "VNM", 1961, 300_000.0),
]


def test_the_api_s_pages_and_the_file_of_all_indicators_say_the_same(tmp_path: Path) -> None:
    total = pages(
        "DC.DAC.TOTL.CD", {"VNM": {1961: 900_000}, "LAO": {1960: 50_000, 1961: None}}, size=2
    )
    japan = pages("DC.DAC.JPNL.CD", {"VNM": {1961: 600_000.4, 1960: None}})
    paths = [tmp_path / f"{number}.json" for number in range(3)]
    for path, content in zip(paths, (*total, *japan), strict=True):
        path.write_bytes(content)
    (found,) = aid.read(paths)
    assert found.vintage == "2025-10-07"
    assert found.rows.select("origin", "destination", "year", "value").rows() == EXPECTED
    every = tmp_path / "WDICSV.csv"
    rows = [("VNM", "DC.DAC.TOTL.CD", ["", 900_000]), ("LAO", "DC.DAC.TOTL.CD", [50_000, ""])]
    rows += [("VNM", "DC.DAC.JPNL.CD", ["", 600_000.4]), ("VNM", "NY.GDP.MKTP.CD", [1, 2])]
    every.write_bytes(whole(rows))
    (found,) = aid.read([every])
    assert found.rows.select("origin", "destination", "year", "value").rows() == EXPECTED


def test_tables_of_two_updates_or_of_another_series_are_refused(tmp_path: Path) -> None:
    other = series("DC.DAC.JPNL.CD", 'VNM "","6",""', day="2024-01-01")
    with pytest.raises(SourceError, match="of one update"):
        tables_of(tmp_path, total=TOTAL, japan=other)
    gdp = series("NY.GDP.MKTP.CD", 'VNM "","6",""')
    with pytest.raises(SourceError, match="series of net bilateral aid"):
        tables_of(tmp_path, total=TOTAL, gdp=gdp)
    with pytest.raises(SourceError, match="for which the recipient has a row DAC_TOTAL"):
        tables_of(tmp_path, japan=JAPAN)


@pytest.mark.evidence
def test_the_excerpt_of_viet_nam(evidence: Path) -> None:
    path = evidence / "aid_wdi_vnm_excerpt" / "wdi_dac_bilateral_aid_vnm.csv"
    (found,) = aid.read([path])
    aid.check(found.rows)
    printed: dict[int, dict[str, float]] = defaultdict(dict)
    with path.open() as lines:
        for line in csv.DictReader(lines):
            printed[int(line["time"])][line["donor"]] = float(line["value"])
    japan = sum(printed[year]["JPN"] for year in range(2000, 2020))
    total = sum(printed[year]["DAC_TOTAL"] for year in range(2000, 2020))
    assert japan / total == pytest.approx(0.50967, abs=1e-5)

    rows = found.rows
    assert rows.height == 24 * 6
    years = rows.filter(pl.col("year") < 2020)
    shares = years.group_by("origin").agg(pl.col("value").sum() / years["value"].sum())
    assert dict(shares.rows())["JPN"] == pytest.approx(japan / total, abs=1e-9)
    sums = dict(rows.group_by("year").agg(pl.col("value").sum()).rows())
    assert {year: round(of["DAC_TOTAL"]) for year, of in printed.items()} == sums
    below = rows.filter(pl.col("value") < 0).select("origin", "year", "value").rows()
    assert [row for row in below if row[0] == "JPN"] == [
        ("JPN", 2021, -163_187_027.0),
        ("JPN", 2022, -168_686_768.0),
    ]
