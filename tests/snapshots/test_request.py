"""Requests as data: what is sent for which states and years, in which pages, with which key."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from counterpoise.errors import CounterpoiseError, FetchError, SourceError
from counterpoise.snapshots import fetch as fetching
from counterpoise.snapshots import lock as locks
from counterpoise.snapshots.request import Key, Lookup, Pages, Request, spelled
from counterpoise.snapshots.source import Source
from counterpoise.snapshots.transfer import Patience
from tests.site import BODY, Handler, Site, broken_off, redirect, rest, status, whole

PATIENCE = Patience(timeout=0.5, attempts=3, pause=0.01, largest=100_000, redirects=3, longest=2)
TABLE = b"reporter,partner,value\nVNM,CHN,1\n"


def card(*requests: Request) -> Source:
    return Source(
        id="made_up", title="Made up", publisher="Nobody", terms="none", citation="none",
        url="https://example.org/page", table="panel", indicators=(), unit_note="", layout="",
        requests=requests,
    )  # fmt: skip


class Home:
    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def lock(self) -> Path:
        return self.path / "sources.lock.toml"

    @property
    def entries(self) -> dict[str, locks.Entry]:
        return locks.read(self.lock).get("made_up", {})

    def get(self, *requests: Request, **options: Any) -> dict[str, bytes]:
        """Return the answers by the names of their files."""
        return fetching.use(
            card(*requests),
            lambda paths: {path.name: path.read_bytes() for path in paths},
            folder=self.path / "downloads",
            lock=self.lock,
            **{"patience": PATIENCE, **options},
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def sent(*requests: Request, **options: Any) -> list[str]:
    return [request.id for request in spelled(requests, **options)]


def test_a_plain_address_is_one_request() -> None:
    assert sent(Request("https://x/y.csv"), states=["VNM"], years=(2000, 2001)) == [
        "https://x/y.csv"
    ]


def test_slots_are_filled_and_other_braces_stay() -> None:
    (one,) = spelled(
        [Request("https://x/", "POST", '{"q":{"s":"{state}"},"y":[{years}]}', file="{state}.csv")],
        states=["VNM"],
        years=(2019, 2021),
    )
    assert one.body == '{"q":{"s":"VNM"},"y":[2019,2020,2021]}'
    assert one.file == "VNM.csv"
    assert one.id == 'POST https://x/ {"q":{"s":"VNM"},"y":[2019,2020,2021]}'


def test_states_are_written_as_the_publisher_writes_them() -> None:
    def spoken(codes: Any) -> list[str]:
        return sent(Request("https://x/{state}", codes=codes), states=["VNM", "IND"])

    assert spoken("iso3") == ["https://x/VNM", "https://x/IND"]
    assert spoken("small iso3") == ["https://x/vnm", "https://x/ind"]
    assert spoken("iso2") == ["https://x/VN", "https://x/IN"]
    assert spoken("m49") == ["https://x/704", "https://x/356"]
    assert spoken("comtrade") == ["https://x/704", "https://x/699"]


def test_all_states_are_asked_at_once_where_there_is_a_word_for_all() -> None:
    assert sent(Request("https://x/{state}", every="ALL")) == ["https://x/ALL"]
    assert len(sent(Request("https://x/{state}"))) > 190
    assert sent(Request("https://x/{states}", joint="+"), states=["VNM", "LAO"]) == [
        "https://x/VNM+LAO"
    ]


def test_years_beyond_those_answered_for_are_not_asked() -> None:
    request = Request("https://x/{year}", years=(2019, 2021))
    assert sent(request) == ["https://x/2019", "https://x/2020", "https://x/2021"]
    assert sent(request, years=(2021, 2030)) == ["https://x/2021"]
    assert sent(request, years=(2025, 2030)) == []
    span = Request("https://x/?start={first}&end={last}", years=(2010, 0))
    assert sent(span, today=datetime(2026, 3, 1).date()) == ["https://x/?start=2010&end=2026"]


def test_each_answer_has_an_entry_and_what_was_posted_is_in_its_name(
    site: Site, home: Home
) -> None:
    site.put("/api", whole(TABLE))
    request = Request(
        site.address + "/api", "POST", '{"to":"{state}"}', file="{state}.csv", pause=0
    )
    found = home.get(request, states=["VNM", "LAO"])
    assert found == {"VNM.csv": TABLE, "LAO.csv": TABLE}
    assert site.posted == ['{"to":"VNM"}', '{"to":"LAO"}']
    assert set(home.entries) == {
        f'POST {site.address}/api {{"to":"VNM"}}', f'POST {site.address}/api {{"to":"LAO"}}'
    }  # fmt: skip
    assert home.get(request, states=["LAO", "VNM"]) == found
    assert len(site.asked) == 2


def test_we_say_who_we_are(site: Site, home: Home) -> None:
    home.get(Request(site.put("/a.csv", whole(TABLE)), headers=(("Accept", "text/csv"),)))
    told = site.asked[0][1]
    assert told["User-Agent"].startswith("counterpoise")
    assert told["Accept"] == "text/csv"
    assert told["Accept-Encoding"] == "identity"


def pages_by_skip(rows: list[int], size: int) -> Any:
    def answer(handler: Handler) -> None:
        skip = int(handler.path.rpartition("skip=")[2]) if "skip=" in handler.path else 0
        part = rows[skip : skip + size]
        handler.give(200, json.dumps({"count": len(rows), "value": part}).encode())

    return answer


@pytest.mark.parametrize(("rows", "calls"), [(5, 3), (4, 2), (1, 1)])
def test_pages_are_asked_for_until_all_rows_came(
    site: Site, home: Home, rows: int, calls: int
) -> None:
    answer = pages_by_skip(list(range(rows)), 2)
    for path in ("/data?top=2", "/data?top=2&skip=2", "/data?top=2&skip=4"):
        site.put(path, answer)
    found = home.get(
        Request(
            f"{site.address}/data?top=2", kind="json", file="data.json", pause=0,
            pages=Pages("skip", 2, "skip", rows="value", total="count"),
        )
    )  # fmt: skip
    assert len(site.asked) == calls
    assert list(found)[:2] == ["data.json", "data page 2.json"][:calls]
    told = [row for body in found.values() for row in json.loads(body)["value"]]
    assert told == list(range(rows))
    assert len(home.entries) == calls


def test_pages_by_number_end_where_the_publisher_says(site: Site, home: Home) -> None:
    for number in (1, 2, 3):
        path = "/wb?format=json" + (f"&page={number}" if number > 1 else "")
        site.put(path, whole(json.dumps([{"page": number, "pages": 3}, [number]]).encode()))
    found = home.get(
        Request(
            f"{site.address}/wb?format=json", file="wb.json", pause=0,
            pages=Pages("page", parameter="page", last="0.pages"),
        )
    )  # fmt: skip
    assert [json.loads(body)[1] for body in found.values()] == [[1], [2], [3]]


def test_pages_of_a_table_end_with_a_short_one(site: Site, home: Home) -> None:
    site.put("/t", whole(b"a,b\n1,2\n3,4\n"))
    site.put("/t?offset=2", whole(b"a,b\n5,6\n"))
    pages = Pages("skip", 2, "offset")
    found = home.get(Request(f"{site.address}/t", file="t.csv", pages=pages, pause=0))
    assert list(found) == ["t.csv", "t page 2.csv"]


def test_a_link_to_the_next_page_is_followed_at_the_same_publisher_alone(
    site: Site, home: Home
) -> None:
    site.put("/l", whole(json.dumps({"next": f"{site.address}/l?p=2"}).encode()))
    site.put("/l?p=2", whole(b'{"next": null}'))
    request = Request(f"{site.address}/l", file="l.json", pages=Pages("link", link="next"), pause=0)
    assert list(home.get(request)) == ["l.json", "l page 2.json"]
    site.put("/l", whole(b'{"next": "http://127.0.0.1:9/elsewhere"}'))
    with pytest.raises(FetchError, match="how its pages go on"):
        home.get(request, update=True)


def test_answers_that_came_before_another_failed_are_not_asked_for_again(
    site: Site, home: Home
) -> None:
    first, second = site.put("/1.csv", whole(TABLE)), site.put("/2.csv", status(404))
    with pytest.raises(FetchError, match="404"):
        home.get(Request(first, pause=0), Request(second, pause=0))
    assert home.entries == {}
    site.put("/2.csv", whole(BODY))
    assert len(home.get(Request(first, pause=0), Request(second, pause=0))) == 2
    assert [path for path, _ in site.asked] == ["/1.csv", "/2.csv", "/2.csv"]
    assert not list(home.path.rglob("*.new"))


def test_a_pause_lies_between_two_calls_to_a_publisher(site: Site, home: Home) -> None:
    urls = [site.put(f"/{number}.csv", whole(TABLE + bytes([48 + number]))) for number in range(3)]
    begun = time.monotonic()
    home.get(*(Request(url, pause=0.15) for url in urls))
    assert time.monotonic() - begun >= 0.3


def test_two_sources_of_one_publisher_share_the_pause(
    site: Site, home: Home, tmp_path: Path
) -> None:
    url = site.put("/a.csv", whole(TABLE))
    begun = time.monotonic()
    home.get(Request(url, pause=0.3))
    Home(tmp_path / "other").get(Request(url, pause=0.3))
    assert time.monotonic() - begun >= 0.3


@pytest.mark.parametrize("code", [429, 503])
def test_we_wait_as_long_as_a_publisher_asks(site: Site, home: Home, code: int) -> None:
    def later(handler: Handler) -> None:
        handler.give(code, Retry_After="1")

    begun = time.monotonic()
    home.get(Request(site.put("/a.csv", later, whole(TABLE)), pause=0))
    assert time.monotonic() - begun >= 1


def test_a_publisher_who_asks_for_a_long_wait_is_left_alone(site: Site, home: Home) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    url = site.put("/a.csv", lambda handler: handler.give(429, Retry_After=moment))
    with pytest.raises(FetchError, match=r"429 .*asks us to wait 3,[56]\d\d seconds"):
        home.get(Request(url, pause=0))
    assert len(site.asked) == 1


def test_a_key_is_sent_and_never_written_down(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Key("MADE_UP_KEY", parameter="subscription-key", page="https://example.org/key")
    request = Request(f"{site.address}/k?a=1", key=key, file="k.csv", pause=0)
    with pytest.raises(FetchError, match="MADE_UP_KEY is not set") as caught:
        home.get(request)
    assert "https://example.org/key" in caught.value.attempt
    assert site.asked == []
    monkeypatch.setenv("MADE_UP_KEY", "se cret")
    site.put("/k?a=1&subscription-key=se%20cret", whole(TABLE))
    home.get(request)
    site.put("/k?a=1&subscription-key=se%20cret", whole(b"no such key: se%20cret", status=1))
    for path in home.path.rglob("*"):
        assert not path.is_file() or b"cret" not in path.read_bytes(), path


def test_a_key_is_not_sent_on_to_another_host(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADE_UP_KEY", "secret")
    site.put("/there.csv", whole(TABLE))
    other = site.address.replace("127.0.0.1", "localhost")
    url = site.put("/a.csv", redirect(f"{other}/there.csv"))
    home.get(Request(url, key=Key("MADE_UP_KEY", header="X-Key"), pause=0))
    assert site.asked[0][1]["X-Key"] == "secret"
    assert "X-Key" not in site.asked[1][1]


def test_a_file_that_stands_in_a_field_of_the_answer_is_taken_out(site: Site, home: Home) -> None:
    site.put("/b", whole(json.dumps({"bytes": base64.b64encode(TABLE).decode()}).encode()))
    site.put("/t", whole(json.dumps({"result": TABLE.decode()}).encode()))
    packed = Request(f"{site.address}/b", "POST", "{}", file="b.csv", inside="bytes", base64=True)
    plain = Request(f"{site.address}/t", file="t.csv", inside="result", pause=0)
    assert home.get(packed, plain) == {"b.csv": TABLE, "t.csv": TABLE}
    site.put("/t", whole(b'{"error": "no such register"}'))
    with pytest.raises(FetchError, match=r"its field 'result' should hold .*no such register"):
        home.get(plain, update=True)


def test_a_sum_that_the_publisher_prints_must_be_that_of_the_file(site: Site, home: Home) -> None:
    right = hashlib.md5(TABLE).hexdigest()
    url = site.put("/a.csv", whole(TABLE[:-5]), whole(TABLE))
    assert home.get(Request(url, checksum=f"md5:{right}", pause=0)) == {"a.csv": TABLE}
    site.put("/a.csv", whole(TABLE[:-5]))
    with pytest.raises(FetchError, match=f"publisher prints {right}"):
        home.get(Request(url, checksum=f"md5:{right}", pause=0), update=True)


@pytest.mark.parametrize(
    ("kind", "came", "words"),
    [
        ("csv", b"<!DOCTYPE html><title>Sign in</title>", "a page of a site came"),
        ("", b"\n <html><body>Blocked", "a page of a site came"),
        ("csv", b'{"error": "busy"}', "a table in text should come"),
        ("csv", b"PK\x03\x04....", "a table in text should come"),
        ("json", b"Too many requests", "JSON should come"),
        ("zip", b"reporter,partner", "a zip archive should come"),
        ("xlsx", b"%PDF-1.7", "a workbook should come"),
        ("parquet", b"reporter,partner", "a Parquet file should come"),
    ],
)
def test_another_thing_than_what_should_come_is_refused_with_its_first_line(
    site: Site, home: Home, kind: Any, came: bytes, words: str
) -> None:
    url = site.put("/a", whole(came + b"\x1b[31m" + b"x" * 500))
    with pytest.raises(FetchError, match=words) as caught:
        home.get(Request(url, kind=kind, pause=0))
    assert url in caught.value.where
    assert "https://example.org/page" in caught.value.attempt
    assert "counterpoise add made_up FILE" in caught.value.attempt
    assert str(caught.value).replace("\n", "").isprintable()
    assert len(caught.value.problem) < 400
    assert home.entries == {}
    assert not list(home.path.rglob("*.new"))


def test_a_changed_first_line_is_refused(site: Site, home: Home) -> None:
    request = Request(site.put("/a.csv", whole(TABLE)), begins="reporter,partner", pause=0)
    assert home.get(request)
    site.put("/a.csv", whole(b"reporting,partner\n"))
    with pytest.raises(FetchError, match="first line should begin 'reporter,partner'"):
        home.get(request, update=True)


def test_a_reader_that_refuses_says_what_came_from_where(site: Site, home: Home) -> None:
    url = site.put("/a.csv", whole(b"old,names\n1,2\n"))

    def refuse(paths: list[Path]) -> None:
        raise SourceError.bad_layout("Can't find the column 'reporter'.", source="x", where="row 1")

    with pytest.raises(CounterpoiseError, match="Can't find the column") as caught:
        fetching.use(
            card(Request(url, pause=0)), refuse, folder=home.path, lock=home.lock, patience=PATIENCE
        )
    assert f"fetched from {url}, which begins 'old,names'" in caught.value.where
    assert "download it by hand from https://example.org/page" in caught.value.attempt


def test_a_state_on_which_the_publisher_has_nothing_is_passed_over(site: Site, home: Home) -> None:
    site.put("/VNM.csv", whole(TABLE))
    request = Request(f"{site.address}/{{state}}.csv", file="{state}.csv", nothing=(404,), pause=0)
    assert list(home.get(request, states=["VNM", "TUV"])) == ["VNM.csv"]
    with pytest.raises(FetchError, match="has nothing on what was asked for"):
        home.get(request, states=["TUV"])


def test_the_newest_file_of_a_list_is_looked_up_and_the_pinned_one_found_again(
    site: Site, home: Home
) -> None:
    site.put(
        "/list", whole(b'{"id": 7, "md5": "' + hashlib.md5(TABLE).hexdigest().encode() + b'"}')
    )
    site.put("/file/7", whole(TABLE))
    request = Request(
        f"{site.address}/file/{{found}}", file="release {found}.csv", pause=0,
        lookup=Lookup(f"{site.address}/list", r'"id": (?P<found>\d+), "md5": "(?P<md5>\w+)"'),
    )  # fmt: skip
    assert home.get(request) == {"release 7.csv": TABLE}
    site.put("/list", whole(b'{"id": 8, "md5": "' + hashlib.md5(BODY).hexdigest().encode() + b'"}'))
    site.put("/file/8", whole(BODY))
    assert list(home.get(request, offline=True)) == ["release 7.csv"]
    assert list(home.get(request, update=True)) == ["release 8.csv"]
    assert len(home.entries) == 2
    site.put("/list", whole(b"<html>moved</html>"))
    with pytest.raises(FetchError, match="the list does not name the file"):
        home.get(request, update=True)


def test_a_post_that_broke_off_goes_on_where_it_stopped(site: Site, home: Home) -> None:
    site.put("/api", broken_off(), rest())
    request = Request(f"{site.address}/api", "POST", "{}", file="a.bin", pause=0)
    assert home.get(request) == {"a.bin": BODY}
    assert site.asked[1][1]["Range"] == "bytes=4000-"


def test_a_publisher_is_not_asked_for_thousands_of_answers_at_once(site: Site, home: Home) -> None:
    request = Request(
        f"{site.address}/{{state}}/{{year}}", file="{state} {year}.csv", years=(1990, 2020), pause=5
    )
    with pytest.raises(FetchError, match=r"Can't ask for 6,0\d\d answers at once") as caught:
        home.get(request)
    assert "--states VNM,IDN --years" in caught.value.attempt
    assert site.asked == []
