"""Download a source's files: decide first, then temporary file, hash, use, move, and lock entry.

What a download is good for is known when it has been read: whoever asks for it says how (`accept`),
and only then does it take its place and is pinned. A refused one leaves files and lock as they were.

Beside `ask` the only module that uses the network. It is built on the standard library: pooch, which
would do for hash and move, neither resumes a download that broke off nor notices that the file
changed in between.
"""

from __future__ import annotations

import errno
import http.client
import os
import re
import shutil
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import IO, TypeVar
from urllib.parse import unquote, urlsplit

from counterpoise.errors import FetchError
from counterpoise.settings import Settings
from counterpoise.snapshots import lock as locks
from counterpoise.snapshots.connections import Clock, limited, web_address
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
    size,
    unwritten,
)
from counterpoise.snapshots.source import Source

CHUNK = 2**18
AGENT = "counterpoise"
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be different in a moment; any other refusal is final."""
DISK = frozenset({errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.ENOSPC, errno.EPERM, errno.EROFS})
CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")

Used = TypeVar("Used")


@dataclass(frozen=True)
class Patience:
    """How long to try.

    Parameters
    ----------
    timeout : float
        Seconds without a byte after which an attempt has failed.
    attempts : int
        How often one address is asked, the first time included.
    pause : float
        Seconds before the second attempt; doubled before each further one.
    largest : int
        Bytes that a download may have.
    redirects : int
        How often an address may point to another one.
    whole : float
        Seconds that one address may take in all; what has come by then is kept to go on from.
    """

    timeout: float = 30.0
    attempts: int = 5
    pause: float = 1.0
    largest: int = 8 * 2**30
    redirects: int = 5
    whole: float = 3 * 3600.0


class _PassingError(Exception):
    """A failure that another attempt may cure."""


@dataclass(frozen=True)
class _Task(Place):
    """One address on its way to a file, and how long to try."""

    patience: Patience
    agreed: ssl.SSLContext | None
    clock: Clock


def use(
    source: Source,
    accept: Callable[[list[Path]], Used],
    *,
    folder: Path,
    lock: Path,
    urls: Sequence[str] = (),
    update: bool = False,
    offline: bool | None = None,
    patience: Patience = Patience(),
    progress: Callable[[Progress], None] | None = None,
    certificates: ssl.SSLContext | None = None,
) -> Used:
    """Download the files of a source, use them, and pin them in the lock file if they were of use.

    Parameters
    ----------
    source : Source
        Whose files are wanted.
    accept : callable
        Given one file per address, in the order of the addresses. If it raises, nothing is pinned,
        and what was pinned before stays.
    folder, lock : Path
        Files are kept in ``folder/<source id>/``; `lock` is the lock file.
    urls : sequence of str
        Addresses to load instead of ``source.downloads``.
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
    wanted = tuple(urls) or source.downloads
    if not wanted:
        raise FetchError(
            "Can't fetch: the publisher offers no address, only a page with a form.",
            where=f"source {source.id!r}, {source.url}",
            attempt=f"download it there, then run: counterpoise add {source.id} FILE",
        )
    for url in wanted:
        _require_address(url, source.id)
    quiet = Settings().offline if offline is None else offline
    tasks = [
        _Task(
            source.id,
            url,
            _name_in(url),
            folder / source.id,
            progress or _silent,
            patience,
            certificates,
            Clock(patience.whole),
        )
        for url in wanted
    ]
    with ExitStack() as held:
        if update or None in [kept(replace(task, report=_silent), lock) for task in tasks]:
            _take_turns(tasks[0], held, offline=quiet)
        had = [_had(task, lock, held, update=update) for task in tasks]
        for number, (path, _) in enumerate(had):
            if path.name in {other.name for other, _ in had[:number]}:
                raise namesakes(tasks[number], path.name)
        used = accept([path for path, _ in had])
        for task, (path, entry) in zip(tasks, had, strict=True):
            if entry:
                pin(task, lock, path, entry)
    return used


def _take_turns(task: _Task, held: ExitStack, *, offline: bool) -> None:
    """Wait until no other downloads of the source: its files are then pinned, and found."""
    if offline:
        raise FetchError(
            "Can't fetch: offline work is asked for (COUNTERPOISE_OFFLINE=1).",
            where=f"source {task.source!r}, {task.url}",
            attempt="unset COUNTERPOISE_OFFLINE; for a file at hand: counterpoise add SOURCE FILE",
        )
    with on_disk(task):
        task.folder.mkdir(parents=True, exist_ok=True)
        held.enter_context(locks.exclusive(task.folder / ".lock"))


def _had(
    task: _Task, lock: Path, held: ExitStack, *, update: bool
) -> tuple[Path, locks.Entry | None]:
    """Return the file of an address, and its entry if it is not pinned yet."""
    if (there := kept(task, lock)) and not update:
        return there, None
    with limited(task.patience.whole) as clock:
        name = _download(replace(task, clock=clock))
    held.callback(shutil.rmtree, task.trial, ignore_errors=True)
    return on_trial(task, lock, name, update=update)


def _download(task: _Task) -> str:
    """Bring the whole file to `task.part`, trying again where that may help; return its name."""
    fault: Exception | None = None
    for attempt in range(task.patience.attempts):
        if attempt:
            task.report(Progress(task.url, "retry", size(task.part)))
            time.sleep(task.patience.pause * 2 ** (attempt - 1))
        try:
            return _attempt(task)
        except (_PassingError, http.client.HTTPException, OSError) as caught:
            _refuse_lasting(task, caught)
            fault = caught
    raise FetchError(
        f"Can't download after {task.patience.attempts} attempts: {fault}.",
        where=f"source {task.source!r}, {task.url}; {size(task.part):,} bytes are kept",
        attempt="try again later: it goes on where it stopped",
    ) from fault


def _refuse_lasting(task: _Task, fault: Exception) -> None:
    """Raise for a failure that no other attempt will cure."""
    if task.clock.over:
        raise FetchError(
            f"Can't download: it takes longer than {task.patience.whole:,.0f} seconds.",
            where=f"source {task.source!r}, {task.url}; {size(task.part):,} bytes are kept",
            attempt="try again later: it goes on where it stopped",
        ) from fault
    if isinstance(fault, ssl.SSLCertVerificationError):
        raise _refused(task, f"its certificate is not trusted ({fault})") from fault
    # The codes of SSL errors are of another list.
    if isinstance(fault, OSError) and fault.errno in DISK and not isinstance(fault, ssl.SSLError):
        raise unwritten(task, fault) from fault


def _attempt(task: _Task) -> str:
    """Ask once, for the rest of the file if its beginning is there, and write what comes."""
    start, version = _begun(task)
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    if start:
        # If-Range: a file changed meanwhile is sent whole, and never joined to the old half.
        headers |= {"Range": f"bytes={start}-", "If-Range": version}
    request = urllib.request.Request(task.url, headers=headers)
    try:
        answer = _opener(task).open(request, timeout=task.patience.timeout)
    except urllib.error.HTTPError as fault:
        with fault:
            _judge(task, fault)
        raise _PassingError(f"the server answers {fault.code} {fault.reason}") from fault
    except urllib.error.URLError as fault:
        if isinstance(fault.reason, OSError):
            raise fault.reason from fault
        raise _refused(task, str(fault.reason)) from fault
    with answer:
        return _receive(task, answer, start)


def _judge(task: _Task, fault: urllib.error.HTTPError) -> None:
    """Raise if another attempt would be answered alike."""
    if fault.code == 416:  # the beginning that we hold fits no file that the publisher has now
        forget(task)
        return
    if fault.code not in PASSING:
        raise _refused(task, f"the server answers {fault.code} {fault.reason}") from fault


def _receive(task: _Task, answer: http.client.HTTPResponse, start: int) -> str:
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise _refused(task, "the server packs the file although asked not to")
    start, total = _extent(task, answer, start)
    if total is not None:
        _require_small(task, total)
    if not start:
        forget(task)
        _remember(task, answer.headers)
    task.report(Progress(task.url, "resume" if start else "download", start, total))
    done = start
    with task.part.open("ab" if start else "wb") as out:
        while chunk := answer.read1(CHUNK):
            done += len(chunk)
            _require_small(task, done)
            out.write(chunk)
            task.report(Progress(task.url, "download", done, total))
        out.flush()
        os.fsync(out.fileno())
    if task.clock.over:  # without a size told, what was cut off would look whole
        raise _PassingError("its time is over")
    if total is not None and done != total:
        if done > total:
            forget(task)
        raise _PassingError(f"{done:,} of {total:,} bytes came")
    if not done:
        raise _PassingError("the file is empty")
    return _name_of(answer.headers) or task.name


def _extent(task: _Task, answer: http.client.HTTPResponse, start: int) -> tuple[int, int | None]:
    """Return from which byte on the answer is, and how many the whole file has."""
    length = answer.headers.get("Content-Length", "")
    if answer.status != 206:
        return 0, int(length) if length.isdecimal() else None
    found = CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if not found or int(found[1]) != start:
        forget(task)
        raise _PassingError("the server sends another part than the one asked for")
    if found[2] != "*":
        return start, int(found[2])
    return start, start + int(length) if length.isdecimal() else None


def _begun(task: _Task) -> tuple[int, str]:
    """Return how much is there to go on from, and of which version; 0 if that can't be known."""
    start = size(task.part)
    try:
        url, version = task.validator.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return 0, ""
    return (start, version) if url == task.url else (0, "")


def _remember(task: _Task, headers: Message) -> None:
    """Write down the version of the file that begins to come.

    A weak ETag ("W/…") promises the same meaning, not the same bytes, and is of no use here.
    """
    tag = headers.get("ETag", "")
    version = headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag
    if version:
        task.validator.write_text(f"{task.url}\n{version}\n", encoding="utf-8")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow a limited number of redirects, to web addresses only, and never from https to http."""

    def __init__(self, task: _Task) -> None:
        self.task = task
        self.followed = 0

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        self.followed += 1
        if self.followed > self.task.patience.redirects:
            raise _refused(self.task, f"it redirects more than {self.followed - 1} times")
        address = web_address(newurl)
        scheme = address.scheme if address else ""
        if scheme not in ("http", "https") or (req.type, scheme) == ("https", "http"):
            raise _refused(self.task, f"it points to {newurl}, which is not safe to follow")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(task: _Task) -> urllib.request.OpenerDirector:
    """Return an opener for web addresses alone: urllib's own would read ``file:`` as well."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        *task.clock.handlers(task.agreed or ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _Redirects(task),
    ):
        opener.add_handler(handler)
    return opener


def _require_address(url: str, source: str) -> None:
    if web_address(url) is None:
        raise FetchError.no_address(url, where=f"source {source!r}")


def _require_small(task: _Task, size: int) -> None:
    if size > task.patience.largest:
        forget(task)
        raise _refused(
            task, f"the file has {size:,} bytes or more, and {task.patience.largest:,} are allowed"
        )


def _refused(task: _Task, reason: str) -> FetchError:
    return FetchError(
        f"Can't download: {reason}.",
        where=f"source {task.source!r}, {task.url}",
        attempt=f"look at the publisher's page, then run: counterpoise add {task.source} FILE",
    )


def _name_of(headers: Message) -> str:
    """Return the file name that the publisher gives, made safe; "" if there is none."""
    return safe(headers.get_filename() or "")


def _name_in(url: str) -> str:
    """Return the last part of an address as a file name."""
    return safe(PurePosixPath(unquote(urlsplit(url).path)).name) or "download"


def _silent(_: Progress) -> None:
    """Say nothing."""
