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
@click.option(
    "--all",
    "judge_all",
    is_flag=True,
    help="Judge what was only proposed, too: all that was read, however surely. Not with --strict.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Judge only what was read surely and without filling anything in. Not with --all.",
)
@click.option(
    "--reader",
    "address",
    default="",
    metavar="URL",
    help="Have the text read by an address of yours: it is posted there. [default: the rules here]",
)
@options.output
@options.force
@options.page_form
def check(
    file: Path,
    stated: datetime.datetime | None,
    about: str,
    judge_all: bool,
    strict: bool,
    address: str,
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Check the statements of FILE: a list in TOML, or a plain text in English.

    Each is computed under every defensible reading, with what was known on its date and with what
    is known today, and ends in: holds, fails, depends, or cannot tell. Of a text, what was read
    surely is judged; the rest is proposed with its reading and no verdict, and what could not be
    read is listed.

    \b
    counterpoise check examples/vietnam_balancing.toml
    counterpoise check article.txt --stated 2020-02-26 --about VNM
    counterpoise check article.txt --stated 2020-02-26 --all -o article.html

    \b
    Exit codes:
      0  every statement was read surely, and judged
      1  the file was refused
      2  misuse
      3  of at least one statement the evidence cannot tell
      4  at least one was only proposed, or a sentence could not be read
      5  no statement was found
    """  # noqa: D301
    if judge_all and strict:
        raise click.UsageError("--all judges whatever was read, --strict less than usual: say one")
    mode = "all" if judge_all else "strict" if strict else None
    if file.suffix.lower() == ".toml":
        if stated or about or mode or address:
            raise click.UsageError(
                "--stated, --about, --all, --strict and --reader are for a text: a list says its own"
            )
        title, statements = _listed(file)
        found = None
    else:
        found = _found(file, stated.date() if stated else None, about, address)
        title, statements = file.name, _judged(found, mode)
    if not ((found and found.candidates) or statements or form or output):
        # Nothing to keep: the answer is told, and no file written.
        form = "text"
    from counterpoise.panel.store import Store
    from counterpoise.report import check as pages
    from counterpoise.report.question import Question
    from counterpoise.statements.checking.check import check as judge

    asked = {
        "stated": f"{stated:%Y-%m-%d}" if stated else None, "about": about,
        "all": judge_all, "strict": strict, "reader": address,
    }  # fmt: skip
    question = Question("check", (file,), asked)
    place = deliver.place(question, form=form, output=output, force=force)
    store = Store.open()
    checked = judge(store, statements)
    page = pages.page(store, title, checked, found=found)
    deliver.page(page, place)
    if code := pages.exit_code(checked, found):
        sys.exit(code)


def _judged(found: Found, mode: str | None) -> tuple[Statement, ...]:
    """Return the statements to be judged: those read surely, those without anything filled in, or all."""
    return tuple(
        each.statement
        for each in found.candidates
        if mode == "all" or (each.firm and not (mode == "strict" and each.assumed))
    )


def _listed(file: Path) -> tuple[str, tuple[Statement, ...]]:
    """Return the title and the statements of a list in TOML."""
    from counterpoise.panel.store import Store
    from counterpoise.statements import statement_file

    Store.open()  # so that channels of data of one's own are known
    listed = statement_file.read(file)
    return listed.title or file.name, listed.statements


def _found(file: Path, stated: datetime.date | None, about: str, address: str) -> Found:
    """Return what a reader finds in a text: the rules here, or an address of the user's."""
    from counterpoise.errors import StatementError
    from counterpoise.reference import states
    from counterpoise.statements.reading.endpoint import EndpointReader
    from counterpoise.statements.reading.reader import RoleReader, StatementReader
    from counterpoise.statements.reading.tokens.sentences import day_of, open_text

    text = open_text(file)
    date, notes = day_of(text, stated)
    if date is None:
        raise click.UsageError("say when the text was written: --stated YYYY-MM-DD")
    subject = states.resolve(about) if about else ""
    reader: StatementReader = EndpointReader(address) if address else RoleReader()
    found = reader.read(text, stated=date, subject=subject)
    if len(found.statements) > MOST:
        raise StatementError(
            f"A text must make at most {MOST:,} statements, not {len(found.statements):,}.",
            where=str(file),
            attempt="check it in parts",
        )
    return replace(found, notes=(*found.notes, *notes))
