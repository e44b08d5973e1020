"""Workbooks of the Direction of Trade Statistics that must be refused."""

from __future__ import annotations

from counterpoise.errors import ArchiveError, UnknownNameError
from tests.sources.case import Broken, of_one_file, zipped
from tests.sources.dots import EXPORTS, IMPORTS, TITLES, dots, sheet
from tests.sources.xlsx import workbook

YEARS = [2018, 2019]
TRADE = {"France": [1.5, 2.0], "Japan": [3.0, "0.03 e"]}
GOOD = dots("Vietnam", YEARS, TRADE, TRADE)
SHEETS = {name: sheet(title, "Vietnam", YEARS, TRADE) for name, title in TITLES.items()}


broken = of_one_file("imf_dots", "DOTS_1.xlsx")


def changed(row: int, line: list[str | float | None]) -> bytes:
    """Return the good workbook with another row of its imports, counted as in a spreadsheet."""
    rows = [*SHEETS[IMPORTS]]
    rows[row - 1] = line
    return workbook(SHEETS | {IMPORTS: rows})


CASES = [
    broken("cut short", GOOD[:-200], "Can't read the workbook", r"DOTS_1\.xlsx"),
    broken(
        "a page in place of a workbook",
        b"<html>Please log in</html>",
        "must be data, not a web page",
        r"DOTS_1\.xlsx",
    ),
    broken(
        "an archive cut short",
        zipped(**{"DOTS_1.xlsx": GOOD})[:-40],
        "Can't unpack",
        "DOTS.zip",
        name="DOTS.zip",
        error=ArchiveError,
    ),
    broken(
        "imports alone",
        workbook({IMPORTS: SHEETS[IMPORTS]}),
        "must have the sheets 'Exports, FOB' and 'Imports, CIF'",
        r"found Imports, CIF",
    ),
    broken(
        "thousands of dollars",
        changed(5, [None, "US Dollars, Thousands"]),
        "Cell B5 must say 'US Dollars, Millions'",
        "sheet 'Imports, CIF'",
    ),
    broken(
        "exports under the name of imports",
        workbook({EXPORTS: SHEETS[EXPORTS], IMPORTS: SHEETS[EXPORTS]}),
        "Cell B2 must say 'Imports, CIF from Partner Countries'",
        "sheet 'Imports, CIF'",
    ),
    broken(
        "two reporters in one workbook",
        changed(4, [None, "Indonesia"]),
        "Both sheets must name one reporter",
        "Indonesia, Vietnam",
    ),
    broken(
        "years out of order",
        changed(7, [None, None, "2019", "2018"]),
        "years in order",
        "found 2019, 2018",
    ),
    broken(
        "rows below cut off",
        workbook(SHEETS | {IMPORTS: SHEETS[IMPORTS][:-2]}),
        "must have the row 'Memorandum Items': it was cut short",
        "rows 8-12",
    ),
    broken(
        "a cell that is no number",
        changed(12, [None, "Japan", 3.0, "n.a."]),
        "must hold numbers",
        r"figures of DOTS_1\.xlsx, Imports, CIF', row 12: 'n\.a\.'",
    ),
    broken(
        "a negative amount",
        changed(12, [None, "Japan", 3.0, -2.0]),
        "must be at least 0",
        "row 12",
    ),
    broken(
        "a row without a partner",
        changed(12, [None, None, 3.0, 2.0]),
        "must name its partner",
        "row 12",
    ),
    broken(
        "a partner with two different rows",
        changed(12, [None, "France", 9.0, 2.0]),
        "'France' must stand once, or twice with the same figures",
        "rows 8 and 12",
    ),
    broken(
        "a partner that is nobody",
        changed(12, [None, "Jappan", 3.0, 2.0]),
        "Can't match 'Jappan'",
        r"column 'partner \(B\)'",
        error=UnknownNameError,
    ),
    broken(
        "a sum of states among the partners",
        dots("Vietnam", YEARS, TRADE | {"Germany": [4.5, 2.0]}, world=[4.5, 2.03]),
        "must not add up to more than its World row",
        r"VNM destination 2018 9\.0 4\.5",
    ),
    broken(
        "dollars, not millions",
        dots("Vietnam", YEARS, {"France": [1_500_000_000.0, None]}),
        "must be at most 10,000,000",
        "row 9",
    ),
    Broken(
        "imf_dots",
        "two releases of one reporter",
        {"a.xlsx": GOOD, "b.xlsx": dots("Vietnam", YEARS, {"France": [1.5, 2.5]}, TRADE)},
        "Vietnam must be given once",
        r"files a\.xlsx and b\.xlsx",
    ),
    broken(
        "a region alone",
        dots("Middle East", YEARS, TRADE),
        "must be of states; these are of regions",
        "Middle East",
    ),
]
