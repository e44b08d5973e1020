"""The files that pages share: their style, and the few scripts, none of which a page needs to be read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from counterpoise.report.render.frame import shared
from counterpoise.web.answered import answered

SCRIPTS: Final = Path(__file__).parent / "scripts"
MEDIA: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


async def static(request: Request) -> Response:
    """Return a file by its name, of those there are: no name leads anywhere else."""
    name = request.path_params["name"]
    content = held().get(name)
    if content is None:
        raise HTTPException(404)
    media = MEDIA[Path(name).suffix]
    return await answered(
        request, request.app.state.desk, ("static", name), lambda: (content, media)
    )


@cache
def held() -> dict[str, bytes]:
    """Return the files that are served, by name."""
    scripts = {path.name: path.read_bytes() for path in SCRIPTS.glob("*.js")}
    return {**scripts, "page.css": shared().encode()}
