"""Download a source's files: decide first, then temporary file, hash, use, move, and lock entry.

What a download is good for is known when it has been read: whoever asks for it says how (`accept`),
and only then does it take its place and is pinned. A refused one leaves files and lock as they were.

A source may answer in many pieces (:mod:`.request`), each with an entry of its own. Pieces that came
whole before another failed wait on disk, so that the next attempt asks for the rest alone.
"""

from __future__ import annotations

import re
import shutil
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar
from urllib.parse import unquote, urlsplit

from counterpoise.errors import LONGEST_WHERE, CounterpoiseError, FetchError, offenders
from counterpoise.printable import escaped
from counterpoise.settings import Settings
from counterpoise.snapshots import answers, files, transfer
from counterpoise.snapshots import lock as locks
from counterpoise.snapshots.connections import web_address
from counterpoise.snapshots.downloads import (
    Place,
    Progress,
    forget,
    kept,
    namesakes,
    on_disk,
    on_trial,
    pin,
    safe,
    waiting,
)
from counterpoise.snapshots.request import Request, found, spelled
from counterpoise.snapshots.source import Source
from counterpoise.snapshots.transfer import USUAL, NothingThere, Patience, Task, Turns

Used = TypeVar("Used")
MOST_ANSWERS: Final = 2_000
"""Answers that one command asks a publisher for: all states in ten tables, and not in every year too."""
TURNS: Final = Turns()
"""One for all sources of a process: several may have one publisher."""
Had = tuple[Task, Path, locks.Entry | None]
"""A request, its file, and its entry if it is not pinned yet."""


def fetch(
    source: Source,
    *,
    folder: Path,
    lock: Path,
    urls: Sequence[str] = (),
    update: bool = False,
    offline: bool | None = None,
    patience: Patience = USUAL,
    progress: Callable[[Progress], None] | None = None,
    certificates: ssl.SSLContext | None = None,
) -> list[Path]:
    """Download the files of a source and pin them in the lock file, unread.

    The parameters are those of `use`.

    Returns
    -------
    list of Path
        One file per answer, in the order of the requests.
    """
    taken: list[Path] = []
    use(
        source, lambda paths: taken.extend(paths), folder=folder, lock=lock, urls=urls,
        update=update, offline=offline, patience=patience, progress=progress,
        certificates=certificates,
    )  # fmt: skip
    return [folder / source.id / path.name for path in taken]


def use(
    source: Source,
    accept: Callable[[list[Path]], Used],
    *,
    folder: Path,
    lock: Path,
    urls: Sequence[str] = (),
    states: Sequence[str] = (),
    years: tuple[int, int] | None = None,
    update: bool = False,
    offline: bool | None = None,
    patience: Patience = USUAL,
    progress: Callable[[Progress], None] | None = None,
    certificates: ssl.SSLContext | None = None,
) -> Used:
    """Download the files of a source, use them, and pin them in the lock file if they were of use.

    Parameters
    ----------
    source : Source
        Whose files are wanted.
    accept : callable
        Given one file per answer, in the order of the requests. If it raises, nothing is pinned,
        and what was pinned before stays.
    folder, lock : Path
        Files are kept in ``folder/<source id>/``; `lock` is the lock file.
    urls : sequence of str
        Addresses to load instead of ``source.requests``.
    states : sequence of str
        Ids of the states to ask for, where the publisher answers by state; none for all.
    years : (int, int) or None
        The years to ask for, where it answers by year.
    update : bool
        True accepts a file other than the pinned one, and pins it.
    offline : bool, optional
        True forbids the network; files already there are still found. By default as in the
        settings.
    patience : Patience
        Limits of time, size and attempts.
    progress : callable, optional
        Called with a `Progress` at every step.
    certificates : ssl.SSLContext, optional
        Whom to trust for https; by default those whom the system trusts.

    Returns
    -------
    object
        What `accept` returns.

    Raises
    ------
    FetchError
        If an address can't be had whole, or gives other bytes than those pinned. Files and lock
        entries that were there stay as they are.
    """
    cards = [Request(url) for url in urls] or source.requests
    if not cards:
        raise FetchError(
            "Can't fetch: the publisher offers no address, only a page with a form.",
            where=f"source {source.id!r}, {source.url}",
            attempt=f"download it there, then run: counterpoise add {source.id} FILE",
        )
    wanted = spelled(cards, states=states, years=years)
    for request in wanted:
        if web_address(re.sub(r"\{found\}", "0", request.url)) is None:
            raise FetchError.no_address(request.url, where=f"source {source.id!r}")
    if reason := too_much(replace(source, requests=tuple(cards)), states=states, years=years):
        raise FetchError(
            reason,
            where=f"source {source.id!r}, {cards[0].host}",
            attempt=in_parts(source.id),
        )
    run = _Run(source, folder / source.id, lock, update, patience, certificates, progress)
    with ExitStack() as held:
        had = run.at_hand(wanted)
        if had is None:
            run.take_turns(held, offline=Settings().offline if offline is None else offline)
            had = run.fetched(wanted)
        try:
            run.require_own_names(had)
            result = _accepted(accept, source, had)
            for task, path, entry in had:
                if entry:
                    pin(task, lock, path, entry)
        finally:
            run.let_go(had)
    return result


def too_much(
    source: Source, *, states: Sequence[str] = (), years: tuple[int, int] | None = None
) -> str:
    """Return in words why a publisher can't politely be asked for all that; "" if he can.

    The parameters are those of `use`.
    """
    if not states and any(request.named for request in source.requests):
        return "Can't ask for all states: this publisher is asked for those that are named."
    wanted = spelled(source.requests, states=states, years=years)
    if len(wanted) <= MOST_ANSWERS:
        return ""
    hours = sum(request.pause for request in wanted) / 3600
    return (
        f"Can't ask for {len(wanted):,} answers at once, which takes {hours:,.1f} hours of pauses; at most"
        f" {MOST_ANSWERS:,}."
    )


def in_parts(source: str) -> str:
    """Return the command that asks for a part of what a publisher has."""
    return f"counterpoise fetch {source} --states VNM,IDN --years 2020-2024"


def _accepted(accept: Callable[[list[Path]], Used], source: Source, had: Sequence[Had]) -> Used:
    try:
        with ExitStack() as unpacked:
            return accept([file for one in had for file in _of_use(one, source, unpacked)])
    except CounterpoiseError as fault:
        _tell_address(fault, source, had)
        raise


def _of_use(had: Had, source: Source, unpacked: ExitStack) -> list[Path]:
    """Return an answer's file, or those in its archive that are of use."""
    task, path, _ = had
    if not task.request.members:
        return [path]
    plain = unpacked.enter_context(files.unpacked([path], source=source.id))
    wanted = [file for file in plain if fnmatch(file.name, task.request.members)]
    if not wanted:
        raise FetchError(
            f"The archive must hold {task.request.members!r}; it holds"
            f" {offenders([file.name for file in plain])}.",
            where=f"source {source.id!r}",
        )
    return wanted


def _tell_address(fault: CounterpoiseError, source: Source, had: Sequence[Had]) -> None:
    """Add to a refusal of what was fetched where it came from, how it begins, and what to do."""
    task, path, _ = had[0]
    more = f" and {len(had) - 1:,} more answers" if had[1:] else ""
    begins = answers.quoted_start(answers.start(path)).replace(": it begins", ", which begins", 1)
    if "--accept-changes" in fault.attempt:
        fault.attempt = (
            "compare it with the publisher's page; if so much did change, the same command with"
            " --accept-changes"
        )
    else:
        fault.attempt = (
            f"download it by hand from {source.url}, then: counterpoise add {source.id} FILE"
        )
    address = escaped(f"fetched from {task.url}{more}{begins}", LONGEST_WHERE - 200)
    fault.where = f"{escaped(fault.where, 190)}; {address}" if fault.where else address


@dataclass
class _Run:
    """One source on its way: where its files lie, and how long to try."""

    source: Source
    folder: Path
    lock: Path
    update: bool
    patience: Patience
    agreed: ssl.SSLContext | None
    progress: Callable[[Progress], None] | None
    turns: Turns = TURNS

    def task(self, request: Request) -> Task:
        name = _ending(safe(request.file) or _name_in(request.url), request)
        report = self.progress or _silent
        return Task(
            self.source.id, request.id, name, self.folder, report,
            request, self.patience, self.agreed,
        )  # fmt: skip

    def at_hand(self, wanted: Sequence[Request]) -> list[Had] | None:
        """Return all answers if each is there as it was pinned; None if anything must be asked."""
        if self.update:
            return None
        had: list[Had] = []
        try:
            for request in wanted:
                known = self._pinned(request)
                had += [(task, path, None) for task, path in self._pages(known, self._kept)]
        except _NotAtHandError:
            return None
        for task, path, _ in had:
            task.report(Progress(task.url, "unchanged", path.stat().st_size, path.stat().st_size))
        return had

    def take_turns(self, held: ExitStack, *, offline: bool) -> None:
        """Wait until no other downloads of the source: its files are then pinned, and found."""
        if offline:
            raise FetchError(
                "Can't fetch: offline work is asked for (COUNTERPOISE_OFFLINE=1).",
                where=f"source {self.source.id!r}, {self.source.url}",
                attempt="unset COUNTERPOISE_OFFLINE; for a file at hand: counterpoise add SOURCE FILE",
            )
        with on_disk(Place(self.source.id, "", "", self.folder, _silent)):
            self.folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(locks.exclusive(self.folder / ".lock"))

    def fetched(self, wanted: Sequence[Request]) -> list[Had]:
        """Return all answers, those that are not at hand from the publisher."""
        had: list[Had] = []
        entries: dict[str, locks.Entry | None] = {}

        def bring(task: Task) -> Path:
            path, entries[task.url] = self._had(task)
            return path

        for number, request in enumerate(wanted, 1):
            if len(wanted) > 1 and self.progress:
                self.progress(Progress(request.id, "answer", number, len(wanted)))
            try:
                for task, path in self._pages(self._looked_up(request), bring):
                    had.append((task, path, entries[task.url]))
            except NothingThere:
                continue
        if not had:
            raise FetchError(
                "The publisher has nothing on what was asked for.",
                where=f"source {self.source.id!r}, {wanted[0].id if wanted else self.source.url}",
                attempt="ask for other states or years: --states, --years",
            )
        return had

    def _pages(self, request: Request, had: Callable[[Task], Path]) -> Iterator[tuple[Task, Path]]:
        """Yield the pages of an answer one after the other, each as `had` gives it."""
        page: Request | None = request
        number = 1
        while page:
            task = self.task(page)
            path = had(task)
            yield task, path
            page = answers.next_page(replace(page, file=request.file), path, number)
            number += 1

    def _kept(self, task: Task) -> Path:
        if path := kept(task, self.lock):
            return path
        raise _NotAtHandError

    def _had(self, task: Task) -> tuple[Path, locks.Entry | None]:
        """Return the file of an answer, and its entry if it is not pinned yet."""
        if not self.update and (there := kept(task, self.lock)):
            task.report(Progress(task.url, "unchanged", there.stat().st_size, there.stat().st_size))
            return there, None
        if came := waiting(task, time.time()):  # from a run that another answer ended
            return came, on_trial(task, self.lock, came, update=self.update)
        name = transfer.bring(task, self.turns)
        if fault := answers.unwrapped(task.request, task.part):
            self._refuse(task, fault)
        if fault := answers.fault_of(task.request, task.part):
            self._refuse(task, fault)
        path = task.trial / _ending(safe(task.request.file) or name or task.name, task.request)
        return path, on_trial(task, self.lock, path, update=self.update)

    def _refuse(self, task: Task, fault: str) -> None:
        forget(task)
        raise FetchError(
            f"Can't use what came: {fault}.",
            where=f"source {self.source.id!r}, {task.url}",
            attempt=f"download it by hand from {self.source.url}, then:"
            f" counterpoise add {self.source.id} FILE",
        )

    def _pinned(self, request: Request) -> Request:
        """Return a request with the address under which its answer is pinned, if it must be looked up."""
        if request.lookup is None:
            return request
        whole, gap = re.escape(request.id), re.escape(re.escape("{found}"))
        pattern = re.compile(re.sub(gap, lambda _: "([^/&]+)", whole))
        pinned = locks.read(self.lock).get(self.source.id, {})
        known = [match for url in pinned if (match := pattern.fullmatch(url))]
        if not known:
            raise _NotAtHandError
        newest = max(known, key=lambda match: pinned[match.string].date)
        return found(request, newest[1])

    def _looked_up(self, request: Request) -> Request:
        """Return a request with its address, asked of the publisher unless it is pinned."""
        if request.lookup is None:
            return request
        if not self.update:
            try:
                return self._pinned(request)
            except _NotAtHandError:
                pass
        asked = request.lookup
        task = self.task(
            Request(
                asked.url, asked.method, asked.body, request.headers, "lookup", pause=request.pause
            )
        )
        transfer.bring(task, self.turns)
        text = task.part.read_text(encoding="utf-8", errors="replace")
        matches = list(re.finditer(asked.pattern, text))
        if not matches:
            self._refuse(
                task,
                "the list does not name the file" + answers.quoted_start(answers.start(task.part)),
            )
        forget(task)
        named = {name: value for name, value in matches[-1].groupdict().items() if value}
        sums = [f"{name}:{named[name]}" for name in ("md5", "sha256") if name in named]
        return found(request, named["found"], sums[0] if sums else "")

    def require_own_names(self, had: Sequence[Had]) -> None:
        """Refuse two answers that would take each other's place."""
        names: set[str] = set()
        for task, path, _ in had:
            if path.name in names:
                raise namesakes(task, path.name)
            names.add(path.name)

    def let_go(self, had: Sequence[Had]) -> None:
        """Remove what waited for its use."""
        for task, _, entry in had:
            if entry:
                shutil.rmtree(task.trial, ignore_errors=True)


class _NotAtHandError(Exception):
    """An answer that is not there as it was pinned."""


def _name_in(url: str) -> str:
    """Return the last part of an address as a file name."""
    return safe(PurePosixPath(unquote(urlsplit(url).path)).name) or "download"


def _ending(name: str, request: Request) -> str:
    """Return a name that ends as its kind of file does: readers go by it."""
    ending = f".{request.kind}"
    needed = request.kind in {"zip", "xlsx", "parquet"} and not name.lower().endswith(ending)
    return name + ending if needed else name


def _silent(_: Progress) -> None:
    """Say nothing."""
