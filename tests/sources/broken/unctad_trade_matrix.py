"""Stata files of UNCTAD's sections that must be refused, and how such a file is written."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

WIDTH = 20
NAME = "15DiGraph_SITC3_MineralFuels.dta"


def dta(
    rows: Sequence[tuple[str, str, float]],
    columns: Sequence[str] = ("source", "target", "edgewidth"),
) -> bytes:
    """Return a table of two texts and a number in Stata's format 118, little end first."""
    names = b"".join(name.encode().ljust(129, b"\0") for name in columns)
    body = b"".join(
        one.encode().ljust(WIDTH, b"\0")
        + other.encode().ljust(WIDTH, b"\0")
        + struct.pack("<d", value)
        for one, other, value in rows
    )
    return (
        b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>"
        + struct.pack("<H", 3) + b"</K><N>" + struct.pack("<Q", len(rows)) + b"</N><label>\0\0</label>"
        b"<timestamp>\0</timestamp></header><map>" + bytes(14 * 8) + b"</map><variable_types>"
        + struct.pack("<3H", WIDTH, WIDTH, 65526) + b"</variable_types><varnames>" + names
        + b"</varnames><data>" + body + b"</data><strls></strls></stata_dta>"
    )  # fmt: skip


MISSING = 2.0**1023 * 1.0000001
ROWS = [
    ("Viet Nam", "UnitedStates", 12.5),
    ("SaudiArabia", "Viet Nam", 1000.0),
    ("China", "Viet Nam", 3.0),
]
GOOD = dta(ROWS)


broken = of_one_file("unctad_trade_matrix", NAME)


CASES = [
    broken("no Stata file", b"a,b\n1,2\n", "Stata's format", NAME),
    broken("cut short", GOOD[:-120], "Stata's format", NAME),
    broken("an older Stata", GOOD.replace(b">118<", b">115<"), "Stata's format", NAME),
    broken(
        "other columns", dta(ROWS, ("from", "to", "weight")), "columns source", "from, to, weight"
    ),
    broken(
        "a missing value", dta([("China", "Viet Nam", MISSING)]), "thousands of dollars", "China"
    ),
    broken("a negative value", dta([("China", "Viet Nam", -1.0)]), "thousands of dollars", "China"),
    broken("in dollars", dta([("China", "Viet Nam", 1e12)]), "thousands of dollars", "China"),
    broken(
        "nobody's name", dta([("Utopia", "Viet Nam", 1.0)]), "Utopia", "source", UnknownNameError
    ),
    broken("all products", GOOD, "named like", "no section", name="15DiGraph_All.dta"),
    broken("another name", GOOD, "named like", "fuels.dta", name="fuels.dta"),
    broken("a pair twice", dta([*ROWS, ROWS[0]]), "one row for each", "VNM USA 2015"),
]
