"""Lists of investment treaties that must be refused."""

from __future__ import annotations

from tests.sources.case import of_one_file

GOOD = b"""\
treaty_id,full_title,short_title,type,status,parties,date_of_signature,date_of_entry_into_force,termination_date
1,,Korea - Serbia BIT (1996),BITs,In force,"Korea, Republic of, Serbia",1996-01-05,1998-03-01,
2,,Germany - Viet Nam BIT (1993),BITs,Terminated,"Germany, Viet Nam",1993-04-03,1998-09-19,2001-05-01
3,,BLEU - Chile (1992),BITs,In force,"BLEU (Belgium-Luxembourg Economic Union), Chile",1992-07-15,1999-08-05,
4,,EU - Chile (2002),TIPs,In force,"Chile, EU (European Union)",2002-11-18,2005-03-01,
5,,Chile - Peru BIT (2000),BITs,Signed (not in force),"Chile, Peru",2000-02-02,,
6,,Chile - Cuba BIT (1996),BITs,Terminated,"Chile, Cuba",1996-01-10,2000-09-30,
7,,Four (2001),TIPs,In force,"Chile, Peru, Hong Kong, China SAR, Korea, Republic of",2001-02-02,2002-01-01,
"""


broken = of_one_file("unctad_iia", "iia_2005-04.csv")


CASES = [
    broken("cut short", GOOD[:-9], "cut short", "row 8"),
    broken("another table", b"a,b\n1,2\n", "must have the columns short_title", "row 1"),
    broken(
        "another kind", GOOD.replace(b",BITs,", b",FTAs,", 1), "one of BITs, TIPs", "row 2: 'FTAs'"
    ),
    broken("another status", GOOD.replace(b"In force", b"?", 1), "one of In force", "row 2: '\\?'"),
    broken("another day", GOOD.replace(b"1998-03-01", b"01/03/1998"), "days as", "row 2: '01/03"),
]
