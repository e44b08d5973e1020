"""Workbooks that hold no World rows to rely on."""

from __future__ import annotations

from tests.sources.broken.imf_dots import GOOD, SHEETS, TRADE, YEARS, changed
from tests.sources.case import Broken
from tests.sources.dots import EXPORTS, dots
from tests.sources.xlsx import workbook

CASES = [
    Broken(
        "imf_dots_totals",
        "cut short",
        {"DOTS_1.xlsx": GOOD[:-200]},
        "Can't read the workbook",
        r"DOTS_1\.xlsx",
    ),
    Broken(
        "imf_dots_totals",
        "exports alone",
        {"DOTS_1.xlsx": workbook({EXPORTS: SHEETS[EXPORTS]})},
        "must have the sheets",
        "found Exports, FOB",
    ),
    Broken(
        "imf_dots_totals",
        "no World row",
        {"DOTS_1.xlsx": changed(9, [None, "Italy", 1.0, 2.0])},
        "must have the row 'World'",
        "sheet 'Imports, CIF'",
    ),
    Broken(
        "imf_dots_totals",
        "two releases of one reporter",
        {"a.xlsx": GOOD, "b.xlsx": dots("Vietnam", YEARS, {"France": [1.5, 2.5]}, TRADE)},
        "Vietnam must be given once",
        r"files a\.xlsx and b\.xlsx",
    ),
]
