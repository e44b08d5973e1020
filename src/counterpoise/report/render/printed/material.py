"""What printed pages are set from: a page's words and figures as plain data, drawings as SVG.

Typst gets all of it as JSON, and nothing of it as markup: whatever a source, a file or a name holds
is set as the letters that it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from counterpoise.report.pages import (
    JUDGED,
    NONE,
    SHOWN,
    Cell,
    Chart,
    Number,
    Page,
    SourceCard,
    Table,
)
from counterpoise.report.render.drawings import Drawings

Data = dict[str, Any]
Mark = Callable[[int | None], int | str | None]
"""What stands for a footnote in print: its number, those of its sources, or nothing."""

FONT: Final = "Libertinus Serif"
CODE: Final = "DejaVu Sans Mono"
"""The letters that Typst itself brings: a page is the same on every machine."""
FIRM: Final = frozenset({SHOWN, NONE, *JUDGED})


def cell(item: Cell, mark: Mark) -> str | Data:
    """Return words as they are, and a figure with how firm it is and its mark."""
    if not isinstance(item, Number):
        return joined(item)
    return {"text": joined(item.text), "firm": item.status in FIRM, "note": mark(item.note)}


def table(one: Table, mark: Mark) -> Data:
    """Return a table whose marks stand in its head or at the first cell of a row where all share one."""
    heads, rows = one.head_marks(), one.row_marks()
    return {
        "head": [_with(head, mark(note)) for head, note in zip(one.head, heads, strict=True)],
        "right": list(one.numeric()),
        "rows": [
            [
                _first(item, own, mark)
                if not column
                else cell(item, _no_mark if own or heads[column] else mark)
                for column, item in enumerate(row)
            ]
            for row, own in zip(one.rows, rows, strict=True)
        ],
    }


def _first(item: Cell, own: int | None, mark: Mark) -> str | Data:
    words = item.text if isinstance(item, Number) else item
    return _with(words, mark(own))


def _with(words: str, note: int | str | None) -> str | Data:
    words = joined(words)
    return {"text": words, "firm": True, "note": note} if note else words


def joined(words: str) -> str:
    """Return words in which a span of years is not broken over two lines."""
    return re.sub(r"(\d–)(?=\d)", "\\1\u2060", words)


def _no_mark(note: int | None) -> None:
    return None


def answer(page: Page, mark: Mark) -> list[Data]:
    """Return the lines of the answer, each with its label."""
    return [
        {"label": label, "cells": [cell(item, mark) for item in sentence]}
        for label, sentence in page.answered()
    ]


def drawing(chart: Chart, drawings: Drawings, width: int) -> str:
    """Return a chart's drawing in the colours of the light page and the letters of print."""
    svg = drawings.svg(chart, width)
    light = _light()
    svg = re.sub(r"var\((--\w+)\)", lambda found: light.get(found[1], "#000000"), svg)
    return re.sub(r'font-family="[^"]*"', f'font-family="{FONT}"', svg)


@cache
def _light() -> Mapping[str, str]:
    from counterpoise.report.charts import STYLE

    root = STYLE.read_text(encoding="utf-8").split("@media")[0]
    return dict(re.findall(r"(--\w+):([^;}]+)", root))


def about(source: SourceCard) -> str:
    """Return a source's vintage, years, what to beware of and citation in one line."""
    beware = f"{source.beware} " if source.beware else ""
    return f"{source.vintage}, {source.span()}. {beware}{source.citation}"


def cite(page: Page) -> str:
    """Return how a page is cited."""
    known = f", as of {page.as_of}" if page.as_of else ""
    return (
        f"Counterpoise {page.version}, “{page.title}: {page.subtitle[:1].lower()}{page.subtitle[1:]}”"
        f"{known}, made on {page.made}, from the sources above; cite these too."
    )


def url(source: SourceCard) -> str:
    """Return a source's address, if it is one of the web."""
    return source.url if source.url.startswith(("https://", "http://")) else ""


def plain(words: str) -> str:
    """Return words without the marks of code in them."""
    return words.replace("`", "")


def head(page: Page, paper: str) -> Data:
    """Return what every printed page begins with."""
    return {
        "paper": paper, "title": page.title, "subtitle": page.subtitle, "stamp": page.stamp(),
        "question": page.question, "description": page.stamp(), "cite": cite(page),
        "fonts": [FONT], "code": CODE,
    }  # fmt: skip
