"""Workbooks of military expenditure that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file
from tests.sources.xlsx import workbook

Sheet = list[list[str | float]]


def sheets(**changed: Sheet) -> dict[str, Sheet]:
    """Return the two sheets that are read, some of them in other words."""
    whole: dict[str, Sheet] = {
        "dollars": [
            ["Military expenditure by country, in millions of US$"],
            ["Country", "Notes", 1990, 1991],
            ["Africa", "", "", ""],
            ["Egypt", "", 1500.5, ". ."],
            ["Viet Nam", "1", "...", 600],
            ["Eritrea", "", "xxx", "xxx"],
        ],
        "share": [
            ["Military expenditure as percentage of GDP"],
            ["Country", "Notes", 1990, 1991],
            ["Egypt", "", 0.03, ". ."],
            ["Viet Nam", "1", "", 0.079],
        ],
    } | changed
    return {"Current US$": whole["dollars"], "Share of GDP": whole["share"]}


broken = of_one_file("sipri_milex", "SIPRI-Milex-data-1949-1991_v1.2.xlsx", written=workbook)


HEADER: Sheet = [["Country", "Notes", 1990, 1991]]
CASES = [
    broken("a sheet lost", {"Current US$": sheets()["Current US$"]}, "must have the sheets", "found"),
    broken("no header", sheets(dollars=[["Egypt", "", 1, 2]]), "must hold 'Country'", "'Current US\\$'"),
    broken("years in disorder", sheets(share=[["Country", 1991, 1990], ["Egypt", 0.1, 0.2]]),
           "years in order", "'Share of GDP'"),
    broken("no number", sheets(share=[*HEADER, ["Egypt", "", "3 %", 0.1]]), "hold numbers", "'3 %'"),
    broken("percent", sheets(share=[*HEADER, ["Egypt", "", 3, 4]]), "at most 1.5", "'Share of GDP'"),
    broken("no state", sheets(share=[*HEADER, ["Egibt", "", 0.1, 0.1]]), "Can't match 'Egibt'",
           "Country", UnknownNameError),
    broken("a state twice", sheets(share=[*HEADER, ["Egypt", "", 0.1, 0.1], ["EGYPT", "", 0.2, ""]]),
           "once a year", "row 2"),
]  # fmt: skip
