"""A comparison: like with like, what figures rest on, and what stands in place of one."""

from __future__ import annotations

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.report.compare import compare
from counterpoise.report.pages import NO_STATE, NOT_COVERED, Number, Page, Table
from counterpoise.report.sections.comparison import ordered
from counterpoise.settings import embedded_folder

STATES = ["VNM", "IDN", "KAZ", "PRK", "SUN"]


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def page(store: Store) -> Page:
    return compare(store, STATES)


def _cell(page: Page, name: str, state: str, head: str) -> Number:
    table = next(one for one in ordered.tables(page.sections) if one.id == f"{name}-compared")
    cell = next(row for row in table.rows if row[0] == state)[table.head.index(head)]
    assert isinstance(cell, Number)
    return cell


def test_partners_who_are_not_named_leave_a_range_the_same_as_in_the_brief(
    store: Store, page: Page
) -> None:
    told = _cell(page, "aid", "Viet Nam", "Effective partners")
    assert told.text == "3.8–4.4"
    assert _cell(page, "aid", "Viet Nam", "HHI").text == "0.227–0.263"
    tables = [
        part
        for section in brief(store, "VNM").sections
        for part in section.parts
        if isinstance(part, Table) and part.id == "one-loss"
    ]
    (row,) = [row for row in tables[0].rows if str(row[0]).startswith("Aid")]
    assert row[tables[0].head.index("Effective partners")].text == told.text  # type: ignore[union-attr]
    rows = ordered.rows_of(page).filter(section="aid", state_name="Viet Nam")
    assert rows["effective_partners_range"].item() == told.text


def test_capital_held_is_not_ranked_against_capital_coming_in(store: Store, page: Page) -> None:
    rows = ordered.rows_of(page).filter(section="investment-flow")
    kinds = dict(rows.select("state_name", "capital").rows())
    assert kinds["Viet Nam"] == "coming in"
    assert kinds["Kazakhstan"] == "held"
    assert not any(str(sentence[0]).startswith("Investment") for sentence in page.answer)
    alike = compare(store, ["VNM", "DEU", "CHN"], sort="HHI")
    (sentence,) = [one for one in alike.answer if str(one[0]).startswith("Investment")]
    assert str(sentence[0]).startswith("Investment (held), 2024: China leans most")
    assert "Viet Nam" not in "".join(one for one in sentence if isinstance(one, str))
    rows = ordered.rows_of(alike).filter(section="investment-flow")
    assert rows["state_name"].to_list() == ["Viet Nam", "China", "Germany"]


def test_a_share_of_what_is_told_says_of_how_much(page: Page) -> None:
    (sentence,) = [one for one in page.answer if str(one[0]).startswith("Imports")]
    assert "of which 89\u00a0% are told" in "".join(one for one in sentence if isinstance(one, str))
    told = _cell(page, "imports", "North Korea", "Told of its total")
    assert told.value == pytest.approx(0.90, abs=0.01)
    rows = ordered.rows_of(page).filter(section="imports", state_name="North Korea")
    assert rows["told_of_its_total"].item() == told.value


def test_a_state_that_ended_before_a_source_begins_is_not_covered(page: Page) -> None:
    for name in ("aid", "investment-flow"):
        assert _cell(page, name, "Soviet Union", "HHI").status == NOT_COVERED


def test_a_state_that_had_not_begun_did_not_exist(store: Store) -> None:
    early = compare(store, ["VNM", "KAZ"], as_of=1985)
    assert _cell(early, "arms", "Kazakhstan", "HHI").status == NO_STATE


def test_who_is_not_covered_is_said_beneath_with_what_does_not(page: Page) -> None:
    captions = {one.id: one.caption for one in ordered.tables(page.sections)}
    assert "does not hold North Korea and the Soviet Union" in captions["arms-compared"]
    assert "does not hold" not in captions["imports-compared"]
