"""The layout in which the World Bank gives one indicator: economies by years, under a few lines.

``Data Source``, ``Last Updated Date``, and a header ``Country Name, Country Code, Indicator Name, Indicator
Code, 1960, 1961, …``, as CSV or as the sheet ``Data`` of a workbook; regions stand among the states.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.snapshots import tables, texts, workbooks

SHEET: Final = "Data"
AS_GIVEN: Final = "download the indicator whole from its page at data.worldbank.org (CSV or Excel)"
COLUMNS: Final = ("Country Name", "Country Code", "Indicator Code")


def read(plain: Path, *, source: str) -> tuple[pl.DataFrame, str]:
    """Return the table as text cells, with the row of the file, and the day of its last update.

    Raises
    ------
    SourceError
        If the file is in another of the publisher's layouts (a DataBank export, a long table).
    """
    if workbooks.is_workbook(plain):
        lines = workbooks.read_sheet(plain, SHEET, source=source)
        # Years may be stored as numbers.
        start = _header(lines, plain, source)
        lines[start] = [cell.removesuffix(".0") for cell in lines[start]]
        text = workbooks.as_csv(lines[start:])
    else:
        whole = texts.read_text(plain, source=source)
        head = whole.split("\n")[:12]
        lines = list(csv.reader(head))
        tables.refuse_semicolons(whole, COLUMNS[:-1], source=source, name=plain.name)
        start = _header(lines, plain, source)
        text = whole.split("\n", start)[start]
    years = _years(lines[start], plain, start, source)
    table = tables.parse_csv(
        text,
        source=source,
        columns=(*COLUMNS, *years),
        name=plain.name,
        above=start,
        final_newline=True,
    )
    return table, _vintage(lines[:start], plain, source)


def _header(lines: Sequence[Sequence[str]], plain: Path, source: str) -> int:
    """Return which line is the header."""
    for place, line in enumerate(lines):
        if line[: len(COLUMNS) - 1] == list(COLUMNS[:-1]):
            return place
    first = [cell.strip() for cell in lines[0]] if lines else []
    raise SourceError.bad_layout(
        f"Can't find the header that starts {', '.join(COLUMNS[:-1])}."
        + (" This is a long table, one row an economy and year." if "year" in first else ""),
        source=source,
        where=f"file {plain.name}; found {', '.join(first[:6])}",
        attempt=AS_GIVEN,
    )


def _years(header: Sequence[str], plain: Path, start: int, source: str) -> list[str]:
    """Return the columns named by years, which must follow one another."""
    years = [cell for cell in header if cell.isdecimal()]
    if not years or [int(year) for year in years] != list(range(1960, 1960 + len(years))):
        databank = any("[YR" in cell for cell in header)
        raise SourceError.bad_layout(
            "The header must end with the years from 1960 on, one by one."
            + (" This is an export of DataBank." if databank else ""),
            source=source,
            where=f"file {plain.name}, row {start + 1}; found {', '.join(years[:5]) or 'none'}",
            attempt=AS_GIVEN,
        )
    return years


def _vintage(lines: Sequence[Sequence[str]], plain: Path, source: str) -> str:
    """Return the day of the last update, as YYYY-MM-DD."""
    for line in lines:
        if len(line) > 1 and line[0] == "Last Updated Date":
            try:
                return date.fromisoformat(line[1][:10]).isoformat()
            except ValueError:
                break
    raise SourceError.bad_layout(
        "Can't find the line 'Last Updated Date' with a day, which names the vintage.",
        source=source,
        where=f"file {plain.name}, above the header",
    )
