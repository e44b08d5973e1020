"""The page on a cut-off of some goods: what it says, what it refuses, the same from every door."""

from __future__ import annotations

import json

import pytest

import counterpoise as cpo
from counterpoise.errors import EvidenceError, UsageError
from counterpoise.panel.store import Store
from counterpoise.report.basket_cutoff import basket_cutoff
from counterpoise.report.pages import Number, Page, Table
from counterpoise.report.render import as_json, as_text
from counterpoise.scenarios.baseline.world import build
from counterpoise.scenarios.cutoff import basket_cutoff as scenario
from counterpoise.settings import embedded_folder

EMBEDDED = Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def coal() -> Page:
    return basket_cutoff(EMBEDDED, "JPN", ["AUS"], "coal")


def table(page: Page, name: str) -> Table:
    (found,) = (part for one in page.sections for part in one.parts if part.id == name)
    assert isinstance(found, Table)
    return found


def test_the_page_tells_what_the_scenario_finds(coal: Page) -> None:
    world = build(EMBEDDED)
    bought = scenario.supply(EMBEDDED, "JPN", ["AUS"], "coal", world.year)
    found = scenario.basket_cutoff(bought, "JPN", world, at=("short", "long"))

    rows = table(coal, "basket-loss").rows
    told = [row[1].value for row in rows if isinstance(row[1], Number)]
    bands = (found.prices["short"], found.prices["long"])
    assert told == pytest.approx([-100 * band[1] for band in bands])
    assert (found.quantities, rows[-1][1]) == (None, "not told")
    assert coal.title == "Japan without Australia's coal and lignite"
    assert "of which Australia supplied" in as_text(coal)
    assert json.loads(as_json(coal))["kind"] == "cutoff"
    assert {note.source for note in coal.notes} == {"cepii_baci", "cepii_baci_matrix"}


def test_products_that_stop_are_the_basket_s(coal: Page) -> None:
    rows = table(coal, "basket-products").rows
    stops = [row[1].value for row in rows if isinstance(row[1], Number)]
    bought = scenario.supply(EMBEDDED, "JPN", ["AUS"], "coal", 2023)
    assert sum(one for one in stops if one) == pytest.approx(bought.stops)


def test_up_to_three_tenths_it_is_told_in_quantities_too() -> None:
    page = basket_cutoff(EMBEDDED, "IND", ["IRQ"], "crude_oil")
    number = table(page, "basket-loss").rows[-1][1]
    assert isinstance(number, Number)
    assert number.value is not None
    assert number.value < 0
    assert "counted in quantities" in as_text(page)


def test_without_a_partner_the_largest_supplier_stops() -> None:
    page = basket_cutoff(EMBEDDED, "JPN", [], "coal")
    assert page.states == ("JPN", "AUS")


def test_a_bloc_is_its_members() -> None:
    page = basket_cutoff(EMBEDDED, "JPN", ["ASEAN"], "coal")
    assert page.title.startswith("Japan without ASEAN's coal")
    assert {"IDN", "VNM"} <= set(page.states)


def test_nothing_that_stops_is_a_page_too() -> None:
    page = basket_cutoff(EMBEDDED, "JPN", ["ISL"], "coal")
    assert "nothing is lost" in as_text(page)
    assert page.sections == ()


def test_python_and_the_command_line_give_the_same(coal: Page) -> None:
    page = cpo.cutoff("JPN", "Australia", basket="coal")
    assert page.answer == coal.answer


@pytest.mark.parametrize(
    ("state", "partners", "basket", "more", "words"),
    [
        ("JPN", ["CHN"], "tea", {}, "Can't find tea"),
        ("JPN", ["CHN"], "85", {}, "Can't find"),
        ("JPN", ["CHN"], "unobtainium", {}, "The product must be one of"),
        ("JPN", ["CHN"], "gallium", {}, "no code of its own"),
        ("JPN", ["JPN"], "coal", {}, "cut off from itself"),
        ("JPN", ["AUS"], "coal", {"direction": "exports"}, "must be the state's imports"),
    ],
)
def test_what_cannot_be_told_is_refused_in_words(
    state: str, partners: list[str], basket: str, more: dict[str, str], words: str
) -> None:
    with pytest.raises((EvidenceError, UsageError), match=words):
        basket_cutoff(EMBEDDED, state, partners, basket, **more)  # type: ignore[arg-type]
