"""The page of a state for whoever comes by a script: its first screen at once, its sections when looked at.

A visitor without scripts, a program, and whoever follows a link from elsewhere are given the whole page.
Sections are pieces cut from it, so that figures, footnotes and anchors are the same either way.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from counterpoise.report import render
from counterpoise.report.render import Frame
from counterpoise.web.answered import HTML, answered
from counterpoise.web.desk import Desk
from counterpoise.web.views import Query


async def first(request: Request, desk: Desk, query: Query, frame: Frame) -> Response:
    """Return the page with its first screen, and of the sections their titles."""
    path, mark, rest = query.address().partition("?")
    frame = replace(frame, later=lambda place: f"/{path}/section/{place}{mark}{rest}")

    def work() -> tuple[bytes, str]:
        return render.html(desk.page(query), desk.drawings(), frame).encode(), HTML

    return await answered(
        request, desk, ("first", query.key), work, headers={"Vary": "Accept-Encoding, HX-Boosted"}
    )


async def section(
    request: Request, desk: Desk, query: Query, whole: Callable[[], tuple[bytes, str]]
) -> Response:
    """Return one section of the page, which is made once for all of them."""
    name = request.path_params["section"]
    page = await desk.answer(desk.key(("html", query.key)), whole)

    def work() -> tuple[bytes, str]:
        return cut(gzip.decompress(page.packed).decode(), name).encode(), HTML

    return await answered(request, desk, ("section", name, query.key), work)


def cut(page: str, name: str) -> str:
    """Return a section of a page as it was written, by its anchor; open or closed."""
    anchor = re.search(rf'<(?:section|div) id="{re.escape(name)}">', page)
    if anchor is None:
        raise HTTPException(404)
    end = "</section>"
    begun = page.rindex("<section", 0, anchor.end())
    return page[begun : page.index(end, anchor.end()) + len(end)]
