"""Tables of capabilities that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

GOOD = b"""\
ccode,year,milex,milper,irst,pec,tpop,upop,cinc
2,2001,312743000,1382,90104,3400000,285082,90000,0.25
740,2001,40000000,247,102866,700000,127000,80000,0.05
678,1990,100000,40,-9,900,8000,900,0.01
679,1990,100000,27,-9,900,4000,900,0.02
816,1980,-9,-9,106,9000,54000,6000,0.03
"""


broken = of_one_file("nmc", "cow_nmc_v7.csv")


CASES = [
    broken("another table", b"a,b\n1,2\n", "must have the columns ccode", "row 1"),
    broken("a ragged row", GOOD.replace(b",0.03", b""), "9 cells, not 8", "row 6"),
    broken("no number", GOOD.replace(b",1382,", b",many,"), "must hold numbers", "row 2: 'many'"),
    broken("more than the world", GOOD.replace(b",0.25", b",0.99").replace(b",0.05", b",0.9"),
           "at most", "1 year, first 2001: 1.890"),
    broken("soldiers by the head", GOOD.replace(b",1382,", b",1382000,"), "at most 20,000", "row 2"),
    broken("no state", GOOD.replace(b"740,", b"741,"), "Can't match '741'", "ccode", UnknownNameError),
]  # fmt: skip
