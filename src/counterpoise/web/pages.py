"""The pages of the explorer: each view as HTML in its frame, in its other forms, and chart by chart."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from counterpoise.errors import CounterpoiseError
from counterpoise.reference import states as registry
from counterpoise.report import charts, render
from counterpoise.report.pages import Chart, Page
from counterpoise.report.render import Frame
from counterpoise.web import controls, lazy
from counterpoise.web.answered import HTML, answered
from counterpoise.web.desk import Desk
from counterpoise.web.embed import embedded
from counterpoise.web.views import BY_NAME, VIEWS, Query, View

MEDIA: Final = {
    "json": "application/json", "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
WORDS: Final = {"pdf": "PDF", "docx": "Word", "csv": "CSV", "json": "JSON", "txt": "Text"}
"""The forms of a page that its head leads to."""
OF_CHARTS: Final = ("csv", "svg", "png", "json")
EXAMPLE: Final = "AND"
"""A state of which little is held: its page is soon made, and loads all that others need."""
SCRIPTS: Final = ("htmx.min.js", "explorer.js")


def routes() -> list[Route]:
    """Return the routes of all views: the forms first, whose addresses are longer."""
    found: list[Route] = []
    for view in VIEWS:
        methods = ["GET", "POST"] if view.name == "check" else ["GET"]
        if view.door != view.path:
            found.append(Route(f"/{view.door}", _door(view)))
        found += [
            Route(f"/{view.path}/chart/{{chart}}.{{form}}", _chart(view), name=f"{view.name}-chart"),
            *(Route(f"/{view.path}.{form}", _form(view, form)) for form in view.forms),
            Route(f"/{view.path}", _page(view), name=view.name, methods=methods),
        ]  # fmt: skip
        if view.name == "state":
            found.append(Route(f"/{view.path}/section/{{section}}", _section(view)))
        if view.name != "check":
            found.append(Route(f"/embed/{view.path}/chart/{{chart}}", _embedded(view)))
    return found


def warm(desk: Desk) -> None:
    """Make a page that nobody asked for, so that all that pages need is loaded."""
    query = BY_NAME["state"].query([("state", EXAMPLE)])
    with suppress(CounterpoiseError):  # whoever asks is told
        render.html(desk.page(query), desk.drawings(), frame(query))


async def asked_of(request: Request, view: View) -> Query:
    """Return the question of a request: of its path, its query, and a form that was sent."""
    beside = {"chart", "form", "section"}
    given = [(name, word) for name, word in request.path_params.items() if name not in beside]
    given += request.query_params.multi_items()
    if request.method == "POST":
        form = await request.form(max_files=0, max_fields=20, max_part_size=1_000_000)
        given += [(name, str(word)) for name, word in form.multi_items()]
    return view.query(given)


def _page(view: View) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        if request.method == "GET" and view.door == view.path and not request.url.query:
            return controls.empty(view)
        query = await asked_of(request, view)
        if request.method == "GET" and _elsewhere(request, query.address()):
            return RedirectResponse(f"/{query.address()}", 307)
        if view.name == "state" and "hx-boosted" in request.headers:
            return await lazy.first(request, desk, query, frame(query))
        return await answered(
            request, desk, ("html", query.key), lambda: whole(desk, query), long=view.long,
            headers={"Vary": "Accept-Encoding, HX-Boosted"},
        )  # fmt: skip

    return endpoint


def whole(desk: Desk, query: Query) -> tuple[bytes, str]:
    """Return the page on a question as HTML; for workers."""
    return render.html(desk.page(query), desk.drawings(), frame(query)).encode(), HTML


def _door(view: View) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        if not request.url.query:
            return controls.empty(view)
        query = await asked_of(request, view)
        return RedirectResponse(f"/{query.address()}", 307)

    return endpoint


def _section(view: View) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        query = await asked_of(request, view)
        return await lazy.section(request, desk, query, lambda: whole(desk, query))

    return endpoint


def _embedded(view: View) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        query, name = await asked_of(request, view), request.path_params["chart"]

        def work() -> tuple[bytes, str]:
            page = desk.page(query)
            return embedded(page, of_page(page, name), desk.drawings(), f"/{query.address()}"), HTML

        return await answered(request, desk, ("embed", name, query.key), work, long=view.long)

    return endpoint


def _elsewhere(request: Request, address: str) -> bool:
    """Return whether a question has another address than the one by which it was asked."""
    rest = f"?{request.url.query}" if request.url.query else ""
    asked = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0] + rest
    return bool(asked != f"/{address}")


def _form(view: View, form: str) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        query = await asked_of(request, view)
        name = f"{query.asked.question.stem}.{form}"
        return await answered(
            request, desk, (form, query.key), lambda: (written(desk, query, form), MEDIA[form]),
            headers={"Content-Disposition": f'inline; filename="{name}"'},
            long=view.long or form in {"pdf", "docx"},
        )  # fmt: skip

    return endpoint


def written(desk: Desk, query: Query, form: str) -> bytes:
    """Return a page in another form than HTML."""
    page = desk.page(query)
    if form == "json":
        return (render.as_json(page) + "\n").encode()
    if form == "csv":
        return render.as_csv(page).encode()
    if form == "txt":
        return render.as_text(page).encode()
    short: Literal["2", "full"] = "2" if page.kind == "brief" else "full"
    drawings = desk.drawings()
    if form == "pdf":
        return render.pdf(page, drawings, pages=short)
    return render.docx(page, drawings, pages=short)


def _chart(view: View) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        name, form = request.path_params["chart"], request.path_params["form"]
        if form not in OF_CHARTS:
            raise HTTPException(404)
        query = await asked_of(request, view)
        return await answered(
            request, desk, ("chart", name, form, query.key),
            lambda: (drawn(desk.page(query), name, form), MEDIA[form]), long=view.long,
        )  # fmt: skip

    return endpoint


def drawn(page: Page, name: str, form: str) -> bytes:
    """Return one chart of a page: its picture, its specification, or its data with their sources."""
    found = of_page(page, name)
    if form == "json":
        if found.draw in charts.BY_HAND:
            raise HTTPException(404)
        return charts.in_variables(
            json.dumps(charts.spec(found, charts.WIDE), default=str)
        ).encode()
    if form == "csv":
        return render.chart_csv(page, found).encode()
    picture = charts.picture(found, charts.WIDE)
    if form == "svg":
        return picture.encode()
    from vl_convert import svg_to_png

    return svg_to_png(picture, scale=2)


def of_page(page: Page, name: str) -> Chart:
    """Return the chart of a page by its name, or refuse one that it has not."""
    found = next((one for one in charts_of(page) if one.id == name), None)
    if found is None:
        raise HTTPException(404)
    return found


def charts_of(page: Page) -> list[Chart]:
    """Return every chart of a page."""
    parts = [part for section in page.sections for part in section.parts]
    return [one for one in (page.picture, *parts) if isinstance(one, Chart)]


def frame(query: Query) -> Frame:
    """Return what stands around the page on a question."""
    path, _, rest = query.address().partition("?")
    rest = f"?{rest}" if rest else ""

    def of_chart(chart: Chart) -> tuple[tuple[str, str], ...]:
        there = f"/{path}/chart/{chart.id}"
        forms = [("CSV", "csv"), ("SVG", "svg"), ("PNG", "png")]
        return (
            *((words, f"{there}.{form}{rest}") for words, form in forms),
            ("Link", f"#{chart.id}"),
            ("Embed", f"/embed/{path}/chart/{chart.id}{rest}"),
        )

    long = query.view.name == "check" and len(rest) > 4_000
    return Frame(
        scripts=SCRIPTS,
        forms=()
        if long
        else tuple((words, f"/{query.address(form)}") for form, words in WORDS.items()),
        of_chart=None if long else of_chart,
        related=_near(query),
        controls=controls.of(query),
    )


def _near(query: Query) -> tuple[tuple[str, str], ...]:
    """Return the pages near to a question: the other questions on the same state."""
    state = query.values.get("state")
    if state is None:
        return ()
    name = registry.name(state)
    others = (
        (f"The brief on {name}", f"state/{state}"), ("What a cut-off would cost", f"cutoff/{state}"),
        ("Arms: where it is going", f"outlook/{state}"), ("Products it depends on", f"products/{state}"),
        ("How it could rebalance", f"rebalance/{state}"),
    )  # fmt: skip
    partner = query.values.get("partner")
    pair: tuple[tuple[str, str], ...] = ()
    if isinstance(partner, str) and partner != state:
        pair = ((f"The brief on {registry.name(partner)}", f"state/{partner}"),)
    return tuple(
        (words, f"/{address}") for words, address in (*others, *pair) if address != query.address()
    )
