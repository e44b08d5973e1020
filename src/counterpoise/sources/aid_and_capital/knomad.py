"""KNOMAD's bilateral remittances: what workers abroad send home, as the World Bank models it.

Nobody counts remittances by corridor. The matrices part what each state received in a year over the
states in which its migrants live, by their numbers and the incomes there and here. So every figure is an
estimate (`imputed`). Three layouts: the table of 2021 (sheet ``Data``, one row a corridor), and the
matrices of the years before, senders down and receivers across, with or without a row and a column of
ISO codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.reference import names, states
from counterpoise.snapshots import files, tables, workbooks
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Source

SOURCE = Source(
    id="knomad",
    title="Bilateral Remittance Matrix",
    publisher="World Bank, Global Knowledge Partnership on Migration and Development (KNOMAD)",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0).",
    citation=(
        "World Bank and KNOMAD, Bilateral Remittance Matrix. Method: Ratha, Dilip, and William Shaw (2007)."
        " South-South Migration and Remittances. World Bank Working Paper 102."
    ),
    url="https://www.knomad.org/data/remittances",
    table="panel",
    indicators=("remittances",),
    unit_note="Million current US dollars, turned into whole dollars.",
    layout=(
        "the World Bank's workbooks: WB-KNOMAD.xlsx (sheet 'Data': Economy ISO3, Indicator ID, Partner,"
        " 2021), or a bilateral remittance matrix of one year (its title names the year; senders down,"
        " receivers across)"
    ),
    caveats=(
        "Modelled, not counted: what each state received is parted by where its migrants live and by"
        " incomes. Cash and what goes by friends is not in it.",
        "Single years are published (2010 to 2018, 2021); nothing is filled in between.",
    ),
    told_by="compiled",
    requests=(
        Request(
            "https://thedocs.worldbank.org/en/doc/cf8eee7ff5029398f75e897b342e7320-0050122023/related/"
            "WB-KNOMAD.xlsx",
            file="WB-KNOMAD.xlsx",
            kind="xlsx",
            tried="2026, by others",
        ),
    ),
)

SHEET: Final = "Data"
INDICATOR: Final = "WB.KNOMAD.BRE"
COLUMNS: Final = ("Economy ISO3", "Indicator ID", "Partner")
TOTALS: Final = ("WORLD", "TOTAL", "WORLD TOTAL")
MILLION: Final = 1_000_000
LARGEST: Final = 200_000
"""Million dollars in one corridor; the United States to Mexico was 52,600 in 2021."""
FIRST: Final = 2010
Corridor = tuple[int, str, str, str]
"""Row of the file, sender, receiver and figure, as they stand there."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the workbooks, each of one year, all as one release."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        tidy = [
            part
            for path, sheets in workbooks.read_books(plain, source=SOURCE.id)
            for part in _tidied(path, sheets)
        ]
    rows = pl.concat(tidy).sort("year", "destination", "origin")
    twice = rows.filter(rows.select("origin", "destination", "year").is_duplicated())
    if twice.height:
        raise SourceError.bad_layout(
            "A corridor must stand once in a year.",
            source=SOURCE.id,
            where=str(twice.select("origin", "destination", "year").head(3).rows()),
            attempt="give one workbook a year",
        )
    years = rows["year"].unique().sort().to_list()
    yield Reading(
        rows=rows,
        vintage="-".join(map(str, years)),
        coverage=list(_coverage(rows)),
        notes=(
            f"{rows.height:,} corridors of {', '.join(map(str, years))}: modelled by the publisher",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a file whose largest corridor is too small for millions of dollars."""
    largest = max(rows["value"].drop_nulls().to_list(), default=0.0)
    if largest < MILLION:
        raise SourceError.bad_layout(
            "The largest corridor must be a million dollars or more: the unit is wrong.",
            source=SOURCE.id,
            where=f"largest {largest:,.0f} dollars",
        )


def _tidied(path: Path, sheets: dict[str, list[list[str]]]) -> Iterator[pl.DataFrame]:
    """Yield the corridors of a workbook, one table a year."""
    cells = sheets.get(SHEET) or next(iter(sheets.values()), [])
    if set(COLUMNS) <= set(cells[0] if cells else []):
        yield from _of_table(path, cells)
        return
    title = " ".join(cell for row in cells[:2] for cell in row[:3])
    year = re.search(r"\b20\d\d\b", title)
    head = next((at for at, row in enumerate(cells[:6]) if sum(map(bool, row)) > 2), None)
    if not year or head is None:
        raise SourceError.bad_layout(
            "The workbook must be a matrix of remittances under a title with its year, or have a sheet"
            f" {SHEET!r} with the columns {', '.join(COLUMNS)}.",
            source=SOURCE.id,
            where=f"file {path.name}; begins {title[:60]!r}",
        )
    yield _rows(list(_of_matrix(cells, head)), int(year[0]))


def _of_table(path: Path, cells: list[list[str]]) -> Iterator[pl.DataFrame]:
    """Yield the corridors of the layout of 2021: one row a sender and a receiver, years across."""
    head = [cell.removesuffix(".0") for cell in cells[0]]
    sender, indicator, partner = (head.index(column) for column in COLUMNS)
    years = [place for place, cell in enumerate(head) if cell.isdecimal()]
    own = [(at, row) for at, row in enumerate(cells[1:], 2) if row[indicator] == INDICATOR]
    if not years or not own:
        raise SourceError.bad_layout(
            f"The sheet must hold {INDICATOR} under columns named by years.",
            source=SOURCE.id,
            where=f"file {path.name}; found {', '.join(head[:8])}",
        )
    for place in years:
        told = [(at, row[sender], row[partner], row[place]) for at, row in own]
        if any(figure.strip() for *_, figure in told):
            yield _rows(told, int(head[place]), coded=True)


def _of_matrix(cells: list[list[str]], head: int) -> Iterator[Corridor]:
    """Yield the corridors of a matrix; with ISO codes the body begins a row and a column later."""
    coded = len(cells) > head + 1 and _is_codes(cells[head + 1])
    body, start = head + 1 + coded, 1 + coded
    receivers = list(enumerate(cells[head]))[start:]
    for at, row in enumerate(cells[body:], body + 1):
        for place, receiver in receivers:
            if row[0].strip() and receiver.strip():
                yield at, row[0], receiver, row[place]


def _is_codes(row: Sequence[str]) -> bool:
    """Return whether a row holds ISO codes."""
    told = [cell.strip() for cell in row if cell.strip()]
    return len(told) > 1 and all(re.fullmatch("[A-Z]{3}", cell) for cell in told[1:4])


def _rows(corridors: list[Corridor], year: int, *, coded: bool = False) -> pl.DataFrame:
    """Return panel rows of one year; an empty cell is no corridor that the publisher estimates."""
    told = [
        one
        for one in corridors
        if not {one[1].strip().upper(), one[2].strip().upper()} & {*TOTALS, "WLD"}
    ]
    table = pl.DataFrame(
        told, {"row": pl.UInt32, "sender": pl.String, "receiver": pl.String, "value": pl.String},
        orient="row",
    ).filter(pl.col("value").str.strip_chars() != "")  # fmt: skip
    million = tables.numbers(
        table, "value", source=SOURCE.id, missing=("", "-", "n.a.", "N/A"), low=0, high=LARGEST
    )
    when = pl.repeat(year, table.height, dtype=pl.Int16, eager=True)
    senders = (
        states.from_iso3(table["sender"], when, source=SOURCE.id, column="Economy ISO3")
        if coded
        else names.identify(table["sender"], source=SOURCE.id, column="sender", years=when)
    )
    return table.select(
        origin=senders,
        destination=names.identify(table["receiver"], source=SOURCE.id, column="receiver", years=when),
        year=when,
        indicator=pl.lit("remittances"),
        item=pl.lit(schema.ALL_ITEMS),
        value=(million * MILLION).round(),
        status=pl.lit(schema.IMPUTED),
    ).filter(
        pl.col("value").is_not_null(), pl.col("origin") != pl.col("destination"),
        ~pl.col("origin").str.starts_with("aggregate:"),
        ~pl.col("destination").str.starts_with("aggregate:"),
    )  # fmt: skip


def _coverage(rows: pl.DataFrame) -> Iterator[Covered]:
    """Yield who stands in the matrix of each year: a corridor without a figure is none."""
    for (year,), some in rows.group_by("year", maintain_order=True):
        when = int(year)
        yield Covered(when, when, "origin", tuple(some["origin"].unique().sort()))
        yield Covered(when, when, "destination", tuple(some["destination"].unique().sort()))
