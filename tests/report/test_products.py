"""Energy and materials on a page: who, how concentrated, what a loss leaves, and what is not covered."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.measures.answers import told
from counterpoise.measures.views import view
from counterpoise.panel.store import Store
from counterpoise.report.pages import Section, Table
from counterpoise.report.sections.state import products
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder

EMBEDDED = Store((embedded_folder(),)).steady()


def words(section: Section) -> str:
    return " ".join(
        "".join(cell if isinstance(cell, str) else cell.text for cell in line)
        for line in section.lead
    )


def row(section: Section, product: str) -> tuple[str, ...]:
    (table,) = (part for part in section.parts if isinstance(part, Table))
    found = next(line for line in table.rows if line[0] == product)
    return tuple(cell if isinstance(cell, str) else cell.text for cell in found)


def share(state: str, partner: str, product: str, year: int) -> float | None:
    rows = told(EMBEDDED, view(product), [state], years=(year, year)).shares
    return dict(rows.select("origin", "share").rows()).get(partner)


@pytest.mark.parametrize(
    ("state", "partner", "product", "year", "percent"),
    [
        ("IND", "RUS", "crude_oil", 2021, 0.9),
        ("IND", "RUS", "crude_oil", 2023, 34.7),
        ("IND", "RUS", "crude_oil", 2024, 37.2),
        ("ITA", "RUS", "pipeline_gas", 2021, 49.6),
        ("ITA", "DZA", "pipeline_gas", 2024, 40.3),
    ],
)
def test_shares_of_products_as_the_release_has_them(
    state: str, partner: str, product: str, year: int, percent: float
) -> None:
    assert share(state, partner, product, year) == pytest.approx(percent / 100, abs=5e-4)


@pytest.mark.parametrize("year", [2001, 2008, 2014, 2019, 2021, 2022])
def test_germanys_pipeline_gas_is_not_covered_and_nobody_leads_in_it(year: int) -> None:
    rows = told(EMBEDDED, view("pipeline_gas"), ["DEU"], years=(year, year)).shares
    assert rows["share"].null_count() == rows.height
    assert set(rows["state_of_share"]) == {"too little known"}
    assert dict(rows.select("origin", "value").rows())["RUS"] is None


def test_the_page_on_germanys_energy_says_why(tmp_path: Path) -> None:
    section = products.energy(Study(EMBEDDED, "DEU"))
    table = told(EMBEDDED, view("energy"), ["DEU"], years=(2024, 2024)).shares
    assert set(table["state_of_share"]) == {"partly known"}  # the page says what the table does
    assert words(section).startswith("About 77 % of the crude oil, natural gas and coal")
    assert row(section, "Natural gas")[2] == "known in part"
    early = products.energy(Study(EMBEDDED, "DEU", as_of=2019))
    assert words(early).startswith("Too little is known of the crude oil, natural gas and coal")
    assert row(early, "Natural gas")[2] == "too little known"
    assert any(
        "Germany keeps the origins of its gas secret" in caveat for caveat in section.caveats
    )
    assert "Norway" not in row(section, "Natural gas")


@pytest.mark.parametrize(
    ("state", "partner", "product", "year"),
    [
        ("JPN", "SAU", "crude_oil", 2015),
        ("BLR", "RUS", "crude_oil", 2022),
        ("VNM", "KWT", "crude_oil", 2024),
        ("AUT", "RUS", "pipeline_gas", 2018),
        ("TUR", "RUS", "pipeline_gas", 2021),
        ("TWN", "VEN", "crude_oil", 2013),
    ],
)
def test_the_brothers_of_that_trap_are_not_covered_either(
    state: str, partner: str, product: str, year: int
) -> None:
    rows = told(EMBEDDED, view(product), [state], years=(year, year)).shares
    found = {
        origin: (value, part)
        for origin, value, part in rows.select("origin", "value", "share").rows()
    }
    assert found[partner] == (None, None)


def test_a_products_table_tells_the_year_of_each_row_and_what_one_loss_leaves() -> None:
    section = products.energy(Study(EMBEDDED, "IND"))
    crude = row(section, "Crude oil")
    assert crude[1] == "2024"
    assert crude[5:7] == ("Russia", "37.2\u00a0%")
    assert crude[8] == "62.8\u00a0%"
    assert "2024 is the last year of its release" in section.parts[0].caption


def test_as_of_a_year_later_figures_are_not_known() -> None:
    section = products.energy(Study(EMBEDDED, "IND", as_of=2021))
    assert row(section, "Crude oil")[1] == "2021"


def test_what_nothing_tells_apart_is_said_to_be_missing() -> None:
    section = products.technology(Study(EMBEDDED, "IND"))
    assert "counterpoise add" in words(section)
    assert section.parts == ()


def test_lithium_and_rare_earths_by_importer() -> None:
    section = products.materials(Study(EMBEDDED, "JPN"))
    assert row(section, "Lithium carbonate and hydroxide")[5] in {"Chile", "China"}
    assert row(section, "Rare earths, metals and compounds")[5] == "China"


def test_the_products_held_never_pass_for_all_trade() -> None:
    rows = told(EMBEDDED, view("imports"), ["IND"], years=(2021, 2024)).shares
    assert "cepii_baci" not in set(rows["source"])
