"""What says all itself is read alike wherever it stands; "its" is first somebody of the same sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counterpoise.statements.reading.reader import Candidate, RoleReader
from tests.statements.battery.score import load

DAY = date(2024, 5, 1)
MORNING = "It was a cold morning in the capital of Mongolia, and the trade fair was full. "
BATTERY = Path(__file__).parents[1] / "battery"
PRONOUNS = (" its ", " it ", "Its ", " the country", "The country", " the island", " them ")


def read(text: str, day: date = DAY, subject: str = "") -> list[Candidate]:
    return list(RoleReader().read(text, stated=day, subject=subject).candidates)


def firm(text: str, day: date = DAY, subject: str = "") -> list[tuple[str, str, tuple[str, ...]]]:
    said = [one.statement for one in read(text, day, subject) if one.firm]
    return [(one.kind, one.subject, one.partners) for one in said]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "China receives 24 per cent of Cameroonian exports and provides 18 per cent of its imports.",
            [("share", "CMR", ("CHN",)), ("share", "CMR", ("CHN",))],
        ),
        (
            "The main supplier of arms to Singapore is America, which accounts for 39 per cent of its"
            " arms imports.",
            [("share", "SGP", ("USA",)), ("rank", "SGP", ("USA",))],
        ),
        (
            "Oil from Iran reaches China, of whose crude imports it made up 11 per cent in 2023.",
            [],
        ),
        (
            "Brazilian arms exports rose by 72 per cent in 2022, and the country's share of the world"
            " total went up to 0.5 per cent.",
            [("change", "BRA", ()), ("world share", "BRA", ())],
        ),
        (
            "South Korea was tenth among the world's arms exporters in 2020–24, with a 2.2 per cent share"
            " of the total.",
            [("world share", "KOR", ()), ("world rank", "KOR", ())],
        ),
        ("Togo buys 7 per cent of its imports from Ghana and sells it 5 per cent of its exports.",
         [("share", "TGO", ("GHA",)), ("share", "TGO", ("GHA",))]),
        ("No country bought more Australian coal than Japan in 2021.", [("rank", "AUS", ("JPN",))]),
        ("Paraguay leans on a single neighbour, which buys a third of its exports.", []),
        ("The former colonial power still accounts for a third of Kyrgyz imports.", []),
        ("Ninety per cent of Mordor's exports go to Singapore.", []),
        ("Imports from China fell back by 8 per cent in 2022, Chile's customs office reports.", []),
        ("Three states are members of the Eurasian Economic Union.", []),
    ],
)  # fmt: skip
def test_whom_a_sentence_names_comes_before_whom_the_one_before_named(
    sentence: str, wanted: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert sorted(firm(MORNING + sentence)) == sorted(wanted)


def test_its_is_whom_the_sentence_before_named_where_nobody_else_is() -> None:
    assert firm(MORNING + "Its largest donor is Japan.") == [("rank", "MNG", ("JPN",))]
    assert firm(MORNING + "China bought 90 per cent of its exports in 2019.") == [
        ("share", "MNG", ("CHN",))
    ]


@pytest.mark.parametrize("name", ["fifth_set", "sixth_set", "developers_set"])
def test_no_sentence_of_the_battery_tells_of_a_stranger_without_a_word_for_it(name: str) -> None:
    strays = [
        row.text
        for row in load(BATTERY / name)
        if any(
            "MNG" in (subject, *partners)
            for _, subject, partners in firm(MORNING + row.text, row.stated, row.about)
        )
        and not any(word in f" {row.text}" for word in PRONOUNS)
        and "Mongol" not in row.text
        and "Ulan" not in row.text
    ]
    assert strays == []


@pytest.mark.parametrize(
    ("sentence", "sure"),
    [
        ("Gabon gets 61 per cent of its imports from France.", True),
        ("Togo's imports from China ran to half a billion dollars in 2019.", True),
        ("In 2020–24 Gabon got 61 per cent of its imports from France.", False),
        ("In 2020–24 Gabon got 61 per cent of its goods from France.", True),
    ],
)
def test_imports_after_arms_may_be_of_arms_where_five_years_are_told_of(
    sentence: str, sure: bool
) -> None:
    after = read("Chile bought 14 per cent of its arms from Germany. " + sentence)
    assert [one.firm for one in after] == [True, sure]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("China is the largest supplier of Togo.", False),
        ("Second place among Kenya's suppliers went to the Emirates.", False),
        ("Chile bought 14 per cent of its arms from Germany. China is the largest supplier of Togo.",
         False),
        ("Togo imports little. China is the largest supplier of goods to Togo.", True),
        ("Chile bought 14 per cent of its arms from Germany. Its largest supplier was France.", True),
        ("China is Togo's largest supplier, with 28 per cent of its imports.", True),
    ],
)  # fmt: skip
def test_a_supplier_of_what_is_not_said_is_proposed(text: str, sure: bool) -> None:
    found = [one for one in read(text) if one.statement.kind == "rank"]
    assert [one.firm for one in found] == [sure]


@pytest.mark.parametrize(
    "text",
    [
        "India is Nepal's biggest ginger supplier.",
        "India is Nepal's biggest supplier of cardamom and hats.",
        "Kenya imports more yams from Ghana than from Togo.",
        "Kenya is the largest market for the firm's motorcycles.",
        "Malaysia has 13 per cent of the global market for testing and packaging.",
        "China accounts for 30 per cent of world manufacturing and 14 per cent of its exports.",
    ],
)
def test_goods_that_nobody_here_knows_are_no_goods_of_ours(text: str) -> None:
    assert firm(text) == []
