"""Tables of POLECAT that must be refused."""

from __future__ import annotations

from tests.sources.case import of_one_file
from tests.sources.events.test_icews_and_polecat import POLECAT, polecat_row

GOOD = f"{POLECAT}\n{polecat_row(0)}\n{polecat_row(1)}\n".encode()

broken = of_one_file("polecat", "weekly.txt")

CASES = [
    broken("cut short", GOOD[:-1], "cut short", "row 3"),
    broken("other columns", GOOD.replace(b"Quad Code", b"Quad"), "Quad Code", "row 1"),
    broken("a day that is none", GOOD.replace(b"2023-01-01", b"yesterday"), "days as", "row 2"),
    broken("a class that is none", GOOD.replace(b"VERBAL", b"VOCAL", 1), "must be one of", "row 2"),
    broken("an event twice", GOOD + GOOD.split(b"\n", 1)[1], "in the files once", "event 0"),
]
