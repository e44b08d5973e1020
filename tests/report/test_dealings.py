"""Relations as a table: of the release held, of the states whose ties are held, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.measured import measured
from tests.sources.events import written


def filled(folder: Path, *only: str) -> Store:
    store = Store((folder / "store",))
    paths = []
    for number in range(1, 26):
        day = f"201901{number:02}"
        path = folder / f"{day}.export.CSV"
        lines = [written.line(day), written.line(day, "CHN", "USA", act=3)]
        path.write_bytes(written.file(*lines))
        paths.append(path)
    build.add(store, "gdelt", paths, only=only)
    return store


def test_a_table_says_its_release_and_its_days(tmp_path: Path) -> None:
    found = measured(filled(tmp_path), "relations", ["CHN"], Asked(years=(2019, 2019)))
    told = found.rows.select("state", "partner", "days", "attention", "net", "source", "vintage")
    assert told.rows() == [
        ("CHN", "USA", 25, 0.5, -1.0, "gdelt", "1.0"),
        ("CHN", "VNM", 25, 0.5, 1.0, "gdelt", "1.0"),
    ]
    assert "files of 25 days" in found.choices[1]


def test_by_month_days_are_counted_by_month_and_few_are_refused(tmp_path: Path) -> None:
    store = filled(tmp_path)
    extra = tmp_path / "20190202.export.CSV"
    extra.write_bytes(written.file(written.line("20190202")))
    build.add(store, "gdelt", [extra])
    found = measured(store, "relations", ["VNM"], Asked(settings={"by": "month"}))
    rows = found.rows.select("partner", "year", "month", "days", "net", "state_of_conflict")
    assert rows.rows() == [
        ("CHN", 2019, 1, 25, 1.0, "stated"), ("CHN", 2019, 2, 1, None, "too few days"),
    ]  # fmt: skip
    assert measured(store, "relations", ["VNM"], Asked()).rows["days"].to_list() == [26]
    with pytest.raises(UsageError, match="has no setting 'by'"):
        measured(store, "shares", ["VNM"], Asked(settings={"by": "month"}))


def test_of_partners_no_more_is_held_than_their_ties_with_the_states_kept(tmp_path: Path) -> None:
    store = filled(tmp_path, "VNM")
    rows = measured(store, "relations", [], Asked()).rows
    assert rows.select("state", "partner", "lift").rows() == [("VNM", "CHN", None)]
    with pytest.raises(EvidenceError, match="not held for these states and years"):
        measured(store, "relations", ["USA"], Asked())


def test_without_events_it_says_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        measured(Store((tmp_path / "store",)), "relations", ["VNM"], Asked())
    assert "fetch gdelt" in caught.value.attempt
