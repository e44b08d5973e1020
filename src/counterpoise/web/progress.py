"""How far a question is that somebody waits for: its place among those that wait, and what is being done."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from counterpoise.web.desk import Desk
from counterpoise.web.lanes import Progress
from counterpoise.web.values import Parameter, Text, parsed
from counterpoise.web.views import of_address

OF = Parameter(
    "of", Text(4_000), "The address that was asked for, such as /rank/hedging.", needed=True
)
WORLD = "/world"


def routes() -> list[Route]:
    """Return the route of progress."""
    return [Route("/progress", _progress, name="progress")]


async def _progress(request: Request) -> Response:
    """Return what is known of the question of an address; of the questions of others, only how many."""
    desk: Desk = request.app.state.desk
    address = parsed((OF,), request.query_params.multi_items())["of"]
    query = None if address == WORLD else of_address(address)
    asked = "world" if query is None else ("html", query.key)
    found = desk.lanes.progress(desk.key(asked))
    told = {"ok": True, "state": "none", "said": ""}
    if found is not None:
        told |= {"state": "waiting" if found.waiting else "at work", "said": said(found)}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


def said(found: Progress) -> str:
    """Return how far a question is, in words."""
    if found.waiting:
        before = f"{found.ahead} before it" if found.ahead else "next"
        return f"Your question waits: {before}."
    doing = f": {found.doing}" if found.doing else ""
    return f"At work for {found.seconds:.0f} s{doing}."
