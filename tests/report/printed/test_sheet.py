"""The fact sheet has two pages, whoever it is of: nothing is cut, and its letters are in it.

Few states by default; any others, such as twenty::

    COUNTERPOISE_SHEETS=USA,CHN,IND,SUN@1990,… pytest tests/report/printed
"""

from __future__ import annotations

import io
import os
import re
from functools import cache

import pytest

from counterpoise.panel.store import Store
from counterpoise.report import render
from counterpoise.report.brief import brief
from counterpoise.report.pages import Number, Page
from counterpoise.report.render.printed import pdf
from counterpoise.report.render.printed.material import Data
from counterpoise.report.render.printed.sheet import Used, sheet
from counterpoise.settings import embedded_folder
from tests.report.printed import png

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
pytest.importorskip("typst", reason="Typst is not installed")

SHEETS = os.environ.get("COUNTERPOISE_SHEETS", "VNM,TUV,SUN@1990,CRI").split(",")
"""A large one, a tiny one, one that ended, and one without arms."""
DOTS = 30
"""Pixels an inch of the picture whose margins are looked at."""
SIDE, BELOW = 15, 7
"""Millimetres left and right, and beneath the foot, in which nothing stands."""


@cache
def _store() -> Store:
    return Store((embedded_folder(),)).steady()


@cache
def _page(asked: str) -> Page:
    state, _, year = asked.partition("@")
    return brief(_store(), state, as_of=int(year) if year else None, pages="2")


@cache
def _data(asked: str) -> Data:
    return sheet(_page(asked), render.Drawings(), "a4")


@cache
def _written(asked: str) -> bytes:
    return pdf.typeset("sheet.typ", _data(asked), _page(asked).made)


def _plain(words: str) -> str:
    """Return words without blanks, breaks and raised numbers, which text taken from a PDF has not."""
    return re.sub(r"[\s\u2060\u00a0]+", "", words)


@pytest.mark.parametrize("asked", SHEETS)
def test_a_fact_sheet_has_two_pages_of_a4(asked):
    read = pypdf.PdfReader(io.BytesIO(_written(asked)))
    assert len(read.pages) == 2
    for page in read.pages:
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]


@pytest.mark.parametrize("asked", SHEETS)
def test_the_letters_of_a_fact_sheet_are_in_it(asked):
    read = pypdf.PdfReader(io.BytesIO(_written(asked)))
    fonts = [
        font.get_object() for page in read.pages for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        of = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        held = of["/FontDescriptor"]
        assert "/FontFile2" in held or "/FontFile3" in held


@pytest.mark.parametrize("asked", SHEETS)
def test_nothing_of_a_fact_sheet_is_cut(asked):
    page = _page(asked)
    one, two = (
        _plain(leaf.extract_text()) for leaf in pypdf.PdfReader(io.BytesIO(_written(asked))).pages
    )
    for label, sentence in page.answered():
        assert _plain(label) in one
        assert all(
            _plain(cell) in one for cell in sentence if isinstance(cell, str) and len(cell) < 40
        )
    if page.picture:
        assert _plain(page.picture.title) in one
        named = {row["partner"] for row in page.picture.data}
        assert all(_plain(name) in one for name in named)
    data = _data(asked)
    assert all(_plain(source["title"]) in two for source in data["sources"])
    assert _plain(data["cite"]) in two
    assert two.endswith("2/2") or "--pagesfull" in two


@pytest.mark.parametrize("asked", SHEETS)
def test_the_margins_of_a_fact_sheet_are_empty(asked):
    leaves = pdf.typeset("sheet.typ", _data(asked), _page(asked).made, format="png", ppi=DOTS)
    for leaf in leaves:
        dark = png.shade(leaf)
        side, below = (round(length / 25.4 * DOTS) for length in (SIDE, BELOW))
        assert dark[:, :side].max() == 0
        assert dark[:, -side:].max() == 0
        assert dark[-below:].max() == 0


def test_a_fact_sheet_is_the_same_byte_for_byte_and_says_its_question():
    page = _page("TUV")
    assert render.pdf(page) == _written("TUV")


@pytest.mark.parametrize("state", ["VNM", "SSD"])  # of South Sudan little is told
def test_a_fact_sheet_is_what_it_would_be_of_the_long_page(state):
    undrawn = render.Drawings(draw=lambda chart, width: repr((chart.data, width)))
    pages = brief(_store(), state, pages="2"), brief(_store(), state)
    of_short, of_long = (sheet(page, undrawn, "a4") for page in pages)
    assert of_short == of_long


def test_a_fact_sheet_may_be_on_letter_paper():
    read = pypdf.PdfReader(io.BytesIO(render.pdf(_page("TUV"), paper="letter")))
    assert [float(side) for side in read.pages[0].mediabox[2:]] == [612, 792]
    assert len(read.pages) == 2


def _releases(section_id: str, at: int) -> set[str]:
    """Return the sources that a sheet names behind the first figure of a sentence of a section."""
    page = _page("VNM")
    section = next(one for one in page.sections if one.id == section_id)
    number = next(cell for cell in section.lead[at] if isinstance(cell, Number))
    return _named(number)


def _named(number: Number) -> set[str]:
    page, used = _page("VNM"), Used(_page("VNM"))
    called = used.called(number.note)
    return {page_source.id for page_source, mark in used.numbers.items() if mark in called} & {
        source.id for source in page.sources
    }


def test_a_figure_of_several_sources_is_marked_with_all_of_them():
    assert {"unga_votes", "atop_alliances"} < _releases("hedging", 0)
    assert {"cepii_baci_matrix", "world_bank_gdp"} <= _releases("cutoff", 0)
    firmly = dict(_page("VNM").answered())["How firmly"]
    independent = [
        cell for cell in firmly if isinstance(cell, Number) and cell.unit == "independent partners"
    ]
    assert independent
    assert all("unga_votes" in _named(number) and len(_named(number)) > 1 for number in independent)


def test_a_source_of_one_year_names_it_once():
    abouts = [source["about"] for source in _data("VNM")["sources"]]
    assert not [about for about in abouts if re.search(r"\b(\d{4})–\1\b", about)]


def test_a_sheet_says_beside_a_source_what_is_estimated_or_of_another_table() -> None:
    told = {source["title"]: source["about"] for source in _data("VNM")["sources"]}
    assert "UN Digital Library" in told["United Nations General Assembly Voting Data"]
    assert "Part of it is estimated" in told["International Trade in Goods (by partner country)"]
    assert "estimated" not in told["SIPRI Arms Transfers Database, trade register"]


def test_a_sheet_with_room_left_has_more_tables():
    def titles(asked: str) -> list[str]:
        return [block["title"] for block in _data(asked)["blocks"] if block["kind"] == "table"]

    assert any(title.startswith("Trade partners of") for title in titles("SUN@1990"))
    assert not any(title.startswith("Trade partners of") for title in titles("VNM"))
