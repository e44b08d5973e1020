"""The written examples of the 17 kinds: each is read as it ought to be, or listed with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader
from tests.statements.reading.examples import EXAMPLES


@pytest.mark.parametrize(("stated", "about", "text", "wanted"), EXAMPLES)
def test_an_example_says_what_it_ought_to(
    stated: str, about: str, text: str, wanted: list[str]
) -> None:
    found = RoleReader().read(text, stated=date.fromisoformat(stated), subject=about)
    assert [one.statement.text for one in found.candidates if one.firm] == wanted


def test_who_we_are_is_said_as_assumed() -> None:
    text = "We sell three quarters of our exports to the United States."
    (one,) = RoleReader().read(text, stated=date(2024, 6, 1), subject="CAN").candidates
    assert one.assumed == ("the subject of the text is meant",)


def test_a_region_held_as_a_bloc_is_only_proposed() -> None:
    text = "China is Central Asia's largest trading partner."
    (one,) = RoleReader().read(text, stated=date(2024, 6, 1), subject="KAZ").candidates
    assert (one.statement.subject, one.firm) == ("Central Asia", False)


def test_a_past_that_is_over_says_so() -> None:
    text = "China was once Myanmar's largest arms supplier."
    (one,) = RoleReader().read(text, stated=date(2025, 6, 1), subject="MMR").statements
    assert (one.kind, one.when, one.years) == ("rank", "once", None)


def test_there_are_as_many_as_were_written() -> None:
    assert len(EXAMPLES) == 53
