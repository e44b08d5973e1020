"""What else a sentence says than what was read of it is told, and nothing that was read is told again."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2023, 3, 1)


def partly(text: str) -> list[str]:
    found = RoleReader().read(text, stated=DAY)
    assert found.candidates
    return [one.why for one in found.partly]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Russia supplied 41 per cent of Peru's arms in 2012-16, for 900 million euros in all.",
         "“900 million euros” is no amount in dollars"),
        ("Croatia joined the EU in 2013, and €2 billion was paid.", "“€2 billion”"),
        ("France supplied 31 % of Oman's arms in 2018-22, and tourists spent 12 % there.", "12"),
    ],
)  # fmt: skip
def test_what_is_left_of_a_sentence_is_told(text: str, why: str) -> None:
    (told,) = partly(text)
    assert why in told or "no channel" in told


@pytest.mark.parametrize(
    "text",
    [
        "Russia supplied 41 per cent of Peru's arms in 2012-16 and China 15 per cent.",
        "Germany is Poland's largest trading partner.",
        "France (31 %) and Italy (22 %) were the main suppliers of arms to Oman in 2018-22.",
        "The United States had a trade deficit of $67 billion with Japan in 2018.",
        "Croatia joined the EU in 2013.",
    ],
)
def test_of_what_was_read_nothing_is_left(text: str) -> None:
    assert partly(text) == []
