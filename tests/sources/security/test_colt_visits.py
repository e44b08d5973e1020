from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.report.pages import Number
from counterpoise.report.sections.state.weight import weight
from counterpoise.report.study import Study
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.security import colt_visits
from tests.sources.broken.colt_visits import RECEIVED, SENT


def paths(folder: Path) -> list[Path]:
    (folder / "sent.csv").write_bytes(SENT)
    (folder / "received.csv").write_bytes(RECEIVED)
    return [folder / "sent.csv", folder / "received.csv"]


def reading(given: list[Path]) -> Reading:
    (found,) = colt_visits.read(given)
    colt_visits.check(found.rows)
    return found


def test_trips_are_of_states_and_what_is_none_is_set_aside_and_told(tmp_path: Path) -> None:
    found = reading(paths(tmp_path))
    assert found.rows.select("indicator", "state", "year", "value").rows() == [
        ("visits_abroad", "CHN", 2019, 4.0), ("visits_abroad", "CHN", 2020, 1.0),
        ("visits_abroad", "VNM", 2019, 3.0), ("visits_received", "VNM", 2019, 10.0),
        ("visits_received", "VNM", 2020, 1.0),
    ]  # fmt: skip
    assert found.notes[0].endswith("5 trips set aside: United Nations")
    assert found.notes[1].endswith("2 trips set aside: Crimea")


def test_who_is_not_in_a_year_is_not_covered_then(tmp_path: Path) -> None:
    abroad = [one for one in reading(paths(tmp_path)).coverage if one.indicator == "visits_abroad"]
    assert abroad == [
        Covered(2019, 2019, "either", ("VNM",), "visits_abroad"),
        Covered(2019, 2020, "either", ("CHN",), "visits_abroad"),
    ]


def test_they_stand_on_the_brief_beside_those_of_the_powers(tmp_path: Path) -> None:
    store = Store((tmp_path / "store",))
    build.add(store, "colt_visits", paths(tmp_path))
    (table,) = weight(Study(store, "VNM", named_rivals=("CHN", "USA")))
    rows = [[one.text if isinstance(one, Number) else one for one in row] for row in table.rows]
    assert rows == [
        ["Visits of its leaders abroad, 2019", "3", "4", "not covered"],
        ["Visits of leaders received, 2020", "1", "not covered", "not covered"],
    ]


@pytest.mark.evidence
def test_the_whole_tables(evidence: Path) -> None:
    found = reading(sorted((evidence / "visits_totals").glob("*.parquet")))
    assert found.vintage == "2024"
    of_2019 = found.rows.filter(year=2019)
    sent, received = (
        of_2019.filter(indicator=name)["value"].sum() for name in colt_visits.SIDES.values()
    )
    assert (sent, received) == (2_785, 3_006)  # of 3,013 each
