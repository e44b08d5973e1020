"""Is a held file still the file that was written? Its size and sha256 must be as its manifest says.

A file is read whole to be checked, and again only when its stamp moves: its size, the times of its
last change, and its place on the disk. Stamps are remembered in the process, and those of the user's
store in ``cache/checked.json`` of the data folder, so that a large store is not read anew for every
question. Where that file can't be written (a read-only home) each process checks what it uses once.
Only `counterpoise verify` finds what changes without moving the stamp, such as a failing disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counterpoise.panel.holdings import Beside, Part
from counterpoise.printable import number_of

Stamp = tuple[int, int, int, int]
GONE: Final = "is gone"
SETTLED: Final = 2 * 10**9
"""Nanoseconds after a change in which another could leave the same stamp: clocks of disks are coarse."""


@dataclass(frozen=True)
class Damage:
    """A file of the store that is not what it was: it is set aside, and other evidence answers.

    Parameters
    ----------
    path : Path
        The file at fault.
    fault : str
        What is wrong with it.
    source, vintage : str
        Whose evidence is set aside because of it.
    embedded : bool
        True if it travels with the package.
    newer : bool
        True if it is whole, and of a format that a newer version reads.
    """

    path: Path
    fault: str
    source: str
    vintage: str
    embedded: bool = False
    newer: bool = False

    def __str__(self) -> str:
        why = "" if self.newer else " as damaged"
        return f"{self.source} {self.vintage} is set aside{why}: {self.path} {self.fault}"

    @property
    def attempt(self) -> str:
        """What cures it."""
        if self.newer:
            return "pip install --upgrade counterpoise"
        if self.embedded:
            return "install counterpoise anew"
        return (
            f"add the same file again (counterpoise add {self.source} FILE…),"
            f" or: counterpoise remove {self.source} {self.vintage}"
        )


class Checked:
    """Which files were found to have which sha256, under which stamp.

    Parameters
    ----------
    file : Path or None
        Where that is remembered from one process to the next; None for this process alone.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self._known: dict[str, tuple[Stamp, str]] | None = None
        self._new: set[str] = set()

    def sha256(self, path: Path) -> str:
        """Return the sha256 of a file, read anew if its stamp is another than remembered."""
        known, name = self._remembered(), str(path)
        stamp = _stamp(path)
        if name in known and known[name][0] == stamp:
            return known[name][1]
        found = sha256(path)
        if time.time_ns() - max(stamp[1:3]) > SETTLED and _stamp(path) == stamp:
            known[name] = (stamp, found)
            self._new.add(name)
        return found

    def write(self) -> None:
        """Write down what was learnt, together with what other processes wrote meanwhile."""
        if self.file is None or not self._new:
            return
        with suppress(OSError):  # a read-only home: then it is looked at anew next time
            learnt = {name: self._remembered()[name] for name in self._new}
            known = {**_read(self.file), **learnt}
            kept = {name: each for name, each in known.items() if os.path.exists(name)}  # noqa: PTH110
            self.file.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.file.with_name(f".{uuid.uuid4().hex}.tmp")
            temporary.write_text(json.dumps(kept), encoding="utf-8")
            os.replace(temporary, self.file)
        self._new.clear()

    def _remembered(self) -> dict[str, tuple[Stamp, str]]:
        if self._known is None:
            self._known = _read(self.file) if self.file else {}
        return self._known


def fault_of(part: Part | Beside, path: Path, checked: Checked | None = None) -> str:
    """Return what is wrong with the file of a part; "" if nothing is.

    Without `checked` the file is read whole, whatever its stamp.
    """
    try:
        if fault := irregular(path):
            return fault
        size = path.stat().st_size
        if part.size >= 0 and size != part.size:
            return f"has {number_of(size, 'byte')}, and was written with {part.size:,}"
        found = checked.sha256(path) if checked else sha256(path)
    except FileNotFoundError:
        return GONE
    except OSError as fault_found:
        return f"can't be read: {fault_found.strerror or fault_found}"
    return "" if found.startswith(part.sha256) else "has other bytes than were written"


def irregular(path: Path) -> str:
    """Return why a path is not taken for a file of its folder; "" if it is one.

    A pipe or a device would be waited for without end, and a link may lead to any file of the machine.
    """
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        if not path.resolve().is_relative_to(path.parent.resolve()):
            return "is a link that leads out of its folder"
        mode = path.stat().st_mode
    return "" if stat.S_ISREG(mode) else "is no regular file"


def sha256(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _stamp(path: Path) -> Stamp:
    # The time of the change of status can't be set back by who restores the time of writing.
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _read(file: Path) -> dict[str, tuple[Stamp, str]]:
    """Return what was written down; nothing if that can't be read."""
    try:
        if not file.is_file():  # a pipe never ends
            return {}
        held = json.loads(file.read_text(encoding="utf-8"))
        return {name: (_four(stamp), str(digest)) for name, (stamp, digest) in held.items()}
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _four(stamp: Iterable[int]) -> Stamp:
    size, written, changed, place = stamp
    return int(size), int(written), int(changed), int(place)
