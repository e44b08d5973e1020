"""Pages as a browser shows them: on a desk and on a phone, copied, followed and printed.

Needs Chromium: Playwright's own (``playwright install chromium``) or the system's. Where there is
none the tests are skipped and say so.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterpoise.panel.store import Store
from counterpoise.report import render
from counterpoise.report.brief import brief
from counterpoise.report.pages import Note, Number, Page, Section, Table
from counterpoise.settings import embedded_folder

PHONE, DESK = 390, 1280
STATES = ("VNM", "TUV")


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> dict[str, str]:
    folder, store = tmp_path_factory.mktemp("pages"), Store((embedded_folder(),)).steady()
    addresses = {}
    for state in STATES:
        file = folder / f"{state}.html"
        file.write_text(render.html(brief(store, state)), encoding="utf-8")
        addresses[state] = file.as_uri()
    return addresses


@pytest.fixture
def show(browser, written, tmp_path):
    tabs = []

    def open_page(page: str | Page, width: int, **more):
        if isinstance(page, Page):
            file = tmp_path / "page.html"
            file.write_text(render.html(page), encoding="utf-8")
            address = file.as_uri()
        else:
            address = written[page]
        tabs.append(browser.new_page(viewport={"width": width, "height": 900}, **more))
        tabs[-1].goto(address)
        return tabs[-1]

    yield open_page
    for tab in tabs:
        tab.close()


def _page(columns: int) -> Page:
    cells = tuple(Number(0.77, "0.77", note=note) for note in range(1, columns + 1))
    table = Table("t", "Shares", ("State", *(f"Column {n}" for n in range(columns))),
                  (("Viet Nam", *cells), ("Indonesia", *cells[::-1])))  # fmt: skip
    notes = tuple(
        Note(number, "s", "1", "Title", "rows", 3, "counterpoise export")
        for number in range(1, columns + 1)
    )
    said = Number(0.77, "0.77", note=1)
    return Page(
        "brief", ("VNM",), "Viet Nam", "Test", (("It is ", said, " of all."),), (),
        (Section("s", "Section", ((said, " again."),), (table,)),), notes, (), "1", made="2026-01-01",
    )  # fmt: skip


def _selected(tab, selector: str) -> str:
    return tab.evaluate(
        """selector => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector(selector));
            const chosen = window.getSelection();
            chosen.removeAllRanges();
            chosen.addRange(range);
            return chosen.toString();
        }""",
        selector,
    )


def test_a_figure_is_copied_without_its_note(show):
    tab = show(_page(3), DESK)
    assert _selected(tab, ".answer p") == "It is 0.77 of all."
    assert _selected(tab, ".answer .n") == "0.77"
    row = _selected(tab, "#t tbody tr")
    assert row.split() == ["Viet", "Nam", "0.77", "0.77", "0.77"]
    shown = tab.evaluate(
        "getComputedStyle(document.querySelector('.answer .mark a'), '::after').content"
    )
    assert "1" in shown or "attr" in shown


def test_a_note_leads_back_to_every_place_that_calls_it(show):
    tab = show(_page(3), DESK)
    calls = tab.locator('a[href="#note-1"]')
    backs = tab.locator("#note-1 .back a")
    assert calls.count() == backs.count() == 4
    for place in range(backs.count()):
        target = backs.nth(place).get_attribute("href")
        assert tab.locator(target).get_attribute("href") == "#note-1"
    calls.nth(1).click()
    assert tab.url.endswith("#note-1")
    backs.nth(1).click()
    assert tab.url.endswith("#call-1-2")
    assert calls.nth(1).bounding_box()["y"] >= 0


@pytest.mark.parametrize("state", STATES)
def test_every_call_of_a_whole_brief_has_its_way_back(show, state):
    tab = show(state, DESK)
    calls = tab.eval_on_selector_all(".mark a", "all => all.map(one => '#' + one.id)")
    backs = tab.eval_on_selector_all(".back a", "all => all.map(one => one.getAttribute('href'))")
    assert sorted(calls) == sorted(backs)
    assert len(set(calls)) == len(calls) > 20


def test_a_table_that_runs_over_has_a_cue_and_one_that_fits_has_none(show):
    def cue(columns: int, width: int) -> float:
        return show(_page(columns), width).locator("#t .cue").bounding_box()["height"]

    assert cue(12, PHONE) > 12
    assert cue(2, PHONE) == 0
    assert cue(2, DESK) == 0


def test_the_first_column_stays_while_a_table_is_swiped(show):
    tab = show(_page(12), PHONE)
    first = tab.locator("#t tbody th").first
    before = first.bounding_box()["x"]
    tab.evaluate("document.querySelector('#t').scrollLeft = 200")
    assert first.bounding_box()["x"] == pytest.approx(before, abs=1)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_runs_over_the_edge_of_the_screen(show, state, width):
    tab = show(state, width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    over = tab.evaluate(
        """() => [...document.querySelectorAll('svg text')]
            .filter(text => text.getClientRects().length && text.textContent.trim())
            .map(text => [text.textContent, text.getBoundingClientRect()])
            .filter(([, box]) => box.left < 0 || box.right > window.innerWidth)
            .map(([words]) => words)"""
    )
    assert over == []


@pytest.mark.parametrize("state", STATES)
def test_letters_of_charts_can_be_read_on_a_phone(show, state):
    tab = show(state, PHONE)
    sizes = tab.evaluate(
        """() => [...document.querySelectorAll('svg text')]
            .filter(text => text.getClientRects().length)
            .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    )
    assert min(sizes) > 7.5


@pytest.mark.parametrize("state", STATES)
def test_no_text_of_a_chart_covers_another_in_the_browsers_own_letters(show, state):
    tab = show(state, PHONE)
    pairs = tab.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap(svg => {
            const boxes = [...svg.querySelectorAll('text')]
                .filter(text => text.getClientRects().length && text.textContent.trim()
                    && getComputedStyle(text).opacity !== '0')
                .map(text => [text.textContent, text.getBoundingClientRect()]);
            return boxes.flatMap(([one, a], place) => boxes.slice(place + 1)
                .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
                .map(([other]) => [one, other]));
        })"""
    )
    assert pairs == []


def test_the_head_says_when_and_as_of_when_a_page_was_made(show):
    made = _page(2)
    head = show(made, DESK).locator(".stamp").inner_text()
    assert head == "Made on 2026-01-01 by Counterpoise 1, with all that is held"
    head = show(replace(made, as_of=2015), DESK).locator(".stamp").inner_text()
    assert head == "Made on 2026-01-01 by Counterpoise 1, as of 2015"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_prints_on_paper_in_light_colours(show, scheme):
    tab = show("TUV", DESK, color_scheme=scheme)
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.locator(".cue").first.bounding_box() is None


def test_no_table_of_a_brief_is_cut_at_the_edge_of_the_paper(show):
    paper = 688  # A4 less the margins of the page, in CSS pixels
    tab = show("VNM", paper)
    tab.emulate_media(media="print")
    edges = tab.eval_on_selector_all(
        "table", "all => all.map(one => one.getBoundingClientRect().right)"
    )
    assert max(edges) <= paper + 1


def test_the_list_of_sections_stays_in_view_and_covers_no_heading(show):
    tab = show("VNM", DESK)
    tab.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    tab.evaluate("location.hash = '#trade'")
    bar = tab.locator("main > nav").bounding_box()
    heading = tab.locator("#trade h2").bounding_box()
    assert bar["y"] == 0
    assert bar["y"] + bar["height"] <= heading["y"] < bar["y"] + bar["height"] + 100
    tab.emulate_media(media="print")
    assert not tab.locator("main > nav").is_visible()
    phone = show("VNM", PHONE)
    assert (
        phone.evaluate("getComputedStyle(document.querySelector('main > nav')).position")
        == "static"
    )
