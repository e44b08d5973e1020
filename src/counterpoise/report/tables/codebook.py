"""The code book of a table: what each column is, in which unit, and what stands for nothing.

It is made from the columns that the table has, the lines that declare them (`columns`), and the
measure's own documentation, so that it can't say what the table does not hold.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from counterpoise.measures import BY_PRODUCT, Measure
from counterpoise.report.tables import columns
from counterpoise.report.tables.measured import called
from counterpoise.report.tables.named import CODES, WHENCE, WHO

TYPES: Final = {"String": "text", "Boolean": "yes or no"}
SECTIONS: Final = ("Returns", "Zeros and missing values", "References")
"""Sections of a measure's documentation that its code book gives."""


@dataclass(frozen=True)
class Column:
    """One column: its name, label, unit and type."""

    name: str
    label: str
    unit: str
    type: str


@dataclass(frozen=True, repr=False)
class CodeBook:
    """What the columns of a table are.

    Parameters
    ----------
    name, title, tells : str
        The measure, in a word, in words, and what it tells.
    columns : tuple of Column
        In the order of the table.
    notes : mapping of str to str
        The measure's documentation by section: what the columns are, what stands for nothing, where
        it comes from.
    """

    name: str
    title: str
    tells: str
    columns: tuple[Column, ...]
    notes: dict[str, str]

    def labels(self) -> dict[str, str]:
        """Return the labels by name of column, with units where there are any."""
        return {one.name: one.label for one in self.columns}

    def frame(self) -> pl.DataFrame:
        """Return `column`, `label`, `unit`, `type` as a Polars frame."""
        return pl.DataFrame(
            [(one.name, one.label, one.unit, one.type) for one in self.columns],
            schema=["column", "label", "unit", "type"], orient="row",
        )  # fmt: skip

    def lines(self) -> list[str]:
        """Return the code book as lines of text."""
        wide = max((len(one.name) for one in self.columns), default=0)
        rows = [f"{one.name:<{wide}}  {one.label} [{one.unit}]" for one in self.columns]
        notes = [
            line for head, text in self.notes.items() for line in ("", head, *text.splitlines())
        ]
        return [f"{self.name}: {self.title}. {_sentence(self.tells)}", "", *rows, *notes]

    def __len__(self) -> int:
        return len(self.columns)

    def __repr__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><td><code>{escape(one.name)}</code></td><td>{escape(one.label)}</td>"
            f"<td>{escape(one.unit)}</td><td>{escape(one.type)}</td></tr>"
            for one in self.columns
        )
        head = "<tr><th>column</th><th>label</th><th>unit</th><th>type</th></tr>"
        return (
            f"<p><b>{escape(self.title)}</b>: {escape(self.tells)}</p><table>{head}{rows}</table>"
        )


def codebook(measure: Measure, schema: pl.Schema, unit: str = "") -> CodeBook:
    """Return the code book of a measure's table.

    Parameters
    ----------
    measure : Measure
    schema : polars.Schema
        The columns that the table has.
    unit : str
        Of volumes; "" for "unit of the channel".
    """
    found = described(measure.name, schema, unit)
    return CodeBook(measure.name, measure.title, measure.help, found, _notes(measure))


def of_name(name: str) -> CodeBook:
    """Return the code book of the measure of a name, that by product among them.

    Raises
    ------
    UsageError
        If there is none.
    """
    by_product = name.strip().lower().replace("-", "_").replace(" ", "_") == BY_PRODUCT.name
    return standing(BY_PRODUCT if by_product else called(name))


def described(name: str, schema: pl.Schema, unit: str = "") -> tuple[Column, ...]:
    """Return what the columns of a table are; of one that nobody declared, its name."""
    made = []
    for column, kind in schema.items():
        label, of = columns.line(name, column) or (column.replace("_", " "), columns.NONE)
        told = TYPES.get(str(kind), "whole number" if kind.is_integer() else "number")
        made.append(Column(column, label, of.format(channel=unit or "unit of the channel"), told))
    return tuple(made)


def standing(measure: Measure) -> CodeBook:
    """Return the code book of a measure without a table: what its documentation names in its order."""
    named = [name for name in _returned(measure) if columns.line(measure.name, name)]
    pair = measure.needs in {"ties", "gdp", "votes", "events"} or measure.name in {
        "ties",
        *OF_PARTNERS,
    }
    viewed = measure.needs in {"panel", "shares", "groups", "similarity"} and measure.name != "ties"
    keys = ["state", *(["partner"] if pair else []), *(["channel"] if viewed else []), "year"]
    named += BESIDE.get(measure.name, ())
    codes = [f"{who}_{code}" for who in WHO[: 2 if pair else 1] for code in CODES]
    left_out = WITHOUT.get(measure.name, ())
    order = [
        name for name in dict.fromkeys([*keys, *named, *WHENCE, *codes]) if name not in left_out
    ]
    kinds = {name: _kind(measure.name, name) for name in order}
    return codebook(measure, pl.Schema(kinds))


BESIDE: Final = {
    "shares": ("share_low", "share_high", "mirror", "mirror_share", "own_share"),
    "decayed_stock": ("share", "state_of_share"),
    "concentration_ratio": ("cr_3",),
    "hill_number": ("hill_2",),
    "ideal_points": ("ideal_point", "ideal_point_low", "ideal_point_high"),
}
"""Columns of a table that the words on what the measure returns do not name."""
WITHOUT: Final = {BY_PRODUCT.name: ("value", "told_by", "completeness")}
"""Columns that the words on what a measure returns name, or other tables have, and its table has not."""
OF_PARTNERS: Final = ("shares", "decayed_stock")
"""Measures of panel rows whose table has a row for each partner."""


def _kind(measure: str, name: str) -> pl.DataType:
    unit = (columns.line(measure, name) or ("", columns.NONE))[1]
    if unit in {columns.COUNT, "year"} or name.endswith(("_cow", "_gw")):
        return pl.Int64()
    if unit in {columns.CODE, columns.WORDS}:
        return pl.String()
    return pl.Boolean() if unit == columns.YES else pl.Float64()


def _returned(measure: Measure) -> list[str]:
    """Return the names of columns that a measure's documentation gives, in its order."""
    text = _sections(measure).get("Returns", "")
    found = re.findall(r"`([a-z]\w*)`", text)
    if len(found) and (ends := re.search(r"also `_low`, `_median`, `_high`", text)):
        parts = ("net_tilt", "balance", "tilt", "offset", "hedge")
        at = len(re.findall(r"`([a-z]\w*)`", text[: ends.start()]))
        found[at:at] = [f"{part}_{end}" for part in parts for end in columns.ENDS]
    return list(dict.fromkeys(found))


def _notes(measure: Measure) -> dict[str, str]:
    return {name: text for name, text in _sections(measure).items() if name in SECTIONS}


def opening(name: str) -> str:
    """Return what the documentation of a measure says first: what it is, and its formula.

    >>> "math::" in opening("herfindahl")
    True
    """
    measure = BY_PRODUCT if name == BY_PRODUCT.name else called(name)
    text = inspect.getdoc(measure.load()) or ""
    return re.split(r"^\w[^\n]*\n-{3,}\n", text, maxsplit=1, flags=re.MULTILINE)[0].strip()


@cache
def _sections(measure: Measure) -> dict[str, str]:
    """Return the sections of a measure's documentation, of which each begins with a line of dashes."""
    text = inspect.getdoc(measure.load()) or ""
    parts = re.split(r"^(\w[^\n]*)\n-{3,}\n", text, flags=re.MULTILINE)
    return {
        head: inspect.cleandoc(body).strip()
        for head, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
