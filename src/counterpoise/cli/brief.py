"""``counterpoise brief STATE``: the brief on a state."""

from __future__ import annotations

import click

from counterpoise.cli import deliver, options


@click.command()
@click.argument("state")
@options.as_of
@options.blocs
@options.rivals
@options.output
@options.force
@options.choice("html", "json", "text", text="Only this. [default: text here, HTML in a file]")
def brief(
    state: str,
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
    file is named by what is asked: vnm-brief.html, vnm-brief-as-of-2015.html.

    \b
    counterpoise brief VNM
    counterpoise brief "Viet Nam" --as-of 2015 --blocs EU,ASEAN -o vietnam-2015.html
    """  # noqa: D301  click keeps the lines of a paragraph that starts with a backspace
    with deliver.drawing(form, output) as drawings:
        from counterpoise.panel.store import Store
        from counterpoise.reference import groups
        from counterpoise.reference import states as registry
        from counterpoise.report.brief import brief as make
        from counterpoise.report.question import Question

        chosen = tuple(groups.resolve(bloc) for bloc in blocs)
        poles = tuple(registry.state(rival) for rival in rivals)
        named = registry.state(state)
        question = Question("brief", (named,), {"as-of": as_of, "blocs": chosen, "rivals": poles})
        place = deliver.place(question, form=form, output=output, force=force)
        page = make(
            Store.open(),
            named,
            as_of=as_of,
            blocs=chosen,
            rivals=poles,
            done=drawings.begin,
        )
        deliver.page(page, place, drawings)
