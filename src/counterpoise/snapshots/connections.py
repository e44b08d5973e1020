"""Web addresses and connections that end: none goes on for ever, however slowly bytes come.

A timeout of a socket counts from the last byte, so a server that sends a byte every second is never
late. Here a clock runs beside the connections of one question, and cuts them when its time is over.
The client is httpx, which neither follows a redirect nor unpacks an answer unless told to.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    import httpx


@dataclass
class Clock:
    """The connections of one question, and whether its time is over.

    Parameters
    ----------
    seconds : float
        How long all of it may take.
    """

    seconds: float
    over: bool = False
    _sockets: list[socket.socket] = field(default_factory=list)

    def watch(self, event: str, told: Mapping[str, Any]) -> None:
        """Count a new connection in; if the time is over already, it is cut at once."""
        if not event.endswith(("connect_tcp.complete", "start_tls.complete")):
            return
        connected = told["return_value"].get_extra_info("socket")
        self._sockets.append(connected)
        if self.over:
            _cut(connected)

    def end(self) -> None:
        """Cut what is connected: whoever waits for a byte is told that none will come."""
        self.over = True
        for connected in self._sockets:
            _cut(connected)


@contextmanager
def limited(seconds: float) -> Iterator[Clock]:
    """Yield a clock that runs while something is asked."""
    clock = Clock(seconds)
    timer = threading.Timer(seconds, clock.end)
    timer.daemon = True
    timer.start()
    try:
        yield clock
    finally:
        timer.cancel()


@contextmanager
def asked(
    method: str,
    url: str,
    *,
    clock: Clock,
    headers: Mapping[str, str],
    timeout: float,
    content: bytes = b"",
    certificates: ssl.SSLContext | None = None,
) -> Iterator[httpx.Response]:
    """Yield what an address answers, its bytes still to be read, no redirect followed.

    Parameters
    ----------
    method, url, headers, content
        What is sent. The answer is asked for as it is, not packed.
    clock : Clock
        Cuts it when its time is over.
    timeout : float
        Seconds without a byte after which it has failed.
    certificates : ssl.SSLContext, optional
        Whom to trust for https; by default those whom the system trusts.

    Raises
    ------
    httpx.TransportError
        If it can't be reached, or breaks off.
    """
    import httpx

    told = {"User-Agent": agent(), "Accept-Encoding": "identity", **headers}
    agreed = certificates or _trusted()
    with (
        httpx.Client(verify=agreed, timeout=timeout) as client,
        client.stream(
            method, url, headers=told, content=content or None, extensions={"trace": clock.watch}
        ) as answer,
    ):
        yield answer


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom the system trusts; looked up once, since it reads many files."""
    return ssl.create_default_context()


@cache
def agent() -> str:
    """Return how we name ourselves to publishers: program, version, and the project's page or summary."""
    try:
        about = metadata.metadata("counterpoise")
    except metadata.PackageNotFoundError:  # run from its sources
        return "counterpoise"
    pages = [url.partition(", ")[2] for url in about.get_all("Project-URL") or []]
    told = f"+{pages[0]}" if pages else about["Summary"] or ""
    plain = told.encode("ascii", "ignore").decode().strip(". ")
    return f"counterpoise/{about['Version']}" + (f" ({plain})" if plain else "")


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):
        # Of the socket itself: what lies over it, to speak in secret, would forget it first.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def web_address(url: str) -> SplitResult | None:
    """Return the parts of an address that starts http:// or https://; None if it is none."""
    with suppress(ValueError):  # "http://[::1/x"
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and url.isascii():
            _: Any = parts.port  # a number, or refused as no value
            if url.isprintable() and " " not in url:
                return parts
    return None
