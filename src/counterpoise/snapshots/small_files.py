"""Read a small file that somebody gives: a question, a list, a text; never a pipe, never too much."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from counterpoise.errors import CounterpoiseError, first_line

Refuse = Callable[[str], CounterpoiseError]
"""Turns a problem into the error of whoever reads."""
NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def content(path: Path, *, largest: int, refuse: Refuse) -> bytes:
    """Return the bytes of a regular file, one more than `largest` of them at most.

    A pipe or a device has no end, or waits for ever; it is refused before anything is read from it.
    """
    try:
        handle = os.open(path, os.O_RDONLY | NO_WAIT)
        with os.fdopen(handle, "rb") as stream:
            regular = stat.S_ISREG(os.fstat(handle).st_mode)
            read = stream.read(largest + 1) if regular else b""
    except (OSError, ValueError) as fault:  # a NUL in a name is no value
        raise refuse(f"Can't read it: {getattr(fault, 'strerror', None) or fault}.") from fault
    if not regular:
        raise refuse("Can't read it: it must be a file, not a pipe or a device.")
    return read


def toml(text: str, *, refuse: Refuse) -> dict[str, Any]:
    """Return the content of a TOML text; numbers of thousands of digits, and depths, are refused."""
    try:
        return tomllib.loads(text)
    except (
        ValueError,
        RecursionError,
    ) as fault:  # not TOML alone: `int` has limits, and so has Python
        deep = isinstance(fault, RecursionError)
        why = "it is nested too deeply" if deep else first_line(fault)
        raise refuse(f"Can't read it as TOML: {why}.") from fault
