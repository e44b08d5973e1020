"""Where sentences begin and end in a text as it was handed over."""

from __future__ import annotations

import pytest

from counterpoise.statements.reading.tokens.sentences import sentences


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Trade with the East\nSaudi Arabia sold half of its oil to China.",
            ["Trade with the East", "Saudi Arabia sold half of its oil to China."],
        ),
        ("MEXICO CITY, 12 March (Reuters) - Mexico sold more to us.", ["Mexico sold more to us."]),
        # broken into lines, with no room for the next word
        (
            "Saudi Arabia sold half of its oil\nto China last year.",
            ["Saudi Arabia sold half of its oil\nto China last year."],
        ),
        (
            "In its report on the trade of the Kingdom of\nSaudi-Arabia-and-its-neighbours it says so.",
            [
                "In its report on the trade of the Kingdom of\nSaudi-Arabia-and-its-neighbours it says so."
            ],
        ),
    ],
)
def test_a_heading_and_a_dateline_are_no_part_of_the_sentence_behind_them(
    text: str, told: list[str]
) -> None:
    assert [one.text for one in sentences(text)] == told
