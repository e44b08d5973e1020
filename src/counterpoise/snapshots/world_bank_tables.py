"""The layout in which the World Bank gives one indicator: economies by years, under a few lines.

``Data Source``, ``Last Updated Date``, and a header ``Country Name, Country Code, Indicator Name, Indicator
Code, 1960, 1961, …``, as CSV or as the sheet ``Data`` of a workbook; regions stand among the states. The
whole of the World Development Indicators (``WDICSV.csv``) has the header on its first line and says no
day; the API's JSON has one record an economy and year, in pages.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import tables, texts, workbooks

SHEET: Final = "Data"
AS_GIVEN: Final = "download the indicator whole from its page at data.worldbank.org (CSV or Excel)"
INDICATOR: Final = re.compile(rb'"indicator"\s*:\s*\{\s*"id"\s*:\s*"([^"]+)"')
COLUMNS: Final = ("Country Name", "Country Code", "Indicator Code")


def is_json(plain: Path) -> bool:
    """Return whether a file begins as an answer in JSON does."""
    with plain.open("rb") as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{"))


def read_all(plain: Sequence[Path], *, source: str, code: str) -> tuple[pl.DataFrame, str]:
    """Return one table of a file, or of all pages of an answer in JSON, as `read` does."""
    if not is_json(plain[0]):
        return read(plain[0], source=source, code=code)
    pages = [_page(path, source) for path in plain]
    updates = {updated for _, updated, _ in pages}
    counts = {total for _, _, total in pages}
    long = pl.concat(records for records, _, _ in pages)
    if len(updates) > 1 or counts != {long.height}:
        raise SourceError.bad_layout(
            "All pages of one answer must be given, and once.",
            source=source,
            where=f"{number_of(len(plain), 'page')} with {number_of(long.height, 'record')} of"
            f" {', '.join(map(str, sorted(counts)))}",
            attempt="ask for per_page=20000, and give every page",
        )
    wide = _wide(long.filter(pl.col("Country Code") != ""), source)
    return wide, updates.pop()


def answers(plain: Sequence[Path]) -> list[list[Path]]:
    """Return the files of each table: pages of JSON by their indicator, all others one by one."""
    by_indicator: dict[str, list[Path]] = {}
    alone = []
    for path in plain:
        if is_json(path):
            with path.open("rb") as stream:
                found = INDICATOR.search(stream.read(4096))
            by_indicator.setdefault(found[1].decode() if found else path.name, []).append(path)
        else:
            alone.append([path])
    return [*alone, *by_indicator.values()]


def _page(path: Path, source: str) -> tuple[pl.DataFrame, str, int]:
    """Return the records of a page, the day of the last update, and how many there are in all."""
    with texts.open_text(path, source=source) as stream:
        content = stream.read()
    names = ("Country Name", "Country Code", "Indicator Code", "year", "value")
    try:
        head, records = json.loads(content)
        rows = [
            (one["country"]["value"], one["countryiso3code"], one["indicator"]["id"], one["date"],
             "" if one["value"] is None else str(one["value"]))
            for one in records
        ]  # fmt: skip
        day = date.fromisoformat(head["lastupdated"]).isoformat()
        return (
            pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row"),
            day,
            int(head["total"]),
        )
    except (ValueError, LookupError, TypeError, pl.exceptions.PolarsError) as fault:
        raise SourceError.bad_layout(
            "Can't read the file as a page of the API's JSON: a head, and records.",
            source=source,
            where=f"file {path.name}: {type(fault).__name__} {str(fault).splitlines()[0]}",
            attempt=AS_GIVEN,
        ) from fault


def _wide(long: pl.DataFrame, source: str) -> pl.DataFrame:
    """Return records as economies by years, with the place of the first as the row."""
    key = ["Country Name", "Country Code", "Indicator Code"]
    long = long.with_row_index("row", offset=1)
    twice = long.select([*key, "year"]).is_duplicated()
    tables.refuse_cells(long, "Country Code", twice, "must stand once for a year", source=source)
    tables.years(long, "year", source=source, first=1960)
    wide = long.pivot("year", index=key, values="value", maintain_order=True).fill_null("")
    places = long.group_by(key, maintain_order=True).agg(pl.col("row").first())
    years = sorted(column for column in wide.columns if column.isdecimal())
    joined: Any = wide.join(places, on=key, how="left", validate="1:1", maintain_order="left")
    return joined.select("row", *key, *years)  # type: ignore[no-any-return]


def read(plain: Path, *, source: str, code: str = "") -> tuple[pl.DataFrame, str]:
    """Return the table as text cells, with the row of the file, and the day of its last update.

    Of the whole of the indicators, which say no day, the rows with `code` in their code are returned.

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
        if start == 0 and code:
            first, *rest = text.split("\n")
            text = "\n".join([first, *(row for row in rest if code in row), ""])
    years = _years(lines[start], plain, start, source)
    table = tables.parse_csv(
        text,
        source=source,
        columns=(*COLUMNS, *years),
        name=plain.name,
        above=start,
        final_newline=True,
    )
    return table, _vintage(lines[:start], plain, source) if start or not code else ""


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
