"""What the page of the manual says that the first screen answers stands in its lines."""

from __future__ import annotations

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.report.pages import Number
from counterpoise.settings import embedded_folder

ASKED = {
    "Between whom": (
        "Russia", "first since", "imports from China", "exports to the United States", "34.2\u00a0%",
    ),
    "How firmly": (
        "ighly concentrated in arms and imports", "4.8 in arms", "those who vote alike as less than one",
        "2.6", "27th of 160",
    ),
    "Which way": ("wider in arms", "arrower in imports and exports", "92.6\u00a0%"),
    "What a loss would cost": ("China", "after a year", "in the long run", "range in brackets"),
    "What is not known": ("Aid since 2016", "investment since 2012", "73 more"),
}  # fmt: skip
"""What `docs/explanation/first-screen.md` quotes, by the line that answers."""


@pytest.fixture(scope="module")
def lines() -> dict[str, str]:
    page = brief(Store((embedded_folder(),)).steady(), "VNM", pages="2")
    return {
        label: "".join(cell.text if isinstance(cell, Number) else cell for cell in sentence)
        for label, sentence in page.answered()
        if label
    }


@pytest.mark.parametrize("label", ASKED)
def test_each_line_answers_what_is_asked_of_it(lines: dict[str, str], label: str) -> None:
    assert [words for words in ASKED[label] if words not in lines[label]] == []


def test_a_leader_through_which_goods_of_others_pass_is_told_so() -> None:
    page = brief(Store((embedded_folder(),)).steady(), "DEU", pages="2")
    whom = dict(page.answered())["Between whom"]
    told = "".join(str(cell) if isinstance(cell, str) else cell.text for cell in whom)
    assert "the Netherlands" in told
    assert "much of it goods of others, which it sells on" in told
    trade = next(section for section in page.sections if section.id == "trade")
    assert "the Netherlands is re-exported" in trade.caveats[0]


def test_opponents_bear_the_name_of_the_time() -> None:
    page = brief(Store((embedded_folder(),)).steady(), "SUN")
    table = next(
        part
        for section in page.sections
        for part in section.parts
        if part.id == "disputes-opponents"
    )
    assert "Germany (West Germany 1949–89)" in [row[0] for row in table.rows]
