"""The layout of the workbooks of the IMF's Direction of Trade Statistics: one for each reporter.

Two sheets, ``Exports, FOB`` and ``Imports, CIF``: a title in B2, the reporter in B4, the unit in B5,
years as text in row 7 from column C on, and below it a partner in column B with its figures. States
stand under regions, which are sums of them; more sums follow under ``Memorandum Items``. A blank
cell is no figure, and a number with an ``e`` behind it, with two decimals, an estimate of the Fund.
In row 8 most sheets repeat a row of further down.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.reference import names
from counterpoise.snapshots import files, tables, workbooks

SPELLED_IN: Final = "imf_dots"
"""The source under which `spellings.csv` has these workbooks' own readings of a name."""
TELLERS: Final = {"Exports, FOB": schema.ORIGIN, "Imports, CIF": schema.DESTINATION}
"""The sheets, and who tells of the trade in them: the reporter as its origin or its destination."""
TITLES: Final = {
    "Exports, FOB": "Exports, FOB to Partner Countries",
    "Imports, CIF": "Imports, CIF from Partner Countries",
}
UNIT: Final = "US Dollars, Millions"
WORLD: Final = "World"
LAST_HEADING: Final = "Memorandum Items"
YEARS_ROW: Final = 7
LARGEST: Final = 10_000_000
"""Million dollars; the largest World row is 2.6 million of them."""
OLDEST_CLOCK: Final = 1990
"""Archives that do not know when they were written say 1980."""


@dataclass(frozen=True)
class Workbooks:
    """The figures of all workbooks of states.

    Parameters
    ----------
    figures : polars.DataFrame
        `file`, `row`, `reporter` and `partner` as written, `told_by`, `year`, `million`,
        `estimated`; no row for a blank.
    vintage : str
        The last day on which one of them was written; "" if they do not say.
    aggregates, repeated : tuple of str
        Workbooks of a region, and those that say again what another says.
    """

    figures: pl.DataFrame
    vintage: str
    aggregates: tuple[str, ...]
    repeated: tuple[str, ...]


def read(paths: Sequence[Path], *, source: str) -> Workbooks:
    """Read the workbooks of any number of reporters; those of regions are set aside."""
    kept: dict[str, tuple[str, pl.DataFrame]] = {}
    aggregates, repeated = [], []
    for path, sheets in workbooks.read_books(paths, source=source):
        reporter = _reporter(sheets, path, source)
        if names.is_aggregate(reporter, SPELLED_IN):
            aggregates.append(reporter)
            continue
        book = pl.concat(_sheet(sheets[name], name, path, source) for name in TELLERS)
        if reporter not in kept:
            kept[reporter] = (path.name, book)
        elif book.equals(kept[reporter][1]):
            repeated.append(reporter)
        else:
            raise _refused(
                f"{reporter} must be given once; two workbooks say different things of it.",
                f"files {kept[reporter][0]} and {path.name}",
                source,
            )
    if not kept:
        raise _refused(
            "The workbooks must be of states; these are of regions.",
            ", ".join(aggregates[:5]),
            source,
        )
    return Workbooks(
        pl.concat(
            book.with_columns(file=pl.lit(name), reporter=pl.lit(reporter))
            for reporter, (name, book) in kept.items()
        ),
        _written(paths),
        tuple(aggregates),
        tuple(repeated),
    )


def _reporter(sheets: Mapping[str, list[list[str]]], path: Path, source: str) -> str:
    """Return the reporter that both sheets name, refusing what is not of this layout."""
    missing = [name for name in TELLERS if name not in sheets]
    if missing:
        raise _refused(
            f"The workbook must have the sheets {' and '.join(map(repr, TELLERS))}.",
            f"file {path.name}; found {', '.join(sheets)}",
            source,
        )
    reporters = set()
    for name, title in TITLES.items():
        head = [line[1].strip() if len(line) > 1 else "" for line in sheets[name][:YEARS_ROW]]
        head += [""] * YEARS_ROW
        for cell, expected, found in (("B2", title, head[1]), ("B5", UNIT, head[4])):
            if found != expected:
                raise _refused(
                    f"Cell {cell} must say {expected!r}, not {found!r}.",
                    f"file {path.name}, sheet {name!r}",
                    source,
                )
        reporters.add(head[3])
    if len(reporters) > 1 or "" in reporters:
        raise _refused(
            "Both sheets must name one reporter in cell B4.",
            f"file {path.name}; found {', '.join(sorted(reporters))}",
            source,
        )
    return reporters.pop()


def _sheet(cells: list[list[str]], name: str, path: Path, source: str) -> pl.DataFrame:
    """Return the figures of one sheet, one row for each."""
    years = _years(cells, name, path, source)
    body = {
        row: line
        for row, line in enumerate(cells[YEARS_ROW:], YEARS_ROW + 1)
        if any(cell.strip() for cell in line)
    }
    _refuse_incomplete(body, name, path, source)
    _refuse_changed_repeats(body, name, path, source)
    table = pl.DataFrame(
        [[row, line[1].strip(), *line[2 : 2 + len(years)]] for row, line in body.items()],
        schema={"row": pl.UInt32, "partner": pl.String} | dict.fromkeys(years, pl.String),
        orient="row",
    ).unique("partner", keep="last", maintain_order=True)
    long = table.unpivot(
        index=["row", "partner"], variable_name="year", value_name="cell"
    ).with_columns(pl.col("cell").str.strip_chars())
    long = long.filter(pl.col("cell") != "")
    return long.select(
        "row",
        "partner",
        pl.lit(TELLERS[name]).alias("told_by"),
        pl.col("year").cast(pl.Int16),
        _million(long, f"figures of {path.name}, {name}", source),
        estimated=pl.col("cell").str.ends_with("e"),
    )


def _years(cells: list[list[str]], name: str, path: Path, source: str) -> list[str]:
    """Return the years of row 7, as text."""
    header = [cell.strip().removesuffix(".0") for cell in (cells[YEARS_ROW - 1 :] or [[]])[0][2:]]
    whole = all(len(year) == 4 and year.isdecimal() for year in header)
    if not header or not whole or header != sorted(set(header)):
        raise _refused(
            "Row 7 must hold years in order from column C on.",
            f"file {path.name}, sheet {name!r}; found {', '.join(header[:8])}",
            source,
        )
    return header


def _refuse_incomplete(body: Mapping[int, list[str]], name: str, path: Path, source: str) -> None:
    """Refuse a sheet cut short, or with figures that are nobody's."""
    partners = {line[1].strip(): row for row, line in body.items()}
    missing = [heading for heading in (WORLD, LAST_HEADING) if heading not in partners]
    if missing:
        raise _refused(
            f"The sheet must have the row {missing[0]!r}: it was cut short.",
            f"file {path.name}, sheet {name!r}, rows {YEARS_ROW + 1}-{max(body, default=YEARS_ROW)}",
            source,
            "download it anew",
        )
    if "" in partners:
        raise _refused(
            "A row with figures must name its partner.",
            f"file {path.name}, sheet {name!r}, row {partners['']}",
            source,
        )


def _refuse_changed_repeats(
    body: Mapping[int, list[str]], name: str, path: Path, source: str
) -> None:
    """Refuse a partner that stands twice with other figures; row 8 often repeats one of below."""
    seen: dict[str, int] = {}
    for row, line in body.items():
        partner = line[1].strip()
        if partner in seen and body[seen[partner]][1:] != line[1:]:
            raise _refused(
                f"{partner!r} must stand once, or twice with the same figures.",
                f"file {path.name}, sheet {name!r}, rows {seen[partner]} and {row}",
                source,
            )
        seen.setdefault(partner, row)


def _million(long: pl.DataFrame, column: str, source: str) -> pl.Series:
    """Return cells as millions of dollars; estimates part their thousands by commas."""
    estimate = pl.col("cell").str.strip_suffix("e").str.strip_chars().str.replace_all(",", "")
    bare = pl.when(pl.col("cell").str.ends_with("e")).then(estimate).otherwise("cell")
    table = long.select("row", bare.alias(column))
    numbers = tables.numbers(table, column, source=source, low=0, high=LARGEST)
    tables.refuse_cells(table, column, numbers.is_null(), "must hold numbers", source=source)
    return numbers.alias("million")


def _written(paths: Sequence[Path]) -> str:
    """Return the last day on which a part of the workbooks was written, as their archives say."""
    days = []
    for path in paths:
        # A workbook may be read though its archive is damaged where Python looks: then no day is known.
        with suppress(*files.DAMAGE), zipfile.ZipFile(path) as archive:
            days += [member.date_time[:3] for member in archive.infolist()]
    year, month, day = max(days, default=(0, 0, 0))
    return f"{year}-{month:02}-{day:02}" if year >= OLDEST_CLOCK else ""


def _refused(
    problem: str,
    where: str,
    source: str,
    attempt: str = "take the workbooks as the publisher wrote them, one for each reporter",
) -> SourceError:
    return SourceError.bad_layout(problem, source=source, where=where, attempt=attempt)
