"""Between whom a war was: nobody who is only named beside one, and none that was feared or spoken of."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "sides", "years"),
    [
        ("The OAS condemned Peru's invasion of Ecuador in 1981.", {"PER", "ECU"}, (1981, 1981)),
        ("In 1983 Grenada was invaded by the United States, to Britain's dismay.",
         {"GRD", "USA"}, (1983, 1983)),
        ("The river over which a war between Mali and Burkina Faso broke out in 1985 is dry.",
         {"MLI", "BFA"}, (1985, 1985)),
        ("Under Nato's eyes Turkey went to war with Cyprus in 1974.", {"TUR", "CYP"}, (1974, 1974)),
        ("Tanzania's war with Uganda ended in 1979.", {"TZA", "UGA"}, (1979, 1979)),
    ],
)  # fmt: skip
def test_a_war_is_between_those_who_fought_it(
    text: str, sides: set[str], years: tuple[int, int]
) -> None:
    told = [one for one in RoleReader().read(text, stated=DAY).statements if one.kind == "event"]
    assert [({one.subject, *one.partners}, one.years) for one in told] == [(sides, years)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway sent blankets to Chad in a gesture of help during the war in 1983.",
        "Greece and Turkey came close to war in 1996.",
        "Kenya hosted the talks that ended the war in 2005.",
        "Chad's war in the desert, in which Sudan took part, ended in 1987.",
        "They signed the Algiers Agreement, which ended the border war in 2000, and Ethiopia reneged.",
    ],
)
def test_who_is_only_named_beside_a_war_is_not_at_war(text: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    assert [one for one in found.statements if one.kind == "event"] == []
    assert found.unread


def test_who_was_under_an_embargo_in_a_year_was_so_in_it() -> None:
    (one,) = RoleReader().read("Iran was under a UN arms embargo in 2015.", stated=DAY).statements
    assert (one.event, one.years) == ("embargo in force", (2015, 2015))


def test_a_war_that_was_not_fought_is_none() -> None:
    found = RoleReader().read("Ankara and Athens have fought no war since 1923.", stated=DAY)
    assert found.statements == ()
    assert [one.why for one in found.unread] == ["negated"]
