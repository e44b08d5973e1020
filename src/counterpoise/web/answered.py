"""An answer as it is sent: compressed as it is kept, with its mark, or not sent again where it is known."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import AsyncIterator, Callable, Hashable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from counterpoise.web.desk import Answer, Desk

HTML: Final = "text/html; charset=utf-8"
PIECE: Final = 64 * 1024
"""Bytes that are unpacked at once for a visitor who takes nothing compressed."""


async def answered(
    request: Request,
    desk: Desk,
    asked: Hashable,
    work: Callable[[], tuple[bytes, str]],
    *,
    headers: dict[str, str] | None = None,
    long: bool = False,
) -> Response:
    """Return the answer to a question, worked out where it is not kept.

    Its mark (``ETag``) follows from the question, the evidence, the version and the day: who has an answer
    of the same mark is told so before anything is worked out. With `long`, the question waits among
    those that take long.
    """
    key = desk.key(asked)
    mark = f'"{hashlib.sha256(repr(key).encode()).hexdigest()[:32]}"'
    told = {"ETag": mark, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", **(headers or {})}
    if mark in [
        one.strip().removeprefix("W/")
        for one in request.headers.get("if-none-match", "").split(",")
    ]:
        return Response(status_code=304, headers=told)
    answer = await desk.answer(key, work, long=long)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            answer.packed, media_type=answer.media, headers={**told, "Content-Encoding": "gzip"}
        )
    told["Content-Length"] = str(answer.length)
    return StreamingResponse(_unpacked(answer), media_type=answer.media, headers=told)


async def _unpacked(answer: Answer) -> AsyncIterator[bytes]:
    """Give an answer piece by piece, so that whoever reads slowly keeps no whole copy of it."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    rest = answer.packed
    while rest or not unpack.eof:
        piece = unpack.decompress(rest, PIECE)
        rest = unpack.unconsumed_tail
        if piece:
            yield piece
        elif not rest:
            return
