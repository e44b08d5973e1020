"""Files of the IMF's trade in goods that must be refused."""

from __future__ import annotations

import json

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file

API = b"""\
DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,DERIVATION_TYPE
IMF.STA:IMTS(1.0.0),KOR,XG_FOB_USD,CHN,A,2024,132902972288,6,O
IMF.STA:IMTS(1.0.0),KOR,XG_FOB_USD,USA,A,2024,127800000000,6,O
IMF.STA:IMTS(1.0.0),KOR,XG_FOB_USD,G001,A,2024,683600000000,6,O
IMF.STA:IMTS(1.0.0),KOR,MG_CIF_USD,CHN,A,2024,139900000000.5,6,E
IMF.STA:IMTS(1.0.0),KOR,XG_FOB_USD,CHN,M,2024-M01,10600000000,6,O
IMF.STA:IMTS(1.0.0),KOR,TBG_USD,CHN,A,2024,-7000000000,6,O
IMF.STA:IMTS(1.0.0),KOR,XG_FOB_USD,VNM,A,2024,,6,O
"""
LONG = b"""\
\xef\xbb\xbf"COUNTRY.ID","COUNTRY","INDICATOR.ID","COUNTERPART_COUNTRY.ID","FREQUENCY.ID","SCALE.ID","TIME_PERIOD","OBS_VALUE"
"KOR","Korea, Republic of","XG_FOB_USD","CHN","A","6","2024","132902.972288"
"KOR","Korea, Republic of","XG_FOB_USD","TX983","A","6","2024","1.5"
"KOR","Korea, Republic of","MG_CIF_USD","CHN","A","6","2024","139900.0000005"
"""
WIDE = b"""\
"COUNTRY.ID","COUNTRY","INDICATOR.ID","COUNTERPART_COUNTRY.ID","SCALE.ID","2023","2024","2024-M01"
"KOR","Korea, Republic of","XG_FOB_USD","CHN","6","124817.7","132902.972288","10600"
"KOR","Korea, Republic of","XG_FOB_USD","KOS","6","","3.5",""
"""
EDGES = [
    {"source": "Korea", "target": "China", "value": 130000.5},
    {"source": "Kazakhstan", "target": "Ukraine", "value": 37.3},
    {"source": "Russia", "target": "China", "value": 120000.0},
]
NAMES = {"Korea": "South Korea"}
CARRIED = json.dumps(
    {
        "nodes": [],
        "edges": [{**one, "source": NAMES.get(str(one["source"]), one["source"])} for one in EDGES],
    }
).encode()


broken = of_one_file("imf_imts", "answer.csv")


CASES = [
    broken("another data set", b"iso3,year\nKOR,2024\n", "columns COUNTRY", "row 1"),
    broken("a page of an error", b"<html><body>503</body></html>\n", "not a web page", "answer"),
    broken("cut short in a row", API[:-3], "line end", "row 8"),
    broken("a negative value", API.replace(b"132902972288", b"-5"), "at least 0", "row 2"),
    broken("no number", API.replace(b"127800000000", b"127.8bn"), "numbers", "row 3: '127.8bn'"),
    broken("months alone", API.replace(b",A,2024,", b",M,2024-M01,"), "yearly figure", "0 of years"),
    broken("the world alone", b"".join([*API.splitlines(True)[:1], API.splitlines(True)[3]]),
           "between two states", "1 of exports"),
    broken("in dollars of another scale", LONG.replace(b'"6"', b'"9"').replace(b"132902.972288", b"9e12"),
           "at most", "KOR CHN 2024"),
    broken("months in columns", WIDE.replace(b'"2023","2024",', b'"2023-Q1","2024-Q1",'),
           "column of a year", "answer.csv"),
    broken("nobody's code", API.replace(b"CHN", b"QQQ"), "QQQ", "partner", UnknownNameError),
    broken("a pair twice", API + API.splitlines(True)[1], "one row for each", "KOR CHN 2024"),
    broken("no edges", b'{"nodes": []}', "JSON with edges", "carried.json", name="carried.json"),
    broken("edges cut short", CARRIED[:-9], "JSON with edges", "carried.json", name="carried.json"),
    broken("edges in dollars", CARRIED.replace(b"130000.5", b"1.3e11"), "million dollars", "South Korea",
           name="carried.json"),
]  # fmt: skip
