"""Forms by which a page's question is asked in other words: one for every view, from its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from counterpoise.report.render import Frame
from counterpoise.report.render.html import environment
from counterpoise.web.values import Choice, Number, Parameter, Text, Whole, written
from counterpoise.web.views import LONG_TEXT, Query, View

TITLES: Final = {
    "state": "Ask it otherwise", "pair": "Ask it otherwise", "compare": "Choose the states",
    "rank": "Choose the measure", "cutoff": "Turn the tap", "outlook": "Ask it otherwise",
    "rebalance": "Make demands", "products": "Choose the products", "check": "The text",
}  # fmt: skip
OPEN: Final = frozenset({"cutoff", "check"})
"""Views whose form stands open."""
SLID: Final = frozenset({"horizon"})
"""Choices in an order, through which one may slide."""
STEP: Final = 0.05


def of(query: Query) -> Markup:
    """Return the form of a question, filled in as it was asked."""
    return Markup(
        environment().get_template("controls.html").render(**_told(query.view, query.values))
    )


def empty(view: View) -> Response:
    """Return the page of a view that waits for its question: it asks for all of it."""
    page = (
        environment()
        .get_template("ask.html")
        .render(
            frame=Frame(scripts=("explorer.js",)),
            **{
                **_told(view, {}),
                "open": True,
                "address": f"/{view.door}",
                "fields": [_field(one, {}) for one in view.parameters],
            },
        )
    )
    return HTMLResponse(page)


def rows(title: str, address: str, parameters: Sequence[Parameter], form: str) -> Markup:
    """Return the form that asks for rows at an address, in a form of file."""
    told = {
        "title": title, "open": False, "address": address, "method": "get", "live": "",
        "button": f"Download ({form.upper()})", "hidden": [("format", form)],
    }  # fmt: skip
    fields = [_field(one, {}) for one in parameters]
    return Markup(environment().get_template("controls.html").render(**told, fields=fields))


def _told(view: View, values: Any) -> dict[str, Any]:
    asked = [one for one in view.parameters if f"{{{one.name}}}" not in view.path]
    path = view.path
    for one in view.parameters:
        if one.name in values:
            path = path.replace(f"{{{one.name}}}", written(values[one.name]))
    return {
        "view": view,
        "title": TITLES[view.name],
        "open": view.name in OPEN,
        "address": f"/{path}",
        "method": "post" if view.name == "check" else "get",
        "live": f"/{path}/live" if view.name == "cutoff" and values.get("partner") else "",
        "fields": [_field(one, values) for one in asked],
        "button": "Show",
        "hidden": [],
    }


def _field(one: Parameter, values: Any) -> dict[str, Any]:
    """Return how a parameter is asked for: what the form needs to know of it."""
    kind: Any = one.kind
    field = {
        "name": one.name, "about": one.about, "needed": one.needed,
        "value": written(values[one.name]) if one.name in values else "",
        "kind": "text", "label": one.name.replace("_", " "),
    }  # fmt: skip
    if isinstance(kind, Choice):
        return {**field, "kind": "choice", "words": kind.words, "slid": one.name in SLID}
    if isinstance(kind, Number):
        low, high = kind.handy
        ends = {"low": low, "high": high, "step": STEP if high <= 1 else 2 * STEP}
        if kind.usual is None:  # it may stay empty, as a slider can't
            return {**field, **ends, "kind": "number", "step": "any", "slid": ends["step"]}
        value = values.get(one.name, kind.usual)
        shown = f"{100 * value:.0f}\u00a0%"
        return {**field, **ends, "kind": "range", "value": f"{value:g}", "shown": shown}
    if isinstance(kind, Whole):
        ends = {"low": kind.low, "high": kind.high}
        return {**field, **ends, "kind": "number", "step": 1, "slid": ""}
    if isinstance(kind, Text) and kind.longest == LONG_TEXT:
        return {**field, "kind": "long", "longest": kind.longest}
    return field
