"""Lists of rivalries that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import Broken, parquet

HEADER = "ccode1 ccode2 start end positional spatial ideological interventionary"
ROW = (710, 816, 1973, 1991, 1, 1, None, None)


def case(fault: str, problem: str, where: str, *rows: tuple[object, ...], **kind: type) -> Broken:
    files = {"tss.parquet": parquet(HEADER, *rows)}
    return Broken("rivalries_thompson", fault, files, problem, where, **kind)


CASES = [
    case(
        "ends before it begins",
        "must not end before it begins",
        "row 1: 1991–1973",
        (710, 816, 1991, 1973, 1, None, None, None),
    ),
    case("rows doubled", "must stand once", "row 1: 710, 816, 1973", ROW, ROW),
    case(
        "begins before the list",
        "'start' must be at least 1,494",
        "row 1: 1066",
        (220, 200, 1066, 1453, 1, None, None, None),
    ),
    case(
        "open end",
        "'end' must not be empty",
        "row 1: None",
        (2, 710, 1996, None, 1, None, None, None),
    ),
    case(
        "flag is a rank",
        "'spatial' must be at most 1",
        "row 1: 2",
        (710, 816, 1973, 1991, 1, 2, None, None),
    ),
    case(
        "rival of itself alone",
        "at least one row that can be used",
        "all rows",
        (255, 260, 1990, 1990, 1, None, None, None),
    ),
    case(
        "code of no state",
        "Can't match '999'",
        "column 'ccode2'",
        (2, 999, 1973, 1974, 1, None, None, None),
        error=UnknownNameError,
    ),
    Broken(
        "rivalries_thompson",
        "the list of Thompson and Dreyer",
        {
            "td.parquet": parquet(
                "ccode1 ccode2 styear endyear type1", (710, 816, 1973, 1991, "spatial")
            )
        },
        "columns start, end",
        r"td\.parquet",
    ),
]
