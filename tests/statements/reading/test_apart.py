"""Figures and places that look like ours and are none are listed, and never stated."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "The yuan is now used in 40 per cent of Russia's trade with China.",
        "Sixty-one per cent of Germans oppose weapons deliveries to Saudi Arabia.",
        "Export controls now cover 30 per cent of the goods that Germany sells to China.",
        "The embargo affects 70 per cent of Cuba's imports from the United States.",
        "Russian gas met a tenth of Austria's primary energy demand.",
        "Oil is 90 per cent of Angola's exports to China.",
        "Spain ranks among the ten largest arms exporters.",
        "Oman is a top-ten buyer of British arms.",
        "Sweden is the largest per capita exporter of weapons.",
        "Romania is NATO's ninth-largest buyer of American weapons.",
        "Among members of the Gulf Cooperation Council, Qatar is the largest recipient of American arms.",
        "Australia is the region's main buyer of American arms.",
        "Northern Italy ships 40 per cent of its exports to Germany.",
        "Eastern Germany sells 12 per cent of its exports to Poland.",
        "Bavaria's exports to the United States rose to 12 per cent of its total.",
        "France's Dassault earned 60 per cent of its sales from India.",
        "Under the plan, China buys 30 per cent of Brazil's soybeans.",
        "If the deal holds, Serbia gets 40 per cent of its gas from Azerbaijan.",
        "The agreement allows Turkey to sell up to 20 per cent of its exports to Iraq.",
        "Analysts doubt that China buys 90 per cent of Iran's oil exports.",
        "Russia and its allies took half of Kazakhstan's exports in 2020.",
        "Kenya buys most of its second-hand clothes from China.",
        "The price of Egypt's wheat imports from Russia rose by 20 per cent in 2022.",
        "Ghana's imports from China are thought by some to have doubled.",
        "France lost first place among Morocco's suppliers to Spain.",
        "Japan's foreign aid amounted to $9 billion in 1989.",
        "Only Israel voted against lifting the embargo on Cuba.",
        "The gap between Spain's sales and China's has closed since 2013.",
    ],
)
def test_what_is_no_share_or_place_of_ours_is_listed_as_not_read(text: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    assert not [one for one in found.candidates if one.firm]
    assert found.unread
    assert found.unread[0].why


@pytest.mark.parametrize(
    ("text", "kind", "subject", "partners", "channel", "quantity"),
    [
        ("Japan sits sixth on the list of the world's biggest arms buyers.",
         "world rank", "JPN", (), "arms", 6),
        ("Russia shipped 21 per cent of its arms to China.",
         "share", "RUS", ("CHN",), "arms-exports", 21),
        ("Mexico is the destination for 16 per cent of American exports.",
         "share", "USA", ("MEX",), "exports", 16),
        ("A fifth of all weapons leaving Italy were bound for Qatar.",
         "share", "ITA", ("QAT",), "arms-exports", 20),
        ("Laos does 40 per cent of its trade with Thailand.",
         "share", "LAO", ("THA",), "trade", 40),
    ],
)  # fmt: skip
def test_the_same_words_in_their_place_are_read(
    text: str, kind: str, subject: str, partners: tuple[str, ...], channel: str, quantity: float
) -> None:
    (one,) = [
        each.statement for each in RoleReader().read(text, stated=DAY).candidates if each.firm
    ]
    assert (one.kind, one.subject, one.partners) == (kind, subject, partners)
    assert (one.channel, one.quantity) == (channel, quantity)


def test_a_list_after_a_colon_gives_each_partner_its_figure() -> None:
    text = "Kenya's imports: China, 21 per cent; India, 11 per cent."
    found = [one.statement for one in RoleReader().read(text, stated=DAY).candidates]
    assert [(one.subject, *one.partners, one.quantity) for one in found] == [
        ("KEN", "CHN", 21), ("KEN", "IND", 11),
    ]  # fmt: skip
