"""Processes that add, fetch, embed and remove until they are killed; for ``test_killed_commands.py``.

::

    python -m tests.panel.doing HOME URL FILE FILE      fork a worker for each line read: what to do

Importing Polars takes longer than what is done. A fork starts at once, and is safe here because
nothing has been computed before it, so that no thread is running.
"""

from __future__ import annotations

import itertools
import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from counterpoise import sources
from counterpoise.errors import EvidenceError
from counterpoise.panel import build, embed, refresh
from counterpoise.panel.store import Store
from counterpoise.settings import Settings
from counterpoise.snapshots import fetch
from counterpoise.snapshots.request import Request
from tests.panel import made_up

SOURCE = made_up.SOURCE.id


def once(what: str, number: int, home: Path, url: str, paths: list[Path]) -> None:
    """Do one thing, with the files by turns."""
    settings = Settings(home)
    store = Store.open(settings)
    store = Store(store.folders[:1], store.stamps)
    path = paths[number % len(paths)]
    if what == "add":
        build.add(store, SOURCE, [path], vintage=f"v{number % 3}")
    elif what == "fetch":
        fetch.use(
            replace(made_up.SOURCE, requests=(Request(f"{url}/{path.name}", pause=0),)),
            lambda found: build.add(store, SOURCE, found, vintage="fetched"),
            folder=settings.downloads, lock=settings.lock, update=True, offline=False,
        )  # fmt: skip
    elif what == "refresh":
        asked = (Request(f"{url}/{path.name}", pause=0),)
        made_up.SOURCE = replace(made_up.SOURCE, requests=asked)
        (renewed,) = refresh.refresh(store, settings, [SOURCE])
        assert renewed.fault is None, str(renewed.fault)
    elif what == "embed":
        vintage = ("old", "other")[number % 2]
        embed.embed(store, [embed.Wanted(SOURCE, vintage)], into=home / "embedded")
    elif what == "remove":
        build.add(store, SOURCE, [path], vintage="passing")
        with suppress(EvidenceError):
            store.remove(SOURCE, "passing")
    elif what == "export":
        store.holding(SOURCE, "old").scan().collect().write_csv(home / "out.csv")


def serve(home: Path, url: str, paths: list[Path]) -> None:
    """Fork a worker whenever a line comes in; say its id after its first round, and that it ended."""
    for line in sys.stdin:
        if pid := os.fork():
            os.waitpid(pid, 0)
            print("ended", flush=True)
            continue
        for number in itertools.count():
            once(line.strip(), number, home, url, paths)
            if number == 0:
                print(os.getpid(), flush=True)


if __name__ == "__main__":
    sources.module = lambda _: made_up  # type: ignore[assignment]
    folder, address, *files = sys.argv[1:]
    serve(Path(folder), address, [Path(file) for file in files])
