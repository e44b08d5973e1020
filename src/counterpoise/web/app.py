"""The application: every route in one place, and how every failure ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from counterpoise.web import adding as adding_page
from counterpoise.web import api, faults, home, live, methods, pages, progress, static
from counterpoise.web.desk import Desk
from counterpoise.web.guard import Guard

HOSTS = "COUNTERPOISE_HOSTS"
"""The names by which the server may be called, for the process that serves."""
ADDING = "COUNTERPOISE_ADDING"
"""Set where files may be added."""


def application(
    desk: Desk | None = None,
    hosts: Sequence[str] = (),
    *,
    warm: bool = False,
    adding: bool = False,
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
        libraries, the evidence and the engine of the charts; and then that of the world.
    adding : bool
        Whether a publisher's file may be added at ``/add``.
    """
    desk = desk or Desk()

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        if warm:
            warming = asyncio.create_task(home.warm(desk))
        yield
        if warm:
            warming.cancel()
        desk.close()

    made = Starlette(
        routes=[
            Route("/", home.first, name="home"),
            Route("/world", home.world, name="world"),
            Route("/search", home.search, name="search"),
            Route("/sources", home.sources, name="sources"),
            Route("/static/{name}", static.static, name="static"),
            *(adding_page.routes() if adding else ()),
            *live.routes(),
            *methods.routes(),
            *progress.routes(),
            *api.routes(),
            *pages.routes(),
        ],
        middleware=[Middleware(Guard, hosts=hosts, adding=adding)],
        exception_handlers={Exception: faults.refused, **dict.fromkeys(faults.HANDLED, faults.refused)},
        lifespan=living,
    )  # fmt: skip
    made.state.desk = desk
    made.state.token = adding_page.token()
    made.state.adding = adding
    return made


def of_the_environment() -> Starlette:
    """Return the application that the command serves."""
    hosts = [one for one in os.environ.get(HOSTS, "").split(",") if one]
    return application(hosts=hosts, warm=True, adding=bool(os.environ.get(ADDING)))
