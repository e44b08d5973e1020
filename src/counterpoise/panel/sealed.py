"""A table as bytes with its own sha256 before it: what was cut or changed on the way is no table."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from typing import Final

import polars as pl
from polars.exceptions import PolarsError

SHA256: Final = 32


def sealed(table: pl.DataFrame) -> bytes:
    """Return a table with its seal."""
    buffer = io.BytesIO()
    table.write_ipc(buffer, compression="zstd")
    return hashlib.sha256(buffer.getvalue()).digest() + buffer.getvalue()


def opened(content: bytes) -> pl.DataFrame | None:
    """Return the table; None if the seal is not its own, or if it is none."""
    if hashlib.sha256(content[SHA256:]).digest() != content[:SHA256]:
        return None
    with suppress(OSError, PolarsError):
        return pl.read_ipc(io.BytesIO(content[SHA256:]))
    return None
