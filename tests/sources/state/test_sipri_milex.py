from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.state import sipri_milex
from tests.sources.broken.sipri_milex import sheets
from tests.sources.xlsx import workbook


def reading(folder: Path) -> Reading:
    path = folder / "SIPRI-Milex-data-1949-1991_v1.2.xlsx"
    path.write_bytes(workbook(sheets()))
    (found,) = sipri_milex.read([path])
    sipri_milex.check(found.rows)
    return found


def test_millions_become_dollars_and_unknown_is_not_covered(tmp_path: Path) -> None:
    rows = reading(tmp_path).rows.filter(indicator="military_expenditure")
    assert rows.select("state", "year", "value", "status").rows() == [
        ("EGY", 1990, 1_500_500_000.0, "reported"),
        ("EGY", 1991, None, "not covered"),
        ("VNM", 1990, None, "not covered"),
        ("VNM", 1991, 600_000_000.0, "reported"),
    ]


def test_a_share_is_a_fraction(tmp_path: Path) -> None:
    rows = reading(tmp_path).rows.filter(indicator="military_burden", state="VNM", year=1991)
    assert rows["value"].to_list() == [0.079]


def test_regions_and_those_who_were_no_state_have_no_row(tmp_path: Path) -> None:
    found = reading(tmp_path)
    assert set(found.rows["state"]) == {"EGY", "VNM"}
    assert found.coverage[0] == Covered(
        1990, 1991, "either", ("EGY", "VNM"), "military_expenditure"
    )
    assert found.vintage == "1991-1.2"


@pytest.mark.evidence
def test_the_whole_workbook(evidence: Path) -> None:
    (found,) = sipri_milex.read(list((evidence / "sipri_milex").glob("*.xlsx")))
    sipri_milex.check(found.rows)
    assert found.vintage == "2024-2"
    rows = found.rows.filter(indicator="military_expenditure", year=2024)
    first = rows.sort("value", descending=True, nulls_last=True).head(2)
    assert first["state"].to_list() == ["USA", "CHN"]
    assert 9.9e11 < first["value"][0] < 1.0e12
