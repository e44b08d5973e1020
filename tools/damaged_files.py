r"""Damage a publisher's file in fifteen ways that leave it readable; show what `add` says of each.

::

    python -m tools.damaged_files cow_trade Dyadic_COW_4.0.csv.gz --value flow1 --value flow2 \
        --year year --state ccode1
    python -m tools.damaged_files imf_dots DOTS_1.xlsx DOTS_2.xlsx --wide 0

The first form is for long tables (CSV, Parquet), the second for those with a column a year, and for
matrices (`tools/grids.py`): there all files are damaged alike, and the number is the states' column.

Outcome: refused, warned (read, with a word of warning), the same (the file is as it was: a column of
one value, slipped or sorted), or SILENT. Exit code 1 if any is silent.
"""

from __future__ import annotations

import argparse
import codecs
import csv
import gzip
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from counterpoise.errors import CounterpoiseError
from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from tools import grids

Rows = list[list[str]]


class Table:
    """A file's header and cells as text; of a CSV, the lines above and how a line ends."""

    def __init__(self, path: Path, *, values: Sequence[str], year: str, state: str) -> None:
        self.kinds: pl.Schema | None = None
        if path.suffix == ".parquet":
            self._parquet(path)
        else:
            self._csv(path, values[0], year)
        self.values = [self.header.index(name) for name in values]
        self.year, self.state = self.header.index(year), self.header.index(state)

    def _parquet(self, path: Path) -> None:
        frame = pl.read_parquet(path)
        self.name, self.kinds, self.header = path.name, frame.schema, frame.columns
        texts = frame.select(pl.all().cast(pl.String).fill_null(""))
        self.rows = [list(row) for row in texts.iter_rows()]

    def _csv(self, path: Path, value: str, year: str) -> None:
        raw = path.read_bytes()
        text = (
            (gzip.decompress(raw) if path.suffix == ".gz" else raw)
            .removeprefix(codecs.BOM_UTF8)
            .decode("latin-1")
        )
        lines = text.replace("\r\n", "\n").splitlines()
        start = next(n for n, line in enumerate(lines) if year in line and value in line)
        self.name = path.name.removesuffix(".gz")
        self.above, self.end = lines[:start], ";" if lines[start].endswith(";") else ""
        table = list(csv.reader(line.removesuffix(self.end) for line in lines[start:]))
        self.header, self.rows = table[0], table[1:]

    def write(self, folder: Path, rows: Rows) -> Path:
        """Write the table with other rows."""
        path = folder / self.name
        if self.kinds:
            texts = pl.DataFrame(rows, schema=self.header, orient="row", infer_schema_length=None)
            typed = [
                pl.col(name).replace("", None).cast(pl.Float64 if kind.is_numeric() else kind)
                for name, kind in self.kinds.items()
            ]
            whole = [pl.col(name).cast(kind, strict=False) for name, kind in self.kinds.items()]
            texts.select(typed).select(whole).write_parquet(path)
            return path
        with path.open("w", encoding="latin-1", newline="") as stream:
            stream.writelines(f"{line}\n" for line in self.above)
            for row in [self.header, *rows]:
                csv.writer(stream, lineterminator=f"{self.end}\n").writerow(row)
        return path


def times(table: Table, factor: float, rows: Rows | None = None) -> Rows:
    """Return rows whose values are multiplied; what is no number, or -9, stays."""
    return [
        [_times(cell, factor) if n in table.values else cell for n, cell in enumerate(row)]
        for row in (rows if rows is not None else table.rows)
    ]


def _times(cell: str, factor: float) -> str:
    try:
        number = float(cell)
    except ValueError:
        return cell
    return cell if number == -9 else f"{number * factor:.10g}"


def replaced(table: Table, columns: Sequence[int], cells: Callable[[list[str]], list[str]]) -> Rows:
    """Return rows of which some columns are put in another order."""
    rows = [list(row) for row in table.rows]
    for column in columns:
        for row, cell in zip(rows, cells([row[column] for row in table.rows]), strict=True):
            row[column] = cell
    return rows


def damages(table: Table) -> dict[str, Callable[[], Rows]]:
    """Return fifteen damages by what they do."""
    rows, year, state = table.rows, table.year, table.state
    count = len(rows)
    common = Counter(row[year] for row in rows).most_common(1)[0][0]
    last = max((row[year] for row in rows), key=lambda cell: float(cell or 0))
    largest = Counter(row[state] for row in rows).most_common(1)[0][0]
    return {
        "all values times ten": lambda: times(table, 10),
        "all values times a thousand": lambda: times(table, 1000),
        "all values over a thousand": lambda: times(table, 0.001),
        f"no rows of {common}": lambda: [row for row in rows if row[year] != common],
        "the middle third lost": lambda: rows[: count // 3] + rows[2 * count // 3 :],
        "cut at 60 % at a line end": lambda: rows[: int(count * 0.6)],
        "values slipped by a row": lambda: replaced(table, table.values, lambda c: c[-1:] + c[:-1]),
        "states slipped by a row": lambda: replaced(table, [state], lambda c: c[-1:] + c[:-1]),
        "values sorted alone": lambda: replaced(table, table.values, sorted),
        "the last year is 2050": lambda: replaced(
            table, [year], lambda c: ["2050" if cell == last else cell for cell in c]
        ),
        "all years one earlier": lambda: replaced(
            table, [year], lambda c: [str(int(float(cell)) - 1) if cell else "" for cell in c]
        ),
        "from the middle on times ten": lambda: (
            rows[: count // 2] + times(table, 10, rows[count // 2 :])
        ),
        f"no rows of {largest}": lambda: [row for row in rows if row[state] != largest],
        f"values of {largest} times a thousand": lambda: [
            times(table, 1000, [row])[0] if row[state] == largest else row for row in rows
        ],
        "all rows doubled": lambda: rows + rows,
    }


def outcome(source: str, paths: Sequence[Path]) -> tuple[str, str]:
    """Return what `add` says of files, beside the embedded evidence alone."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store((Path(folder), embedded_folder()))
        try:
            held = build.add(store, source, paths, vintage="damaged")
        except CounterpoiseError as refusal:
            return "refused", refusal.problem
    said = (held.account or {})["doubts"]
    return ("warned", "; ".join(said)) if said else ("SILENT", "")


def files(asked: argparse.Namespace, folder: Path) -> dict[str, Callable[[], list[Path]]]:
    """Return, by what is done, what writes the damaged files."""
    if asked.wide is not None:
        wide = [grids.Grid(path, state=asked.wide) for path in (asked.file, *asked.beside)]
        return {
            name: partial(_all_written, wide, folder, damage)
            for name, damage in {"as it is": lambda _: None, **grids.damages(wide)}.items()
        }
    table = Table(asked.file, values=asked.value, year=asked.year, state=asked.state)
    return {
        name: partial(_one_written, table, folder, rows, asked.beside)
        for name, rows in {"as it is": lambda: table.rows, **damages(table)}.items()
    }


def _all_written(
    wide: Sequence[grids.Grid], folder: Path, damage: Callable[[grids.Sheet], None]
) -> list[Path]:
    return [grid.write(folder, damage) for grid in wide]


def _one_written(
    table: Table, folder: Path, rows: Callable[[], Rows], beside: Sequence[Path]
) -> list[Path]:
    return [table.write(folder, rows()), *beside]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("source")
    parser.add_argument("file", type=Path)
    parser.add_argument("beside", type=Path, nargs="*", help="further files of the release")
    parser.add_argument("--value", action="append")
    parser.add_argument("--year")
    parser.add_argument("--state")
    parser.add_argument("--wide", type=int, metavar="COLUMN", help="where the states stand")
    asked = parser.parse_args()
    found, whole, usual = Counter[str](), list[bytes](), ""
    with tempfile.TemporaryDirectory() as folder:
        for name, written in files(asked, Path(folder)).items():
            paths = written()
            now = [path.read_bytes() for path in paths if path.suffix != ".xlsx"]
            whole = whole or now
            said, words = outcome(asked.source, paths)
            if name == "as it is":
                usual = words
            elif now and now == whole:
                said, words = "the same", ""
            elif words == usual:
                said = "SILENT"  # it says no more than of the file as it is
            print(f"{name:<36} {said:<8} {words[:150]}", flush=True)
            if name != "as it is":
                found[said] += 1
    print(", ".join(f"{count} {said}" for said, count in sorted(found.items())))
    return int(found["SILENT"] > 0)


if __name__ == "__main__":
    sys.exit(main())
