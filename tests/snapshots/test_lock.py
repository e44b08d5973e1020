from __future__ import annotations

import hashlib
import multiprocessing
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.errors import FetchError, StoreError
from counterpoise.snapshots import lock as locks

URL = "https://example.org/table.csv"
ENTRY = locks.Entry("table.csv", date(2031, 2, 3), "ab" * 32, 1234)


def test_no_lock_file_means_no_entries(tmp_path: Path) -> None:
    assert locks.read(tmp_path / "sources.lock.toml") == {}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "sources.lock.toml"
    locks.update(path, "one", URL, ENTRY)
    locks.update(path, "two", URL, ENTRY)
    other = locks.Entry("new.csv", date(2032, 1, 1), "cd" * 32, 5)
    locks.update(path, "one", URL, other)
    assert locks.read(path) == {"one": {URL: other}, "two": {URL: ENTRY}}


def test_equal_entries_give_equal_bytes() -> None:
    ordered = {"a": {"http://x/1": ENTRY, "http://x/2": ENTRY}, "b": {URL: ENTRY}}
    turned = {"b": {URL: ENTRY}, "a": {"http://x/2": ENTRY, "http://x/1": ENTRY}}
    assert locks.emit(ordered) == locks.emit(turned)
    assert locks.emit(ordered).startswith("# Written by `counterpoise fetch`")


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(codec="utf-8")))
def test_any_text_survives_the_lock_file(url: str, source: str) -> None:
    read = tomllib.loads(locks.emit({source: {url: ENTRY}}))
    assert list(read) == [source]
    assert list(read[source]) == [url]


WHOLE = f'["one"."{URL}"]\ndate = 2031-02-03\nfile = "t.csv"\nsha256 = "{"ab" * 32}"\nsize = 1\n'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("this is = = no toml", "Can't read the lock file"),
        ("\x00", "Can't read the lock file"),
        ('one = "two"', "must be a table of addresses"),
        ('[one]\n"http://x" = 3', "must have file, date, sha256, size"),
        (WHOLE.replace("size = 1\n", ""), "must have file, date, sha256, size"),
        (WHOLE + "more = 1\n", "and nothing else"),
        (WHOLE.replace("size = 1", 'size = "1"'), "size is '1'"),
        (WHOLE.replace("size = 1", "size = true"), "size is True"),
        (WHOLE.replace("2031-02-03", '"yesterday"'), "date is 'yesterday'"),
        (WHOLE.replace("2031-02-03", "2031-02-03T04:05:06"), "date is datetime"),
        (WHOLE.replace("ab" * 32, "ab"), "64 hexadecimal digits"),
        (WHOLE.replace("ab" * 32, "XY" * 32), "64 hexadecimal digits"),
        (WHOLE.replace("t.csv", "../t.csv"), "plain file name"),
        (WHOLE.replace("t.csv", "/etc/passwd"), "plain file name"),
        (WHOLE.replace("t.csv", ".."), "plain file name"),
        (WHOLE.replace("t.csv", "C:\\\\t.csv"), "plain file name"),
    ],
)
def test_a_malformed_lock_file_is_refused_and_left_alone(
    tmp_path: Path, content: str, fault: str
) -> None:
    path = tmp_path / "sources.lock.toml"
    path.write_text(content)
    for attempt in (
        lambda: locks.read(path),
        lambda: locks.update(path, "one", URL, ENTRY),
    ):
        with pytest.raises(StoreError, match=fault) as caught:
            attempt()
        assert "sources.lock.toml" in caught.value.where
        assert caught.value.attempt
    assert path.read_text() == content


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.lock.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match="Can't read the lock file"):
        locks.read(path)


def test_a_file_is_held_against_its_entry(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    entry = locks.Entry("table.csv", date(2031, 1, 1), hashlib.sha256(b"right").hexdigest(), 5)
    with pytest.raises(FetchError, match=r"Can't find the file 'table\.csv'"):
        locks.verify(path, entry)
    path.write_bytes(b"right")
    locks.verify(path, entry)
    path.write_bytes(b"wrong")
    with pytest.raises(FetchError, match=hashlib.sha256(b"wrong").hexdigest()):
        locks.verify(path, entry)


def test_threads_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sources.lock.toml"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: locks.update(path, "one", f"http://x/{n}", ENTRY), range(20)))
    assert len(locks.read(path)["one"]) == 20


def write_ten(path: Path, name: str) -> None:
    for number in range(10):
        locks.update(path, name, f"http://x/{number}", ENTRY)


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sources.lock.toml"
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_ten, args=(path, name)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert {name: len(urls) for name, urls in locks.read(path).items()} == {"one": 10, "two": 10}


def test_a_lock_that_is_held_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "held.lock"
    with (
        locks.exclusive(path),
        pytest.raises(StoreError, match=r"held the lock for 0\.1 seconds"),
        locks.exclusive(path, wait=0.1),
    ):
        pass


def test_a_write_that_fails_leaves_the_old_file_and_no_scrap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sources.lock.toml"
    locks.update(path, "one", URL, ENTRY)
    before = path.read_bytes()

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("counterpoise.snapshots.lock.os.replace", no_room)
    with pytest.raises(OSError, match="No space left"):
        locks.update(path, "two", URL, ENTRY)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".lock"] == [path.name]
