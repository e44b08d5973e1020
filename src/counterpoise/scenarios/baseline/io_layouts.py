"""The wide layouts of input-output tables: whose each row and column is, and the numbers.

Described in :mod:`counterpoise.scenarios.baseline.tables_io`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.errors import SourceError, offenders
from counterpoise.printable import number_of
from counterpoise.snapshots import texts

Array = NDArray[np.float64]

POOLED: Final = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX", "MX3": "MEX"}
TOTALS: Final = ("OUT", "OUTPUT", "TOTAL", "TOT")
FINAL: Final = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "NONRES", "P33", "FD", "DISC")


@dataclass(frozen=True)
class Label:
    """A row or column: whose, and which sector, or which kind of final demand."""

    state: str
    sector: str
    final: bool = False


@dataclass(frozen=True, eq=False)
class Wide:
    """A table as it stands in the file: sellers in rows, buyers in columns, million USD."""

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: Array
    output: Array | None
    name: str


def grid(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file as text, all rows of one width."""
    text = texts.read_text(path, source="input-output table")
    grid = [row for row in csv.reader(text.splitlines()) if any(cell.strip() for cell in row)]
    require(len(grid) > 1, "must have rows", path)
    ragged = [i for i, row in enumerate(grid, 1) if len(row) != len(grid[0])]
    require(
        not ragged,
        f"must have {number_of(len(grid[0]), 'cell')} in each row",
        path,
        [f"row {i}" for i in ragged],
    )
    return grid


def icio_label(name: str) -> Label | None:
    """Return whom a heading of ICIO names; None for totals."""
    state, _, sector = name.strip().strip('"').partition("_")
    if not sector:
        return None
    return Label(POOLED.get(state, state), sector, final=sector in FINAL)


def wiod_2016(grid: list[list[str]], path: Path) -> Wide:
    """Return the wide table of the release of 2016."""
    body = [row for row in grid[1:] if row[2] not in TOTALS]
    sector = {row[3]: row[0] for row in body}
    rows = [Label(row[2], row[0]) for row in body]
    columns: list[Label | None] = []
    for name in grid[0][5:]:
        parts = re.fullmatch(r"([A-Z]{3})(\d+)", name.strip())
        if parts is None or parts[1] in TOTALS:
            columns.append(None)
            continue
        state, number = str(parts[1]), str(parts[2])
        columns.append(Label(state, sector.get(number, number), final=number not in sector))
    return wide(rows, columns, [row[5:] for row in body], path)


def wiod_2013(grid: list[list[str]], path: Path) -> Wide:
    """Return the sheet of the release of 2013."""
    numbers = [i for i, row in enumerate(grid[:8]) if sum(_is_number(cell) for cell in row[4:]) > 1]
    require(
        bool(numbers) and numbers[0] > 0, "must have c1, c2 … in the last row of headings", path
    )
    at = numbers[0]
    body = [
        row for row in grid[at + 1 :] if _is_number(row[3]) and row[2].strip() not in ("", *TOTALS)
    ]
    require(bool(body), "must have a state in the third column and r1, r2 … in the fourth", path)
    sector = {row[3].strip()[1:]: row[0].strip() or row[3].strip() for row in body}
    rows = [Label(row[2].strip(), sector[row[3].strip()[1:]]) for row in body]
    columns: list[Label | None] = []
    for state, number in zip(grid[at - 1][4:], grid[at][4:], strict=True):
        known = _is_number(number) and state.strip() not in ("", *TOTALS)
        key = number.strip()[1:]
        columns.append(
            Label(state.strip(), sector.get(key, key), final=key not in sector) if known else None
        )
    return wide(rows, columns, [row[4:] for row in body], path)


def _is_number(cell: str) -> bool:
    """Return whether a heading of WIOD 2013 is c1, c2 … or r1, r2 …."""
    return re.fullmatch(r"[cr]\d+", cell.strip()) is not None


def wide(
    rows: Sequence[Label | None],
    columns: Sequence[Label | None],
    body: list[list[str]],
    path: Path,
) -> Wide:
    """Return the table as numbers; the last column without a label is output."""
    numbers = pl.DataFrame(body, orient="row").select(
        pl.all().str.strip_chars().cast(pl.Float64, strict=False)
    ).to_numpy()  # fmt: skip
    wrong = np.argwhere(~np.isfinite(numbers))
    shown = [f"data row {i + 1}, column {j + 1}: {body[i][j]!r}" for i, j in wrong[:6].tolist()]
    require(not shown, "must hold numbers", path, shown)
    named = [i for i, label in enumerate(columns) if label]
    others = [i for i, label in enumerate(columns) if not label]
    return Wide(
        tuple(label for label in rows if label),
        tuple(label for label in columns if label),
        numbers[:, named],
        numbers[:, others[-1]] if others else None,
        path.name,
    )


def require(holds: bool, rule: str, path: Path, where: Sequence[str] = ()) -> None:
    """Refuse a table that breaks a rule, naming the first five places."""
    if not holds:
        raise SourceError.bad_layout(
            f"An input-output table {rule}.",
            source="input-output table",
            where=f"file {path.name}" + (f", {offenders(where, quote=False)}" if where else ""),
            attempt="take the publisher's wide table whole; see counterpoise.scenarios.baseline.tables_io",
        )
