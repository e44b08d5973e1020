"""What is denied, missed, only meant or told in a game or a story is stated by nobody."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "China is far from Vietnam's largest trading partner.",
        "China supplied nowhere near 85 per cent of Vietnam's imports in 2015.",
        "China nearly overtook the United States as Japan's largest partner in 2003.",
        "Russia declined to supply 85 per cent of India's arms in 2015.",
        "China was meant to supply 40 per cent of Vietnam's imports in 2015.",
        "China imposed a 25 per cent tariff on $200 billion of imports from the United States in 2018.",
        "It is a lie that Russia supplies 85 per cent of India's arms.",
        "Russia is mistaken for India's largest arms supplier.",
        "In the opera, Japan invaded China in 1937.",
        "Japan joined NATO in the novel.",
        "China is Vietnam's 999999th largest trading partner.",
        "China is Vietnam's penultimate trading partner.",
        "China supplied 20 per cent of Japan's imports in 2017, 2018 and 2019.",
        "China supplied 20 per cent of Japan's imports since 9999.",
    ],
)
def test_it_is_not_judged(text: str) -> None:
    assert [one for one in RoleReader().read(text, stated=DAY).candidates if one.firm] == []


@pytest.mark.parametrize("space", [" ", "\t", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "\u202f"])
def test_a_figure_is_whole_whatever_space_stands_in_it(space: str) -> None:
    text = f"China exported $5{space}billion of goods to Japan in 2015."
    (one,) = RoleReader().read(text, stated=DAY).statements
    assert one.quantity == 5e9


@pytest.mark.parametrize("hidden", ["\u2060", "\u034f", "\u180e", "\ufe0f", "\U000e0041"])
def test_a_letter_that_is_not_seen_parts_no_figure(hidden: str) -> None:
    text = f"China supplied 2{hidden}0 per cent of Japan's imports in 2015."
    (one,) = RoleReader().read(text, stated=DAY).statements
    assert one.quantity == 20


def test_what_halved_over_a_decade_fell() -> None:
    text = "Turkish exports to Algeria halved over the decade to 2019."
    (one,) = RoleReader().read(text, stated=date(2020, 6, 1)).statements
    assert (one.kind, one.comparison, one.years) == ("change", "falling", (2019, 2019))


def test_where_a_state_lies_is_no_lie_and_a_series_no_story() -> None:
    text = (
        "Mongolia, which lies between Russia and China, sold 80 per cent of its exports to China in 2019,"
        " in a series of record years."
    )
    assert [one.quantity for one in RoleReader().read(text, stated=DAY).statements] == [80]
