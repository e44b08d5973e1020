"""Tables of all states that pages of single ones need, kept in the cache folder from run to run.

A state's place among all, and the world's trade that a cut-off starts from, follow from everything that
is held, and not from the state asked for. A table is kept under the hash of the seals of all manifests,
the code, the rule of trust and what was asked, with its own sha256 before it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from counterpoise.kept import Kept
from counterpoise.panel.holdings import Holding
from counterpoise.panel.sealed import opened, sealed
from counterpoise.settings import Enough

MOST: Final = 300
"""Tables kept, of up to some 300 kB each; what all carry forward has up to 10 MB."""


def mark(held: Iterable[Holding]) -> str:
    """Return a digest of all that tables follow from; "" if some of it can't be told apart."""
    seals = [(one.source, one.vintage, one.embedded, one.seal) for one in held]
    if not all(seal for *_, seal in seals):
        return ""
    given = (sorted(seals), _code(), Enough.of_the_environment())
    return hashlib.sha256(repr(given).encode()).hexdigest()


def kept(
    folder: Path, marked: str, asked: object, make: Callable[[], pl.DataFrame]
) -> pl.DataFrame:
    """Return the table that was made before of the same evidence and question, or make and keep it."""
    tables = Kept(folder, MOST)
    name = hashlib.sha256(f"{marked}{asked!r}".encode()).hexdigest()[:40]
    if (before := opened(tables.get(name) or b"")) is not None:
        return before
    found = make()
    tables.put(name, sealed(found))
    return found


@cache
def _code() -> str:
    """Return which code this is: the package's files with their sizes and the times of their changes.

    What computes with it, Polars and NumPy, is told by version.
    """
    found, folders = [], [str(Path(__file__).parents[1])]
    while folders:
        with os.scandir(folders.pop()) as inside:
            for one in inside:
                if one.is_dir():
                    folders += [one.path] if one.name != "__pycache__" else []
                else:
                    state = one.stat()
                    found.append((one.path, state.st_size, state.st_mtime_ns))
    with_it = (pl.__version__, np.__version__)
    return hashlib.sha256(repr((with_it, sorted(found))).encode()).hexdigest()
