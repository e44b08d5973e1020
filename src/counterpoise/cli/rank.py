"""``counterpoise rank MEASURE``: every state in the order of a measure, with a map."""

from __future__ import annotations

import click

from counterpoise import bounds
from counterpoise.cli import deliver, options


@click.command()
@click.argument("measure")
@click.option(
    "--channel",
    default=None,
    help="arms, imports, exports, …. [default: as of `table`]",
)
@click.option(
    "--partner", default=None, metavar="P",
    help="Of measures of pairs, the figure with this partner. [default: each state's largest]",
)  # fmt: skip
@click.option("--top", type=options.whole(bounds.ROWS), help="So many rows. [default: all]")
@click.option("--least", is_flag=True, help="From the smallest up.")
@click.option(
    "--source",
    default=None,
    help="Rows of this source. [default: what tells most]",
)
@options.as_of
@options.blocs
@options.rivals
@options.output
@options.force
@options.page_form
def rank(
    measure: str,
    channel: str | None,
    partner: str | None,
    top: int | None,
    least: bool,
    source: str | None,
    as_of: int | None,
    blocs: tuple[str, ...],
    rivals: tuple[str, ...],
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Put all states in the order of a MEASURE, each by its own last year that enough is known of.

    \b
    counterpoise rank herfindahl --channel imports --top 20
    counterpoise rank shares --channel imports --partner CHN -o leaning-on-china.html
    counterpoise rank alignment --partner USA --least -o votes.csv
    """  # noqa: D301
    from counterpoise.panel.store import Store
    from counterpoise.reference import groups
    from counterpoise.reference import states as registry
    from counterpoise.report.question import Question
    from counterpoise.report.rank import rank as make
    from counterpoise.report.tables.measured import called

    channel, source = channel or "", source or ""
    name = called(measure).name
    beside = registry.state(partner) if partner else ""
    chosen = tuple(groups.resolve(bloc) for bloc in blocs)
    poles = tuple(registry.state(rival) for rival in rivals)
    told = {
        "channel": channel, "partner": beside, "top": top, "least": least, "source": source,
        "as-of": as_of, "blocs": chosen, "rivals": poles,
    }  # fmt: skip
    place = deliver.place(Question("rank", (name,), told), form=form, output=output, force=force)
    page = make(
        Store.open(), name, channel=channel, partner=beside, top=top, least=least,
        source=source, as_of=as_of, blocs=chosen, rivals=poles,
    )  # fmt: skip
    deliver.page(page, place)
