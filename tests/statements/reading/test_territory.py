"""Disputes over territory: between whom, over land and nothing else, and in which years."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2019, 5, 2)


def told(text: str) -> list[tuple[set[str], tuple[int, int] | None]]:
    found = RoleReader().read(text, stated=DAY).statements
    return [
        ({one.subject, *one.partners}, one.years)
        for one in found
        if (one.event, one.of) == ("dispute", "territory")
    ]


@pytest.mark.parametrize(
    ("text", "sides", "years"),
    [
        ("Gabon and Togo dispute the ownership of three islets.", {"GAB", "TGO"}, (2018, 2018)),
        ("Iran's dispute with Oman over two islands goes back to 1971.", {"IRN", "OMN"}, (1971, 2018)),
        ("Moldova and Ukraine settled their border dispute in 2001.", {"MDA", "UKR"}, (2001, 2001)),
        ("Suriname claims the triangle, which is administered by Guyana.", {"SUR", "GUY"}, (2018, 2018)),
        ("Migingo, a rock in the lake, is claimed by both Kenya and Uganda.", {"KEN", "UGA"}, (2018, 2018)),
        ("Peru's boundary with Ecuador was contested until 1998.", {"PER", "ECU"}, (1998, 1998)),
        ("China's claims in that sea, by its islands, overlap with those of Peru.",
         {"CHN", "PER"}, (2018, 2018)),
        ("Costa Rica took Nicaragua to court over the border in 2010.", {"CRI", "NIC"}, (2010, 2010)),
    ],
)  # fmt: skip
def test_whoever_disputes_land_is_told_with_the_years(
    text: str, sides: set[str], years: tuple[int, int]
) -> None:
    assert told(text) == [(sides, years)]


def test_each_dispute_of_a_sentence_is_told() -> None:
    text = "The isles are held by Seoul, while Japan claims them; Tokyo has a row with Moscow over others."
    assert [sides for sides, _ in told(text)] == [{"KOR", "JPN"}, {"JPN", "RUS"}]


@pytest.mark.parametrize(
    "text",
    [
        "Canada and the United States have a dispute over softwood lumber.",
        "Brazil won its dispute with the United States over cotton at the WTO.",
        "Two firms from Chile and Peru have a row over land.",
        "Portugal has no territorial dispute with Morocco.",
        "Belgium claims that France and Spain owe it an island.",
        "Honduras and El Salvador had an argument about a gulf.",
        "Kenya claims an island.",
        "India, China and Pakistan all claim parts of Kashmir.",
        "The Spratlys are claimed in part by China, Viet Nam, the Philippines and Malaysia.",
    ],
)
def test_other_quarrels_those_denied_and_those_of_one_are_none(text: str) -> None:
    assert told(text) == []


def test_a_claim_without_the_other_side_is_listed() -> None:
    (one,) = RoleReader().read("Sudan claims the Halaib Triangle.", stated=DAY).unread
    assert one.why == "a dispute over territory, and not between whom"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Peru and Ecuador fought three wars against each other, in 1941, 1981 and 1995.",
         [(1941, 1941), (1981, 1981), (1995, 1995)]),
        ("Uganda and Tanzania fought a war in 1978 and 1979.", [(1978, 1979)]),
    ],
)  # fmt: skip
def test_wars_of_several_years_are_told_each(text: str, years: list[tuple[int, int]]) -> None:
    assert [one.years for one in RoleReader().read(text, stated=DAY).statements] == years


def test_a_war_over_a_territory_is_not_with_it() -> None:
    text = "In August 2008 Russia and Georgia fought a war over South Ossetia."
    (one,) = RoleReader().read(text, stated=DAY).statements
    assert {one.subject, *one.partners} == {"RUS", "GEO"}
