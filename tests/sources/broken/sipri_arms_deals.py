"""Trade registers of the layout before 2025 that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.broken import sipri_arms
from tests.sources.case import of_one_file

GOOD = """\
Transfers of major conventional arms from All countries  to All countries . \
Deals with deliveries made for the year range 'Not specified' to 'Not specified' 
A '?' in a column indicates uncertain data.

Source: SIPRI Arms Transfers Database (c) SIPRI.
Data generated: 5 June 2005 2:29:20 PM
Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,\
Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,\
SIPRI TIV for total order,SIPRI TIV of delivered weapons
Viet Nam,Russia,2000,?,3,,Boat,patrol boat,3,,2001; 2002; 2004,New,Incl São-class,2,6,6
Viet Nam,Russia,2001,,4,,Boat-2,patrol boat,4,?,2002,Second hand,Second-hand,1,4,4
Viet Nam,Russia,2002,,1,,Radar,radar,1,,2003,New,,2.5,2.5,2.5
Viet Nam,Soviet Union,1985,?,9,?,Gun,gun,9,?,1986,New,"For boats, large",0.1,0.9,0.9
Viet Nam,Israel,2004,,5,?,UAV,UAV,0,,,New,Selected,1,5,0
""".encode("iso-8859-1")  # noqa: W291


broken = of_one_file("sipri_arms_deals", "register.csv")


CASES = [
    broken("cut short in a row", GOOD[:-9], "end in a line end", "row 11"),
    broken(
        "a cell too few", GOOD.replace(b"New,,2.5,2.5,2.5", b"New,,2.5,2.5"), "16 cells", "row 9"
    ),
    broken("the newer register", sipri_arms.GOOD, "Can't find the header", "register.csv"),
    broken("no day of generation", GOOD.replace(b"Data generated", b"Data"), "vintage", "preamble"),
    broken("years run together", GOOD.replace(b"2001; 2002;", b"2001 2002;"), "numbers", "row 7"),
    broken("a year twice", GOOD.replace(b"2001; 2002;", b"2002; 2002;"), "year twice", "row 7"),
    broken(
        "deliveries without a year", GOOD.replace(b",,2003,New", b",,,New"), "must be 0", "row 9"
    ),
    broken("a negative TIV", GOOD.replace(b",2.5\n", b",-2.5\n"), "at least 0", "row 9: '-2.5'"),
    broken("TIV in thousands", GOOD.replace(b",6\n", b",600000\n"), "at most 50,000", "row 7"),
    broken(
        "rows pasted in twice",
        GOOD + GOOD[GOOD.index(b"Viet Nam,Russia,2000") :],
        "repeat another exactly, not 5 of 10",
        "register.csv",
    ),
    broken(
        "a name that nobody bears",
        GOOD.replace(
            b"Viet Nam,Israel,2004,,5,?,UAV,UAV,0,,,",
            b"Ruritania,Israel,2004,,5,?,UAV,UAV,0,,2005,",
        ),
        "Ruritania",
        "Recipient",
        UnknownNameError,
    ),
]
