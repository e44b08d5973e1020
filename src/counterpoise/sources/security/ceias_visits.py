"""Where China's presidents, premiers and party leaders travelled, year by year, 1949 to 2020."""

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
from counterpoise.snapshots.source import Covered, Reading, Source

SOURCE = Source(
    id="ceias_visits",
    title="International Travel of Chinese Leaders",
    publisher="Central European Institute of Asian Studies",
    terms="Not stated in the file; cite the authors.",
    citation=(
        "Turcsányi, R.; Eckert, M.; Šimalčík, M.; Majsniarová, N. (2021). WHO | WHERE | WHEN:"
        " International travel of the Chinese leaders (1949-2020). Central European Institute of Asian"
        " Studies (CEIAS)."
    ),
    url="https://ceias.eu",
    table="panel",
    indicators=("leader_visits",),
    unit_note="Visits of a year; a journey of several states is one visit to each.",
    layout=(
        "the workbook WHO-WHERE-WHEN-dataset-v.1.1.xlsx with the sheet 'Dataset': Year, Name, Level,"
        " Country"
    ),
    caveats=(
        "Visits of China's presidents, premiers, paramount and party leaders alone; those of ministers,"
        " and of others to China, are in no list held.",
        "Years, no days: two visits of a year may have been one journey or two.",
    ),
    ships="no",
)

SHEET: Final = "Dataset"
COLUMNS: Final = ("Year", "Name", "Level", "Country")
LEVELS: Final = (
    "President", "Premier", "Leader CCP", "Paramount Leader", "Other (Acting leader)",
)  # fmt: skip
CHINA: Final = "CHN"
MOST: Final = 12
"""Visits of a year to one state, more than which there were never half as many."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the workbook."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        ((_, sheets),) = workbooks.read_books([path], source=SOURCE.id)
    table = _table(sheets, path.name)
    years = table["Year"].cast(pl.Float64).cast(pl.Int16)
    there = names.identify(table["Country"], source=SOURCE.id, column="Country", years=years)
    visits = pl.DataFrame({"destination": there, "year": years}).filter(
        pl.col("destination") != CHINA
    )
    first, last = int(years.min()), int(years.max())  # type: ignore[arg-type]
    yield Reading(
        rows=_rows(visits),
        vintage=_vintage(path.name),
        coverage=(Covered(first, last, "origin", (CHINA,)), Covered(first, last, "destination")),
        notes=(
            f"{number_of(visits.height, 'visit')} to {number_of(visits['destination'].n_unique(), 'state')}",
        ),
    )


def _table(sheets: Mapping[str, list[list[str]]], name: str) -> pl.DataFrame:
    """Return the rows of the sheet as text, each cell checked."""
    cells = [line for line in sheets.get(SHEET, []) if any(cell.strip() for cell in line)]
    head = [cell.strip() for cell in cells[0]] if cells else []
    if head[: len(COLUMNS)] != list(COLUMNS) or len(cells) < 2:
        raise SourceError.bad_layout(
            f"The workbook must have a sheet {SHEET!r} with the columns {', '.join(COLUMNS)}.",
            source=SOURCE.id,
            where=f"file {name}; found {', '.join(head[:4]) or ', '.join(sheets)}",
        )
    body = [
        (row, *(cell.strip() for cell in line[: len(COLUMNS)]))
        for row, line in enumerate(cells[1:], 2)
    ]
    table = pl.DataFrame(
        body, schema={"row": pl.UInt32, **dict.fromkeys(COLUMNS, pl.String)}, orient="row"
    )
    for column, shape, rule in (
        ("Year", r"^(19|20)\d\d(\.0)?$", "must be years as 2019"),
        ("Name", r"\w", "must not be empty"),
        ("Level", f"^(?:{'|'.join(map(re.escape, LEVELS))})$", f"must be one of {', '.join(LEVELS)}"),
        ("Country", r"\w", "must not be empty"),
    ):  # fmt: skip
        wrong = ~table[column].str.contains(shape)
        tables.refuse_cells(table, column, wrong, rule, source=SOURCE.id)
    return table


def _rows(visits: pl.DataFrame) -> pl.DataFrame:
    counts = visits.group_by("destination", "year").agg(value=pl.len().cast(pl.Float64))
    return counts.select(
        "destination", "year", "value",
        origin=pl.lit(CHINA), indicator=pl.lit("leader_visits"), item=pl.lit(schema.ALL_ITEMS),
        status=pl.lit(schema.REPORTED),
    ).sort("destination", "year")  # fmt: skip


def _vintage(name: str) -> str:
    found = re.search(r"v\.?(\d+(?:\.\d+)*)", name)
    return found[1] if found else ""


def check(rows: pl.DataFrame) -> None:
    """Refuse more visits to a state in a year than leaders can have made."""
    wrong = rows.filter(pl.col("value") > MOST)
    if wrong.height:
        raise SourceError.bad_layout(
            f"A state must have at most {MOST} visits a year.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )
