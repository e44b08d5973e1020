"""The API: the rows of `table`, the contexts of pages, one shape of refusal, and its own description."""

from __future__ import annotations

import io

import polars as pl
import pytest

from counterpoise.panel.store import Store
from counterpoise.report.verbs.tables import table
from counterpoise.settings import embedded_folder
from counterpoise.web import api
from counterpoise.web.api import LISTINGS
from counterpoise.web.views import VIEWS

API = "/api/v1"
SHARES = f"{API}/table/shares?states=VNM,IDN&channel=imports&years=2000-2019"


def test_rows_are_those_of_the_table_in_every_form(client):
    store = Store((embedded_folder(),)).steady()
    ours = table(store, "shares", ["VNM", "IDN"], channel="imports", years=(2000, 2019)).rows
    told = client.get(SHARES).json()
    assert told["ok"] is True
    assert told["total"] == ours.height == len(told["rows"])
    parquet = pl.read_parquet(io.BytesIO(client.get(f"{SHARES}&format=parquet").content))
    assert parquet.equals(ours)
    csv = client.get(f"{SHARES}&format=csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert len(csv.text.splitlines()) == ours.height + 1
    floats = [name for name, kind in ours.schema.items() if kind.is_float()]
    for name in floats:
        assert [row[name] for row in told["rows"]] == pytest.approx(
            ours[name].to_list(), nan_ok=True
        )
    assert {column["name"] for column in told["columns"]} == set(ours.columns)
    assert told["sources"]
    assert told["citation"]


def test_pages_of_rows_together_are_all_rows_once(client):
    whole = client.get(f"{SHARES}").json()["rows"]
    found, offset = [], 0
    while offset is not None:
        piece = client.get(f"{SHARES}&limit=97&offset={offset}").json()
        assert len(piece["rows"]) <= 97
        found += piece["rows"]
        offset = piece["next_offset"]
    assert found == whole
    past = client.get(f"{SHARES}&offset=1000000").json()
    assert (past["rows"], past["next_offset"]) == ([], None)


def test_an_answer_that_is_known_is_not_sent_again(client):
    first = client.get(SHARES)
    mark = first.headers["etag"]
    for sent in (mark, f'"other", {mark}', f"W/{mark}"):
        again = client.get(SHARES, headers={"If-None-Match": sent})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == mark
    assert client.get(f"{SHARES}&limit=3").headers["etag"] != mark


def test_nobody_elses_page_may_read_the_api(client):
    found = client.get(f"{API}/sources", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in found.headers if name.startswith("access-control")]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_kind_of_page_is_described_and_given(client, view):
    described = client.get(f"{API}/openapi.json").json()["paths"]
    assert f"/{view.path}" in described
    names = {one["name"] for one in described[f"/{view.path}"]["get"]["parameters"]}
    assert names == {one.name for one in view.parameters}


def test_the_description_is_of_every_route_there_is(client):
    described = {f"{API}{path}" for path in client.get(f"{API}/openapi.json").json()["paths"]}
    routes = {route.path for route in api.routes()}
    assert described == routes - {f"{API}/openapi.json"}


def test_the_description_is_valid_openapi(client):
    told = client.get(f"{API}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for path, methods in told["paths"].items():
        for one in methods.values():
            placed = {each["name"] for each in one["parameters"] if each["in"] == "path"}
            assert placed == {piece[1:-1] for piece in path.split("/") if piece.startswith("{")}
    schemas = told["components"]["schemas"]
    for address, schema in (
        (SHARES, "Rows"),
        (f"{API}/state/VNM", "Page"),
        (f"{API}/none", "Fault"),
    ):
        found = client.get(address).json()
        assert set(schemas[schema]["required"]) <= set(found)
        assert schema in {"Page", "Checked"} or set(found) <= set(schemas[schema]["properties"])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("state/Atlantis", 404),
        ("nothing", 404),
        ("state/VNM/..%2f..%2fetc", 404),
        ("table/nothing", 400),
        ("table/shares?x=1", 400),
        ("table/shares?limit=1&limit=2", 400),
        ("table/shares?limit=0", 400),
        ("table/shares?limit=1e3", 400),
        ("table/shares?offset=-1", 400),
        ("table/shares?years=2019-2000", 400),
        ("table/shares?years=%E0%A4%A", 400),
        ("table/shares?channel=%00", 400),
        ("table/shares?format=xml", 400),
        ("table/shares?states=VNM,Atlantis", 404),
        ("compare", 400),
        ("compare?states=VNM", 400),
        ("pair/VNM/VNM", 400),
        ("cutoff/VNM?partner=VNM", 400),
        ("cutoff/VNM?partner=CHN&lost=nan", 400),
        ("cutoff/VNM?partner=CHN&lost=0", 400),
        ("rank/nothing", 400),
        ("rebalance/VNM?demands=drop+table", 422),
        ("table/acting_together?states=VNM", 400),
        ("check", 400),
        ("check?text=x&stated=tomorrow", 400),
        ("codebook/nothing", 400),
    ],
)
def test_every_refusal_has_the_one_shape(client, address, status):
    found = client.get(f"{API}/{address}")
    assert found.headers["content-type"] == "application/json"
    told = found.json()
    assert (found.status_code, told["status"], told["ok"]) == (status, status, False)
    assert set(told) == {"ok", "kind", "error", "where", "try", "status"}
    assert told["error"].endswith((".", "?", " in all)"))
    assert found.headers["cache-control"] == "no-store"
    assert client.get(f"{API}/states?year=2024").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
def test_nothing_is_changed_by_any_method(client, method):
    found = client.request(method, f"{API}/states")
    assert found.status_code == 405
    assert found.json()["ok"] is False


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda one: one.name)
def test_listings_are_given(client, listing):
    found = client.get(f"{API}/{listing.path.format(measure='herfindahl')}?limit=5")
    assert found.status_code == 200
    assert len(found.json()["rows"]) == 5


def test_every_measure_is_listed_with_what_it_tells(client):
    from counterpoise.measures import MEASURES

    rows = client.get(f"{API}/measures").json()["rows"]
    assert [row["measure"] for row in rows] == sorted(MEASURES)
    assert all(row["about"] for row in rows)
    for row in rows[::8]:
        assert client.get(f"{API}/codebook/{row['measure']}").status_code == 200


@pytest.mark.parametrize("words", ["hill-number", "Hill%20number", "hill_number"])
def test_a_measure_is_named_in_any_way(client, words):
    found = client.get(f"{API}/table/{words}?states=VNM&channel=imports&years=2019&limit=2")
    assert found.status_code == 200, found.text[:300]
