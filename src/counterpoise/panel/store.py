"""Where evidence is kept: immutable Parquet files, and one manifest for each source and vintage.

::

    store/sipri_arms/2026-02-12.json          the manifest: card of what is held; the commit point
    store/sipri_arms/4f1c09…d2.parquet        rows, named by their content, never changed

A manifest is replaced by one atomic move after the files that it names are safely on disk, so a
reader sees the old release or the new one and never a half of either, whatever is killed when.
Writers take turns through a lock that the system releases when they die. The evidence that travels
with the package is a store like any other, which is only read.

Nothing is taken on trust: a holding whose manifest or parts are not as they were written is set
aside whole, and named (`Store.damaged`), and what else is held answers in its place.
"""

from __future__ import annotations

import os
import re
import shutil
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial, reduce
from pathlib import Path
from threading import RLock
from typing import Any, Final, TypeVar

import polars as pl

from counterpoise import sources
from counterpoise.drafts import sweep_temporary
from counterpoise.errors import EvidenceError, StoreError, UsageError
from counterpoise.panel import integrity, manifests, worked_out, world_tables
from counterpoise.panel.drafts import DRAFTS as DRAFTS
from counterpoise.panel.drafts import (
    LOCK,
    begun,
    merged,
    moved,
    noted,
    on_disk,
    orphans,
    sweep,
    sweep_orphans,
)  # fmt: skip
from counterpoise.panel.drafts import Draft as Draft
from counterpoise.panel.drafts import write_draft as write_draft
from counterpoise.panel.holdings import Holding as Holding
from counterpoise.panel.holdings import Part as Part
from counterpoise.panel.integrity import Checked, Damage
from counterpoise.settings import Settings, embedded_folder
from counterpoise.snapshots.source import Covered

Made = TypeVar("Made")

EVERYONE = "*"
LEFTOVER_SECONDS = 3600
"""Age beyond which a file that no manifest names is taken for a leftover of a killed writer."""


@dataclass(frozen=True)
class Store:
    """The folders in which evidence is looked up; only the first is written to.

    Parameters
    ----------
    folders : tuple of Path
        The user's own first.
    stamps : Path or None
        Where it is remembered which files were checked; None to check them once in each process.
    tables : Path or None
        Where tables of the whole world are kept (`panel.world_tables`); None to keep none.
    """

    folders: tuple[Path, ...]
    stamps: Path | None = None
    tables: Path | None = None

    @classmethod
    def open(cls, settings: Settings | None = None) -> Store:
        """Return the user's store, with the embedded evidence behind it."""
        settings = settings or Settings()
        sweep(settings.store)
        sweep_orphans(settings.store, _named_in)
        sweep_temporary()
        sources.bring_own(settings.store)
        return cls((settings.store, embedded_folder()), settings.stamps, settings.tables)

    def steady(self) -> Steady:
        """Return this store as it is now: what is held is looked up once, and not again."""
        return Steady(self.folders, self.stamps, self.tables)

    def same(self, asked: object, make: Callable[[], Made]) -> Made:
        """Return what follows from what is held; a store that may change makes it each time."""
        return make()

    def recent(self, asked: object, make: Callable[[], Made]) -> Made:
        """Return what follows from what is held and is large; see `Steady.recent`."""
        return make()

    def has_recent(self, asked: object) -> bool:
        """Return whether `recent` has the answer already."""
        return False

    def kept(self, asked: object, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """Return a table that follows from all that is held; see `Steady.kept`."""
        return make()

    def damaged(self, source: str | None = None) -> list[Damage]:
        """Return what is set aside because it is not as it was written."""
        return [one for one in self._all(source) if isinstance(one, Damage)]

    def holdings(self, source: str | None = None) -> list[Holding]:
        """Return what is held, the preferred holding of each source first.

        A whole holding goes before an excerpt, a newer vintage before an older one, and the user's
        own before the embedded one.
        """
        found = self._whole(source)
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
        for held in self._whole(source):  # the user's own before what travels with the package
            found.setdefault(held.vintage, []).append(held)
        wanted = [held for name, held in found.items() if vintage in {"", name}]
        merged = [reduce(_over, reversed(held)) for held in wanted]
        return sorted(merged, key=lambda held: _newness(held.vintage), reverse=True)

    def holding(self, source: str, vintage: str = "") -> Holding:
        """Return the preferred release of a source, or the vintage named, wherever its parts lie.

        Raises
        ------
        EvidenceError
            If the source, or that vintage of it, is not held.
        """
        held = self.holdings(source)
        wanted = [holding for holding in held if vintage in {"", holding.vintage}]
        if not wanted:
            have = ", ".join(holding.vintage for holding in held) or "no vintage of it"
            aside = "".join(f"; {damage}" for damage in self.damaged(source))
            raise EvidenceError(
                f"Can't find {source!r}{f' of vintage {vintage!r}' if vintage else ''} in the store.",
                where=f"{self.folders[0]}; it holds {have}{aside}",
                attempt=f"counterpoise add {source} FILE…",
            )
        return self.releases(source, wanted[0].vintage)[0]

    @contextmanager
    def drafting(self) -> Iterator[Path]:
        """Yield a folder for drafts on the store's own disk; it is gone afterwards."""
        with on_disk(self.folders[0]):
            self.folders[0].mkdir(parents=True, exist_ok=True)
            drafts, alive = begun(self.folders[0])
        try:
            yield drafts
        finally:
            alive.release()
            shutil.rmtree(drafts, ignore_errors=True)

    def keep(
        self,
        source: str,
        vintage: str,
        table: str,
        drafts: Sequence[Draft],
        *,
        excerpt: str = "",
        account: dict[str, Any] | None = None,
        anew: bool = False,
    ) -> Holding:
        """Keep the drafts as parts of one vintage, all of them or none, and return the holding.

        A part that is held already is merged: a new one says what passed in all that it covers, and
        only what lies outside of that stays of the old. `anew` lets nothing stay of what is held.
        """
        require_vintage(vintage, source)
        folder = self.folders[0] / source
        with _writing(self.folders[0], source):
            manifest = folder / f"{vintage}.json"
            manifests.require_ours(manifest, self.folders[0])
            held = _parts_of(manifest, self.folders[0])
            stays = () if anew else held
            named = {draft.part for draft in drafts}
            parts = [_sealed(part, folder) for part in stays if part.part not in named]
            with _or_nothing(manifest):
                parts += [moved(merged(draft, stays, folder, table), folder) for draft in drafts]
                kept = Holding(
                    source, vintage, table, time.strftime("%Y-%m-%d"), excerpt, tuple(parts),
                    self.folders[0], account=account,
                )  # fmt: skip
                _replace(manifest, manifests.text(kept).encode(), scratch=drafts[0].file.parent)
            _let_go(folder, _named(held) - _named(parts))
        return kept

    def remove(self, source: str, vintage: str) -> None:
        """Let go of one vintage of the user's own, damaged or not; embedded evidence stays."""
        manifest = self.folders[0] / source / f"{vintage}.json"
        if not manifests.VINTAGE.fullmatch(vintage) or not os.path.lexists(manifest):
            raise EvidenceError(
                f"Can't remove {source!r} of vintage {vintage!r}: it is not in your store.",
                where=str(self.folders[0]),
                attempt="counterpoise sources   (lists what is held)",
            )
        with _writing(self.folders[0], source):
            held = _parts_of(manifest, self.folders[0])
            manifest.unlink(missing_ok=True)
            _let_go(manifest.parent, _named(held))
            sources.own_removed(self.folders[0], source)

    def verify(self, source: str | None = None) -> list[Holding | Damage]:
        """Read every file held whole, whatever its stamp, and return each holding or its damage."""
        found: list[Holding | Damage] = []
        for folder in self.folders:
            for manifest in _manifests(folder, source):
                with suppress(FileNotFoundError):  # removed while we looked
                    found.append(_checked_holding(manifest, folder, None))
        return found

    def _whole(self, source: str | None) -> list[Holding]:
        """Return the holdings that are as they were written, in the order of the folders."""
        found = self._all(source)
        for one in found:
            if isinstance(one, Damage):
                SET_ASIDE.setdefault((one.path, one.fault), one)
        return [one for one in found if isinstance(one, Holding)]

    def _all(self, source: str | None) -> list[Holding | Damage]:
        found: list[Holding | Damage] = []
        for folder in self.folders:
            checked = _checked(self.stamps if folder != embedded_folder() else None)
            for manifest in _manifests(folder, source):
                with suppress(FileNotFoundError):  # removed while we looked
                    found.append(_checked_holding(manifest, folder, checked))
            checked.write()
        return found


RECENT: Final = 400
"""Answers on single states that a store remembers: about those of a dozen pages."""


@dataclass(frozen=True)
class Steady(Store):
    """A store as it was when it was first asked: of one page all answers are of one evidence."""

    _seen: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    _recent: OrderedDict[object, Any] = field(
        default_factory=OrderedDict, repr=False, compare=False
    )
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    def steady(self) -> Steady:
        """Return this store, which is steady already."""
        return self

    def same(self, asked: object, make: Callable[[], Made]) -> Made:
        """Return what was made before of the same question, or make it."""
        if asked not in self._seen:
            self._seen[asked] = make()
        found: Made = self._seen[asked]
        return found

    def recent(self, asked: object, make: Callable[[], Made]) -> Made:
        """Return what was made before of the same question, if it is among the last asked, or make it.

        A page on two states asks again what the pages on each asked.
        """
        with self._lock:
            if asked in self._recent:
                self._recent.move_to_end(asked)
                found: Made = self._recent[asked]
                return found
        found = make()  # without the lock: what is made asks for more
        with self._lock:
            self._recent[asked] = found
            while len(self._recent) > RECENT:
                self._recent.popitem(last=False)
        return found

    def has_recent(self, asked: object) -> bool:
        """Return whether `recent` has the answer already."""
        return asked in self._recent

    def kept(self, asked: object, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """Return a table of all states that was made before of the same, maybe by another process."""
        if self.tables is None or not self._mark:
            return self.same(asked, make)
        tables = self.tables
        found = partial(worked_out.table, partial(self._whole, None), asked, make)
        return self.same(asked, lambda: world_tables.kept(tables, self._mark, asked, found))

    @property
    def _mark(self) -> str:
        return self.same("mark", lambda: world_tables.mark(self._whole(None)))

    def releases(self, source: str, vintage: str = "") -> list[Holding]:
        """Return what is held of a source, as `Store.releases` does."""
        asked = ("releases", source, vintage)
        return list(self.same(asked, lambda: Store.releases(self, source, vintage)))

    def _all(self, source: str | None) -> list[Holding | Damage]:
        if source and ("all", None) in self._seen:
            return [one for one in self._seen["all", None] if one.source == source]
        return list(self.same(("all", source), lambda: Store._all(self, source)))


SET_ASIDE: dict[tuple[Path, str], Damage] = {}
"""What this process came upon and set aside, so that whoever asked is told at the end."""


def require_vintage(vintage: str, source: str) -> None:
    """Refuse a vintage that can't be the name of a file."""
    if manifests.VINTAGE.fullmatch(vintage):
        return
    raise UsageError.out_of_range(
        "The vintage",
        vintage,
        "1 to 40 letters, digits, dots, dashes or underscores",
        attempt=f"counterpoise add {source} FILE… --vintage 2026-03",
    )


@cache
def _checked(stamps: Path | None) -> Checked:
    """Return the one memory of this process, so that no file is read twice for nothing."""
    return Checked(stamps)


def _checked_holding(manifest: Path, folder: Path, checked: Checked | None) -> Holding | Damage:
    """Return a manifest as a holding if it and all of its parts are as they were written.

    Without `checked` every part is read whole, whatever its stamp.
    """
    held = manifests.read(manifest, folder)
    if isinstance(held, Damage):
        return held
    for part in (each for one in held.parts for each in one.files):
        path = manifest.parent / part.file
        if fault := integrity.fault_of(part, path, checked):
            if fault == integrity.GONE and not os.path.lexists(manifest):
                raise FileNotFoundError(manifest)  # removed while we looked
            if fault == integrity.GONE and manifests.read(manifest, folder) != held:
                return _checked_holding(manifest, folder, checked)  # replaced while we looked
            return Damage(path, fault, held.source, held.vintage, held.embedded)
    return held


def _manifests(folder: Path, source: str | None) -> list[Path]:
    """Return the manifests in a folder, of a source or of all, in the order of their names."""
    try:
        inside = [folder / source] if source else sorted(folder.iterdir())
        found = []
        for each in inside:
            with suppress(FileNotFoundError, NotADirectoryError):
                found += sorted(path for path in each.iterdir() if path.suffix == ".json")
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise StoreError(
            f"Can't read the store: {fault.strerror or fault}.",
            where=str(fault.filename or folder),
            attempt="set COUNTERPOISE_HOME to a folder that you may read",
        ) from fault
    return found


def _over(behind: Holding, front: Holding) -> Holding:
    """Return the same release of two folders as one; two copies of it are the one in front."""
    if {part.file for part in behind.parts} <= {part.file for part in front.parts}:
        return front
    both = (front, behind)
    whole = any(not held.excerpt and _of_everyone(held.coverage) for held in both)
    excerpt = "" if whole else "; ".join(held.excerpt for held in both if held.excerpt)
    together = replace(front, beneath=behind, excerpt=excerpt)
    return front if together.tells_all_of_beneath else together


def _of_everyone(coverage: Sequence[Covered]) -> bool:
    return all(EVERYONE in covered.states for covered in coverage)


def _newness(vintage: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which 10.01 comes after 9.1, and 2026-02 after 2025-11."""
    pieces = re.findall(r"\d+|\D+", re.sub(r"^[vV](?=\d)", "", vintage))
    return tuple((1, int(one), "") if one.isdigit() else (0, 0, one) for one in pieces)


@contextmanager
def _writing(folder: Path, source: str) -> Iterator[None]:
    """Hold the one writer's lock of a source; a dead writer's lock is free."""
    from filelock import FileLock  # reading needs no lock

    with on_disk(folder):
        (folder / source).mkdir(parents=True, exist_ok=True)
        with FileLock(folder / source / LOCK):
            orphans(folder / source, _named_in)
            yield


@contextmanager
def _or_nothing(manifest: Path) -> Iterator[None]:
    """Take away what came into a source's folder if its manifest did not: nobody knows of it then."""
    with noted(manifest.parent):
        try:
            yield
        except BaseException:
            orphans(manifest.parent, lambda _: _named(_parts_of(manifest, manifest.parent.parent)))
            raise


def _parts_of(manifest: Path, folder: Path) -> tuple[Part, ...]:
    """Return the parts that a manifest names; none if there is none, or it can't be read."""
    try:
        held = manifests.read(manifest, folder)
    except FileNotFoundError:
        return ()
    return held.parts if isinstance(held, Holding) else ()


def _named(parts: Iterable[Part]) -> set[str]:
    """Return the names of all files of some parts."""
    return {one.file for part in parts for one in part.files}


def _sealed(part: Part, folder: Path) -> Part:
    """Return a part with its size and sha256, which an older version did not write down."""
    path = folder / part.file
    if part.size >= 0 or integrity.fault_of(part, path):
        return part
    return replace(part, size=path.stat().st_size, sha256=integrity.sha256(path))


def _replace(path: Path, content: bytes, *, scratch: Path) -> None:
    """Put `content` at `path` in one step, on disk before it is seen."""
    temporary = scratch / f"{uuid.uuid4().hex}.tmp"
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, path)
    if os.name == "posix":
        handle = os.open(path.parent, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _named_in(folder: Path) -> set[str] | None:
    """Return the files that the manifests of a source name; None where one can't be read."""
    try:
        held = [
            manifests.read(path, folder.parent) for path in _manifests(folder.parent, folder.name)
        ]
    except (FileNotFoundError, StoreError):
        return None
    if any(isinstance(one, Damage) for one in held):
        return None
    return _named([part for one in held if isinstance(one, Holding) for part in one.parts])


def _let_go(folder: Path, superseded: set[str]) -> None:
    """Remove what no manifest names, once it is too old to be a reader's or a writer's.

    What has just been superseded may still be read: its age counts from now. Where a manifest can't
    be read nothing goes, for it may name any of the files.
    """
    named = _named_in(folder)
    if named is None:
        return
    for name in superseded - named:
        with suppress(FileNotFoundError):
            os.utime(folder / name)
    for path in [*folder.glob("*.parquet"), *folder.glob(".*.tmp")]:
        if path.name not in named and path.stat().st_mtime < time.time() - LEFTOVER_SECONDS:
            path.unlink()
