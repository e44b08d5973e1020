"""``counterpoise table MEASURE STATE…``: a measure as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from counterpoise import bounds
from counterpoise.cli import deliver, door, options

if TYPE_CHECKING:
    from counterpoise.report.tables.result import Table

FORMS: Final = ("table", "csv", "json", "parquet", "dta", "xlsx")
BINARY: Final = ("parquet", "dta", "xlsx")


@click.command()
@click.argument("measure", required=False)
@click.argument("states", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="List the measures there are.")
@click.option(
    "--codebook", is_flag=True, help="Print what the columns of MEASURE are, with their units."
)
@click.option(
    "--channel",
    default=None,
    help="arms, imports, exports, aid, investment, …. [default: arms; trade for pairs]",
)
@click.option(
    "--item", "--basket", "item", default=None, metavar="CODE|BASKET",
    help="Of imports or exports these goods alone: how HS codes begin, or a basket such as energy.",
)  # fmt: skip
@click.option(
    "--source",
    default=None,
    help="Rows of this source. [default: what tells most of a state's year]",
)
@click.option("--vintage", default=None, help="Rows of this vintage.")
@click.option("--years", type=options.Years(), metavar="A-B", help="These years.")
@click.option(
    "--window",
    type=options.whole(bounds.WINDOW),
    help="Trailing window in years. [default: the channel's]",
)
@click.option(
    "--floor",
    type=options.Number(bounds.FLOOR),
    help="Smallest total with a share. [default: the channel's]",
)
@click.option(
    "--order",
    "q",
    type=options.Number(bounds.ORDER),
    help="Order q of hill_number; inf is allowed.",
)
@click.option(
    "--largest", "k", type=options.whole(bounds.LARGEST), help="k of concentration_ratio."
)
@click.option(
    "--keep",
    type=options.Number(bounds.KEEP),
    help="Part of a stock left after a year, of decayed_stock.",
)
@click.option(
    "--lag", type=options.whole(bounds.LAG), help="Years back that turnover compares with."
)
@click.option(
    "--partners",
    type=options.Names(),
    metavar="A,B",
    help="Partners that act as one, of acting_together.",
)
@click.option(
    "--by", type=click.Choice(("year", "month")), help="Period of relations. [default: year]"
)
@click.option(
    "--engine", default="", metavar="NAME",
    help="Of strategic_products: polars, duckdb, or spark://HOST:PORT. [default: polars]",
)  # fmt: skip
@options.rivals
@options.blocs
@options.as_of
@options.choice(*FORMS, text="[default: by the ending of FILE, else table]")
@options.output
def table(
    measure: str | None,
    states: tuple[str, ...],
    listing: bool,
    codebook: bool,
    channel: str | None,
    item: str | None,
    source: str | None,
    vintage: str | None,
    years: tuple[int, int] | None,
    window: int | None,
    floor: float | None,
    engine: str,
    rivals: tuple[str, ...],
    blocs: tuple[str, ...],
    as_of: int | None,
    form: str | None,
    output: str | None,
    **settings: Any,
) -> None:
    """Print a MEASURE of STATES, year by year, or write it; of all states if none is named.

    A bloc stands for its members, each by itself: `table herfindahl ASEAN`.

    FILE may end in .csv, .parquet, .dta (Stata, with labels), .xlsx or .json. Every row says which
    release it comes from; files have names and codes of ISO, Correlates of War and Gleditsch-Ward too.

    \b
    counterpoise table --list
    counterpoise table hedging --codebook
    counterpoise table shares VNM --channel arms --years 2019 --window 25
    counterpoise table herfindahl VNM IDN --channel imports --source cow_trade
    counterpoise table shares JPN --basket rare_earths --years 2023
    counterpoise table strategic_products VNM IDN --basket materials --years 2022-2024
    counterpoise table relations VNM --years 2019 --by month
    counterpoise table oneal_russett --channel trade --years 2014 -o dependence.dta
    """  # noqa: D301
    from counterpoise.panel.store import Store
    from counterpoise.reference import groups
    from counterpoise.reference import states as registry
    from counterpoise.report.tables.asked import Asked
    from counterpoise.report.tables.result import table as made

    form = deliver.form_of(form, output, *FORMS)
    if listing or measure is None:
        deliver.table(_listed(), form=form, output=output, heads=[])
        return
    if codebook:
        _show_codebook(measure, form, output)
        return
    given = {name: value for name, value in settings.items() if value is not None and value != ()}
    if "partners" in given:
        given["partners"] = tuple(registry.resolve(partner) for partner in given["partners"])
    asked = Asked(
        channel=channel or "",
        source=source or "",
        vintage=vintage or "",
        years=years,
        window=window,
        floor=floor,
        as_of=as_of,
        blocs=tuple(groups.resolve(bloc) for bloc in blocs),
        rivals=tuple(registry.resolve(rival) for rival in rivals),
        settings=given,
        item=item or "",
    )
    answer = made(Store.open(), measure, asked.states(states), asked, engine=engine)
    if answer.silence:
        door.say(f"{answer.silence[:1].upper()}{answer.silence[1:]}.", err=True)
    elif not len(answer):
        door.say(
            "No rows: the states or years asked for are not covered (which is not zero).", err=True
        )
    _deliver(answer, form, output)


def _deliver(answer: Table, form: str, output: str | None) -> None:
    """Print a table, or write it with what its columns are."""
    from counterpoise.report.tables import files

    if form == "table":
        rows = answer.rows.select(
            name for name in answer.columns if name != "channel" and not name.endswith(CODES)
        )
        deliver.table(rows, form=form, output=output, heads=list(answer.choices))
    elif output is None or (output == deliver.STANDARD and form != "parquet"):
        if form in BINARY:
            raise click.UsageError(f"--format {form} needs --output FILE")
        deliver.table(answer.rows, form=form, output=None, heads=[])
    elif output == deliver.STANDARD:
        deliver.table(answer.rows, form=form, output=output, heads=[])
    else:
        written = files.save(answer.rows, answer.about(), Path(output), form)
        if form == "csv":
            door.say(f"What its columns are: {files.beside(written)}", err=True)


CODES: Final = ("_name", "_iso3", "_cow", "_gw", "_none")
"""How columns end that the terminal goes without."""


def _show_codebook(measure: str, form: str, output: str | None) -> None:
    from counterpoise.report.tables.codebook import of_name

    book = of_name(measure)
    if form == "table" and not output:
        for line in book.lines():
            door.say(line)
    else:
        deliver.table(book.frame(), form=form, output=output, heads=book.lines()[:1])


@click.command(
    "measure", hidden=True, deprecated="it is `counterpoise table` now, and goes with the next release",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)  # fmt: skip
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def measure(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Do what `counterpoise table` does: the verb's old name."""
    with table.make_context("table", list(words), parent=ctx.parent) as inner:
        table.invoke(inner)


def _listed() -> Any:
    import polars as pl

    from counterpoise.measures import BY_PRODUCT, MEASURES

    return pl.DataFrame(
        [
            {"measure": one.name, "what it tells": one.help, "unit": one.unit}
            for one in (*MEASURES.values(), BY_PRODUCT)
        ]
    )
