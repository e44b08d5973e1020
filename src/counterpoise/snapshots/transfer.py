"""Bring one answer whole to its place: resumed where it broke off, tried again where that may help.

Beside `ask` the only module that uses the network, by :mod:`.connections`. Retries are a loop of our
own: which failures pass, how long a publisher asks us to wait and what is kept to go on from are
decided together, and a library for retries would hold only the loop.
"""

from __future__ import annotations

import os
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin, urlsplit

from counterpoise.errors import FetchError
from counterpoise.printable import number_of
from counterpoise.snapshots import answers
from counterpoise.snapshots.connections import Clock, asked, limited, web_address
from counterpoise.snapshots.downloads import Place, Progress, forget, on_disk, safe, size
from counterpoise.snapshots.request import Request

if TYPE_CHECKING:
    import httpx

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be different in a moment; any other refusal is final."""
MOVED = frozenset({301, 302, 303, 307, 308})
CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


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
    longest : float
        Seconds that a publisher may ask us to wait; if it asks for more we come another time.
    """

    timeout: float = 30.0
    attempts: int = 5
    pause: float = 1.0
    largest: int = 8 * 2**30
    redirects: int = 5
    whole: float = 3 * 3600.0
    longest: float = 300.0


USUAL: Final = Patience()


@dataclass(frozen=True)
class Task(Place):
    """One request on its way to a file, and how long to try."""

    request: Request
    patience: Patience
    agreed: ssl.SSLContext | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What is sent along: of the request, and the user's key."""
        told = dict(self.request.headers)
        if self.request.body:
            told.setdefault("Content-Type", "application/json")
        key = self.request.key
        if key and key.header and (value := os.environ.get(key.variable)):
            told[key.header] = value
        return told


class NothingThere(Exception):  # noqa: N818  not a failure: the publisher says that it has nothing
    """The publisher has nothing on this state or year."""


class _PassingError(Exception):
    """A failure that another attempt may cure, at the earliest after `wait` seconds."""

    def __init__(self, words: str, wait: float = 0.0) -> None:
        super().__init__(words)
        self.wait = wait


class Turns:
    """When each publisher was last asked, so that a pause lies between two calls."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def wait(self, request: Request) -> None:
        """Wait until the pause of the request's publisher is over."""
        since = time.monotonic() - self._last.get(request.host, -1e9)
        if since < request.pause:
            time.sleep(request.pause - since)
        self._last[request.host] = time.monotonic()


def bring(task: Task, turns: Turns) -> str:
    """Bring the whole answer to ``task.part``, and return the name that the publisher gives it.

    Raises
    ------
    FetchError
        If it can't be had whole, or is not what should come.
    NothingThere
        If the publisher says so.
    """
    import httpx

    _require_key(task)
    fault: Exception | None = None
    with limited(task.patience.whole) as clock:
        for attempt in range(task.patience.attempts):
            if attempt:
                task.report(Progress(task.url, "retry", size(task.part)))
                pause = task.patience.pause * 2 ** (attempt - 1)
                time.sleep(max(pause, getattr(fault, "wait", 0.0)))
            turns.wait(task.request)
            try:
                return _attempt(task, clock)
            except (_PassingError, httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as caught:
                _refuse_lasting(task, clock, caught)
                fault = caught
    raise FetchError(
        f"Can't download after {task.patience.attempts} attempts: {_told(fault)}.",
        where=f"source {task.source!r}, {task.url}; {number_of(size(task.part), 'byte is', 'bytes are')}"
        " kept",
        attempt="try again later: it goes on where it stopped",
    ) from fault


def _told(fault: Exception | None) -> str:
    return (fault and str(fault)) or type(fault).__name__


def _refuse_lasting(task: Task, clock: Clock, fault: Exception) -> None:
    """Raise for a failure that no other attempt will cure."""
    if clock.over:
        raise FetchError(
            f"Can't download: it takes longer than {number_of(round(task.patience.whole), 'second')}.",
            where=f"source {task.source!r}, {task.url};"
            f" {number_of(size(task.part), 'byte is', 'bytes are')} kept",
            attempt="try again later: it goes on where it stopped",
        ) from fault
    cause: BaseException | None = fault
    while cause:
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise refused(task, f"its certificate is not trusted ({cause})") from fault
        cause = cause.__cause__ or cause.__context__


def _attempt(task: Task, clock: Clock) -> str:
    """Ask once, for the rest of the file if its beginning is there, and write what comes."""
    start, version = _begun(task)
    headers = task.headers
    if start:
        # If-Range: a file changed meanwhile is sent whole, and never joined to the old half.
        headers |= {"Range": f"bytes={start}-", "If-Range": version}
    method, url, content = task.request.method, _with_key(task.request), task.request.body.encode()
    for _ in range(task.patience.redirects + 1):
        with asked(
            method, url, clock=clock, headers=headers, content=content,
            timeout=task.patience.timeout, certificates=task.agreed,
        ) as answer:  # fmt: skip
            if answer.status_code not in MOVED:
                return _judged(task, answer, start, clock)
            to = _redirected(task, url, answer)
            if urlsplit(to).netloc != urlsplit(url).netloc:
                # What the user has of one publisher is not for another.
                headers = {
                    name: value for name, value in headers.items() if not _secret(task, name)
                }
            if answer.status_code == 303 or (method == "POST" and answer.status_code in {301, 302}):
                method, content = "GET", b""
            url = to
    raise refused(task, f"it redirects more than {task.patience.redirects} times")


def _redirected(task: Task, url: str, answer: httpx.Response) -> str:
    """Return where an answer points, if that is the web and as safe as where we were."""
    to = urljoin(url, str(answer.headers.get("Location", "")))
    address = web_address(to)
    if address is None or (urlsplit(url).scheme, address.scheme) == ("https", "http"):
        words = f"it points to {to}, which is not safe to follow"
        raise refused(task, _unspoken(task, words))
    return to


def _secret(task: Task, header: str) -> bool:
    return task.request.key is not None and header == task.request.key.header


def _judged(task: Task, answer: httpx.Response, start: int, clock: Clock) -> str:
    """Return the name of what came, or raise what its status says."""
    code = answer.status_code
    if answer.is_success:
        return _receive(task, answer, start, clock)
    if code in task.request.nothing:
        raise NothingThere
    said = f"the server answers {code} {answer.reason_phrase}".rstrip()
    if code == 416:  # the beginning that we hold fits no file that the publisher has now
        forget(task)
    elif code not in PASSING:
        words = said + answers.quoted_start(_beginning(answer))
        raise refused(task, _unspoken(task, words))
    wait = _asked_to_wait(answer.headers.get("Retry-After", ""))
    if wait > task.patience.longest:
        raise FetchError(
            f"Can't download: {said}, and asks us to wait {number_of(round(wait), 'second')}.",
            where=f"source {task.source!r}, {task.url}",
            attempt="try again after that; what has come is kept",
        )
    raise _PassingError(said, wait)


def _beginning(answer: httpx.Response) -> bytes:
    """Return the first bytes of a refusal; none if they do not come at once."""
    import httpx

    try:
        return next(answer.iter_raw(), b"")[:400]
    except httpx.HTTPError:
        return b""


def _asked_to_wait(header: str) -> float:
    """Return the seconds of a header Retry-After: a number, or a moment."""
    if header.isdecimal():
        return float(header[:12])
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _receive(task: Task, answer: httpx.Response, start: int, clock: Clock) -> str:
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise refused(task, "the server packs the file although asked not to")
    start, total = _extent(task, answer, start)
    if total is not None:
        _require_small(task, total)
    if not start:
        forget(task)
        _remember(task, answer.headers)
    task.report(Progress(task.url, "resume" if start else "download", start, total))
    done = _written(task, answer, start, total)
    if clock.over:  # without a size told, what was cut off would look whole
        raise _PassingError("its time is over")
    if total is not None and done != total:
        if done > total:
            forget(task)
        raise _PassingError(f"{done:,} of {number_of(total, 'byte')} came")
    if not done:
        raise _PassingError("the file is empty")
    _require_sum(task)
    return _name_of(answer.headers)


def _written(task: Task, answer: httpx.Response, start: int, total: int | None) -> int:
    """Write what comes behind what is there; return the bytes there are then."""
    import httpx

    done = start
    with on_disk(task), task.part.open("ab" if start else "wb") as out:
        try:
            for chunk in answer.iter_raw():
                done += len(chunk)
                _require_small(task, done)
                out.write(chunk)
                task.report(Progress(task.url, "download", done, total))
        except httpx.RemoteProtocolError:
            if total is None:
                raise  # how much is missing nobody knows
        finally:
            out.flush()
            os.fsync(out.fileno())
    return done


def _require_sum(task: Task) -> None:
    """Refuse an answer that has not the sum that the publisher prints: it was cut in silence."""
    method, _, wanted = task.request.checksum.partition(":")
    if wanted and (sum_ := answers.checksum(task.part, method)) != wanted.lower():
        forget(task)
        raise _PassingError(
            f"the file has the {method} {sum_}, and the publisher prints {wanted}: it was cut or"
            " changed on the way"
        )


def _extent(task: Task, answer: httpx.Response, start: int) -> tuple[int, int | None]:
    """Return from which byte on the answer is, and how many the whole file has."""
    length = answer.headers.get("Content-Length", "")
    if answer.status_code != 206:
        return 0, int(length) if length.isdecimal() else None
    found = CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if not found or int(found[1]) != start:
        forget(task)
        raise _PassingError("the server sends another part than the one asked for")
    if found[2] != "*":
        return start, int(found[2])
    return start, start + int(length) if length.isdecimal() else None


def _begun(task: Task) -> tuple[int, str]:
    """Return how much is there to go on from, and of which version; 0 if that can't be known."""
    start = size(task.part)
    try:
        of, version = task.validator.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return 0, ""
    return (start, version) if of == task.url else (0, "")


def _remember(task: Task, headers: Mapping[str, str]) -> None:
    """Write down the version of the file that begins to come.

    A weak ETag ("W/…") promises the same meaning, not the same bytes, and is of no use here.
    """
    tag = headers.get("ETag", "")
    version = headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag
    if version and version.isprintable():
        with on_disk(task):
            task.validator.write_text(f"{task.url}\n{version}\n", encoding="utf-8")


def _require_small(task: Task, bytes_: int) -> None:
    if bytes_ > task.patience.largest:
        forget(task)
        raise refused(
            task,
            f"the file has {number_of(bytes_, 'byte')} or more, and {task.patience.largest:,} are allowed",
        )


def _require_key(task: Task) -> None:
    key = task.request.key
    if key and key.needed and not os.environ.get(key.variable):
        raise FetchError(
            f"Can't ask without a key: the variable {key.variable} is not set.",
            where=f"source {task.source!r}, {task.url}",
            attempt=f"get a key at {key.page}, then: export {key.variable}=…",
        )


def _with_key(request: Request) -> str:
    """Return the address with the user's key in it, if that is where it goes."""
    key = request.key
    value = os.environ.get(key.variable, "") if key and key.parameter else ""
    if not key or not value:
        return request.url
    mark = "&" if urlsplit(request.url).query else "?"
    return f"{request.url}{mark}{key.parameter}={quote(value, safe='')}"


def _unspoken(task: Task, words: str) -> str:
    """Return words without the user's key, should a server repeat it."""
    value = os.environ.get(task.request.key.variable, "") if task.request.key else ""
    return words.replace(quote(value, safe=""), "…").replace(value, "…") if value else words


def refused(task: Place, reason: str) -> FetchError:
    """Return the refusal of an answer that is of no use."""
    return FetchError(
        f"Can't download: {reason}.",
        where=f"source {task.source!r}, {task.url}",
        attempt=f"look at the publisher's page, then run: counterpoise add {task.source} FILE",
    )


def _name_of(headers: Mapping[str, str]) -> str:
    """Return the file name that the publisher gives, made safe; "" if there is none."""
    told = Message()
    told["Content-Disposition"] = headers.get("Content-Disposition", "")
    return safe(told.get_filename() or "")
