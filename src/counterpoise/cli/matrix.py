"""``counterpoise matrix``: who could hurt whom, for every ordered pair of states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoise import drafts
from counterpoise.cli import deliver, door, options
from counterpoise.printable import number_of

if TYPE_CHECKING:
    from counterpoise.scenarios.value_added import Asked as ValueAdded


@click.command()
@click.option(
    "--horizon", type=click.Choice(["short", "medium", "long"]), default="long", show_default=True,
    help="How far trade has adjusted.",
)  # fmt: skip
@options.trade_baseline
@options.value_added()
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    callback=options.in_a_folder,
    default="matrix.parquet",
    show_default=True,
    metavar="FILE",
    help="Where the table goes: .parquet or .csv. The picture goes beside it, as .svg; - is the table"
    " as CSV on standard output.",
)
def matrix(
    horizon: str,
    source: str,
    year: int | None,
    not_covered: str,
    value_added: ValueAdded,
    output: Path,
) -> None:
    """Write what every state would lose if its trade with each other stopped, and a picture of it.

    \b
    counterpoise matrix --horizon short -o who-hurts-whom.parquet
    """  # noqa: D301
    standard = str(output) == deliver.STANDARD
    if not standard and output.suffix.lower() not in {".parquet", ".csv"}:
        raise click.UsageError("name a file that ends in .parquet or .csv")
    from counterpoise.panel.store import Store
    from counterpoise.report import charts
    from counterpoise.report.cutting import Asked
    from counterpoise.report.world_matrix import picture
    from counterpoise.scenarios.cutoff import threats

    built = Asked(source=source, year=year, not_covered=not_covered).baseline(Store.open())
    table = threats.matrix(built, horizon=horizon, value_added=value_added)
    if standard:
        deliver.table(table, form="csv", output=deliver.STANDARD, heads=[])
        return
    drawn = output.with_suffix(".svg")
    form = "csv" if output.suffix.lower() == ".csv" else "parquet"
    deliver.table(table, form=form, output=str(output), heads=[])
    drafts.whole(drawn, charts.picture(picture(table, built, horizon), charts.WIDE))
    unknown = table["loss_pct"].null_count()
    door.say(
        f"{number_of(table.height, 'ordered pair')} of {number_of(len(built.states), 'economy')},"
        f" {built.trade}, {built.year}; {unknown:,} not covered; {table['convention'][0]}."
    )
    for sentence in built.report.sentences():
        door.say(f"! {sentence}", err=True)
    door.say(f"The table: {output.resolve()}\nThe picture: {drawn.resolve()}")
