"""The 53 written examples of the 17 kinds, each with what ought to be read from it."""

# ruff: noqa: E501 - a sentence and what it says stand on one line

from __future__ import annotations

EXAMPLES: list[tuple[str, str, str, list[str]]] = [
    (
        "2025-06-01",
        "IND",
        "Indian purchases of Russian weapons fell by 64 per cent between 2010–14 and 2020–24.",
        ["India, amount of arms received with Russia: falling 64 % in 2020–24, against 2010–14."],
    ),
    (
        "2020-06-01",
        "USA",
        "American exports to Mexico slipped $10 billion (4 percent) to $235 billion in 2019.",
        [
            "United States, amount of goods exported with Mexico: falling $10.0 billion in 2019, against 2018.",
            "United States, amount of goods exported with Mexico: falling 4 % in 2019, against 2018.",
            "United States, goods exported with Mexico: about $235.0 billion a year in 2019.",
        ],
    ),
    (
        "2025-06-01",
        "MAR",
        "Morocco recorded a 26 % drop in arms deliveries from the United States.",
        ["Morocco, amount of arms received with United States: falling 26 %."],
    ),
    (
        "2025-06-01",
        "AZE",
        "Russia's share of Azerbaijan's arms imports went from 80 per cent in 2010–14 to 29 per cent in 2015–19.",
        [
            "Azerbaijan, arms received: the part of Russia was about 80 % in 2010–14.",
            "Azerbaijan, arms received: the part of Russia was about 29 % in 2015–19.",
        ],
    ),
    (
        "2025-06-01",
        "MAR",
        "The United States supplied 64 per cent of Moroccan arms in 2020–24, down from 79 per cent in 2015–19.",
        [
            "Morocco, arms received: the part of United States was about 64 % in 2020–24.",
            "Morocco, arms received: the part of United States was about 79 % in 2015–19.",
        ],
    ),
    (
        "2020-06-01",
        "ARM",
        "Armenia took 87 per cent of its arms from Russia in 2010–14 and 95 per cent in 2015–19.",
        [
            "Armenia, arms received: the part of Russia was about 87 % in 2010–14.",
            "Armenia, arms received: the part of Russia was about 95 % in 2015–19.",
        ],
    ),
    (
        "2025-06-01",
        "BGD",
        "China (51 %), Turkey (23 %) and Britain (12 %) were the main arms suppliers to Bangladesh in 2020–24.",
        [
            "Bangladesh, arms received: the part of China was about 51 % in 2020–24.",
            "Bangladesh, arms received: the part of Türkiye was about 23 % in 2020–24.",
            "Bangladesh, arms received: the part of United Kingdom was about 12 % in 2020–24.",
        ],
    ),
    (
        "2025-06-01",
        "SAU",
        "The United States and Spain delivered 74 and 10 per cent of Saudi arms, respectively.",
        [
            "Saudi Arabia, arms received: the part of United States is about 74 %.",
            "Saudi Arabia, arms received: the part of Spain is about 10 %.",
        ],
    ),
    (
        "2020-06-01",
        "EGY",
        "Russia and France together supplied more than 70 per cent of Egypt's arms in 2015–19.",
        ["Egypt, arms received: the part of Russia and France was more than 70 % in 2015–19."],
    ),
    (
        "2025-06-01",
        "IND",
        "In 2015–19, by the count of the register, Russia was the largest supplier of arms to India.",
        ["India, arms received: Russia was number 1 in 2015–19."],
    ),
    (
        "2025-06-01",
        "MYS",
        "Until 2019 Spain was Malaysia's largest arms supplier.",
        [
            "Malaysia, arms received: Spain was number 1 in 2015–19.",
            "Malaysia, arms received: Spain was not number 1 in 2020–24.",
        ],
    ),
    (
        "2025-06-01",
        "KAZ",
        "Between 2015 and 2019, Russia delivered 91 per cent of Kazakh arms.",
        ["Kazakhstan, arms received: the part of Russia was about 91 % in 2015–19."],
    ),
    (
        "2024-06-01",
        "CAN",
        "Last year 74 per cent of Canadian exports went to the United States.",
        ["Canada, goods exported: the part of United States was about 74 % in 2023."],
    ),
    (
        "2025-06-01",
        "PHL",
        "Over the past five years South Korea supplied a third of Philippine arms.",
        ["Philippines, arms received: the part of South Korea was about 33.33 % in 2020–24."],
    ),
    (
        "2025-06-01",
        "EGY",
        "Germany supplied 32 per cent of Egypt's arms in 2020–24. In the same period Italy supplied 27 per cent.",
        [
            "Egypt, arms received: the part of Germany was about 32 % in 2020–24.",
            "Egypt, arms received: the part of Italy was about 27 % in 2020–24.",
        ],
    ),
    (
        "2025-06-01",
        "EGY",
        "Egypt was the world's third-largest arms importer in 2015–19.",
        ["Egypt, arms received: among all states it was number 3 in 2015–19."],
    ),
    (
        "2025-06-01",
        "SAU",
        "Saudi Arabia took 6.8 per cent of global arms imports in 2020–24.",
        ["Saudi Arabia, arms received: the part in that of all states was about 6.8 % in 2020–24."],
    ),
    (
        "2025-06-01",
        "PAK",
        "Pakistan, the world's fifth-largest arms importer, gets most of its arms from China.",
        [
            "Pakistan, arms received: the part of China is more than 50 %.",
            "Pakistan, arms received: among all states it is number 5.",
        ],
    ),
    (
        "2025-06-01",
        "PAK",
        "Pakistan received 63 per cent of the arms that China exported in 2020–24.",
        ["China, arms delivered: the part of Pakistan was about 63 % in 2020–24."],
    ),
    (
        "2025-06-01",
        "IND",
        "India is the largest buyer of French arms.",
        ["France, arms delivered: India is number 1."],
    ),
    (
        "2025-06-01",
        "KAZ",
        "Kazakhstan took 11 per cent of Russian arms exports.",
        ["Russia, arms delivered: the part of Kazakhstan is about 11 %."],
    ),
    (
        "2025-06-01",
        "SRB",
        "China has courted Belgrade for years. It now supplies 57 per cent of Serbia's arms.",
        ["Serbia, arms received: the part of China is about 57 %."],
    ),
    (
        "2024-06-01",
        "CAN",
        "We sell three quarters of our exports to the United States.",
        ["Canada, goods exported: the part of United States is about 75 %."],
    ),
    (
        "2025-06-01",
        "IND",
        "Bangladesh's largest arms supplier is China.",
        ["Bangladesh, arms received: China is number 1."],
    ),
    ("2024-06-01", "KAZ", "China is Central Asia's largest trading partner.", []),
    (
        "2024-06-01",
        "THA",
        "Thailand is China's third-largest trading partner in Southeast Asia.",
        [],
    ),
    (
        "2025-06-01",
        "SAU",
        "The Gulf monarchies get most of their arms from the United States.",
        ["GCC, arms received: the part of United States is more than 50 %."],
    ),
    (
        "2022-02-01",
        "ITA",
        "Italy got 40 per cent of its gas from Russia.",
        ["Italy, goods imported (gas): the part of Russia is about 40 %."],
    ),
    (
        "2020-06-01",
        "BRA",
        "China buys three quarters of Brazil's soybean exports.",
        ["Brazil, goods exported (soybeans): the part of China is about 75 %."],
    ),
    (
        "2024-06-01",
        "CHN",
        "Saudi Arabia supplied 17 per cent of China's crude imports.",
        ["China, goods imported (crude oil): the part of Saudi Arabia is about 17 %."],
    ),
    (
        "2024-06-01",
        "KGZ",
        "Kyrgyzstan buys more from China than from Russia.",
        ["Kyrgyzstan, goods imported: China, more than 1 times Russia."],
    ),
    (
        "2020-06-01",
        "VNM",
        "Viet Nam exports twice as much to the United States as to Japan.",
        ["Viet Nam, goods exported: United States, about 2 times Japan."],
    ),
    (
        "2020-06-01",
        "MEX",
        "Mexico sells more to the United States than to all other partners combined.",
        ["Mexico, goods exported: United States, more than 1 times all other partners together."],
    ),
    ("2025-06-01", "IND", "Russia may soon stop being India's largest arms supplier.", []),
    (
        "2025-06-01",
        "MMR",
        "China was once Myanmar's largest arms supplier.",
        ["Myanmar, arms received: China is number 1 once, and no longer."],
    ),
    ("2024-06-01", "TUR", "Trade with Russia is expected to top $100 billion, Ankara says.", []),
    (
        "2025-06-01",
        "PHL",
        "The Philippines, facing China at sea, bought 33 per cent of its arms from South Korea.",
        ["Philippines, arms received: the part of South Korea is about 33 %."],
    ),
    (
        "2020-06-01",
        "MYS",
        "As the US-China trade war went on, Malaysia's exports to China reached $36 billion.",
        ["Malaysia, goods exported with China: about $36.0 billion a year."],
    ),
    (
        "2020-06-01",
        "THA",
        "Thailand's exports to China came to US$27 billion in 2019.",
        ["Thailand, goods exported with China: about $27.0 billion a year in 2019."],
    ),
    (
        "2025-06-01",
        "MMR",
        "Russia provided 48 per cent of the military hardware that Myanmar brought in from abroad.",
        ["Myanmar, arms received: the part of Russia is about 48 %."],
    ),
    (
        "2024-06-01",
        "LAO",
        "Thailand is the country from which Laos buys most.",
        ["Laos, goods imported: Thailand is number 1."],
    ),
    (
        "2020-06-01",
        "MEX",
        "Two-way commerce with the United States came to $590 billion in 2019.",
        ["Mexico, trade both ways with United States: about $590.0 billion a year in 2019."],
    ),
    (
        "2025-06-01",
        "SAU",
        "Three out of four weapons that Saudi Arabia imports are American.",
        ["Saudi Arabia, arms received: the part of United States is about 75 %."],
    ),
    (
        "2024-06-01",
        "KGZ",
        "Sixty-two percent of Kyrgyz imports come from China.",
        ["Kyrgyzstan, goods imported: the part of China is about 62 %."],
    ),
    (
        "2020-06-01",
        "VNM",
        "Vietnamese exports to the United States were worth 70 billion USD in 2019.",
        ["Viet Nam, goods exported with United States: about $70.0 billion a year in 2019."],
    ),
    (
        "2025-06-01",
        "KAZ",
        "Like most of the post-Soviet states, Kazakhstan trades in roubles as well.",
        [],
    ),
    ("2025-06-01", "UKR", "Ukraine's spending on weapons has grown to a third of its output.", []),
    (
        "2025-06-01",
        "BLR",
        "The sanctions cover 70 per cent of the goods that Belarus sends to the EU.",
        [],
    ),
    (
        "2025-06-01",
        "",
        "Russia supplied 36% of India's arms in 2020-24.",
        ["India, arms received: the part of Russia was about 36 % in 2020–24."],
    ),
    (
        "2024-06-01",
        "",
        "The EU accounts for 60% of Serbia's trade.",
        ["Serbia, trade both ways: the part of EU is about 60 %."],
    ),
    (
        "2024-06-01",
        "",
        "Germany takes 15% of Serbian exports.",
        ["Serbia, goods exported: the part of Germany is about 15 %."],
    ),
    (
        "2025-06-01",
        "IND",
        "New Delhi has cut its dependence on Russian arms.",
        ["India, share of arms received with Russia: falling."],
    ),
    (
        "2025-06-01",
        "",
        "In 2020-24, 36% of India's arms came from Russia.",
        ["India, arms received: the part of Russia was about 36 % in 2020–24."],
    ),
]
"""Day, whom the text is about, the sentence, and what is stated firmly, in our words."""
