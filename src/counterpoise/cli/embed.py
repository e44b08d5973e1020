"""``counterpoise embed``: write the evidence that travels with the package."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoise.cli import door
from counterpoise.printable import number_of


@click.command()
@click.option(
    "--contents",
    type=click.Path(path_type=Path, exists=True),
    help="What goes in. [default: the package's list]",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder. [default: the package's own]",
)
def embed(contents: Path | None, into: Path | None) -> None:
    """Write the embedded evidence from your store, within the publishers' terms (for developers)."""
    from counterpoise.panel import embed as embedding
    from counterpoise.panel.store import Store
    from counterpoise.settings import Settings, embedded_folder

    folder = into or embedded_folder()
    wanted = embedding.contents(contents or embedded_folder() / "contents.toml")
    own = Store((Settings().store,))
    for held in embedding.embed(own, wanted, into=folder):
        excerpt = f"; excerpt: {held.excerpt}" if held.excerpt else ""
        door.say(f"{held.source} {held.vintage}: {number_of(held.rows, 'row')}{excerpt}")
