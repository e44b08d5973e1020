"""``counterpoise compare STATE STATE…``: several states side by side."""

from __future__ import annotations

import click

from counterpoise.cli import deliver, options


@click.command()
@click.argument("states", nargs=-1, required=True)
@options.as_of
@options.blocs
@options.rivals
@options.output
@options.force
@options.choice("html", "json", "text", text="Only this. [default: text here, HTML in a file]")
def compare(
    states: tuple[str, ...],
    as_of: int | None,
    blocs: tuple[str, ...],
    rivals: tuple[str, ...],
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Put STATES side by side: leaders, concentration and what one loss would take, by channel.

    \b
    counterpoise compare VNM IDN KAZ
    """  # noqa: D301
    with deliver.drawing(form, output) as drawings:
        from counterpoise.panel.store import Store
        from counterpoise.reference import groups
        from counterpoise.reference import states as registry
        from counterpoise.report.compare import compare as make
        from counterpoise.report.question import Question

        chosen = tuple(groups.resolve(bloc) for bloc in blocs)
        named = [registry.state(state) for state in states]
        poles = tuple(registry.state(rival) for rival in rivals)
        options_told = {"as-of": as_of, "blocs": chosen, "rivals": poles}
        question = Question("compare", tuple(named), options_told)
        place = deliver.place(question, form=form, output=output, force=force)
        page = make(
            Store.open(), named, as_of=as_of, blocs=chosen, rivals=poles, done=drawings.begin
        )
        deliver.page(page, place, drawings)
