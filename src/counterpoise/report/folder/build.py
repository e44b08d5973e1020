"""The folder as a whole: planned, made on all cores beside its place, and moved there when it is whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from counterpoise import drafts
from counterpoise.errors import StoreError, UsageError
from counterpoise.panel.store import Store
from counterpoise.report.dating import today
from counterpoise.report.folder import changes, lists
from counterpoise.report.folder.around import Around
from counterpoise.report.folder.leaf import Leaf
from counterpoise.report.folder.plan import plan
from counterpoise.report.folder.writing import Place, Written, write
from counterpoise.report.making import version
from counterpoise.report.render.frame import shared

MARK: Final = "counterpoise-site.json"
"""The file by which a folder is known as written by us."""
SCRIPT: Final = Path(__file__).parent.parent / "assets" / "site.js"
FEW: Final = 6
"""Pages for each process, under which to start another takes longer than it saves."""

THREADS: Final = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "POLARS_MAX_THREADS",
)
"""Where libraries are told how many threads of their own to start."""


@dataclass(frozen=True)
class Built:
    """A folder that was written.

    Parameters
    ----------
    folder : Path
        Where it lies.
    pages : int
        How many pages it holds, beside the lists that lead to them.
    moved : int
        Pages whose figures moved since it was written last.
    refused : tuple of Written
        Pages that could not be made, and say why.
    size : int
        Bytes of all its files.
    """

    folder: Path
    pages: int
    moved: int
    refused: tuple[Written, ...]
    size: int


def build(
    store: Store,
    folder: str | Path,
    states: Sequence[str] = (),
    *,
    pairs: int = 1,
    base: str = "",
    said: Callable[[str], None] = lambda words: None,
    workers: int | None = None,
) -> Built:
    """Write the pages on states, and all that leads to them, to a folder.

    Parameters
    ----------
    store : Store
        Where evidence is looked up; its processes open it anew.
    folder : str or Path
        New, empty, or one that was written so before: then it is replaced when all is made, and what
        others put there stays.
    states, pairs
        As `plan` takes them.
    base : str
        The address of the folder on the web, for what must name it whole: sitemap, canonical addresses,
        and what a shared link shows. Without, there is none of these.
    said : callable
        Given each page's title as it is made.
    workers : int, optional
        Processes; by default as many as there are cores.

    Raises
    ------
    StoreError
        If the folder holds what was not written so, or can't be written.
    UsageError
        If `base` is no address of the web.
    """
    target, base = Path(folder).absolute(), _address(base)
    before = _require_ours(target)
    around = Around(plan(store, states, pairs), base)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        drafts.sweep(target.parent)
        draft = target.parent / drafts.name()
        draft.mkdir()
    except OSError as fault:
        raise StoreError(f"Can't make the folder: {fault.strerror}.", where=str(folder)) from fault
    try:
        place = Place(draft, target if before else None, around)
        made = []
        for one in _made(place, around.plan.leaves, workers):
            said(one.leaf.title)
            made.append(one)
        moved = _write_shared(place, store, made)
        size = sum(path.stat().st_size for path in draft.rglob("*") if path.is_file())
        _replace(target, draft, before)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Built(target, len(made), moved, tuple(one for one in made if one.refused), size)


def _address(base: str) -> str:
    """Return the address of a folder on the web, with a slash at its end."""
    if not base:
        return ""
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise UsageError.out_of_range(
            "The address of the site", base, "such as https://example.org/balance/"
        )
    return base if base.endswith("/") else f"{base}/"


def _require_ours(target: Path) -> dict[str, Any] | None:
    """Return what the mark of a folder says, None where there is nothing yet; refuse what is not ours."""
    if not target.exists() and not target.is_symlink():
        return None
    if target.is_symlink() or not target.is_dir():
        raise StoreError(
            "Can't write the site: it is no folder.", where=str(target), attempt="another name"
        )
    try:
        mark = json.loads((target / MARK).read_text(encoding="utf-8"))
        if isinstance(mark, dict) and isinstance(mark.get("written"), list):
            return mark
    except (OSError, ValueError):
        pass
    if any(target.iterdir()):
        raise StoreError(
            "Can't write the site: the folder holds what this program did not write.",
            where=str(target), attempt="a folder that is new or empty",
        )  # fmt: skip
    return {"written": []}


def _made(place: Place, leaves: Sequence[Leaf], workers: int | None) -> Iterator[Written]:
    """Make every page, and yield what became of it."""
    jobs = _together(leaves)
    several = min(workers or os.cpu_count() or 1, len(leaves) // FEW)
    if several < 2:
        for job in jobs:
            yield from write(place, job)
        return
    # No copies of this process: it may have threads, whose locks a copy would wait for.
    with (
        _one_thread_each(),
        ProcessPoolExecutor(several, mp_context=get_context("spawn")) as executor,
    ):
        begun = [executor.submit(partial(write, place), job) for job in jobs]
        try:
            for one in as_completed(begun):
                yield from one.result()
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _together(leaves: Sequence[Leaf]) -> list[tuple[Leaf, ...]]:
    """Return the pages by what is asked for them: those that ask the same are made after one another.

    Rankings go with the first page, which shows them, and a state with its pairs; states with the same
    first partner follow each other, so that what is told of it is at hand.
    """
    shown = tuple(one for one in leaves if one.kind in {"home", "rank"})
    of: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if leaf.kind in {"state", "pair"}:
            of.setdefault(leaf.subjects[0], []).append(leaf)
    partners = {
        one: next((leaf.subjects[-1] for leaf in some[1:]), one) for one, some in of.items()
    }
    ordered = sorted(of, key=lambda one: (partners[one], one))
    rest = [(one,) for one in leaves if one not in shown and one.kind not in {"state", "pair"}]
    return [shown, *rest, *(tuple(of[one]) for one in ordered)]


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Have processes that begin here use one thread each: more, on every core, wait for one another.

    Two of them then make a page in half of the processor's time.
    """
    added = {name: "1" for name in THREADS if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _write_shared(place: Place, store: Store, made: Sequence[Written]) -> int:
    """Write what leads to the pages and what they share; return on how many figures moved."""
    folder, around, day = place.folder, place.around, today()
    listed = lists.pages(around, store)
    for address, page in listed.items():
        _put(folder / f"{address}.html", page)
    index = lists.search_index(around)
    _put(folder / lists.INDEX, index + "\n")
    _put(folder / "static" / "search.js", f"window.counterpoise = {index};\n")
    _put(folder / "static" / "page.css", shared())
    _put(folder / "static" / "site.js", SCRIPT.read_text(encoding="utf-8"))
    entries = [
        changes.Entry(day, f"{one.leaf.address}.html", one.leaf.title, one.moved)
        for one in sorted(made, key=lambda one: one.leaf.address)
        if one.moved
    ]
    earlier = changes.kept(place.before) if place.before else []
    changes.write(folder, [*entries, *earlier], day=day, base=around.base)
    if around.base:
        addresses = [*listed, *sorted(around.plan.addresses)]
        _put(
            folder / "sitemap.xml", lists.sitemap(around, [f"{one}.html" for one in addresses], day)
        )
    names = sorted({*(path.name for path in folder.iterdir()), MARK})
    mark = {"counterpoise": version(), "made": day, "base": around.base, "written": names}
    _put(folder / MARK, json.dumps(mark, indent=2) + "\n")
    return len(entries)


def _put(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def _replace(target: Path, draft: Path, before: dict[str, Any] | None) -> None:
    """Put the draft in the folder's place; what others put in the folder goes along."""
    try:
        if before is None:
            os.replace(draft, target)
            return
        old = target.parent / drafts.name()
        os.replace(target, old)
        try:
            os.replace(draft, target)
        except OSError:
            os.replace(old, target)
            raise
        for path in old.iterdir():
            if path.name not in before["written"] and not (target / path.name).exists():
                os.replace(path, target / path.name)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        raise StoreError(f"Can't write the folder: {fault.strerror}.", where=str(target)) from fault
