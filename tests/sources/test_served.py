"""Every source that can be fetched, from a server that answers as documented, and as none should."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counterpoise import sources
from counterpoise.errors import CounterpoiseError
from counterpoise.panel import build
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.snapshots import fetch as fetching
from counterpoise.snapshots import lock as locks
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Source
from counterpoise.snapshots.transfer import Patience
from tests.site import Answer, Handler, Site
from tests.sources.served import SERVED, Rename

PATIENCE = Patience(timeout=2, attempts=2, pause=0.01)
STATES = ("VNM", "CHN")
FETCHED = [source for source in sources.IDS if sources.module(source).SOURCE.requests]


class Home:
    """A store, its downloads and its lock, and a card whose publisher is the server."""

    def __init__(self, folder: Path, source: str, site: Site) -> None:
        self.folder, self.source, self.site = folder, source, site
        card = sources.module(source).SOURCE
        self.asked = {self._here(one): one for one in card.requests}
        self.card: Source = replace(card, requests=tuple(self.asked))

    def _here(self, request: Request) -> Request:
        """Return a request to the server in place of the publisher."""
        _, _, rest = request.url.partition("://")
        lookup = request.lookup
        if lookup:
            lookup = replace(lookup, url=f"{self.site.address}/{lookup.url.partition('://')[2]}")
        return replace(
            request, url=f"{self.site.address}/{rest}", pause=0, checksum="", lookup=lookup
        )

    def serve(self, how: Any) -> None:
        """Answer every path with what `how` makes of the bytes due there; 404 where there are none."""

        class Paths(dict[str, list[Answer]]):
            def get(this, path: str, default: Any = None) -> list[Answer]:  # noqa: N805
                return [how(_due(self.source, path))]

        self.site.answers = Paths()

    def fetch(self) -> Holding:
        store = Store((self.folder / "store",))
        return fetching.use(
            self.card,
            lambda paths: build.add(store, self.source, paths, otherwise="fetched"),
            folder=self.folder / "downloads", lock=self.folder / "lock.toml", states=STATES,
            patience=PATIENCE, offline=False,
        )  # fmt: skip

    def refused(self) -> CounterpoiseError:
        """Return the refusal of a fetch that must leave everything as it was."""
        with pytest.raises(CounterpoiseError) as caught:
            self.fetch()
        assert not Store((self.folder / "store",)).holdings()
        assert locks.read(self.folder / "lock.toml") == {}
        fault = caught.value
        assert self.site.address in fault.where, str(fault)
        assert str(fault).replace("\n", "").isprintable()
        return fault


def _due(source: str, path: str, rename: Rename = lambda content: content) -> bytes | None:
    """Return what the publisher answers to a path."""
    spoken = Request(f"https:/{path}")
    place = path.partition("?")[0].removeprefix("/")
    for card in sources.module(source).SOURCE.requests:
        whole = card.url.partition("://")[2].partition("{")[0].partition("?")[0]
        if place.startswith(whole):
            spoken = replace(card, url=spoken.url, lookup=None)
            break
    return SERVED[source].answer(spoken, rename)


def given(body: bytes | None) -> Answer:
    return lambda handler: handler.give(200, body) if body is not None else handler.give(404)


@pytest.fixture(params=FETCHED)
def home(request: pytest.FixtureRequest, tmp_path: Path, site: Site) -> Home:
    return Home(tmp_path, request.param, site)


def test_whoever_can_be_fetched_has_answers_to_be_tested_with() -> None:
    assert set(FETCHED) == set(SERVED)


def test_the_documented_answer_is_held_and_every_answer_has_its_entry(home: Home) -> None:
    home.serve(given)
    held = home.fetch()
    assert held.rows > 0
    entries = locks.read(home.folder / "lock.toml")[home.source]
    assert len(entries) >= 1
    asked = len(home.site.asked)
    assert home.fetch().rows == held.rows  # from the disk
    assert len(home.site.asked) - asked <= asked - len(entries)  # only what was not there


def test_a_slow_answer_and_a_call_to_wait_do_not_matter(home: Home) -> None:
    busy = iter([True])

    def slowly(body: bytes | None) -> Answer:
        def answer(handler: Handler) -> None:
            if next(busy, False):
                handler.give(429, Retry_After="0")
            elif body is None:
                handler.give(404)
            else:
                handler.give(200, b"", Content_Length=str(len(body)))
                for start in range(0, len(body), len(body) // 3 + 1):
                    handler.wfile.write(body[start : start + len(body) // 3 + 1])
                    time.sleep(0.01)

        return answer

    home.serve(slowly)
    assert home.fetch().rows > 0


def test_an_address_that_is_gone_is_named_with_what_to_do(home: Home) -> None:
    home.serve(lambda body: lambda handler: handler.give(404, b"gone\x1b[2J\nfor good"))
    fault = home.refused()
    nothing = {code for request in home.card.requests for code in request.nothing}
    if 404 in nothing:
        assert "has nothing" in fault.problem
    else:
        assert "404" in fault.problem
        assert f"counterpoise add {home.source} FILE" in fault.attempt


def test_a_page_of_a_site_is_refused_with_its_first_line(home: Home) -> None:
    home.serve(lambda body: given(b"<!DOCTYPE html><title>Just a moment...</title>" + b" " * 9000))
    fault = home.refused()
    assert "Just a moment" in fault.problem
    assert f"counterpoise add {home.source} FILE" in fault.attempt


def test_a_changed_column_is_refused_and_the_answer_named(home: Home) -> None:
    column = SERVED[home.source].column
    changed = lambda content: content.replace(column, b"Zz" + column[::-1])  # noqa: E731

    def renamed(path: str) -> bytes | None:
        return _due(home.source, path, changed)

    class Paths(dict[str, list[Answer]]):
        def get(self, path: str, default: Any = None) -> list[Answer]:
            return [given(renamed(path))]

    home.site.answers = Paths()
    fault = home.refused()
    assert f"counterpoise add {home.source} FILE" in fault.attempt
    assert home.card.url in fault.attempt


def test_a_cut_answer_is_refused(home: Home) -> None:
    def cut(body: bytes | None) -> Answer:
        def answer(handler: Handler) -> None:
            whole = body or b"nothing"
            handler.give(200, whole[: len(whole) // 2], Content_Length=str(len(whole)))
            handler.close_connection = True

        return answer

    home.serve(cut)
    fault = home.refused()
    assert "bytes came" in fault.problem


def test_an_answer_cut_in_silence_is_refused(home: Home) -> None:
    """The server says that the half is all there is: the archive, the JSON or the last row is broken."""
    home.serve(lambda body: given((body or b"nothing")[: 2 * len(body or b"nothing") // 3]))
    home.refused()
