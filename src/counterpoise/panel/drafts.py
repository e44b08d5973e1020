"""Drafts: checked pieces of a release on their way into the store, on its own disk and not yet of it."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import StoreError
from counterpoise.panel import coverage, integrity
from counterpoise.panel.holdings import Beside, Part, as_today
from counterpoise.snapshots.source import Covered

DRAFTS = ".draft-"
SWEEPING = LOCK = ".lock"
BEFORE = ".before"
"""The note of what lay in a source's folder when a writer began; it stays where one was killed."""


@dataclass(frozen=True)
class Draft:
    """A checked piece of a release, on disk beside the store and not yet of it."""

    part: str
    file: Path
    inputs: tuple[tuple[str, str], ...]
    coverage: tuple[Covered, ...]
    notes: tuple[str, ...]
    totals: Path | None = None
    sold: Path | None = None
    """The tables of sums beside a release by product (`panel.totals`)."""


def new_path(folder: Path) -> Path:
    """Return a name of its own in a drafts' folder."""
    return folder / f"{uuid.uuid4().hex}.tmp"


def write_draft(rows: pl.DataFrame, folder: Path) -> Path:
    """Write rows, ordered as they are asked for, under a name of their own in a drafts' folder."""
    path = new_path(folder)
    ordered = rows.sort(_order(rows.columns))
    packed = io.BytesIO()
    ordered.write_parquet(packed, **PACKED, row_group_size=ROWS_TOGETHER)
    with on_disk(folder.parent):
        path.write_bytes(packed.getbuffer())
    return path


ROWS_TOGETHER = 50_000
"""Rows of a group, which a reader who wants one year of a sorted file passes over as a whole."""
PACKED: Final[Any] = {"compression": "zstd", "compression_level": 9, "statistics": True}
_SORTED_BY = (
    "indicator",
    "roll_call",
    "destination",
    "state",
    "origin",
    "item",
    "year",
    "told_by",
)


def _order(columns: Sequence[str]) -> list[str]:
    """Return the columns that rows are sorted by: ties by year, since few ask of one state alone.

    What a state's partners trade, whom all the world trades with, and a model of the world are each of
    one year and of everybody. Other rows are sorted by state or roll call.
    """
    named = [name for name in columns if name in _SORTED_BY]
    return sorted(named, key=lambda name: name != "year") if "origin" in named else named


@contextmanager
def on_disk(folder: Path) -> Iterator[None]:
    """Say in our words what the system says when a folder can't be written."""
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as fault:
        # The engine tells of a full disk in a fault of its own, with the system's number in its words.
        told = re.search(r"\(os error (\d+)\)", str(fault))
        if not isinstance(fault, OSError) and not told:
            raise
        why = os.strerror(int(told[1])) if told else getattr(fault, "strerror", None) or fault
        raise StoreError(
            f"Can't write to the store: {why}.",
            where=str(folder),
            attempt="set COUNTERPOISE_HOME to a folder that you may write to, with room on its disk",
        ) from fault


def begun(folder: Path) -> tuple[Path, Any]:
    """Make a folder for drafts, with a lock in it that is free as soon as its writer is dead."""
    from filelock import FileLock

    with FileLock(folder / SWEEPING):
        drafts = Path(tempfile.mkdtemp(prefix=DRAFTS, dir=folder))
        alive = FileLock(drafts / ".alive")
        alive.acquire()
    return drafts, alive


def sweep(folder: Path) -> None:
    """Remove the drafts of writers that are dead; a store that can't be written stays as it is."""
    with suppress(OSError):
        left = [path for path in folder.iterdir() if path.name.startswith(DRAFTS)]
        if not left:
            return
        from filelock import FileLock, Timeout

        with suppress(Timeout), FileLock(folder / SWEEPING, timeout=0):
            for drafts in left:
                _remove_dead(drafts)


def _remove_dead(drafts: Path) -> None:
    """Remove a folder of drafts unless its writer lives and holds its lock."""
    from filelock import FileLock, Timeout

    with suppress(Timeout, OSError):
        with FileLock(drafts / ".alive", timeout=0):
            pass
        shutil.rmtree(drafts, ignore_errors=True)


@contextmanager
def noted(folder: Path) -> Iterator[None]:
    """Note which files a source has before more come, so that what a killed writer left can be told.

    Whoever goes on holds the source's lock.
    """
    note = folder / BEFORE
    draft = folder / f".{uuid.uuid4().hex}.tmp"
    draft.write_text("\n".join(sorted(path.name for path in folder.glob("*.parquet"))))
    os.replace(
        draft, note
    )  # a note cut short would tell of files that were there as if they had come
    yield
    note.unlink(missing_ok=True)


def orphans(folder: Path, named: Callable[[Path], set[str] | None]) -> None:
    """Remove what came into a source's folder with a writer who was killed: no reader knows of it.

    Whoever calls holds the source's lock. Where it is not known what is named, all stays.
    """
    note = folder / BEFORE
    if not note.is_file() or (known := named(folder)) is None:
        return
    try:
        known = known | {*note.read_text().split("\n")}
    except ValueError:  # no note of ours
        return
    for path in folder.glob("*.parquet"):
        if path.name not in known:
            path.unlink(missing_ok=True)
    note.unlink(missing_ok=True)


def sweep_orphans(store: Path, named: Callable[[Path], set[str] | None]) -> None:
    """Remove what killed writers left in the folder of any source, but where one is at work."""
    with suppress(OSError):
        for note in [*store.glob(f"*/{BEFORE}")]:
            from filelock import FileLock, Timeout  # mostly there is none

            with suppress(Timeout, OSError), FileLock(note.parent / LOCK, timeout=0):
                orphans(note.parent, named)


def merged(draft: Draft, held: Sequence[Part], folder: Path, table: str) -> Draft:
    """Return the draft with the rows of the held part of its name that it does not cover."""
    old = next((part for part in held if part.part == draft.part), None)
    if old is None or any(integrity.fault_of(one, folder / one.file) for one in old.files):
        return draft
    if draft.totals:
        from counterpoise.panel import large  # which writes drafts itself

        return large.merged(draft, old, folder, table)
    new = pl.read_parquet(draft.file, glob=False)
    kept = as_today(pl.scan_parquet(folder / old.file, glob=False), folder.name).collect()
    kept = kept.filter(~coverage.inside(_in_days(kept), draft.coverage))
    key = list(schema.TABLES[table].key)
    kept = kept.join(new, on=key, how="anti", nulls_equal=True)
    if kept.is_empty():
        # Of events a day may be covered and silent: that it is must not be lost with the rows of others.
        silent = "added" in kept.columns
        return Draft(draft.part, draft.file, *joined(old, draft)) if silent else draft
    return Draft(
        draft.part,
        write_draft(pl.concat([kept, new]), draft.file.parent),
        *joined(old, draft),
    )


def _in_days(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with what covers them: of events it is the day of the file, as an item of its year."""
    if "added" not in rows.columns:
        return rows
    day = pl.col("added")
    return rows.with_columns(year=day.dt.year(), item=day.dt.to_string("%Y-%m-%d"))


Said = tuple[tuple[tuple[str, str], ...], tuple[Covered, ...], tuple[str, ...]]


def joined(old: Part, draft: Draft) -> Said:
    """Return the inputs, the coverage and the notes of a draft that has kept rows of a held part."""
    return (
        tuple(dict.fromkeys((*old.inputs, *draft.inputs))),
        tuple(dict.fromkeys((*old.coverage, *draft.coverage))),
        tuple(dict.fromkeys((*old.notes, *draft.notes))),
    )


def moved(draft: Draft, folder: Path) -> Part:
    """Move a draft to its place, under the name of its content, safe on disk."""
    totals, sold = (
        Beside(*_placed(beside, folder)) if beside else None
        for beside in (draft.totals, draft.sold)
    )
    name, size, digest = _placed(draft.file, folder)
    rows = pl.scan_parquet(folder / name, glob=False)
    year = pl.col("date").dt.year() if "date" in rows.collect_schema() else pl.col("year")
    height, first, last = (
        rows.select(pl.len(), year.min(), year.max().alias("last")).collect().row(0)
    )
    if not height:  # a month of events in which nothing is told of the states kept
        first, last = draft.coverage[0].first, draft.coverage[0].last
    return Part(
        draft.part, name, height, first, last, draft.inputs, draft.coverage, draft.notes,
        size, digest, totals, sold,
    )  # fmt: skip


def _placed(draft: Path, folder: Path) -> tuple[str, int, str]:
    """Move a file to its place, safe on disk, and return its name, its size and its sha256."""
    digest = integrity.sha256(draft)
    with draft.open("rb") as stream:
        os.fsync(stream.fileno())
        size = os.fstat(stream.fileno()).st_size
    name = f"{digest[:32]}.parquet"
    os.replace(draft, folder / name)
    return name, size, digest
