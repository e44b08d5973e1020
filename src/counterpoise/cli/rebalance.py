"""``counterpoise rebalance STATE``: the cheapest mix of partners that stands on its own."""

from __future__ import annotations

import click

from counterpoise.cli import deliver, options


@click.command()
@click.argument("state")
@click.option(
    "--demand", "-d", "demands", multiple=True, metavar="TEXT",
    help="Such as 'worst loss <= 30 %', 'CHN + HKG <= 35 %', 'independent >= 3', 'RUS >= 10 %',"
    " 'tilt USA / CHN <= 10 %', 'pace <= 2 points a year'; may be given again."
    " [default: half of today's worst loss]",
)  # fmt: skip
@click.option(
    "--channel", type=options.Names(), default=("imports",), metavar="C,…",
    help="imports, exports, arms, aid, investment; several stand under one budget."
    " [default: imports]",
)  # fmt: skip
@click.option(
    "--years", type=click.IntRange(1, 50), default=10, show_default=True,
    help="Within which it is to be reached, and precedents are counted of.",
)  # fmt: skip
@click.option(
    "--capacity", type=options.Number(0.0, 100.0, endless=True), default=0.2, show_default=True,
    metavar="PART", help="The part of what a partner gives to others that it could turn; inf.",
)  # fmt: skip
@options.as_of
@options.output
@options.force
@options.choice("html", "json", "text", text="Only this. [default: text here, HTML in a file]")
def rebalance(
    state: str,
    demands: tuple[str, ...],
    channel: tuple[str, ...],
    years: int,
    capacity: float,
    as_of: int | None,
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Find the cheapest mix of partners of STATE that keeps to demands, and what it costs.

    \b
    counterpoise rebalance VNM -d "worst loss <= 30 %"
    counterpoise rebalance VNM -d "CHN + HKG <= 25 %" -d "independent >= 4"
    counterpoise rebalance SRB --channel arms -d "CHN <= 30 %"
    """  # noqa: D301
    with deliver.drawing(form, output) as drawings:
        from counterpoise.panel.store import Store
        from counterpoise.report.question import Question
        from counterpoise.report.rebalance import rebalance as make
        from counterpoise.scenarios.rebalance.question import Rebalance
        from counterpoise.scenarios.rebalance.usual import usual

        store = Store.open()
        asked = Rebalance(
            state=state, channels=channel, demands=demands, capacity=capacity, years=years,
            as_of=as_of,
        )  # fmt: skip
        told = {
            "channel": channel if channel != ("imports",) else (),
            "demand": [str(one) for one in asked.demands],
            "years": years if years != 10 else None,
            "capacity": capacity if capacity != 0.2 else None, "as-of": as_of,
        }  # fmt: skip
        question = Question("rebalance", (asked.state,), told)
        place = deliver.place(question, form=form, output=output, force=force)
        page = make(store, usual(store, asked), command=question.command, done=drawings.begin)
        deliver.page(page, place, drawings)
