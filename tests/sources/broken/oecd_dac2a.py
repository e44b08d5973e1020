"""Tables of aid by donor and recipient that must be refused."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken

HEADER = (
    "DATAFLOW,DONOR,RECIPIENT,MEASURE,UNIT_MEASURE,PRICE_BASE,TIME_PERIOD,OBS_VALUE,FLOW_TYPE,"
    "BASE_PER,UNIT_MULT,DECIMALS"
)


def line(
    donor: str,
    recipient: str,
    year: int,
    value: str,
    *,
    measure: str = "206",
    unit: str = "USD",
    price: str = "V",
) -> str:
    """Return one row, as `format=csvfile` gives it."""
    return (
        f"OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),{donor},{recipient},{measure},{unit},{price},{year},"
        f"{value},112,,6,2"
    )


LINES = [
    HEADER,
    line("JPN", "VNM", 2022, "-168.5"),
    line("JPN", "VNM", 2023, "300.25"),
    line("TUR", "XKV", 2023, "5"),
    line("USA", "VNM", 2023, ""),
    line("4EU001", "VNM", 2023, "60"),
    line("DAC", "VNM", 2023, "700"),
    line("ALLD", "VNM", 2023, "1500"),
    line("JPN", "DPGC", 2023, "9000"),
    line("JPN", "VNM", 2023, "290", price="Q"),
    line("JPN", "VNM", 2023, "12", measure="216"),
]
GOOD = ("\n".join(LINES) + "\n").encode()
WHOLE = b"""\
RECIPIENT,Recipient,DONOR,Donor,PART,Part,AIDTYPE,Aid type,AMOUNTTYPE,Amount type,TIME,Year,Value,Flags
769,Viet Nam,701,Japan,1,1 : Part I,206,ODA: Total Net,A,Current Prices (USD millions),2023,2023,300.25,
769,Viet Nam,701,Japan,1,1 : Part I,206,ODA: Total Net,D,Constant Prices,2023,2023,290,
769,Viet Nam,905,IDA,1,1 : Part I,206,ODA: Total Net,A,Current Prices (USD millions),2023,2023,400,
10100,"Developing Countries, Total",701,Japan,1,1 : Part I,206,ODA: Total Net,A,Current Prices,2023,2023,9000,
57,Kosovo,55,Turkey,1,1 : Part I,206,ODA: Total Net,A,Current Prices (USD millions),2023,2023,5,
"""


def broken(
    fault: str,
    content: bytes,
    problem: str,
    where: str,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of one file."""
    return Broken("oecd_dac2a", fault, {"aid.csv": content}, problem, where, error)


CASES = [
    broken("cut short", GOOD[:-9], "cells, not", "row 11"),
    broken("another table", b"a,b\n1,2\n", "must have the columns DONOR", "row 1"),
    broken("no number", GOOD.replace(b"300.25", b"x"), "must hold numbers", "row 3: 'x'"),
    broken("no unit", GOOD.replace(b",112,,6,", b",112,,,"), "must not be empty", "'UNIT_MULT'"),
    broken("constant prices", GOOD.replace(b",V,", b",Q,"), "at current prices", "10 rows"),
    broken(
        "groups alone",
        "\n".join([HEADER, *LINES[6:9], ""]).encode(),
        "what one state gave another",
        "3 rows",
    ),
    broken("another unit", GOOD.replace(b"112,,6", b"112,,9"), "the unit is wrong", "399,750"),
    broken("told twice", GOOD + LINES[2].encode() + b"\n", "one figure a year", "row 3: 'JPN'"),
    broken("no state", GOOD.replace(b"XKV", b"QQQ"), "'QQQ'", "RECIPIENT", UnknownNameError),
    broken(
        "the whole file without a column", WHOLE.replace(b"TIME", b"T"), "columns TIME", "row 1"
    ),
]
