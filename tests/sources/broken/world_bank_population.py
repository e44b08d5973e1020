"""Tables of population that must be refused."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken
from tests.sources.world_bank import pages

CODE = "SP.POP.TOTL"
VALUES = {
    "AND": {1960: 9_510.0, 1961: None, 1962: 10_200.0},
    "USA": {1960: 180_671_000.0, 1961: 183_691_000.0, 1962: 186_538_000.0},
    "EMU": {1960: 1.0, 1961: 1.0, 1962: 1.0},
    "WLD": {1960: 200_000_000.0, 1961: 200_000_000.0, 1962: 200_000_000.0},
    "": {1960: 5.0},
}
(GOOD,) = pages(CODE, VALUES)
HALVES = pages(CODE, VALUES, size=7)


def broken(
    fault: str,
    content: bytes,
    problem: str,
    where: str,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of one file."""
    return Broken("world_bank_population", fault, {"pop.json": content}, problem, where, error)


CASES = [
    broken("cut short", GOOD[:-20], "page of the API's JSON", "pop.json"),
    broken("a message in place of records", b'[{"message": []}]', "page of the API", "pop.json"),
    broken("a page alone", HALVES[0], "All pages", "1 page with 7 records of 13"),
    broken(
        "another indicator", GOOD.replace(b"SP.POP.TOTL", b"SP.POP.GROW"), "must be SP.POP", "Code"
    ),
    broken("in thousands", GOOD.replace(b"000.0,", b".0,"), "in persons", "USA 1960"),
    broken("below nothing", GOOD.replace(b"9510.0", b"-1"), "at least 1", "column '1960'"),
    broken("no state", GOOD.replace(b'"AND"', b'"QQQ"'), "QQQ", "Country Code", UnknownNameError),
]
