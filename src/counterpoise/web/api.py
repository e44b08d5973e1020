"""``/api/v1``: pages as JSON, tables of measures, the registry, the sources; a client needs no library."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from counterpoise import bounds
from counterpoise.panel.store import Store
from counterpoise.report.tables import files
from counterpoise.web import openapi, pages
from counterpoise.web.answered import answered
from counterpoise.web.desk import Desk
from counterpoise.web.values import (
    YEAR,
    Choice,
    Measure,
    Number,
    Parameter,
    Several,
    Span,
    State,
    Text,
    Whole,
    parsed,
    whole,
)
from counterpoise.web.views import AS_OF, BLOCS, RIVALS, VIEWS, View

if TYPE_CHECKING:
    from counterpoise.report.tables.result import Table

ROOT: Final = "/api/v1"
MOST: Final = 10_000
"""Rows of one answer in JSON, if no fewer are asked for; CSV and Parquet hold all."""
FORMS: Final = {
    "json": "application/json", "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}  # fmt: skip
FORM = Parameter("format", Choice(tuple(FORMS)), "json (the default), csv or parquet.")
LIMIT = Parameter("limit", Whole(1, MOST), f"Rows of an answer in JSON, at most {MOST:,}.")
OFFSET = Parameter("offset", Whole(0, 10**9), "Rows left out before the first.")
PAGED = (FORM, LIMIT, OFFSET)


@dataclass(frozen=True)
class Listing:
    """An address of the API that answers with rows.

    Parameters
    ----------
    name, about, path : str
        What it is called, what it says, and its address under `ROOT`.
    parameters : tuple of Parameter
        All that it takes, besides those of paging.
    made : callable
        From the store and the values to a table.
    """

    name: str
    about: str
    path: str
    parameters: tuple[Parameter, ...]
    made: Callable[[Store, Mapping[str, Any]], Table]


def _measured(store: Store, values: Mapping[str, Any]) -> Table:
    from counterpoise.report.verbs.tables import table

    options = {name: value for name, value in values.items() if name not in {"measure", "states"}}
    options = {SETTINGS.get(name, name): value for name, value in options.items()}
    return table(store, values["measure"], values.get("states"), **options)


def _states(store: Store, values: Mapping[str, Any]) -> Table:
    from counterpoise.report.verbs.tables import states

    return states(year=values.get("year"))


def _sources(store: Store, values: Mapping[str, Any]) -> Table:
    from counterpoise.report.verbs.tables import sources

    return sources(store)


SETTINGS: Final = {"order": "q", "largest": "k"}
"""Parameters that the measures call otherwise, as on the command line."""
OWN: Final = ("order", "largest", "keep", "lag", "partners", "by")
"""Parameters that are settings of some measures."""
OF_TIES: Final = ("channel", "item", "window", "floor", "blocs", "rivals")
"""Parameters that have no meaning where days are counted."""
LISTINGS: Final = (
    Listing(
        "table", "A measure of some states, or of all, year by year.", "table/{measure}",
        (
            Parameter("measure", Measure(), "Such as shares, herfindahl, hedging.", needed=True),
            Parameter("states", Several(State()), "States joined by commas; all if left out."),
            Parameter("channel", Text(), "Channel: arms, imports, exports, aid, investment, …"),
            Parameter("item", Text(), "These goods alone: how HS codes begin, or a basket."),
            Parameter("years", Span(), "A year, or the first and the last: 1990-2024."),
            Parameter("source", Text(), "From this data set alone, such as imf_dots."),
            Parameter("vintage", Text(), "From this release of it alone."),
            Parameter("window", whole(bounds.WINDOW), "Years that are added up, to the one named."),
            Parameter("floor", Number(bounds.FLOOR, (0, 1e15)), "Smallest total of which shares are told."),
            Parameter("order", Number(bounds.ORDER, (0, 10)), "Order of a Hill number; inf is allowed."),
            Parameter("largest", whole(bounds.LARGEST), "How many of the largest partners are added up."),
            Parameter("keep", Number(bounds.KEEP, (0.1, 1)), "Part of a stock that is left after a year."),
            Parameter("lag", whole(bounds.LAG), "Years back that turnover compares with."),
            Parameter("partners", Several(State(), 30), "Partners that act as one."),
            Parameter("by", Choice(("year", "month")), "Period of relations: year (the default) or month."),
            AS_OF, BLOCS, RIVALS,
        ), _measured,
    ),
    Listing(
        "states", "The states and territories of the registry, with their codes.", "states",
        (Parameter("year", YEAR, "Those that existed in this year."),), _states,
    ),
    Listing("sources", "Every source, with what is held of it.", "sources", (), _sources),
)  # fmt: skip


def asked_of(measure: str) -> tuple[Parameter, ...]:
    """Return what of a measure's table may be asked: no setting that is another's."""
    from counterpoise.measures import MEASURES
    from counterpoise.report.tables.own_settings import settings_of

    one = MEASURES[measure]
    own = settings_of(one)
    others = {*OWN, *(OF_TIES if one.needs == "events" else ())}
    return tuple(
        each
        for each in (*LISTINGS[0].parameters[1:], FORM)
        if each.name not in others or SETTINGS.get(each.name, each.name) in own
    )


def routes() -> list[Route]:
    """Return the routes of the API."""
    return [
        Route(f"{ROOT}/openapi.json", _described, name="openapi"),
        Route(f"{ROOT}/measures", _measures, name="api-measures"),
        Route(f"{ROOT}/codebook/{{measure}}", _codebook, name="api-codebook"),
        *(Route(f"{ROOT}/{one.path}", _rows(one), name=f"api-{one.name}") for one in LISTINGS),
        *(
            Route(f"{ROOT}/{view.path}", _page(view), name=f"api-{view.name}",
                  methods=["GET", "POST"] if view.name == "check" else ["GET"])
            for view in VIEWS
        ),
    ]  # fmt: skip


async def _described(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    return await answered(
        request, desk, "openapi",
        lambda: (json.dumps(openapi.description(LISTINGS, PAGED)).encode(), FORMS["json"]),
    )  # fmt: skip


async def _measures(request: Request) -> Response:
    from counterpoise.measures import MEASURES

    def work() -> tuple[bytes, str]:
        found = [
            {"measure": name, "about": one.help, "unit": one.unit, "paper": one.paper}
            for name, one in sorted(MEASURES.items())
        ]
        return json.dumps({"ok": True, "rows": found}).encode(), FORMS["json"]

    parsed((), request.query_params.multi_items())
    return await answered(request, request.app.state.desk, "measures", work)


async def _codebook(request: Request) -> Response:
    from counterpoise.report.verbs.tables import codebook

    name = Measure().parse("measure", request.path_params["measure"])
    parsed((), request.query_params.multi_items())

    def work() -> tuple[bytes, str]:
        book = {"ok": True, **asdict(codebook(name))}
        return json.dumps(book, default=str).encode(), FORMS["json"]

    return await answered(request, request.app.state.desk, ("codebook", name), work)


def _rows(listing: Listing) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        given = [*request.path_params.items(), *request.query_params.multi_items()]
        values = parsed((*listing.parameters, *PAGED), given)
        form = values.pop("format", "json")
        first, most = values.pop("offset", 0), values.pop("limit", MOST)
        asked = (listing.name, form, first, most, tuple(sorted(values.items())))
        return await answered(
            request, desk, asked,
            lambda: (_written(listing.made(desk.evidence().store, values), form, first, most), FORMS[form]),
            long=listing.name == "table" and _takes_long(values),
        )  # fmt: skip

    return endpoint


def _takes_long(values: Mapping[str, Any]) -> bool:
    """Return whether a table is of all states, or rests on all rows of the world."""
    from counterpoise.measures import MEASURES

    return "states" not in values or MEASURES[values["measure"]].needs in {"ties", "gdp", "panel"}


def _written(table: Table, form: str, first: int, most: int) -> bytes:
    """Return a table in a form; in JSON, some of its rows with what they rest on."""
    if form == "parquet":
        stream = io.BytesIO()
        table.rows.write_parquet(stream)
        return stream.getvalue()
    rows = files.printable(table.rows)
    if form == "csv":
        return files.without_formulas(rows).write_csv().encode()
    shown = rows.slice(first, most)
    last = first + shown.height
    return json.dumps({
        "ok": True,
        "title": table.title,
        "total": rows.height,
        "offset": first,
        "next_offset": last if last < rows.height else None,
        "columns": [asdict(one) for one in table.codebook.columns],
        "rows": _plain(shown),
        "choices": table.choices,
        "sources": [asdict(one) for one in table.sources],
        "citation": table.citation,
        "command": table.command,
    }, default=str, allow_nan=False).encode()  # fmt: skip


def _plain(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return rows for JSON, which knows neither infinity nor what is no number."""
    floats = [name for name, kind in rows.schema.items() if kind.is_float()]
    return rows.with_columns(
        pl.when(pl.col(name).is_finite()).then(pl.col(name)).alias(name) for name in floats
    ).to_dicts()


def _page(view: View) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        query = await pages.asked_of(request, view)
        return await answered(
            request, desk, ("json", query.key),
            lambda: (pages.written(desk, query, "json"), FORMS["json"]), long=view.long,
        )  # fmt: skip

    return endpoint
