"""The lock file: which address gave which file, when, with which sha256.

``sources.lock.toml`` is meant to be read, compared and kept under version control, so that a
colleague can rebuild the same numbers. Entries are keyed by source, then by address, and are
always written in the same order.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from counterpoise.errors import FetchError, StoreError

HEADING = (
    "# Written by `counterpoise fetch`: the address, day, sha256 and size of every download.\n"
)
CHUNK = 2**20
POLL = 0.05
"""Seconds between two looks at a lock that another process holds."""


@dataclass(frozen=True)
class Entry:
    """One download, pinned.

    Parameters
    ----------
    file : str
        The name under which it is kept.
    date : datetime.date
        The day on which these bytes were first downloaded.
    sha256 : str
        64 hexadecimal digits.
    size : int
        Bytes.
    """

    file: str
    date: date
    sha256: str
    size: int


Lock = Mapping[str, Mapping[str, Entry]]


def read(path: Path) -> dict[str, dict[str, Entry]]:
    """Return the entries by source and address; none if there is no lock file yet.

    Raises
    ------
    StoreError
        If the file is no TOML, or an entry is not whole.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise _malformed(path, str(fault)) from fault
    return {
        source: {
            url: _entry(fields, source, url, path) for url, fields in _table(urls, source, path)
        }
        for source, urls in content.items()
    }


def update(path: Path, source: str, url: str, entry: Entry) -> None:
    """Write one entry, leaving all others as they are, whoever else is writing.

    Raises
    ------
    StoreError
        If the lock file is malformed: it is then left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(path.with_name(path.name + ".lock")):
        entries = read(path)
        entries.setdefault(source, {})[url] = entry
        replace(path, emit(entries).encode())


def verify(path: Path, entry: Entry) -> None:
    """Refuse a file that is not the one that `entry` pins.

    Raises
    ------
    FetchError
        If it is absent, or its bytes are others.
    """
    if not path.is_file():
        raise FetchError(
            f"Can't find the file {path.name!r} that the lock file names.",
            where=f"path {path}",
            attempt="counterpoise fetch SOURCE",
        )
    if (found := sha256(path)) != entry.sha256:
        raise FetchError(
            f"The file {path.name!r} must have the sha256 {entry.sha256}, not {found}.",
            where=f"path {path}",
            attempt="delete the file, then run: counterpoise fetch SOURCE",
        )


def unlike(entries: Lock, folder: Path, source: str | None = None) -> list[str]:
    """Return in words which downloads at hand are not what the lock file pins; absent ones are none.

    A lock file comes from a colleague, whose files one need not have.
    """
    found = []
    for name, urls in entries.items():
        for entry in urls.values() if source in {None, name} else ():
            path = folder / name / entry.file
            try:
                if path.is_file():
                    verify(path, entry)
            except (FetchError, OSError) as fault:
                found.append(f"{path}: {fault.problem if isinstance(fault, FetchError) else fault}")
    return found


def emit(entries: Lock) -> str:
    """Return the lock file's text: sorted, so that equal entries give equal bytes."""
    blocks = [HEADING]
    for source, urls in sorted(entries.items()):
        for url, entry in sorted(urls.items()):
            blocks.append(
                f"[{_quoted(source)}.{_quoted(url)}]\n"
                f"date = {entry.date.isoformat()}\n"
                f"file = {_quoted(entry.file)}\n"
                f"sha256 = {_quoted(entry.sha256)}\n"
                f"size = {entry.size}\n"
            )
    return "\n".join(blocks)


def sha256(path: Path) -> str:
    """Return the file's sha256, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def replace(path: Path, content: bytes) -> None:
    """Write a file so that readers see the old bytes or the new ones, and never a part."""
    handle, name = tempfile.mkstemp(prefix=path.name + ".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


@contextmanager
def exclusive(path: Path, *, wait: float = 600.0) -> Iterator[None]:
    """Hold the file `path` as a lock between processes and threads.

    The system frees it when its holder dies, so that no stale lock is ever left.

    Raises
    ------
    StoreError
        If another still holds it after `wait` seconds.
    """
    from filelock import FileLock, Timeout

    try:
        with FileLock(path, timeout=wait, poll_interval=POLL):
            yield
    except Timeout as fault:
        raise StoreError(
            f"Can't write: another process has held the lock for {wait:g} seconds.",
            where=f"path {path}",
            attempt="wait until it has ended, then try again",
        ) from fault


def _table(urls: object, source: str, path: Path) -> Iterator[tuple[str, object]]:
    if not isinstance(urls, dict):
        raise _malformed(path, f"{source!r} must be a table of addresses")
    yield from urls.items()


def _entry(fields: Any, source: str, url: str, path: Path) -> Entry:
    kinds = {"file": str, "date": date, "sha256": str, "size": int}
    if not isinstance(fields, dict) or set(fields) != set(kinds):
        raise _malformed(path, f"[{source}.{url!r}] must have {', '.join(kinds)}, and nothing else")
    for name, kind in kinds.items():
        if type(fields[name]) is not kind:
            raise _malformed(path, f"[{source}.{url!r}] {name} is {fields[name]!r}")
    digits = fields["sha256"]
    if len(digits) != 64 or set(digits) - set("0123456789abcdef"):
        raise _malformed(path, f"[{source}.{url!r}] sha256 must be 64 hexadecimal digits")
    # A lock file comes from a colleague: its names must not lead out of the download folder.
    if fields["file"] in ("", ".", "..") or set(fields["file"]) & set("/\\:\0"):
        raise _malformed(path, f"[{source}.{url!r}] file must be a plain file name")
    return Entry(**fields)


def _malformed(path: Path, fault: str) -> StoreError:
    return StoreError(
        f"Can't read the lock file: {fault}.",
        where=f"path {path}",
        attempt="mend it, or move it away and run: counterpoise fetch SOURCE",
    )


def _quoted(text: str) -> str:
    """Return a TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped)
        + '"'
    )
