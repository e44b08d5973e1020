"""One broken file set, and how it must be refused."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from counterpoise.errors import CounterpoiseError, SourceError


@dataclass(frozen=True)
class Broken:
    """A source given files that it must refuse whole.

    Parameters
    ----------
    source : str
        The id of the source.
    fault : str
        What is wrong, in a few words: the name of the test.
    files : dict of str to bytes
        File names and contents, given to `add` in this order.
    problem, where : str
        Regular expressions that the error's problem and place must match.
    error : type
        The class of the error.
    """

    source: str
    fault: str
    files: dict[str, bytes]
    problem: str
    where: str
    error: type[CounterpoiseError] = field(default=SourceError)


def of_one_file(
    source: str, usual: str, *, written: Callable[[Any], bytes] = bytes
) -> Callable[..., Broken]:
    """Return what makes the cases of a source's one file, of its `usual` name, as it is `written`."""

    def broken(
        fault: str,
        content: Any,
        problem: str,
        where: str,
        error: type[CounterpoiseError] = SourceError,
        name: str = "",
        **others: bytes,
    ) -> Broken:
        files = {name or usual: written(content)} | others
        return Broken(source, fault, files, problem, where, error)

    return broken


def zipped(**members: bytes) -> bytes:
    """Return a zip archive of the members given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def gzipped(content: bytes) -> bytes:
    """Return the content compressed."""
    return gzip.compress(content, mtime=0)


def parquet(header: str, *rows: Sequence[object]) -> bytes:
    """Return a Parquet file of rows written out, under the names in `header`, parted by blanks."""
    buffer = io.BytesIO()
    pl.DataFrame(list(rows), schema=header.split(), orient="row").write_parquet(buffer)
    return buffer.getvalue()
