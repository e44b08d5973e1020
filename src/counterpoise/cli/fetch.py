"""``counterpoise fetch SOURCE``: download, with the lock file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from counterpoise.cli import came_in, door, options

if TYPE_CHECKING:
    from counterpoise.snapshots.downloads import Progress


@click.command()
@click.argument("source")
@click.option("--update", is_flag=True, help="Accept a file that differs from the one locked.")
@click.option("--url", "urls", multiple=True, help="Load this address instead of the card's.")
@click.option(
    "--vintage", default="", metavar="NAME", help="The release, if the files do not say it."
)
@options.accept_changes
def fetch(
    source: str, update: bool, urls: tuple[str, ...], vintage: str, accept_changes: bool
) -> None:
    """Download a SOURCE from its publisher, check it against the lock file, and add it.

    The only command that uses the network. What was loaded, when, and its sha256 are kept in
    sources.lock.toml, so that a colleague can rebuild the same numbers.
    """
    from counterpoise import sources
    from counterpoise.cli.progress import reporting
    from counterpoise.panel import build
    from counterpoise.panel.store import Store
    from counterpoise.settings import Settings
    from counterpoise.snapshots import fetch as fetching

    settings = Settings()
    card = sources.module(source).SOURCE
    with reporting(f"{source}: ") as report:
        held = fetching.use(
            card,
            lambda paths: build.add(
                Store.open(settings),
                source,
                paths,
                vintage=vintage,
                accept_changes=accept_changes,
                report=report,
            ),
            folder=settings.downloads,
            lock=settings.lock,
            urls=urls,
            update=update,
            offline=settings.offline,
            progress=lambda step: report(_told(step)),
        )
    came_in.show(held)
    door.say(f"locked in {settings.lock}")


def _told(step: Progress) -> str:
    """Return how far a download is, in words."""
    of = f" of {step.total / 1e6:,.1f}" if step.total else ""
    return f"{step.step} {step.done / 1e6:,.1f}{of} MB"
