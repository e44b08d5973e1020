"""Web addresses and connections that end: none goes on for ever, however slowly bytes come.

A timeout of a socket counts from the last byte, so a server that sends a byte every second is never
late. Here a clock runs beside the connections of one question, and cuts them when its time is over.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit


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

    def watch(self, connected: socket.socket) -> None:
        """Count a connection in; if the time is over already, it is cut at once."""
        self._sockets.append(connected)
        if self.over:
            _cut(connected)

    def end(self) -> None:
        """Cut what is connected: whoever waits for a byte is told that none will come."""
        self.over = True
        for connected in self._sockets:
            _cut(connected)

    def handlers(self, context: ssl.SSLContext) -> tuple[urllib.request.BaseHandler, ...]:
        """Return handlers for http and https whose connections this clock watches."""
        return _Plain(self), _Safe(self, context)


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


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):
        # Of the socket itself: what lies over it, to speak in secret, would forget it first.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        clock = self.clock

        class Connection(http.client.HTTPConnection):
            def connect(self) -> None:
                super().connect()
                clock.watch(self.sock)

        return self.do_open(Connection, req)


class _Safe(urllib.request.HTTPSHandler):
    def __init__(self, clock: Clock, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self.clock, self.agreed = clock, context

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        clock = self.clock

        class Connection(http.client.HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                clock.watch(self.sock)

        return self.do_open(Connection, req, context=self.agreed)


def web_address(url: str) -> SplitResult | None:
    """Return the parts of an address that starts http:// or https://; None if it is none."""
    with suppress(ValueError):  # "http://[::1/x"
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and url.isascii():
            _: Any = parts.port  # a number, or refused as no value
            if url.isprintable() and " " not in url:
                return parts
    return None
