"""``counterpoise export``: panel rows out, as Parquet or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from counterpoise.cli import door, options

if TYPE_CHECKING:
    import polars as pl


@click.command()
@click.option("--source", default="", help="Rows of this source.")
@click.option(
    "--indicator",
    default="",
    help="Rows of this indicator; of each source, what those before it do not cover.",
)
@click.option(
    "--vintage", default="", help="Of this vintage. [default: all held, the newest first]"
)
@click.option(
    "--state", "named", type=options.Names(), default=(), metavar="A,B",
    help="Rows in which one of these states stands on either side.",
)  # fmt: skip
@click.option(
    "--partner", "others", type=options.Names(), default=(), metavar="A,B",
    help="With --state: only rows in which one of these stands on the other side.",
)  # fmt: skip
@click.option("--years", type=options.Years(), metavar="A-B", help="Rows of these years.")
@options.choice("csv", "parquet", text="[default: by the ending of FILE, else csv]")
@options.output
def export(
    source: str,
    indicator: str,
    vintage: str,
    named: tuple[str, ...],
    others: tuple[str, ...],
    years: tuple[int, int] | None,
    form: str | None,
    output: str | None,
) -> None:
    """Write rows of the panel, with unit, status, source and vintage on every row.

    \b
    counterpoise export --source sipri_arms --state VNM -o vietnam-arms.csv
    counterpoise export --indicator goods --years 2010-2014 -o trade.parquet
    """  # noqa: D301
    import polars as pl

    from counterpoise.cli import deliver
    from counterpoise.panel.ask import indicator_rows, source_rows
    from counterpoise.panel.store import Store
    from counterpoise.reference import states as registry

    form = deliver.form_of(form, output, "csv", "parquet")
    if not source and not indicator:
        raise click.UsageError("name a --source or an --indicator")
    if others and not named:
        raise click.UsageError("--partner needs --state: whose partner?")
    store = Store.open()
    if indicator:
        rows = indicator_rows(store, indicator, source=source, vintage=vintage).rows
    else:
        rows = source_rows(store, source, vintage=vintage)
    columns = rows.collect_schema().names()
    year = pl.col("year") if "year" in columns else pl.col("date").dt.year()
    entities, partners = ([registry.resolve(state) for state in each] for each in (named, others))
    sides = [name for name in ("origin", "destination", "state") if name in columns]
    if entities:
        rows = rows.filter(pl.any_horizontal(pl.col(sides).is_in(entities)))
    if partners:
        rows = rows.filter(_between(sides, entities, partners))
    found = (rows.filter(year.is_between(*years)) if years else rows).collect()
    if found.is_empty():
        held = rows.select(first=year.min(), last=year.max()).collect().row(0)
        _say_none(indicator or source, entities, partners, years, held)
    deliver.table(found, form=form, output=output, heads=[])


def _between(sides: Sequence[str], entities: list[str], partners: list[str]) -> pl.Expr:
    """Return whether a row has one of each on its two sides."""
    import polars as pl

    if list(sides) != ["origin", "destination"]:
        raise click.UsageError("--partner is of rows that have two sides; these have one")
    one, other = map(pl.col, sides)
    return (one.is_in(entities) & other.is_in(partners)) | (
        one.is_in(partners) & other.is_in(entities)
    )


def _say_none(
    what: str,
    entities: list[str],
    partners: list[str],
    years: tuple[int, int] | None,
    held: tuple[int | None, int | None],
) -> None:
    """Say why there is nothing to write, or refuse a sum of states, of which there are no rows.

    Nothing in a year that is covered is an answer: it is said, and a table without rows is written.
    """
    from counterpoise.errors import EvidenceError
    from counterpoise.reference import states as registry
    from counterpoise.report.wording import listed, place, span

    of = f" of {listed([place(one) for one in entities])}" if entities else ""
    of += f" with {listed([place(one) for one in partners])}" if partners else ""
    when = f" in {span(*years)}" if years else ""
    first, last = held
    told = f"; held are {span(first, last)}" if first is not None and last is not None else ""
    said = f"No rows of {what}{of} are held{when}{told}."
    if any(registry.kind(one) not in ("state", "territory") for one in (*entities, *partners)):
        raise EvidenceError(
            said, attempt="name its members, such as --state DEU,FRA: rows are of single states"
        )
    door.say(said, err=True)
