"""Shares and changes of which a part is told elsewhere: by other words, before, behind, or by nobody's name."""

# ruff: noqa: E501 - a sentence stands on one line

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counterpoise.statements.reading.drafting import drafted
from counterpoise.statements.reading.parties.drafts import Draft, Memory, Sense
from counterpoise.statements.reading.reader import RoleReader
from counterpoise.statements.reading.tokens.chunks import line

Told = tuple[str, str, tuple[str, ...], str, float]


def made(text: str, about: str = "") -> set[Told]:
    """Return the shares and changes that are made of a sentence, whatever the confidence."""
    sense = Sense(line(text, 2024), 2024, about, Memory())
    found: list[dict[str, Any]] = [
        one.parts for _, one, _ in drafted([sense]) if isinstance(one, Draft)
    ]
    return {
        (
            one["kind"],
            one["subject"],
            tuple(one.get("partners", ())),
            one["channel"],
            round(one["quantity"], 1),
        )
        for one in found
        if one["kind"] in ("share", "change")
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "India relies on Russia and France for its arms: together these two countries supplied 74 per cent of its imports.",
            ("share", "IND", ("RUS", "FRA"), "arms", 74.0),
        ),
        (
            "Three countries, namely China, Japan and South Korea, together took 61 per cent of Australia's exports.",
            ("share", "AUS", ("CHN", "JPN", "KOR"), "exports", 61.0),
        ),
        (
            "Hungary relied on Russia for its gas and Bulgaria bought 90 per cent of its gas from there.",
            ("share", "BGR", ("RUS",), "imports", 90.0),
        ),
        (
            "With 55 % of its exports going to China, Australia has few friends.",
            ("share", "AUS", ("CHN",), "exports", 55.0),
        ),
        (
            "In terms of exports, Kenya's main trading partner was Uganda with 12 %.",
            ("share", "KEN", ("UGA",), "exports", 12.0),
        ),
        (
            "Chinese loans account for 23 per cent of Angola's external debt.",
            ("share", "AGO", ("CHN",), "debt", 23.0),
        ),
        (
            "Of Tonga's external debt, the Export-Import Bank of China holds 55 per cent.",
            ("share", "TON", ("CHN",), "debt", 55.0),
        ),
        (
            "Import partners of Fiji: Singapore 18%, China 15%",
            ("share", "FJI", ("CHN",), "imports", 15.0),
        ),
        ("Russia is Serbia's sole gas supplier.", ("share", "SRB", ("RUS",), "imports", 100.0)),
        (
            "Kuwait's imports of French arms rose by 44 per cent between 2010–14 and 2015–19.",
            ("change", "KWT", ("FRA",), "arms", 44.0),
        ),
        (
            "Serbia's trade with Germany, Italy and Hungary grew by 8%, 5.5% and 12% respectively.",
            ("change", "SRB", ("ITA",), "trade", 5.5),
        ),
        (
            "In 2015 trade between Kazakhstan and China reached $14 billion, 30 times more than in 1995.",
            ("change", "KAZ", ("CHN",), "trade", 2900.0),
        ),
        (
            "Chinese-Angolan trade reached $20 billion (40 per cent of Angola's trade).",
            ("share", "AGO", ("CHN",), "trade", 40),
        ),
        (
            "Spain overtook Portugal as Chad's main supplier in 2019, with 9 per cent of its imports.",
            ("share", "TCD", ("ESP",), "imports", 9),
        ),
        (
            "China supplied 60 per cent of Chad's imports in 2019, against the 11 per cent from France.",
            ("share", "TCD", ("FRA",), "imports", 11),
        ),
        (
            "China takes 30 per cent of Chile's exports versus 12 per cent for Japan.",
            ("share", "CHL", ("JPN",), "exports", 12),
        ),
    ],
)
def test_what_is_told_elsewhere_is_found(text: str, told: Told) -> None:
    assert told in made(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana owes 38 per cent of its external debt to commercial lenders.",
        "Jordan buys four fifths of its wheat abroad.",
        "Denmark is not Greenland's only supplier of fuel.",
        "Denmark is Greenland's only large supplier of fuel.",
        "Trade between Chile and Peru grew 6 per cent a year between 2005 and 2015.",
        "China sold 9 per cent more to Bolivia.",
        "Voting in the assembly, Chile: Brazil 21%, Argentina 16%, India 9%",
        "Chinese loans accounted for 30 per cent of the cost of Kenya's railway.",
    ],
)
def test_what_is_nobodys_or_nothing_is_not_taken_for_anybodys(text: str) -> None:
    found = RoleReader().read(text, stated=date(2024, 7, 1)).statements
    assert [one for one in found if one.kind in ("share", "change")] == []


def test_a_change_has_the_years_of_what_it_went_from_and_to() -> None:
    text = "Morocco's exports to Spain rose by 28.3% from $6.99 billion in 2017 to $8.97 billion in 2021."
    found = RoleReader().read(text, stated=date(2022, 7, 1)).statements
    change = next(one for one in found if one.kind == "change")
    assert (change.before, change.years) == ((2017, 2017), (2021, 2021))


def test_the_same_of_another_goes_on_from_the_sentence_before() -> None:
    text = "Finland takes about 68% of its gas from Russia. Lithuania takes 41%."
    found = RoleReader().read(text, stated=date(2021, 7, 1)).statements
    assert [(one.subject, one.partners, one.quantity) for one in found] == [
        ("FIN", ("RUS",), 68.0),
        ("LTU", ("RUS",), 41.0),
    ]
