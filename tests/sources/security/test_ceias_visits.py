from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.snapshots.source import Covered
from counterpoise.sources.security import ceias_visits
from tests.sources.broken.ceias_visits import sheet
from tests.sources.xlsx import workbook


def test_visits_of_a_year_are_counted_and_the_soviet_union_is_named(tmp_path: Path) -> None:
    path = tmp_path / "WHO-WHERE-WHEN-dataset-v.1.1.xlsx"
    path.write_bytes(workbook(sheet()))
    (found,) = ceias_visits.read([path])
    ceias_visits.check(found.rows)
    assert found.rows.select("origin", "destination", "year", "value").rows() == [
        ("CHN", "IDN", 2011, 2.0), ("CHN", "SUN", 1949, 1.0), ("CHN", "VNM", 2017, 1.0),
    ]  # fmt: skip
    assert found.vintage == "1.1"
    assert found.coverage[0] == Covered(1949, 2017, "origin", ("CHN",))


@pytest.mark.evidence
def test_the_whole_workbook(evidence: Path) -> None:
    (found,) = ceias_visits.read([evidence / "visits/WHO-WHERE-WHEN-dataset-v.1.1.xlsx"])
    ceias_visits.check(found.rows)
    assert found.rows["value"].sum() == 595
    russia = found.rows.filter(destination="RUS")
    assert russia.filter(year=2019)["value"].to_list() == [2.0]
    assert found.rows.filter(destination="SUN")["year"].min() == 1949
