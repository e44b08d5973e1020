"""The description of the API (OpenAPI 3.1), from the same declarations as its routes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from counterpoise.report.making import version
from counterpoise.web.values import Parameter
from counterpoise.web.views import VIEWS

if TYPE_CHECKING:
    from counterpoise.web.api import Listing

FAULT: Final = {
    "type": "object",
    "required": ["ok", "error", "where", "try", "status"],
    "properties": {
        "ok": {"const": False},
        "kind": {"type": "string"},
        "error": {"type": "string", "description": "What is wrong, in a sentence."},
        "where": {"type": "string"},
        "try": {"type": "string", "description": "What helps; empty if nothing does."},
        "status": {"type": "integer"},
    },
}
ROWS: Final = {
    "type": "object",
    "required": [
        "ok",
        "title",
        "total",
        "offset",
        "next_offset",
        "columns",
        "rows",
        "sources",
        "citation",
    ],
    "properties": {
        "ok": {"const": True},
        "title": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "offset": {"type": "integer", "minimum": 0},
        "next_offset": {"type": ["integer", "null"]},
        "columns": {"type": "array", "items": {"type": "object"}},
        "rows": {"type": "array", "items": {"type": "object"}},
        "choices": {"type": "array", "items": {"type": "string"}},
        "sources": {"type": "array", "items": {"type": "object"}},
        "citation": {"type": "string"},
        "command": {"type": "string"},
    },
}
PAGE: Final = {
    "type": "object",
    "required": ["kind", "states", "title", "answer", "sections", "notes", "sources"],
    "properties": {
        "kind": {"type": "string"},
        "states": {"type": "array", "items": {"type": "string"}},
        "title": {"type": "string"},
        "answer": {"type": "array"},
        "sections": {"type": "array", "items": {"type": "object"}},
        "notes": {"type": "array", "items": {"type": "object"}},
        "sources": {"type": "array", "items": {"type": "object"}},
    },
}
CHECKED: Final = {
    "type": "object",
    "required": ["ok", "kind", "title", "answer", "statements", "read", "sources"],
    "properties": {
        "ok": {"const": True},
        "kind": {"type": "string"},
        "title": {"type": "string"},
        "answer": {"type": "string", "description": "What came of it, in a sentence."},
        "statements": {"type": "array", "items": {"type": "object"}},
        "read": {"type": "object", "description": "What was read in the text, and what was not."},
        "sources": {"type": "array", "items": {"type": "object"}},
    },
}
FAULTS: Final = {
    "400": "What was asked can't be meant.", "404": "No such state, page or evidence.",
    "405": "Not by this method.", "408": "It was sent too slowly.", "413": "Too much was sent.",
    "414": "The address is too long.", "422": "It can't be computed.", "431": "The head is too long.",
    "500": "A fault of ours.", "501": "A library that is needed is not installed.",
    "503": "Too much is asked at once.",
}  # fmt: skip


def description(listings: Sequence[Listing], paged: Sequence[Parameter]) -> dict[str, Any]:
    """Return the description of every address of the API."""
    paths: dict[str, Any] = {}
    for one in listings:
        rows = _content("Rows", {"text/csv": {}, "application/vnd.apache.parquet": {}})
        paths[f"/{one.path}"] = {
            "get": _get(one.name, one.about, one.path, (*one.parameters, *paged), rows)
        }
    for view in VIEWS:
        content = _content("Checked" if view.name == "check" else "Page", {})
        paths[f"/{view.path}"] = {
            "get": _get(view.name, view.about, view.path, view.parameters, content)
        }
    for name, about, path, parameters in (
        ("measures", "The measures that there are.", "measures", ()),
        (
            "codebook", "What the columns of a measure's table are.", "codebook/{measure}",
            listings[0].parameters[:1],
        ),
    ):  # fmt: skip
        content = {"application/json": {"schema": {"type": "object", "required": ["ok"]}}}
        paths[f"/{path}"] = {"get": _get(name, about, path, parameters, content)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Counterpoise",
            "summary": "How a state balances its outside partners, measured from public data.",
            "version": version(),
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": {"Fault": FAULT, "Rows": ROWS, "Page": PAGE, "Checked": CHECKED}},
    }


def _content(schema: str, others: dict[str, Any]) -> dict[str, Any]:
    told = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"application/json": told, **others}


def _get(
    name: str, about: str, path: str, parameters: Sequence[Parameter], content: dict[str, Any]
) -> dict[str, Any]:
    placed = set(re.findall(r"\{(\w+)\}", path))
    fault = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}
    return {
        "operationId": name,
        "summary": about,
        "parameters": [
            {
                "name": one.name, "in": "path" if one.name in placed else "query",
                "required": one.needed or one.name in placed, "description": one.about,
                "schema": one.kind.schema(),
            }
            for one in parameters
        ],
        "responses": {
            "200": {"description": about, "content": content},
            "304": {"description": "It is as it was (If-None-Match)."},
            **{code: {"description": why, "content": fault} for code, why in FAULTS.items()},
        },
    }  # fmt: skip
