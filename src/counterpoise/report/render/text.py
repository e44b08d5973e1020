"""Print a page to a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from counterpoise.report import wording
from counterpoise.report.pages import SHOWN, Cell, Number, Page, Section, Sentence, Table

if TYPE_CHECKING:
    from rich.console import Console

ASKED = "Asked with: "
"""What stands before the question of a page that is written as text."""
FEW = 8
"""Sections to be opened one by one up to which a terminal shows them all."""
STYLES = {"holds": "green", "fails": "red", "depends": "yellow", "cannot tell": "dim"}
"""How a verdict is written on a terminal."""


def text(page: Page, console: Console) -> None:
    """Print the page to a terminal."""
    _head(page, console)
    closed = [section for section in page.sections if section.closed]
    for section in page.sections:
        if not section.closed or len(closed) <= FEW:
            _section(section, console)
    if len(closed) > FEW:
        _left_out(console)
    else:
        _sources(page, console)
    _choices(page, console)


def as_text(page: Page) -> str:
    """Return the page as a terminal of 110 letters shows it."""
    import io

    from rich.console import Console

    stream = io.StringIO()
    text(page, Console(file=stream, width=110))
    return stream.getvalue()


def _head(page: Page, console: Console) -> None:
    from rich.text import Text

    console.print()
    console.print(Text(page.title, style="bold"), Text(page.subtitle, style="dim"), sep="  ")
    console.print(Text(page.stamp(), style="dim"))
    if page.question:
        console.print(Text(f"{ASKED}{page.question}", style="dim"))
    console.print()
    for label, sentence in page.answered():
        start = Text(f"{label}: " if label else "", style="bold cyan")
        console.print(start + _told(sentence))


def _left_out(console: Console) -> None:
    from rich.text import Text

    console.print()
    console.print(
        Text(
            "What each figure rests on, and the command that shows its rows: in HTML (-o FILE.html) and"
            " JSON (--format json)",
            style="dim",
        )
    )
    console.print()


def _section(section: Section, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print()
    console.rule(Text(section.title, style="bold"), align="left", style="dim")
    for sentence in section.lead:
        console.print(_told(sentence))
    for part in section.parts:
        if isinstance(part, Table) and part.folded:
            console.print(Text(f"{part.folded}: in HTML and JSON", style="dim"))
        elif isinstance(part, Table):
            console.print()
            console.print(_grid(_cut(part, console.width) if part.brief else part, console.width))
            if part.caption:
                console.print(Text(part.caption, style="dim italic"))
    for caveat in section.caveats:
        console.print(Padding(Text(f"! {caveat}", style="yellow"), (0, 0, 0, 2)))
    if section.foot:
        console.print(Text(section.foot.replace("`", ""), style="dim"))


def _grid(table: Table, width: int) -> Any:
    from rich.table import Table as Grid

    grid = Grid(
        title=table.title or None, title_justify="left", title_style="bold", box=None,
        padding=(0, 1), pad_edge=False,
    )  # fmt: skip
    heads = table.head_marks()
    rooms = _rooms(table, width)
    for head, mark, right, room in zip(table.head, heads, table.numeric(), rooms, strict=True):
        grid.add_column(
            _marked(head, mark, "dim"), justify="right" if right else "left", overflow="fold",
            width=room,
        )  # fmt: skip
    for (name, *cells), own in zip(table.rows, table.row_marks(), strict=True):
        written = (
            _cell(cell, marked=not (own or mark))
            for cell, mark in zip(cells, heads[1:], strict=True)
        )
        grid.add_row(_marked(name, own), *written)
    return grid


def _rooms(table: Table, width: int) -> list[int | None]:
    """Return how wide each column of a table is that has no room for all of each: no figure is cut.

    A column has at least its longest word, and a figure is one; what is left goes, letter by letter,
    to the column whose longest cell would else take most lines. None for a table that has room.
    """
    columns = [
        [head + MARK * (mark is not None), *(_words(row[place]) for row in table.rows)]
        for place, (head, mark) in enumerate(zip(table.head, table.head_marks(), strict=True))
    ]
    if any(mark is not None for mark in table.row_marks()):
        columns[0] = [words + MARK for words in columns[0]]
    whole = [max(map(len, cells)) for cells in columns]
    left = width - GAP * (len(whole) - 1)
    if sum(whole) <= left:
        return [None] * len(whole)
    rooms = [
        max(len(word) for words in cells for word in words.split(" ") or [""]) for cells in columns
    ]
    while sum(rooms) > left and max(rooms) > SHORTEST:  # long names break, not figures
        texts = [place for place, number in enumerate(table.numeric()) if not number]
        place = max(texts or range(len(rooms)), key=lambda each: rooms[each])
        if rooms[place] <= SHORTEST:
            break
        rooms[place] -= 1
    while sum(rooms) < left:
        place = max(range(len(rooms)), key=lambda each: whole[each] / max(rooms[each], 1))
        rooms[place] += 1
    return [*rooms]


MARK = " [99]"
"""A footnote behind words."""
WHOLE = 2
"""Columns of a brief table that are never cut short: what names a row, and what is said of it."""


def _cut(table: Table, width: int) -> Table:
    """Return a brief table of one line a row: the texts of its later columns share what is left."""
    widths = [
        max(len(_words(row[place])) for row in table.rows) for place in range(len(table.head))
    ]
    left = width - sum(width + GAP for width in widths[:WHOLE])
    room: dict[int, int] = {}
    # The narrowest first: what it does not need goes to the others.
    for place in sorted(range(WHOLE, len(widths)), key=lambda place: widths[place]):
        fair = max(left // (len(widths) - WHOLE - len(room)) - GAP, SHORTEST)
        room[place] = min(widths[place], fair)
        left -= room[place] + GAP
    rows = tuple(
        tuple(
            _shortened(cell, room[place]) if place in room and isinstance(cell, str) else cell
            for place, cell in enumerate(row)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


GAP, SHORTEST = 2, 8
"""Letters between columns, and letters that are left of any text."""


def _words(cell: Cell) -> str:
    return cell.text if isinstance(cell, Number) else cell


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _sources(page: Page, console: Console) -> None:
    from rich.text import Text

    console.print()
    console.rule(Text("Where the numbers come from", style="bold"), align="left", style="dim")
    for note in page.notes:
        told = f"{note.source} {note.vintage}: {note.what}{wording.rows_given(note.rows)}"
        console.print(Text(f"[{note.number}] ", style="cyan") + Text(told))
        # In one line of its own, however long, so that it can be copied.
        console.print(Text(f"    {note.command}", style="dim"), soft_wrap=True)
    for source in page.sources:
        told = " ".join(filter(None, (source.beware, source.citation, source.terms)))
        console.print(Text(f"{source.id} {source.vintage}: {told}", style="dim"))


def _choices(page: Page, console: Console) -> None:
    from rich.text import Text

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
