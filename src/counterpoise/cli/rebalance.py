"""``counterpoise rebalance STATE``: the cheapest mix of partners that stands on its own."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from counterpoise import bounds
from counterpoise.cli import deliver, options

if TYPE_CHECKING:
    from counterpoise.scenarios.rebalance.question import Rebalance


PIPE: Final = "-"


@click.command()
@click.argument("state")
@click.option(
    "--demand", "--demands", "-d", "demands", multiple=True, metavar="TEXT",
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
    "--years", type=options.whole(bounds.CHANGE), default=10, show_default=True,
    help="Within which it is to be reached, and precedents are counted of.",
)  # fmt: skip
@click.option(
    "--capacity", type=options.Number(bounds.CAPACITY), default=0.2, show_default=True,
    metavar="PART", help="The part of what a partner gives to others that it could turn; inf.",
)  # fmt: skip
@options.as_of
@options.output
@options.force
@options.page_form
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

    In place of STATE a file may ask: question.toml with state, channels, demands, years, capacity;
    - is standard input.

    \b
    counterpoise rebalance VNM -d "worst loss <= 30 %"
    counterpoise rebalance VNM -d "CHN + HKG <= 25 %" -d "independent >= 4"
    counterpoise rebalance SRB --channel arms -d "CHN <= 30 %"
    counterpoise rebalance question.toml
    """  # noqa: D301
    from counterpoise.panel.store import Store
    from counterpoise.report import rebalance as pages

    store = Store.open()  # which tells the user's own channels, too
    asked = _asked(state, channel, demands, capacity, years, as_of)
    question = pages.asked(asked)
    if _is_file(state):
        said = Path("question.toml" if state == PIPE else state)
        question = replace(question, subjects=(said,), options={})
    place = deliver.place(question, form=form, output=output, force=force)
    page = pages.rebalance(store, asked, command=question.command)
    deliver.page(page, place)


def _asked(
    state: str,
    channels: tuple[str, ...],
    demands: tuple[str, ...],
    capacity: float,
    years: int,
    as_of: int | None,
) -> Rebalance:
    """Return the question of a file, or of the options."""
    from counterpoise.scenarios.rebalance import question_file
    from counterpoise.scenarios.rebalance.question import Rebalance

    if not _is_file(state):
        return Rebalance(
            state=state, channels=channels, demands=demands, capacity=capacity, years=years,
            as_of=as_of,
        )  # fmt: skip
    given = click.get_current_context().get_parameter_source
    told = [
        name
        for name in ("demands", "channel", "years", "capacity", "as_of")
        if given(name) is click.core.ParameterSource.COMMANDLINE
    ]
    if told:
        raise click.UsageError(f"a file says it all: write --{told[0].replace('_', '-')} into it")
    if state == PIPE:
        content = sys.stdin.buffer.read(question_file.LARGEST + 1)
        return question_file.decoded(content, name="standard input")
    return question_file.read(Path(state))


def _is_file(state: str) -> bool:
    """Return whether a file, or what comes by pipe, stands in place of a state."""
    return state == PIPE or Path(state).suffix == ".toml"
