"""Excerpts of aid that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

GOOD = b"""\
donor,indicator,geo,time,value
JPN,dc_dac_jpnl_cd,vnm,2000,900000.6
JPN,dc_dac_jpnl_cd,vnm,2001,-500000.2
USA,dc_dac_usal_cd,vnm,2000,100000.3
DAC_TOTAL,dc_dac_totl_cd,vnm,2000,1500000.4
DAC_TOTAL,dc_dac_totl_cd,vnm,2001,-100000
"""


broken = of_one_file("world_bank_aid", "aid.csv")


CASES = [
    broken("cut short", GOOD[:-5], "cut short", "row 6"),
    broken(
        "another table",
        b"country,year,pop\nvnm,2000,80\n",
        "header that starts Country Name",
        "aid.csv",
    ),
    broken("a ragged row", GOOD.replace(b"USA,", b""), "5 cells, not 4", "row 4"),
    broken("no number", GOOD.replace(b"900000.6", b"0.9m"), "must hold numbers", "row 2: '0.9m'"),
    broken("more than any aid", GOOD.replace(b"900000.6", b"9e14"), "at most", "row 2: '9e14'"),
    broken(
        "in millions",
        GOOD.replace(b"00000", b""),
        "largest amount must be 100,000 dollars or more",
        "largest amount 10$",
    ),
    broken(
        "a donor's row under another's series",
        GOOD.replace(b"USA,dc_dac_usal", b"USA,dc_dac_fral"),
        "the donor's own series",
        "row 4: 'dc_dac_fral_cd'",
    ),
    broken(
        "no total",
        GOOD[: GOOD.index(b"DAC_TOTAL,dc_dac_totl_cd,vnm,2001")],
        "has a row DAC_TOTAL",
        "column 'time', row 3: '2001'",
    ),
    broken(
        "a year given twice",
        GOOD.replace(b"vnm,2001,-500", b"vnm,2000,-500"),
        "one row for each recipient and year",
        "row 2: 'JPN' and row 3: 'JPN'",
    ),
    broken("an absurd year", GOOD.replace(b",2001,", b",2201,"), "must be a year", "row 3: '2201'"),
    broken(
        "an unknown recipient",
        GOOD.replace(b"vnm", b"qqq"),
        "Can't match 'qqq'",
        "column 'geo'",
        UnknownNameError,
    ),
]
