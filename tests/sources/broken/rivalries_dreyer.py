"""Lists of rivalries that must be refused."""

from __future__ import annotations

from tests.sources.case import Broken, parquet

HEADER = "ccode1 ccode2 styear endyear type1 type2 type3"


def case(fault: str, problem: str, where: str, *rows: tuple[object, ...]) -> Broken:
    return Broken("rivalries_dreyer", fault, {"td.parquet": parquet(HEADER, *rows)}, problem, where)


CASES = [
    case(
        "type of no meaning",
        "'type2' must be empty or one of positional",
        "row 1: 'economic'",
        (710, 816, 1973, 1991, "spatial", "economic", None),
    ),
    case(
        "ends before it begins",
        "must not end before it begins",
        "row 1: 1991–1973",
        (710, 816, 1991, 1973, "spatial", None, None),
    ),
    case(
        "rows doubled",
        "must stand once",
        "row 2: 710, 816, 1973",
        (2, 20, 1900, 1901, "spatial", None, None),
        *[(710, 816, 1973, 1991, "spatial", None, None)] * 2,
    ),
    case(
        "year with a fraction",
        "'styear' must hold whole numbers",
        r"row 1: 1973\.5",
        (710, 816, 1973.5, 1991, "spatial", None, None),
    ),
    Broken(
        "rivalries_dreyer",
        "the list of Thompson, Sakuwa and Suhas",
        {"tss.parquet": parquet("ccode1 ccode2 start end positional", (710, 816, 1973, 1991, 1))},
        "columns styear, endyear",
        r"tss\.parquet",
    ),
]
