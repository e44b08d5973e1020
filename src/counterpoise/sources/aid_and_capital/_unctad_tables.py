"""The layout of UNCTAD's bilateral investment tables: one csv per host economy, all of one shape.

The tables were saved from the publisher's workbooks: a header line with the host's name and no use
(``Viet.Nam,X,X.1,…``), a title, the unit, a line with the years, the rows (regions and countries
in steps, each further to the right), sometimes a second page with the same lines, and a footer.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError, UnknownNameError
from counterpoise.reference import names, states
from counterpoise.snapshots import tables, texts

TITLE = re.compile(r"Table (\d)\. FDI (flows|stock)")
UNIT = "(Millions of US dollars)"
HOST_REPORTS = "Region / economy"
PARTNERS_REPORT = "Reporting economy"
NOTHING = ("", "NA", "/...", "/…")
BY_PARTNERS = "Data are based on information reported by the economies listed above."
NO_DATA = "Data are not available"
NUMBER = r"^(-\s*)*(\d+|\d{1,4}(\s\d{3})+)(\.\d+)?$"
"""Thousands are parted by a blank, or by mistake not at all, and minus is written `- -`."""


@dataclass(frozen=True)
class Sheet:
    """One table.

    Parameters
    ----------
    file : str
        The file's name.
    host : str
        The id of the economy that the table is about.
    number : int
        1 flows in the host, 2 flows abroad, 3 stock in the host, 4 stock abroad.
    by_host : bool
        True if the host reports; False if the partners do, each for itself.
    figures : polars.DataFrame
        `row`, `partner` as written, `year`, `million` (null if ".." or "-"), `signed_zero` (true if
        the cell says "- -0": a small negative amount, not a gap).
    remarks : tuple of str
        Notes below the table.
    """

    file: str
    host: str
    number: int
    by_host: bool
    figures: pl.DataFrame
    remarks: tuple[str, ...]


def read(path: Path, *, source: str) -> Sheet:
    """Read one table, or refuse the file."""
    header, lines = _lines(path, source)
    number = _number(header, lines, path, source)
    start, first = _years_line(lines, path, source)
    labels = [_label(cells[:first]) for _, cells in lines]
    remarks = tuple(
        re.sub(r"^Notes?:\s*", "", label).strip() for label in labels if label.startswith("Note")
    )
    if not any(label.startswith("Source:") or NO_DATA in label for label in labels):
        raise SourceError.bad_layout(
            "The table must end with its 'Source:' line: it was cut short.",
            source=source,
            where=f"file {path.name}, row {lines[-1][0]}",
            attempt="download it anew",
        )
    years = _years(lines[start][1][first:])
    body = [
        (row, label, cells[first : first + len(years)])
        for (row, cells), label in zip(lines[start + 1 :], labels[start + 1 :], strict=True)
        if _is_data(row, label, cells, first, len(years), lines[start][1], path, source)
    ]
    return Sheet(
        file=path.name,
        host=_host(header, path, source),
        number=number,
        by_host=lines[start][1][0] == HOST_REPORTS,
        figures=_figures(body, years, path, source),
        remarks=remarks,
    )


def _lines(path: Path, source: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return the host's cell of the header, and every line with its row, without its number."""
    text = texts.read_text(path, source=source)
    header = [cell.strip() for cell in next(csv.reader([text.split("\n", 1)[0]]), [])]
    usual = len(header) > 2 and header[0] in ("", "1") and header[2].startswith("X")
    if not usual or len(set(header)) < len(header):
        raise SourceError.bad_layout(
            "The header must be a line number, the host economy, X, X.1, ….",
            source=source,
            where=f"file {path.name}, row 1; found {', '.join(header[:6])}",
        )
    table = tables.parse_csv(text, source=source, columns=header, name=path.name)
    return header[1], [
        (row, [cell.strip() for cell in cells]) for row, _, *cells in table.iter_rows()
    ]


def _number(header: str, lines: Sequence[tuple[int, list[str]]], path: Path, source: str) -> int:
    """Return the number of the table, having made sure of its unit."""
    top = [cells[0] for _, cells in lines[:3]]
    # Where the workbook had no line for the host, the title has become the header.
    titles = [header.replace("..", ". ").replace(".", " ").replace("  ", ". ", 1), *top]
    found = [match for match in map(TITLE.match, titles) if match]
    if not found:
        raise SourceError.bad_layout(
            "Can't find the title 'Table 1. FDI flows …' or 'Table 3. FDI stock …'.",
            source=source,
            where=f"file {path.name}, rows 1-4",
        )
    if UNIT not in top:
        raise SourceError.bad_layout(
            f"The table must say {UNIT}.", source=source, where=f"file {path.name}, rows 1-4"
        )
    return int(found[0][1])


def _years_line(lines: Sequence[tuple[int, list[str]]], path: Path, source: str) -> tuple[int, int]:
    """Return which line holds the years, and in which cell they begin."""
    for place, (_, cells) in enumerate(lines):
        if cells[0] in (HOST_REPORTS, PARTNERS_REPORT):
            first = next((n for n, cell in enumerate(cells) if cell.isdecimal()), None)
            if first and _years(cells[first:]):
                return place, first
    raise SourceError.bad_layout(
        f"Can't find the line {HOST_REPORTS!r} or {PARTNERS_REPORT!r} with years, one by one.",
        source=source,
        where=f"file {path.name}",
    )


def _years(cells: Sequence[str]) -> list[int]:
    """Return the years, or nothing if they do not follow one another."""
    years = [int(cell) for cell in cells if cell.isdecimal()]
    whole = years == list(range(years[0], years[0] + len(years))) and 1900 < years[0] < 2100
    packed = all(cell in NOTHING for cell in cells[len(years) :])
    return years if whole and packed else []


def _label(cells: Sequence[str]) -> str:
    return " ".join(cell for cell in cells if cell not in NOTHING)


def _is_data(
    row: int,
    label: str,
    cells: Sequence[str],
    first: int,
    width: int,
    years_line: Sequence[str],
    path: Path,
    source: str,
) -> bool:
    """Return whether a line holds figures: no title, unit, line of years, footer, or blank."""
    figures, beyond = cells[first : first + width], cells[first + width :]
    if list(cells) == list(years_line):
        return False
    if label and label[0] not in "(." and any(cell not in NOTHING for cell in figures):
        if any(cell not in NOTHING for cell in beyond) or "" in figures or "NA" in figures:
            raise SourceError.bad_layout(
                f"The row of {label!r} must have one figure for each year.",
                source=source,
                where=f"file {path.name}, row {row}",
            )
        return True
    known = label.startswith(("Table ", "(", "Source:", "Note")) or label in ("", "..")
    if not known or (not label and any(cell not in NOTHING for cell in figures)):
        raise SourceError.bad_layout(
            f"Can't tell what the row of {label!r} is." if label else "A row must have a name.",
            source=source,
            where=f"file {path.name}, row {row}",
        )
    return False


def _figures(
    body: Sequence[tuple[int, str, Sequence[str]]], years: Sequence[int], path: Path, source: str
) -> pl.DataFrame:
    cell = f"figures of {path.name}"
    table = pl.DataFrame(
        [
            (row, label, year, figure)
            for row, label, figures in body
            for year, figure in zip(years, figures, strict=True)
        ],
        schema={"row": pl.UInt32, "partner": pl.String, "year": pl.Int16, cell: pl.String},
        orient="row",
    )
    twice = table.select(pl.struct("partner", "year").is_duplicated()).to_series()
    tables.refuse_cells(table, "partner", twice, f"must have one row in {path.name}", source=source)
    text = table[cell]
    missing = text.is_in(["..", "-"])
    tables.refuse_cells(
        table,
        cell,
        ~missing & ~text.str.contains(NUMBER),
        "must hold numbers, '..' or '-'",
        source=source,
    )
    digits = text.str.replace_all(r"[\s-]", "").set(missing, None).cast(pl.Float64, strict=False)
    minus = text.str.starts_with("-")
    return table.select(
        "row",
        "partner",
        "year",
        million=pl.when(minus).then(-digits).otherwise(digits),
        signed_zero=(minus & (digits == 0)).fill_null(False),
    )


def _host(header: str, path: Path, source: str) -> str:
    """Return the host's id from the header, which the file's name must not contradict."""
    by_file = _state_of_file(path, source)
    if header.startswith("Table"):
        if by_file is None:
            raise SourceError.bad_layout(
                "The table does not name its host economy, nor does the file's name.",
                source=source,
                where=f"file {path.name}",
                attempt="name the file by the host's ISO code, such as SAU.csv",
            )
        return by_file
    # Saving turned every sign that is no letter into a dot.
    name = re.sub(r"[.\s]+", " ", re.sub(r"\.s\.", "'s ", header)).strip()
    host = names.identify(pl.Series([name]), source=source, column=f"host of {path.name}")[0]
    if by_file not in (None, host):
        raise SourceError.bad_layout(
            f"The file named after {by_file} must be about it, not about {name!r}.",
            source=source,
            where=f"file {path.name}, row 1",
            attempt="give the file its own name back",
        )
    return str(host)


def _state_of_file(path: Path, source: str) -> str | None:
    """Return the state that the file's name is a code of, if it is one."""
    try:
        return str(
            states.from_iso3(pl.Series([path.stem]), None, source=source, column="file name")[0]
        )
    except UnknownNameError:
        return None
