"""``counterpoise measure MEASURE STATE…``: a measure as a table."""

from __future__ import annotations

from typing import Any

import click

from counterpoise.cli import deliver, door, options


@click.command()
@click.argument("measure", required=False)
@click.argument("states", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="List the measures there are.")
@click.option(
    "--channel",
    default="",
    help="arms, imports, exports, aid, investment, …. [default: arms; trade for pairs]",
)
@click.option(
    "--source", default="", help="Rows of this source. [default: what tells most of a state's year]"
)
@click.option("--vintage", default="", help="Rows of this vintage.")
@click.option("--years", type=options.Years(), metavar="A-B", help="These years.")
@click.option(
    "--window",
    type=click.IntRange(1, 100),
    help="Trailing window in years. [default: the channel's]",
)
@click.option(
    "--floor",
    type=options.Number(0, 1e15),
    help="Smallest total with a share. [default: the channel's]",
)
@click.option(
    "--order",
    "q",
    type=options.Number(0, 100, endless=True),
    help="Order q of hill_number; inf is allowed.",
)
@click.option("--largest", "k", type=click.IntRange(1, 1_000), help="k of concentration_ratio.")
@click.option(
    "--keep", type=options.Number(0, 1), help="Part of a stock left after a year, of decayed_stock."
)
@click.option("--lag", type=click.IntRange(1, 100), help="Years back that turnover compares with.")
@click.option(
    "--partners",
    type=options.Names(),
    metavar="A,B",
    help="Partners that act as one, of acting_together.",
)
@options.rivals
@options.blocs
@options.as_of
@options.choice(
    "table", "csv", "json", "parquet", text="[default: by the ending of FILE, else table]"
)
@options.output
def measure(
    measure: str | None,
    states: tuple[str, ...],
    listing: bool,
    channel: str,
    source: str,
    vintage: str,
    years: tuple[int, int] | None,
    window: int | None,
    floor: float | None,
    rivals: tuple[str, ...],
    blocs: tuple[str, ...],
    as_of: int | None,
    form: str | None,
    output: str | None,
    **settings: Any,
) -> None:
    """Print a MEASURE of STATES, year by year; of all states if none is named.

    \b
    counterpoise measure --list
    counterpoise measure shares VNM --channel arms --years 2019 --window 25
    counterpoise measure herfindahl VNM IDN --channel imports --source cow_trade
    counterpoise measure oneal_russett --channel trade --years 2014 --format csv
    """  # noqa: D301
    import polars as pl

    from counterpoise.panel.store import Store
    from counterpoise.reference import groups
    from counterpoise.reference import states as registry
    from counterpoise.report.tables import Asked, measured

    form = deliver.form_of(form, output, "table", "csv", "json", "parquet")
    if listing or measure is None:
        deliver.table(_listed(), form=form, output=output, heads=[])
        return
    given = {name: value for name, value in settings.items() if value is not None and value != ()}
    if "partners" in given:
        given["partners"] = tuple(registry.resolve(partner) for partner in given["partners"])
    asked = Asked(
        channel=channel,
        source=source,
        vintage=vintage,
        years=years,
        window=window,
        floor=floor,
        as_of=as_of,
        blocs=tuple(groups.resolve(bloc) for bloc in blocs),
        rivals=tuple(registry.resolve(rival) for rival in rivals),
        settings=given,
    )
    answer = measured(Store.open(), measure, [registry.resolve(state) for state in states], asked)
    if answer.rows.is_empty():
        door.say(
            "No rows: the states or years asked for are not covered (which is not zero).", err=True
        )
    rows = answer.rows.select(pl.exclude("_none")) if form == "table" else answer.rows
    deliver.table(rows, form=form, output=output, heads=list(answer.choices))


def _listed() -> Any:
    import polars as pl

    from counterpoise.measures import MEASURES

    return pl.DataFrame(
        [
            {"measure": one.name, "what it tells": one.help, "unit": one.unit}
            for one in MEASURES.values()
        ]
    )
