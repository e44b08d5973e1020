"""Tables of BACI totals that must be refused."""

from __future__ import annotations

from counterpoise.errors import ArchiveError, UnknownNameError
from tests.sources.case import gzipped, of_one_file

GOOD = b"""\
exporter,importer,year,value_thousand_usd
CHN,USA,2010,3.8e+08
CHN,VNM,2010,20000000.5
USA,CHN,2010,90000000
USA,VNM,2010,0.002
VNM,CHN,2010,1.4305788e+06
VNM,USA,2010,1000
CHN,USA,2011,4e+08
USA,VNM,2011,5
VNM,CHN,2011,6.0006
"""


broken = of_one_file("cepii_baci_totals", "totals.csv")


CASES = [
    broken("product rows", b"t,i,j,k,v,q\n2010,4,8,10110,1,1\n", "columns exporter", "row 1"),
    broken("cut short in a row", GOOD[:-3], "line end", "row 10"),
    broken("rows missing", GOOD.replace(b"VNM,CHN,2011,6.0006\n", b""), "every year", "CHN, VNM"),
    broken(
        "no gzip", b"\xe9" + GOOD, "Can't unpack", "totals.csv.gz", ArchiveError, "totals.csv.gz"
    ),
    broken("a gzip cut", gzipped(GOOD)[:-9], "unpack", "archive", ArchiveError, "totals.csv.gz"),
    broken("no number", GOOD.replace(b"20000000.5", b"20 000"), "numbers", "row 3: '20 000'"),
    broken("an empty value", GOOD.replace(b"20000000.5", b""), "not be empty", "row 3"),
    broken("a negative value", GOOD.replace(b",1000\n", b",-1000\n"), "at least 0", "row 7"),
    broken("in dollars", GOOD.replace(b"3.8e+08", b"3.8e+11"), "at most", "row 2"),
    broken(
        "in billions",
        GOOD.splitlines(True)[0] + b"CHN,USA,2010,380\nUSA,CHN,2010,90\n",
        "at least 1,000,000,000 dollars",
        "largest 380,000",
    ),
    broken("a pair twice", GOOD + b"CHN,USA,2011,1\n", "one row for each", "CHN USA 2011"),
    broken("nobody's code", GOOD.replace(b"VNM", b"QQQ"), "QQQ", "exporter", UnknownNameError),
]
