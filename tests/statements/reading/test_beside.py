"""Balances, comparisons and courses beside other figures: each with its own side, amount and year."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader
from counterpoise.statements.statement import Statement

DAY = date(2024, 5, 1)


def read(text: str, kind: str) -> list[Statement]:
    """Return the statements of one kind, firm or not, in the order in which they are told."""
    found = RoleReader().read(text, stated=DAY).candidates
    return [one.statement for one in found if one.statement.kind == kind]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru had deficits with China ($9 billion), followed by Brazil ($2 billion), in 2019.",
         [("PER", "CHN", 9e9, (2019, 2019)), ("PER", "BRA", 2e9, (2019, 2019))]),
        ("Kenya's deficit with India was $1.2 billion in 2020, up $0.3 billion from 2019.",
         [("KEN", "IND", 1.2e9, (2020, 2020))]),
        ("Oman's exports to Iran were $0.6bn and its imports $0.4bn in 2021, a surplus of $0.2bn.",
         [("OMN", "IRN", 2e8, (2021, 2021))]),
        ("Fiji buys more from Japan than it sells there.", [("FJI", "JPN", None, None)]),
        ("Trade between Chad and Niger is in favour of the latter.", [("NER", "TCD", None, None)]),
        ("Togo's trade deficit in rice with India was $90 million in 2021.", []),
        ("Cuba's budget deficit reached $2 billion as loans from Russia fell due.", []),
        ("The trade imbalance between Mali and Togo reached $80 million.", []),
    ],
)  # fmt: skip
def test_a_balance_has_the_partner_amount_and_year_of_its_own(
    text: str, told: list[tuple[object, ...]]
) -> None:
    found = read(text, "balance")
    assert [(one.subject, *one.partners, one.quantity, one.years) for one in found] == told


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [
        ("Spain overtook Italy in 2020 as Algeria's largest export market.", "ESP", ["ITA"]),
        ("Japan is the third-largest donor to Laos, behind China and Korea.", "CHN", ["JPN"]),
        ("Norway gave Malawi $50 million of aid in 2018, more than Germany.", "NOR", ["DEU"]),
        ("Peru's exports to China are larger than those to Japan.", "CHN", ["JPN"]),
        ("China's exports to Kenya exceed those of India.", "CHN", ["IND"]),
        ("Ahead of a summit with Japan, China was Laos's largest creditor.", "", []),
        ("Two years after China displaced Taiwan, Australia was the main donor to Tonga.", "", []),
        ("China overtook Japan as the second-largest economy.", "", []),
    ],
)
def test_who_is_ahead_is_told_of_partners_alone(text: str, ahead: str, behind: list[str]) -> None:
    found = read(text, "comparison")
    assert (found[0].partners, list(found[0].poles)) == ((ahead,), behind) if ahead else not found


def test_a_place_that_another_has_taken_is_the_other_s() -> None:
    text = "France was replaced by China in 2013 as the largest supplier of goods to Algeria."
    assert [one.partners for one in read(text, "rank")] == [("CHN",)]
    assert read("After Germany, Poland is Latvia's largest trading partner.", "rank") == []


def test_a_course_beside_figures_is_that_of_its_clause() -> None:
    text = "Polish exports to Russia have fallen since 2014, but those to China have risen: $3bn in 2021."
    told = [(one.partners, one.comparison) for one in read(text, "trend")]
    assert told == [(("RUS",), "falling"), (("CHN",), "rising")]
    assert read("Togo's exports to Benin fell to $3 million in 2021.", "trend") == []
