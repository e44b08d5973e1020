from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots import workbooks
from counterpoise.sources.state import world_bank_gdp as gdp
from tests.sources.broken.world_bank_gdp import GOOD, NAME
from tests.sources.case import zipped


def read(folder: Path, content: bytes = GOOD, name: str = NAME) -> pl.DataFrame:
    path = folder / name
    path.write_bytes(content)
    (reading,) = gdp.read([path])
    gdp.check(reading.rows)
    return reading.rows


def test_a_year_missing_between_two_known_ones_is_not_covered(tmp_path: Path) -> None:
    andorra = read(tmp_path).filter(pl.col("state") == "AND")
    assert andorra.select("year", "value", "status").rows() == [
        (1961, 2_000_000.0, "reported"),
        (1962, None, "not covered"),
        (1963, 2_000_004.0, "reported"),
    ]


def test_groups_of_states_and_states_without_values_are_left_out(tmp_path: Path) -> None:
    assert set(read(tmp_path)["state"]) == {"AND", "USA"}
    (reading,) = gdp.read([tmp_path / NAME])
    assert "2 regions and income groups set aside" in reading.notes[0]
    assert "1 economy without any value: GIB" in reading.notes[1]


def test_the_vintage_is_the_day_of_the_last_update(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(GOOD)
    (reading,) = gdp.read([tmp_path / NAME])
    assert reading.vintage == "2031-02-03"
    years = {(covered.first, covered.last, covered.states) for covered in reading.coverage}
    assert years == {(1960, 1963, ("USA",)), (1961, 1961, ("AND",)), (1963, 1963, ("AND",))}


def test_the_archive_is_read_without_its_metadata(tmp_path: Path) -> None:
    archive = zipped(
        **{NAME: GOOD, f"Metadata_Country_{NAME}": b"x", f"Metadata_Indicator_{NAME}": b"y"}
    )
    assert read(tmp_path, archive, "gdp.zip").equals(read(tmp_path))


def test_the_workbook_gives_the_same_rows_as_the_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        ["Data Source", "World Development Indicators", "", "", "", "", "", ""],
        ["Last Updated Date", "2031-02-03", "", "", "", "", "", ""],
        ["Country Name", "Country Code", "", "Indicator Code", "1960", "1961.0", "1962.0", "1963"],
        ["Andorra", "AND", "", gdp.INDICATOR, "", "2000000.4", "", "2000003.5"],
        ["America", "USA", "", gdp.INDICATOR, "500000000000.5", "5.1e11", "5.2e11", "5.3e11"],
        ["World", "WLD", "", gdp.INDICATOR, "5.5e11", "5.6e11", "5.7e11", "5.8e11"],
    ]
    monkeypatch.setattr(workbooks, "read_sheet", lambda *_, **__: lines)
    assert read(tmp_path, workbooks.OLE, "gdp.xls").equals(read(tmp_path))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (
            b"Country Name,Country Code,Series Name,Series Code,2020 [YR2020]\nLaos,LAO,GDP,x,1\n",
            "an export of DataBank",
        ),
        (b"country,iso3c,year,NY.GDP.MKTP.CD\nLaos,LAO,2020,1.9e10\n", "a long table"),
    ],
)
def test_other_layouts_of_the_publisher_are_named(
    tmp_path: Path, content: bytes, what: str
) -> None:
    path = tmp_path / "gdp.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=what) as caught:
        list(gdp.read([path]))
    assert "data.worldbank.org" in caught.value.attempt


@pytest.mark.evidence
def test_the_publishers_workbook(evidence: Path) -> None:
    path = evidence / "macro" / "wdi_gdp_current_usd_1960-2023.xls"
    (reading,) = gdp.read([path])
    gdp.check(reading.rows)
    value = {(state, year): value for state, year, value in gdp._keys(reading.rows)}
    assert reading.vintage == "2025-03-24"
    assert value["VNM", 2023] == 429_716_969_044
    assert value["VNM", 1985] == 14_094_687_821
    assert ("VNM", 1984) not in value
    assert value["USA", 2023] == 27_720_709_000_000
    assert min(value[key] for key in value if value[key]) == value["TUV", 1970] == 2_585_956
    # Counted in the workbook: cells with a number in the rows of 217 economies.
    assert reading.rows["status"].value_counts(sort=True).rows() == [
        ("reported", 11_356),
        ("not covered", 12),
    ]
    assert value["MAF", 2015] is None
