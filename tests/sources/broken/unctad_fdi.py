"""Tables of bilateral investment that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import Broken, of_one_file

FLOWS = b"""\
"","Viet.Nam","X","X.1","X.2","X.3","X.4","X.5","X.6"
"1","Table 1. FDI flows in the host economy, by geographical origin","","","",NA,"","",""
"2","(Millions of US dollars)","","","",NA,"","",""
"3","Region / economy","","","",NA,"2001","2002","2003"
"4","World","","","",NA,"..","1 500","70"
"5","","Developed economies","","",NA,"..","1 299","60"
"6","","","Europe","",NA,"..","99","0"
"7","","","","France",NA,"..","99","0"
"8","","","Japan","",NA,"..","1 200","60"
"9","","","","",NA,"","","/..."
"10","Table 1. FDI flows in the host economy, by geographical origin (concluded)","","","",NA,"","",""
"11","(Millions of US dollars)","","","",NA,"","",""
"12","Region / economy","","","",NA,"2001","2002","2003"
"13","","Developing economies","","",NA,"..","202","- -1"
"14","","","Korea, Republic of","",NA,"..","- -2","- -1"
"15","","","Singapore","",NA,"..","203","0"
"16","","Unspecified","","",NA,"..","0","0"
"17","Source:  UNCTAD FDI/TNC database, based on data from the bank of the state.","","","",NA,"","",""
"18","Note:  Data are on an approval basis.","","","",NA,"","",""
"""
STOCKS = b"""\
"","Ghana","X","X.1","X.2","X.3"
"1","Table 3. FDI stock in the host economy, by geographical origin",NA,NA,NA,NA
"2","(Millions of US dollars)",NA,NA,NA,NA
"3","Reporting economy",2001,2002,"2003",NA
"4","Belgium","..",0,"12",NA
"5","C\xf4te d' Ivoire",7,0,"0",NA
"6","Korea, Republic of",964,"1 132","--1 403",NA
"7","Germany","- -0","-",26,NA
"8","Source:  UNCTAD FDI/TNC database.",NA,NA,NA,NA
"9","Note:  Data are based on information reported by the economies listed above.",NA,NA,NA,NA
"""


broken = of_one_file("unctad_fdi", "VNM.csv")


CASES = [
    broken("cut short", FLOWS[: FLOWS.index(b'"16"')], "end with its 'Source:' line", "row 16"),
    broken("cut short within a row", FLOWS[:-20], "cells, not|unexpected end", "row 19"),
    broken(
        "the desktop's hidden file",
        b"\x00\x00\x00\x01Bud1" + bytes(100),
        "what a desktop leaves beside files",
        r"\.DS_Store",
        name=".DS_Store",
    ),
    broken(
        "the tidied table",
        b'"","Destination","Dest.Code","Origin","Origin.Code","Year","Value"\n'
        b'"5","Afghanistan","AFG","France","FRA",2001,0\n',
        "a line number, the host economy, X, X.1",
        "row 1; found , Destination",
    ),
    broken(
        "thousands of dollars",
        FLOWS.replace(b"(Millions of", b"(Thousands of"),
        r"must say \(Millions of US dollars\)",
        "rows 1-4",
    ),
    broken(
        "flows abroad",
        FLOWS.replace(b"Table 1. FDI flows in the host economy", b"Table 2. FDI flows abroad"),
        "must be Table 1 or Table 3",
        "VNM.csv",
    ),
    broken(
        "a table of something else",
        FLOWS.replace(b"Table 1. FDI flows", b"Table 1. Migration flows"),
        "Can't find the title",
        "rows 1-4",
    ),
    broken(
        "a cell that is no number",
        FLOWS.replace(b'"1 200"', b'"1,200"'),
        "must hold numbers",
        "column 'figures of VNM.csv', row 9: '1,200'",
    ),
    broken(
        "a cell left empty",
        FLOWS.replace(b'"1 200"', b'""'),
        "'Japan' must have one figure for each year",
        "row 9",
    ),
    broken(
        "a row without a name",
        FLOWS.replace(b'"Japan"', b'""'),
        "A row must have a name",
        "row 9",
    ),
    broken("years that skip", FLOWS.replace(b'"2002"', b'"2005"'), "with years, one by one", "VNM"),
    broken(
        "an unknown partner",
        FLOWS.replace(b"Japan", b"Jappan"),
        "Can't match 'Jappan'",
        "column 'partner'",
        error=UnknownNameError,
    ),
    broken(
        "another host than the file's name says",
        FLOWS,
        "named after LAO must be about it, not about 'Viet Nam'",
        r"LAO\.csv, row 1",
        name="LAO.csv",
    ),
    broken(
        "a host that is named nowhere",
        FLOWS.replace(b"Viet.Nam", b"Table.1..FDI.flows.in.the.host.economy"),
        "does not name its host economy",
        r"fdi\.csv",
        name="fdi.csv",
    ),
    broken(
        "dollars, not millions",
        FLOWS.replace(b'"1 200"', b'"1200000000"'),
        "at most 5,000,000,000,000",
        "JPN VNM 2002",
    ),
    Broken(
        "unctad_fdi",
        "one table in two files",
        {"VNM.csv": FLOWS, "flows.csv": FLOWS},
        "Table 1 of VNM must be given once",
        r"VNM\.csv and flows\.csv",
    ),
]
