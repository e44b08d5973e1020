"""How every failure ends: one shape for programs, one page for people, and never a traceback."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from counterpoise import faults
from counterpoise.errors import (
    ConvergenceError,
    CounterpoiseError,
    EvidenceError,
    ExtraError,
    MachineError,
    ScenarioError,
    StatementError,
    UnforeseenError,
    UnknownNameError,
    UsageError,
)  # fmt: skip
from counterpoise.report.render import Frame
from counterpoise.report.render.html import environment
from counterpoise.web.desk import BusyError
from counterpoise.web.linked import linked
from counterpoise.web.spoken import spoken

LOG: Final = logging.getLogger("counterpoise.web")
STATUS: Final[tuple[tuple[type[CounterpoiseError], int], ...]] = (
    (UnknownNameError, 404), (EvidenceError, 404), (UsageError, 400), (StatementError, 422),
    (ScenarioError, 422), (ConvergenceError, 422), (ExtraError, 501), (MachineError, 503),
)  # fmt: skip
"""What each kind of refusal is on the web."""
AGAIN: Final = "5"
"""Seconds after which whoever was refused for want of room may ask again."""
ATTEMPTS: Final = {
    404: "/ (the home page) or /api/v1/openapi.json lists what there is",
    405: "GET; a text to be checked may be sent by POST to /check",
    413: "send less",
    414: "ask for less at once, or send a text by POST",
    431: "send shorter headers",
    503: f"ask again in {AGAIN} seconds",
}


def refusal(request: Request, fault: Exception) -> Response:
    """Return a failure in the shape in which the visitor reads: JSON, or a page."""
    status, told = told_of(fault)
    told = spoken(told, api=request.url.path.startswith("/api/"))
    headers = dict(getattr(fault, "headers", None) or {})
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = AGAIN
    headers["Cache-Control"] = "no-store"
    content = {**told.as_dict(), "status": status}
    if reads_json(request):
        return JSONResponse(content, status, headers)
    named = "refused.html" if request.url.path.endswith("/live") else "refusal.html"
    page = environment().get_template(named).render(
        frame=Frame(), told=content, status=status, phrase=HTTPStatus(status).phrase, linked=linked
    )  # fmt: skip
    return HTMLResponse(page, status, headers)


async def refused(request: Request, fault: Exception) -> Response:
    """Return a failure, as Starlette calls for it."""
    return refusal(request, fault)


HANDLED: Final = (CounterpoiseError, HTTPException, BusyError, OSError, MemoryError)
"""What is refused with no more ado; whatever else there is, is a fault of ours."""


def reads_json(request: Request) -> bool:
    """Return whether the visitor is a program: it asks of the API, or takes no HTML."""
    accepted = request.headers.get("accept", "")
    of_api = request.url.path.startswith("/api/")
    return of_api or ("application/json" in accepted and "text/html" not in accepted)


def told_of(fault: Exception) -> tuple[int, CounterpoiseError]:
    """Return the status of a failure, and the failure in our words."""
    if isinstance(fault, BusyError):
        return 503, MachineError("Too much is asked at once.", attempt=ATTEMPTS[503])
    if isinstance(fault, HTTPException):
        phrase = HTTPStatus(fault.status_code).phrase
        said = "There is nothing at this address" if fault.status_code == 404 else phrase
        return fault.status_code, UsageError(
            f"{said}.", attempt=ATTEMPTS.get(fault.status_code, "")
        )
    told = faults.foreseen(fault)
    if told is None or isinstance(told, UnforeseenError):
        LOG.error("a fault of ours", exc_info=fault)
        return 500, UnforeseenError(
            "Can't answer, by a fault of Counterpoise itself.", attempt="report it with the address"
        )
    for kind, status in STATUS:
        if isinstance(told, kind):
            return status, told
    return 400, told
