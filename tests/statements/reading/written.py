"""Sentences written to measure the grammar, held apart from those that it was made with.

Each has what a careful reader takes it to assert: kind, subject, partners and channel (or event);
None where it asserts nothing that the evidence of this package could test. The day of all of them
is 1 March 2021, and nobody is the subject where a sentence does not name one.
"""

# ruff: noqa: E501 - a sentence and its sense stand on one line

from __future__ import annotations

Sense = tuple[str, str, tuple[str, ...], str]

POSITIVE: list[tuple[str, Sense]] = [
    ("India bought about 60 % of its weapons from Russia.", ("share", "IND", ("RUS",), "arms")),
    ("More than 90 per cent of Belarusian arms imports come from Russia.", ("share", "BLR", ("RUS",), "arms")),
    ("Mexico sends at least 80% of its exports to the United States.", ("share", "MEX", ("USA",), "exports")),
    ("Roughly a third of Kazakhstan's imports come from Russia.", ("share", "KAZ", ("RUS",), "imports")),
    ("Most of Serbia's weapons came from Russia.", ("share", "SRB", ("RUS",), "arms")),
    ("Japan provided up to 40 percent of the aid received by Indonesia.", ("share", "IDN", ("JPN",), "aid")),
    ("Thailand gets less than 10% of its imports from India.", ("share", "THA", ("IND",), "imports")),
    ("Two thirds of Pakistan's armaments are delivered by China.", ("share", "PAK", ("CHN",), "arms")),
    ("China is Australia's largest trading partner.", ("rank", "AUS", ("CHN",), "trade")),
    ("The United States is the biggest export market of Viet Nam.", ("rank", "VNM", ("USA",), "exports")),
    ("Japan is Indonesia's top donor.", ("rank", "IDN", ("JPN",), "aid")),
    ("Russia remains India's leading arms supplier.", ("rank", "IND", ("RUS",), "arms")),
    ("South Korea is the second-largest investor in Viet Nam.", ("rank", "VNM", ("KOR",), "investment-flow")),
    ("Germany is Poland's main trade partner.", ("rank", "POL", ("DEU",), "trade")),
    ("Beijing is Islamabad's number one weapons supplier.", ("rank", "PAK", ("CHN",), "arms")),
    ("Trade between Japan and China exceeded $300 billion in 2019.", ("amount", "JPN", ("CHN",), "trade")),
    ("Australia's exports to China were worth about $100 billion in 2019.", ("amount", "AUS", ("CHN",), "exports")),
    ("Indonesia imported more than $40 billion of goods from China in 2018.", ("amount", "IDN", ("CHN",), "imports")),
    ("Mongolia's trade with China is above 8 billion dollars.", ("amount", "MNG", ("CHN",), "trade")),
    ("India's trade deficit with China is growing.", ("trend", "IND", ("CHN",), "deficit")),
    ("The Philippines has a trade deficit with Japan.", ("balance", "PHL", ("JPN",), "")),
    ("Malaysia runs a trade surplus with the United States.", ("balance", "MYS", ("USA",), "")),
    ("Viet Nam's trade surplus with the United States reached $34 billion in 2017.", ("balance", "VNM", ("USA",), "")),
    ("Trade between Russia and China has risen since 2014.", ("trend", "RUS", ("CHN",), "trade")),
    ("Arms imports of Indonesia from the United States fell.", ("trend", "IDN", ("USA",), "arms")),
    ("Japanese investment in Thailand is declining.", ("trend", "THA", ("JPN",), "investment-flow")),
    ("Kazakhstan's exports to China grew between 2010 and 2014.", ("trend", "KAZ", ("CHN",), "exports")),
    ("Russia's share of Viet Nam's arms imports is shrinking.", ("trend", "VNM", ("RUS",), "arms")),
    ("Laos relies heavily on China for its imports.", ("share", "LAO", ("CHN",), "imports")),
    ("Serbia depends on Russia for weapons.", ("share", "SRB", ("RUS",), "arms")),
    ("Mongolia is dependent on China.", ("dependence", "MNG", ("CHN",), "")),
    ("Indonesia depends on no single supplier.", ("diversification", "IDN", (), "")),
    ("Thailand is diversifying its arms imports.", ("diversification", "THA", (), "arms")),
    ("Russia will remain Viet Nam's largest arms supplier over the next five years.", ("forecast", "VNM", ("RUS",), "arms")),
    ("China's share of Indonesia's arms imports will grow in the coming decade.", ("forecast", "IDN", ("CHN",), "arms")),
    ("Cambodia votes with China at the United Nations.", ("alignment", "KHM", ("CHN",), "")),
    ("Belarus sides with Russia in world affairs.", ("alignment", "BLR", ("RUS",), "")),
    ("India and Pakistan fought a war in 1971.", ("event", "IND", ("PAK",), "war")),
    ("Iraq invaded Kuwait in 1990.", ("event", "IRQ", ("KWT",), "war")),
    ("The United States lifted its arms embargo on Viet Nam in 2016.", ("event", "VNM", ("USA",), "embargo lifted")),
    ("The EU imposed an arms embargo on China in 1989.", ("event", "CHN", ("EU",), "embargo imposed")),
    ("Kazakhstan is a member of the Eurasian Economic Union.", ("membership", "KAZ", (), "EAEU")),
    ("Indonesia belongs to ASEAN.", ("membership", "IDN", (), "ASEAN")),
    ("Singapore balances between the United States and China.", ("hedging", "SGP", (), "")),
    ("Russia dominates the Indian arms market.", ("share", "IND", ("RUS",), "arms")),
]  # fmt: skip

NEGATIVE: list[str] = [
    "The minister landed in Moscow on Tuesday.",
    "India does not depend on Russia for weapons.",
    "Russia is not Indonesia's largest arms supplier.",
    "Would China become Australia's largest market?",
    "If trade with China grew, Thailand might gain.",
    "He served turkey at the state dinner.",
    "The talks lasted three hours.",
    "Thailand could diversify its imports.",
    "Laos never relied on China for weapons.",
    "The largest room of the palace was closed.",
    "About 60 % of the voters stayed at home.",
    "The company's shares fell by 5 % in London.",
    "Mr. Jordan is the main author of the report.",
    "The war of words went on.",
    "The president balanced a cup on his knee.",
    "Flooding in Thailand increased the price of rice at home.",
    "A member of the delegation fell ill in Jakarta.",
    "Georgia voted for the other candidate.",
    "The embassy in Seoul was challenged by a broken lift.",
    "Chinese tourists spent $2 billion in hotels.",
    "The leader of the opposition flew to Tokyo.",
    "He said the border was quiet.",
    "The Malaysian film won the top prize.",
    "Nobody knows whether Viet Nam will lift the ban.",
    "Its key findings were published in Paris.",
    "The Danish ship sank in 1912.",
    "Talks with Japan should lead to more trade.",
    "The Indian summer was longer than usual.",
    "Two thirds of the seats in the hall were taken by Russians.",
    "The Philippines hopes that aid from Japan will grow.",
]

MALFORMED: list[str] = [
    "Atlantis gets 85 % of its weapons from Ruritania.",
    "Trade grew.",
    "It is the largest supplier.",
]
