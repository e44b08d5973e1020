"""Relations as a table: of the release held, of the states whose ties are held, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.errors import EvidenceError
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
