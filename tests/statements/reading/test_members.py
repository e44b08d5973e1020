"""Who belongs to a bloc, joined it or left it: those right before the verb, and nobody named by the way."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2024, 5, 2)


def told(text: str) -> list[tuple[str, str, str]]:
    found = RoleReader().read(text, stated=DAY).statements
    return [(one.subject, one.comparison, one.bloc) for one in found if one.kind == "membership"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Washington has an accord with Oman; Doha, a member of the GCC, has none.",
         [("QAT", "member", "GCC")]),
        ("Turkey ratified last, and Finland formally joined NATO in April 2023.",
         [("FIN", "joined", "NATO")]),
        ("The alliance grew, Finland having joined it in 2023, to the surprise of NATO.",
         [("FIN", "joined", "NATO")]),
        ("Spain and Portugal, both members of the EU since 1986, export wine.",
         [("ESP", "joined", "EU"), ("PRT", "joined", "EU")]),
        ("Iraq was in 1960 among the founding members of OPEC.", [("IRQ", "joined", "OPEC")]),
        ("Malta is a friend of Libya and a founding member of SAARC.", [("MLT", "member", "SAARC")]),
        ("Denmark and Sweden, unlike Norway, are members of the EU.",
         [("DNK", "member", "EU"), ("SWE", "member", "EU")]),
        ("Peru, together with Chile and Mexico, is a member of APEC.", [("PER", "member", "APEC")]),
        ("Kyrgyzstan has been in the Eurasian Economic Union since 2015.", [("KGZ", "joined", "EAEU")]),
        ("Among them is CEFTA, which Moldova joined in 2007.", [("MDA", "joined", "CEFTA")]),
        ("Laos joined ASEAN in 1997 and Cambodia followed in 1999.",
         [("LAO", "joined", "ASEAN"), ("KHM", "joined", "ASEAN")]),
    ],
)  # fmt: skip
def test_whoever_belongs_is_right_before_the_verb(
    text: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway and Iceland do not belong to the European Union.",
         [("NOR", "not a member", "EU"), ("ISL", "not a member", "EU")]),
        ("Austria is not a member of NATO and joined the European Union in 1995.",
         [("AUT", "not a member", "NATO"), ("AUT", "joined", "EU")]),
        ("Switzerland, which is no member of the EU, pays for it.", [("CHE", "not a member", "EU")]),
        ("Neither Armenia nor Belarus is a member of the EU.",
         [("ARM", "not a member", "EU"), ("BLR", "not a member", "EU")]),
        ("By 1999 Azerbaijan and Uzbekistan had withdrawn from the Collective Security Treaty.",
         [("AZE", "not a member", "CSTO"), ("UZB", "not a member", "CSTO")]),
    ],
)  # fmt: skip
def test_who_does_not_belong_is_told_so(text: str, wanted: list[tuple[str, str, str]]) -> None:
    told_so = [
        (who, "not a member" if how == "left" else how, bloc) for who, how, bloc in told(text)
    ]
    assert told_so == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine would not belong to NATO.",
        "Germany's ambassador, a former member of the EU's council, left.",
        "Nicaragua announced that it would leave the OAS.",
        "Montenegro has been in NATO's plans since 2006.",
        "Croatia joined the EU programme.",
    ],
)
def test_plans_bodies_and_persons_belong_to_nothing(text: str) -> None:
    assert told(text) == []


def test_how_many_members_a_bloc_has_is_none_of_who_joined_it() -> None:
    text = "NATO has 28 members, Albania having joined it in 2009."
    (one,) = RoleReader().read(text, stated=DAY).statements
    assert (one.subject, one.years, one.quantity) == ("ALB", (2009, 2009), None)


def test_a_member_until_a_year_was_one_the_year_before() -> None:
    (one,) = (
        RoleReader().read("Cuba, a member of Comecon until 1991, was poor.", stated=DAY).statements
    )
    assert (one.comparison, one.years) == ("member", (1990, 1990))
