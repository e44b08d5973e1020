from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel import coverage
from counterpoise.snapshots.source import Reading
from counterpoise.sources.aid_and_capital import unctad_fdi as fdi
from tests.sources.broken.unctad_fdi import FLOWS, STOCKS


def reading(folder: Path, **files: bytes) -> Reading:
    paths = [folder / f"{name}.csv" for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    (found,) = fdi.read(paths)
    fdi.check(found.rows)
    return found


def cells(rows: pl.DataFrame, year: int) -> dict[str, float | None]:
    return dict(rows.filter(pl.col("year") == year).select("origin", "value").rows())


def test_million_with_blanks_and_double_minus_become_dollars(tmp_path: Path) -> None:
    rows = reading(tmp_path, VNM=FLOWS).rows
    assert cells(rows, 2002) == {
        "FRA": 99e6,
        "JPN": 1_200e6,
        "KOR": -2e6,
        "SGP": 203e6,
        "residual:Unspecified": 0.0,
    }
    assert set(rows["destination"]) == {"VNM"}
    assert set(rows["indicator"]) == {"fdi_flow"}


def test_two_dots_are_not_covered(tmp_path: Path) -> None:
    rows = reading(tmp_path, VNM=FLOWS).rows.filter(pl.col("year") == 2001)
    assert set(rows["status"]) == {"not covered"}
    assert rows["value"].null_count() == rows.height == 5


def test_a_zero_counts_only_where_the_countries_add_up_to_the_world(tmp_path: Path) -> None:
    rows = reading(tmp_path, VNM=FLOWS).rows
    assert cells(rows, 2002)["residual:Unspecified"] == 0.0  # 99 + 1200 - 2 + 203 = 1500
    assert cells(rows, 2003) == {  # 60 - 1 is not 70
        "FRA": None,
        "JPN": 60e6,
        "KOR": -1e6,
        "SGP": None,
        "residual:Unspecified": None,
    }


def test_hosts_are_covered_only_in_years_that_add_up(tmp_path: Path) -> None:
    found = reading(tmp_path, VNM=FLOWS, GHA=STOCKS)

    def covered(host: str, year: int, indicator: str) -> bool:
        return coverage.is_covered(found.coverage, "ITA", host, year, indicator=indicator)

    assert [covered("VNM", year, "fdi_flow") for year in (2001, 2002, 2003)] == [False, True, False]
    assert not any(covered("GHA", year, "fdi_stock") for year in (2001, 2002, 2003))


def test_zeros_and_dashes_of_stocks_are_not_covered_but_a_small_negative_is(
    tmp_path: Path,
) -> None:
    rows = reading(tmp_path, GHA=STOCKS).rows
    assert set(rows["indicator"]) == {"fdi_stock"}
    assert cells(rows, 2001) == {"BEL": None, "CIV": 7e6, "DEU": 0.0, "KOR": 964e6}
    assert cells(rows, 2002) == {"BEL": None, "CIV": None, "DEU": None, "KOR": 1_132e6}
    assert cells(rows, 2003) == {"BEL": 12e6, "CIV": None, "DEU": 26e6, "KOR": -1_403e6}


def test_carriage_returns_alone_are_line_ends(tmp_path: Path) -> None:
    same = FLOWS.replace(b"\n", b"\r").rstrip(b"\r")
    assert reading(tmp_path, VNM=same).rows.equals(reading(tmp_path, VNM=FLOWS).rows)


def test_a_host_named_only_by_its_file(tmp_path: Path) -> None:
    first, _, rest = FLOWS.partition(b"\n")
    title = rest.partition(b"\n")[0]
    nameless = first.replace(b"Viet.Nam", b"Table.1..FDI.flows.in.the.host.economy") + b"\n"
    nameless += rest.replace(title + b"\n", b"", 1)
    rows = reading(tmp_path, SAU=nameless).rows
    assert set(rows["destination"]) == {"SAU"}
    assert rows.height == 15


def test_what_hosts_ascribe_to_themselves_is_left_out(tmp_path: Path) -> None:
    found = reading(tmp_path, CIV=STOCKS.replace(b"Ghana", b"Ivory Coast"))
    assert "CIV" not in set(found.rows["origin"])
    assert "1 amounts that hosts ascribe to themselves left out" in found.notes


def test_a_state_that_is_no_more_leaves_no_zeros(tmp_path: Path) -> None:
    late = FLOWS.replace(b"2001", b"2010").replace(b"2002", b"2011").replace(b"2003", b"2012")
    gone = late.replace(b"Unspecified", b"Serbia and Montenegro")
    assert "SCG" not in set(reading(tmp_path, VNM=gone).rows["origin"])


def test_notes_tell_what_does_not_add_up(tmp_path: Path) -> None:
    abroad = FLOWS.replace(b"Table 1. FDI flows in the host economy", b"Table 2. FDI flows abroad")
    notes = " | ".join(reading(tmp_path, VNM=FLOWS, abroad=abroad).notes)
    assert "in 1 of 2 years of reporting hosts the countries do not add up to World" in notes
    assert "1 tables of flows abroad set aside: abroad.csv" in notes
    assert "VNM, fdi_flow: Data are on an approval basis." in notes


@pytest.mark.evidence
def test_viet_nam(evidence: Path) -> None:
    folder = evidence / "fdi_unctad_2001_2012"
    (found,) = fdi.read([folder / "flow_raw" / "VNM.csv", folder / "stock_raw" / "VNM.csv"])
    fdi.check(found.rows)
    flows = found.rows.filter(pl.col("indicator") == "fdi_flow")
    stocks = found.rows.filter(pl.col("indicator") == "fdi_stock")
    assert (cells(flows, 2011)["KOR"], cells(flows, 2011)["JPN"]) == (750e6, 1_248e6)
    assert (cells(flows, 2012)["KOR"], cells(flows, 2012)["JPN"]) == (658e6, 2_863e6)
    # World is 7,519 and 8,368 million: 84 are the European Union's and others', without a name;
    # 1 is of rounding.
    total = flows.group_by("year").agg(pl.col("value").sum()).rows()
    assert dict(total)[2011] == 7_435e6
    assert dict(total)[2012] == 8_367e6
    assert (cells(stocks, 2010)["KOR"], cells(stocks, 2011)["KOR"]) == (5_777e6, None)
    assert cells(stocks, 2012)["JPN"] == 8_393e6
    assert coverage.is_covered(found.coverage, "ITA", "VNM", 2012, indicator="fdi_flow")
    assert not coverage.is_covered(found.coverage, "ITA", "VNM", 2011, indicator="fdi_flow")


@pytest.mark.evidence
def test_every_table_is_read(evidence: Path) -> None:
    folder = evidence / "fdi_unctad_2001_2012"
    paths = sorted((folder / "flow_raw").glob("[A-Z]*.csv"))
    paths += sorted((folder / "stock_raw").glob("[A-Z]*.csv"))
    assert len(paths) == 411
    (found,) = fdi.read(paths)
    fdi.check(found.rows)
    notes = " | ".join(found.notes)
    assert "409 tables, 230 of them as the host reports" in notes
    assert "2 tables of flows abroad set aside: BWA.csv, PSE.csv" in notes
    rows = found.rows
    assert set(rows.filter(~pl.col("origin").str.contains(r"^[A-Z]{3}$"))["origin"]) == {
        "residual:Unspecified",
        "organisation:International organizations",
    }
    america = rows.filter(pl.col("destination") == "USA", pl.col("indicator") == "fdi_flow")
    assert cells(america, 2001)["JPN"] == -3_132e6
    assert cells(america, 2012)["JPN"] == 19_169e6
