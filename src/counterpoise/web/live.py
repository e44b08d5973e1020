"""Answers while one drags: what a cut-off costs, as a piece of a page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from counterpoise.report.render.html import environment
from counterpoise.web.answered import answered
from counterpoise.web.desk import Desk
from counterpoise.web.pages import asked_of
from counterpoise.web.views import BY_NAME


def routes() -> list[Route]:
    """Return the routes of pieces of pages."""
    return [Route("/cutoff/{state}/live", _cutoff, name="cutoff-live")]


async def _cutoff(request: Request) -> Response:
    """Return the answer of the page on the cut-off that is asked for: the same words and figures."""
    desk: Desk = request.app.state.desk
    query = await asked_of(request, BY_NAME["cutoff"])

    def work() -> tuple[bytes, str]:
        piece = environment().get_template("live.html")
        page = desk.page(query)
        address = f"/{query.address()}"
        lost = f"{100 * query.values.get('lost', 1):.0f}\u00a0%"
        told = piece.render(page=page, address=address, lost=lost)
        return told.encode(), "text/html; charset=utf-8"

    return await answered(request, desk, ("live", query.key), work)
