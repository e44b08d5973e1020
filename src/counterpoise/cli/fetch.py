"""``counterpoise fetch SOURCE``: download, with the lock file."""

from __future__ import annotations

import click

from counterpoise.cli import came_in, door, options


@click.command()
@click.argument("source")
@options.asked_for
@click.option("--update", is_flag=True, help="Accept a file that differs from the one locked.")
@click.option("--url", "urls", multiple=True, help="Load this address instead of the card's.")
@click.option(
    "--vintage", default="", metavar="NAME", help="The release, under a name of your own."
)
@options.accept_changes
def fetch(
    source: str,
    states: tuple[str, ...],
    years: tuple[int, int] | None,
    update: bool,
    urls: tuple[str, ...],
    vintage: str,
    accept_changes: bool,
) -> None:
    """Download a SOURCE from its publisher, check it against the lock file, and add it.

    Beside `refresh` the only command that uses the network. What was loaded, when, and its sha256 are
    kept in sources.lock.toml, so that a colleague can rebuild the same numbers. Some publishers answer
    state by state: name those that you want.

    \b
    counterpoise fetch world_bank_gdp
    """  # noqa: D301
    from counterpoise.cli.progress import downloading
    from counterpoise.panel import refresh
    from counterpoise.panel.store import Store
    from counterpoise.reference import states as registry
    from counterpoise.settings import Settings

    settings = Settings()
    refresh.card(source)  # refuses what is no source
    wanted = [registry.state(name) for name in states]
    with downloading() as told:
        held = refresh.fetched(
            Store.open(settings), settings, source, urls=urls, states=wanted, years=years,
            update=update, vintage=vintage, accept_changes=accept_changes,
            report=lambda step: told.step(source, step),
            progress=lambda step: told.progress(source, step),
        )  # fmt: skip
    came_in.show(held)
    door.say(f"locked in {settings.lock}")
