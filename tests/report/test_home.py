"""The first page: its maps are those of the rankings, and every figure keeps its source."""

from __future__ import annotations

import re

import pytest

from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report import render
from counterpoise.report.home import FIRST, HELD, RANKINGS, home
from counterpoise.report.pages import Chart, Number, Page, Table
from counterpoise.report.render import Frame
from counterpoise.report.state_index import index
from counterpoise.settings import embedded_folder


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def rankings(store) -> dict[str, Page]:
    return {ranking.id: ranking.page(store) for ranking in RANKINGS}


@pytest.fixture(scope="module")
def page(store, rankings) -> Page:
    return home(store, lambda ranking: rankings[ranking.id])


def test_every_ranking_has_its_map_and_its_first_states_as_its_own_page_has_them(page, rankings):
    for ranking in RANKINGS:
        (section,) = [one for one in page.sections if one.id == f"by-{ranking.id}"]
        chart, table = section.parts
        own_chart, own_table = rankings[ranking.id].sections[0].parts
        assert isinstance(chart, Chart)
        assert chart.data == own_chart.data
        assert [[_plain(cell) for cell in row] for row in table.rows] == [
            [_plain(cell) for cell in row] for row in own_table.rows[:FIRST]
        ]


def _plain(cell):
    return (cell.value, cell.text) if isinstance(cell, Number) else cell


def test_every_figure_has_the_source_that_its_own_page_gives_it(page, rankings):
    notes = {note.number: note for note in page.notes}
    assert sorted(notes) == list(range(1, len(notes) + 1))
    for ranking in RANKINGS:
        (section,) = [one for one in page.sections if one.id == f"by-{ranking.id}"]
        own = rankings[ranking.id]
        own_notes = {note.number: note for note in own.notes}
        for row, whole in zip(section.parts[1].rows, own.sections[0].parts[1].rows, strict=False):
            for cell, other in zip(row, whole, strict=True):
                if isinstance(cell, Number) and other.note:
                    one, its = notes[cell.note], own_notes[other.note]
                    assert (one.source, one.vintage, one.command) == (
                        its.source, its.vintage, its.command,
                    )  # fmt: skip


def test_what_is_held_is_listed_with_its_age_and_what_is_not_is_named(page, store):
    (held,) = [one for one in page.sections if one.id == HELD]
    (table,) = held.parts
    assert isinstance(table, Table)
    assert len(table.rows) == len(store.holdings())
    ages = [row[3].value for row in table.rows]
    assert ages == sorted(ages)
    assert "Not held" in held.caveats[0]
    assert len(page.sources) == len(table.rows)


def test_the_page_is_drawn_alone_and_in_a_frame(page):
    for drawn in (render.html(page), render.html(page, frame=Frame(root="", ending=".html"))):
        ids = re.findall(r' id="([^"]+)"', drawn)
        assert len(ids) == len(set(ids))
        assert drawn.count('class="outlines"') == 1, "outlines are written once"
        assert drawn.count('section id="by-') == len(RANKINGS)
    assert "Made on" in render.as_text(page)


def test_every_spelling_in_the_index_means_its_state():
    entries = {entry.id: entry for entry in index()}
    assert set(entries) == set(registry.ids())
    for entry in entries.values():
        assert registry.state(entry.name) == entry.id
        assert all(registry.state(word) == entry.id for word in entry.spellings)
    assert {"Vietnam", "VN", "VNM", "816"} <= set(entries["VNM"].spellings)
    assert "USSR" in entries["SUN"].spellings
