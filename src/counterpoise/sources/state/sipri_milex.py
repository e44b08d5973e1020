"""SIPRI military expenditure: what each state spends, in current dollars and as a share of its output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import names
from counterpoise.snapshots import files, tables, workbooks
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.snapshots.spans import spans

SOURCE = Source(
    id="sipri_milex",
    title="SIPRI Military Expenditure Database",
    publisher="Stockholm International Peace Research Institute",
    terms="Non-commercial use with attribution; under 10 % of the data set may be reproduced.",
    citation="SIPRI Military Expenditure Database, Stockholm International Peace Research Institute.",
    url="https://www.sipri.org/databases/milex",
    table="state_years",
    indicators=("military_expenditure", "military_burden"),
    unit_note="Million current US dollars, turned into whole dollars; share of GDP as a fraction.",
    layout=(
        "the workbook SIPRI-Milex-data-1949-….xlsx with the sheets 'Current US$' and 'Share of GDP':"
        " 'Country' and years in the header, '. .' unknown, 'xxx' no state"
    ),
    caveats=(
        "SIPRI writes its own estimates in blue and what is uncertain in red; a reader of the cells"
        " can't see it, and all stand as reported.",
        "In current dollars a change of the exchange rate looks like one of the budget.",
        "What is spent on the armed forces is not what is spent on arms.",
    ),
    ships="excerpt",
    requests=(
        Request(
            "https://www.sipri.org/sites/default/files/SIPRI-Milex-data-1949-2025_v1.2.xlsx",
            kind="xlsx",
        ),
    ),
)

SHEETS: Final = {
    "Current US$": ("military_expenditure", 1e6, 5e6),
    "Share of GDP": ("military_burden", 1.0, 1.5),
}
"""Sheet: its indicator, what a cell is times, and the largest cell (Kuwait's of 1991 was 1.17)."""
UNKNOWN: Final = (". .", "...", "..", "")
NO_STATE: Final = "xxx"
FIRST: Final = 1949


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the workbook."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        ((_, sheets),) = workbooks.read_books([path], source=SOURCE.id)
    _require_sheets(sheets, path.name)
    rows = pl.concat(_rows(sheets[sheet], sheet) for sheet in SHEETS)
    yield Reading(
        rows=rows.sort("indicator", "state", "year"),
        vintage=_vintage(path.name),
        coverage=[
            statement
            for name in SOURCE.indicators
            for statement in spans(rows.filter(pl.col("indicator") == name), indicator=name)
        ],
        notes=(
            f"{number_of(rows.height, 'figure')} of {number_of(rows['state'].n_unique(), 'state')};"
            f" {rows['value'].null_count():,} unknown to SIPRI are not covered",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse expenditure whose largest figure of a recent year is too small for dollars."""
    spent = rows.filter(pl.col("indicator") == "military_expenditure", pl.col("year") >= 1990)
    largest = max(spent["value"].drop_nulls().to_list(), default=0.0)
    if spent["state"].n_unique() >= 50 and largest < 1e11:
        raise SourceError.bad_layout(
            "The largest expenditure must be over 100 billion dollars: the unit is wrong.",
            source=SOURCE.id,
            where=f"largest figure since 1990: {largest:,.0f}",
        )


def _require_sheets(sheets: Mapping[str, list[list[str]]], name: str) -> None:
    missing = [sheet for sheet in SHEETS if sheet not in sheets]
    if missing:
        raise SourceError.bad_layout(
            f"The workbook must have the sheets {' and '.join(map(repr, SHEETS))}.",
            source=SOURCE.id,
            where=f"file {name}; found {', '.join(sheets)}",
        )


def _rows(cells: list[list[str]], sheet: str) -> pl.DataFrame:
    """Return the figures of one sheet; a heading of a region has none."""
    indicator, scale, high = SHEETS[sheet]
    start = next((n for n, line in enumerate(cells) if line and line[0].strip() == "Country"), None)
    header = [cell.strip().removesuffix(".0") for cell in cells[start]] if start is not None else []
    years = {n: cell for n, cell in enumerate(header) if cell.isdecimal() and len(cell) == 4}
    if start is None or not years or list(years.values()) != sorted(set(years.values())):
        raise SourceError.bad_layout(
            "The header must hold 'Country' and years in order.",
            source=SOURCE.id,
            where=f"sheet {sheet!r}, found {', '.join(header[:6])}",
        )
    body = [
        (row, line[0].strip(), year, (line[n] if n < len(line) else "").strip())
        for row, line in enumerate(cells[start + 1 :], start + 2)
        if line and line[0].strip() and any(cell.strip() for cell in line[min(years) :])
        for n, year in years.items()
    ]
    table = pl.DataFrame(
        body,
        schema={"row": pl.UInt32, "Country": pl.String, "year": pl.String, sheet: pl.String},
        orient="row",
    ).filter(pl.col(sheet) != NO_STATE)
    value = tables.numbers(table, sheet, source=SOURCE.id, missing=UNKNOWN, low=0, high=high)
    year = table["year"].cast(pl.Int16)
    found = table.select(
        state=names.identify(table["Country"], source=SOURCE.id, column="Country", years=year),
        year=year,
        indicator=pl.lit(indicator),
        value=(value * scale).round() if scale > 1 else value,
    )
    regions = found["state"].str.starts_with("aggregate:")
    return _once(found.filter(~regions), table.filter(~regions))


def _once(found: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Return one row a state and year: of two names of one state the one with a figure."""
    told = found.filter(pl.col("value").is_not_null())
    twice = (
        found["value"].is_not_null()
        & found.with_columns(several=pl.col("value").count().over("state", "year") > 1)["several"]
    )
    tables.refuse_cells(table, "Country", twice, "must name a state once a year", source=SOURCE.id)
    unknown = found.join(told, on=["state", "year"], how="anti").unique(["state", "year"])
    return pl.concat([told, unknown]).with_columns(
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .otherwise(pl.lit(schema.REPORTED))
    )


def _vintage(name: str) -> str:
    """Return the last year and the version, which stand in the file's name."""
    found = re.search(r"1949-(\d{4})(?:_v?([\d.]*\d))?", name)
    return "-".join(part for part in found.groups() if part) if found else ""
