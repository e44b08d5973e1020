"""``counterpoise cutoff STATE``: what losing a partner costs, or which loss would be the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from counterpoise import bounds
from counterpoise.cli import deliver, options

if TYPE_CHECKING:
    from counterpoise.scenarios.shocks import Direction
    from counterpoise.scenarios.value_added import Asked


@click.command()
@click.argument("state")
@click.option(
    "--partner",
    "partners",
    type=options.Names(),
    default=None,
    metavar="P,…",
    help="Who stops trading with STATE; several, or a bloc, act together. [default: whoever would hurt"
    " most]",
)
@click.option(
    "--basket", default=None, metavar="B",
    help="Only these goods that STATE buys end: a basket such as energy, or how HS codes begin. [default:"
    " all goods]",
)  # fmt: skip
@click.option(
    "--horizon",
    "horizons",
    type=click.Choice(["short", "medium", "long"]),
    multiple=True,
    help="Only this; may be given again. [default: short and long]",
)
@click.option(
    "--elasticity", type=options.Number(bounds.ELASTICITY), metavar="THETA",
    help="The median trade elasticity, in place of the usual one of one --horizon. [default: 0.76 short, 2"
    " medium, 4 long]",
)  # fmt: skip
@click.option(
    "--leak", type=options.Number(bounds.LEAK), default=0.0, metavar="PART",
    help="The part of trade that goes on all the same, such as 0.1.",
)  # fmt: skip
@click.option(
    "--direction", type=click.Choice(["both", "imports", "exports"]), default="both",
    help="What of STATE's trade with them ends. [default: both]",
)  # fmt: skip
@options.trade_baseline
@options.value_added()
@options.output
@options.force
@options.page_form
def cutoff(
    state: str,
    partners: tuple[str, ...] | None,
    basket: str | None,
    horizons: tuple[str, ...],
    elasticity: float | None,
    leak: float,
    direction: Direction,
    source: str,
    year: int | None,
    not_covered: str,
    value_added: Asked,
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """Cut STATE off from partners: real income, who takes their place, whom it hurts more.

    Without --partner: the worst that it can lose, one partner, two, or a coalition.

    \b
    counterpoise cutoff VNM --partner CHN
    counterpoise cutoff VNM --partner USA,JPN,AUS --leak 0.1
    counterpoise cutoff VNM --partner EU --direction exports
    counterpoise cutoff VNM
    counterpoise cutoff JPN --partner AUS --basket coal
    """  # noqa: D301
    if basket is not None and not basket.strip():
        raise click.UsageError("--basket must name one, not nothing; leave it out for all goods")
    from counterpoise.panel.store import Store
    from counterpoise.reference import states as registry
    from counterpoise.report import cutoff as pages
    from counterpoise.report import cutting
    from counterpoise.report.question import Question

    target = registry.state(state)
    cut = tuple(cutting.partner(each) for each in partners or ())
    asked = {
        "partner": cut, "basket": basket or "", "horizon": list(horizons),
        "elasticity": elasticity,
        "leak": leak or None, "direction": direction if direction != "both" else None,
        "source": source, "year": year,
        "not-covered": not_covered if not_covered != "left out" else None,
    }  # fmt: skip
    question = Question("cutoff", (target,), asked)
    place = deliver.place(question, form=form, output=output, force=force)
    store = Store.open()
    told = cutting.Asked(
        horizons=horizons or cutting.HORIZONS,
        elasticity=elasticity,
        source=source,
        year=year,
        not_covered=not_covered,
        value_added=value_added,
    )
    if basket is not None:
        from counterpoise.report.basket_cutoff import basket_cutoff

        page = basket_cutoff(store, target, cut, basket, told, leak=leak, direction=direction)
    elif partners is not None:
        page = pages.cutoff(store, target, cut, told, leak=leak, direction=direction)
    else:
        cutting.require_partner(direction)
        page = pages.worst(store, target, told)
    deliver.page(page, place)
