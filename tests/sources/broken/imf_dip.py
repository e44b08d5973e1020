"""Tables of direct investment positions that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

HEADER = (
    '"COUNTRY.ID","COUNTRY","DV_TYPE.ID","DV_TYPE","INDICATOR.ID","INDICATOR","COUNTERPART_COUNTRY.ID",'
    '"COUNTERPART_COUNTRY","FREQUENCY.ID","FREQUENCY","TIME_PERIOD","OBS_VALUE"'
)
NAMES = {
    "THA": "Thailand", "JPN": "Japan", "USA": "United States", "LAO": "Lao PDR", "G001": "World",
    "TX983": "Not Specified (including Confidential)", "U142": "Asia", "O": "Reported official data",
    "SCC": "Derived using counterparty information", "INWD_D_NETLA_FALL_ALL": "Inward",
    "OTWD_D_NETAL_FALL_ALL": "Outward", "A": "Annual", "KOS": "Kosovo, Rep. of", "VNM": "Vietnam",
}  # fmt: skip


def line(country: str, kind: str, way: str, partner: str, year: int | str, value: str) -> str:
    """Return one row, each code with its name."""
    indicator = {"in": "INWD_D_NETLA_FALL_ALL", "out": "OTWD_D_NETAL_FALL_ALL"}.get(way, way)
    codes = (country, kind, indicator, partner, "A")
    cells = [cell for code in codes for cell in (code, NAMES.get(code, code))]
    return ",".join(f'"{cell}"' for cell in [*cells, str(year), value])


GOOD_LINES = [
    HEADER,
    line("THA", "O", "in", "JPN", 2020, "700.25"),
    line("THA", "O", "in", "USA", 2020, "-20"),
    line("THA", "O", "in", "LAO", 2020, ""),
    line("THA", "O", "in", "TX983", 2020, "19.75"),
    line("THA", "O", "in", "U142", 2020, "700.25"),
    line("THA", "O", "in", "G001", 2020, "700"),
    line("THA", "SCC", "in", "JPN", 2020, "810"),
    line("THA", "SCC", "in", "G001", 2020, "810"),
    line("THA", "O", "out", "LAO", 2020, "300"),
    line("THA", "O", "out", "G001", 2020, "500"),
    line("THA", "SCC", "out", "KOS", 2020, "0"),
    line("THA", "O", "out", "VNM", "", ""),
]
GOOD = ("\ufeff" + "\r\n".join(GOOD_LINES) + "\r\n").encode()
NAME = "dataset_2026-03-29T08_13_34_DEFAULT_INTEGRATION_IMF.STA_DIP_12.0.1.csv"


broken = of_one_file("imf_dip", NAME)


CASES = [
    broken("cut short", GOOD[:-4], "cut short", "row 13"),
    broken("another table", b"a,b\n1,2\n", "must have the columns COUNTRY.ID", "row 1"),
    broken(
        "no number", GOOD.replace(b'"700.25"', b'"n/a"', 1), "must hold numbers", "row 2: 'n/a'"
    ),
    broken("a pair twice", GOOD.replace(b'"USA"', b'"JPN"'), "once a table and year", "row 2"),
    broken("another telling", GOOD.replace(b'"SCC"', b'"X"'), "must be O or SCC", "row 8"),
    broken(
        "no state",
        GOOD.replace(b'"LAO"', b'"QQQ"'),
        "Can't match 'QQQ'",
        "COUNTERPART",
        UnknownNameError,
    ),
    broken(
        "another indicator",
        GOOD.replace(b"INWD_D_NETLA_FALL_ALL", b"X").replace(b"OTWD_D_NETAL_FALL_ALL", b"Y"),
        "must hold yearly positions",
        "indicators X, Y",
    ),
    broken(
        "in dollars throughout",
        GOOD.replace(b'"700.25"', b'"700250000"').replace(b'"700"', b'"700000000"'),
        "at most 5,000,000,000,000",
        "JPN THA 2020",
    ),
]
