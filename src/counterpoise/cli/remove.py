"""``counterpoise remove SOURCE VINTAGE``: let go of what was added."""

from __future__ import annotations

import click

from counterpoise.cli import door


@click.command()
@click.argument("source")
@click.argument("vintage")
def remove(source: str, vintage: str) -> None:
    """Remove one VINTAGE of a SOURCE from your store; embedded evidence stays."""
    from counterpoise.panel.store import Store

    Store.open().remove(source, vintage)
    door.say(f"{source} {vintage}: removed")
