"""Whoever is killed at whatever he does leaves nothing half, loses nothing, and no draft stays."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from counterpoise import sources
from counterpoise.errors import StoreError
from counterpoise.panel import build
from counterpoise.panel import store as store_module
from counterpoise.panel.integrity import Damage
from counterpoise.panel.store import DRAFTS, Store
from counterpoise.settings import Settings
from counterpoise.snapshots import lock
from tests.panel import made_up

KILLS = int(os.environ.get("COUNTERPOISE_KILLS", "8"))
"""How often each is killed; 100 by hand."""
REPOSITORY = Path(__file__).parents[2]
SOURCE = made_up.SOURCE.id

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL and fork")


@pytest.fixture(autouse=True)
def only_the_made_up_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "module", lambda _: made_up)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return two files of the same keys, in one of which every value is 2, in the other 3."""
    (tmp_path / "files").mkdir()
    years = range(1950, 1955)
    return [
        made_up.write(tmp_path / "files" / f"{value}.csv", value=value, years=years)
        for value in (2, 3)
    ]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path, files: list[Path]) -> Iterator[str]:
    """Return the address at which the files can be fetched."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "files"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def require_whole(folder: Path, kept: set[str]) -> None:
    """Fail unless what was kept is there, and every holding is whole and of one file."""
    found = Store((folder,)).verify()
    assert not [one for one in found if isinstance(one, Damage)]
    held = {one.vintage: one.scan().collect() for one in Store((folder,)).holdings()}
    assert kept <= set(held)
    for rows in held.values():
        assert rows.height == 60
        assert rows["value"].n_unique() == 1, "rows of two files were mixed"


@pytest.mark.parametrize("what", ["add", "fetch", "refresh", "remove", "embed", "export"])
def test_nothing_is_half_and_nothing_lost_after_a_kill(
    what: str, tmp_path: Path, files: list[Path], address: str
) -> None:
    home = tmp_path / "home"
    store = Store((home / "store",))
    begun = time.perf_counter()
    build.add(store, SOURCE, [files[0]], vintage="old")
    build.add(store, SOURCE, [files[1]], vintage="other")
    one_round = (time.perf_counter() - begun) / 2

    moments = random.Random(11)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.panel.doing", str(home), address, *map(str, files)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for _ in range(KILLS):
            print(what, file=server.stdin, flush=True)
            worker = int(server.stdout.readline())
            time.sleep(moments.uniform(0, 2 * one_round))
            os.kill(worker, signal.SIGKILL)
            assert server.stdout.readline() == "ended\n"
            require_whole(home / "store", {"old", "other"})
            if what == "embed":
                require_whole(home / "embedded", {"old"})
            lock.read(home / "sources.lock.toml")  # whole, or not there
        server.stdin.close()

    Store.open(Settings(home))
    assert not list((home / "store").glob(f"{DRAFTS}*")), "drafts stay after the next start"


def test_the_drafts_of_one_who_lives_are_left_alone(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    store = Store((settings.store,))
    with store.drafting() as drafts:
        (drafts / "begun.tmp").write_text("half")
        Store.open(settings)
        assert (drafts / "begun.tmp").exists()
    assert not drafts.exists()


def test_a_full_disk_leaves_the_store_as_it_was_and_is_said(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the first, the second, … call that writes, until adding succeeds."""
    store = Store((tmp_path / "store",))
    build.add(store, SOURCE, [files[0]], vintage="old")
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    left = [0]

    def or_full(call):
        def limited(*arguments, **named):
            left[0] -= 1
            if left[0] < 0:
                raise full
            return call(*arguments, **named)

        return limited

    for name in ("fsync", "replace"):
        monkeypatch.setattr(store_module.os, name, or_full(getattr(os, name)))
    for room in range(20):
        left[0] = room
        try:
            build.add(store, SOURCE, [files[1]], vintage="old")
        except StoreError as refusal:
            assert "No space left" in refusal.problem  # noqa: PT017
            assert str(store.folders[0]) in refusal.where  # noqa: PT017
            require_whole(store.folders[0], {"old"})
        else:
            break
    assert 2 < room < 19
    require_whole(store.folders[0], {"old"})


def test_a_store_that_can_not_be_written_is_read_and_says_so_when_added_to(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path)
    build.add(Store((settings.store,)), SOURCE, [files[0]], vintage="old")

    def forbidden(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    for name in ("mkdir", "replace", "unlink"):  # root may write wherever the mode forbids it
        monkeypatch.setattr(os, name, forbidden)
    store = Store.open(settings)
    assert store.holding(SOURCE, "old").scan().collect().height == 60
    with pytest.raises(StoreError, match="Read-only file system"):
        build.add(store, SOURCE, [files[1]], vintage="new")
