"""``counterpoise states``: the codes and names that are understood."""

from __future__ import annotations

import click

from counterpoise.cli import deliver, options


@click.command()
@click.argument("text", required=False)
@click.option(
    "--year", type=click.IntRange(1494, 2100), help="Only states that existed in this year."
)
@options.choice("table", "csv", "json", default="table")
def states(text: str | None, year: int | None, form: str) -> None:
    """List states and territories with their codes; TEXT keeps those whose code or name holds it."""
    import polars as pl

    from counterpoise.reference import states as registry

    frame = registry.states(year)
    if text:
        needle = text.lower()
        hit = pl.any_horizontal(
            pl.col("id", "name").str.to_lowercase().str.contains(needle, literal=True)
        )
        frame = frame.filter(hit)
    deliver.table(frame, form=form, output=None, heads=[])
