"""Writers killed at any moment, and writers at the same time, leave nothing half and lose nothing."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from counterpoise import sources
from counterpoise.panel import build
from counterpoise.panel.drafts import BEFORE
from counterpoise.panel.store import Holding, Store
from counterpoise.settings import Settings
from tests.panel import made_up

KILLS = 50
WRITERS = 8
REPOSITORY = Path(__file__).parents[2]
SOURCE = made_up.SOURCE.id

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL and fork")


@pytest.fixture(autouse=True)
def only_the_made_up_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "module", lambda _: made_up)


def started(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.panel.adding", *map(str, arguments)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def rows_of(holding: Holding) -> pl.DataFrame:
    """Return a holding's rows, each of its files being as its manifest says."""
    for part in holding.parts:
        path = holding.folder / holding.source / part.file
        content = path.read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(path.stem)
        assert pl.read_parquet(content).height == part.rows
    rows = holding.scan().collect()
    assert rows.height == holding.rows
    assert rows["vintage"].unique().to_list() == [holding.vintage]
    return rows


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return two files of the same keys, in one of which every value is 1, in the other 2."""
    years = range(1950, 1955)
    low = made_up.write(tmp_path / "low.csv", value=1, years=years)
    return low, made_up.write(tmp_path / "high.csv", value=2, years=years)


def require_whole(store: Store, before: pl.DataFrame) -> None:
    """Fail unless the old vintage is as it was, and every other holds one of the two files."""
    held = {holding.vintage: rows_of(holding) for holding in store.holdings(SOURCE)}
    assert held["old"].equals(before)
    for rows in held.values():
        assert rows.height == before.height
        assert rows["value"].n_unique() == 1, "rows of two files were mixed"


def test_a_writer_killed_at_any_moment_leaves_every_holding_whole(
    tmp_path: Path, files: tuple[Path, Path]
) -> None:
    store = Store((tmp_path / "store",))
    build.add(store, SOURCE, [files[0]], vintage="old")
    before = rows_of(store.holding(SOURCE, "old"))
    begun = time.perf_counter()
    build.add(store, SOURCE, [files[0]], vintage="old")
    one_add = time.perf_counter() - begun

    moments = random.Random(50)
    with started("serve", store.folders[0], *files) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for _ in range(KILLS):
            print("forever", file=server.stdin, flush=True)
            adder = int(server.stdout.readline())
            time.sleep(moments.uniform(0, 3 * one_add))
            os.kill(adder, signal.SIGKILL)
            assert server.stdout.readline() == "killed\n"
            require_whole(store, before)
        server.stdin.close()

    build.add(store, SOURCE, [files[0]], vintage="v1")  # nobody dead holds the lock
    require_whole(store, before)


def unnamed(store: Store) -> list[str]:
    """Return the files in the store that no manifest names."""
    named = {part.file for holding in store.holdings(SOURCE) for part in holding.parts}
    there = (store.folders[0] / SOURCE).glob("*.parquet")
    return [path.name for path in there if path.name not in named]


def test_a_writer_killed_at_any_line_leaves_every_holding_whole_and_nothing_that_nobody_names(
    tmp_path: Path, files: tuple[Path, Path]
) -> None:
    store = Store((tmp_path / "store",))
    build.add(store, SOURCE, [files[0]], vintage="old")
    build.add(store, SOURCE, [files[0]], vintage="v0")
    before = rows_of(store.holding(SOURCE, "old"))
    stranded, ever = 0, False  # what has once been named may be a reader's, and stays for an hour

    with started("serve", store.folders[0], *files) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for lines in range(1_000):
            replaced = rows_of(store.holding(SOURCE, "v0"))["value"][0] == 2
            print("until", lines, 0 if replaced else 1, file=server.stdin, flush=True)
            end = server.stdout.readline()
            require_whole(store, before)
            ever |= rows_of(store.holding(SOURCE, "v0"))["value"][0] == 2
            stranded += 0 if ever else len(unnamed(store))
            Store.open(Settings(tmp_path))
            assert ever or unnamed(store) == []
            if end == "done\n":
                break
        server.stdin.close()
    assert stranded > 0, "no writer was killed between its rows and its manifest"
    assert not (store.folders[0] / SOURCE / BEFORE).exists()
    assert lines > 40, "the store's code was not followed line by line"


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    store = Store((tmp_path / "store",))
    years = range(1950, 1950 + WRITERS)
    paths = [
        made_up.write(tmp_path / f"{year}.csv", value=1, years=range(year, year + 1))
        for year in years
    ]
    with started("at-once", store.folders[0], *paths) as writers:
        writers.communicate(timeout=60)
    assert writers.returncode == 0

    held = {holding.vintage: rows_of(holding) for holding in store.holdings(SOURCE)}
    assert sorted(held) == [*map(str, years), "shared"]
    one_year = held["1950"].height
    assert {rows.height for name, rows in held.items() if name != "shared"} == {one_year}
    assert held["shared"]["year"].value_counts().sort("year").rows() == [
        (year, one_year) for year in years
    ]
