"""Workbooks of remittances that must be refused."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken
from tests.sources.xlsx import workbook

Cell = str | float | None
TITLE = (
    "Bilateral Remittance Estimates for 2017 using Migrant Stocks, Host Country Incomes, and Origin Country"
    " Incomes (millions of US$) (April 2018 Version)"
)
MATRIX: list[list[Cell]] = [
    [TITLE],
    ["Sending \u2193 / receiving \u2192", "Viet Nam", "Philippines", "Other South", "WORLD"],
    ["United States", 7700.5, 11099, 5, 18804.5],
    ["Viet Nam", None, 0, None, 0],
    ["Other South", 1.5, None, None, 1.5],
    ["WORLD", 7702, 11099, 5, 18806],
]
CODED: list[list[Cell]] = [
    [TITLE.replace("2017", "2018")],
    [None, None, "Viet Nam", "Philippines", "World"],
    [None, None, "VNM", "PHL", "WLD"],
    ["United States", "USA", 7800, 11100, 18900],
    ["World", "WLD", 7800, 11100, 18900],
]
INDICATOR = "Bilateral Remittance Estimates using Migrant Stocks, Host Country Incomes"
TABLE: list[list[Cell]] = [
    ["Economy ISO3", "Economy Name", "Indicator ID", "Indicator", "Partner", "2021"],
    ["USA", "United States", "WB.KNOMAD.BRE", INDICATOR, "Viet Nam", 8000.25],
    ["USA", "United States", "WB.KNOMAD.BRE", INDICATOR, "WORLD", 200000],
    ["USA", "United States", "WB.KNOMAD.MGE", "Migrants", "Viet Nam", 1400000],
    ["KOR", "Korea, Rep.", "WB.KNOMAD.BRE", INDICATOR, "Viet Nam", None],
]


def broken(
    fault: str,
    rows: Sequence[Sequence[Cell]],
    problem: str,
    where: str,
    *,
    sheet: str = "Data",
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of one workbook."""
    files = {"remittances.xlsx": workbook({sheet: rows})}
    return Broken("knomad", fault, files, problem, where, error)


def changed(rows: Sequence[Sequence[Cell]], old: Cell, new: Cell) -> list[list[Cell]]:
    """Return rows with a cell changed wherever it stands."""
    return [[new if cell == old else cell for cell in row] for row in rows]


CASES = [
    Broken("knomad", "no workbook", {"r.xlsx": b"a,b\n1,2\n"}, "Can't read the workbook", "r.xlsx"),
    broken("without a year", changed(MATRIX, TITLE, "Remittances"), "title with its year", "Remit"),
    broken("another indicator", changed(TABLE, "WB.KNOMAD.BRE", "X"), "must hold WB.KNOMAD", "found"),
    broken("in dollars", changed(MATRIX, 11099, 11099e6), "at most 200,000", "'value', row 3"),
    broken("no number", changed(TABLE, 8000.25, "many"), "must hold numbers", "row 2: 'many'"),
    broken(
        "nobody's name", changed(MATRIX, "Philippines", "Nowhere at all"), "Nowhere", "receiver",
        error=UnknownNameError,
    ),
    broken("in billions", changed(TABLE, 8000.25, 0.008), "unit is wrong", "8,000 dollars"),
]  # fmt: skip
