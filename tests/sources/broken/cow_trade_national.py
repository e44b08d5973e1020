"""National trade tables that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.broken import cow_trade
from tests.sources.case import of_one_file

WEST_GERMANY = b"".join(b"260.0,%d.0,,\n" % year for year in range(1960, 1991))
GOOD = (
    b"""\
ccode,year,imports,exports
2.0,1980.0,240000.0,225566.1
816.0,1954.0,,
816.0,1980.0,1310.5,-9.0
816.0,1981.0,0.0000004,338.75
678.0,1990.0,,
679.0,1990.0,2384.25,1561.5
"""
    + WEST_GERMANY
)
"""Made up, but for West Germany's and Yemen's empty rows, which a second code fills or none does."""


broken = of_one_file("cow_trade_national", "National.csv")


CASES = [
    broken("the dyadic table", cow_trade.GOOD, "columns ccode, imports, exports", "row 1"),
    broken("cut short in a row", GOOD[:-1], "line end", "row 38"),
    broken("a row too short", GOOD.replace(b",338.75", b""), "4 cells, not 3", "row 5"),
    broken("no number", GOOD.replace(b",338.75", b",inf"), "numbers", "'exports', row 5: 'inf'"),
    broken("a negative total", GOOD.replace(b",338.75", b",-1"), "at least 0", "row 5"),
    broken("in dollars", GOOD.replace(b",240000.0", b",240000000000.0"), "at most", "row 2"),
    broken(
        "in trillions",
        GOOD.replace(b"240000.0,225566.1", b"0.24,0.23")
        .replace(b"1310.5", b"0.001")
        .replace(b"338.75", b"0.0003")
        .replace(b"2384.25,1561.5", b"0.002,0.001"),
        "at least 100,000,000 dollars",
        "largest 240,000",
    ),
    broken("a state twice", GOOD + b"2.0,1980.0,1,1\n", "not repeat", "row 2: .*row 39: "),
    broken("half a year", GOOD.replace(b"1981.0", b"1981.5"), "whole", "row 5"),
    broken("nobody's code", GOOD.replace(b"816.0", b"999.0"), "999", "ccode", UnknownNameError),
]
