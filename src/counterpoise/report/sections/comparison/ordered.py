"""The rows of a comparison in the order of a column, and as a table of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import polars as pl

from counterpoise.errors import UsageError
from counterpoise.report.pages import SHOWN, Cell, Number, Page, Section, Table

COMPARED: Final = "-compared"
"""How the ids of tables end that have a row for each state."""
KIND: Final = "Capital"
"""The column of what a channel's figures are of, where states differ in it: no order is across it."""
BOUNDS: Final = re.compile(r"[\d.,]+–[\d.,]+")
"""How a figure is written of which only the bounds are known."""

PARTS: Final = ("", "_unit", "_status", "_year", "_range")
"""What a head becomes: the name of a figure's column, and those of what is said beside it."""
UNITS: Final = {"share": "part of 1"}
"""How a page's units are called in tables, where it is otherwise."""


def tables(sections: Sequence[Section]) -> list[Table]:
    """Return the tables that have a row for each state."""
    parts = [part for section in sections for part in section.parts]
    return [one for one in parts if isinstance(one, Table) and one.id.endswith(COMPARED)]


def ordered(sections: Sequence[Section], column: str) -> tuple[Section, ...]:
    """Return sections whose tables are sorted by a column, where they have it.

    Figures go from the largest down, what is not known last; words go by the alphabet. Where figures
    are of several kinds, such as capital held and capital coming in, each kind has an order of its own.

    Raises
    ------
    UsageError
        If no table has the column.
    """
    wanted = slug(column)
    heads = dict.fromkeys(head for table in tables(sections) for head in table.head)
    if wanted not in {slug(head) for head in heads}:
        raise UsageError.not_among("The column to sort by", column, heads, attempt="--sort HHI")
    return tuple(
        replace(section, parts=tuple(_sorted(part, wanted) for part in section.parts))
        for section in sections
    )


def _sorted(part: Any, wanted: str) -> Any:
    names = [slug(head) for head in part.head] if isinstance(part, Table) else []
    if wanted not in names or not part.id.endswith(COMPARED):
        return part
    place = names.index(wanted)
    kind = names.index(slug(KIND)) if slug(KIND) in names else place

    def key(row: tuple[Cell, ...]) -> tuple[object, ...]:
        return (_rank(row[kind]), _rank(row[place]))

    return replace(part, rows=tuple(sorted(part.rows, key=key)))


def _rank(cell: Cell) -> tuple[int, float, str]:
    if isinstance(cell, Number):
        return (0, -cell.value, "") if cell.value is not None else (2, 0.0, "")
    return (1, 0.0, cell) if cell != "–" else (2, 0.0, "")


def slug(head: str) -> str:
    """Return a head as the name of a column."""
    return re.sub(r"\W+", "_", head.lower()).strip("_")


def rows_of(page: Page) -> pl.DataFrame:
    """Return a comparison as one table: a row for each section and state, a column for each head.

    Returns
    -------
    polars.DataFrame
        `section`, `state_name`, then the columns of the tables by their heads in small letters, null
        where a figure is not known; behind each, where there is any of it, `…_unit` ("part of 1", "per
        cent", "USD", …; none of a bare index or a place), `…_status`, which kind of nothing it is ("not
        covered", "none", "did not exist", …), and what stands in brackets in a figure's cell, `…_year`
        or `…_range`; a range that stands in the figure's place is in `…_range` too; `source` and
        `vintage` of the row's first figure.
    """
    notes = {note.number: note for note in page.notes}
    found = []
    heads: dict[str, None] = {}
    for section in page.sections:
        for table in tables([section]):
            heads |= dict.fromkeys(map(slug, table.head[1:]))
            for row in table.rows:
                note = next(
                    (notes[c.note] for c in row if isinstance(c, Number) and c.note in notes), None
                )
                told: dict[str, Any] = {"section": section.id, "state_name": _plain(row[0])}
                for head, cell in zip(table.head[1:], row[1:], strict=True):
                    told |= _columns(slug(head), cell)
                told |= {"source": note and note.source, "vintage": note and note.vintage}
                found.append(told)
    rows = pl.from_dicts(found, infer_schema_length=None) if found else pl.DataFrame()
    names = ["section", "state_name", *(f"{head}{part}" for head in heads for part in PARTS)]
    return rows.select(name for name in (*names, "source", "vintage") if name in rows.columns)


def _columns(name: str, cell: Cell) -> dict[str, Any]:
    """Return what a cell is in a table of its own: its value, and what is said of it beside."""
    told = {name: _plain(cell)}
    if not isinstance(cell, Number):
        return told
    if cell.status != SHOWN:
        told[f"{name}_status"] = cell.status
    if cell.value is not None and cell.unit:
        told[f"{name}_unit"] = UNITS.get(cell.unit, cell.unit)
    if beside := re.search(r"\(([^()]+)\)$", cell.text):
        told[f"{name}_{_kind(beside[1])}"] = beside[1]
    elif BOUNDS.fullmatch(cell.text):
        told[f"{name}_range"] = cell.text
    return told


def _kind(words: str) -> str:
    return "year" if re.fullmatch(r"\d{4}(–\d{2,4})?", words) else "range"


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Number):
        return cell.value
    return None if cell == "–" else cell
