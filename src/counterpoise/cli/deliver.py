"""Hand a finished page or table to whoever asked: the terminal, standard output, or a file."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoise.errors import StoreError

if TYPE_CHECKING:
    import polars as pl

    from counterpoise.report.pages import Page
    from counterpoise.report.question import Question
    from counterpoise.report.render import Drawings


@contextmanager
def drawing(form: str | None, output: str | None) -> Iterator[Drawings]:
    """Yield drawings made by a process of their own, if the page is wanted as HTML.

    Its engine starts while evidence is still read, and draws while sections are still made.
    """
    if _form(form, output) not in {None, "html"}:
        from counterpoise.report.render import Drawings

        yield Drawings()
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from counterpoise.report import charts

    context = get_context("fork" if _single_threaded() else "spawn")
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        executor.submit(charts.warm_up)
        # Only now: what draws a page takes a while to import.
        from counterpoise.report.render import Drawings

        yield Drawings(executor)


def _single_threaded() -> bool:
    """Return whether this process is known to have one thread: then a copy of it starts soonest.

    A copy of a process with more may wait forever for locks that the others held.
    """
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


@dataclass(frozen=True)
class Place:
    """Where the page on a question goes, and as what.

    Parameters
    ----------
    question : Question
        What the page answers.
    form : str or None
        "html", "json" or "text"; None for text on the terminal and HTML in a file.
    path : Path or None
        The file; None for the terminal alone.
    """

    question: Question
    form: str | None
    path: Path | None


def place(question: Question, *, form: str | None, output: str | None, force: bool) -> Place:
    """Return where the page on a question goes.

    Asked before the page is made: who is refused need not wait for it.

    Raises
    ------
    StoreError
        If there is a file that does not answer this question, and `force` is not said.
    """
    form = _form(form, output)
    named = output or (f"{question.stem}.html" if form in {None, "html"} else None)
    path = Path(named) if named else None
    if path and path.is_file() and not force:
        _refuse_anothers(path, question)
    return Place(question, form, path)


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


def page(made: Page, place: Place, drawings: Drawings) -> None:
    """Deliver a page to its place: shown, written, or both."""
    from rich.console import Console

    from counterpoise.report import render

    made = replace(made, question=place.question.command)
    if place.form == "json":
        _to_file_or_screen(render.as_json(made) + "\n", place.path)
    elif place.form == "text" and place.path:
        stream = io.StringIO()
        render.text(made, Console(file=stream, width=110))
        whole(place.path, stream.getvalue())
    elif place.form in {None, "text"}:
        render.text(made, Console(highlight=False, width=None if os.isatty(1) else 110))
    if place.form in {None, "html"} and place.path:
        whole(place.path, render.html(made, drawings))
        click.echo(f"\nThe page with charts: {place.path.resolve()}")


def table(frame: pl.DataFrame, *, form: str, output: str | None, heads: list[str]) -> None:
    """Deliver a table as text with its heads, or as CSV, JSON or Parquet."""
    if form == "parquet":
        if not output:
            raise click.UsageError("--format parquet needs --output FILE")
        stream = io.BytesIO()
        frame.write_parquet(stream)
        whole(Path(output), stream.getvalue())
        return
    if form == "csv":
        _to_file_or_screen(frame.write_csv(), output)
    elif form == "json":
        _to_file_or_screen(frame.write_json() + "\n", output)
    else:
        _grid(frame, heads)


def whole(path: Path, content: str | bytes) -> None:
    """Write a file in one step: it is there whole or not at all."""
    written = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(written)  # a device or a pipe: nothing may take its place
            return
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as stream:
            stream.write(written)
        Path(stream.name).chmod(0o644)
        os.replace(stream.name, path)
    except OSError as fault:
        raise StoreError(
            f"Can't write the file: {fault.strerror or fault}.",
            where=str(path),
            attempt="give --output a path in a folder that exists and that you may write to",
        ) from fault


def _to_file_or_screen(content: str, output: str | Path | None) -> None:
    if output:
        whole(Path(output), content)
    else:
        click.echo(content, nl=False)


def _form(form: str | None, output: str | None) -> str | None:
    """Return the format asked for, else the one that the file's ending means, else None."""
    if form or not output:
        return form
    return {".json": "json", ".txt": "text"}.get(Path(output).suffix.lower(), "html")


def _grid(frame: pl.DataFrame, heads: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, width=None if os.isatty(1) else 140)
    grid = Table(box=None, padding=(0, 1), pad_edge=False)
    for name, kind in frame.schema.items():
        grid.add_column(Text(name, style="dim"), justify="right" if kind.is_numeric() else "left")
    for row in frame.rows():
        grid.add_row(*(_cell(cell) for cell in row))
    for head in heads:
        console.print(Text(head, style="dim"))
    roomy = console.options.update(width=100 * frame.width)
    # A table that is too wide runs over the edge rather than lose its figures.
    console.width = max(console.width, console.measure(grid, options=roomy).maximum)
    console.print(grid, soft_wrap=True)


def _cell(cell: object) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:.4g}"
    return str(cell)
