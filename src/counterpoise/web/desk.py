"""Answers of one warm process: each worked out once, kept while the evidence stays, by few at a time.

What is asked by many at once is worked out once. What must be worked out waits for one of a few threads,
and is refused when too many wait already: no visitor takes the whole machine.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any, Final

from counterpoise import faults
from counterpoise.panel import world_tables
from counterpoise.panel.store import Steady, Store
from counterpoise.report.dating import today
from counterpoise.report.making import version
from counterpoise.report.pages import Page
from counterpoise.report.render import Drawings, Drawn
from counterpoise.settings import Settings
from counterpoise.web.lanes import Lanes
from counterpoise.web.views import Query

LOG: Final = logging.getLogger("counterpoise.web")
ROOM: Final = 64 * 2**20
"""Bytes of answers kept, compressed."""
PAGES: Final = 12
"""Pages kept as they were made, of which other forms are asked next."""
WORKERS: Final = 2
"""Threads for questions that are soon answered; one more is for those that take long."""
WAITING: Final = 64
"""How many questions may wait for a worker."""
LOOK: Final = 2.0
"""Seconds after which it is looked whether the evidence changed."""


class BusyError(Exception):
    """Too many questions wait already."""


@dataclass(frozen=True)
class Answer:
    """What is sent: compressed bytes, as they are kept."""

    packed: bytes
    media: str
    length: int


def packed(content: bytes, media: str) -> Answer:
    """Return content as it is kept and sent."""
    return Answer(gzip.compress(content, 6, mtime=0), media, len(content))


@dataclass(eq=False)
class Asked:
    """A question that is not answered yet, and how many wait for its answer.

    Parameters
    ----------
    job : concurrent.futures.Future
        Its place with the workers.
    answer : asyncio.Future
        What those who asked wait for.
    """

    job: Future[Answer]
    answer: asyncio.Future[Answer]
    askers: int = 0


@dataclass(frozen=True)
class Evidence:
    """What is held, as it was looked at last."""

    store: Steady
    mark: str
    files: Hashable


@dataclass
class Desk:
    """Who answers.

    Parameters
    ----------
    settings : Settings
        Where the store lies.
    room, workers, waiting : int
        Bytes of answers kept; threads that work; questions that may wait.
    """

    settings: Settings = field(default_factory=Settings)
    room: int = ROOM
    workers: int = WORKERS
    waiting: int = WAITING
    _kept: OrderedDict[Hashable, Answer] = field(default_factory=OrderedDict, repr=False)
    _pages: OrderedDict[Hashable, Page] = field(default_factory=OrderedDict, repr=False)
    _asked: dict[Hashable, Asked] = field(default_factory=dict, repr=False)
    lanes: Lanes = field(default_factory=Lanes, repr=False)
    _held: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _evidence: Evidence | None = None
    _looked: float = 0.0

    def __post_init__(self) -> None:
        self._pool = ThreadPoolExecutor(self.workers, thread_name_prefix="counterpoise")
        # What takes long has one worker of its own, and so keeps nobody else waiting.
        self._long = ThreadPoolExecutor(1, thread_name_prefix="counterpoise-long")

    def close(self) -> None:
        """Let the workers go; what waits is not begun."""
        for pool in (self._pool, self._long):
            pool.shutdown(wait=False, cancel_futures=True)

    def evidence(self) -> Evidence:
        """Return what is held now; where it changed, what was answered before is let go."""
        with self._lock:
            if self._evidence is not None and monotonic() - self._looked < LOOK:
                return self._evidence
            files = _files(self.settings.store)
            if self._evidence is None or files != self._evidence.files:
                store = Store.open(self.settings).steady()
                mark = world_tables.mark(store.holdings()) or str(files)
                self._evidence = Evidence(store, mark, files)
                self._kept.clear()
                self._pages.clear()
                self._held = 0
            self._looked = monotonic()
            return self._evidence

    def look_again(self) -> None:
        """Look at once whether the evidence changed, whenever it is asked for next."""
        with self._lock:
            self._looked = -LOOK

    def key(self, *asked: Hashable) -> tuple[Hashable, ...]:
        """Return the name of an answer: it follows from the question, the evidence, the code, the day."""
        return (*asked, self.evidence().mark, version(), today())

    async def answer(
        self,
        key: Hashable,
        work: Callable[[], tuple[bytes, str]],
        *,
        long: bool = False,
        keep: bool = True,
    ) -> Answer:
        """Return what was answered before, or have it worked out; what takes `long` has its own worker.

        What changes something is not to be kept: with `keep` false it is done each time, also where
        whoever asked went away. What nobody waits for any more is not begun.

        Raises
        ------
        BusyError
            If too many questions wait.
        """
        if (kept := self._made(key)) is not None:
            return kept
        if (begun := self._asked.get(key)) is None:
            if len(self._asked) >= self.waiting:
                raise BusyError
            pool = self._long if long else self._pool
            self.lanes.join(key, long=long)
            job = pool.submit(self._work, key, work, keep)
            begun = self._asked[key] = asked = Asked(job, asyncio.wrap_future(job))
            begun.answer.add_done_callback(lambda _: self._leave(key, asked))
        begun.askers += 1
        # Whoever goes away takes nobody else's answer along; who was alone, what is not begun.
        try:
            return await asyncio.shield(begun.answer)
        except asyncio.CancelledError:
            begun.answer.add_done_callback(_unheard)
            raise
        finally:
            begun.askers -= 1
            if keep and not begun.askers and begun.job.cancel():
                self._leave(key, begun)

    def page(self, query: Query) -> Page:
        """Return the page on a question, made once; for workers."""
        asked, key = query.asked, self.key("page", query.key)
        with self._lock:
            if (page := self._pages.pop(key, None)) is not None:
                self._pages[key] = page
                return page
        self.lanes.say("working out the page")
        made = asked.make(self.evidence().store)
        self.lanes.say("drawing and writing it")
        page = replace(made, question=asked.question.command)
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return page

    @property
    def has_pages(self) -> bool:
        """Whether a page was made of what is held now."""
        return bool(self._pages)

    def drawings(self) -> Drawings:
        """Return who draws the charts of a page; for workers."""
        return Drawings(Drawn(self.settings.drawings).svg)

    def _made(self, key: Hashable) -> Answer | None:
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is not None:
                self._kept[key] = kept
            return kept

    def _leave(self, key: Hashable, asked: Asked) -> None:
        """Let a question go, unless it was asked anew since."""
        if self._asked.get(key) is asked:
            del self._asked[key]
            self.lanes.leave(key)

    def _work(self, key: Hashable, work: Callable[[], tuple[bytes, str]], keep: bool) -> Answer:
        with self.lanes.at_work(key):
            content, media = work()
        answer = packed(content, media)
        with self._lock:
            if keep and key not in self._kept and len(answer.packed) < self.room // 4:
                self._kept[key] = answer
                self._held += len(answer.packed)
                while self._held > self.room:
                    self._held -= len(self._kept.popitem(last=False)[1].packed)
        return answer


def _unheard(done: asyncio.Future[Answer]) -> None:
    """Take note of a failure for one who went away: a refusal is nobody's business then, a fault is ours."""
    fault = None if done.cancelled() else done.exception()
    if fault is not None and faults.foreseen(fault) is None:
        LOG.error("a fault of ours, of which nobody was told", exc_info=fault)


def _files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what of a store says whether it changed: its manifests and tables, with sizes and times."""
    found: list[tuple[str, int, int]] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".json", ".toml", ".csv"}:  # rows are named by their content
            continue
        try:
            state: Any = path.stat()
        except FileNotFoundError:  # removed while we looked
            continue
        found.append((str(path), state.st_size, state.st_mtime_ns))
    return tuple(found)
