"""Pages of every kind, made of hostile words: nothing runs, nothing is asked for, each anchor is once.

The same pages are opened in a browser by ``tests/pictures/test_hostile_pages.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from counterpoise.report import render
from counterpoise.report.pages import Chart, Page
from tests.report.every_kind import HOSTILE, KINDS, hostile

UNSEEN = set("\u202e\x1b\x00\u200b")


class Reader(HTMLParser):
    """Which elements a page has, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.fixture(scope="module", params=sorted(KINDS))
def page(request: pytest.FixtureRequest, page_of: Callable[[str], Page]) -> str:
    return render.html(hostile(page_of(request.param)))


def test_nothing_of_hostile_words_is_an_element(page: str) -> None:
    elements = Reader(page).elements
    assert {tag for tag, _ in elements} & {
        "script",
        "img",
        "iframe",
        "object",
        "link",
        "form",
    } == set()
    assert [name for _, said in elements for name in said if name.startswith("on")] == []
    assert Counter(tag for tag, _ in elements)["title"] >= 1
    assert Counter(tag for tag, _ in elements)["style"] == 1
    assert [
        tag
        for tag, said in elements
        if tag == "meta" and "Policy" in (said.get("http-equiv") or "")
    ]


def test_every_anchor_is_given_once(page: str) -> None:
    given = Counter(said["id"] for _, said in Reader(page).elements if "id" in said)
    assert [name for name, times in given.items() if times > 1] == []
    for _, said in Reader(page).elements:
        if (target := said.get("href") or "").startswith("#"):
            assert target[1:] in given


def test_letters_that_cannot_be_seen_are_left_out(page: str) -> None:
    assert UNSEEN & set(page) == set()
    assert "window.hacked" in page, "the words themselves are there, as words"


@pytest.mark.parametrize("draw", ["dumbbell", "stacked_years"])
def test_charts_are_drawn_of_hostile_names(draw: str) -> None:
    rows: dict[str, tuple[dict[str, object], ...]] = {
        "dumbbell": ({"partner": HOSTILE, "here": 0.2, "there": 0.1, "ends": (HOSTILE, "after")},),
        "stacked_years": tuple(
            {"year": year, "partner": HOSTILE, "value": 1.0, "order": 0} for year in (2000, 2001)
        ),
    }
    from counterpoise.report import charts

    drawn = charts.svg(Chart("c", draw, HOSTILE, HOSTILE, rows[draw]), 500)
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert UNSEEN & set(drawn) == set()
