"""``counterpoise check FILE``: statements against the evidence."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from counterpoise.cli import deliver, options


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
@options.choice("html", "json", "text", text="Only this. [default: text here, HTML in a file]")
def check(
    file: Path,
    stated: datetime.datetime | None,
    about: str,
    output: str | None,
    form: str | None,
) -> None:
    """Check the statements of FILE: a list in TOML, or a plain text in English.

    Each is computed under every defensible reading, with what was known on its date and with what
    is known today, and ends in: holds, fails, depends, or cannot tell. Of a text, what could not be
    read is listed. Exit code 3: some could not be judged.

    \b
    counterpoise check examples/vietnam_balancing.toml
    counterpoise check article.txt --stated 2020-02-26 --about VNM
    """  # noqa: D301
    with deliver.drawing(form, output) as drawings:
        from counterpoise.panel.store import Store
        from counterpoise.reference import states as registry
        from counterpoise.report import check as pages
        from counterpoise.statements import statement_file
        from counterpoise.statements.check import check as judge

        store, found = Store.open(), None
        if file.suffix.lower() == ".toml":
            listed = statement_file.read(file)
            title, statements = listed.title or file.name, listed.statements
        else:
            from counterpoise.statements.reader import GrammarReader
            from counterpoise.statements.sentences import open_text, stated_in

            text = open_text(file)
            date = stated.date() if stated else stated_in(text)
            if date is None:
                raise click.UsageError("say when the text was written: --stated YYYY-MM-DD")
            subject = registry.resolve(about) if about else ""
            found = GrammarReader().read(text, stated=date, subject=subject)
            title, statements = file.name, found.statements
        checked = judge(store, statements)
        page = pages.page(store, title, checked, found=found, done=drawings.begin)
        deliver.page(page, form=form, output=output, drawings=drawings)
    if not pages.all_judged(checked):
        sys.exit(3)
