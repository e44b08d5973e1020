"""What stands around a statement on pages of fact leaves it as it is, and is none itself."""

# ruff: noqa: E501 - a sentence stands on one line

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

Told = tuple[str, str, tuple[str, ...], str, float | None]


def told(text: str, day: date = date(2024, 6, 1)) -> list[Told]:
    """Return what is read of a sentence, surely or not."""
    found = [one.statement for one in RoleReader().read(text, stated=day).candidates]
    return [
        (one.kind, one.subject, tuple(one.partners), one.channel, one.quantity) for one in found
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Almost 40 percent of Armenia's foreign trade falls on Russia.",
            [("share", "ARM", ("RUS",), "trade", 40.0)],
        ),
        (
            "The Netherlands invested $5.9 billion in Kazakhstan's economy in 2021.",
            [("amount", "KAZ", ("NLD",), "investment-flow", 5.9e9)],
        ),
        (
            "Italy invested 770 million euros ($910 million) in Albania in 2021.",
            [("amount", "ALB", ("ITA",), "investment-flow", 9.1e8)],
        ),
        (
            "In 1991 Oman's chief trading partners were Japan and Britain, with 20.3 percent and 12.1 percent, respectively, of total imports.",
            [
                ("share", "OMN", ("JPN",), "imports", 20.3),
                ("share", "OMN", ("GBR",), "imports", 12.1),
            ],
        ),
        (
            "Kenya buys wheat from Russia, and exports $500 million of tea to Pakistan.",
            [("amount", "KEN", ("PAK",), "exports", 5e8)],
        ),
        ("The largest share of growth in Kenya's exports was in tea.", []),
    ],
)
def test_what_stands_around_a_statement_leaves_it(text: str, wanted: list[Told]) -> None:
    assert told(text) == wanted


def test_whoever_has_a_balance_stands_behind_with_whom_it_is() -> None:
    for text in ("With Germany Poland has a trade surplus.", "With Germany, Poland has a trade surplus."):  # fmt: skip
        assert [one[:3] for one in told(text)] == [("balance", "POL", ("DEU",))]


def test_what_is_told_with_its_years_is_not_told_without_them() -> None:
    text = "Turkey was Georgia's biggest trade partner in 2023, while the US was third with turnover exceeding $2 bln."
    ranks = [one for one in told(text) if one[0] == "rank"]
    assert len(ranks) == len(set(ranks)) == 2


def test_a_decade_that_is_not_over_ends_with_the_year_of_the_text() -> None:
    found = RoleReader().read(
        "In the early 1990s Japan was Fiji's largest donor.", stated=date(1993, 12, 31)
    )
    assert [one.statement.years for one in found.candidates] == [(1990, 1993)]
