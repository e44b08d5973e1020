"""A comparison: like with like, what figures rest on, and what stands in place of one."""

from __future__ import annotations

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.report.compare import compare
from counterpoise.report.pages import Number, Page, Table
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
