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
        ("China's arms customers were headed by Pakistan, with 35 per cent of its deliveries.",
         "CHN", ("PAK",), "arms-exports", 35),
        ("Mauritius accounted for 15 per cent of FDI flows into India.",
         "IND", ("MUS",), "investment-flow", 15),
        ("Djibouti owes 55 per cent of its external debt to China, chiefly for the railway to Ethiopia.",
         "DJI", ("CHN",), "debt", 55),
        ("Nepali tea goes to India, which took 60 per cent of that country's exports.",
         "NPL", ("IND",), "exports", 60),
        ("Britain, with 44 per cent of its arms exports going to Oman, could ill afford a quarrel.",
         "GBR", ("OMN",), "arms-exports", 44),
        ("Germany sent 19 per cent of its arms exports to Ukraine, Egypt and Israel getting 11 and 9.",
         "DEU", ("UKR",), "arms-exports", 19),
        ("Moscow furnished 85 per cent of Indonesia's arms in 1960–65.", "IDN", ("SUN",), "arms", 85),
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


def test_figures_in_turn_are_each_of_their_own_total() -> None:
    text = "Peru and Chile sent 28 and 33 per cent of their exports to China, respectively."
    found = [one.statement for one in RoleReader().read(text, stated=DAY).candidates]
    assert [(one.subject, one.quantity) for one in found] == [("PER", 28), ("CHL", 33)]


def test_one_supplier_of_several_has_a_part_of_each() -> None:
    text = (
        "Russia was the main supplier of arms to Algeria (76 per cent), Iran (89) and Belarus (98)."
    )
    found = [one.statement for one in RoleReader().read(text, stated=DAY).candidates]
    told = [(one.subject, one.partners, one.quantity) for one in found if one.kind == "share"]
    assert told == [("DZA", ("RUS",), 76), ("IRN", ("RUS",), 89), ("BLR", ("RUS",), 98)]


def test_what_was_before_without_a_time_is_of_no_time() -> None:
    text = "Georgia buys 40 per cent of its wheat from Russia, down from 95 per cent."
    (one,) = RoleReader().read(text, stated=DAY).candidates
    assert one.statement.quantity == 40


def test_a_debt_in_money_is_to_whom_it_is_owed() -> None:
    (one,) = RoleReader().read("The Maldives owed China $6bn in 2018.", stated=DAY).candidates
    said = one.statement
    assert (said.kind, said.channel, said.partners) == ("amount", "debt", ("CHN",))


@pytest.mark.parametrize(
    "text",
    [
        "Timor-Leste's top donor is Japan, Portugal coming second or third.",
        "The Solomon Islands' largest market is China, which buys nearly all the logs felled there.",
        "Iran has been under a European Union oil embargo since 2012.",
        "Kyrgyzstan's gold, two fifths of its exports, went to Britain in 2021.",
        "Saudi aid paid for a third of Yemen's imports.",
        "The Emirates account for one in five dollars of Indian outward remittances.",
        "Spain sold more arms to Australia than to Oman, 29 as against 12 per cent of its total.",
    ],
)
def test_what_is_of_something_else_is_not_stated(text: str) -> None:
    found = [one.statement for one in RoleReader().read(text, stated=DAY).candidates]
    assert not [one for one in found if one.kind in ("share", "event") or one.quantity == 2]


def test_the_figure_of_another_owner_is_no_partners() -> None:
    text = "Hungary imported 74 per cent of its gas from Russia, whereas Slovakia's figure was 66 per cent."
    found = RoleReader().read(text, stated=DAY).candidates
    assert [one.statement.partners for one in found] == [("RUS",)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Russia is under sanctions by the EU and the United States.", "only embargoes on arms"),
        ("India abstained in the vote on Ukraine in March 2022.", "which roll call"),
        (
            "Russia's deliveries to India fell by 53 per cent between 2011–15 and 2016–20.",
            "not of what",
        ),
    ],
)
def test_what_nothing_held_could_test_is_listed_with_the_reason(text: str, why: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    assert found.candidates == ()
    assert why in found.unread[0].why


def test_agreement_that_moved_did_so_from_the_first_year_to_the_last() -> None:
    text = (
        "Brazil's agreement with the US in Assembly votes went up from 20 per cent in 2012"
        " to 61 per cent in 2019."
    )
    (one,) = RoleReader().read(text, stated=DAY).candidates
    assert one.statement.years == (2012, 2019)
