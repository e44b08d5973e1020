"""Charts that briefs do not have, or only some of them: the same laws, on rows made for the purpose."""

from __future__ import annotations

import pytest

from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.report import charts
from counterpoise.report.charts.share_windows import first_year
from counterpoise.report.compare import compare
from counterpoise.report.pages import Chart
from counterpoise.report.products import products
from counterpoise.report.sections.state import arms
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder
from tests.pictures import drawn
from tests.pictures.conftest import STATES


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


def _axis(svg: str, *, like: str) -> list[str]:
    labels = drawn.read(svg).of_role("role-axis-label")
    return [text.words for text in labels if like in text.words]


def test_arms_of_every_recipient_stand_in_the_order_of_time(store):
    """A window in which the largest supplier delivered nothing once fell behind all others."""
    held = store.holding("sipri_arms").scan().select("destination").unique().collect()
    recipients = sorted(held["destination"])
    assert len(recipients) >= 12
    for state in recipients:
        for chart in arms.section(Study(store, state)).parts:
            if not isinstance(chart, Chart) or chart.draw != "share_windows":
                continue
            picture = drawn.read(charts.svg(chart, charts.ONE))
            years = [first_year(words) for words in _axis(charts.svg(chart, charts.ONE), like="–")]
            assert years == sorted(years), state
            assert not picture.overlaps(), state
            assert not picture.cut(), state


def test_windows_are_in_order_however_the_rows_come():
    rows = tuple(
        {"window": window, "partner": partner, "id": partner, "share": 0.5, "volume": 10.0}
        for partner, windows in {
            "USA": ("2020–24", "2005–09"), "FRA": ("1995–99", "2005–09", "1985–89"),
        }.items()
        for window in windows
    )  # fmt: skip
    svg = charts.svg(Chart("c", "share_windows", "", "", rows), charts.ONE)
    assert _axis(svg, like="–") == ["1985–89", "1995–99", "2005–09", "2020–24"]


def test_fifteen_windows_name_the_last_and_no_two_collide():
    rows = tuple(
        {"window": f"{year}–{(year + 4) % 100:02}", "partner": "Russia", "id": "RUS", "share": 1.0,
         "volume": 12_345.0}
        for year in range(1950, 2025, 5)
    )  # fmt: skip
    svg = charts.svg(Chart("c", "share_windows", "", "", rows), charts.ONE)
    assert not drawn.read(svg).overlaps()
    assert _axis(svg, like="–")[-1] == "2020–24"


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_a_square_of_twenty_states_has_no_label_cut_or_covered(width):
    names = [states.name(state) for state in STATES]
    losses = (None, 0.0, 0.05, 0.3, 0.7, 2.0, 9.0)
    rows = tuple(
        {"state": one, "partner": other, "loss": losses[(place + also) % len(losses)]}
        for place, one in enumerate(names)
        for also, other in enumerate(names)
        if one != other
    )
    picture = drawn.read(charts.svg(Chart("c", "loss_matrix", "", "", rows), width))
    assert not picture.overlaps()
    assert not picture.cut()


def test_the_title_of_a_picture_that_stands_alone_is_not_cut():
    rows = ({"state": "Peru", "partner": "Chile", "loss": 0.3},
            {"state": "Chile", "partner": "Peru", "loss": 0.1})  # fmt: skip
    title = "Who could hurt whom: " + "real income in the long run, trade of 2023, " * 4
    picture = drawn.read(charts.picture(Chart("c", "loss_matrix", title, "", rows), charts.WIDE))
    assert any(text.words.startswith("Who could hurt whom:") for text in picture.texts)
    assert not picture.cut()
    assert not picture.overlaps()


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 25.0, 4e6])
def test_readings_have_no_label_cut_or_covered_whatever_their_figures(width, scale):
    rows = tuple(
        {"reading": f"mean of the whole window, counting {word}", "figure": scale * place,
         "verdict": "holds" if place > 3 else "fails", "base": 3.1 * scale, "axis": "US dollars",
         "format": ".0f"}
        for place, word in enumerate(["all goods", "fuels", "arms", "aid", "what is not covered"], 1)
    )  # fmt: skip
    svg = charts.svg(Chart("c", "readings", "", "", rows), width)
    assert not drawn.read(svg).overlaps()
    assert not drawn.read(svg).cut()


def test_eight_states_side_by_side_keep_their_colours_and_labels_apart(store):
    page = compare(store, ["USA", "VNM", "IDN", "KAZ", "SRB", "THA", "MYS", "PHL"])
    drawings = [
        drawn.read(charts.svg(chart, width))
        for section in page.sections
        for chart in section.parts
        if isinstance(chart, Chart)
        for width in charts.widths(chart)
    ]
    assert len(drawings) >= 3
    assert [drawing.overlaps() for drawing in drawings if drawing.overlaps()] == []
    assert [drawing.cut() for drawing in drawings if drawing.cut()] == []


def test_overlaps_and_cuts_are_found_where_there_are_some():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">'
        '<g class="role-axis-label"><text font-size="10px" transform="translate(10,20)">Peru</text>'
        '<text font-size="10px" transform="translate(20,22)">Chile</text>'
        '<text font-size="10px" text-anchor="end" transform="translate(10,35)">Ecuador</text></g></svg>'
    )
    picture = drawn.read(svg)
    assert picture.overlaps() == [("Peru", "Chile")]
    assert picture.cut() == ["Ecuador"]


@pytest.mark.parametrize("state", ["VNM", "DEU", "TUV", "JPN"])
def test_tiles_of_products_have_room_for_their_words(store, state):
    page = products(store, state)
    tiles = [
        part for one in page.sections for part in one.parts
        if isinstance(part, Chart) and part.draw == "treemap"
    ]  # fmt: skip
    for width in charts.widths(tiles[0]):
        picture = drawn.read(charts.svg(tiles[0], width))
        assert not picture.overlaps(), f"{state} ({width} px)"
        assert not picture.cut(), f"{state} ({width} px)"
