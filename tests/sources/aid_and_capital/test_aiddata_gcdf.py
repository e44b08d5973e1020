from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.aid_and_capital import aiddata_gcdf as gcdf
from tests.sources.broken.aiddata_gcdf import GOOD
from tests.sources.xlsx import workbook


def reading(path: Path, content: bytes) -> Reading:
    path.write_bytes(content)
    (found,) = gcdf.read([path])
    gcdf.check(found.rows)
    return found


EXPECTED = [
    ("CHN", "VNM", 2015, "aid_committed", "grant", 5_000_000.0, "reported"),
    ("CHN", "VNM", 2015, "finance_committed", "loan", 2_000_000_000.0, "reported"),
    ("CHN", "VNM", 2016, "aid_committed", "grant", None, "not covered"),
    ("CHN", "VNM", 2016, "finance_committed", "vague tbd", 3_000_000.0, "reported"),
]


def plain(found: Reading) -> list[tuple[object, ...]]:
    columns = ("origin", "destination", "year", "indicator", "item", "value", "status")
    return found.rows.select(columns).rows()


def test_projects_are_summed_by_recipient_year_and_type(tmp_path: Path) -> None:
    found = reading(tmp_path / "gcdf.csv", GOOD)
    assert plain(found) == EXPECTED
    assert found.coverage == [
        Covered(2015, 2016, "origin", ("CHN",), "aid_committed"),
        Covered(2015, 2016, "destination", ("VNM",), "aid_committed"),
        Covered(2015, 2016, "origin", ("CHN",), "finance_committed"),
        Covered(2015, 2016, "destination", ("VNM",), "finance_committed"),
    ]
    assert "2 have no amount" in found.notes[0]
    assert "1 project of regions" in found.notes[2]


def test_the_workbook_says_the_same(tmp_path: Path) -> None:
    lines = list(csv.reader(GOOD.decode().splitlines()))
    book = workbook(
        {"Notes": [["GCDF"]], "GCDF_3.0": [[cell or None for cell in row] for row in lines]}
    )
    assert plain(reading(tmp_path / "AidDatas_GCDF_v3.0.xlsx", book)) == EXPECTED


@pytest.mark.evidence
def test_projects_in_asean_add_up_to_what_aiddata_prints(evidence: Path) -> None:
    folder = evidence / "aiddata_gcdf"
    (found,) = gcdf.read([folder / "gcdf-asean-raw.csv"])
    sums = found.rows.group_by("destination").agg(pl.col("value").sum())
    printed = pl.read_csv(folder / "gcdf_country_commitments_145.csv")
    both = sums.join(printed, left_on="destination", right_on="iso3c", validate="1:1")
    assert both.height == 9
    for state, dollars, billions in both.select(
        "destination", "value", "total_commitments_bn"
    ).rows():
        assert dollars / 1e9 == pytest.approx(billions, abs=1e-6), state
    assert dict(sums.rows())["VNM"] == pytest.approx(28.946734e9, abs=1e3)
