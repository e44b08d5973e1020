"""Where a download lies: begun, on trial, or kept and pinned in the lock file; no network here."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from counterpoise.errors import FetchError
from counterpoise.snapshots import lock as locks

Step = Literal["answer", "unchanged", "download", "resume", "retry", "done"]
WAITS: float = 24 * 3600.0
"""Seconds for which a whole download waits for the others of its source."""


@dataclass(frozen=True)
class Progress:
    """How far a download is: `done` of `total` bytes (None if the publisher does not say).

    At the step "answer" the `done`-th of `total` answers of the source begins.
    """

    url: str
    step: Step
    done: int = 0
    total: int | None = None


@dataclass(frozen=True)
class Place:
    """One request of a source, the name of its file by the address, and the folder of what comes.

    `url` is how the lock file calls the request (`Request.id`).
    """

    source: str
    url: str
    name: str
    folder: Path
    report: Callable[[Progress], None]

    @property
    def part(self) -> Path:
        return self.folder / f"{self.name}.part"

    @property
    def trial(self) -> Path:
        """Where a whole download waits under its own name until it is accepted."""
        return self.folder / f"{hashlib.sha256(self.url.encode()).hexdigest()[:16]}.new"

    @property
    def validator(self) -> Path:
        """What the publisher calls the version of which `part` holds the beginning."""
        return self.folder / f"{self.name}.part.version"


def kept(place: Place, lock: Path) -> Path | None:
    """Return the file already there, if it is the one that the lock names."""
    entry = locks.read(lock).get(place.source, {}).get(place.url)
    if entry is None:
        return None
    path = place.folder / entry.file
    if (
        not path.is_file()
        or path.stat().st_size != entry.size
        or locks.sha256(path) != entry.sha256
    ):
        return None
    return path


def waiting(place: Place, now: float) -> Path | None:
    """Return a whole download that no run has used yet, if it came within a day."""
    with suppress(OSError):
        inside = list(place.trial.iterdir())
        if len(inside) == 1 and now - inside[0].stat().st_mtime < WAITS:
            return inside[0]
    return None


def on_trial(place: Place, lock: Path, path: Path, *, update: bool) -> locks.Entry:
    """Put a whole download at `path`, where it can be read, or refuse it for not being the pinned one.

    One that waits there already is judged as it would be had it come now.
    """
    come, name = (path if path.exists() else place.part), path.name
    entry = locks.Entry(
        file=name,
        date=datetime.now(UTC).date(),
        sha256=locks.sha256(come),
        size=come.stat().st_size,
    )
    pinned = locks.read(lock).get(place.source, {})
    if (old := pinned.get(place.url)) and old.sha256 != entry.sha256 and not update:
        forget(place)
        shutil.rmtree(place.trial, ignore_errors=True)
        raise FetchError(
            f"The download must have the sha256 {old.sha256} pinned on {old.date},"
            f" not {entry.sha256}.",
            where=f"source {place.source!r}, {place.url}; the old file and its entry are kept",
            attempt=f"to accept a new release: counterpoise fetch {place.source} --update",
        )
    if any(other.file == name for url, other in pinned.items() if url != place.url):
        shutil.rmtree(place.trial, ignore_errors=True)
        raise namesakes(place, name)
    if old and old.sha256 == entry.sha256:
        entry = replace(entry, date=old.date)
    if come != path:
        shutil.rmtree(place.trial, ignore_errors=True)  # too old, or half
        with on_disk(place):
            place.trial.mkdir()
            os.replace(place.part, path)
        forget(place)
    return entry


def namesakes(place: Place, name: str) -> FetchError:
    """Return the refusal of two addresses whose files would take each other's place."""
    return FetchError(
        f"Two addresses of one source must not give files of one name, {name!r}.",
        where=f"source {place.source!r}, {place.url}",
    )


def pin(place: Place, lock: Path, path: Path, entry: locks.Entry) -> None:
    """Pin a download that was of use, and move it to its place.

    In this order: whoever is killed in between leaves an entry without its file, which the next
    `fetch` brings. A new file under an old entry would be refused for ever.
    """
    with on_disk(place):
        locks.update(lock, place.source, place.url, entry)
        os.replace(path, place.folder / entry.file)
    sync_folder(place.folder)
    place.report(Progress(place.url, "done", entry.size, entry.size))


@contextmanager
def on_disk(place: Place) -> Iterator[None]:
    """Say in our words what the system says when a download can't be kept."""
    try:
        yield
    except OSError as fault:
        raise unwritten(place, fault) from fault


def unwritten(place: Place, fault: OSError) -> FetchError:
    """Return the refusal of a download that can't be kept on the disk."""
    return FetchError(
        f"Can't write the download: {fault}.",
        where=f"source {place.source!r}, folder {place.folder}",
        attempt="make room, or set COUNTERPOISE_HOME to a folder that can be written",
    )


def forget(place: Place) -> None:
    """Remove what has begun to come."""
    for path in (place.part, place.validator):
        with suppress(FileNotFoundError):
            path.unlink()


def safe(name: str) -> str:
    """Return a file name of the publisher's as one that is safe on every disk."""
    plain = re.sub(r"[^\w.,()+ -]", "_", name.replace("\\", "/").rpartition("/")[2], flags=re.ASCII)
    return plain.strip(". ")[-120:]


def size(path: Path) -> int:
    """Return the bytes of a file; 0 if there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def sync_folder(folder: Path) -> None:
    """Make the move itself last through a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
