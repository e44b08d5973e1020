"""Embargoes on arms: imposed, lifted, or in force, by whom and on whom, in the words of the press."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2021, 5, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Washington banned the sale of weapons to Cyprus in 1987.",
         ("embargo imposed", "CYP", ("USA",), (1987, 1987))),
        ("Turkey faced an American arms embargo from 1975 to 1978.",
         ("embargo imposed", "TUR", ("USA",), (1975, 1975))),
        ("Minsk fell under an EU arms embargo in 2011.",
         ("embargo imposed", "BLR", ("EU",), (2011, 2011))),
        ("An EU arms embargo has weighed on Myanmar since 1991.",
         ("embargo in force", "MMR", ("EU",), (1991, 2021))),
        ("Brussels extended its arms embargo on Belarus in February 2021.",
         ("embargo in force", "BLR", ("EU",), (2021, 2021))),
    ],
)  # fmt: skip
def test_an_embargo_is_told_in_many_words(
    text: str, told: tuple[str, str, tuple[str, ...], tuple[int, int]]
) -> None:
    (one,) = RoleReader().read(text, stated=DAY).statements
    assert (one.event, one.subject, one.partners, one.years) == told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Germany suspended arms exports to Saudi Arabia in October 2018.", "halted by a state"),
        ("I worked to lift the arms embargo on Sri Lanka.", "arms embargo"),
        ("The Security Council voted not to extend the arms embargo on Iran.", "negated"),
    ],
)
def test_what_is_no_act_is_listed(text: str, why: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    assert found.candidates == ()
    assert why in found.unread[0].why
