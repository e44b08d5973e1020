"""An answer as it is sent: compressed as it is kept, with its mark, or not sent again where it is known."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import AsyncIterator, Callable, Hashable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from counterpoise.web.desk import Answer, Desk

HTML: Final = "text/html; charset=utf-8"
GZIP: Final = re.compile(r"\b(x-)?gzip\b(?!\s*;\s*q\s*=\s*0(\.0*)?\s*(,|$))", re.IGNORECASE)
"""What a visitor says who takes compressed answers, and does not rule them out."""
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
    told = marked(repr(key).encode()) | {"Cache-Control": "no-cache"} | (headers or {})
    return known(request, told) or sent(request, await desk.answer(key, work, long=long), told)


def marked(what: bytes) -> dict[str, str]:
    """Return the headers of an answer that is the same whenever `what` is."""
    mark = hashlib.sha256(what).hexdigest()[:32]
    return {"ETag": f'"{mark}"', "Vary": "Accept-Encoding"}


def known(request: Request, headers: dict[str, str]) -> Response | None:
    """Return the word that nothing changed, to who has an answer of the same mark; else None."""
    held = request.headers.get("if-none-match", "").split(",")
    if headers["ETag"] in [one.strip().removeprefix("W/") for one in held]:
        return Response(status_code=304, headers=headers)
    return None


def sent(request: Request, answer: Answer, headers: dict[str, str]) -> Response:
    """Return an answer, compressed where that is taken."""
    if GZIP.search(request.headers.get("accept-encoding", "")):
        packed = {**headers, "Content-Encoding": "gzip"}
        return Response(answer.packed, media_type=answer.media, headers=packed)
    whole = {**headers, "Content-Length": str(answer.length)}
    return StreamingResponse(_unpacked(answer), media_type=answer.media, headers=whole)


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
