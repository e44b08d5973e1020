"""Commands that are killed at any moment, as a user starts them: nothing half, nothing lost, none left."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from counterpoise import drafts
from counterpoise.panel.integrity import Damage
from counterpoise.panel.store import DRAFTS, Store
from counterpoise.settings import Settings
from tests.sources.case import zipped

KILLS = int(os.environ.get("COUNTERPOISE_KILLS", "2"))
"""How often each is killed; ``COUNTERPOISE_KILLS=100 pytest tests/cli/test_killed_command_line.py``."""
SOURCE = "cepii_baci_totals"
STATES = ("CHN", "DEU", "JPN", "USA", "VNM")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
Run = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what starts a command with a home and a temporary folder of its own."""
    (tmp_path / "tmp").mkdir()
    env = {
        **os.environ,
        "COUNTERPOISE_HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }

    def start(*words: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "counterpoise", *map(str, words)],
            env=env,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    return start


def totals(folder: Path, value: int) -> Path:
    """Write an archive with a table in which every flow is `value`."""
    rows = [
        f"{one},{other},{year},{value}"
        for one in STATES
        for other in STATES
        if one != other
        for year in range(2010, 2016)
    ]
    text = "\n".join(["exporter,importer,year,value_thousand_usd", *rows, ""])
    path = folder / f"{value}.zip"
    path.write_bytes(zipped(**{"totals.csv": text.encode()}))
    return path


@pytest.mark.parametrize("what", ["add", "remove", "embed", "export"])
def test_a_killed_command_leaves_the_store_whole(what: str, run: Run, tmp_path: Path) -> None:
    old, new = totals(tmp_path, 20_000_000), totals(tmp_path, 30_000_000)
    adding = ("add", SOURCE, new, "--vintage", "new", "--accept-changes")
    assert run("add", SOURCE, old, "--vintage", "old").wait() == 0
    (tmp_path / "contents.toml").write_text(f'[[embed]]\nsource = "{SOURCE}"\nvintage = "old"\n')
    words: tuple[object, ...] = {
        "add": adding,
        "remove": ("remove", SOURCE, "new"),
        "embed": (
            "embed",
            "--contents",
            tmp_path / "contents.toml",
            "--into",
            tmp_path / "evidence",
        ),
        "export": ("export", "--source", SOURCE, "--vintage", "old", "-o", tmp_path / "rows.csv"),
    }[what]
    if what == "remove":
        assert run(*adding).wait() == 0
    begun = time.perf_counter()
    assert run(*words).wait() == 0
    whole = time.perf_counter() - begun
    exported = (tmp_path / "rows.csv").read_bytes() if what == "export" else b""

    moments = random.Random(what)
    for _ in range(KILLS):
        if what == "remove":
            assert run(*adding).wait() == 0
        with run(*words) as killed:
            time.sleep(moments.uniform(0.3, 1.05) * whole)
            killed.kill()
        held = require_whole(tmp_path / "home" / "store")
        assert {"old"} <= held <= {"old", "new"}
        if what == "embed":
            assert require_whole(tmp_path / "evidence") == {"old"}
        if what == "export":
            assert (tmp_path / "rows.csv").read_bytes() == exported

    assert run("sources").wait() == 0
    Store.open(Settings(tmp_path / "home"))
    assert not list((tmp_path / "home" / "store").glob(f"{DRAFTS}*")), "drafts stay"
    assert not list((tmp_path / "tmp").glob(f"{drafts.PREFIX}*")), "what was unpacked stays"


def require_whole(folder: Path) -> set[str]:
    """Return the vintages held, unless one is damaged or mixes two files."""
    found = Store((folder,)).verify()
    assert not [one for one in found if isinstance(one, Damage)]
    held = {one.vintage: one.scan().collect() for one in Store((folder,)).holdings(SOURCE)}
    for vintage, rows in held.items():
        value = {"old": 2e10, "new": 3e10}[vintage]
        assert (rows.height, set(rows["value"])) == (120, {value})
    return set(held)
