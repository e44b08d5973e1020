"""The page "Channels by state" says what the embedded evidence tells today."""

from __future__ import annotations

import pytest

from tools import channels_by_state as page

SOME = ("VNM", "CHN", "MDA", "NRU", "SSD", "TWN")


@pytest.mark.evidence
def test_the_page_is_up_to_date_for_large_and_tiny_states() -> None:
    found = page.channels(SOME)
    written = page.PAGE.read_text(encoding="utf-8").splitlines()
    missing = [line for state in SOME if (line := page.line(found, state)) not in written]
    assert not missing, "run python tools/channels_by_state.py"


def test_a_channel_counts_as_recent_from_its_year_on() -> None:
    found = {name: {} for name in page.COLUMNS} | {
        "Imports": {"VNM": page.Last(page.RECENT)},
        "Exports": {"VNM": page.Last(page.RECENT - 1, page.RECENT + 1)},
    }
    assert page.named_recently(found, "VNM") == 1
    assert page.shown_recently(found, "VNM") == 2
    assert page.line(found, "VNM").startswith("| Viet Nam | 2 | – | 2020 | 2019 (2021) |")
