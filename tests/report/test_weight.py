"""A state beside the powers: each figure in the last year known of the state, theirs of the same year."""

from __future__ import annotations

from counterpoise.panel.store import Store
from counterpoise.report.pages import Cell, Number
from counterpoise.report.sections.state.weight import weight
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder


def rows(state: str, as_of: int | None = None) -> dict[str, list[str]]:
    tables = weight(Study(Store((embedded_folder(),)).steady(), state, as_of))
    return {text(row[0]): [text(cell) for cell in row[1:]] for one in tables for row in one.rows}


def text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Number) else cell


def test_capability_and_soldiers_stand_beside_those_of_the_powers() -> None:
    found = rows("VNM")
    assert found["Soldiers, 2022"] == ["482,000", "1,360,000", "2,035,000"]
    assert found["Part of the world's capability, 2022"][2] == "23.4\u00a0%"


def test_what_an_excerpt_lacks_is_not_covered_and_not_zero() -> None:
    assert rows("VNM")["Military expenditure, 2018"][1:] == ["not covered", "not covered"]
    assert not [title for title in rows("IND") if title.startswith("Military expenditure")]


def test_as_of_a_year_nothing_later_is_known() -> None:
    assert "Soldiers, 1990" in rows("VNM", 1990)


def test_who_is_in_no_list_has_no_table() -> None:
    assert rows("HKG") == {}
