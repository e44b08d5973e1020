"""``counterpoise export``: panel rows out, as Parquet or CSV."""

from __future__ import annotations

import click

from counterpoise.cli import options


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
@click.option("--years", type=options.Years(), metavar="A-B", help="Rows of these years.")
@options.choice("csv", "parquet", text="[default: by the ending of FILE, else csv]")
@options.output
def export(
    source: str,
    indicator: str,
    vintage: str,
    named: tuple[str, ...],
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
    store = Store.open()
    if indicator:
        rows = indicator_rows(store, indicator, source=source, vintage=vintage).rows
    else:
        rows = source_rows(store, source, vintage=vintage)
    columns = rows.collect_schema().names()
    if named:
        entities = [registry.resolve(state) for state in named]
        sides = [name for name in ("origin", "destination", "state") if name in columns]
        rows = rows.filter(pl.any_horizontal(pl.col(sides).is_in(entities)))
    if years:
        year = pl.col("year") if "year" in columns else pl.col("date").dt.year()
        rows = rows.filter(year.is_between(*years))
    deliver.table(rows.collect(), form=form, output=output, heads=[])
