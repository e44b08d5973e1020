"""Tables of wars that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import Broken, parquet

HEADER = "warnum ccode1 ccode2 year cowinterongoing resume"
ROW = (193, 710, 816, 1979, 1, 0)
TWIN = (193, 816, 710, 1979, 1, 0)


def case(fault: str, problem: str, where: str, *rows: tuple[object, ...], **kind: type) -> Broken:
    files = {"wars.parquet": parquet(HEADER, *rows)}
    return Broken("cow_wars", fault, files, problem, where, **kind)


CASES = [
    case("direction lost", "must have its twin", "row 1: 710, 816, 193, 1979", ROW),
    case("rows doubled", "must stand once", "row 1: 710, 816, 193, 1979", ROW, TWIN, ROW),
    case("war without a number", "'warnum' must be at least 1", "row 1: -9", (-9, *ROW[1:])),
    case(
        "year in text",
        "'year' must hold numbers",
        "row 1: 'MCMLXXIX'",
        (193, 710, 816, "MCMLXXIX", 1, 0),
    ),
    case(
        "no war under way",
        "at least one row that can be used",
        "all rows",
        (*ROW[:4], 0, 0),
        (*TWIN[:4], 0, 0),
    ),
    case(
        "code of no state",
        "Can't match '3'",
        "column 'ccode.', years 1979",
        (193, 3, 816, 1979, 1, 0),
        (193, 816, 3, 1979, 1, 0),
        error=UnknownNameError,
    ),
    Broken(
        "cow_wars",
        "empty file",
        {"wars.parquet": b""},
        "file is empty",
        r"wars\.parquet",
    ),
    Broken(
        "cow_wars",
        "table without rows",
        {"wars.parquet": parquet(HEADER)},
        "must hold rows",
        r"wars\.parquet",
    ),
]
