"""Input-output tables that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

NAME = "2020_SML.csv"
GOOD = b"""\
V1,VNM_C26,VNM_G,CN1_C26,CHN_C26,ROW_C26,VNM_HFCE,CHN_HFCE,ROW_HFCE,OUT
VNM_C26,10,1,2,3,4,5,6,7,38
VNM_G,1,1,1,1,1,1,1,1,8
CN1_C26,1,2,3,4,5,6,7,8,36
CHN_C26,20,0.5,3,4,5,6,-7.5,8,39
ROW_B05_06,1,2,3,4,5,-9,7,8,21
VA,1,1,1,1,1,0,0,0,0
OUT,34,7.5,13,17,21,0,0,0,0
"""


broken = of_one_file("oecd_icio", NAME)


CASES = [
    broken("no year in its name", GOOD, "year in its name", "icio.csv", name="icio.csv"),
    broken("another table", b"country,value\nVNM,1\n", "named by economy", NAME),
    broken("cut short in a row", GOOD[:-3], "line end", "row 8"),
    broken("no number", GOOD.replace(b"20,0.5", b"n/a,0.5"), "numbers", "row 5: 'n/a'"),
    broken("no lines of goods", b"".join(GOOD.splitlines(True)[:1]) + b"VNM_G,1,1,1,1,1,1,1,1,8\n",
           "lines must be named", "VNM_G"),
    broken("in dollars", GOOD.replace(b"20,0.5", b"2e13,0.5"), "at most", "CHN"),
    broken("nobody's code", GOOD.replace(b"VNM_", b"QQQ_"), "QQQ", "economy|to", UnknownNameError),
]  # fmt: skip
