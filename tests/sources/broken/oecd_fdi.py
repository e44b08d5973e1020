"""Tables of direct investment by counterpart that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

COLUMNS = (
    "STRUCTURE,REF_AREA,Reference area,MEASURE,UNIT_MEASURE,MEASURE_PRINCIPLE,ACCOUNTING_ENTRY,"
    "TYPE_ENTITY,FDI_COMP,SECTOR,COUNTERPART_AREA,LEVEL_COUNTERPART,ACTIVITY,FREQ,TIME_PERIOD,"
    "OBS_VALUE,UNIT_MULT,CONF_STATUS"
)


def line(
    reporter: str,
    partner: str,
    year: int,
    value: str,
    *,
    measure: str = "LE_FA_F",
    way: str = "DO",
    units: str = "ROU",
) -> str:
    """Return one row."""
    return (
        f'DATAFLOW,{reporter},"{reporter}, in words",{measure},USD_EXC,{way},NET_FDI,{units},D,S1,'
        f"{partner},IMC,_T,A,{year},{value},6,F"
    )


LINES = [
    COLUMNS,
    line("DEU", "VNM", 2020, "1200.5"),
    line("DEU", "LAO", 2020, ""),
    line("DEU", "W", 2020, "9000"),
    line("DEU", "VNM", 2020, "-30.25", measure="T_FA_F"),
    line("KOR", "DEU", 2021, "800", way="DI"),
    line("JPN", "VNM", 2020, ""),
    line("JPN", "VNM", 2020, "700", units="ALL"),
    line("DEU", "VNM", 2020, "1100", units="ALL"),
]
GOOD = ("\n".join(LINES) + "\n").encode()


broken = of_one_file("oecd_fdi", "positions.csv")


CASES = [
    broken("cut short", GOOD[:-3], "cut short", "row 9"),
    broken("another table", b"a,b\n1,2\n", "must have the columns REF_AREA", "row 1"),
    broken("no number", GOOD.replace(b"1200.5", b"x"), "must hold numbers", "row 2: 'x'"),
    broken(
        "no unit", GOOD.replace(b"1200.5,6", b"1200.5,"), "must not be empty", "'UNIT_MULT', row 2"
    ),
    broken("another unit", GOOD.replace(b"1200.5,6", b"1200500000,9"), "at most", "DEU VNM 2020"),
    broken("in euros", GOOD.replace(b"USD_EXC", b"EUR"), "in US dollars", "8 rows"),
    broken("told twice", GOOD + LINES[1].encode() + b"\n", "once in a year", "DEU VNM 2020"),
    broken(
        "no state", GOOD.replace(b"LAO", b"QQQ"), "Can't match 'QQQ'", "COUNTER", UnknownNameError
    ),
]
