"""``counterpoise check FILE``: statements against the evidence."""

from __future__ import annotations

import datetime
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoise.cli import deliver, options

if TYPE_CHECKING:
    from counterpoise.statements.reading.reader import Found
    from counterpoise.statements.statement import Statement

MOST = 1_000
"""Statements of one text that are checked; beyond, it had better be taken in parts."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--stated", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="When a text was written. [default: the one date line at its head]",
)  # fmt: skip
@click.option(
    "--about", default="", metavar="STATE",
    help="Whom a text is about, where a sentence names nobody: \"the country\".",
)  # fmt: skip
@options.output
@options.force
@options.choice("html", "json", "text", text="Only this. [default: text here, HTML in a file]")
def check(
    file: Path,
    stated: datetime.datetime | None,
    about: str,
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Check the statements of FILE: a list in TOML, or a plain text in English.

    Each is computed under every defensible reading, with what was known on its date and with what
    is known today, and ends in: holds, fails, depends, or cannot tell. Of a text, what could not be
    read is listed. Exit code 3: no statement was found, one could not be read, or the evidence
    cannot tell of one.

    \b
    counterpoise check examples/vietnam_balancing.toml
    counterpoise check article.txt --stated 2020-02-26 --about VNM
    """  # noqa: D301
    if file.suffix.lower() == ".toml":
        if stated or about:
            raise click.UsageError("--stated and --about are for a text: a list says its own")
        title, statements = _listed(file)
        found = None
    else:
        found = _found(file, stated.date() if stated else None, about)
        title, statements = file.name, found.statements
    if not (statements or form or output):
        # Nothing to keep: the answer is told, and no file written.
        form = "text"
    with deliver.drawing(form, output) as drawings:
        from counterpoise.panel.store import Store
        from counterpoise.report import check as pages
        from counterpoise.report.question import Question
        from counterpoise.statements.checking.check import check as judge

        asked = {"stated": f"{stated:%Y-%m-%d}" if stated else None, "about": about}
        question = Question("check", (file,), asked)
        place = deliver.place(question, form=form, output=output, force=force)
        store = Store.open()
        checked = judge(store, statements)
        page = pages.page(store, title, checked, found=found, done=drawings.begin)
        deliver.page(page, place, drawings)
    if not pages.all_judged(checked, found):
        sys.exit(3)


def _listed(file: Path) -> tuple[str, tuple[Statement, ...]]:
    """Return the title and the statements of a list in TOML."""
    from counterpoise.panel.store import Store
    from counterpoise.statements import statement_file

    Store.open()  # so that channels of data of one's own are known
    listed = statement_file.read(file)
    return listed.title or file.name, listed.statements


def _found(file: Path, stated: datetime.date | None, about: str) -> Found:
    """Return what the grammar finds in a text."""
    from counterpoise.errors import StatementError
    from counterpoise.reference import states
    from counterpoise.statements.reading.reader import GrammarReader
    from counterpoise.statements.reading.sentences import open_text, stated_in

    text = open_text(file)
    own = stated_in(text)
    date = stated or own
    if date is None:
        raise click.UsageError("say when the text was written: --stated YYYY-MM-DD")
    subject = states.resolve(about) if about else ""
    found = GrammarReader().read(text, stated=date, subject=subject)
    if len(found.statements) > MOST:
        raise StatementError(
            f"A text must make at most {MOST:,} statements, not {len(found.statements):,}.",
            where=str(file),
            attempt="check it in parts",
        )
    if own and own != date:
        told = f"the text's own date line says {own}; it was read as of {date}, as asked for"
        found = replace(found, notes=(*found.notes, told))
    return found
