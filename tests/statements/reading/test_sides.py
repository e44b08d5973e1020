"""Giver and receiver: however one fact is phrased, it is read alike."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

ARMS = (
    "Russia supplied 36 per cent of India's arms in 2020–24.",
    "In 2020–24 Russia accounted for 36 % of Indian arms imports.",
    "India bought 36% of its weapons from Russia in 2020–24.",
    "India took 36 percent of its arms from Russia in 2020-24.",
    "Russia's share of India's arms imports was 36 per cent in 2020–24.",
    "The share of Russia in Indian arms imports was 36 per cent in 2020–24.",
    "In the years 2020–24 India got 36 per cent of its armaments from Russia.",
    "In 2020–24, 36 % of India's arms came from Russia.",
    "Of the weapons that India received in 2020–24, 36 per cent were Russian.",
    "Of India's arms in 2020–24, 36 per cent were delivered by Russia.",
    "Russia was the source of 36 per cent of India's arms in 2020–24.",
    "Russia provided India with 36 per cent of its military equipment in 2020–24.",
    "From 2020 to 2024 Russia sold India 36 per cent of its arms.",
    "36 per cent of the arms delivered to India in 2020–24 were supplied by Russia.",
    "India relied on Russia for 36 per cent of its arms in 2020–24.",
    "Moscow made up 36 per cent of New Delhi's arms imports in 2020–24.",
)
IMPORTS = (
    "China supplied 39 per cent of Viet Nam's imports in 2019.",
    "In 2019 China accounted for 39 per cent of Vietnamese imports.",
    "Viet Nam bought 39 % of its imports from China in 2019.",
    "Viet Nam imported 39 per cent of its goods from China in 2019.",
    "China's share of Viet Nam's imports was 39 per cent in 2019.",
    "The share of China in Viet Nam's imports was 39 per cent in 2019.",
    "Viet Nam got 39 per cent of its imports from China in 2019.",
    "In 2019, 39 per cent of Viet Nam's imports came from China.",
    "Of Viet Nam's imports in 2019, 39 per cent came from China.",
    "China was the source of 39 per cent of Viet Nam's imports in 2019.",
    "39 per cent of the goods that Viet Nam imported in 2019 were Chinese.",
    "China sold Viet Nam 39 per cent of its imports in 2019.",
    "Imports from China made up 39 per cent of Viet Nam's imports in 2019.",
    "39 per cent of Viet Nam's imports were delivered by China in 2019.",
    "Viet Nam depended on China for 39 per cent of its imports in 2019.",
)
EXPORTS = (
    "Germany took 15 per cent of Serbian exports in 2019.",
    "In 2019 Germany accounted for 15 per cent of Serbia's exports.",
    "Germany bought 15 per cent of Serbia's exports in 2019.",
    "Serbia sold 15 % of its exports to Germany in 2019.",
    "Serbia sent 15 per cent of its exports to Germany in 2019.",
    "Germany's share of Serbia's exports was 15 per cent in 2019.",
    "The share of Germany in Serbian exports was 15 per cent in 2019.",
    "In 2019, 15 per cent of Serbia's exports went to Germany.",
    "Of Serbia's exports in 2019, 15 per cent were destined for Germany.",
    "Germany was the destination of 15 per cent of Serbia's exports in 2019.",
    "Germany received 15 per cent of the goods that Serbia exported in 2019.",
    "15 per cent of Serbian exports were bought by Germany in 2019.",
    "15 per cent of what Serbia exports, its sales abroad, went to Germany in 2019.",
    "To Germany, Serbia shipped 15 per cent of its exports in 2019.",
    "Serbia depended on Germany for 15 per cent of its exports in 2019.",
    "Exports to Germany made up 15 per cent of Serbia's exports in 2019.",
)
AID = (
    "Japan provided 40 per cent of Indonesia's aid in 2015–19.",
    "In 2015–19 Japan accounted for 40 per cent of aid to Indonesia.",
    "Indonesia received 40 per cent of its aid from Japan in 2015–19.",
    "Indonesia got 40 % of its development assistance from Japan in 2015–19.",
    "Japan's share of Indonesia's aid was 40 per cent in 2015–19.",
    "The share of Japan in aid to Indonesia was 40 per cent in 2015–19.",
    "In 2015–19, 40 per cent of Indonesia's aid came from Japan.",
    "Of the aid that Indonesia received in 2015–19, 40 per cent was Japanese.",
    "Of Indonesia's aid in 2015–19, 40 per cent came from Japan.",
    "Japan was the source of 40 per cent of Indonesia's aid in 2015–19.",
    "Japan gave Indonesia 40 per cent of its aid in 2015–19.",
    "40 per cent of the aid given to Indonesia in 2015–19 came from Japan.",
    "40 per cent of Indonesian aid was provided by Japan in 2015–19.",
    "Indonesia depended on Japan for 40 per cent of its aid in 2015–19.",
    "Tokyo supplied 40 per cent of the aid received by Jakarta in 2015–19.",
)
INVESTMENT = (
    "Japan supplied 30 per cent of the foreign direct investment in Thailand in 2019.",
    "In 2019 Japan accounted for 30 per cent of foreign direct investment in Thailand.",
    "Thailand received 30 per cent of its foreign direct investment from Japan in 2019.",
    "Thailand got 30 % of its foreign investment from Japan in 2019.",
    "Japan's share of foreign direct investment in Thailand was 30 per cent in 2019.",
    "The share of Japan in Thailand's foreign direct investment was 30 per cent in 2019.",
    "In 2019, 30 per cent of Thailand's foreign direct investment came from Japan.",
    "Of the foreign investment that Thailand received in 2019, 30 per cent was Japanese.",
    "Of foreign direct investment in Thailand in 2019, 30 per cent came from Japan.",
    "Japan was the source of 30 per cent of Thailand's FDI in 2019.",
    "Japanese firms provided 30 per cent of Thailand's foreign direct investment in 2019.",
    "30 per cent of Thai FDI was provided by Japan in 2019.",
    "Thailand attracted 30 per cent of its FDI from Japan in 2019.",
    "Thailand depended on Japan for 30 per cent of its foreign direct investment in 2019.",
    "Tokyo made up 30 per cent of foreign direct investment in Thailand in 2019.",
)
FACTS = {
    "arms": (ARMS, ("IND", ("RUS",), 36.0, (2020, 2024))),
    "imports": (IMPORTS, ("VNM", ("CHN",), 39.0, (2019, 2019))),
    "exports": (EXPORTS, ("SRB", ("DEU",), 15.0, (2019, 2019))),
    "aid": (AID, ("IDN", ("JPN",), 40.0, (2015, 2019))),
    "investment-flow": (INVESTMENT, ("THA", ("JPN",), 30.0, (2019, 2019))),
}
PHRASINGS = [(channel, text) for channel, (texts, _) in FACTS.items() for text in texts]


@pytest.mark.parametrize(("channel", "text"), PHRASINGS)
@pytest.mark.parametrize("about", ["", "USA"])
def test_one_fact_is_read_alike_however_it_is_phrased(channel: str, text: str, about: str) -> None:
    found = RoleReader().read(text, stated=date(2025, 6, 1), subject=about)
    said = [
        (one.kind, one.subject, one.partners, one.channel, one.quantity, one.years, one.comparison)
        for one in found.statements
    ]
    subject, partners, quantity, years = FACTS[channel][1]
    assert said == [("share", subject, partners, channel, quantity, years, "about")]
    assert found.candidates[0].firm


def test_there_are_fifteen_phrasings_of_each() -> None:
    assert all(len(texts) >= 15 for texts, _ in FACTS.values())
