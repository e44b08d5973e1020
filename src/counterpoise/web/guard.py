"""What stands between the network and the application: whose names it answers to, how much it takes.

Only the hosts named are answered, so that no page of others can reach it by a name of theirs (DNS
rebinding). Addresses, headers and bodies are limited in size, and each request in time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterpoise.errors import MachineError, UsageError
from counterpoise.report.render import Frame
from counterpoise.web import adding, embed, faults
from counterpoise.web.desk import BusyError

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]", "::1")
LONGEST_ADDRESS: Final = 8_000
LONGEST_HEAD: Final = 16_000
LARGEST_BODY: Final = 1_000_000
AT_ONCE: Final = 300
"""Requests at once; what comes beyond is told to come again."""
LONGEST_WAIT: Final = 120.0
"""Seconds for an answer; a body must come within `BODY_WAIT`."""
STILL_READ: Final = MachineError(
    "The file is still being read.",
    attempt="look at /sources before it is sent again: it comes in once it is read",
)
"""What who sends a file is told then: what is being read can't be called back."""
BODY_WAIT: Final = 10.0
FILE_WAIT: Final = 100.0
"""Seconds in which a file to be added must come."""
ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": f"{Frame().policy}; frame-ancestors 'self'",
}


EMBEDDED: Final = {
    **{name: value for name, value in ALWAYS.items() if name != "X-Frame-Options"},
    "Content-Security-Policy": embed.POLICY,
}
"""Of a chart that others may show in a frame of theirs."""


class Guard:
    """Refuses what no visitor of good will sends.

    Parameters
    ----------
    app : ASGI application
    hosts : sequence of str
        Names by which it may be called, besides those of this machine itself; "*" for any.
    adding : bool
        Whether files may be sent to ``/add``: one at a time, from its own page, up to their own size.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = (), *, adding: bool = False) -> None:
        self.app = app
        self.hosts = frozenset(one.lower() for one in (*LOOPBACK, *hosts))
        self.inside = 0
        self.adding = adding
        self.receiving = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.inside += 1
        file = self._is_file(scope)
        alone, self.receiving = not self.receiving, self.receiving or file
        try:
            await self._answer(scope, receive, send, full=file and not alone)
        finally:
            self.inside -= 1
            self.receiving = self.receiving and not (file and alone)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, *, full: bool) -> None:
        request = Request(scope, receive)
        try:
            if full or self.inside > AT_ONCE:
                raise BusyError
            self._admit(scope)
            bounds = (
                (adding.LARGEST, FILE_WAIT) if self._is_file(scope) else (LARGEST_BODY, BODY_WAIT)
            )
            body = await _whole(scope, receive, *bounds)
        except Exception as fault:
            await faults.refusal(request, fault)(scope, receive, _headed(send, scope))
            return
        begun = False

        async def told(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await _headed(send, scope)(message)

        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await _while_there(self.app(scope, _replayed(body, receive), told), receive)
        except TimeoutError:
            if not begun:
                late = STILL_READ if self._is_file(scope) else HTTPException(503)
                await faults.refusal(request, late)(scope, receive, _headed(send, scope))

    def _admit(self, scope: Scope) -> None:
        """Refuse a request by its head."""
        headers = Headers(scope=scope)
        named = [value for key, value in headers.items() if key == "host"]
        if len(named) != 1 or not self._known(named[0]):
            raise UsageError(
                "The Host of the request must be one that this server answers to.",
                where=", ".join(named), attempt="counterpoise serve --allow-host NAME",
            )  # fmt: skip
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise HTTPException(414)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEAD:
            raise HTTPException(431)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise UsageError("`Content-Length` must be a number.")
        largest = adding.LARGEST if self._is_file(scope) else LARGEST_BODY
        if len(length) > 12 or int(length) > largest:
            raise HTTPException(413)
        if self._is_file(scope):
            adding.require_own(headers)

    def _is_file(self, scope: Scope) -> bool:
        return self.adding and scope["method"] == "POST" and scope["path"] == adding.PATH

    def _known(self, host: str) -> bool:
        name = host.lower()
        if not name.endswith("]"):
            before, colon, port = name.rpartition(":")
            name = before if colon and port.isdigit() else name
        return "*" in self.hosts or name in self.hosts


async def _whole(scope: Scope, receive: Receive, largest: int, wait: float) -> bytes:
    """Return the body, read to its end within limits of size and time."""
    if scope["method"] not in {"POST", "PUT", "PATCH"}:
        return b""
    body = bytearray()
    try:
        async with asyncio.timeout(wait):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise HTTPException(400)
                body += message.get("body", b"")
                if len(body) > largest:
                    raise HTTPException(413)
                if not message.get("more_body"):
                    return bytes(body)
    except TimeoutError:
        raise HTTPException(408) from None


async def _while_there(answering: Awaitable[None], receive: Receive) -> None:
    """Answer a visitor for as long as there is one."""
    answer = asyncio.ensure_future(answering)
    gone = asyncio.create_task(_gone(receive))
    try:
        await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        answer.cancel()
    with suppress(asyncio.CancelledError):
        await answer


async def _gone(receive: Receive) -> None:
    """Wait until the visitor is gone, or has the whole answer."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return what gives the body once more, and then waits as before."""
    given = False

    async def again() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return again


def _headed(send: Send, scope: Scope) -> Send:
    """Return `send` with the headers that every answer has."""
    always = EMBEDDED if scope["path"].startswith(embed.ROOT) else ALWAYS

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in always.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
