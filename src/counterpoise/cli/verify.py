"""``counterpoise verify``: say whether all that is held is still as it was written."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from counterpoise.cli import options
from counterpoise.printable import number_of

if TYPE_CHECKING:
    from counterpoise.panel.holdings import Holding
    from counterpoise.panel.integrity import Damage


@click.command()
@click.argument("source", required=False)
@options.choice("table", "json", default="table")
def verify(source: str | None, form: str) -> None:
    """Read all that is held, or one SOURCE, whole, and compare it with its sizes and sha256.

    Every other command checks a file when its size, its times or its place on the disk have
    changed; this one reads all of it, and so finds what a failing disk does as well. What is
    damaged is named, and the exit code is then 1. Files that `fetch` pinned are compared too.
    """
    from counterpoise import sources
    from counterpoise.panel.integrity import Damage
    from counterpoise.panel.store import Store
    from counterpoise.settings import Settings
    from counterpoise.snapshots import lock

    if source:
        sources.module(source)
    settings = Settings()
    found = Store.open(settings).verify(source)
    pinned = lock.unlike(lock.read(settings.lock), settings.downloads, source)
    damaged = [one for one in found if isinstance(one, Damage)]
    whole = [one for one in found if not isinstance(one, Damage)]
    if form == "json":
        click.echo(json.dumps(_record(whole, damaged, pinned), ensure_ascii=False, indent=2))
    else:
        _show(whole, damaged, pinned)
    if damaged or pinned:
        sys.exit(1)


def _record(whole: list[Holding], damaged: list[Damage], pinned: list[str]) -> dict[str, Any]:
    return {
        "ok": not damaged and not pinned,
        "whole": [
            {"source": held.source, "vintage": held.vintage, "files": len(held.parts)}
            for held in whole
        ],
        "damaged": [
            {
                "source": one.source,
                "vintage": one.vintage,
                "path": str(one.path),
                "fault": one.fault,
                "try": one.attempt,
            }
            for one in damaged
        ],
        "downloads": pinned,
    }


def _show(whole: list[Holding], damaged: list[Damage], pinned: list[str]) -> None:
    files = sum(len(held.parts) for held in whole)
    click.echo(f"As written: {number_of(len(whole), 'release')} in {number_of(files, 'file')}.")
    for one in damaged:
        click.echo(f"Damaged: {one}\n  Try:   {one.attempt}")
    for words in pinned:
        click.echo(f"Damaged: {words}")
