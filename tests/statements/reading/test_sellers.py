"""The seller's view in other words: whose whole it is, and who takes the part."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "subject", "partners", "channel", "share"),
    [
        ("Gabon relied on China as the outlet for 60 per cent of its oil.",
         "GAB", ("CHN",), "exports", 60),
        ("Uruguay's beef exporters sell 57 per cent of their product to China.",
         "URY", ("CHN",), "exports", 57),
        ("China, to which Oman sent 90 per cent of its crude, is its dominant customer.",
         "OMN", ("CHN",), "exports", 90),
        ("Two fifths of Belarusian exports are sold in Russia.", "BLR", ("RUS",), "exports", 40),
        ("Of the weapons sold by Ukraine from 2014 to 2018, 31 per cent went to China.",
         "UKR", ("CHN",), "arms-exports", 31),
        ("US arms went to many, with Saudi Arabia accounting for 12 per cent.",
         "USA", ("SAU",), "arms-exports", 12),
        ("Italy's largest client for arms was Qatar (27 per cent).",
         "ITA", ("QAT",), "arms-exports", 27),
        ("Sixty per cent of the arms that Russia exported went to just two states, India and China.",
         "RUS", ("IND", "CHN"), "arms-exports", 60),
        ("Exports to China made up 38 per cent of Chile's total.", "CHL", ("CHN",), "exports", 38),
        ("Three in five barrels exported by Angola are bought by China.",
         "AGO", ("CHN",), "exports", 60),
        ("Djibouti owes China 55 per cent of its debt.", "DJI", ("CHN",), "debt", 55),
        ("Hungary's reliance on Russian oil rose to 86 per cent.", "HUN", ("RUS",), "imports", 86),
    ],
)  # fmt: skip
def test_a_part_is_of_what_the_seller_sells(
    text: str, subject: str, partners: tuple[str, ...], channel: str, share: float
) -> None:
    found = RoleReader().read(text, stated=DAY).candidates
    said = next(one.statement for one in found if one.statement.kind == "share" and one.firm)
    assert (said.subject, said.partners, said.channel, said.quantity) == (
        subject,
        partners,
        channel,
        share,
    )


def test_the_same_partner_is_a_source_and_a_destination() -> None:
    text = (
        "Spain is the source of 18 per cent of Morocco's imports"
        " and the destination of 21 per cent of its exports."
    )
    found = RoleReader().read(text, stated=DAY).candidates
    assert [(one.statement.channel, one.statement.quantity) for one in found] == [
        ("imports", 18),
        ("exports", 21),
    ]


def test_a_balance_that_moved_is_one_of_each_time() -> None:
    text = "Vietnam's surplus with China widened from $20 billion in 2012 to $104 billion in 2022."
    found = [one.statement for one in RoleReader().read(text, stated=DAY).candidates]
    assert [(one.quantity, one.years) for one in found] == [
        (2e10, (2012, 2012)),
        (1.04e11, (2022, 2022)),
    ]


def test_the_figure_of_another_owner_is_no_partners() -> None:
    text = "Hungary imported 74 per cent of its gas from Russia, whereas Slovakia's figure was 66 per cent."
    found = RoleReader().read(text, stated=DAY).candidates
    assert [one.statement.partners for one in found] == [("RUS",)]
