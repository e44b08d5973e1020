"""The application: every route in one place, and how every failure ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from counterpoise.web import api, faults, home, live, methods, pages, progress, static
from counterpoise.web.desk import Desk
from counterpoise.web.guard import Guard

HOSTS = "COUNTERPOISE_HOSTS"
"""The names by which the server may be called, for the process that serves."""


def application(
    desk: Desk | None = None, hosts: Sequence[str] = (), *, warm: bool = False
) -> Starlette:
    """Return the explorer as an ASGI application.

    Parameters
    ----------
    desk : Desk, optional
        Who answers; by default from the user's store.
    hosts : sequence of str
        Names by which it may be called, besides those of this machine itself.
    warm : bool
        Whether a page is made as soon as it serves, so that the first visitor does not wait for the
        libraries, the evidence and the engine of the charts.
    """
    desk = desk or Desk()

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        if warm:
            asyncio.get_running_loop().run_in_executor(None, pages.warm, desk)
        yield
        desk.close()

    made = Starlette(
        routes=[
            Route("/", home.first, name="home"),
            Route("/world", home.world, name="world"),
            Route("/search", home.search, name="search"),
            Route("/sources", home.sources, name="sources"),
            Route("/static/{name}", static.static, name="static"),
            *live.routes(),
            *methods.routes(),
            *progress.routes(),
            *api.routes(),
            *pages.routes(),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={Exception: faults.refused, **dict.fromkeys(faults.HANDLED, faults.refused)},
        lifespan=living,
    )  # fmt: skip
    made.state.desk = desk
    return made


def of_the_environment() -> Starlette:
    """Return the application that the command serves."""
    hosts = [one for one in os.environ.get(HOSTS, "").split(",") if one]
    return application(hosts=hosts, warm=True)
