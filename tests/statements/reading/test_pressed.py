"""Turns of the press: debts by who is owed, what stands behind an amount, who gave beside whom."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader
from counterpoise.statements.statement import Statement

Told = tuple[str, str, tuple[str, ...], float]


def read(text: str) -> tuple[Statement, ...]:
    """Return what a sentence of the day states, firmly or not."""
    return RoleReader().read(text, stated=date(2024, 6, 1)).statements


def told(text: str) -> set[Told]:
    """Return the kind, the sides and the figure of each statement, debts in billions."""
    return {
        (
            one.kind,
            one.subject,
            one.partners,
            round((one.quantity or 0) / 1e9, 1) or one.quantity or 0,
        )
        for one in read(text)
    }


@pytest.mark.parametrize(
    ("text", "debts"),
    [
        (
            "Suriname, which owes France $0.5 billion, has asked for more time.",
            {("SUR", "FRA", 0.5)},
        ),
        ("China is owed $1.3 billion by the Maldives.", {("MDV", "CHN", 1.3)}),
        (
            "Of Togo's external debt, $1.2 billion is owed to China and $0.6 billion to India.",
            {("TGO", "CHN", 1.2), ("TGO", "IND", 0.6)},
        ),
        (
            "Zambia's external debt stood at $17 billion, of which $6 billion was owed to China.",
            {("ZMB", "CHN", 6.0)},
        ),
        (
            "Nepal owed Japan $2.7 billion and India $1.6 billion.",
            {("NPL", "JPN", 2.7), ("NPL", "IND", 1.6)},
        ),
    ],
)
def test_debts_are_read_by_who_is_owed(text: str, debts: set[tuple[str, str, float]]) -> None:
    assert told(text) == {("amount", who, (whom,), much) for who, whom, much in debts}


def test_a_year_beside_a_part_makes_it_a_change_from_then() -> None:
    found = read(
        "Peru's exports to Spain came to $1.6 billion in 2022, 14% ($200 million) above 2021."
    )
    change = next(one for one in found if one.kind == "change")
    assert {one.kind for one in found} == {"amount", "change"}
    assert (change.years, change.before, change.comparison) == (
        (2022, 2022),
        (2021, 2021),
        "rising",
    )


def test_a_growth_behind_an_amount_is_with_the_same_partner() -> None:
    found = read("Turkey was Georgia's biggest trade partner in 2022 with $2.5 billion, up 30%.")
    assert [one.partners for one in found if one.kind == "change"] == [("TUR",)]


def test_the_whole_of_a_part_is_nobodys_amount() -> None:
    found = read("China takes a third of Chile's exports of $90 billion.")
    assert {(one.kind, one.partners) for one in found} == {("share", ("CHN",)), ("amount", ())}


def test_each_giver_of_a_list_has_its_own_amount() -> None:
    text = "Germany {} $5 billion, France $3 billion and Japan $1 billion in aid to Niger."
    given = {("amount", "NER", (who,), n) for who, n in (("DEU", 5.0), ("FRA", 3.0), ("JPN", 1.0))}
    assert told(text.format("gave")) == given
    assert told(text.format("pledged")) == set()


def test_more_than_anyone_is_first_unless_somebody_thought_so() -> None:
    assert told("France sold Greece more weapons than anyone.") == {("rank", "GRC", ("FRA",), 1.0)}
    assert told("France sold Greece more weapons than anyone thought.") == set()
