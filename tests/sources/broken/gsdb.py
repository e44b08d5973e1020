"""Tables of sanctions by case that must be refused."""

from __future__ import annotations

from counterpoise.errors import SourceError
from tests.sources.case import Broken

GOOD = (
    "\ufeffcase_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,"
    "travel,other,target_mult,sender_mult,objective,success\n"
    '1,Belarus,"EU, Korea, Republic of, Norway",2011,2012,0,,1,0,1,1,0,0,1,democracy,ongoing\n'
    "2,Viet Nam,United States,2014,2016,0,,1,1,0,0,0,0,0,human_rights,success_total\n"
    '3,"Ethiopia, Eritrea",UN,2000,2001,0,,1,0,0,0,0,1,1,end_war,success_total\n'
    "4,Cuba,United States,1962,2023,1,exp_compl,0,0,1,1,0,0,0,destab_regime,ongoing\n"
).encode()


def broken(fault: str, content: bytes, problem: str, where: str) -> Broken:
    """Return the case of one file."""
    return Broken("gsdb", fault, {"GSDB_V4.csv": content}, problem, where, SourceError)


CASES = [
    broken("cut short", GOOD[:-30], "cut short", "row 5"),
    broken("another table", b"a,b\n1,2\n", "must have the columns case_id", "row 1"),
    broken("no year", GOOD.replace(b"2011,", b"long ago,"), "must hold numbers", "row 2"),
    broken(
        "ends before it begins", GOOD.replace(b"2014,2016", b"2016,2014"), "before its begin", "end"
    ),
    broken(
        "no flag", GOOD.replace(b",1,1,0,0,0,0,0,human", b",,1,0,0,0,0,0,human"), "0 or 1", "arms"
    ),
    broken(
        "a flag of two",
        GOOD.replace(b",1,1,0,0,0,0,0,hu", b",2,1,0,0,0,0,0,hu"),
        "at most 1",
        "arms",
    ),
    broken(
        "in another tongue",
        GOOD.replace(b"Viet Nam", b"Vietnamesisch").replace(b"Belarus", b"Weissrussisch"),
        "Most targets must be states",
        "Vietnamesisch",
    ),
]
