"""Wide tables for `tools/damaged_files.py`: a column a year, or a matrix; CSV, workbooks and JSON apart.

The figures of a table stand in the columns below a header of years, or of ``export_ij1``, ``export_ij2``,
…; what stands above, below and beside them is kept. A file without such a header is written as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Cells = list[list[Any]]
YEAR = re.compile(r"(19|20)\d\d(\.0)?")
PLACE = re.compile(r"export_ij\d+")


class Sheet:
    """The cells of one table: where its header is, which columns hold figures, which rows states."""

    def __init__(self, cells: Cells, state: int) -> None:
        self.cells, self.state = cells, state
        self.start, self.columns = next(
            ((n, found) for n, row in enumerate(cells) if len(found := _columns(row)) > 2),
            (len(cells), []),
        )
        self.body = [
            n
            for n, row in enumerate(cells)
            if n > self.start
            and any(_number(row[c]) is not None for c in self.columns if c < len(row))
        ]
        self.matrix = bool(self.columns) and bool(
            PLACE.fullmatch(str(self.header[self.columns[0]]))
        )

    @property
    def header(self) -> list[Any]:
        return self.cells[self.start]

    def copy(self) -> Sheet:
        return Sheet([list(row) for row in self.cells], self.state)

    def times(self, factor: float, rows: Sequence[int] | None = None) -> None:
        for n in self.body if rows is None else rows:
            for column in self.columns:
                number = _number(self.cells[n][column])
                if number is not None:
                    self.cells[n][column] = number * factor

    def keep(self, rows: Sequence[int]) -> None:
        """Leave out the rows of figures that are not in `rows`."""
        gone = set(self.body) - set(rows)
        self.cells = [row for n, row in enumerate(self.cells) if n not in gone]

    def moved(self, columns: Sequence[int], change: Callable[[list[Any]], list[Any]]) -> None:
        for column in columns:
            changed = change([self.cells[n][column] for n in self.body])
            for n, cell in zip(self.body, changed, strict=True):
                self.cells[n][column] = cell

    def blank(self, column: int) -> None:
        for n in self.body:
            self.cells[n][column] = ""

    def years(self, change: Callable[[int], int]) -> None:
        for column in self.columns:
            self.header[column] = str(change(int(float(self.header[column]))))

    def doubled(self) -> None:
        end = self.body[-1] + 1
        self.cells[end:end] = [list(self.cells[n]) for n in self.body]


def _columns(row: Sequence[Any]) -> list[int]:
    years = [n for n, cell in enumerate(row) if YEAR.fullmatch(str(cell).strip())]
    return years or [n for n, cell in enumerate(row) if PLACE.fullmatch(str(cell))]


def _number(cell: Any) -> float | None:
    try:
        return float(cell)
    except (TypeError, ValueError):
        return None


def _sorted(cells: list[Any]) -> list[Any]:
    """Return cells of which the figures are in order, and what is no figure stays where it is."""
    figures = iter(sorted(number for cell in cells if (number := _number(cell)) is not None))
    return [next(figures) if _number(cell) is not None else cell for cell in cells]


class Grid:
    """A file of one sheet or several, that can be damaged and written again."""

    def __init__(self, path: Path, *, state: int) -> None:
        self.name, self.book = path.name, path.suffix in {".xls", ".xlsx"}
        if self.book:
            from python_calamine import CalamineWorkbook

            book = CalamineWorkbook.from_path(path)
            sheets = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
            self.name = f"{path.stem}.xlsx"
        else:
            raw = path.read_bytes()
            try:
                text = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = raw.decode("latin-1")
            sheets = {"": list(csv.reader(io.StringIO(text, newline="")))}  # type: ignore[arg-type]
        self.sheets = {name: Sheet(cells, state) for name, cells in sheets.items()}

    def write(self, folder: Path, damage: Callable[[Sheet], None]) -> Path:
        """Write the file with each sheet of figures damaged."""
        path = folder / self.name
        damaged = {name: sheet.copy() for name, sheet in self.sheets.items()}
        for sheet in damaged.values():
            if sheet.body:
                damage(sheet)
        if self.book:
            _write_book(path, {name: sheet.cells for name, sheet in damaged.items()})
        else:
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(damaged[""].cells)
        return path


def _write_book(path: Path, sheets: dict[str, Cells]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for n, row in enumerate(cells):
            for column, cell in enumerate(row):
                sheet.write(n, column, cell if isinstance(cell, int | float) else str(cell))
    book.close()


def damages(grids: Sequence[Grid]) -> dict[str, Callable[[Sheet], None]]:
    """Return the fifteen damages that a wide table can take, by what they do."""
    sheets = [sheet for grid in grids for sheet in grid.sheets.values() if sheet.body]
    if any(sheet.matrix for sheet in sheets):
        return _of_rows("")
    years = Counter(str(sheet.header[c]) for sheet in sheets for c in sheet.columns)
    common = years.most_common(1)[0][0]
    most = max(sheets, key=lambda sheet: len(sheet.body))
    middle = str(most.cells[most.body[len(most.body) // 2]][most.state])
    return {
        **_of_rows(middle),
        f"no rows of {common}": lambda sheet: [
            sheet.blank(c) for c in sheet.columns if str(sheet.header[c]) == common
        ] and None,
        "the last year is 2050": lambda sheet: sheet.years(
            lambda year: 2050 if year == int(float(sheet.header[sheet.columns[-1]])) else year
        ),
        "all years one earlier": lambda sheet: sheet.years(lambda year: year - 1),
    }  # fmt: skip


def _of_rows(state: str) -> dict[str, Callable[[Sheet], None]]:
    """Return the damages to rows and figures, whatever the columns are."""

    def of(sheet: Sheet) -> list[int]:
        named = [n for n in sheet.body if state and str(sheet.cells[n][sheet.state]) == state]
        return named or [sheet.body[len(sheet.body) // 2]]

    def third(sheet: Sheet) -> list[int]:
        count = len(sheet.body)
        return sheet.body[: count // 3] + sheet.body[2 * count // 3 :]

    slip: Callable[[list[Any]], list[Any]] = lambda cells: cells[-1:] + cells[:-1]  # noqa: E731
    found: dict[str, Callable[[Sheet], None]] = {
        "all values times ten": lambda sheet: sheet.times(10),
        "all values times a thousand": lambda sheet: sheet.times(1000),
        "all values over a thousand": lambda sheet: sheet.times(0.001),
        "the middle third lost": lambda sheet: sheet.keep(third(sheet)),
        "cut at 60 % at a line end": lambda sheet: sheet.keep(
            sheet.body[: int(len(sheet.body) * 0.6)]
        ),
        "values slipped by a row": lambda sheet: sheet.moved(sheet.columns, slip),
        "values sorted alone": lambda sheet: sheet.moved(sheet.columns, _sorted),
        "from the middle on times ten": lambda sheet: sheet.times(
            10, sheet.body[len(sheet.body) // 2 :]
        ),
        "no rows of a state": lambda sheet: sheet.keep(
            [n for n in sheet.body if n not in of(sheet)]
        ),
        "values of a state times a thousand": lambda sheet: sheet.times(1000, of(sheet)),
        "all rows doubled": Sheet.doubled,
    }
    if state:
        found["states slipped by a row"] = lambda sheet: sheet.moved([sheet.state], slip)
    return found
