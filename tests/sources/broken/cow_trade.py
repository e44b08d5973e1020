"""Dyadic trade tables that must be refused."""

from __future__ import annotations

from counterpoise.errors import ArchiveError
from counterpoise.errors import UnknownNameError as Unknown
from tests.sources.case import gzipped, of_one_file

GOOD = b"""\
ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2
2,710,1980,1054.0,3755.0,1054.0,3755.0
2,816,1980,0.0,-9.0,0.0,1.0
710,816,1980,-9.0,-9.0,2.0,2.0
2,710,1981,2061.9,3602.7,2061.9,3602.7
2,740,1981,39850.25,0.000001,39850.25,0.0
93,678,1990,-9.0,0.0,-9.0,0.0
93,679,1990,-9.0,0.0,-9.0,0.0
630,678,1990,0.0,-9.0,0.0,-9.0
630,679,1990,1.5,24.0,1.5,24.0
"""
"""Made up, but for Yemen's two pairs of 1990, which stand under its old code and its new one."""


broken = of_one_file("cow_trade", "Dyadic_COW_4.0.csv")


CASES = [
    broken("the national table", b"ccode,year,imports,exports\n2,1870,1,2\n", "columns", "row 1"),
    broken("cut short in a row", GOOD[:-12], "line end", "row 10"),
    broken("a row too short", GOOD.replace(b",2.0,2.0\n", b"\n"), "7 cells, not 5", "row 4"),
    broken(
        "a gzip cut short",
        gzipped(GOOD)[:-20],
        "Can't unpack",
        "archive",
        ArchiveError,
        "Dyadic_COW_4.0.csv.gz",
    ),
    broken("an empty flow", GOOD.replace(b",1054.0,", b",,"), "numbers", "row 2: ''"),
    broken("another negative", GOOD.replace(b",1054.0,", b",-8,"), "at least 0", "row 2: '-8'"),
    broken("no number", GOOD.replace(b",1054.0,", b",NaN,"), "numbers", "'flow1', row 2"),
    broken("in dollars", GOOD.replace(b",39850.25,", b",39850250000,"), "at most", "row 6"),
    broken(
        "in billions",
        GOOD.replace(b"1054.0,3755.0", b"1.0,3.8")
        .replace(b"2061.9,3602.7", b"2.1,3.6")
        .replace(b"39850.25", b"39.85"),
        "at least 100,000,000 dollars",
        "largest 39,850,000",
    ),
    broken("a pair in both orders", GOOD + b"710,2,1980,1,1,1,1\n", "above 'ccode1'", "row 11"),
    broken("a pair twice", GOOD + b"2,710,1980,1,1,1,1\n", "one row for each", "USA CHN 1980"),
    broken("an absurd year", GOOD.replace(b"816,1980", b"816,19800"), "1870", "row 3"),
    broken("a code that nobody bears", GOOD.replace(b"2,816", b"2,999"), "999", "ccode", Unknown),
]
