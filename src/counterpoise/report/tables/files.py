"""Tables as files that other programs read: CSV, Parquet, Stata, Excel, JSON.

A CSV has one line of names and then nothing but rows, so that R's `read.csv`, Stata's `import
delimited` and a spreadsheet read it as it stands; every row names its release. What the columns are,
and how to cite them, stands beside it in `NAME.csv-metadata.json`, where the W3C's "CSV on the Web"
looks for it. Parquet and Stata carry it inside, a workbook on a second sheet.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import drafts
from counterpoise.errors import ExtraError, UsageError
from counterpoise.printable import FORMULA, UNSEEN
from counterpoise.report.tables.codebook import Column

EXTRA: Final = "tables"
LONGEST_LABEL: Final = 80
LONGEST_NAME: Final = 32
"""Letters that Stata takes of a label, and of a name."""
MOST_ROWS: Final = 1_048_575
"""Rows of a sheet below its head."""
STATA_VERSION: Final = 15
"""The layout that Stata 14 and later read, and R's `haven`: text in UTF-8."""


@dataclass(frozen=True)
class About:
    """What a file says of its table: see `Table`."""

    title: str
    tells: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    citation: str
    command: str
    releases: tuple[tuple[str, str, str, str], ...]
    made: str
    version: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "title": self.title,
            "tells": self.tells,
            "command": self.command,
            "made": self.made,
            "version": self.version,
            "citation": self.citation,
            "sources": [
                dict(zip(("source", "vintage", "citation", "terms"), one, strict=True))
                for one in self.releases
            ],
            "notes": list(self.notes),
        }


def save(rows: pl.DataFrame, about: About, path: Path, form: str = "") -> Path:
    """Write rows to a file as its ending says, or in the form named; see `Table.save`."""
    ending = f".{form}" if form else path.suffix.lower()
    if ending not in WRITERS:
        raise UsageError.not_among(
            "The ending of a table's file", ending or path.name, WRITERS,
            attempt="name a file such as table.csv",
        )  # fmt: skip
    drafts.whole(path, WRITERS[ending](printable(rows), about))
    if ending == ".csv":
        drafts.whole(beside(path), sidecar(about, path.name))
    return path


def beside(path: Path) -> Path:
    """Return where the words on a CSV stand: beside it."""
    return path.with_name(f"{path.name}-metadata.json")


def printable(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a table whose texts lack the letters that can't be seen."""
    return rows.with_columns(pl.col(pl.String).str.replace_all(f"[{UNSEEN}]", ""))


def without_formulas(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a table in which an apostrophe stands before a text that a spreadsheet would run."""
    return rows.with_columns(pl.col(pl.String).str.replace(f"({FORMULA})", "'${1}"))


def csv(rows: pl.DataFrame, about: About) -> bytes:
    """Return rows as CSV: a missing value is an empty cell."""
    return without_formulas(rows).write_csv().encode()


def as_json(rows: pl.DataFrame, about: About) -> bytes:
    """Return rows as a list of records."""
    return f"{rows.write_json()}\n".encode()


def parquet(rows: pl.DataFrame, about: About) -> bytes:
    """Return rows as Parquet, with what they are in its metadata under `counterpoise`."""
    told = {**about.as_dict(), "columns": [vars(one) for one in about.columns]}
    stream = io.BytesIO()
    rows.write_parquet(stream, metadata={"counterpoise": json.dumps(told, ensure_ascii=False)})
    return stream.getvalue()


def stata(rows: pl.DataFrame, about: About) -> bytes:
    """Return rows as a Stata file with labels: of the file, and of every variable."""
    ExtraError.require("pyreadstat", EXTRA, what="a Stata file")
    import pyreadstat

    names = {name: stata_name(name) for name in rows.columns}
    labels: dict[str, str | None] = {
        names[one.name]: one.label[:LONGEST_LABEL] for one in about.columns
    }
    plain = rows.rename(names).with_columns(pl.col(pl.Boolean).cast(pl.Int8))
    with drafts.folder() as folder:
        path = folder / "table.dta"
        pyreadstat.write_dta(
            plain, str(path), version=STATA_VERSION, column_labels=labels,
            file_label=f"{about.title}; Counterpoise {about.version}, {about.made}"[:LONGEST_LABEL],
        )  # fmt: skip
        return path.read_bytes()


def stata_name(name: str) -> str:
    """Return a name that Stata takes: of 32 letters at most, the first no digit."""
    plain = "".join(one if one.isascii() and (one.isalnum() or one == "_") else "_" for one in name)
    return f"{'_' if plain[:1].isdigit() else ''}{plain}"[:LONGEST_NAME]


def workbook(rows: pl.DataFrame, about: About) -> bytes:
    """Return rows as a workbook: the table, what its columns are, and where it comes from."""
    ExtraError.require("xlsxwriter", EXTRA, what="a workbook")
    import xlsxwriter

    if rows.height > MOST_ROWS:
        raise UsageError(
            f"A workbook must have at most {MOST_ROWS:,} rows, not {rows.height:,}.",
            attempt="save it as .parquet or .csv, or ask for fewer states or years",
        )
    stream = io.BytesIO()
    # What looks like a formula or an address in a text of others stays a text.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, plain) as book:
        rows.write_excel(book, "table", autofit=rows.height < 50_000, float_precision=4,
                         freeze_panes=(1, 0))  # fmt: skip
        listed = pl.DataFrame(
            [(one.name, one.label, one.unit, one.type) for one in about.columns],
            schema=["column", "label", "unit", "type"], orient="row",
        )  # fmt: skip
        listed.write_excel(book, "code book", autofit=True)
        notes = book.add_worksheet("notes")
        notes.set_column(0, 0, 14)
        notes.set_column(1, 1, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        for place, (head, text) in enumerate(_told(about)):
            notes.write_string(place, 0, head)
            notes.write_string(place, 1, text)
    return stream.getvalue()


def _told(about: About) -> list[tuple[str, str]]:
    """Return the notes of a workbook, line by line."""
    return [
        ("table", f"{about.title}: {about.tells}"),
        ("cite", about.citation),
        ("command", about.command),
        *(("source", f"{one[0]} {one[1]}: {one[2]} {one[3]}") for one in about.releases),
        *(("note", " ".join(note.split())) for note in about.notes),
    ]


def sidecar(about: About, name: str) -> bytes:
    """Return what a CSV is, as the W3C's "CSV on the Web" has it."""
    kinds = {"whole number": "integer", "number": "number", "yes or no": "boolean"}
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:title": about.title,
        "dc:description": about.tells,
        "dc:bibliographicCitation": about.citation,
        "dc:created": about.made,
        "dc:source": [f"{one[0]} {one[1]}" for one in about.releases],
        "notes": [about.as_dict()],
        "tableSchema": {
            "columns": [
                {
                    "name": one.name,
                    "titles": one.name,
                    "dc:description": one.label,
                    "datatype": kinds.get(one.type, "string"),
                    "null": "",
                    "dc:format": one.unit,
                }
                for one in about.columns
            ]
        },
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


WRITERS: Final[dict[str, Callable[[pl.DataFrame, About], bytes]]] = {
    ".csv": csv,
    ".parquet": parquet,
    ".dta": stata,
    ".xlsx": workbook,
    ".json": as_json,
}
"""How a table is written, by the ending of its file."""
