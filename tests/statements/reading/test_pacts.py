"""Pacts that are in force are read; what is signed, spoken of or not there is listed with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "event", "subject", "partners", "years"),
    [
        ("Japan and the United States have had a defence pact since 1960.",
         "defence pact", "JPN", ("USA",), (1960, 2023)),
        ("The investment treaty between Vietnam and Russia has been in force since 1996.",
         "investment treaty", "VNM", ("RUS",), (1996, 2023)),
        ("Chile has trade agreements with China, Japan and South Korea.",
         "trade agreement", "CHL", ("CHN", "JPN", "KOR"), (2023, 2023)),
        ("In 1975 Iraq and Iran were bound by a non-aggression pact.",
         "non-aggression pact", "IRQ", ("IRN",), (1975, 1975)),
    ],
)  # fmt: skip
def test_a_pact_in_force_is_read_with_its_years(
    text: str, event: str, subject: str, partners: tuple[str, ...], years: tuple[int, int]
) -> None:
    (one,) = RoleReader().read(text, stated=DAY).candidates
    said = one.statement
    assert (said.event, said.subject, said.partners, said.years) == (
        event,
        subject,
        partners,
        years,
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Vietnam signed a trade agreement with the EU in 2019.", "signed or spoken of"),
        ("The trade agreement between Vietnam and the EU entered into force in 2020.", "signed or"),
        ("India has no trade agreement with China.", "negated"),
        ("Talks on a trade agreement between India and the EU were held in 2022.", "signed or"),
        ("Chile and China have had a trade agreement in force since 2006, Switzerland and China since"
         " 2014.", "of which time"),
    ],
)  # fmt: skip
def test_a_pact_that_is_not_said_to_be_in_force_is_listed(text: str, why: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    assert found.candidates == ()
    assert why in found.unread[0].why


def test_an_agreement_on_free_trade_is_held_to_what_is_on_record_and_that_is_said() -> None:
    (one,) = (
        RoleReader()
        .read("Chile and South Korea have had a free trade agreement since 2004.", stated=DAY)
        .candidates
    )
    assert (one.statement.event, one.statement.years) == ("trade agreement", (2004, 2023))
    assert "whether or not trade is free by it" in one.assumed[0]


def test_it_is_said_from_which_year_five_years_are_counted() -> None:
    (one,) = (
        RoleReader()
        .read("India could replace Russian arms within five years.", stated=DAY)
        .candidates
    )
    assert one.statement.to == 2028
    assert one.assumed == (
        "“within five years” ends in 2028, counted from 2023, the last full year",
    )
