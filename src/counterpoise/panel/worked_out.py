"""Tables of all states worked out of the embedded evidence alone, when the package was made.

A state's place among all, and which release tells of the whole world, follow from everything that is held
(:mod:`counterpoise.panel.world_tables`). Where that is the evidence that travels with the package, and no
file of the user's, the tables that most pages ask for travel with it too:
``evidence/judged/table-<mark>-<digest>.ipc``. The mark is of the seals of all manifests and of the text of
the rules (`RULES`): once either has changed no file has the name asked for, and the table is worked out
anew.

`tools/judge.py` writes the files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.panel.holdings import Holding
from counterpoise.panel.sealed import opened
from counterpoise.settings import Enough, embedded_folder

FOLDER: Final = "judged"

RULES: Final = (
    "measures", "models/portfolios", "models/votes", "panel", "reference", "scenarios/baseline",
    "report/rival_ties.py", "report/roll_calls.py", "report/sections/state/hedging.py",
    "report/sections/state/trade.py", "report/study.py", "scenarios/rebalance/precedents.py",
    "schema.py", "settings.py", "snapshots/untold.py", "sources/trade/cow_trade.untold.csv", "sums.py",
)  # fmt: skip
"""The folders and files of the package that such tables are worked out by."""


def mark(held: Iterable[Holding]) -> str:
    """Return a digest of all that a table rests on; "" if not all of it travels with the package."""
    releases = list(held)
    ours = all(one.embedded and one.seal and one.beneath is None for one in releases)
    if not ours or Enough.of_the_environment() != Enough():
        return ""
    seals = sorted((one.source, one.vintage, one.seal) for one in releases)
    return hashlib.sha256(repr((rules(), seals)).encode()).hexdigest()


def table(
    held: Callable[[], Iterable[Holding]], asked: object, make: Callable[[], pl.DataFrame]
) -> pl.DataFrame:
    """Return the table on a question as it travels with the package, or make it."""
    found = kept(marked, asked) if (marked := mark(held())) else None
    return make() if found is None else found


def kept(marked: str, asked: object) -> pl.DataFrame | None:
    """Return the table on a question that travels with the package; None if none does."""
    path = place(marked, asked)
    if not path.is_file():
        return None
    with suppress(OSError):
        return opened(path.read_bytes())
    return None


def place(marked: str, asked: object) -> Path:
    """Return where the table on a question is kept."""
    digest = hashlib.sha256(f"{marked}{asked!r}".encode()).hexdigest()[:16]
    return embedded_folder() / FOLDER / f"table-{marked[:12]}-{digest}.ipc"


@cache
def rules() -> str:
    """Return a digest of the text of the rules."""
    digest = hashlib.sha256()
    for name in RULES:
        for one in _texts(files("counterpoise").joinpath(name)):
            digest.update(one.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _texts(where: Traversable) -> Iterator[Traversable]:
    """Return a file, or all of a folder's that Python did not compile, in the order of their names."""
    if where.is_file():
        yield where
        return
    for one in sorted(where.iterdir(), key=lambda each: each.name):
        if one.name != "__pycache__":
            yield from _texts(one)
