"""A web server on the loopback address that misbehaves as it is told; for tests of downloads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BODY = bytes(range(256)) * 40
OTHER = BODY[::-1]
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers each request with the next of the server's answers; the last one stays."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        length = int(self.headers.get("Content-Length", "0"))
        with site.guard:
            site.asked.append((self.path, dict(self.headers)))
            site.posted.append(self.rfile.read(length).decode())
            answers = site.answers.get(self.path, [missing])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        answer(self)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


@dataclass
class Site:
    """A running server: what it answers, and what it was asked."""

    address: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def put(self, path: str, *answers: Answer) -> str:
        """Set the answers of a path; return its address."""
        self.answers[path] = list(answers)
        return self.address + path


@contextmanager
def running() -> Iterator[Site]:
    """Yield a server that answers until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_port}")
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


def whole(body: bytes = BODY, **headers: str) -> Answer:
    return lambda handler: handler.give(200, body, **headers)


def missing(handler: Handler) -> None:
    handler.give(404)


def status(code: int) -> Answer:
    return lambda handler: handler.give(code)


def redirect(to: str) -> Answer:
    return lambda handler: handler.give(302, Location=to)


def broken_off(body: bytes = BODY, *, after: int = 4_000, tag: str = '"one"') -> Answer:
    """Promise all of `body`, send its beginning, and hang up."""

    def answer(handler: Handler) -> None:
        handler.give(200, body[:after], Content_Length=str(len(body)), ETag=tag)
        handler.close_connection = True

    return answer


def rest(body: bytes = BODY, *, tag: str = '"one"', shift: int = 0) -> Answer:
    """Send the rest if the version asked for is the one at hand, else the whole."""

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-Range") != tag:
            handler.give(200, body, ETag=tag)
            return
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-")) + shift
        part = f"bytes {start}-{len(body) - 1}/{len(body)}"
        handler.give(206, body[start:], ETag=tag, Content_Range=part)

    return answer


def slow(handler: Handler) -> None:
    time.sleep(0.8)
    handler.close_connection = True


def dripping(start: bytes, drop: bytes) -> Answer:
    """Return an answer that begins, and then sends a few bytes again and again."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        with suppress(OSError):
            handler.wfile.write(start)
            for _ in range(60):
                handler.wfile.write(drop)
                handler.wfile.flush()
                time.sleep(0.05)

    return answer
