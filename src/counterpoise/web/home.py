"""The pages that lead to others: the first one, the search, the sources."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterpoise.errors import CounterpoiseError, UnknownNameError, UsageError
from counterpoise.printable import number_of
from counterpoise.reference import states as registry
from counterpoise.report import render
from counterpoise.report.render import Frame
from counterpoise.report.render.html import environment
from counterpoise.web import pages
from counterpoise.web.answered import HTML, answered
from counterpoise.web.desk import BusyError, Desk
from counterpoise.web.values import LONGEST

BETWEEN: Final = re.compile(r"\s+(?:and|vs?\.?|versus|with)\s+|\s*[,;/&+–—]\s*|\s+", re.IGNORECASE)
"""What may stand between two names; whichever parts the words into two that are known."""


SOON: Final = 0.25
"""Seconds in which somebody may ask before a page is made that nobody asked for: theirs loads the same."""
QUIET: Final = 5.0
"""Seconds after the first page is warm in which the first visitors have the machine for themselves."""


async def first(request: Request) -> Response:
    """Return the first page: all states, and what can be asked of them."""
    desk: Desk = request.app.state.desk

    def work() -> tuple[bytes, str]:
        living = sorted(registry.members(registry.TODAY), key=registry.name)
        page = environment().get_template("home.html").render(
            frame=Frame(scripts=("htmx.min.js", "explorer.js")),
            states=[(one, registry.name(one)) for one in living],
        )  # fmt: skip
        return page.encode(), HTML

    return await answered(request, desk, "home", work)


async def world(request: Request) -> Response:
    """Return the world by each of a few measures, who comes first, and what is held."""
    desk: Desk = request.app.state.desk
    return await answered(request, desk, "world", lambda: _world(desk), long=True)


def _world(desk: Desk) -> tuple[bytes, str]:
    from counterpoise.report.home import home

    desk.lanes.say("ranking all states by each measure")
    page = home(desk.evidence().store)
    frame = Frame(scripts=("explorer.js",))
    return render.html(page, desk.drawings(), frame).encode(), HTML


async def warm(desk: Desk) -> None:
    """Make what nobody asked for yet: a page, so that all that pages need is loaded, then the world."""
    await _quiet(desk, SOON)
    if not desk.has_pages:  # else all is loaded
        await asyncio.get_running_loop().run_in_executor(None, pages.warm, desk)
    await _quiet(desk, QUIET)
    with suppress(CounterpoiseError, BusyError, OSError):  # whoever asks is told
        await desk.answer(desk.key("world"), lambda: _world(desk), long=True)


async def _quiet(desk: Desk, seconds: float) -> None:
    """Wait so long, and until nobody waits for an answer: whoever asks goes first."""
    await asyncio.sleep(seconds)
    while len(desk.lanes):
        await asyncio.sleep(1)


async def search(request: Request) -> Response:
    """Lead to the page of the state, or of the two, whose names were typed."""
    words = request.query_params.get("q", "").strip()
    if len(words) > LONGEST:
        raise UsageError.out_of_range(
            "`q`", f"{number_of(len(words), 'letter')} long", f"at most {LONGEST}"
        )
    if not words:
        return RedirectResponse("/", 303)
    return RedirectResponse(_address(words), 303)


def _address(words: str) -> str:
    """Return the address of what is meant: a whole name first, for some hold an "and"."""
    try:
        return f"/state/{quote(registry.state(words))}"
    except UnknownNameError as unknown:
        for found in BETWEEN.finditer(words):
            pair = words[: found.start()], words[found.end() :]
            try:
                one, other = map(registry.state, pair)
            except UnknownNameError:
                continue
            return f"/pair/{quote(one)}/{quote(other)}"
        raise unknown


async def sources(request: Request) -> Response:
    """Return what is held, and how old it is."""
    desk: Desk = request.app.state.desk

    def work() -> tuple[bytes, str]:
        from counterpoise.report.verbs.tables import sources as listed

        rows = listed(desk.evidence().store).rows
        page = environment().get_template("sources.html").render(
            frame=Frame(scripts=("explorer.js",)), rows=rows.to_dicts(), adding=request.app.state.adding
        )  # fmt: skip
        return page.encode(), HTML

    return await answered(request, desk, "sources", work)
