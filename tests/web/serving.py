"""The explorer on a loopback port of its own, as the command serves it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from counterpoise.web.app import application
from counterpoise.web.desk import Desk


@dataclass(frozen=True)
class Served:
    """A server that runs: its port, and who answers in it."""

    port: int
    desk: Desk

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def said(self, words: bytes, wait: float = 10) -> bytes:
        """Return all that is answered to bytes sent as they are, until the connection ends."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as line:
            found = b""
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before all was sent
                line.sendall(words)
            with suppress(TimeoutError, ConnectionResetError):
                while piece := line.recv(65_536):
                    found += piece
            return found


@contextmanager
def running(desk: Desk, *, adding: bool = False) -> Iterator[Served]:
    """Serve until the block ends."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(
        application(desk, hosts=["balance.example"], adding=adding), port=0,
        http="counterpoise.web.patience:Patient",
        ws="none", log_level="critical", access_log=False, h11_max_incomplete_event_size=16_384,
        timeout_graceful_shutdown=2,
    ))  # fmt: skip
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    try:
        yield Served(server.servers[0].sockets[0].getsockname()[1], desk)
    finally:
        server.should_exit = True
        thread.join(20)
