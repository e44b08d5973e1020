"""Where evidence is kept: immutable Parquet files, and one manifest for each source and vintage.

::

    store/sipri_arms/2026-02-12.json          the manifest: card of what is held; the commit point
    store/sipri_arms/4f1c09…d2.parquet        rows, named by their content, never changed

A manifest is replaced by one atomic move after the files that it names are safely on disk, so a
reader sees the old release or the new one and never a half of either, whatever is killed when.
Writers take turns through a lock that the system releases when they die. The evidence that travels
with the package is a store like any other, which is only read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any

import polars as pl

from counterpoise import schema, sources
from counterpoise.errors import EvidenceError, StoreError, UsageError
from counterpoise.settings import Settings, embedded_folder
from counterpoise.snapshots.source import FILLED, Covered, Source

VINTAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
DRAFTS = ".draft-"
EVERYONE = "*"
LEFTOVER_SECONDS = 3600
"""Age beyond which a file that no manifest names is taken for a leftover of a killed writer."""


@dataclass(frozen=True)
class Part:
    """One file of a holding: its rows, what they were read from, and whom they cover."""

    part: str
    file: str
    rows: int
    first: int
    last: int
    inputs: tuple[tuple[str, str], ...]
    coverage: tuple[Covered, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Holding:
    """One vintage of one source as it lies in one folder.

    Parameters
    ----------
    excerpt : str
        "" if the holding is whole, else what was left out, in words.
    embedded : bool
        True if it travels with the package.
    beneath : Holding or None
        The same release in a folder behind, which this one adds to; see `Store.releases`.
    """

    source: str
    vintage: str
    table: str
    added: str
    excerpt: str
    parts: tuple[Part, ...]
    folder: Path
    embedded: bool = False
    beneath: Holding | None = None

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.all_parts)

    @property
    def years(self) -> tuple[int, int]:
        parts = self.all_parts
        return min(part.first for part in parts), max(part.last for part in parts)

    @property
    def coverage(self) -> tuple[Covered, ...]:
        return tuple(covered for part in self.all_parts for covered in part.coverage)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(note for part in self.all_parts for note in part.notes))

    @property
    def all_parts(self) -> tuple[Part, ...]:
        """Its own parts, and those of the same release that lie behind it."""
        return (*self.parts, *(self.beneath.all_parts if self.beneath else ()))

    @property
    def filled(self) -> tuple[Part, ...]:
        """The parts that hold what the release lacks, from another; each says so in its notes."""
        return tuple(part for part in self.parts if part.part.startswith(FILLED))

    @property
    def card(self) -> Source:
        """The card of the source."""
        return sources.module(self.source).SOURCE

    def lacks(self, what: str) -> str:
        """Return that it does not cover something: as the publisher's gap, or as that of our excerpt.

        What an excerpt leaves out, the publisher may well cover: then the words say how to add it.
        """
        if not self.excerpt:
            return f"{self.card.title} does not cover {what}"
        return (
            f"the excerpt held of {self.card.title} does not hold {what}"
            f" (to add the publisher's file: counterpoise add {self.source} FILE)"
        )

    def scan(self) -> pl.LazyFrame:
        """Return the holding's rows, unread until they are asked for.

        Rows of the same release that lie behind it come along, but for those of the same key.
        """
        parts = [self.folder / self.source / part.file for part in self.parts]
        read = [_as_today(pl.scan_parquet(part, glob=False), self.source) for part in parts]
        own = pl.concat(read) if len(read) > 1 else read[0]
        if self.beneath is None:
            return own
        key = list(schema.TABLES[self.table].key)
        return pl.concat([own, self.beneath.scan().join(own, on=key, how="anti")])


@dataclass(frozen=True)
class Draft:
    """A checked piece of a release, on disk beside the store and not yet of it."""

    part: str
    file: Path
    inputs: tuple[tuple[str, str], ...]
    coverage: tuple[Covered, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Store:
    """The folders in which evidence is looked up; only the first is written to."""

    folders: tuple[Path, ...]

    @classmethod
    def open(cls, settings: Settings | None = None) -> Store:
        """Return the user's store, with the embedded evidence behind it."""
        return cls(((settings or Settings()).store, embedded_folder()))

    def holdings(self, source: str | None = None) -> list[Holding]:
        """Return what is held, the preferred holding of each source first.

        A whole holding goes before an excerpt, a newer vintage before an older one, and the user's
        own before the embedded one.
        """
        found = []
        for folder in self.folders:
            for manifest in sorted(folder.glob(f"{source or '*'}/*.json")):
                with suppress(FileNotFoundError):  # removed while we looked
                    found.append(_holding(manifest, folder))
        found.sort(
            key=lambda held: (not held.excerpt, _newness(held.vintage), not held.embedded),
            reverse=True,
        )
        return sorted(found, key=lambda held: held.source)

    def releases(self, source: str, vintage: str = "") -> list[Holding]:
        """Return what is held of a source, one holding a vintage, the newest vintage first.

        The parts of one release that lie in several folders are one: a user's part adds to what
        travels with the package, row by row, and never hides it.
        """
        found: dict[str, list[Holding]] = {}
        for folder in self.folders:  # the user's own before what travels with the package
            for manifest in sorted(folder.glob(f"{source}/*.json")):
                with suppress(FileNotFoundError):
                    held = _holding(manifest, folder)
                    found.setdefault(held.vintage, []).append(held)
        wanted = [held for name, held in found.items() if vintage in {"", name}]
        merged = [reduce(_over, reversed(held)) for held in wanted]
        return sorted(merged, key=lambda held: _newness(held.vintage), reverse=True)

    def holding(self, source: str, vintage: str = "") -> Holding:
        """Return the preferred holding of a source, or the vintage named.

        Raises
        ------
        EvidenceError
            If the source, or that vintage of it, is not held.
        """
        held = self.holdings(source)
        wanted = [holding for holding in held if vintage in {"", holding.vintage}]
        if not wanted:
            have = ", ".join(holding.vintage for holding in held) or "no vintage of it"
            raise EvidenceError(
                f"Can't find {source!r}{f' of vintage {vintage!r}' if vintage else ''} in the store.",
                where=f"{self.folders[0]}; it holds {have}",
                attempt=f"counterpoise add {source} FILE…",
            )
        return wanted[0]

    @contextmanager
    def drafting(self) -> Iterator[Path]:
        """Yield a folder for drafts on the store's own disk; it is gone afterwards."""
        with _on_disk(self.folders[0]):
            self.folders[0].mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=DRAFTS, dir=self.folders[0]) as drafts:
                yield Path(drafts)

    def keep(
        self, source: str, vintage: str, table: str, drafts: Sequence[Draft], *, excerpt: str = ""
    ) -> Holding:
        """Keep the drafts as parts of one vintage, all of them or none, and return the holding.

        A part that is held already is merged: a new row replaces the row of the same key.
        """
        if not VINTAGE.fullmatch(vintage):
            raise UsageError.out_of_range(
                "The vintage",
                vintage,
                "1 to 40 letters, digits, dots, dashes or underscores",
                attempt=f"counterpoise add {source} FILE… --vintage 2026-03",
            )
        folder = self.folders[0] / source
        with _writing(self.folders[0], source):
            manifest = folder / f"{vintage}.json"
            held = _holding(manifest, self.folders[0]).parts if manifest.exists() else ()
            named = {draft.part for draft in drafts}
            parts = [part for part in held if part.part not in named]
            parts += [_moved(_merged(draft, held, folder, table), folder) for draft in drafts]
            day = time.strftime("%Y-%m-%d")
            kept = Holding(source, vintage, table, day, excerpt, tuple(parts), self.folders[0])
            _replace(manifest, _manifest(kept).encode())
            _let_go(folder, {part.file for part in held} - {part.file for part in parts})
        return kept

    def remove(self, source: str, vintage: str) -> None:
        """Let go of one vintage of the user's own; embedded evidence stays."""
        manifest = self.folders[0] / source / f"{vintage}.json"
        with _writing(self.folders[0], source):
            if not manifest.exists():
                raise EvidenceError(
                    f"Can't remove {source!r} of vintage {vintage!r}: it is not in your store.",
                    where=str(self.folders[0]),
                    attempt="counterpoise sources   (lists what is held)",
                )
            held = _holding(manifest, self.folders[0])
            manifest.unlink()
            _let_go(manifest.parent, {part.file for part in held.parts})


def write_draft(rows: pl.DataFrame, folder: Path) -> Path:
    """Write rows, in the order that packs best, under a name of their own in a drafts' folder."""
    path = folder / f"{uuid.uuid4().hex}.tmp"
    ordered = rows.sort([name for name in rows.columns if name in _SORTED_BY])
    ordered.write_parquet(
        path,
        compression="zstd",
        compression_level=9,
        statistics=True,
        row_group_size=ROWS_TOGETHER,
    )
    return path


ROWS_TOGETHER = 50_000
"""Rows of a group, which a reader who wants one state of a sorted file passes over as a whole."""
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


def _over(behind: Holding, front: Holding) -> Holding:
    """Return the same release of two folders as one; two copies of it are the one in front."""
    if {part.file for part in behind.parts} <= {part.file for part in front.parts}:
        return front
    both = (front, behind)
    whole = any(not held.excerpt and _of_everyone(held.coverage) for held in both)
    excerpt = "" if whole else "; ".join(held.excerpt for held in both if held.excerpt)
    return replace(front, beneath=behind, excerpt=excerpt)


def _of_everyone(coverage: Sequence[Covered]) -> bool:
    return all(EVERYONE in covered.states for covered in coverage)


def _newness(vintage: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which 10.01 comes after 9.1, and 2026-02 after 2025-11."""
    pieces = re.findall(r"\d+|\D+", vintage)
    return tuple((1, int(one), "") if one.isdigit() else (0, 0, one) for one in pieces)


@contextmanager
def _writing(folder: Path, source: str) -> Iterator[None]:
    """Hold the one writer's lock of a source; a dead writer's lock is free."""
    from filelock import FileLock  # reading needs no lock

    with _on_disk(folder):
        (folder / source).mkdir(parents=True, exist_ok=True)
        with FileLock(folder / source / ".lock"):
            yield


@contextmanager
def _on_disk(folder: Path) -> Iterator[None]:
    """Say in our words what the system says when a folder can't be written."""
    try:
        yield
    except OSError as fault:
        raise StoreError(
            f"Can't write to the store: {fault.strerror or fault}.",
            where=str(folder),
            attempt="set COUNTERPOISE_HOME to a folder that you may write to, with room on its disk",
        ) from fault


def _merged(draft: Draft, held: Sequence[Part], folder: Path, table: str) -> Draft:
    """Return the draft with the rows of the held part of its name that it does not replace."""
    old = next((part for part in held if part.part == draft.part), None)
    if old is None:
        return draft
    new = pl.read_parquet(draft.file)
    kept = _as_today(pl.scan_parquet(folder / old.file), folder.name).collect()
    key = list(schema.TABLES[table].key)
    kept = kept.join(new, on=key, how="anti", nulls_equal=True)
    if kept.is_empty():
        return draft
    return Draft(
        draft.part,
        write_draft(pl.concat([kept, new]), draft.file.parent),
        tuple(dict.fromkeys((*old.inputs, *draft.inputs))),
        tuple(dict.fromkeys((*old.coverage, *draft.coverage))),
        tuple(dict.fromkeys((*old.notes, *draft.notes))),
    )


def _as_today(rows: pl.LazyFrame, source: str) -> pl.LazyFrame:
    """Return stored rows with the columns of today; older ones do not say who tells of a tie."""
    held = rows.collect_schema().names()
    if "origin" not in held or "told_by" in held:
        return rows
    told = pl.lit(sources.module(source).SOURCE.told_by).alias("told_by")
    return rows.with_columns(told).select(list(schema.PANEL))


def _moved(draft: Draft, folder: Path) -> Part:
    """Move a draft to its place, under the name of its content, safe on disk."""
    with draft.file.open("rb") as stream:
        name = f"{hashlib.file_digest(stream, 'sha256').hexdigest()[:32]}.parquet"
        os.fsync(stream.fileno())
    os.replace(draft.file, folder / name)
    rows = pl.scan_parquet(folder / name)
    year = pl.col("date").dt.year() if "date" in rows.collect_schema() else pl.col("year")
    height, first, last = (
        rows.select(pl.len(), year.min(), year.max().alias("last")).collect().row(0)
    )
    return Part(draft.part, name, height, first, last, draft.inputs, draft.coverage, draft.notes)


def _replace(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step, on disk before it is seen."""
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, path)
    if os.name == "posix":
        handle = os.open(path.parent, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _let_go(folder: Path, superseded: set[str]) -> None:
    """Remove what no manifest names, once it is too old to be a reader's or a writer's.

    What has just been superseded may still be read: its age counts from now.
    """
    named = {
        part["file"]
        for manifest in folder.glob("*.json")
        for part in json.loads(manifest.read_text())["parts"]
    }
    for name in superseded - named:
        with suppress(FileNotFoundError):
            os.utime(folder / name)
    for path in [
        *folder.glob("*.parquet"),
        *folder.glob(".*.tmp"),
        *folder.parent.glob(f"{DRAFTS}*"),
    ]:
        leftover = path.name not in named
        if leftover and path.stat().st_mtime < time.time() - LEFTOVER_SECONDS:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()


def _manifest(holding: Holding) -> str:
    content = {
        "format": 1,
        "source": holding.source,
        "vintage": holding.vintage,
        "table": holding.table,
        "added": holding.added,
        "excerpt": holding.excerpt,
        "parts": [asdict(part) for part in holding.parts],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _holding(manifest: Path, folder: Path) -> Holding:
    """Return a manifest as a holding, or say that it is damaged."""
    state = manifest.stat()
    return _read_once(manifest, folder, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=256)
def _read_once(manifest: Path, folder: Path, *version: int) -> Holding:
    """Read a manifest, once for each version of it: every question looks at them."""
    try:
        content: dict[str, Any] = json.loads(manifest.read_text())
        return Holding(
            source=content["source"],
            vintage=content["vintage"],
            table=content["table"],
            added=content["added"],
            excerpt=content["excerpt"],
            parts=tuple(_part(part) for part in content["parts"]),
            folder=folder,
            embedded=folder == embedded_folder(),
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise StoreError(
            f"Can't read the manifest: {fault}.",
            where=str(manifest),
            attempt="delete this file and add the source again",
        ) from fault


def _part(content: dict[str, Any]) -> Part:
    return Part(
        part=content["part"],
        file=content["file"],
        rows=content["rows"],
        first=content["first"],
        last=content["last"],
        inputs=tuple((name, digest) for name, digest in content["inputs"]),
        coverage=tuple(
            Covered(
                **{
                    **covered,
                    "states": tuple(covered["states"]),
                    "items": tuple(covered.get("items", ())),
                }
            )
            for covered in content["coverage"]
        ),
        notes=tuple(content["notes"]),
    )
