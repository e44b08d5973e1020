"""Faults once met in real texts: decimal commas, lost years, turned sides, whose embargo."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader
from counterpoise.statements.statement import Statement

DAY = date(2020, 2, 26)


def only(text: str, subject: str = "") -> Statement:
    (one,) = RoleReader().read(text, stated=DAY, subject=subject).statements
    return one


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Laos bought 28,4 % of its imports from China in 2018.", 28.4),
        ("Laos’s imports from China made up 28,4 % of its imports in 2018.", 28.4),
        ("Laos imported goods worth $1,9 billion from China in 2018.", 1.9e9),
        ("Laos imported goods worth $1,910 million from China in 2018.", 1.91e9),
        ("Laos imported goods worth $1.910,5 million from China in 2018.", 1.9105e9),
        ("Laos imported goods worth $1 910 million from China in 2018.", 1.91e9),
        ("Laos imported goods worth 1.91 billion dollars from China in 2018.", 1.91e9),
    ],
)
def test_a_comma_is_a_decimal_mark_or_groups_three_digits(text: str, quantity: float) -> None:
    said = only(text)
    assert (said.subject, said.partners, said.channel) == ("LAO", ("CHN",), "imports")
    assert said.quantity == pytest.approx(quantity)
    assert said.years == (2018, 2018)


@pytest.mark.parametrize(
    ("text", "subject", "partner", "channel", "years"),
    [
        ("Japan was the largest trading partner of Thailand in 1999.", "THA", "JPN", "trade", (1999, 1999)),
        ("In 1999 Japan was the largest trading partner of Thailand.", "THA", "JPN", "trade", (1999, 1999)),
        ("In 1975 West Germany was Iran's largest trading partner.", "IRN", "DEU", "trade", (1975, 1975)),
        ("Ukraine was Ethiopia's largest arms supplier in 1999.", "ETH", "UKR", "arms", (1999, 1999)),
        ("From 1996 to 2003 Ukraine was Kenya's largest arms supplier.", "KEN", "UKR", "arms", (1996, 2003)),
    ],
)  # fmt: skip
def test_the_year_of_a_rank_is_kept_in_front_and_behind(
    text: str, subject: str, partner: str, channel: str, years: tuple[int, int]
) -> None:
    said = only(text)
    assert (said.kind, said.subject, said.channel, said.years) == ("rank", subject, channel, years)
    assert said.partners in ((partner,), ("DFR",), ("GFR",))


@pytest.mark.parametrize(
    ("text", "subject", "partner", "channel", "quantity"),
    [
        ("Thailand supplies 57.3 percent of Laos's imports.", "LAO", "THA", "imports", 57.3),
        ("The Netherlands took 19.5% of Namibia's exports in 2018.", "NAM", "NLD", "exports", 19.5),
        ("Thailand accounted for 61 percent of Laos' imports in 2011.", "LAO", "THA", "imports", 61.0),
        ("In 2018 Laos imported 57.3 percent of its goods from Thailand.", "LAO", "THA", "imports", 57.3),
    ],
)  # fmt: skip
def test_the_possessive_says_whose_imports_they_are(
    text: str, subject: str, partner: str, channel: str, quantity: float
) -> None:
    said = only(text)
    assert (said.subject, said.partners, said.channel) == (subject, (partner,), channel)
    assert said.quantity == quantity


@pytest.mark.parametrize(
    ("text", "target", "senders", "year"),
    [
        ("The UN imposed an arms embargo on Liberia in 1992.", "LBR", ("UN",), 1992),
        ("In 1992 the United Nations imposed an arms embargo on Liberia.", "LBR", ("UN",), 1992),
        ("The UN and the EU imposed an arms embargo on Libya in 2011.", "LBY", ("UN", "EU"), 2011),
        ("The Security Council imposed an arms embargo on Somalia in 1992.", "SOM", ("UN",), 1992),
        ("The EU has had an arms embargo on Belarus in force since 2011.", "BLR", ("EU",), 2011),
    ],
)
def test_the_united_nations_and_the_union_are_senders_of_embargoes(
    text: str, target: str, senders: tuple[str, ...], year: int
) -> None:
    said = only(text)
    since = "since" in text
    assert (said.kind, said.event) == ("event", f"embargo {'in force' if since else 'imposed'}")
    last = said.stated.year if since else year
    assert (said.subject, said.partners, said.years) == (target, senders, (year, last))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Russia may become India's largest arms supplier.", "no assertion"),
        ("China is expected to supply half of Pakistan's arms.", "no assertion"),
        ("If China took half of Chile's exports, Chile would be in trouble.", "no assertion"),
        ("Critics claim that China buys half of Chile's exports.", "claimed"),
        ("The minister denied that Iran gets most of its weapons from Russia.", "denied"),
        ("Kenya does not get half of its arms from China.", "negated"),
        ("China is Africa's largest trading partner.", "region"),
        ("Thailand is Laos's largest trading partner in Southeast Asia.", "region"),
        ("Duties on Kenya's imports from China are 25 per cent.", "no channel"),
        ("In the first half of 2019 Kenya bought 20 per cent of its imports from China.", "part of a year"),
        ("In May 2019 Kenya's imports from China reached $300 million.", "month"),
        ("Kenya's imports from China reached 300 million euros in 2019.", "dollars"),
    ],
)  # fmt: skip
def test_what_is_not_asserted_or_not_held_is_listed_with_the_reason(text: str, why: str) -> None:
    found = RoleReader().read(text, stated=DAY, subject="KEN")
    assert not found.candidates
    assert why in found.unread[0].why


@pytest.mark.parametrize(
    "text",
    [
        "Kenya buys half of its arms from China, said a professor.",
        "Kenya, a retired general warned, buys half of its arms from China.",
        "The speaker noted that Kenya buys half of its arms from China.",
    ],
)
def test_what_another_says_is_only_proposed(text: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    (one,) = found.candidates
    assert not one.firm
    assert one.assumed == ("a speaker's claim, not the text's own",)
