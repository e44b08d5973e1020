"""Trade registers of the layout since 2025 that must be refused."""

from __future__ import annotations

from counterpoise.errors import ArchiveError, UnknownNameError
from tests.sources.case import of_one_file, zipped

GOOD = b"""\
Transfers of major conventional arms from All countries  to All countries . \
Deals with deliveries made for the year range '2001' to '2004';\r
A '?' in a column indicates uncertain data.;\r
;\r
Source: SIPRI Arms Transfers Database (c) SIPRI.;\r
Data generated: 05 Mar 2005 10:11:12 AM;\r
SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,\
Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,\
Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production;\r
101,Russia,Viet Nam,Boat,patrol boat,Ships,2000,No,2,No,2001,No,New,5,5,10.5,No;\r
101,Russia,Viet Nam,Boat,patrol boat,Ships,2000,No,1,No,2002,No,New,5,5,5.25,No;\r
102,Russia,Viet Nam,"Radar ""X"", large",radar,Sensors,2000,Yes,1,No,2002,Yes,New,2,2,2,No;\r
103,Russia,Viet Nam,Boat-2,patrol boat,Ships,2001,No,4,No,2002,No,Second hand,1,1,4,No;\r
104,Israel,Viet Nam,Gun,gun,Artillery,2001,No,6,No,2003,No,New,0.1,0.1,0.6,No;\r
105,unknown supplier(s),Hezbollah (Lebanon)*,Rocket,rocket,Missiles,2001,No,9,No,2003,No,New,0,0,,No;\r
"""


broken = of_one_file("sipri_arms", "trade-register.csv")


CASES = [
    broken("cut short", GOOD[:-30], r"end in a semicolon", r"row 12"),
    broken(
        "no preamble",
        GOOD[GOOD.index(b"SIPRI AT Database ID") :],
        "vintage",
        r"preamble",
    ),
    broken(
        "the older register",
        b"Recipient,Supplier,Year of order, ,Number ordered\nViet Nam,Russia,2000,,2\n",
        r"Can't find the header",
        r"trade-register\.csv",
    ),
    broken("a cell that is no number", GOOD.replace(b",10.5,", b",10.5?,"), "numbers", "row 7"),
    broken("a negative TIV", GOOD.replace(b",10.5,", b",-10.5,"), "at least 0", r"row 7: '-10\.5'"),
    broken("TIV in thousands", GOOD.replace(b",10.5,", b",10500000,"), "at most", "row 7"),
    broken(
        "a year that was not asked for", GOOD.replace(b",2003,No", b",2013,No"), "year", r"row 11"
    ),
    broken("a row twice", GOOD + GOOD.splitlines(True)[-1], "must not repeat", "row 12.*row 13"),
    broken(
        "a name that nobody bears",
        GOOD.replace(b"Russia,Viet", b"Ruritania,Viet"),
        "Ruritania",
        "column 'Supplier'",
        error=UnknownNameError,
    ),
    broken("UTF-16 unmarked", GOOD.decode().encode("utf-16-le"), "text, not binary", "register"),
    broken(
        "an archive that leaves its folder",
        zipped(**{"../register.csv": GOOD}),
        "stay inside",
        r"member '\.\./register\.csv'",
        name="register.zip",
        error=ArchiveError,
    ),
]
