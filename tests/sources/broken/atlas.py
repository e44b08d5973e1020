"""Tables of the Atlas that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

HEADER = b"country_id,country_iso3_code,partner_country_id,partner_iso3_code,year,export_value,import_value\n"
GOOD = (
    HEADER
    + b"""\
704,VNM,842,USA,2024,130000000000,14000000000
842,USA,704,VNM,2024,14000000000,130000000000
704,VNM,156,CHN,2024,60000000000,158800000000.4
156,CHN,704,VNM,2024,158800000000.4,60000000000
704,VNM,913,ANS,2024,5000,0
"""
)


broken = of_one_file("atlas", "hs92_country_country_year.csv")


CASES = [
    broken("another table", b"product_id,year\n1,2024\n", "columns country_iso3_code", "row 1"),
    broken("cut short in a row", GOOD[:-3], "line end", "row 6"),
    broken("half of the pairs", b"".join(GOOD.splitlines(True)[:2]), "other's import", "0% of 1"),
    broken("no number", GOOD.replace(b"14000000000,130", b"14 bn,130"), "numbers", "row 3"),
    broken("a negative value", GOOD.replace(b",5000,", b",-5000,"), "at least 0", "row 6"),
    broken(
        "nobody's code", GOOD.replace(b"VNM", b"QQQ"), "QQQ", "country_iso3_code", UnknownNameError
    ),
]
