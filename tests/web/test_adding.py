"""A publisher's file by the browser: off unless allowed, from its own page, all of it or nothing."""

from __future__ import annotations

import asyncio
import gzip
import re

import httpx
import pytest

from counterpoise.errors import UsageError
from counterpoise.settings import Settings
from counterpoise.web import adding
from counterpoise.web.app import application
from counterpoise.web.desk import Desk

OWN = "http://127.0.0.1:8765"
TABLE = "ccode,year,imports,exports\n" + "".join(
    f"{code},{year},{code * 4000 + year},{code * 5000 + year}\n"
    for code in (2, 20)
    for year in range(1950, 1960)
)
SENT = {"source": "cow_trade_national", "vintage": "mine"}


class Visitor:
    """A visitor of a server of one's own, without a port."""

    def __init__(self, app) -> None:
        self.app = app

    def ask(self, method: str, path: str, **told) -> httpx.Response:
        async def asked() -> httpx.Response:
            line = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=line, base_url=OWN) as client:
                return await client.request(method, path, **told)

        return asyncio.run(asked())

    def token(self) -> str:
        return re.search(r'name="token" value="([^"]+)"', self.ask("GET", "/add").text)[1]

    def send(
        self, content=TABLE, name="National_COW_4.0.csv", *, headers=None, **data
    ) -> httpx.Response:
        told = {"Origin": OWN, "Accept": "application/json", **(headers or {})}
        return self.ask(
            "POST", "/add", headers=told, data={**SENT, **data}, files={"files": (name, content)}
        )


@pytest.fixture
def home(tmp_path):
    return tmp_path


@pytest.fixture
def visitor(home):
    desk = Desk(Settings(home=home))
    yield Visitor(application(desk, adding=True))
    desk.close()


def _files(home):
    return sorted(one for one in home.rglob("*.parquet"))


def test_a_file_that_is_sent_is_in_the_store_as_the_command_puts_it(visitor, home):
    done = visitor.send(token=visitor.token())
    assert done.status_code == 200, done.text
    told = done.json()
    assert (told["source"], told["vintage"], told["rows"]) == ("cow_trade_national", "mine", 40)
    assert told["came_in"]["files"] == ["National_COW_4.0.csv"]
    assert _files(home)
    rows = visitor.ask("GET", "/api/v1/sources").json()["rows"]
    assert "mine" in {row["vintage"] for row in rows}


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({"Origin": "https://elsewhere.example"}, "own"),
        ({"Origin": "null"}, "own"),
        ({"Origin": "http://["}, "own"),
        ({"Origin": ""}, "own"),
        ({"Origin": "http://127.0.0.1:1"}, "own"),
        ({"Sec-Fetch-Site": "same-site"}, "own"),
        ({}, "guessed"),
        ({}, ""),
    ],
)
def test_what_a_page_of_others_sends_is_refused_and_nothing_is_kept(visitor, home, headers, token):
    told = visitor.send(headers=headers, token=visitor.token() if token == "own" else token)
    assert told.status_code == 400
    assert set(told.json()) == {"ok", "kind", "error", "where", "try", "status"}
    assert not _files(home)


@pytest.mark.parametrize(
    ("content", "source", "status"),
    [
        ("nonsense\n1,2\n", "cow_trade_national", 400),
        (TABLE + "2,1960,what,7\n", "cow_trade_national", 400),
        (TABLE, "nothing", 400),
    ],
)
def test_a_file_that_cannot_be_read_whole_leaves_the_store_as_it_was(
    visitor, home, content, source, status
):
    told = visitor.send(content, source=source, token=visitor.token())
    assert (told.status_code, told.json()["ok"]) == (status, False)
    assert "/tmp" not in told.text
    assert not _files(home)


def test_a_file_beyond_the_limit_is_refused_before_it_is_taken(visitor, monkeypatch):
    monkeypatch.setattr(adding, "LARGEST", 2_000_000)
    assert visitor.send("x" * 2_100_000, token=visitor.token()).status_code == 413


def test_an_archive_that_unpacks_to_more_than_a_server_may_read_is_refused(
    visitor, home, monkeypatch
):
    monkeypatch.setattr(adding, "LARGEST_UNPACKED", 100)
    told = visitor.send(
        gzip.compress(TABLE.encode()), "National_COW_4.0.csv.gz", token=visitor.token()
    )
    assert told.status_code == 400
    assert "must unpack to at most" in told.json()["error"]
    assert not _files(home)


def test_no_name_of_a_file_leads_anywhere(visitor, home):
    done = visitor.send(name="../../../National_COW_4.0.csv", token=visitor.token())
    assert done.json()["came_in"]["files"] == ["National_COW_4.0.csv"]
    assert not list(home.parent.glob("National*"))


def test_it_is_off_unless_it_is_allowed(home):
    desk = Desk(Settings(home=home))
    visitor = Visitor(application(desk))
    assert visitor.ask("GET", "/add").status_code == 404
    assert visitor.send(token="x").status_code == 404
    assert visitor.send("x" * 2_000_000, token="x").status_code == 413
    assert "/add" not in visitor.ask("GET", "/sources").text
    desk.close()


def test_one_file_is_taken_at_a_time(visitor, monkeypatch):
    """Each is in memory whole while it is read; who comes meanwhile is told to come again."""
    token = visitor.token()
    second = []

    def meanwhile(*_, **__):
        second.append(visitor.send(token=token))
        raise UsageError("Enough is seen.")

    monkeypatch.setattr("counterpoise.panel.build.add", meanwhile)
    assert visitor.send(token=token).status_code == 400
    assert [(one.status_code, one.headers["retry-after"]) for one in second] == [(503, "5")]
    assert visitor.send(token="other").status_code == 400
