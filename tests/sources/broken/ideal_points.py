"""Files of ideal points that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import Broken

FIRST = "# Ideal points by Counterpoise; votes: unga_votes 2024-06; settings: made up\n"
HEADER = "state,session,year,position,low,high\n"
USA = "USA,1,1946,1.0000,0.5000,1.5000\n"
SUN = "SUN,1,1946,-1.0000,-1.5000,-0.5000\n"


def case(fault: str, problem: str, where: str, text: str) -> Broken:
    files = {"ideal_points.csv": text.encode()}
    return Broken("ideal_points", fault, files, problem, where)


CASES = [
    case("no first line", "must name the votes and the settings", "row 1", HEADER + USA + SUN),
    case(
        "the published series",
        "must name the votes and the settings",
        "row 1",
        "Row,ccode,session,NVotes,IdealPoint\n1,2,1,42,1.675486\n",
    ),
    case(
        "year of another session",
        "'year' must be 1945 and the session",
        "row 3: '1947'",
        FIRST + HEADER + USA.replace("1946", "1947") + SUN,
    ),
    case(
        "position outside its interval",
        "must lie between low and high",
        r"row 4: '-2\.0000'",
        FIRST + HEADER + USA + SUN.replace("-1.0000", "-2.0000"),
    ),
    case("twice in a session", "must stand once", "row 3: 'USA'", FIRST + HEADER + USA + USA + SUN),
    case(
        "not a number",
        "must hold numbers",
        "row 3: 'nan'",
        FIRST + HEADER + USA.replace("1.0000", "nan") + SUN,
    ),
    case(
        "positions times ten",
        "mean 0 and standard deviation 1",
        "standard deviation 10",
        FIRST + HEADER + "USA,1,1946,10,9,11\nSUN,1,1946,-10,-11,-9\n",
    ),
    case(
        "sign turned",
        "must lie above Russia",
        "-1 and 1 on average",
        FIRST + HEADER + SUN.replace("SUN", "USA") + USA.replace("USA", "RUS"),
    ),
    case("cut short", "must end in a line end", "row 4", (FIRST + HEADER + USA + SUN)[:-4]),
    Broken(
        "ideal_points",
        "a name for an id",
        {"ideal_points.csv": (FIRST + HEADER + USA.replace("USA", "Utopia") + SUN).encode()},
        "'Utopia'",
        "column 'state'",
        error=UnknownNameError,
    ),
]
