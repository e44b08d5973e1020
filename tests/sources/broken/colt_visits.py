"""Tables of leaders' trips that must be refused."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken

SENT = b"""\
TripYear,LeaderCountryOrIGO,count
2019,Vietnam,3
2019,China,4
2019,United Nations (UN),5
2020,China,1
"""
RECEIVED = b"""\
TripYear,CountryVisited,count
2019,Vietnam,10
2019,Crimea,2
2020,Vietnam,1
"""


def broken(
    fault: str,
    sent: bytes,
    received: bytes,
    problem: str,
    where: str,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of two tables."""
    return Broken(
        "colt_visits", fault, {"sent.csv": sent, "received.csv": received}, problem, where, error
    )


CASES = [
    broken("cut short", SENT[:-2], RECEIVED, "cut short", "row 5"),
    broken("another table", b"a,b\n1,2\n", RECEIVED, "must have one of the columns", "found a, b"),
    broken("one table twice", SENT, SENT, "given once", "2 files of visits_abroad"),
    broken("no number", SENT.replace(b",3\n", b",x\n"), RECEIVED, "numbers", "row 2: 'x'"),
    broken("no trips told", SENT.replace(b",3\n", b",\n"), RECEIVED, "must not be empty", "row 2"),
    broken("no year", SENT.replace(b"2020", b"220"), RECEIVED, "a year from 1945", "row 5"),
    broken("a state twice", SENT.replace(b"2020,", b"2019,"), RECEIVED, "once a year", "row 3"),
    broken("a row lost", SENT.replace(b"2019,China,4\n", b""), RECEIVED, "add up to the same", "8 and 12"),
    broken(
        "too many", SENT.replace(b",3\n", b",3003\n"), RECEIVED.replace(b",10\n", b",3010\n"),
        "at most 2,000", "2 rows",
    ),
    broken(
        "nobody", SENT.replace(b"Vietnam", b"Atlantis"), RECEIVED, "Can't match 'Atlantis'",
        "LeaderCountryOrIGO", UnknownNameError,
    ),
]  # fmt: skip
