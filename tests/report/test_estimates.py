"""A release of which no figure is marked as reported is called so wherever it is cited."""

from __future__ import annotations

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.compare import compare
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.measured import measured
from counterpoise.settings import embedded_folder

STORE = Store((embedded_folder(),))


def test_only_a_release_without_the_mark_of_reports_is_estimated() -> None:
    of_estimates = [one.source for one in STORE.holdings() if one.estimated]
    assert of_estimates == ["imf_imts"]


@pytest.mark.evidence
def test_every_footnote_on_it_says_so_and_none_else() -> None:
    notes = compare(STORE, ["VNM", "IDN"]).notes
    marked = {note.source for note in notes if "in part estimated" in note.what}
    assert marked == {"imf_imts"}
    assert all("in part estimated" in note.what for note in notes if note.source == "imf_imts")


def test_the_notes_of_a_table_say_so() -> None:
    found = measured(STORE, "shares", ["VNM"], Asked(channel="imports", years=(2025, 2025)))
    assert any("imf_imts 2025-exports (in part estimated)" in one for one in found.choices)
