"""What no visitor of good will sends: the server refuses it in the one shape, stays up, writes nothing."""

from __future__ import annotations

import json
import resource
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from counterpoise.web import guard, patience

HEAD = b"GET %b HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n\r\n"


def _json(answer: bytes) -> dict:
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def _stands(client) -> bool:
    return client.get("/api/v1/states?year=2024&limit=1").status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        b"evil.example", b"127.0.0.1.evil.example", b"localhost@evil.example", b"evil.example:8765",
        b"localhost:80:80", b"", b"[::2]", b"balance.example.", b"*",
    ],
)  # fmt: skip
def test_a_host_that_is_not_ours_is_refused(served, host):
    answer = served.said(HEAD % (b"/api/v1/states", host))
    assert answer.startswith(b"HTTP/1.1 400")
    told = _json(answer)
    assert (told["ok"], told["status"]) == (False, 400)


@pytest.mark.parametrize(
    "host", [b"localhost", b"LOCALHOST:1", b"127.0.0.1", b"[::1]:9", b"balance.example"]
)
def test_a_host_of_ours_is_answered(served, host):
    assert served.said(HEAD % (b"/static/explorer.js", host)).startswith(b"HTTP/1.1 200")


def test_two_hosts_and_none_are_refused(served):
    two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    none = b"GET /api/v1/states HTTP/1.1\r\nConnection: close\r\n\r\n"
    for words in (two, none, b"GET /api/v1/states HTTP/1.0\r\n\r\n"):
        assert served.said(words).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "path",
    [
        b"/static/../app.py", b"/static/..%2fapp.py", b"/static/%2e%2e/app.py", b"/static//etc/passwd",
        b"/static/..%5capp.py", b"/static/page.css%00.js", b"/static/LICENCES.txt",
        b"/..%2f..%2fetc%2fpasswd",
        b"/state/..%2f..%2fetc%2fpasswd", b"/state/%2fetc%2fpasswd.json", b"/state/VNM/chart/..%2fx.svg",
        b"/api/v1/table/..%2f..%2fstore", b"/api/v1/../../etc/passwd", b"//evil.example/", b"/%ff%fe",
        b"/state/\xff",
    ],
)  # fmt: skip
def test_no_path_leads_to_the_disk(served, path):
    answer = served.said(HEAD % (path, b"localhost"))
    assert answer[9:12] in {b"400", b"404"}, answer[:300]
    assert b"root:" not in answer
    assert b"import" not in answer.partition(b"\r\n\r\n")[2]


def test_a_search_leads_nowhere_else(served):
    for words in (b"//evil.example", b"https://evil.example", b"%0d%0aSet-Cookie:%20a=b"):
        answer = served.said(HEAD % (b"/search?q=" + words, b"localhost"))
        head = answer.partition(b"\r\n\r\n")[0].lower()
        assert b"location" not in head
        assert b"set-cookie" not in head


def test_ten_megabytes_are_refused_before_they_are_read(served, client):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = client.post("/check", data={"text": "x" * 10_000_000})
    assert found.status_code == 413
    told = served.said(
        b"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n" + b"".join(b"186a0\r\n" + b"x" * 100_000 + b"\r\n" for _ in range(100))
    )  # fmt: skip
    assert not told or told.startswith(b"HTTP/1.1 413")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
    assert _stands(client)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (b"GET /?" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 900_000, b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", b"400"),
        (
            b"POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999\r\n\r\n",
            b"413",
        ),
        (b"nonsense\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00", b"400"),
    ],
)
def test_a_head_out_of_bounds_is_refused(served, client, words, status):
    answer = served.said(words, wait=3)
    assert answer[9:12] == status
    assert b"Traceback" not in answer
    assert b'"ok":' in answer or b"<!doctype html>" in answer
    assert _stands(client)


def test_a_form_out_of_bounds_is_refused(client):
    many = {f"field{number}": "x" for number in range(500)}
    for found in (
        client.post("/check", data=many),
        client.post("/check", files={"text": ("a.txt", b"x")}),
        client.post("/check", data={"text": "x" * 200_000}),
        client.post("/check", content=b"\xff\xfe", headers={"Content-Type": "multipart/form-data"}),
        client.post(
            "/check", content=b"x", headers={"Content-Type": "multipart/form-data; boundary=a"}
        ),
        client.post("/state/VNM", data={"text": "x"}),
    ):
        assert found.status_code in {400, 405, 413, 422}, found.text[:200]


def test_who_sends_slowly_is_let_go(served, client, monkeypatch):
    monkeypatch.setattr(patience, "HEAD_WAIT", 0.5)
    monkeypatch.setattr(guard, "BODY_WAIT", 0.5)
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: local")
        start = time.monotonic()
        with suppress(ConnectionResetError):
            assert line.recv(1_000) == b""
        assert time.monotonic() - start < 5
    late = b"POST /check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 100\r\n\r\ntext="
    assert served.said(late, wait=5).startswith(b"HTTP/1.1 408")
    assert _stands(client)


def test_who_never_reads_is_let_go(served, client, monkeypatch):
    client.get("/state/VNM")
    monkeypatch.setattr(patience, "ANSWER_WAIT", 0.5)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line.settimeout(10)
        line.connect(("127.0.0.1", served.port))
        line.sendall(b"GET /state/VNM HTTP/1.1\r\nHost: localhost\r\n\r\n" * 40)
        time.sleep(2)
        found = 0
        with suppress(ConnectionResetError):
            while piece := line.recv(65_536):
                found += len(piece)
    assert found < 20_000_000  # of 36
    assert _stands(client)


def test_a_thousand_connections_leave_it_standing(served, client):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if min(hard, 10**6) < 4_000:
        pytest.skip("the system allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4_000), hard))
    lines = []
    try:
        for number in range(1_000):
            lines.append(socket.create_connection(("127.0.0.1", served.port), timeout=10))
            lines[-1].sendall(b"GET / HTTP/1.1\r\nHost: " + b"l" * (number % 5))
        start = time.monotonic()
        assert _stands(client)
        assert time.monotonic() - start < 5
    finally:
        for line in lines:
            line.close()
    assert _stands(client)


def test_who_goes_away_leaves_no_work_behind_and_files_wait_for_nobody(served, client):
    gate, pages = threading.Event(), len(served.desk.lanes)
    for _ in range(served.desk.workers):
        served.desk._pool.submit(gate.wait, 30)
    try:
        lines = []
        for number in range(40):
            lines.append(socket.create_connection(("127.0.0.1", served.port), timeout=10))
            lines[-1].sendall(HEAD % (b"/state/FRA?as_of=%d" % (1950 + number), b"localhost"))
        _until(lambda: len(served.desk.lanes) == pages + 40)
        assert client.get("/static/page.css", timeout=5).status_code == 200
        for line in lines:
            line.close()
        _until(lambda: len(served.desk.lanes) == pages)
    finally:
        gate.set()
    assert _stands(client)


def _until(what) -> None:
    end = time.monotonic() + 20
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_too_many_at_once_are_told_to_come_again(client, monkeypatch):
    monkeypatch.setattr(guard, "AT_ONCE", 0)
    for address, shape in (("/", "text/html"), ("/api/v1/states", "application/json")):
        found = client.get(address)
        assert (found.status_code, found.headers["retry-after"]) == (503, "5")
        assert found.headers["content-type"].startswith(shape)


def test_every_answer_has_the_headers_of_safety(client):
    for address in (
        "/",
        "/state/VNM",
        "/nothing",
        "/api/v1/states",
        "/api/v1/nothing",
        "/static/page.css",
    ):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "server" not in headers or "uvicorn" in headers["server"]


def test_nothing_is_written_but_what_is_kept_of_our_own_work(home, client):
    """Only charts as they were drawn, tables as they were worked out, and stamps: all under cache/."""
    client.get("/state/VNM")
    written = {file.relative_to(home).parts[0] for file in Path(home).rglob("*") if file.is_file()}
    assert written <= {"cache", ".lock"}
