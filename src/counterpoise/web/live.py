"""Answers while one drags: what a cut-off costs, as a piece of a page, before the page is made."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from counterpoise.errors import UsageError
from counterpoise.report.render.html import environment
from counterpoise.web.answered import answered
from counterpoise.web.desk import Desk
from counterpoise.web.pages import asked_of
from counterpoise.web.views import BY_NAME


def routes() -> list[Route]:
    """Return the routes of pieces of pages."""
    return [Route("/cutoff/{state}/live", _cutoff, name="cutoff-live")]


async def _cutoff(request: Request) -> Response:
    """Return the answer of the page on the cut-off that is asked for: the same words and figures.

    What costs time on that page is all that follows them.
    """
    desk: Desk = request.app.state.desk
    query = await asked_of(request, BY_NAME["cutoff"])
    headline = query.asked.headline
    if headline is None:
        raise UsageError("`partner` must be given: who stops trading.", attempt="?partner=CHN")

    def work() -> tuple[bytes, str]:
        piece = environment().get_template("live.html")
        lost = f"{100 * query.values.get('lost', 1):.0f}\u00a0%"
        told = piece.render(
            told=headline(desk.evidence().store), address=f"/{query.address()}", lost=lost
        )
        return told.encode(), "text/html; charset=utf-8"

    return await answered(request, desk, ("live", query.key), work)
