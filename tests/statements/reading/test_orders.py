"""Places in an order, told one after another, by position, and where they are none among all."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

PLACES = {
    "Germany was the biggest buyer of Czech goods in 2022, followed by Slovakia (8.1%) and Poland.": (
        ("CZE", "DEU", "exports", 1),
        ("CZE", "SVK", "exports", 2),
        ("CZE", "POL", "exports", 3),
    ),
    "Portugal is Angola's thirteenth-largest export market.": (("AGO", "PRT", "exports", 13),),
    "Mongolia is Japan's No. 97 trading partner.": (("JPN", "MNG", "trade", 97),),
    "Italy held the 3rd position among Kazakhstan's top trading partners.": (
        ("KAZ", "ITA", "trade", 3),
    ),
    "On the list of Uzbekistan's export markets Afghanistan holds fourth place.": (
        ("UZB", "AFG", "exports", 4),
    ),
    "China and India are the first and second largest trading partners of Kenya.": (
        ("KEN", "CHN", "trade", 1),
        ("KEN", "IND", "trade", 2),
    ),
    "India is Bhutan's largest trading partner, donor and creditor.": (
        ("BTN", "IND", "trade", 1),
        ("BTN", "IND", "aid", 1),
        ("BTN", "IND", "debt", 1),
    ),
    "Malawi sells tobacco to Belgium, where it is the third-largest supplier.": (
        ("BEL", "MWI", "imports", 3),
    ),
    "By exports, Azerbaijan's largest trading partner in 2018 was Italy.": (
        ("AZE", "ITA", "exports", 1),
    ),
    "Top donors to Samoa (2020): (1) Australia, (2) New Zealand, (3) Japan.": (
        ("WSM", "AUS", "aid", 1),
        ("WSM", "NZL", "aid", 2),
        ("WSM", "JPN", "aid", 3),
    ),
}


@pytest.mark.parametrize("text", PLACES)
def test_every_place_of_an_order_is_read(text: str) -> None:
    found = RoleReader().read(text, stated=date(2023, 5, 15)).statements
    told = {
        (one.subject, *one.partners, one.channel.removesuffix("-flow"), int(one.quantity or 0))
        for one in found
        if one.kind == "rank"
    }
    assert told == set(PLACES[text])


@pytest.mark.parametrize(
    "text",
    [
        "South Africa is the largest African investor in Ghana.",
        "Brazil is Argentina's main partner within Mercosur.",
        "Spain is Portugal's largest trading partner on the peninsula.",
        "Turkey is the biggest market for Iraq's farmers.",
        "Norway is the largest destination for Iceland's exports of horses.",
        "Germany will remain, by far, the main supplier of arms to Singapore.",
        "Kenya's leading creditor is the African Development Bank.",
    ],
)
def test_a_place_that_is_none_among_all_partners_is_not_read(text: str) -> None:
    found = RoleReader().read(text, stated=date(2023, 5, 15)).candidates
    assert not [one for one in found if one.firm and one.statement.kind == "rank"]


def test_each_heading_has_its_own_way() -> None:
    text = "Peru's exports (2019): China 29%, US 12%; imports (2019): China 24%, US 20%."
    found = RoleReader().read(text, stated=date(2023, 5, 15)).statements
    told = [(*one.partners, one.channel, one.quantity) for one in found]
    assert told == [
        ("CHN", "exports", 29), ("USA", "exports", 12),
        ("CHN", "imports", 24), ("USA", "imports", 20),
    ]  # fmt: skip
