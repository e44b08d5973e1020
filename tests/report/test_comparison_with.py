"""A comparison with one partner, in the order of a column, and as one table."""

from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from counterpoise.report import render
from counterpoise.report.compare import compare
from counterpoise.report.pages import Number, Page, Table
from counterpoise.report.sections.comparison import ordered
from counterpoise.report.tables.columns import SHARE
from counterpoise.settings import embedded_folder

STATES = ["VNM", "IDN", "KAZ", "CHN"]


@pytest.fixture(scope="module")
def page() -> Page:
    return compare(Store((embedded_folder(),)).steady(), STATES, partner="China", sort="hhi")


def _table(page: Page, name: str) -> Table:
    return next(one for one in ordered.tables(page.sections) if one.id == name)


def test_the_partner_is_told_of_every_other_state_each_with_its_year(page: Page) -> None:
    table = _table(page, "partner-compared")
    assert [row[0] for row in table.rows] == ["Viet Nam", "Indonesia", "Kazakhstan"]
    imports = table.head.index("Imports")
    for row in table.rows:
        cell = row[imports]
        assert isinstance(cell, Number)
        assert cell.text.endswith(")")
        assert cell.note is not None


def test_capital_held_and_capital_coming_in_have_columns_of_their_own(page: Page) -> None:
    table = _table(page, "partner-compared")
    assert "Investment" not in table.head
    came, held = (table.head.index(head) for head in ("Capital coming in", "Capital held"))
    rows = {str(row[0]): (row[came], row[held]) for row in table.rows}
    # Viet Nam's is told as a flow alone, Kazakhstan's of a later year as a stock.
    assert [cell.status for cell in rows["Viet Nam"]] == ["shown", "too little known"]
    assert rows["Kazakhstan"][1].text == "4.2\u00a0% (2012)"


def test_no_row_is_not_a_zero(page: Page) -> None:
    table = _table(page, "partner-compared")
    cells = [row[table.head.index("Aid")] for row in table.rows]
    # China tells nobody of its aid.
    assert all(isinstance(cell, Number) and cell.value is None for cell in cells)


def test_rows_go_from_the_largest_down_and_the_unknown_come_last(page: Page) -> None:
    table = _table(page, "imports-compared")
    told = [row[table.head.index("HHI")] for row in table.rows]
    values = [cell.value for cell in told if isinstance(cell, Number) and cell.value is not None]
    assert values == sorted(values, reverse=True)
    assert len(values) > 2


def test_a_column_that_no_table_has_is_refused_with_those_there_are(page: Page) -> None:
    with pytest.raises(UsageError, match="Effective partners"):
        ordered.ordered(page.sections, "nothing")


def test_the_csv_has_a_row_for_each_section_and_state(page: Page) -> None:
    rows = ordered.rows_of(page)
    # Whoever asks: the command, an address or Python.
    assert pl.read_csv(render.as_csv(page).encode()).columns == rows.columns
    assert rows.filter(section="imports").height == len(STATES)
    with_china = rows.filter(section="partner")
    assert with_china["imports"].null_count() == 0
    assert with_china["imports_year"].str.contains(r"^\d{4}").all()
    assert with_china["real_income_after_a_year"].is_between(-100, 0).all()
    assert set(with_china["imports_unit"]) == {SHARE}  # as `counterpoise table` calls it
    assert set(with_china["real_income_after_a_year_unit"]) == {"per cent"}
    assert "hhi_unit" not in rows.columns  # a bare index has none
    known = rows.filter(pl.col("effective_partners").is_not_null())
    assert set(known["effective_partners_unit"]) == {"equal partners"}
    names = rows.columns
    assert names[names.index("imports") + 1] == "imports_unit"
    assert rows.filter(pl.col("hhi").is_not_null())["source"].null_count() == 0
