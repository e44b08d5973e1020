"""How long a connection may take: to say what it wants, and to be given it. Who is slower is let go."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from counterpoise.errors import UsageError

HEAD_WAIT: Final = 10.0
"""Seconds from the opening of a connection, or from its last answer, to the whole head of a request."""
ANSWER_WAIT: Final = 150.0
"""Seconds from the head of a request until its answer has been taken."""
MOST: Final = 2_000
"""Connections at once; what comes beyond is closed."""


class Patient(H11Protocol):  # type: ignore[misc, unused-ignore]
    """HTTP/1.1 as uvicorn speaks it, for connections that keep within `HEAD_WAIT` and `ANSWER_WAIT`.

    Without it, a visitor who sends a letter a minute keeps a connection for ever, and so does one who
    never reads what was sent.
    """

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override, unused-ignore]
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
            return
        self._await(HEAD_WAIT)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._await(ANSWER_WAIT)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # One request may have come behind another, and be at work already.
        self._await(HEAD_WAIT if self.cycle.response_complete else ANSWER_WAIT)

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, in the one shape of every refusal."""
        fault = UsageError(msg, attempt="send HTTP/1.1, with a head of at most 16 kB")
        body = json.dumps({**fault.as_dict(), "status": 400}).encode()
        head = h11.Response(
            status_code=400, reason=b"Bad Request",
            headers=[
                (b"content-type", b"application/json"), (b"connection", b"close"),
                (b"content-length", str(len(body)).encode()),
            ],
        )  # fmt: skip
        event: Any
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event=event) or b"")
        self.transport.close()

    def _await(self, seconds: float) -> None:
        self._rest()
        if not self.transport.is_closing():
            self._timer = self.loop.call_later(seconds, self.transport.abort)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
