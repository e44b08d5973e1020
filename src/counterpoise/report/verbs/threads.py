"""One thread for sums of matrices, as on the command line: so that the last digits are the same there.

In which order NumPy's library adds depends on how many threads it has, and with it the digits beyond
what a solver settles. The command line sets one before NumPy is loaded, and who is asked from Python
finds it loaded: here the library is told for as long as a verb works, and then told what was before.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

VARIABLE: Final = "OPENBLAS_NUM_THREADS"
"""Who sets it has chosen, and keeps what was chosen."""
PACKAGES: Final = {"numpy": "64_", "scipy": ""}
"""Whose wheels bring a library of their own, and how the names of its functions end."""


class Library(NamedTuple):
    """How a library says and is told how many threads it has."""

    threads: Callable[[], int]
    set_threads: Callable[[int], None]


@contextmanager
def one_thread() -> Iterator[None]:
    """Let sums of matrices go through one thread meanwhile, where that can be said."""
    loaded = (
        []
        if os.environ.get(VARIABLE)
        else [_library(name) for name in PACKAGES if name in sys.modules]
    )
    before = [(one, one.threads()) for one in loaded if one is not None]
    try:
        for one, _ in before:
            one.set_threads(1)
        yield
    finally:
        for one, threads in before:
            one.set_threads(threads)


@cache
def _library(package: str) -> Library | None:
    """Return the library that a package brought; None if it brought none that can be told."""
    folder = Path(str(sys.modules[package].__file__)).parent
    for place in (folder.parent / f"{package}.libs", folder / ".dylibs"):
        for file in sorted(place.glob("*openblas*")):
            with suppress(OSError, AttributeError):
                found = ctypes.CDLL(str(file))
                end = f"num_threads{PACKAGES[package]}"
                return Library(
                    getattr(found, f"scipy_openblas_get_{end}"),
                    getattr(found, f"scipy_openblas_set_{end}"),
                )
    return None
