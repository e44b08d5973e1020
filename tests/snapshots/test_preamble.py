from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots import preamble
from counterpoise.snapshots.source import Covered

TITLE = "Transfers of major conventional arms from {}  to {} . Deals with deliveries made for "
ROWS = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"]})


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Data generated: 12 Feb 2026 12:26:12 PM;", "2026-02-12"),
        ("Data generated: 5 June 2005 2:29:20 PM", "2005-06-05"),
        ("Generated: 28 July 2022,,,", "2022-07-28"),
    ],
)
def test_the_day_of_generation_is_read_in_each_form(line: str, day: str) -> None:
    assert preamble.generated(line, source="sipri_arms") == day


@pytest.mark.parametrize("line", ["", "Data generated: 31 Feb 2026", "Data generated: today"])
def test_a_day_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(SourceError, match="names the vintage"):
        preamble.generated(line, source="sipri_arms")


def test_the_years_asked_for_may_be_all() -> None:
    assert preamble.years_asked("year range '1995' to '2025';") == (1995, 2025)
    assert preamble.years_asked("year range 'Not specified' to 'Not specified'") is None


@pytest.mark.parametrize(
    ("suppliers", "recipients", "covered"),
    [
        ("All countries", "All countries", [("either", ("*",))]),
        ("All countries", "Viet Nam", [("origin", ("*",)), ("destination", ("VNM",))]),
        ("Russia, Israel", "All countries", [("origin", ("ISR", "RUS")), ("destination", ("*",))]),
    ],
)
def test_a_narrowed_side_covers_those_who_appear(
    suppliers: str, recipients: str, covered: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = preamble.coverage(
        TITLE.format(suppliers, recipients), ROWS, first=2001, last=2002, source="sipri_arms"
    )
    assert [(each.side, each.states) for each in found] == covered
    assert isinstance(found[0], Covered)


def test_a_preamble_that_does_not_say_who_was_asked_for_is_refused() -> None:
    with pytest.raises(SourceError, match="from … to …"):
        preamble.coverage("", ROWS, first=2001, last=2002, source="sipri_arms")
