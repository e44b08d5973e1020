"""Hand a finished page or table to whoever asked: the terminal, standard output, or a file.

A file is written as its ending says, or refused before any work; ``-`` is standard output.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from json import dumps
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal

import click

from counterpoise.cli import door
from counterpoise.drafts import whole
from counterpoise.errors import StoreError, quoted
from counterpoise.printable import seen

STANDARD: Final = "-"
"""What is named for standard output in place of a file."""
PAGES: Final = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".txt": "text",
    ".csv": "csv",
    ".pdf": "pdf",
    ".docx": "docx",
}
"""How a page is written to a file that ends so."""
PRINTED: Final = {"pdf": ("typst", "pdf", "a PDF"), "docx": ("docx", "word", "a Word document")}
"""What is of two pages or of all, on paper: the library that writes it, the extra it comes with, its name."""
ADVICE: Final = {
    ".odt": "word processors open .docx",
    ".doc": "word processors open .docx",
    ".xlsx": ".csv holds every number of a page; `counterpoise table` writes .xlsx",
    ".png": "`counterpoise table` and charts by -o FILE.html",
}
"""What to do in place of files that are not written."""

if TYPE_CHECKING:
    import polars as pl

    from counterpoise.report.pages import Page
    from counterpoise.report.question import Question


@dataclass(frozen=True)
class Place:
    """Where the page on a question goes, and as what.

    Parameters
    ----------
    question : Question
        What the page answers.
    form : str or None
        "html", "json", "text", "csv", "pdf" or "docx"; None for text on the terminal and HTML in a file.
    path : Path or None
        The file; None for the terminal alone, or standard output.
    pages, paper : str
        How long what is printed is, "2" or "full", and its paper.
    """

    question: Question
    form: str | None
    path: Path | None
    pages: Literal["2", "full"] = "full"
    paper: Literal["a4", "letter"] = "a4"


def place(
    question: Question,
    *,
    form: str | None,
    output: str | None,
    force: bool,
    pages: Literal["2", "full"] = "full",
    paper: Literal["a4", "letter"] = "a4",
) -> Place:
    """Return where the page on a question goes.

    Asked before the page is made: who is refused need not wait for it.

    Raises
    ------
    UsageError
        If the file's ending is that of nothing that a page is written as.
    ExtraError
        If a library that writes it is not installed.
    StoreError
        If there is a file that does not answer this question, and `force` is not said.
    """
    standard = output == STANDARD
    form = form_of_page(form, output) or ("text" if standard else None)
    named = output or {None: f"{question.stem}.html", "html": f"{question.stem}.html",
                       "pdf": f"{question.stem}.pdf",
                       "docx": f"{question.stem}.docx"}.get(form)  # fmt: skip
    path = Path(named) if named and not standard else None
    # A table is written anew like any other; a page is not written over another's.
    if path and path.is_file() and not force and form != "csv":
        _refuse_anothers(path, question)
    return Place(question, form, path, pages, paper)


def _refuse_anothers(path: Path, question: Question) -> None:
    from counterpoise.report.question import of_file

    held = of_file(path)
    if held == question.command:
        return
    what = "it answers another question" if held else "it is no page that this program wrote"
    raise StoreError(
        f"Can't overwrite the file: {what}.",
        where=f"{path}, asked with: {held}" if held else str(path),
        attempt="another name with --output, or --force to overwrite it",
    )


def page(made: Page, place: Place, *, quiet: bool = False) -> None:
    """Deliver a page to its place: shown, written, or both; `quiet` leaves out where it is."""
    from counterpoise.report import render
    from counterpoise.settings import Settings

    drawings = render.Drawings(render.Drawn(Settings().drawings).svg)
    made = replace(made, question=place.question.command)
    if place.form == "csv":
        _to_file_or_screen(render.as_csv(made), place.path)
    elif place.form == "json":
        _to_file_or_screen(render.as_json(made) + "\n", place.path, json=True)
    elif place.form == "text" and place.path:
        whole(place.path, render.as_text(made))
    elif place.form in {None, "text"}:
        from rich.console import Console

        render.text(made, Console(highlight=False, width=None if os.isatty(1) else 110))
    if place.form in {None, "html"}:
        _drawn(render.html(made, drawings), place, quiet=quiet)
    elif place.form == "pdf":
        _drawn(render.pdf(made, drawings, pages=place.pages, paper=place.paper), place, quiet=quiet)
    elif place.form == "docx":
        written = render.docx(made, drawings, pages=place.pages, paper=place.paper)
        _drawn(written, place, quiet=quiet)


def _drawn(content: str | bytes, place: Place, *, quiet: bool) -> None:
    """Write what has charts to its file, or as bytes to standard output."""
    if place.path is None:
        click.echo(content.encode() if isinstance(content, str) else content, nl=False)
        return
    whole(place.path, content)
    if not quiet:
        door.say(f"\nThe page with charts: {place.path.resolve()}")


def form_of_page(form: str | None, output: str | None) -> str | None:
    """Return the format asked for, else the one that the file's ending means, else None.

    Raises
    ------
    UsageError
        If nothing is written to a file that ends so, or it is not what ``--format`` says.
    ExtraError
        If a library that writes it is not installed.
    """
    ending = "" if output in {None, STANDARD} else Path(str(output)).suffix.lower()
    meant = PAGES.get(ending)
    if form and meant and form != meant:
        raise click.UsageError(f"--format {form} is not what {quoted(str(output))} ends in")
    if output and output != STANDARD and not (form or meant):
        raise click.UsageError(_unwritten(ending))
    form = form or meant
    if form in PRINTED:
        from counterpoise.errors import ExtraError

        library, extra, what = PRINTED[form]
        ExtraError.require(library, extra, what=what)
    return form


def _unwritten(ending: str) -> str:
    endings = ", ".join(one for one in PAGES if one != ".htm")
    if not ending:
        return f"name a file that ends in one of {endings}, or say the --format"
    advice = f"; {ADVICE[ending]}" if ending in ADVICE else ""
    return (
        f"no page is written as {quoted(ending)}: name a file that ends in one of {endings}{advice}"
    )


def form_of(form: str | None, output: str | None, *allowed: str) -> str:
    """Return the format of a table: the one asked for, else what the file's ending means.

    Without a file it is the first of those allowed.
    """
    if form or not output or output == STANDARD:
        return form or allowed[0]
    ending = Path(output).suffix.lower().lstrip(".")
    known = {"txt": "table", "text": "table"}.get(ending, ending)
    if known not in allowed:
        endings = ", ".join(f".{'txt' if one == 'table' else one}" for one in allowed)
        raise click.UsageError(f"say the --format, or name a file that ends in one of {endings}")
    return known


def table(frame: pl.DataFrame, *, form: str, output: str | None, heads: list[str]) -> None:
    """Deliver a table as text with its heads, or as CSV, JSON or Parquet."""
    from counterpoise.report.tables import files

    if form == "parquet":
        if not output:
            raise click.UsageError("--format parquet needs --output FILE")
        stream = io.BytesIO()
        frame.write_parquet(stream)
        if output == STANDARD:
            click.echo(stream.getvalue(), nl=False)
        else:
            whole(Path(output), stream.getvalue())
        return
    output = None if output == STANDARD else output
    frame = files.printable(frame)
    if form == "csv":
        _to_file_or_screen(files.without_formulas(frame).write_csv(), output)
    elif form == "json":
        _to_file_or_screen(frame.write_json() + "\n", output, json=True)
    elif output:
        written = io.StringIO()
        _grid(frame, heads, written)
        whole(Path(output), written.getvalue())
    else:
        _grid(frame, heads)


def _to_file_or_screen(content: str, output: str | Path | None, *, json: bool = False) -> None:
    if output:
        whole(Path(output), content)
    elif json:
        json_to_screen(content)
    elif _fits_the_screen(content):
        click.echo(content, nl=False)
    else:  # a table for another program, to which a letter changed would be another name
        click.echo(content.encode(), nl=False)


def json_to_screen(content: str) -> None:
    """Print JSON, in ASCII where the terminal lacks letters of it."""
    click.echo(content if _fits_the_screen(content) else _in_ascii(content), nl=False)


def _fits_the_screen(content: str) -> bool:
    try:
        content.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _in_ascii(content: str) -> str:
    r"""Return JSON in ASCII: all letters beyond stand in its texts, as \u and code."""
    return re.sub(r"[^\x00-\x7f]+", lambda found: dumps(found[0])[1:-1], content)


def _grid(frame: pl.DataFrame, heads: list[str], file: IO[str] | None = None) -> None:
    """Print a table in columns; one that is too wide runs over the edge rather than lose its figures.

    The columns are laid out here: a library that measures each cell takes minutes for a table of all
    states.
    """
    from rich.console import Console
    from rich.text import Text

    width = 140 if file or not os.isatty(1) else None
    console = Console(highlight=False, width=width, file=file)
    for head in heads:
        console.print(Text(seen(head), style="dim"))
    names, *lines = _lines(frame)
    console.print(Text(names, style="dim"), soft_wrap=True)
    console.file.writelines(f"{line}\n" for line in lines)


def _lines(frame: pl.DataFrame) -> Iterator[str]:
    """Return the names of a table's columns and its rows as lines: figures right, words left."""
    from rich.cells import cell_len

    laid = []
    for name, kind in frame.schema.items():
        cells = [name, *map(_cell, frame[name].to_list())]
        widths = [len(cell) if cell.isascii() else cell_len(cell) for cell in cells]
        widest, figures = max(widths), kind.is_numeric()
        pads = (" " * (widest - width) for width in widths)
        pairs = zip(cells, pads, strict=True)
        laid.append([pad + cell if figures else cell + pad for cell, pad in pairs])
    return ("  ".join(row).rstrip() for row in zip(*laid, strict=True))


def _cell(cell: object) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:.4g}"
    return str(cell)
