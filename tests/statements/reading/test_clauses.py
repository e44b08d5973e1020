"""What a sentence told before its comma holds behind it: whose, of which product, of which year."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import Candidate, RoleReader


def read(text: str) -> tuple[Candidate, ...]:
    return RoleReader().read(text, stated=date(2024, 6, 1)).candidates


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Israel, the world's ninth-largest exporter of weapons, delivered 34 per cent of them to India.",
            ("ISR", "IND", "arms-exports", "", None),
        ),
        (
            "Qatar remained Pakistan's main supplier of LNG in 2022, covering 55 per cent of its imports.",
            ("PAK", "QAT", "imports", "LNG", (2022, 2022)),
        ),
        (
            "Egypt is the biggest market for Ukrainian maize, taking 21 per cent of exports in 2021.",
            ("UKR", "EGY", "exports", "maize", (2021, 2021)),
        ),
        (
            "In 2010, two years before the ban, the Emirates were still Iran's largest trading partner.",
            ("IRN", "ARE", "trade", "", (2010, 2010)),
        ),
        (
            "Sweden provided $120 million of aid to Ethiopia in 2021 and 90 million to Somalia.",
            ("SOM", "SWE", "aid", "", (2021, 2021)),
        ),
        (
            "Half of Nepal's imports come from India, its exports to which came to $900 million in 2021.",
            ("NPL", "IND", "exports", "", (2021, 2021)),
        ),
        (
            "Indian imports from Kenya came to $90 million in 2021, Kenya's from India to $2.2 billion.",
            ("KEN", "IND", "imports", "", (2021, 2021)),
        ),
        (
            "Of Serbia's arms in 2019–23, 30 per cent were of Chinese and 25 per cent of Russian make.",
            ("SRB", "CHN", "arms", "", (2019, 2023)),
        ),
        (
            "Poland no longer imports any coal from Russia, and Colombia has become its main supplier.",
            ("POL", "COL", "imports", "coal", None),
        ),
        (
            "Chad and Mali are neighbours. In 2019–23 France supplied 40 per cent of the latter's arms.",
            ("MLI", "FRA", "arms", "", (2019, 2023)),
        ),
        (
            "Gabon leans on Chinese buyers: they took 70 per cent of its oil exports in 2017.",
            ("GAB", "CHN", "exports", "crude_oil", (2017, 2017)),
        ),
        (
            "Korea gets its oil from few hands: Iraq and Kuwait together met a third of imports in 2021.",
            ("KOR", "IRQ+KWT", "imports", "crude_oil", (2021, 2021)),
        ),
    ],
)
def test_a_later_clause_keeps_owner_product_and_year(
    text: str, told: tuple[str, str, str, str, tuple[int, int] | None]
) -> None:
    said = [one.statement for one in read(text) if one.firm]
    assert told in {
        (one.subject, "+".join(one.partners), one.channel, one.product, one.years) for one in said
    }
    assert "not largest" not in {one.comparison for one in said}


def test_both_are_told_of_each_and_a_part_of_another_figure_is_compared():
    both = [
        one.statement for one in read("Both Togo and Benin sold a fifth of their exports to India.")
    ]
    assert {one.subject for one in both} == {"TGO", "BEN"}
    told = read(
        "Latvia is a small outlet in Peru: 4 per cent of Peruvian exports, half the Polish figure."
    )
    shares = [one.statement.quantity for one in told if one.statement.kind == "share"]
    assert 50.0 not in shares


@pytest.mark.parametrize(
    "text",
    [
        "Poland has sent 240 tanks to Ukraine, most of them from its own stocks.",
        "Swiss watch sales to Hong Kong fell by a fifth in 2023.",
        "Delhi is confident that France will replace Russia as India's largest arms supplier.",
        "European NATO members bought 64 per cent of their arms from the United States in 2020–24.",
    ],
)
def test_a_part_of_a_part_a_kind_of_goods_and_a_hope_are_not_stated(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Two years after the revolution, Italy still took 40 per cent of Libya's exports.",
        "Spain's imports from Portugal rose in 2022. In that year its exports to its neighbour grew by 11%.",
    ],
)
def test_a_year_by_an_event_and_a_neighbour_without_a_name_are_only_proposed(text: str) -> None:
    assert not read(text)[-1].firm


def test_what_goods_were_made_of_is_no_share_of_a_partner() -> None:
    text = "Zambia's exports to China came to $4 billion in 2021, of which 90 per cent was copper."
    assert [one.statement.kind for one in read(text)] == ["amount"]
