"""What a page is: the one context that terminal, HTML, web and JSON all draw from.

A page is sentences, tables and charts whose figures are `Number` objects. A number knows what it is
worth, how it is written, whether it is known at all, and which footnote says where it comes from.
Whatever texts a page is made of (`printable`), letters that can't be seen are left out of it here, so
that no reader of it (terminal, HTML, JSON, the engine of the charts) meets them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from counterpoise.errors import ExtraError, UsageError
from counterpoise.printable import Printable, number_of
from counterpoise.report.dating import today

if TYPE_CHECKING:
    import pandas
    import polars as pl

SHOWN = "shown"
NOT_COVERED = "not covered"
NOT_HELD = "not held"
SUPPRESSED = "suppressed"
UNDEFINED = "undefined"
PARTLY_KNOWN = "partly known"
"""Less is told than the rule of trust asks for: bounds, where there are any."""
TOO_LITTLE = "too little known"
NO_STATE = "did not exist"
"""The state, or its partner, was not there in the years that are told of: nothing to know."""
NONE = "none"
"""Within coverage and nothing passed: a true zero, shown as a dash."""
JUDGED = ("holds", "fails", "depends", "cannot tell")
"""Verdicts: a number with one of these is words, coloured by what they say."""


@dataclass(frozen=True)
class Number(Printable):
    """One figure on a page.

    Parameters
    ----------
    value : float or None
        In `unit`; None unless `status` is "shown" or "none".
    text : str
        As it is written.
    unit : str
        The unit of `value`, in words.
    status : str
        "shown", "none", "suppressed", "undefined", "partly known", "too little known", "not
        covered", "not held" or "did not exist".
    note : int or None
        The footnote that says which rows it comes from.
    bar : float or None
        Length of the bar behind it in a table, 0 to 1.
    """

    value: float | None
    text: str
    unit: str = ""
    status: str = SHOWN
    note: int | None = None
    bar: float | None = None


Cell = Number | str
Marks = tuple[int | None, ...]
Sentence = tuple[Cell, ...]


@dataclass(frozen=True)
class Note(Printable):
    """A footnote: the source, the vintage and the rows behind one or more numbers.

    `rows` is how many the command gives; None where it gives more than the numbers rest on. `also`
    are the other releases that the numbers stand on, each as source and vintage.
    """

    number: int
    source: str
    vintage: str
    title: str
    what: str
    rows: int | None
    command: str
    also: tuple[tuple[str, str], ...] = ()

    def releases(self) -> tuple[tuple[str, str], ...]:
        """Return all releases that the numbers stand on, as source and vintage, its own first."""
        return ((self.source, self.vintage), *self.also)


@dataclass(frozen=True)
class Table(Printable):
    """A table; the first cell of a row names it. With `folded`, only these words until it is opened.

    A `brief` one gives every row a line or two, and cuts what is longer; `links` are the sections of
    the page that its rows lead to.
    """

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    folded: str = ""
    brief: bool = False
    links: tuple[str, ...] = ()

    def numeric(self) -> tuple[bool, ...]:
        """Return which columns hold numbers, and are set to the right."""
        return tuple(
            any(
                isinstance(cell := row[column], Number) and cell.status not in JUDGED
                for row in self.rows
            )
            for column in range(len(self.head))
        )

    def head_marks(self) -> Marks:
        """Return, for each column, the footnote that all its numbers share; None if they do not."""
        return tuple(_shared(row[column] for row in self.rows) for column in range(len(self.head)))

    def row_marks(self) -> Marks:
        """Return, for each row, the footnote that its numbers share and no head says already."""
        heads = self.head_marks()
        left = (
            [cell for cell, mark in zip(row, heads, strict=True) if not mark] for row in self.rows
        )
        return tuple(_shared(cells) for cells in left)


def _shared(cells: Iterable[Cell]) -> int | None:
    """Return the one footnote of all numbers among the cells, if it is one."""
    notes = {cell.note for cell in cells if isinstance(cell, Number)}
    return notes.pop() if len(notes) == 1 else None


@dataclass(frozen=True)
class Chart(Printable):
    """A chart: the function that draws it, what it shows in words, its data and their footnotes."""

    id: str
    draw: str
    title: str
    summary: str
    data: tuple[dict[str, Any], ...]
    caption: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section(Printable):
    """A part of a page: its finding in words, then what shows it, then what to beware of.

    `foot` tells how old it is and what makes it newer; `short` stands for a long title in the page's
    list of sections. A section with `closed` shows its title and that until it is opened.
    """

    id: str
    title: str
    lead: tuple[Sentence, ...] = ()
    parts: tuple[Table | Chart, ...] = ()
    caveats: tuple[str, ...] = ()
    short: str = ""
    foot: str = ""
    closed: Sentence = ()


@dataclass(frozen=True)
class SourceCard(Printable):
    """A source as it stands at the foot of a page.

    `beware` tells what a reader must know of its figures wherever they stand: that part is estimated,
    that another release goes on where it ends.
    """

    id: str
    title: str
    publisher: str
    vintage: str
    years: tuple[int, int]
    held: str
    terms: str
    citation: str
    url: str
    beware: str = ""

    def span(self) -> str:
        """Return its years as they stand in words: 1946–2025, or 2025."""
        return "–".join(dict.fromkeys(map(str, self.years)))


@dataclass(frozen=True, repr=False)
class Page(Printable):
    """A whole page.

    Parameters
    ----------
    kind : str
        "brief" or "compare".
    states : tuple of str
        The ids of the states that it is about.
    title, subtitle : str
        What it is, and as of when, on which terms.
    answer : tuple of Sentence
        The answer, before anything else.
    labels : tuple of str
        What each sentence of the answer says, in a word or two: "Between whom"; "" for one without,
        and empty where none has.
    choices : tuple of str
        Every choice that moves the numbers: windows, floors, blocs, as-of year.
    version : str
        Of this package.
    made : str
        The day on which it was made, ISO; given, a page can be made again byte for byte.
    as_of : int or None
        The last year that may be known; None where all that is held is used.
    question : str
        The command that asks for this page.
    picture : Chart or None
        The one chart that says the answer, beside it.
    """

    kind: str
    states: tuple[str, ...]
    title: str
    subtitle: str
    answer: tuple[Sentence, ...]
    choices: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    sources: tuple[SourceCard, ...]
    version: str = field(default="")
    made: str = field(default_factory=today)
    as_of: int | None = None
    question: str = ""
    labels: tuple[str, ...] = ()
    picture: Chart | None = None

    def answered(self) -> Iterator[tuple[str, Sentence]]:
        """Return the sentences of the answer, each with its label or ""."""
        return zip(self.labels or ("",) * len(self.answer), self.answer, strict=True)

    def __repr__(self) -> str:
        return (
            f"<{self.kind}: {self.title}; {number_of(len(self.sections), 'section')},"
            f" {number_of(sum(1 for _ in self.numbers()), 'number')},"
            f" {number_of(len(self.sources), 'source')}>"
        )

    def _repr_html_(self) -> str:
        from html import escape

        from counterpoise.report import render

        # In a frame of its own, so that its style stays with it, and the notebook's out.
        return (
            '<iframe sandbox="" style="width:100%;height:42rem;border:1px solid #ccc"'
            f' srcdoc="{escape(render.html(self, render.Drawings()))}"></iframe>'
        )

    def save(
        self,
        path: str | Path,
        *,
        pages: Literal["2", "full"] | None = None,
        paper: Literal["a4", "letter"] = "a4",
    ) -> Path:
        """Write the page to a file as its ending says and return the path.

        It is .html, .pdf, .docx, .csv, .json or .txt. `pages` and `paper` are those of PDF and Word: "2"
        for a fact sheet (of a brief, by default) or "full", on "a4" or "letter". CSV holds what `frame`
        gives.

        Raises
        ------
        UsageError
            If the ending is none of these, or `pages` is "2" of what is no brief.
        ExtraError
            If Typst, which sets a PDF, or python-docx, which writes Word, is not installed.
        """
        from counterpoise import drafts
        from counterpoise.report import render

        place = Path(path)
        writers: dict[str, Callable[[], str | bytes]] = {
            ".html": lambda: render.html(self, render.Drawings()),
            ".pdf": lambda: render.pdf(self, pages=pages, paper=paper),
            ".docx": lambda: render.docx(self, pages=pages, paper=paper),
            ".csv": lambda: render.as_csv(self),
            ".json": lambda: render.as_json(self) + "\n",
            ".txt": lambda: render.as_text(self),
        }
        ending = place.suffix.lower()
        if ending not in writers:
            raise UsageError.not_among(
                "The ending of a page's file", ending or place.name, writers,
                attempt="name a file such as page.html",
            )  # fmt: skip
        drafts.whole(place, writers[ending]())
        return place

    def frame(self) -> pl.DataFrame:
        """Return every number in the page's tables: one row for each.

        Returns
        -------
        polars.DataFrame
            `section`, `table`, `row` (its first cell), `column`, `value` in `unit` (null unless it is
            known), `text` as written, `status`, `source` and `vintage` of its footnote.
        """
        import polars as pl

        notes = {note.number: (note.source, note.vintage) for note in self.notes}
        rows = [
            (section.id, part.id, _words(row[0]), head, cell.value, cell.unit, cell.text, cell.status,
             *notes.get(cell.note or 0, (None, None)))
            for section in self.sections
            for part in section.parts
            if isinstance(part, Table)
            for row in part.rows
            for head, cell in zip(part.head, row, strict=True)
            if isinstance(cell, Number)
        ]  # fmt: skip
        text, number = pl.String, pl.Float64
        kinds = (text, text, text, text, number, text, text, text, text, text)
        return pl.DataFrame(rows, dict(zip(_FRAME, kinds, strict=True)), orient="row")

    def pandas(self) -> pandas.DataFrame:
        """Return the same as a pandas frame.

        Raises
        ------
        ExtraError
            If pandas or pyarrow is not installed.
        """
        for library in ("pandas", "pyarrow"):
            ExtraError.require(library, "pandas", what="a pandas frame")
        return self.frame().to_pandas()

    def stamp(self) -> str:
        """Return when the page was made, with what, and what was known."""
        known = f"as of {self.as_of}" if self.as_of else "with all that is held"
        return f"Made on {self.made} by Counterpoise {self.version}, {known}"

    def as_dict(self) -> dict[str, Any]:
        """Return the page as plain data: what ``--format json`` prints."""
        return {"ok": True, **asdict(self)}

    def numbers(self) -> Iterator[Number]:
        """Return every number on the page, in reading order."""
        for sentence in self.answer:
            yield from (cell for cell in sentence if isinstance(cell, Number))
        for section in self.sections:
            for sentence in section.lead:
                yield from (cell for cell in sentence if isinstance(cell, Number))
            for part in section.parts:
                if isinstance(part, Table):
                    yield from (
                        cell for row in part.rows for cell in row if isinstance(cell, Number)
                    )


_FRAME: Final = (
    "section", "table", "row", "column", "value", "unit", "text", "status", "source", "vintage",
)  # fmt: skip


def _words(cell: Cell) -> str:
    return cell.text if isinstance(cell, Number) else cell
