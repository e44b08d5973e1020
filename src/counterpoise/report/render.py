"""Draw a page: as a self-contained HTML file, as text for a terminal, or as JSON."""

from __future__ import annotations

import json
import re
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterpoise.report import charts, wording
from counterpoise.report.pages import (
    JUDGED,
    SHOWN,
    Cell,
    Chart,
    Number,
    Page,
    Section,
    Sentence,
    Table,
)

if TYPE_CHECKING:
    from markupsafe import Markup
    from rich.console import Console

STYLES = {"holds": "green", "fails": "red", "depends": "yellow", "cannot tell": "dim"}
"""How a verdict is written on a terminal."""
TEMPLATES = Path(__file__).parent / "templates"


@dataclass
class Drawings:
    """The charts of a page as SVG, drawn by an executor while the page is still being made.

    Parameters
    ----------
    executor : concurrent.futures.Executor or None
        Who draws; None draws each chart when it is asked for.
    """

    executor: Executor | None = None
    _begun: dict[tuple[str, int], Future[str]] = field(default_factory=dict, repr=False)

    def begin(self, section: Section) -> None:
        """Have the charts of a finished section drawn."""
        if self.executor is None:
            return
        for part in section.parts:
            if isinstance(part, Chart):
                for width in charts.widths(part):
                    drawn = self.executor.submit(charts.svg, part, width)
                    self._begun[part.id, width] = drawn

    def svg(self, chart: Chart, width: int) -> str:
        """Return a chart's drawing, waiting for it if need be."""
        begun = self._begun.get((chart.id, width))
        return begun.result() if begun else charts.svg(chart, width)


def html(page: Page, drawings: Drawings | None = None) -> str:
    """Return the page as one HTML document that needs nothing else: style and charts are inside."""
    drawings = drawings or Drawings()
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["coded"] = _coded
    environment.filters["counted"] = wording.counted
    environment.tests["number"] = lambda cell: isinstance(cell, Number)
    environment.tests["judged"] = lambda cell: isinstance(cell, Number) and cell.status in JUDGED
    environment.tests["chart"] = lambda part: isinstance(part, Chart)
    return environment.get_template("page.html").render(
        page=page,
        style=Markup((TEMPLATES / "page.css").read_text()),
        drawn=lambda chart: [Markup(drawings.svg(chart, width)) for width in charts.widths(chart)],
        columns=_columns,
    )


def _coded(words: str) -> Markup:
    """Return words, escaped, in which what stands between backticks is set as code."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(words))))


def _columns(chart: Chart) -> list[str]:
    """Return the columns of a chart's data that a reader wants: not those that only style it."""
    style = {"axis", "format", "base", "ends", "name", "zero", "order"}
    return list(dict.fromkeys(key for row in chart.data for key in row if key not in style))


def as_json(page: Page) -> str:
    """Return the page as JSON, its numbers unrounded."""
    return json.dumps(page.as_dict(), ensure_ascii=False, indent=2)


def text(page: Page, console: Console) -> None:
    """Print the page to a terminal."""
    from rich.padding import Padding
    from rich.table import Table as Grid
    from rich.text import Text

    console.print()
    console.print(Text(page.title, style="bold"), Text(page.subtitle, style="dim"), sep="  ")
    console.print()
    for sentence in page.answer:
        console.print(_told(sentence))
    for section in page.sections:
        console.print()
        console.rule(Text(section.title, style="bold"), align="left", style="dim")
        for sentence in section.lead:
            console.print(_told(sentence))
        for part in section.parts:
            if not isinstance(part, Table):
                continue
            if part.folded:
                console.print(Text(f"{part.folded}: in HTML and JSON", style="dim"))
                continue
            grid = Grid(
                title=part.title or None, title_justify="left", title_style="bold", box=None,
                padding=(0, 1), pad_edge=False,
            )  # fmt: skip
            heads, rows = part.head_marks(), part.row_marks()
            for head, mark, right in zip(part.head, heads, part.numeric(), strict=True):
                grid.add_column(_marked(head, mark, "dim"), justify="right" if right else "left")
            for row, own in zip(part.rows, rows, strict=True):
                name, *cells = row
                grid.add_row(
                    _marked(name, own),
                    *(
                        _cell(cell, marked=not (own or mark))
                        for cell, mark in zip(cells, heads[1:], strict=True)
                    ),
                )
            console.print()
            console.print(grid)
            if part.caption:
                console.print(Text(part.caption, style="dim italic"))
        for caveat in section.caveats:
            console.print(Padding(Text(f"! {caveat}", style="yellow"), (0, 0, 0, 2)))
    console.print()
    console.rule(Text("Where the numbers come from", style="bold"), align="left", style="dim")
    for note in page.notes:
        console.print(
            Text(f"[{note.number}] ", style="cyan")
            + Text(
                f"{note.source} {note.vintage}: {note.what}; {wording.counted(note.rows, 'row')}"
            )
        )
    for source in page.sources:
        console.print(
            Text(f"{source.id} {source.vintage}: {source.citation} {source.terms}", style="dim")
        )
    for choice in page.choices:
        console.print(Text(f"{choice}.", style="dim"))


def _told(sentence: Sentence) -> Any:
    from rich.text import Text

    line = Text()
    for cell in sentence:
        line.append(_cell(cell, style="bold") if isinstance(cell, Number) else Text(cell))
    return line


def _marked(words: Cell, mark: int | None, style: str = "") -> Any:
    """Return words with a footnote that stands for a whole row or column."""
    from rich.text import Text

    written = _cell(words) if isinstance(words, Number) else Text(words, style=style)
    if mark is not None:
        written.append(f" [{mark}]", style="cyan dim")
    return written


def _cell(cell: Cell, *, style: str = "", marked: bool = True) -> Any:
    """Return a cell for the terminal: a number with its footnote, what is not there dimmed."""
    from rich.text import Text

    if isinstance(cell, str):
        return Text(cell)
    written = Text(
        cell.text, style=style if cell.status == SHOWN else STYLES.get(cell.status, "dim")
    )
    if marked and cell.note is not None:
        written.append(f" [{cell.note}]", style="cyan dim")
    return written
