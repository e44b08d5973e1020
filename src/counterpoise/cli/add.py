"""``counterpoise add SOURCE FILE…``: bring a publisher's file."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoise.cli import door


@click.command()
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--vintage", default="", metavar="NAME", help="The release, if the files do not say it."
)
def add(source: str, files: tuple[Path, ...], vintage: str) -> None:
    """Read a publisher's FILES of one SOURCE into your store, all of it or nothing.

    Plain, .gz and .zip files are read. `counterpoise sources` lists the sources, and
    `counterpoise sources SOURCE` the layout that is read and where to find it.

    \b
    counterpoise add sipri_arms trade-register.csv
    """  # noqa: D301
    from counterpoise.cli.progress import reporting
    from counterpoise.panel import build
    from counterpoise.panel.store import Store

    with reporting(f"{source}: ") as report:
        held = build.add(Store.open(), source, files, vintage=vintage, report=report)
    first, last = held.years
    door.say(f"{held.source} {held.vintage}: {held.rows:,} rows, {first}–{last}")
    for note in held.notes:
        door.say(f"  {note}")
