"""Tables in Stata's format 117 to 119 (Stata 13 on), as its manual describes it (``help dta``).

Texts of fixed width and numbers are read; long texts (strL) are refused.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from counterpoise.errors import SourceError

NUMBERS: Final = {65526: "f8", 65527: "f4", 65528: "i4", 65529: "i2", 65530: "i1"}
MISSING: Final = {"f8": 2.0**1023, "f4": 2.0**127, "i4": 2_147_483_620, "i2": 32_740, "i1": 100}
"""The largest number of each kind; what is above it means that none is there."""
LONGEST: Final = 2045
"""Bytes of the longest text of fixed width."""
NAME_WIDTH: Final = {"117": 33, "118": 129, "119": 129}
COUNT: Final = {"117": (2, 4), "118": (2, 8), "119": (4, 8)}
"""Bytes in which a release writes how many columns and rows there are."""


def read(path: Path, *, source: str) -> pl.DataFrame:
    """Return a Stata file's table, texts as text and numbers as floats, missing ones null.

    Raises
    ------
    SourceError
        If it is no such file, is cut short, or holds long texts.
    """
    content = path.read_bytes()
    try:
        return _table(content)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError) as fault:
        raise SourceError.bad_layout(
            f"Can't read the file as Stata's format 117 to 119: {str(fault).splitlines()[0]}.",
            source=source,
            where=f"file {path.name}",
            attempt="download it anew; it was cut short, or saved by an older Stata",
        ) from fault


def _table(content: bytes) -> pl.DataFrame:
    release = _between(content[:200], b"release").decode("ascii")
    order = {b"LSF": "<", b"MSF": ">"}[_between(content[:200], b"byteorder")]
    wide, long = COUNT[release]
    columns = _whole(content, b"K", wide, order)
    rows = _whole(content, b"N", long, order)
    kinds = np.frombuffer(_between(content, b"variable_types"), f"{order}u2").tolist()
    width = NAME_WIDTH[release]
    names = _between(content, b"varnames", columns * width)
    labels = [_text(names[at * width : (at + 1) * width]) for at in range(columns)]
    if len(kinds) != columns or len(set(labels)) != columns:
        raise ValueError("its columns do not agree")
    record = np.dtype(
        [(label, _kind(kind, order)) for label, kind in zip(labels, kinds, strict=True)]
    )
    begins = content.index(b"<data>") + len(b"<data>")
    body = content[begins : begins + rows * record.itemsize]
    if len(body) < rows * record.itemsize:
        raise ValueError("rows are missing")
    data = np.frombuffer(body, record)
    return pl.DataFrame([_column(label, data[label]) for label in labels])


def _between(content: bytes, tag: bytes, length: int | None = None) -> bytes:
    """Return what stands in a tag: to its end, or so many bytes of it."""
    begins = content.index(b"<" + tag + b">") + len(tag) + 2
    if length is not None:
        return content[begins : begins + length]
    return content[begins : content.index(b"</" + tag + b">", begins)]


def _whole(content: bytes, tag: bytes, length: int, order: str) -> int:
    return int.from_bytes(_between(content[:400], tag, length), "little" if order == "<" else "big")


def _kind(kind: int, order: str) -> str:
    if kind in NUMBERS:
        return order + NUMBERS[kind]
    if 0 < kind <= LONGEST:
        return f"S{kind}"
    raise ValueError("it holds long texts (strL)")


def _column(label: str, cells: Any) -> pl.Series:
    if cells.dtype.kind == "S":
        return pl.Series(label, [_text(cell) for cell in cells.tolist()], pl.String)
    values = pl.Series(label, cells.astype(np.float64))
    top = MISSING[re.sub(r"[<>=|]", "", cells.dtype.str)]
    return pl.select(pl.when(values <= top).then(values).alias(label)).to_series()


def _text(cell: bytes) -> str:
    return cell.split(b"\0")[0].decode("utf-8")
