"""Workbooks of leaders' visits that must be refused."""

from __future__ import annotations

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file
from tests.sources.xlsx import workbook

Sheet = list[list[str | float]]
HEAD: list[str | float] = ["Year", "Name", "Level", "Country", "Continent"]


def sheet(*rows: list[str | float]) -> dict[str, Sheet]:
    """Return the sheet that is read, with some visits or those given."""
    some: list[list[str | float]] = [
        [2011, "Wen Jiabao", "Premier", "Indonesia", "Asia"],
        [2011, "Hu Jintao", "President", "Indonesia", "Asia"],
        [1949, "Mao Zedong", "President", "Soviet Union", "Europe"],
        [2017, "Xi Jinping", "President", "Vietnam", "Asia"],
    ]
    return {"Dataset": [HEAD, *(rows or some)]}


broken = of_one_file("ceias_visits", "WHO-WHERE-WHEN-dataset-v.1.1.xlsx", written=workbook)
CASES = [
    broken("another sheet", {"Data": sheet()["Dataset"]}, "must have a sheet 'Dataset'", "found Data"),
    broken("other columns", {"Dataset": [["Year", "Who"], [2011, "x"]]}, "columns Year", "found Year, Who"),
    broken("no rows", {"Dataset": [HEAD]}, "must have a sheet", "found Year"),
    broken("no year", sheet([211, "x", "Premier", "India", ""]), "years as 2019", "Year"),
    broken("another level", sheet([2011, "x", "Minister", "India", ""]), "one of President", "Level"),
    broken("no country", sheet([2011, "x", "Premier", "", ""]), "not be empty", "Country"),
    broken("no state", sheet([2011, "x", "Premier", "Indya", ""]), "Can't match 'Indya'", "Country",
           UnknownNameError),
    broken("too many", sheet(*[[2011, "x", "Premier", "India", ""]] * 13), "at most 12 visits", "first"),
]  # fmt: skip
