"""The files that pages share: their style, and the few scripts, none of which a page needs to be read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from counterpoise.report.render.frame import shared
from counterpoise.web.answered import known, marked, sent
from counterpoise.web.desk import Answer, packed

SCRIPTS: Final = Path(__file__).parent / "scripts"
MEDIA: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


async def static(request: Request) -> Response:
    """Return a file by its name, of those there are: no name leads anywhere else.

    It is at hand, and so waits for no worker; its mark follows from its content alone.
    """
    answer = held().get(request.path_params["name"])
    if answer is None:
        raise HTTPException(404)
    told = marked(answer.packed) | {"Cache-Control": "no-cache"}
    return known(request, told) or sent(request, answer, told)


@cache
def held() -> dict[str, Answer]:
    """Return the files that are served, by name."""
    scripts = {path.name: path.read_bytes() for path in SCRIPTS.glob("*.js")}
    return {
        name: packed(content, MEDIA[Path(name).suffix])
        for name, content in {**scripts, "page.css": shared().encode()}.items()
    }
