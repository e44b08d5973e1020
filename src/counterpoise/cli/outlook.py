"""``counterpoise outlook STATE``: where its partners are going, as probabilities."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoise import bounds
from counterpoise.cli import deliver, options


@click.command()
@click.argument("state")
@click.option(
    "--channel", type=click.Choice(["arms", "trade"]), default="arms", show_default=True,
    help="Arms received, or goods imported.",
)  # fmt: skip
@click.option(
    "--as-of",
    type=options.YEAR,
    metavar="YEAR",
    help="The last year known. [default: the last held]",
)
@click.option(
    "--to", type=options.whole(bounds.TO), metavar="YEAR",
    help="The last year of the window, at most 10 years on. [default: 5 on]",
)  # fmt: skip
@click.option(
    "--shock", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="A scenario with interventions: an embargo imposed or lifted, a collapse, an entrant.",
)  # fmt: skip
@click.option("--source", default="", metavar="SOURCE", help="Where the past comes from.")
@click.option("--model", default="", metavar="MODEL", help="[default: what the backtest chose]")
@options.output
@options.force
@options.page_form
def outlook(
    state: str,
    channel: str,
    as_of: int | None,
    to: int | None,
    shock: Path | None,
    source: str,
    model: str,
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Forecast the partners of STATE: who leads, fans of shares, newcomers, and the model's record.

    What happened stands beside, where it is known; so does the outlook without intervention.

    \b
    counterpoise outlook VNM --as-of 2015 --to 2025
    counterpoise outlook VNM --as-of 2015 --to 2025 --shock embargo_lifted.toml
    """  # noqa: D301
    from counterpoise.panel.store import Store
    from counterpoise.reference import states as registry
    from counterpoise.report.outlook import outlook as make
    from counterpoise.report.question import Question
    from counterpoise.scenarios import scenario_file

    named = registry.state(state)
    asked = {"channel": channel, "as-of": as_of, "to": to, "shock": shock, "source": source,
             "model": model}  # fmt: skip
    question = Question("outlook", (named,), asked)
    place = deliver.place(question, form=form, output=output, force=force)
    page = make(
        Store.open(),
        named,
        channel=channel,
        as_of=as_of,
        to=to,
        source=source,
        model=model,
        interventions=scenario_file.read(shock).interventions if shock else None,
        options="".join(
            f" --{name} {value}"
            for name, value in (
                ("source", source),
                ("model", model),
                ("shock", shock.name if shock else ""),
            )
            if value
        ),
    )
    deliver.page(page, place)
