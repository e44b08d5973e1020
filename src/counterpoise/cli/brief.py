"""``counterpoise brief STATE``: the brief on a state, or on many."""

from __future__ import annotations

from typing import Literal

import click

from counterpoise.cli import briefs, deliver, options


@click.command()
@click.argument("states", nargs=-1, metavar="STATE...")
@click.option("--all", "everybody", is_flag=True, help="The briefs on all states that there are.")
@click.option(
    "--pages", type=click.Choice(["2", "full"]),
    help="Two pages to hand on, or all of it. [default: 2 for PDF and Word, else full]",
)  # fmt: skip
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True,
    help="The paper of a PDF or Word document.",
)  # fmt: skip
@options.as_of
@options.blocs
@options.rivals
@options.briefs_output
@options.force
@options.page_form
def brief(
    states: tuple[str, ...],
    everybody: bool,
    pages: Literal["2", "full"] | None,
    paper: Literal["a4", "letter"],
    as_of: int | None,
    blocs: tuple[str, ...],
    rivals: tuple[str, ...],
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Write the brief on STATE: who brings what, how concentrated, how asymmetric, over time.

    STATE is a code or a name, such as VNM or "Viet Nam". The text is shown here, and a page with
    charts is written beside it; every number has a footnote to its source, vintage and rows. The
    file is named by what is asked: vnm-brief.html, vnm-brief-as-of-2015.html. A file that ends in
    .pdf is a fact sheet of two pages; in .docx, the same for word processors. The briefs on several
    states go to a folder.

    \b
    counterpoise brief VNM
    counterpoise brief VNM -o vietnam.pdf
    counterpoise brief "Viet Nam" --as-of 2015 --blocs EU,ASEAN -o vietnam-2015.html
    counterpoise brief VNM IDN KAZ --pages 2 -o briefs/
    counterpoise brief --all --pages 2 -o briefs/
    """  # noqa: D301  click keeps the lines of a paragraph that starts with a backspace
    if everybody == bool(states):
        raise click.UsageError("name one state or more, or say --all: not both")
    if everybody or len(states) > 1:
        form, pages = briefs.form_of(form, output, pages)
        asked = briefs.Asked(as_of, blocs, rivals, pages, paper)
        briefs.write(states, asked, form=form, folder=output or ".", force=force)
        return
    form, pages = _form(form, output, pages)
    from counterpoise.panel.store import Store
    from counterpoise.report import asked_before

    asked = briefs.Asked(as_of, blocs, rivals, pages, paper).resolved()
    question = asked.question(states[0], form)
    place = deliver.place(question, form=form, output=output, force=force, pages=pages, paper=paper)
    made = asked_before.page(
        Store.open(),
        (question.command, asked.length(form)),
        lambda store: asked.page(store, str(question.subjects[0]), form),
    )
    deliver.page(made, place)


def _form(
    form: str | None, output: str | None, pages: Literal["2", "full"] | None
) -> tuple[str | None, Literal["2", "full"]]:
    """Return the format and the length: PDF and Word have two pages unless told, and nothing else has."""
    meant = deliver.form_of_page(form, output)
    if pages == "2" and meant is None and output is None:
        return deliver.form_of_page("pdf", output), "2"
    if pages == "2" and meant not in deliver.PRINTED:
        raise click.UsageError("--pages 2 is a PDF: name a file that ends in .pdf, or in .docx")
    return meant, pages or ("2" if meant in deliver.PRINTED else "full")
