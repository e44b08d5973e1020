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
    ("text", "told"),
    [
        ("The Chile–Thailand free trade agreement was signed in 2013 and entered into force in November"
         " 2015.", [("trade agreement signed", "CHL", ("THA",), 2013),
                    ("trade agreement begun", "CHL", ("THA",), 2015)]),
        ("In 2005 New Zealand, Singapore and Brunei signed a free trade agreement.",
         [("trade agreement signed", "NZL", ("SGP", "BRN"), 2005)]),
        ("Ankara concluded an investment treaty with Muscat in 2007.",
         [("investment treaty signed", "TUR", ("OMN",), 2007)]),
        ("A mutual defence treaty between Pakistan and Turkey was signed on 2 April 1954.",
         [("defence pact begun", "PAK", ("TUR",), 1954)]),
        ("Iceland signed free trade agreements with China in 2013 and Georgia in 2016.",
         [("trade agreement signed", "ISL", ("CHN",), 2013),
          ("trade agreement signed", "ISL", ("GEO",), 2016)]),
        ("An investment treaty with Laos was signed by Mongolia in 1994.",
         [("investment treaty signed", "MNG", ("LAO",), 1994)]),
        ("The EU signed a free trade agreement with Singapore in 2018.",
         [("trade agreement signed", "SGP", ("EU",), 2018)]),
    ],
)  # fmt: skip
def test_what_is_done_to_a_pact_is_read_with_its_year(
    text: str, told: list[tuple[str, str, tuple[str, ...], int]]
) -> None:
    found = RoleReader().read(text, stated=DAY).statements
    assert [(one.event, one.subject, one.partners, (one.years or (0,))[0]) for one in found] == told


def test_an_ally_is_bound_by_a_treaty_if_one_is_told_and_else_only_proposed() -> None:
    (sure,) = (
        RoleReader().read("Thailand is a treaty ally of the United States.", stated=DAY).candidates
    )
    (bare,) = (
        RoleReader().read("Thailand is an old ally of the United States.", stated=DAY).candidates
    )
    assert (sure.statement.event, sure.statement.subject) == ("defence pact", "THA")
    assert sure.firm
    assert not bare.firm
    assert RoleReader().read("Japan's ally Australia hosted talks.", stated=DAY).candidates == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Oman and Iran have had diplomatic relations since 1971.", "diplomatic relations"),
        ("Bahrain cut ties with Qatar in 2017 and restored them in 2021.", "diplomatic relations"),
        ("Senegal's president Macky Sall has visited Morocco four times.", "how often somebody"),
        ("Serbia and China are bound by a comprehensive strategic partnership.", "a partnership"),
        ("Ghana and Malta signed an agreement on double taxation in 2018.", "a treaty, and none of"),
        ("Greece's relations with Albania were strained for years.", "relations as they are"),
        ("Kenya joined the WTO in 1995.", "membership of what is no bloc held"),
        ("France left NATO's integrated command in 1966.", "membership of what is no bloc held"),
        ("Nepal voted against the draft.", "a single vote"),
        ("Canada has had sanctions on Nicaragua since 2019.", "sanctions, of which"),
        ("Albania expelled two Russian diplomats in 2018.", "diplomats or envoys"),
        ("Bahrain recalled its ambassador from Tehran.", "diplomats or envoys"),
        ("Somalia withdrew its soldiers from South Sudan.", "troops, bases or"),
        ("Honduras broke with Taiwan in 2023.", "diplomatic relations"),
        ("Fiji and India initialled three MoUs in 2017.", "a treaty, and none of"),
        ("Canada and Brazil had a row over aircraft.", "a quarrel over something else"),
        ("Mali and Niger are on good terms.", "relations as they are"),
        ("Mali was suspended from the African Union in 2012.", "membership of what is no bloc held"),
        ("Xi paid two visits to Uzbekistan.", "a visit told by a name alone"),
        ("Mr Modi flew to Colombo in May 2017.", "a visit told by a name alone"),
    ],
)  # fmt: skip
def test_a_tie_that_is_not_held_is_listed_with_the_reason(text: str, why: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    assert found.candidates == ()
    assert [one.why.startswith(why) for one in found.unread] == [True]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Vietnam signed a trade agreement with the EU in 2019.", "whether it gives a preference"),
        ("Vietnam and the EU agreed on a free trade agreement in 2015.", "signed or spoken of"),
        ("Mauritius has nine investment treaties with China, the first of them signed in 1996.", "signed or"),
        ("Norway and Iceland signed a protocol to their free trade agreement in 2014.", "signed or"),
        ("Oman has signed a free trade agreement with Iran.", "not when"),
        ("In 2009 South Korea signed a free trade agreement in Lima with a bloc.", "not between whom"),
        ("Togo is an ally.", "not whose"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Kenya keeps troops in the north.",
        "A row over taxes shook Ghana.",
        "Tourists visited Malta.",
        "They flew to Malta.",
        "Visitors from Japan went to Malta.",
    ],
)
def test_what_is_no_tie_of_two_states_is_not_listed(text: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    assert (found.candidates, found.unread) == ((), ())


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


@pytest.mark.parametrize(
    "text",
    [
        "Under the free trade agreement signed in 2009, Peru's exports to China rose by 40 per cent.",
        "Vietnam joined the WTO in 2007, and its exports to the United States tripled.",
    ],
)
def test_the_year_of_a_tie_is_not_surely_that_of_a_flow_told_behind_it(text: str) -> None:
    found = [one for one in RoleReader().read(text, stated=DAY).candidates if one.firm]
    assert [one.statement.kind for one in found if one.statement.kind == "change"] == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Thailand, whose capital housed it, has been a treaty ally of the United States ever since.",
         [("THA", "USA")]),
        ("Kazakhstan, a treaty ally of Russia, called in its troops.", [("KAZ", "RUS")]),
        ("North Korea's sole treaty ally is China.", [("PRK", "CHN")]),
        ("Manila's only treaty ally, the United States, sent a carrier.", [("PHL", "USA")]),
        ("Japan, the Philippines and Thailand are treaty allies of the United States.",
         [("JPN", "USA"), ("PHL", "USA"), ("THA", "USA")]),
        ("Sweden is not a treaty ally of the United States.", []),
        ("Pakistan, once a treaty ally of the United States, turned to China.", []),
        ("Bahrain has been a major non-NATO ally of Washington since 2002.", []),
    ],
)  # fmt: skip
def test_allies_by_treaty_are_told_by_the_way_and_in_lists(
    text: str, sides: list[tuple[str, str]]
) -> None:
    found = RoleReader().read(text, stated=DAY)
    told = [(one.subject, *one.partners) for one in found.statements if one.event == "defence pact"]
    assert told == sides
    assert sides or found.unread
