"""A whole page in print: every section, what a browser folds left out, and every footnote."""

from __future__ import annotations

from typing import Final

from counterpoise.report import charts, wording
from counterpoise.report.pages import Chart, Page, Section, Table
from counterpoise.report.render.drawings import Drawings
from counterpoise.report.render.printed.material import (
    Data,
    about,
    answer,
    cell,
    drawing,
    head,
    plain,
    table,
    url,
)

COLUMNS: Final = 12
"""Columns of a table that stand side by side; the others follow beneath, with the first again."""
SIZES: Final = ((6, 0.9), (8, 0.82), (10, 0.74), (COLUMNS, 0.66))
"""Letters of a table of up to so many columns, as a part of those of the page."""


def long(page: Page, drawings: Drawings, paper: str) -> Data:
    """Return what a whole page is set from."""
    return {
        **head(page, paper),
        "answer": answer(page, _own),
        "picture": _chart(page.picture, drawings) if page.picture else None,
        "sections": [_section(section, drawings) for section in page.sections],
        "notes": [
            {"number": note.number, "title": note.title, "command": note.command,
             "words": f", vintage {note.vintage}: {note.what}{wording.rows_given(note.rows)}. "}
            for note in page.notes
        ],
        "sources": [
            {"title": source.title, "about": f"{about(source)} {source.terms}", "url": url(source)}
            for source in page.sources
        ],
        "choices": [f"{choice}." for choice in page.choices],
    }  # fmt: skip


def _own(note: int | None) -> int | None:
    return note


def _section(section: Section, drawings: Drawings) -> Data:
    lead = ((*section.closed,), *section.lead) if section.closed else section.lead
    return {
        "title": section.title,
        "lead": [[cell(item, _own) for item in sentence] for sentence in lead],
        "parts": [
            _chart(part, drawings) if isinstance(part, Chart) else _table(part)
            for part in section.parts
            if isinstance(part, Chart) or not part.folded
        ],
        "caveats": [plain(caveat) for caveat in section.caveats],
        "foot": plain(section.foot),
    }


def _chart(chart: Chart, drawings: Drawings) -> Data:
    width = charts.print_width(chart)
    return {
        "kind": "chart", "title": chart.title, "svg": drawing(chart, drawings, width),
        "wide": width == charts.WIDE, "caption": plain(chart.caption),
        "notes": list(dict.fromkeys(chart.notes)), "summary": chart.summary,
    }  # fmt: skip


def _table(one: Table) -> Data:
    whole = table(one, _own)
    pieces = [_columns(whole, kept) for kept in _spread(len(one.head))]
    most = max(len(piece["head"]) for piece in pieces)
    return {
        "kind": "table", "title": one.title, "caption": plain(one.caption), "pieces": pieces,
        "size": next(size for columns, size in SIZES if most <= columns),
    }  # fmt: skip


def _spread(columns: int) -> list[list[int]]:
    """Return which columns stand side by side: the first in every piece."""
    rest = list(range(1, columns))
    step = COLUMNS - 1
    return [[0, *rest[start : start + step]] for start in range(0, max(len(rest), 1), step)]


def _columns(whole: Data, kept: list[int]) -> Data:
    return {
        "head": [whole["head"][column] for column in kept],
        "right": [whole["right"][column] for column in kept],
        "rows": [[row[column] for column in kept] for row in whole["rows"]],
    }
