"""ATOP tables that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import Broken, parquet

HEADER = "ccode1 ccode2 year atop_defense atop_offense atop_neutral atop_nonagg atop_consul"
ROW = (2, 740, 1960, 1, 0, 0, 0, 1)
TWIN = (740, 2, 1960, 0, 0, 0, 0, 1)


def case(fault: str, problem: str, where: str, *rows: tuple[object, ...], **kind: type) -> Broken:
    files = {"atop.parquet": parquet(HEADER, *rows)}
    return Broken("atop_alliances", fault, files, problem, where, **kind)


CASES = [
    case(
        "direction lost",
        "must have its twin",
        "row 3: 2, 20, 1961",
        ROW,
        TWIN,
        (2, 20, 1961, 1, 0, 0, 0, 0),
    ),
    case("rows doubled", "must stand once; 2 rows repeat", "row 1: 2, 740, 1960", ROW, TWIN, ROW),
    case(
        "flag is a count",
        "'atop_defense' must be at most 1",
        "row 2: 3",
        ROW,
        (740, 2, 1960, 3, 0, 0, 0, 1),
    ),
    case(
        "year is empty",
        "'year' must not be empty",
        "row 2: None",
        ROW,
        (740, 2, None, 0, 0, 0, 0, 1),
    ),
    case(
        "year before the data begin",
        "'year' must be at least 1,815",
        "row 1: 1066",
        (2, 740, 1066, 1, 0, 0, 0, 1),
    ),
    case(
        "code of no state",
        "Can't match '999'",
        "column 'ccode.', years 1960",
        (2, 999, 1960, 1, 0, 0, 0, 1),
        (999, 2, 1960, 1, 0, 0, 0, 1),
        error=UnknownNameError,
    ),
    Broken(
        "atop_alliances",
        "disputes instead of alliances",
        {"mid.parquet": parquet("dispnum ccode1 ccode2 year hostlev", (3, 200, 300, 1902, 3))},
        "header must have the columns atop_defense",
        r"mid\.parquet; found dispnum",
    ),
    Broken(
        "atop_alliances",
        "text without the obligations",
        {"atop.csv": b"ccode1,ccode2,year\n2,740,1960\n"},
        "must have the columns atop_defense",
        r"atop\.csv",
    ),
]
