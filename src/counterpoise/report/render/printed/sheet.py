"""The fact sheet of two pages: what of a brief stands on it, in the order in which room is given."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from counterpoise.report import charts
from counterpoise.report.pages import Chart, Page, Section, SourceCard, Table
from counterpoise.report.render.drawings import Drawings
from counterpoise.report.render.printed.material import (
    Data,
    Mark,
    about,
    answer,
    cell,
    drawing,
    head,
    plain,
    table,
    url,
)

FINDINGS: Final = ("arms", "outlook", "trade", "cutoff", "votes", "hedging", "disputes")
"""Sections whose first sentence is told."""
CHARTS: Final = (
    "effective-partners", "votes-agreement", "trade-long-run", "share-fans", "arms-stock",
    "trade-balance", "hedging-triangle",
)  # fmt: skip
"""Charts that stand two by two, as many as have room."""
AFTER: Final = ("cutoff-partners", "one-loss", "hedging-ties")
"""Tables that follow, each before a pair of charts."""
THIN: Final = 5
"""Tables and pairs of charts under which a sheet has room for more: of a tiny state, or one long gone."""
MORE: Final = (
    "votes-table", "trade-partners", "disputes-opponents", "arms-suppliers", "aid-donors",
    "independent-partners", "energy-suppliers", "materials-suppliers", "agreements", "pacts",
)  # fmt: skip
"""Tables that follow on such a sheet, as many as have room."""
MORE_CHARTS: Final = ("disputes-years", "votes-positions")
"""Charts that stand side by side on such a sheet."""
CAVEATS: Final = ("cutoff", "trade", "hedging", "arms")
"""Sections of whose caveats the first is told."""
PAIRED: Final = 420
"""Pixels of the width of a chart that stands beside another: so few that its letters can be read."""
ROWS: Final = 12
"""Rows of a table at most."""


def sheet(page: Page, drawings: Drawings, paper: str) -> Data:
    """Return what the fact sheet of a brief is set from."""
    used = Used(page)
    return {
        **head(page, paper),
        "answer": answer(page, used.mark),
        "picture": _picture(page, drawings, used),
        "blocks": list(_blocks(page, drawings, used.mark)),
        "sources": [
            {"number": number, "title": source.title, "about": about(source), "url": url(source)}
            for source, number in used.numbers.items()
        ],
        "choices": "; ".join(page.choices) + ".",
        "more": f"Every figure with its rows: {page.question or 'counterpoise brief'}"
        " --pages full, or as HTML.",
    }  # fmt: skip


class Used:
    """The sources of what stands on a sheet, numbered as they are first called."""

    def __init__(self, page: Page) -> None:
        cards = {(source.id, source.vintage): source for source in page.sources}
        self._by_note = {
            note.number: [cards[one] for one in note.releases() if one in cards]
            for note in page.notes
        }
        self.numbers: dict[SourceCard, int] = {}

    def called(self, note: int | None) -> list[int]:
        """Return the numbers of a footnote's sources; none that has no card, such as tables of ours."""
        return [
            self.numbers.setdefault(source, len(self.numbers) + 1)
            for source in self._by_note.get(note or 0, ())
        ]

    def mark(self, note: int | None) -> str | None:
        """Return the numbers of a footnote's sources as one mark, the least first; None if it has none."""
        return ",".join(map(str, sorted(self.called(note)))) or None


def _picture(page: Page, drawings: Drawings, used: Used) -> Data | None:
    if page.picture is None:
        return None
    marks = {number for note in page.picture.notes for number in used.called(note)}
    return {
        **_chart(page.picture, drawings, charts.WIDE),
        "marks": sorted(marks),
    }


def _chart(chart: Chart, drawings: Drawings, width: int = PAIRED) -> Data:
    return {
        "title": chart.title,
        "svg": drawing(chart, drawings, width),
        "caption": plain(chart.caption),
        "summary": chart.summary,
    }


def _blocks(page: Page, drawings: Drawings, mark: Mark) -> Iterator[Data]:
    parts = {part.id: part for section in page.sections for part in section.parts}
    sections = {section.id: section for section in page.sections}
    tables = {name: part for name, part in parts.items() if isinstance(part, Table)}
    drawn = [part for name in CHARTS if isinstance(part := parts.get(name), Chart)]
    pairs = [
        {"kind": "charts", "charts": [_chart(part, drawings) for part in pair]}
        for pair in (drawn[start : start + 2] for start in range(0, len(drawn), 2))
    ]
    yield from (_table(tables[name], mark) for name in ("who-brings-what",) if name in tables)
    for name in FINDINGS:
        if name in sections and sections[name].lead and sections[name].parts:
            yield _finding(sections[name], mark)
    shown = [name for name in ("who-brings-what", *AFTER) if name in tables]
    for name, pair in zip_longest(AFTER, pairs):
        if name in shown:
            yield _table(tables[name], mark)
        if pair:
            yield pair
    if len(shown) + len(pairs) < THIN:
        yield from (_table(tables[name], mark) for name in MORE if name in tables)
        beside = [part for name in MORE_CHARTS if isinstance(part := parts.get(name), Chart)]
        if beside:
            yield {"kind": "charts", "charts": [_chart(part, drawings) for part in beside]}
    for name in CAVEATS:
        if name in sections and sections[name].caveats:
            yield {"kind": "caveat", "words": plain(sections[name].caveats[0])}


def _finding(section: Section, mark: Mark) -> Data:
    cells = [cell(item, mark) for item in section.lead[0]]
    return {"kind": "finding", "title": section.short or section.title, "cells": cells}


def _table(one: Table, mark: Mark) -> Data:
    made = table(one, mark)
    left = len(made["rows"]) - ROWS
    more = f" {left} more in the long page." if left > 0 else ""
    return {
        **made, "kind": "table", "title": one.title, "rows": made["rows"][:ROWS],
        "caption": plain(one.caption) + more,
    }  # fmt: skip
