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
@options.choice("html", "json", "text", text="Only this. [default: text here, HTML in a file]")
def brief(
    state: str,
    as_of: int | None,
    blocs: tuple[str, ...],
    rivals: tuple[str, ...],
    output: str | None,
    form: str | None,
) -> None:
    """Write the brief on STATE: who brings what, how concentrated, how asymmetric, over time.

    STATE is a code or a name, such as VNM or "Viet Nam". The text is shown here, and a page with
    charts is written beside it; every number has a footnote to its source, vintage and rows.

    \b
    counterpoise brief VNM
    counterpoise brief "Viet Nam" --as-of 2015 --blocs EU,ASEAN -o vietnam-2015.html
    """  # noqa: D301  click keeps the lines of a paragraph that starts with a backspace
    with deliver.drawing(form, output) as drawings:
        from counterpoise.panel.store import Store
        from counterpoise.reference import groups
        from counterpoise.reference import states as registry
        from counterpoise.report.brief import brief as make

        chosen = tuple(groups.resolve(bloc) for bloc in blocs)
        poles = tuple(registry.resolve(rival) for rival in rivals)
        page = make(
            Store.open(),
            registry.resolve(state),
            as_of=as_of,
            blocs=chosen,
            rivals=poles,
            done=drawings.begin,
        )
        deliver.page(page, form=form, output=output, drawings=drawings)
