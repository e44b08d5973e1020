"""Cases made from the API's own description: each is answered as described, or refused in the one shape."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoise.web import openapi
from counterpoise.web.api import LISTINGS, PAGED, ROOT

TOLD = openapi.description(LISTINGS, PAGED)
OPERATIONS = [(path, methods["get"]) for path, methods in TOLD["paths"].items()]
STRANGE = st.text(st.characters(codec="utf-8"), max_size=30)


def _meant(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    """Return words that a schema takes."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"]).map(str)
    if schema["type"] == "number":
        return st.floats(schema["minimum"], schema["maximum"]).map(str)
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    if schema.get("format") == "date":
        return st.dates().map(str)
    named = st.sampled_from(schema.get("examples") or ["imports"])
    return named | st.text(max_size=min(schema.get("maxLength", 20), 20))


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Return an address, some of its words as its schema has them and some not, and its operation."""
    path, operation = draw(st.sampled_from(OPERATIONS))
    given_: list[tuple[str, str]] = []
    for one in operation["parameters"]:
        if not one["required"] and draw(st.integers(0, 2)):
            continue
        word = draw(_meant(one["schema"]) if draw(st.integers(0, 3)) else STRANGE)
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(word or "-", safe=""))
        else:
            given_.append((one["name"], word))
    if draw(st.integers(0, 9)) == 0:
        given_.append((draw(STRANGE), draw(STRANGE)))
    rest = f"?{urlencode(given_)}" if given_ else ""
    return f"{ROOT}{path}{rest}", operation


@settings(
    max_examples=24, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(case=addresses())
def test_what_is_described_is_what_is_answered(client, case):
    address, operation = case
    found = client.get(address)
    status = str(found.status_code)
    assert found.status_code < 500 or status in {"501", "503"}, (address, found.text[:300])
    if re.search(r"/\.{1,2}(/|$|\?)", address):
        return  # a client takes these out of an address by itself
    assert status in operation["responses"], address
    kind = found.headers["content-type"].partition(";")[0]
    described = operation["responses"][status]["content"]
    assert kind in described, (address, kind)
    if kind != "application/json":
        return
    told, schema = found.json(), described[kind]["schema"]
    schema = TOLD["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
    assert set(schema["required"]) <= set(told), address
    for name, of in schema.get("properties", {}).items():
        if name in told and "const" in of:
            assert told[name] == of["const"], (address, name)
