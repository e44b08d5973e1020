"""A reader behind an address, tested against a stand-in on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from counterpoise.errors import FetchError, StatementError
from counterpoise.statements.reading.endpoint import EndpointReader
from counterpoise.statements.reading.reader import StatementReader

TEXT = "Intro.\nViet Nam gets at least 85 % of its weapons from Russia."
GOOD: dict[str, Any] = {
    "kind": "share", "subject": "Vietnam", "partners": ["Russia"], "channel": "arms",
    "comparison": "at least", "quantity": 85, "unit": "%", "start": 7, "end": 62, "confidence": 0.8,
}  # fmt: skip


@contextmanager
def answering(body: bytes, status: int = 200, **headers: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield the address of a server that always answers so, and what it was asked."""
    asked: list[Any] = []

    class Stand(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append((json.loads(self.rfile.read(length)), dict(self.headers)))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Stand)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/read", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def statements(*found: Any) -> bytes:
    return json.dumps({"statements": list(found)}).encode()


@pytest.fixture(autouse=True)
def online(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COUNTERPOISE_OFFLINE", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_statements_that_come_back_are_tested_and_placed() -> None:
    with answering(statements(GOOD)) as (url, asked):
        reader: StatementReader = EndpointReader(url, {"Authorization": "Bearer mine"})
        found = reader.read(TEXT, stated=date(2020, 2, 26), subject="VNM")
    (one,) = found.candidates
    assert one.statement.partners == ("RUS",)
    assert one.statement.text == "Viet Nam, arms received: the part of Russia is at least 85 %."
    assert one.statement.position is not None
    assert one.statement.position.line == 2
    assert one.sentence == TEXT[7:62]
    ((sent, headers),) = asked
    assert (sent["text"], sent["stated"], sent["subject"]) == (TEXT, "2020-02-26", "VNM")
    assert headers["Authorization"] == "Bearer mine"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "opinion"}, "`kind`"),
        ({"partners": ["Ruritania"]}, "Ruritania"),
        ({"quantity": "85"}, "`quantity`"),
        ({"text": "<script>alert(1)</script>"}, ""),
        ({"start": 50, "end": 9000}, "`start`"),
        ({"confidence": 7}, "`confidence`"),
        ({"extra": 1}, "extra"),
        ({"quantity": 58}, "58"),
        ({"partners": ["China"]}, "'CHN'"),
        ({"subject": "Laos"}, "'LAO'"),
        ({"years": [1975, 1976]}, "1975–1976"),
        ({"start": 0, "end": 5}, "'VNM'"),
    ],
)
def test_what_does_not_pass_is_listed_and_never_mended(change: dict[str, Any], told: str) -> None:
    with answering(statements({**GOOD, **change}, GOOD)) as (url, _):
        found = EndpointReader(url).read(TEXT, stated=date(2020, 2, 26))
    if "text" in change:
        assert all("script" not in one.statement.text for one in found.candidates)
        return
    assert len(found.candidates) == 1
    assert told in found.unread[0].why


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"statements": 3}', b"[" * 100_000, b""])
def test_an_answer_of_another_shape_is_refused(body: bytes) -> None:
    with answering(body) as (url, _), pytest.raises(StatementError):
        EndpointReader(url).read(TEXT, stated=date(2020, 2, 26))


def test_what_is_written_otherwise_is_found_in_the_sentence() -> None:
    text = "Moscow supplied two thirds of Hanoi's arms in 2010–14, and 79,5 % the five years after."
    parts = {**GOOD, "comparison": "about", "start": 0, "end": len(text)}
    first = {**parts, "quantity": 66.7, "years": [2010, 2014]}
    second = {**parts, "quantity": 79.5, "years": [2015, 2019]}
    with answering(statements(first, second)) as (url, _):
        found = EndpointReader(url).read(text, stated=date(2020, 2, 26))
    assert [one.quantity for one in found.statements] == [66.7, 79.5]


def test_the_subject_of_the_text_need_not_be_named() -> None:
    text = "It gets at least 85 % of its weapons from Russia."
    with answering(statements({**GOOD, "start": 0, "end": len(text)})) as (url, _):
        reader = EndpointReader(url)
        assert reader.read(text, stated=date(2020, 2, 26), subject="VNM").candidates
        assert not reader.read(text, stated=date(2020, 2, 26)).candidates


def test_a_failing_endless_or_redirecting_endpoint_is_refused() -> None:
    for body, status, headers in (
        (b"", 500, {}),
        (b"x" * 5_000_000, 200, {}),
        (b"", 302, {"Location": "http://127.0.0.1:1/elsewhere"}),
    ):
        with answering(body, status, **headers) as (url, _), pytest.raises(FetchError):
            EndpointReader(url).read(TEXT, stated=date(2020, 2, 26))


def test_nobody_there_a_bad_address_and_offline_work_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for url in ("http://127.0.0.1:9/", "file:///etc/hostname", "not an address"):
        with pytest.raises(FetchError):
            EndpointReader(url, timeout=2).read(TEXT, stated=date(2020, 2, 26))
    monkeypatch.setenv("COUNTERPOISE_OFFLINE", "1")
    with answering(statements(GOOD)) as (url, asked), pytest.raises(FetchError, match="offline"):
        EndpointReader(url).read(TEXT, stated=date(2020, 2, 26))
    assert not asked


def test_a_key_is_never_shown() -> None:
    assert "mine" not in repr(EndpointReader("http://127.0.0.1:9/", {"Authorization": "mine"}))
