"""Tables of disputes that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import Broken, parquet

HEADER = "dispnum ccode1 ccode2 year cowmidongoing cowmidonset hostlev1 hostlev2"
ROW = (7, 710, 816, 1978, 1, 1, 4, 3)
TWIN = (7, 816, 710, 1978, 1, 1, 3, 4)


def case(fault: str, problem: str, where: str, *rows: tuple[object, ...], **kind: type) -> Broken:
    files = {"ddydisps.parquet": parquet(HEADER, *rows)}
    return Broken("cow_disputes", fault, files, problem, where, **kind)


CASES = [
    case(
        "twins disagree",
        "must have its twin.* 2 have none",
        "row 1: 710, 816, 7",
        ROW,
        (*TWIN[:6], 4, 4),
    ),
    case("direction lost", "must have its twin.* 1 have none", "row 1: 710, 816, 7", ROW),
    case(
        "rows doubled", "must stand once; 4 rows repeat", "row 1: 710, 816, 7", ROW, TWIN, ROW, TWIN
    ),
    case(
        "hostility off the scale",
        "'hostlev1' must be at most 5",
        "row 1: 40",
        (*ROW[:6], 40, 3),
        TWIN,
    ),
    case(
        "year in the future",
        "'year' must be at most 2,100",
        "row 1: 19780",
        (*ROW[:3], 19780, 1, 1, 4, 3),
    ),
    case(
        "number of a dispute is no whole number",
        "'dispnum' must hold whole numbers",
        r"row 1: 7\.5",
        (7.5, *ROW[1:]),
    ),
    case(
        "code of no state",
        "Can't match '1'",
        "column 'ccode.', years 1978",
        (7, 1, 816, 1978, 1, 1, 4, 3),
        (7, 816, 1, 1978, 1, 1, 3, 4),
        error=UnknownNameError,
    ),
    Broken(
        "cow_disputes",
        "list of disputes alone",
        {"disps.parquet": parquet("dispnum styear", (7, 1978))},
        "needs the table of dyad-years",
        r"disps\.parquet",
    ),
    Broken(
        "cow_disputes",
        "the revised list under this name",
        {"gml.parquet": parquet(HEADER.replace("cowmid", "gmlmid"), ROW, TWIN)},
        "columns cowmidongoing, cowmidonset",
        r"gml\.parquet",
    ),
]
