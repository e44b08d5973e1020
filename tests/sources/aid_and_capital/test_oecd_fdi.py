from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.panel import corrections
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.aid_and_capital import oecd_fdi
from tests.sources.broken.oecd_fdi import GOOD


def reading(folder: Path, content: bytes = GOOD) -> Reading:
    path = folder / "positions.csv"
    path.write_bytes(content)
    (found,) = oecd_fdi.read([path])
    oecd_fdi.check(found.rows)
    return found


def test_outward_is_told_by_the_investor_and_inward_by_the_host(tmp_path: Path) -> None:
    rows = reading(tmp_path).rows
    assert rows.select("origin", "destination", "year", "indicator", "told_by", "value").rows() == [
        ("DEU", "VNM", 2020, "fdi_flow", "origin", -30.25e6),
        ("DEU", "KOR", 2021, "fdi_stock", "destination", 800e6),
        ("DEU", "LAO", 2020, "fdi_stock", "origin", None),
        ("DEU", "VNM", 2020, "fdi_stock", "origin", 1200.5e6),
        ("JPN", "VNM", 2020, "fdi_stock", "origin", 700e6),
    ]


def test_who_is_covered_told_something_in_that_year(tmp_path: Path) -> None:
    assert reading(tmp_path).coverage == [
        Covered(2020, 2021, states=()),
        Covered(2020, 2020, "origin", ("DEU",), "fdi_flow", "origin"),
        Covered(2020, 2021, "destination", ("VNM",), "fdi_flow", "origin"),
        Covered(2021, 2021, "destination", ("KOR",), "fdi_stock", "destination"),
        Covered(2020, 2021, "origin", ("DEU",), "fdi_stock", "destination"),
        Covered(2020, 2020, "origin", ("DEU", "JPN"), "fdi_stock", "origin"),
        Covered(2020, 2021, "destination", ("LAO", "VNM"), "fdi_stock", "origin"),
    ]


@pytest.mark.evidence
def test_members_in_asean(evidence: Path) -> None:
    paths = sorted((evidence / "oecd_fdi_asean_2010_2024").glob("*.csv.gz"))
    (found,) = oecd_fdi.read(paths)
    declared = corrections.declared("oecd_fdi")
    rows, notes = corrections.apply(found.rows, declared, source="oecd_fdi", vintage="to-2024")
    korea = rows.filter(origin="KOR", destination="VNM", indicator="fdi_stock").sort("year")
    assert dict(korea.select("year", "value").rows())[2023] is None
    assert dict(korea.select("year", "value").rows())[2024] == 49_938_484_000
    assert len(notes) == 1
    assert rows.height == 2_840
    assert rows["value"].null_count() == 424 + 441 + 1
