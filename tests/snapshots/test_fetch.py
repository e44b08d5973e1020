"""Downloads from a server on the loopback address, which misbehaves as it is told."""

from __future__ import annotations

import hashlib
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from counterpoise.errors import FetchError, StoreError
from counterpoise.snapshots import fetch as fetching
from counterpoise.snapshots import lock as locks
from counterpoise.snapshots.downloads import Progress
from counterpoise.snapshots.fetch import Patience, fetch
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Source
from tests.site import (
    BODY,
    OTHER,
    Handler,
    Site,
    broken_off,
    dripping,
    redirect,
    rest,
    slow,
    status,
    whole,
)

PATIENCE = Patience(timeout=0.4, attempts=3, pause=0.01, largest=100_000, redirects=3)


def source(*urls: str, id: str = "made_up") -> Source:
    return Source(
        id=id,
        title="Made up",
        publisher="Nobody",
        terms="none",
        citation="none",
        url="https://example.org/page",
        table="panel",
        indicators=(),
        unit_note="",
        layout="",
        requests=tuple(Request(url, pause=0) for url in urls),
    )


@dataclass
class Home:
    """A folder to download to, with its lock file."""

    path: Path
    steps: list[Progress] = field(default_factory=list)

    @property
    def lock(self) -> Path:
        return self.path / "sources.lock.toml"

    def get(self, *urls: str, id: str = "made_up", **options: Any) -> list[Path]:
        options = {"patience": PATIENCE, "progress": self.steps.append} | options
        card = source(*urls, id=id)
        return fetch(card, folder=self.path / "downloads", lock=self.lock, **options)

    def entry(self, url: str, id: str = "made_up") -> locks.Entry:
        return locks.read(self.lock)[id][url]

    def leftovers(self) -> list[str]:
        """Return what is neither a download nor a lock."""
        return sorted(
            path.name for path in self.path.rglob("*.part*") if not path.name.endswith(".lock")
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_download_is_moved_and_pinned(site: Site, home: Home) -> None:
    url = site.put("/data/table.csv", whole())
    (path,) = home.get(url)
    assert path == home.path / "downloads" / "made_up" / "table.csv"
    assert path.read_bytes() == BODY
    entry = home.entry(url)
    assert (entry.file, entry.size) == ("table.csv", len(BODY))
    assert entry.sha256 == hashlib.sha256(BODY).hexdigest()
    assert home.leftovers() == []
    assert home.steps[-1] == Progress(url, "done", len(BODY), len(BODY))


def test_a_file_already_there_is_not_asked_for_again(site: Site, home: Home) -> None:
    url = site.put("/table.csv", whole())
    first = home.get(url)
    before = home.lock.read_bytes()
    assert home.get(url) == first
    assert len(site.asked) == 1
    assert home.steps[-1].step == "unchanged"
    assert home.lock.read_bytes() == before


def test_a_spoilt_file_is_fetched_anew(site: Site, home: Home) -> None:
    url = site.put("/table.csv", whole())
    (path,) = home.get(url)
    path.write_bytes(OTHER)
    home.get(url)
    assert path.read_bytes() == BODY


def test_the_publishers_file_name_is_taken_and_made_safe(site: Site, home: Home) -> None:
    named = {"Content_Disposition": 'attachment; filename="../../up/API_1.zip"'}
    url = site.put("/indicator/GDP?format=csv", whole(**named))
    (path,) = home.get(url)
    assert path == home.path / "downloads" / "made_up" / "API_1.zip"


def test_redirects_are_followed(site: Site, home: Home) -> None:
    site.put("/new/table.csv", whole())
    url = site.put("/old.csv", redirect("/new/table.csv"))
    (path,) = home.get(url)
    assert path.read_bytes() == BODY
    assert url in locks.read(home.lock)["made_up"]


def test_a_loop_of_redirects_ends(site: Site, home: Home) -> None:
    site.put("/b", redirect("/a"))
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        home.get(site.put("/a", redirect("/b")))
    assert len(site.asked) <= 5


@pytest.mark.parametrize("to", ["file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://x/"])
def test_redirects_lead_to_the_web_only(site: Site, home: Home, to: str) -> None:
    with pytest.raises(FetchError, match=r"not safe to follow|not allowed"):
        home.get(site.put("/a", redirect(to)))
    assert len(site.asked) == 1


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://x/y", "table.csv", "http://"])
def test_addresses_are_web_addresses(home: Home, url: str) -> None:
    with pytest.raises(FetchError, match="must start http:// or https://"):
        home.get(url)


def test_what_broke_off_is_resumed(site: Site, home: Home) -> None:
    url = site.put("/table.csv", broken_off(), rest())
    (path,) = home.get(url)
    assert path.read_bytes() == BODY
    headers = site.asked[1][1]
    assert (headers["Range"], headers["If-Range"]) == ("bytes=4000-", '"one"')
    assert [step.step for step in home.steps if step.step != "download"] == [
        "retry",
        "resume",
        "done",
    ]


def test_a_later_run_goes_on_where_the_first_stopped(site: Site, home: Home) -> None:
    url = site.put("/table.csv", broken_off(), status(503))
    with pytest.raises(FetchError, match="after 3 attempts") as caught:
        home.get(url)
    assert "4,000 bytes are kept" in caught.value.where
    site.put("/table.csv", rest())
    (path,) = home.get(url)
    assert path.read_bytes() == BODY
    assert site.asked[-1][1]["Range"] == "bytes=4000-"


def test_a_server_that_ignores_the_range_sends_the_whole(site: Site, home: Home) -> None:
    url = site.put("/table.csv", broken_off(), whole(ETag='"one"'))
    (path,) = home.get(url)
    assert path.read_bytes() == BODY


def test_a_file_changed_meanwhile_is_not_spliced(site: Site, home: Home) -> None:
    url = site.put("/table.csv", broken_off(), rest(OTHER, tag='"two"'))
    (path,) = home.get(url)
    assert path.read_bytes() == OTHER


def test_another_part_than_the_one_asked_for_is_thrown_away(site: Site, home: Home) -> None:
    url = site.put("/table.csv", broken_off(), rest(shift=7), whole())
    (path,) = home.get(url)
    assert path.read_bytes() == BODY
    assert "Range" not in site.asked[2][1]


@pytest.mark.parametrize("tag", ["", 'W/"one"'])
def test_without_a_strong_version_nothing_is_resumed(site: Site, home: Home, tag: str) -> None:
    url = site.put("/table.csv", broken_off(tag=tag), whole())
    (path,) = home.get(url)
    assert path.read_bytes() == BODY
    assert "Range" not in site.asked[1][1]


def test_a_range_that_no_longer_exists_starts_anew(site: Site, home: Home) -> None:
    url = site.put("/table.csv", broken_off(), status(416), whole(OTHER))
    (path,) = home.get(url)
    assert path.read_bytes() == OTHER
    assert "Range" not in site.asked[2][1]


def test_a_file_that_stays_short_is_refused(site: Site, home: Home) -> None:
    url = site.put("/table.csv", broken_off(tag=""))
    with pytest.raises(FetchError, match="4,000 of 10,240 bytes came"):
        home.get(url)
    assert not (home.path / "downloads" / "made_up" / "table.csv").exists()
    assert not home.lock.exists()


def test_an_empty_file_is_refused(site: Site, home: Home) -> None:
    with pytest.raises(FetchError, match="the file is empty"):
        home.get(site.put("/table.csv", whole(b"")))


def test_other_bytes_than_those_pinned_are_refused(site: Site, home: Home) -> None:
    url = site.put("/table.csv", whole())
    (path,) = home.get(url)
    path.unlink()
    pinned = home.lock.read_bytes()
    site.put("/table.csv", whole(OTHER))
    with pytest.raises(FetchError) as caught:
        home.get(url)
    for digest in (hashlib.sha256(BODY).hexdigest(), hashlib.sha256(OTHER).hexdigest()):
        assert digest in caught.value.problem
    assert "counterpoise fetch made_up --update" in caught.value.attempt
    assert home.lock.read_bytes() == pinned
    assert not path.exists()
    assert home.leftovers() == []


def test_update_accepts_a_new_release(site: Site, home: Home) -> None:
    url = site.put("/table.csv", whole())
    (path,) = home.get(url)
    site.put("/table.csv", whole(OTHER))
    home.get(url)
    assert path.read_bytes() == BODY
    home.get(url, update=True)
    assert path.read_bytes() == OTHER
    assert home.entry(url).sha256 == hashlib.sha256(OTHER).hexdigest()


def test_a_refused_update_keeps_the_old_file(site: Site, home: Home) -> None:
    url = site.put("/table.csv", whole())
    (path,) = home.get(url)
    site.put("/table.csv", status(404))
    with pytest.raises(FetchError):
        home.get(url, update=True)
    assert path.read_bytes() == BODY


@pytest.mark.parametrize("code", [401, 403, 404, 410, 501])
def test_a_final_refusal_is_not_asked_twice(site: Site, home: Home, code: int) -> None:
    with pytest.raises(FetchError, match=f"the server answers {code}"):
        home.get(site.put("/table.csv", status(code)))
    assert len(site.asked) == 1


def test_a_passing_fault_is_tried_again(site: Site, home: Home) -> None:
    url = site.put("/table.csv", status(500), status(503), whole())
    (path,) = home.get(url)
    assert path.read_bytes() == BODY
    assert len(site.asked) == 3


def test_a_lasting_fault_ends(site: Site, home: Home) -> None:
    with pytest.raises(FetchError, match="after 3 attempts: the server answers 500"):
        home.get(site.put("/table.csv", status(500)))
    assert len(site.asked) == 3


def test_a_silent_server_is_given_up(site: Site, home: Home) -> None:
    hasty = Patience(timeout=0.1, attempts=2, pause=0.01)
    with pytest.raises(FetchError, match=r"after 2 attempts.*timed out"):
        home.get(site.put("/table.csv", slow), patience=hasty)


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"A: a\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"a"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"a"),
    ],
    ids=["head", "body", "body of no size"],
)
def test_a_server_that_never_ends_is_given_up(
    site: Site, home: Home, start: bytes, drop: bytes
) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchError, match="takes longer than 0 seconds"):
        home.get(site.put("/table.csv", dripping(start, drop)), patience=Patience(whole=0.3))
    assert time.monotonic() - begun < 2


def test_a_server_that_is_not_there(home: Home, site: Site) -> None:
    hasty = Patience(timeout=0.5, attempts=2, pause=0.01)
    with pytest.raises(FetchError, match=r"after 2 attempts.*refused"):
        home.get("http://127.0.0.1:9/table.csv", patience=hasty)


@pytest.mark.parametrize("told", ["", "0"])
def test_a_file_beyond_the_limit_is_refused(site: Site, home: Home, told: str) -> None:
    def endless(handler: Handler) -> None:
        handler.give(200, bytes(150_000), Content_Length="", Connection="close")
        handler.close_connection = True

    answer = endless if told else whole(bytes(150_000))
    with pytest.raises(FetchError, match="100,000 are allowed"):
        home.get(site.put("/table.csv", answer))
    assert len(site.asked) == 1
    assert home.leftovers() == []


def test_offline_nothing_is_asked_but_files_at_hand_are_found(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.put("/table.csv", whole())
    with pytest.raises(FetchError, match="offline work is asked for"):
        home.get(url, offline=True)
    monkeypatch.setenv("COUNTERPOISE_OFFLINE", "1")
    with pytest.raises(FetchError, match="offline work is asked for"):
        home.get(url)
    assert site.asked == []
    kept = home.get(url, offline=False)
    assert home.get(url) == kept


def test_a_source_with_a_form_only_says_so(home: Home) -> None:
    with pytest.raises(FetchError, match="only a page with a form") as caught:
        home.get()
    assert "counterpoise add made_up FILE" in caught.value.attempt


def test_addresses_given_go_before_those_of_the_card(site: Site, home: Home) -> None:
    url = site.put("/mirror.csv", whole())
    (path,) = home.get("http://127.0.0.1:9/never.csv", urls=[url])
    assert path.name == "mirror.csv"


def test_two_addresses_must_not_give_one_file(site: Site, home: Home) -> None:
    one, two = site.put("/a/table.csv", whole()), site.put("/b/table.csv", whole(OTHER))
    with pytest.raises(FetchError, match=r"files of one name, 'table.csv'"):
        home.get(one, two)
    assert not (home.path / "downloads" / "made_up" / "table.csv").exists()
    assert locks.read(home.lock) == {}


def test_a_download_that_is_of_no_use_is_not_pinned_and_the_old_one_stays(
    site: Site, home: Home
) -> None:
    """A page of errors, sent as the file, would otherwise come back from the disk for ever."""

    def refuse(paths: list[Path]) -> None:
        assert [path.name for path in paths] == ["table.csv"]
        raise ValueError("no table")

    def use(accept: Any, **options: Any) -> Any:
        return fetching.use(
            source(url), accept, folder=home.path / "downloads", lock=home.lock,
            patience=PATIENCE, **options,
        )  # fmt: skip

    url = site.put("/table.csv", whole(OTHER))
    with pytest.raises(ValueError, match="no table"):
        use(refuse)
    assert locks.read(home.lock) == {}
    site.put("/table.csv", whole())
    assert use(lambda paths: paths[0].read_bytes()) == BODY
    site.put("/table.csv", whole(OTHER))
    with pytest.raises(ValueError, match="no table"):
        use(refuse, update=True)
    (path,) = home.get(url)
    assert path.read_bytes() == BODY
    assert not list(home.path.rglob("*.new"))


def test_a_malformed_lock_file_stops_before_any_download(site: Site, home: Home) -> None:
    home.lock.write_text("this is = = no toml")
    with pytest.raises(StoreError, match="Can't read the lock file"):
        home.get(site.put("/table.csv", whole()))
    assert site.asked == []
    assert home.lock.read_text() == "this is = = no toml"


def test_concurrent_fetches_lose_nothing(site: Site, home: Home) -> None:
    urls = [site.put(f"/{number}.csv", whole(BODY + bytes([number]))) for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: home.get(urls[n], id=f"source_{n % 3}"), range(8)))
    entries = locks.read(home.lock)
    assert sum(len(of_source) for of_source in entries.values()) == 8
    for source_id, of_source in entries.items():
        for entry in of_source.values():
            locks.verify(home.path / "downloads" / source_id / entry.file, entry)


def test_two_fetches_of_one_address_ask_once(site: Site, home: Home) -> None:
    def gently(handler: Handler) -> None:
        time.sleep(0.1)
        handler.give(200, BODY)

    url = site.put("/table.csv", gently)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: home.get(url), range(2))
    assert first == second
    assert first[0].read_bytes() == BODY
    assert len(site.asked) == 1


@pytest.fixture
def secret(site: Site, tmp_path: Path) -> Iterator[tuple[str, ssl.SSLContext]]:
    """Run the site under https as well; return its address and a context that trusts it."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl, which makes the certificate, is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=x"
    made += f" -addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {certificate}"
    subprocess.run([openssl, *made.split()], check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.site = site  # type: ignore[attr-defined]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    trusting = ssl.create_default_context(cafile=str(certificate))
    yield f"https://127.0.0.1:{server.server_port}", trusting
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_that_is_not_trusted_is_refused_at_once(
    site: Site, home: Home, secret: tuple[str, ssl.SSLContext]
) -> None:
    address, trusting = secret
    site.put("/table.csv", whole())
    with pytest.raises(FetchError, match="its certificate is not trusted"):
        home.get(address + "/table.csv")
    assert site.asked == []
    (path,) = home.get(address + "/table.csv", certificates=trusting)
    assert path.read_bytes() == BODY


def test_https_is_never_left_for_http(
    site: Site, home: Home, secret: tuple[str, ssl.SSLContext]
) -> None:
    address, trusting = secret
    plain = site.put("/table.csv", whole())
    site.put("/a", redirect(plain))
    with pytest.raises(FetchError, match="not safe to follow"):
        home.get(address + "/a", certificates=trusting)
    assert [path for path, _ in site.asked] == ["/a"]


def test_a_plain_server_is_no_https_server(site: Site, home: Home) -> None:
    with pytest.raises(FetchError, match=r"after 3 attempts: .*SSL"):
        home.get(site.address.replace("http", "https") + "/table.csv")
