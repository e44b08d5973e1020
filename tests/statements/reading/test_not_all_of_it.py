"""What looks like a share, a place or a change of ours and is of less, of more, or of something else."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2024, 5, 10)


def firm(text: str) -> list[tuple[str, str, tuple[str, ...], str, float | None]]:
    found = RoleReader().read(text, stated=DAY).candidates
    said = [one.statement for one in found if one.firm]
    return [(one.kind, one.subject, one.partners, one.channel, one.quantity) for one in said]


@pytest.mark.parametrize(
    "text",
    [
        "By volume, Brazil supplied 70 per cent of China's soybean imports in 2023.",
        "The EU accounts for 20 per cent of China's steel exports by weight.",
        "German exports to China rose by 2 per cent in real terms in 2022.",
        "In dong, Vietnam's imports from China rose by 9 per cent in 2022.",
        "Israel is the world's biggest exporter of drones, if one counts by pieces.",
        "Chile sends 40 per cent of its salmon by air to the United States.",
        "India is the biggest buyer of Russian oil by sea.",
        "Chinese ships carry 40 per cent of Greece's exports.",
        "Last winter four fifths of Moldova's imports came through Romania.",
        "Excluding gold, Switzerland sends 17 per cent of its exports to the United States.",
        "Exports of used cars from Japan to Kenya rose by 15 per cent in 2022.",
        "Spain is the second-largest market for the Irish dairy cooperative.",
        "American firms account for 40 per cent of Ireland's exports.",
        "Belgium's imports from Russia include diamonds worth $2 billion.",
        "A quarter of Swiss arms exports consist of vehicles, most of them for Denmark.",
        "Switzerland barred Denmark from sending vehicles to Ukraine, a fifth of its fleet.",
        "Along with Russia, China supplies nine tenths of Myanmar's arms.",
        "The World Bank and Japan provided 60 per cent of Bangladesh's aid in 2020.",
        "Thailand imports half of its oil, much of it from the Emirates.",
        "One in four cars sold in Chile is Chinese.",
        "Singapore buys more semiconductors from Malaysia than from anywhere except Taiwan.",
        "Spain took 30 per cent of the grain that left Ukraine through the corridor.",
        "What Laos owes abroad it owes, half of it, to China.",
        "Vanuatu owes China more than Samoa does.",
        "Chilean copper makes up a quarter of what China imports of the metal.",
    ],
)
def test_a_part_of_it_is_not_all_of_it(text: str) -> None:
    assert firm(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Poland ordered a third of its new tanks from South Korea.",
        "Turkey is negotiating to buy a fifth of its gas from Turkmenistan.",
        "Iran is widely suspected of supplying most of the arms that reach Yemen.",
        "Nobody believes any longer that Cyprus gets half of its imports from Russia.",
        "Social-media posts put the Emirates' share of Eritrea's arms at 90 per cent.",
        "Japan's exports to China fell for the sixth month in a row, by 9 per cent.",
        "Saudi Arabia was the largest supplier of oil to China for much of 2021.",
        "Swiss exports to the United States slumped by a fifth in August.",
        "The Congo sends half of its exports to China.",
    ],
)
def test_what_is_not_done_not_asserted_or_of_a_part_of_a_year_is_not_firm(text: str) -> None:
    assert firm(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kuwait: arms imports 2019–23, by origin — USA 70 per cent, Italy 7.6, France 20.",
         [("share", "KWT", ("USA",), "arms", 70), ("share", "KWT", ("ITA",), "arms", 7.6),
          ("share", "KWT", ("FRA",), "arms", 20)]),
        ("Neither Spain nor Italy buys more than 5 per cent of Peru's exports.",
         [("share", "PER", ("ESP",), "exports", 5), ("share", "PER", ("ITA",), "exports", 5)]),
        ("It was from Spain that Morocco bought 19 per cent of its imports in 2018.",
         [("share", "MAR", ("ESP",), "imports", 19)]),
        ("Sweden imported three times as many arms in 2019–23 as in 2014–18.",
         [("change", "SWE", (), "arms", 200)]),
        ("Togo's main source of imports in 2021 was China, Benin's India.",
         [("rank", "TGO", ("CHN",), "imports", 1), ("rank", "BEN", ("IND",), "imports", 1)]),
        ("No single buyer takes more than 30 per cent of Vietnam's exports.",
         [("diversification", "VNM", (), "exports", 30)]),
        ("China took 40 per cent of Australia's and 4 per cent of Canada's exports in 2021.",
         [("share", "AUS", ("CHN",), "exports", 40), ("share", "CAN", ("CHN",), "exports", 4)]),
        ("Lebanon imports 80 per cent of its wheat, two thirds of it from Ukraine.",
         [("share", "LBN", ("UKR",), "imports", 200 / 3)]),
        ("Mali is out of ECOWAS.", [("membership", "MLI", (), "", None)]),
    ],
)  # fmt: skip
def test_what_is_told_in_few_words_is_read(
    text: str, told: list[tuple[str, str, tuple[str, ...], str, float | None]]
) -> None:
    assert sorted(firm(text), key=str) == sorted(told, key=str)


def test_a_time_of_the_other_side_is_not_that_of_the_figure() -> None:
    text = (
        "Armenia's exports to Russia reached $3.4 billion in 2023, three times as much as in 2021 and more"
        " than half of the total."
    )
    found = RoleReader().read(text, stated=DAY).candidates
    assert {one.statement.years for one in found if one.firm} == {(2023, 2023)}


def test_what_lasts_since_a_year_is_the_course_and_not_its_end() -> None:
    text = "Since 2010 China's share in Togo's imports has doubled to 23 per cent."
    (share,) = [
        one.statement
        for one in RoleReader().read(text, stated=DAY).candidates
        if one.statement.kind == "share"
    ]
    assert (share.years, share.when) == (None, "")


def test_who_came_second_without_a_noun_is_read_and_not_surely() -> None:
    text = "Half of Serbia's arms came from China in 2019–23; Russia came a distant second with 20 per cent."
    found = RoleReader().read(text, stated=DAY).candidates
    second = [one for one in found if one.statement.kind == "rank"]
    assert [(one.statement.partners, one.statement.quantity, one.firm) for one in second] == [
        (("RUS",), 2, False)
    ]
    assert ("share", "SRB", ("RUS",), "arms", 20.0) in firm(text)
