"""``counterpoise add SOURCE FILE…``: bring a publisher's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from counterpoise.cli import came_in, options


@click.command()
@click.argument("source")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--vintage", default="", metavar="NAME", help="The release, if the files do not say it."
)
@options.accept_changes
@options.choice("text", "json", default="text")
def add(
    source: str, files: tuple[Path, ...], vintage: str, accept_changes: bool, form: str
) -> None:
    """Read a publisher's FILES of one SOURCE into your store, all of it or nothing; or data of your own.

    Plain, .gz and .zip files are read. `counterpoise sources` lists the sources, and
    `counterpoise sources SOURCE` the layout that is read and where to find it.

    What came in is compared with what is held of the source, or of another that tells the same: what
    a careful reader would see is said, and a file that is no more like a release is refused.

    For data of your own give the card that describes them, a TOML file, in place of SOURCE: it names the
    tables beside it, and becomes a source like any other.

    \b
    counterpoise add sipri_arms trade-register.csv
    counterpoise add own.toml
    """  # noqa: D301
    from counterpoise.cli.progress import reporting
    from counterpoise.panel import build, own_data
    from counterpoise.panel.store import Store
    from counterpoise.report.came_in import record

    named: dict[str, Any] = {"vintage": vintage, "accept_changes": accept_changes}
    with reporting(f"{source}: ") as report:
        if own_data.is_card(source):
            own_data.require_card_alone(len(files))
            held = own_data.add(Store.open(), Path(source), **named, report=report)
        else:
            own_data.require_files(source, len(files))
            held = build.add(Store.open(), source, files, **named, report=report)
    if form == "json":
        click.echo(json.dumps(record(held), ensure_ascii=False, indent=2))
    else:
        came_in.show(held)
