"""``counterpoise site FOLDER``: the explorer as files, for any web server or for none."""

from __future__ import annotations

import click

from counterpoise.cli import door


@click.command()
@click.argument("folder")
@click.option(
    "--states", default=None, metavar="VNM,…",
    help="Only these states, by id, name or code. [default: all of today]",
)  # fmt: skip
@click.option(
    "--pairs", type=click.IntRange(0, 20), default=1, show_default=True,
    help="So many partners of each state have a page with it: those that it imports most from.",
)  # fmt: skip
@click.option(
    "--base-url", "base", default=None, metavar="URL",
    help="Where the folder will be on the web: for a sitemap, and for links that are shared.",
)  # fmt: skip
def site(folder: str, states: str | None, pairs: int, base: str | None) -> None:
    """Write every state's page, its first partners', rankings and a search to a FOLDER.

    It opens from a disk and from any web server, with scripts or without; nothing is loaded from
    elsewhere. Written anew, it is replaced when all is made, and its feed tells which figures moved.

    \b
    counterpoise site public
    counterpoise site public --states VNM,IDN,KAZ --pairs 3
    counterpoise site public --base-url https://example.org/balance/
    """  # noqa: D301
    from counterpoise.cli import progress
    from counterpoise.panel.store import Store
    from counterpoise.printable import number_of
    from counterpoise.report.folder.build import build

    named = [one.strip() for one in states.split(",") if one.strip()] if states else []
    if states is not None and not named:
        raise click.UsageError("--states names no state")
    with progress.reporting() as said:
        made = build(Store.open(), folder, named, pairs=pairs, base=base or "", said=said)
    for one in made.refused:
        door.say(f"{one.leaf.title}: {one.refused}", err=True)
    moved = f"; figures moved on {made.moved}" if made.moved else ""
    door.say(
        f"{number_of(made.pages, 'page')}, {made.size / 1e6:,.0f} MB{moved}:"
        f" {made.folder / 'index.html'}"
    )
