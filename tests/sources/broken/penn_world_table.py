"""Files of the Penn World Table that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import Broken, gzipped, of_one_file


def name(variable: str) -> str:
    """Return the file name of a variable."""
    return f"ddf--datapoints--{variable}--by--country--year.csv"


POP = b"""\
country,year,pop
bmu,1999,0.0614
bmu,2000,0.0621
usa,1999,270.25
usa,2000,
usa,2001,280.125
usa,2019,330.5
"""
OUTPUT = b"country,year,rgdpe\nusa,2018,19000000.25\nusa,2019,20000000.5\n"
EXPORTS = b"country,year,csh_x\nbmu,1998,0.5\nbmu,1999,-0.7\nusa,1999,0.1\n"
IMPORTS = b"country,year,csh_m\nbmu,1998,-0.5\nbmu,1999,1.7\nusa,1999,-0.2\n"


broken = of_one_file("penn_world_table", name("pop"))


CASES = [
    broken("cut short", POP[:-4], "cut short", "row 7"),
    broken("a ragged row", POP.replace(b"bmu,2000,", b"bmu,"), "3 cells, not 2", "row 3"),
    broken("a name that says nothing", POP, "The file must be the publisher's", "x", name="x.csv"),
    broken(
        "another variable's file",
        POP,
        "must have the columns emp",
        "found country, year, pop",
        name=name("emp"),
    ),
    broken("persons, not millions", POP.replace(b"270.25", b"270250000"), "at most 3,000", "row 4"),
    broken(
        "output in thousand million",
        b"country,year,rgdpe\nusa,2018,19.5\nusa,2019,20.5\n",
        "median of 'rgdpe' must lie between 100,000,000 and",
        "median 20,000,000",
        name=name("rgdpe"),
    ),
    broken(
        "output in dollars",
        OUTPUT.replace(b"19000000.25", b"19000000000000.25"),
        "at most 100,000,000",
        r"column 'rgdpe', row 2",
        name=name("rgdpe"),
    ),
    broken("a negative population", POP.replace(b"270.25", b"-1"), "at least 0.001", "row 4: '-1'"),
    broken("infinity", POP.replace(b"270.25", b"inf"), "must hold numbers", "row 4: 'inf'"),
    broken(
        "outputs of a release whose dollars nobody names",
        OUTPUT.replace(b"usa,2019", b"usa,2023"),
        "of which year the dollars of rgdpe are",
        "concepts",
        name=name("rgdpe"),
    ),
    broken(
        "a year before the table begins",
        POP.replace(b"usa,2019", b"usa,1949"),
        "year from 1950",
        "row 7: '1949'",
    ),
    broken(
        "a year given twice",
        POP.replace(b"usa,2001", b"usa,1999"),
        "one row for each year",
        "row 4: 'usa' and row 6: 'usa'",
    ),
    broken(
        "an unknown country",
        POP.replace(b"bmu", b"qqq"),
        "Can't match 'qqq'",
        "column 'country'",
        error=UnknownNameError,
    ),
    broken(
        "exports below zero where output is not",
        EXPORTS.replace(b"usa,1999,0.1", b"usa,1999,-0.1"),
        "must not be negative",
        r"USA 1999 export_share -0\.1",
        name=name("csh_x"),
    ),
    Broken(
        "penn_world_table",
        "a variable given twice",
        {name("pop"): POP, name("pop") + ".gz": gzipped(POP)},
        "'pop' must be given once",
        name("pop"),
    ),
]
