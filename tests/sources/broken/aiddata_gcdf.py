"""Tables of Chinese projects that must be refused."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken

HEADER = (
    "AidData Record ID,Recommended For Aggregates,Recipient,Recipient ISO-3,Commitment Year,Status,"
    "Flow Type Simplified,Flow Class,Amount (Constant USD 2021)"
)
LINES = [
    HEADER,
    "1,Yes,Viet Nam,VNM,2015,Completion,Loan,OOF-like,2000000000.4",
    "2,Yes,Viet Nam,VNM,2015,Completion,Loan,OOF-like,",
    "3,Yes,Viet Nam,VNM,2015,Implementation,Grant,ODA-like,5000000",
    "4,Yes,Viet Nam,VNM,2016,Completion,Grant,ODA-like,",
    "5,No,Viet Nam,VNM,2016,Pipeline: Pledge,Loan,OOF-like,9000000000",
    '6,Yes,"Africa, regional",Regional,2015,Completion,Grant,ODA-like,7000000',
    "7,Yes,Viet Nam,VNM,2016,Completion,Vague TBD,Vague (Official Finance),3000000",
]
GOOD = ("\n".join(LINES) + "\n").encode()


def broken(
    fault: str,
    content: bytes,
    problem: str,
    where: str,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of one file."""
    return Broken("aiddata_gcdf", fault, {"gcdf.csv": content}, problem, where, error)


CASES = [
    broken("cut short", GOOD[:-40], "cells, not", "row 8"),
    broken("another table", b"a,b\n1,2\n", "must have the columns AidData", "row 1"),
    broken(
        "no number", GOOD.replace(b"5000000\n", b"much\n"), "must hold numbers", "row 4: 'much'"
    ),
    broken("no class", GOOD.replace(b"ODA-like", b"Aid"), "must be ODA-like", "row 4: 'Aid'"),
    broken("maybe", GOOD.replace(b"3,Yes", b"3,Maybe"), "must be Yes or No", "'Maybe'"),
    broken("a project twice", GOOD + LINES[3].encode() + b"\n", "stand once", "row 4: '3'"),
    broken("pledges alone", GOOD.replace(b",Yes,", b",No,"), "recommends for sums", "7 projects"),
    broken(
        "in billions", GOOD.replace(b"2000000000.4", b"2").replace(b"00000", b""), "unit", "larg"
    ),
    broken("no state", GOOD.replace(b"VNM", b"QQQ"), "'QQQ'", "Recipient ISO-3", UnknownNameError),
]
