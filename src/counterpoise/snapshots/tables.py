"""Turn a publisher's text table into checked cells, refusing with row, column and offenders.

Every cell is read as text first, so that what the publisher wrote is what an error shows, and so
that no reader guesses a type.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NoReturn, TextIO

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import parquet, texts

SEPARATORS = (",", "\t")
"""What parts the cells of a table: commas, or tabs, as Dataverse gives what it was given as CSV."""
LINES_ABOVE = 50
"""Lines among which a header is looked for, under what publishers write above it."""
SEPARATOR_LINE = re.compile(r"sep=.\n", flags=re.IGNORECASE)
"""What a spreadsheet writes above a table to tell another what parts its cells."""
PARQUET = b"PAR1"


def read_csv(
    path: Path,
    *,
    source: str,
    columns: Sequence[str],
    optional: Sequence[str] = (),
    final_newline: bool = False,
) -> pl.DataFrame:
    """Return a plain file of separated cells as text; see `parse_csv`."""
    text = texts.read_text(path, source=source)
    return parse_csv(
        text,
        source=source,
        columns=columns,
        optional=optional,
        name=path.name,
        final_newline=final_newline,
    )


def parse_csv(
    text: str,
    *,
    source: str,
    columns: Sequence[str],
    name: str,
    optional: Sequence[str] = (),
    above: int = 0,
    final_newline: bool = False,
) -> pl.DataFrame:
    """Return text parted by commas, or by tabs, as text cells, with each row's line number in `row`.

    Blanks around a cell are cut off, and rows without any are left out: spreadsheets leave both.

    Parameters
    ----------
    text : str
        The table, its header first.
    columns : sequence of str
        The header that the layout must have, in any order; a missing one refuses the file.
    name : str
        The file's name, for the error.
    optional : sequence of str
        Columns that some releases have. Any further column is left out.
    above : int
        Lines of the file above the header.
    final_newline : bool
        True if the publisher's files end in a line end, so that one without was cut short.

    Raises
    ------
    SourceError
        On a wrong header, semicolons, a ragged row (with its number), or no rows at all.
    """
    if final_newline and not text.endswith("\n"):
        raise SourceError.bad_layout(
            "The file must end in a line end: it was cut short.",
            source=source,
            where=f"file {name}, row {above + text.count(chr(10)) + 1}",
            attempt="download it anew",
        )
    text = SEPARATOR_LINE.sub("\n", text, count=1) if SEPARATOR_LINE.match(text) else text
    parted = separator(text, columns, source=source, name=name)
    header, numbers_of_rows, body = _records(
        text, name=name, above=above, source=source, separator=parted
    )
    require_columns(header, columns, source=source, where=f"file {name}, row {above + 1}")
    wanted = [*columns, *(column for column in optional if column in header)]
    if twice := [column for column in wanted if header.count(column) > 1]:
        raise SourceError.bad_layout(
            f"The header must name {', '.join(twice)} once, not several times.",
            source=source,
            where=f"file {name}, row {above + 1}",
        )
    if not numbers_of_rows:
        raise SourceError.bad_layout(
            "The file must hold rows below its header.",
            source=source,
            where=f"file {name}",
            attempt="download it anew; it was cut short",
        )
    places = [header.index(column) for column in wanted]
    cells = body if isinstance(body, pl.DataFrame) else pl.DataFrame(body, orient="row")
    return cells.select(
        pl.Series("row", numbers_of_rows, dtype=pl.UInt32) + above,
        *(
            pl.nth(place).str.strip_chars().alias(column)
            for place, column in zip(places, wanted, strict=True)
        ),
    )


def separator(text: str, columns: Sequence[str], *, source: str, name: str) -> str:
    """Return what parts the cells of a table, by the columns that its header must have.

    Raises
    ------
    SourceError
        If it is a semicolon: a spreadsheet of a country that writes decimal commas saved the file
        again, and its numbers can't be trusted.
    """
    first = next((line for line in text.split("\n", 50) if line.strip()), "").lstrip("\ufeff")
    for parted in SEPARATORS:
        if set(columns) <= set(_cells_of(first, parted)):
            return parted
    most = max(len(_cells_of(first, parted)) for parted in SEPARATORS)
    if len(_cells_of(first, ";")) > most:
        raise _semicolons(first, source, name)
    if len(_cells_of(first, "|")) > most:
        raise SourceError.bad_layout(
            "The table must be separated by commas or tabs; it is separated by upright bars.",
            source=source,
            where=f"file {name}, header {first[:60]!r}",
            attempt="download it anew as CSV, as the publisher gives it",
        )
    return SEPARATORS[0]


def refuse_semicolons(text: str, columns: Sequence[str], *, source: str, name: str) -> None:
    """Refuse a text in which a header of these columns stands somewhere above, parted by semicolons."""
    for line in text.split("\n", LINES_ABOVE)[:LINES_ABOVE]:
        if set(columns) <= set(_cells_of(line, ";")):
            raise _semicolons(line, source, name)


def _semicolons(line: str, source: str, name: str) -> SourceError:
    return SourceError.bad_layout(
        "The table must be separated by commas or tabs; it is separated by semicolons:"
        " resaved by a spreadsheet.",
        source=source,
        where=f"file {name}, header {line[:60]!r}",
        attempt="download it anew and add it as it is: a spreadsheet also changes the numbers",
    )


def header(path: Path, *, source: str) -> list[str]:
    """Return the cells of a text file's first line that is not blank, parted into the most."""
    with texts.open_text(path, source=source) as stream:
        try:
            first = next(_lines_that_count(stream), "").rstrip("\n")
        except UnicodeError:
            first = ""
    return max((_cells_of(first, parted) for parted in SEPARATORS), key=len)


def _lines_that_count(stream: TextIO) -> Iterator[str]:
    """Yield the lines among the first that are neither blank nor say what parts the cells."""
    for line in islice(stream, LINES_ABOVE):
        if line.strip() and not SEPARATOR_LINE.fullmatch(line):
            yield line


def _cells_of(line: str, parted: str) -> list[str]:
    try:
        return _stripped(next(csv.reader([line], delimiter=parted), []))
    except csv.Error:
        return []


def read_table(
    path: Path, *, source: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the wanted columns of a file that is Parquet, or else text with the same header."""
    read = read_parquet if is_parquet(path) else read_csv
    return read(path, source=source, columns=columns, optional=optional)


def columns_of(path: Path, *, source: str) -> list[str]:
    """Return the names of the columns of a file that is Parquet, or else text."""
    return parquet_columns(path, source=source) if is_parquet(path) else header(path, source=source)


def read_parquet(
    path: Path, *, source: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the wanted columns of a Parquet file, with each row's number, from 1, in `row`.

    Raises
    ------
    SourceError
        If the file is not Parquet, was cut short, lacks a column, or holds no rows.
    """
    found = parquet_columns(path, source=source)
    require_columns(found, columns, source=source, where=f"file {path.name}")
    kept = [*columns, *(column for column in optional if column in found)]
    table = parquet.table(path, kept, source=source)
    if table.is_empty():
        raise SourceError.bad_layout(
            "The file must hold rows.", source=source, where=f"file {path.name}"
        )
    return table.with_row_index("row", offset=1)


def is_parquet(path: Path) -> bool:
    """Return whether a file starts as Parquet does."""
    with path.open("rb") as stream:
        return stream.read(len(PARQUET)) == PARQUET


def parquet_columns(path: Path, *, source: str) -> list[str]:
    """Return the names of a Parquet file's columns, or refuse the file."""
    if not is_parquet(path):
        raise SourceError.bad_layout(
            "The file must be Parquet.", source=source, where=f"file {path.name}"
        )
    return parquet.columns_of(path, source=source)


def require_columns(
    found: Sequence[str], wanted: Sequence[str], *, source: str, where: str
) -> None:
    """Refuse a header that lacks a wanted column."""
    missing = [name for name in wanted if name not in found]
    if missing:
        raise SourceError.bad_layout(
            f"The header must have the columns {', '.join(missing)}.",
            source=source,
            where=f"{where}; found {', '.join(map(str, found[:12]))}",
        )


def _records(
    text: str, *, name: str, above: int, source: str, separator: str
) -> tuple[list[str], list[int], pl.DataFrame | list[list[str]]]:
    """Return the header, the line on which each row starts, and the rows; blank lines are left out.

    Refuses the first row whose number of cells is not the header's: Polars fills short rows up in
    silence, which would turn a file cut short into missing values.
    """
    lines = pl.Series("line", text.split("\n"))
    bare = lines.str.replace_all(r'"[^"]*"', "") if '"' in text else lines
    full = ~_blank(lines, separator)
    if bare.str.contains('"', literal=True).any():  # a quoted cell runs over lines
        return _records_one_by_one(text, name=name, above=above, source=source, separator=separator)
    starts = (full.arg_true() + 1).to_list()
    if not starts:
        return [], [], []
    kept = lines.filter(full)
    widths = bare.filter(full).str.count_matches(separator, literal=True) + 1
    odd = (widths != widths[0]).arg_true()
    if odd.len():
        _refuse_width(widths[odd[0]], widths[0], starts[odd[0]], name, above, source)
    header = next(csv.reader([kept[0]], delimiter=separator))
    if len(starts) == 1:
        return _stripped(header), [], []
    try:
        body = pl.read_csv(
            kept[1:].str.join("\n").item().encode(),
            has_header=False,
            infer_schema=False,
            separator=separator,
        ).fill_null("")
    except (pl.exceptions.PolarsError, ValueError) as fault:
        raise _unreadable(fault, name, source) from fault
    return _stripped(header), starts[1:], body


def _blank(lines: pl.Series, separator: str) -> pl.Series:
    """Return which lines hold nothing but blanks, separators, and quotes around nothing."""
    empty = lines.str.strip_chars(f' \t\r"{separator}') == ""
    for place in (empty & lines.str.contains('"', literal=True)).arg_true():
        cells = next(csv.reader([lines[place]], delimiter=separator), [])
        empty[place] = not any(cell.strip() for cell in cells)
    return empty


def _records_one_by_one(
    text: str, *, name: str, above: int, source: str, separator: str
) -> tuple[list[str], list[int], list[list[str]]]:
    """Do the same where cells hold line ends: slower, and right."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    starts: list[int] = []
    rows: list[list[str]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                starts.append(start)
                rows.append(cells)
                if len(cells) != len(rows[0]):
                    _refuse_width(len(cells), len(rows[0]), start, name, above, source)
            start = reader.line_num + 1
    except csv.Error as fault:
        raise _unreadable(fault, name, source, f", row {above + start}") from fault
    return _stripped(rows[0]) if rows else [], starts[1:], rows[1:]


def _stripped(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _refuse_width(
    width: int, expected: int, row: int, name: str, above: int, source: str
) -> NoReturn:
    raise SourceError.bad_layout(
        f"Every row must have {number_of(expected, 'cell')}, not {width}.",
        source=source,
        where=f"file {name}, row {above + row}",
        attempt="download it anew; it was cut short or edited",
    )


def _unreadable(fault: Exception, name: str, source: str, row: str = "") -> SourceError:
    return SourceError.bad_layout(
        f"Can't read the table: {str(fault).splitlines()[0]}.",
        source=source,
        where=f"file {name}{row}",
        attempt="download it anew; it was cut short or damaged",
    )


def numbers(
    table: pl.DataFrame,
    column: str,
    *,
    source: str,
    missing: Sequence[str] = ("",),
    low: float | None = None,
    high: float | None = None,
    whole: bool = False,
) -> pl.Series:
    """Return a column of text, or of numbers, as numbers; a cell in `missing` becomes null.

    Raises
    ------
    SourceError
        If a cell is no finite number, no whole one where `whole`, or outside [`low`, `high`],
        naming the first five rows (from the column `row`).
    """
    given = _present(table[column], missing)
    values = given.cast(pl.Float64, strict=False)
    wrong = given.is_not_null() & ~values.is_finite().fill_null(False)
    refuse_cells(table, column, wrong, "must hold numbers", source=source)
    if whole:
        refuse_cells(
            table,
            column,
            values != values.floor(),
            "must hold whole numbers",
            source=source,
        )
    if low is not None:
        refuse_cells(table, column, values < low, f"must be at least {low:,}", source=source)
    if high is not None:
        refuse_cells(table, column, values > high, f"must be at most {high:,}", source=source)
    return values


def _present(cells: pl.Series, missing: Sequence[str]) -> pl.Series:
    """Return the cells, stripped if they are text, with null for those that say "missing"."""
    if cells.dtype.is_numeric():
        absent = [float(word) for word in missing if word.strip("-").replace(".", "", 1).isdigit()]
        return cells.set(cells.cast(pl.Float64).is_in(absent), None) if absent else cells
    cells = cells.cast(pl.String).str.strip_chars()
    return cells.set(cells.is_in(list(missing)), None)


def years(
    table: pl.DataFrame,
    column: str,
    *,
    source: str,
    first: int = 1494,
    last: int = 2100,
) -> pl.Series:
    """Return a column as years between `first` and `last`; none may be missing."""
    values = numbers(table, column, source=source, whole=True)
    refuse_cells(table, column, values.is_null(), "must not be empty", source=source)
    absurd = (values < first) | (values > last)
    refuse_cells(table, column, absurd, f"must be a year from {first} to {last}", source=source)
    return values.cast(pl.Int16)


def refuse_cells(
    table: pl.DataFrame,
    column: str,
    wrong: pl.Series,
    rule: str,
    *,
    source: str,
    attempt: str = "",
) -> None:
    """Raise if any cell of `column` is marked `wrong`, naming row and value of the first five."""
    bad = table.filter(wrong.fill_null(False))
    if bad.height:
        raise SourceError.bad_values(
            rule,
            source=source,
            column=column,
            rows=bad["row"].to_list(),
            values=bad[column].to_list(),
            attempt=attempt,
        )
