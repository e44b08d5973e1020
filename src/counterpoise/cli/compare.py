"""``counterpoise compare STATE STATE…``: several states side by side."""

from __future__ import annotations

import click

from counterpoise.cli import deliver, options


@click.command()
@click.argument("states", nargs=-1, required=True)
@click.option(
    "--partner", default="", metavar="P",
    help="Tell of this partner in every state: its shares, trade over GDP, what a cut-off costs.",
)  # fmt: skip
@click.option(
    "--sort", default="", metavar="COLUMN",
    help="Sort the tables by this column, such as \"HHI\" or \"Its share\".",
)  # fmt: skip
@options.as_of
@options.blocs
@options.rivals
@options.output
@options.force
@options.page_form
def compare(
    states: tuple[str, ...],
    partner: str,
    sort: str,
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
    counterpoise compare VNM IDN MYS THA PHL SGP KHM LAO MMR BRN --partner CHN --sort HHI
    counterpoise compare VNM IDN KAZ --partner CHN -o side-by-side.csv
    """  # noqa: D301
    from counterpoise.panel.store import Store
    from counterpoise.reference import groups
    from counterpoise.reference import states as registry
    from counterpoise.report import asked_before
    from counterpoise.report.compare import compare as make
    from counterpoise.report.question import Question

    chosen = tuple(groups.resolve(bloc) for bloc in blocs)
    named = [registry.state(state) for state in states]
    poles = tuple(registry.state(rival) for rival in rivals)
    beside = registry.state(partner) if partner else ""
    options_told = {
        "partner": beside, "sort": sort, "as-of": as_of, "blocs": chosen, "rivals": poles,
    }  # fmt: skip
    question = Question("compare", tuple(named), options_told)
    place = deliver.place(question, form=form, output=output, force=force)
    page = asked_before.page(
        Store.open(),
        question.command,
        lambda store: make(
            store, named, as_of=as_of, blocs=chosen, rivals=poles, partner=beside, sort=sort
        ),
    )
    deliver.page(page, place)
