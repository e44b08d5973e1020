"""Tables of the revised disputes that must be refused."""

from __future__ import annotations

from tests.sources.case import Broken, parquet

HEADER = "dispnum ccode1 ccode2 year gmlmidongoing gmlmidonset hostlev1 hostlev2"
ROW = (7, 710, 816, 1978, 1, 1, 4, 3)
TWIN = (7, 816, 710, 1978, 1, 1, 3, 4)


def case(fault: str, problem: str, where: str, *rows: tuple[object, ...]) -> Broken:
    return Broken("gml_disputes", fault, {"gml.parquet": parquet(HEADER, *rows)}, problem, where)


CASES = [
    case("direction lost", "must have its twin", "row 1: 710, 816, 7", ROW),
    case("rows doubled", "must stand once", "row 2: 816, 710, 7", ROW, TWIN, TWIN),
    case(
        "onset is a year", "'gmlmidonset' must be at most 1", "row 1: 1978", (*ROW[:5], 1978, 4, 3)
    ),
    case(
        "level is infinite", "'hostlev2' must hold numbers", "row 1: inf", (*ROW[:7], float("inf"))
    ),
    Broken(
        "gml_disputes",
        "the Correlates of War list under this name",
        {"mid.parquet": parquet(HEADER.replace("gmlmid", "cowmid"), ROW, TWIN)},
        "columns gmlmidongoing, gmlmidonset",
        r"mid\.parquet",
    ),
    Broken(
        "gml_disputes",
        "damaged within",
        {"gml.parquet": b"PAR1" + bytes(200) + b"PAR1"},
        "Can't read the Parquet file",
        r"gml\.parquet",
    ),
]
