"""Comtrade's files that must be refused."""

# ruff: noqa: E501

from __future__ import annotations

import json

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

HEADER = (
    "typeCode,freqCode,refYear,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,partner2Code,"
    "classificationCode,cmdCode,customsCode,motCode,primaryValue\n"
)
LINES = (
    "C,A,2023,2023,704,VNM,M,156,CHN,0,H6,27,C00,0,1500000.4\n"
    "C,A,2023,2023,704,VNM,M,643,RUS,0,H6,27,C00,0,500000\n"
    "C,A,2023,2023,704,VNM,X,156,CHN,0,H6,27,C00,0,2000000\n"
    "C,A,2023,2023,704,VNM,M,0,W00,0,H6,27,C00,0,2000000.4\n"
    "C,A,2023,2023,704,VNM,RX,156,CHN,0,H6,27,C00,0,1\n"
    "C,A,2023,2023,704,VNM,M,156,CHN,0,H6,27,C00,1000,700000\n"
)
GOOD = (HEADER + LINES).encode()
OLD = b"""\
Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag
H3,2010,2010,2010,2,0,1,Import,704,Viet Nam,VNM,156,China,CHN,,,,,,,,27,"Mineral fuels, mineral oils",1,No Quantity,,,,,,,3665972,,,0
H3,2010,2010,2010,2,0,2,Export,704,Viet Nam,VNM,392,Japan,JPN,,,,,,,,27,"Mineral fuels, mineral oils",1,No Quantity,,,,,,,49220778,,,0
H3,2010,2010,2010,2,0,2,Export,704,Viet Nam,VNM,0,World,WLD,,,,,,,,27,"Mineral fuels, mineral oils",1,No Quantity,,,,,,,49220778,,,0
"""
RECORD = {
    "refYear": 2023, "reporterCode": 704, "flowCode": "M", "partnerCode": 156, "partner2Code": 0,
    "classificationCode": "H6", "cmdCode": "TOTAL", "customsCode": "C00", "motCode": 0,
    "primaryValue": 110.6e9,
}  # fmt: skip
ANSWER = json.dumps({"count": 1, "data": [RECORD], "error": ""}).encode()


broken = of_one_file("comtrade", "comtrade.csv")


def line(old: str, new: str) -> bytes:
    return (HEADER + LINES.replace(old, new, 1)).encode()


CASES = [
    broken("another table", b"iso3,year\nVNM,2023\n", "columns reporterCode", "row 1"),
    broken("cut short in a row", GOOD[:-3], "line end", "row 7"),
    broken("no number", line(",500000", ",n/a"), "numbers", "row 3: 'n/a'"),
    broken("an empty value", line(",500000", ","), "not be empty", "row 3"),
    broken(
        "several levels", line("H6,27,C00,0,500000", "H6,270900,C00,0,500000"), "one level", "2, 6"
    ),
    broken(
        "several editions",
        GOOD.replace(b",27,", b",270900,").replace(b"H6", b"H5", 1),
        "one edition",
        "HS17, HS22",
    ),
    broken("by SITC", GOOD.replace(b",H6,", b",S4,"), "edition of the Harmonized", "row 2: 'S4'"),
    broken(
        "the world alone",
        (HEADER + LINES.splitlines(True)[3]).encode(),
        "Can't find exports",
        "1 row",
    ),
    broken(
        "no product", line("H6,27,C00,0,500000", "H6,oil,C00,0,500000"), "HS code", "row 3: 'oil'"
    ),
    broken("nobody's code", line("M,643,RUS", "M,998,QQQ"), "998", "partner", UnknownNameError),
    broken("a refusal", b'{"statusCode": 401}', "JSON with rows", "data", name="a.json"),
    broken(
        "a preview that is full",
        json.dumps({"data": [{**RECORD, "partnerCode": n % 900 + 1} for n in range(500)]}).encode(),
        "cut short",
        "a.json",
        name="a.json",
    ),
    broken("no rows", b'{"data": []}', "at least one row", "a.json", name="a.json"),
    broken(
        "a row twice", GOOD + LINES.splitlines(True)[0].encode(), "one row for each", "CHN VNM 2023"
    ),
]
