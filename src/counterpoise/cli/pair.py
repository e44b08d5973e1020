"""``counterpoise pair STATE PARTNER``: everything between two states."""

from __future__ import annotations

import click

from counterpoise.cli import deliver, options


@click.command()
@click.argument("state")
@click.argument("partner")
@options.as_of
@options.output
@options.force
@options.page_form
def pair(
    state: str,
    partner: str,
    as_of: int | None,
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Tell everything between STATE and PARTNER, both ways, through time.

    What each is to the other by channel and product, trade as each tells it, arms, capital and aid, votes,
    pacts and quarrels, what happened when, what a cut-off would cost each, and where it is going.

    \b
    counterpoise pair VNM CHN
    """  # noqa: D301
    from counterpoise.panel.store import Store
    from counterpoise.reference import states as registry
    from counterpoise.report import asked_before
    from counterpoise.report.pair import pair as make
    from counterpoise.report.question import Question

    both = registry.state(state), registry.state(partner)
    question = Question("pair", both, {"as-of": as_of})
    place = deliver.place(question, form=form, output=output, force=force)
    page = asked_before.page(
        Store.open(), question.command, lambda store: make(store, *both, as_of=as_of)
    )
    deliver.page(page, place)
