"""Workbooks of sanctions and their ends that must be refused."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken
from tests.sources.xlsx import workbook

Cell = str | float | None
HEAD = [
    "caseid", "sender", "target", "startdate", "terdate", "defactoter", "ongoing", "gradual", "measures",
]  # fmt: skip
ROWS: list[list[Cell]] = [
    ["EU_CUB_03", 1830, 40, "05.06.2003", "23.06.2008", None, 0, 0, "DS"],
    ["USA_VNM_84", 2, 816, "02.05.1984", "23.05.1992", None, 0, 1, "AE, TB"],
    ["EEC_YUG_91", "1653, 1830", 345, "05.07.1991", None, "08.10.1992", 0, 0, "AE"],
    ["UN_PRK_06", 4400, 731, "14.10.2006", None, None, 1, 0, "AE, AF"],
]


def book(rows: list[list[Cell]], sheet: str = "Tabelle1") -> bytes:
    return workbook({sheet: [HEAD, *rows]})


def changed(old: Cell, new: Cell) -> bytes:
    return book([[new if cell == old else cell for cell in row] for row in ROWS])


def broken(
    fault: str,
    content: bytes,
    problem: str,
    where: str,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of one workbook."""
    return Broken("ist", fault, {"ist.xlsx": content}, problem, where, error)


CASES = [
    broken("no workbook", b"caseid,sender\n1,2\n", "Can't read the workbook", "ist.xlsx"),
    broken("another sheet", book(ROWS, "Data"), "must have a sheet 'Tabelle1'", "found Data"),
    broken("no arms", book(ROWS[:1]), "must hold arms embargoes", "1 case"),
    broken("no day", changed("02.05.1984", "1984-05-02"), "a day such as", "'1984-05-02'"),
    broken(
        "no day of the calendar", changed("02.05.1984", "32.05.1984"), "calendar", "'32.05.1984'"
    ),
    broken(
        "ends before it begins", changed("02.05.1984", "02.05.1994"), "before its start", "terdate"
    ),
    broken("nobody", changed(2, 999), "'999", "sender", UnknownNameError),
]
