"""An answer as it is sent: compressed as it is kept, with its mark, or not sent again where it is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable

from starlette.requests import Request
from starlette.responses import Response

from counterpoise.web.desk import Desk


async def answered(
    request: Request,
    desk: Desk,
    asked: Hashable,
    work: Callable[[], tuple[bytes, str]],
    *,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return the answer to a question, worked out where it is not kept.

    Its mark (``ETag``) follows from the question, the evidence, the version and the day: who has an answer
    of the same mark is told so before anything is worked out.
    """
    key = desk.key(asked)
    mark = f'"{hashlib.sha256(repr(key).encode()).hexdigest()[:32]}"'
    told = {"ETag": mark, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", **(headers or {})}
    if mark in [
        one.strip().removeprefix("W/")
        for one in request.headers.get("if-none-match", "").split(",")
    ]:
        return Response(status_code=304, headers=told)
    answer = await desk.answer(key, work)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            answer.packed, media_type=answer.media, headers={**told, "Content-Encoding": "gzip"}
        )
    return Response(answer.content, media_type=answer.media, headers=told)
