"""BACI files that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import Broken, of_one_file, zipped

NAME = "BACI_HS92_Y2021_V202301.csv"
GOOD = b"""\
"t","i","j","k","v","q"
2021,704,842,640399,1234567.891,"    81234.5"
2021,704,842,30617,0.041,"        NA"
2021,704,490,30617,52,"        1.5"
2021,699,704,100630,1000.5,"        1.5"
2021,251,757,840734,3.403,"        0.7"
"""
CODES = b'country_code,country_name,country_iso2,country_iso3\n4,"Afghanistan",AF,AFG\n'


broken = of_one_file("cepii_baci", NAME)


CASES = [
    broken("country codes under another name", CODES, "header must have", NAME),
    Broken(
        "cepii_baci", "codes alone", {"country_codes_V202301.csv": CODES}, "trade rows", "codes"
    ),
    broken("cut short in a row", GOOD[:-12], "line end", "row 6"),
    broken("a header alone", GOOD[:24], "rows below", NAME),
    broken("a row too short", GOOD.replace(b',"        NA"', b""), "6 cells, not 5", "row 3"),
    broken("no number", GOOD.replace(b",0.041,", b",NA,"), "numbers", "'v', row 3: 'NA'"),
    broken("a negative value", GOOD.replace(b",0.041,", b",-0.041,"), "at least 0", "row 3"),
    broken("in millions", GOOD.replace(b"1234567.891", b"1234.567891"), "three decimals", "row 2"),
    broken("in dollars", GOOD.replace(b"1234567.891", b"1234567891"), "at most", "row 2"),
    broken("products of HS4", GOOD.replace(b"640399", b"6403"), "six digits", "'k', row 2: '6403'"),
    broken("another year in the name", GOOD.replace(b"2021,", b"2020,"), "one in its name", "2020"),
    broken(
        "two years in a file", GOOD.replace(b"2021,7", b"2020,7", 1), "hold one year", "2020, 2021"
    ),
    broken("a row twice", GOOD + GOOD.splitlines(True)[-1], "one row for each", "FRA CHE 2021"),
    broken(
        "trade with oneself alone",
        GOOD.splitlines(True)[0] + b"2021,251,251,840734,1,1\n",
        "at least one row that can be used",
        "all rows",
    ),
    broken("nobody's code", GOOD.replace(b"699,704", b"999,704"), "999", "'i'", UnknownNameError),
    Broken(
        "cepii_baci",
        "two releases",
        {
            "baci.zip": zipped(
                **{NAME: GOOD, "BACI_HS92_Y2020_V202401.csv": GOOD.replace(b"2021,", b"2020,")}
            )
        },
        "one release",
        "V202301-HS92, V202401-HS92",
    ),
    Broken(
        "cepii_baci",
        "a year twice",
        {"a.csv": GOOD, "b.csv": GOOD},
        "2021 is given twice",
        "a.csv and b.csv",
    ),
]
