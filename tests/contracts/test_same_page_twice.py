"""The same question gives the same page, byte for byte, on any number of threads.

By default one state and three runs. More, such as ten runs each of several states, and of measures of
all states::

    COUNTERPOISE_RUNS=10 COUNTERPOISE_STATES=VNM,KAZ,IND pytest tests/contracts/test_same_page_twice.py
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

THREADS = (1, 2, 4)
RUNS = int(os.environ.get("COUNTERPOISE_RUNS", len(THREADS)))
STATES = os.environ.get("COUNTERPOISE_STATES", "VNM").split(",")
SOLVERS = {"clarabel", "scipy"}
"""What only plans need: a brief's line on halved losses is worked out without."""
SOURCE = str(Path(__file__).parents[2] / "src")

MEASURES: tuple[str, ...] = (
    "herfindahl {state}",
    "decayed_stock {state}",
    "turnover {state} --channel imports",
    "alignment {state}",
    "independence {state}",
    "hedging {state}",
)
# All states at once take a while, and show what one state may miss.
OF_ALL = ("turnover --channel imports", "herfindahl --channel arms")
if len(THREADS) < RUNS:
    MEASURES += OF_ALL


def run(folder: Path, number: int, *command: str) -> bytes:
    """Run Python in a process of its own, with another number of threads each time."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": SOURCE,
            "COUNTERPOISE_HOME": str(folder / "home"),
            "POLARS_MAX_THREADS": str(THREADS[number % len(THREADS)]),
            # Pages carry the day on which they are made.
            "SOURCE_DATE_EPOCH": "1750000000",
            "PYTHONHASHSEED": str(number),
        },
        capture_output=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def digest(written: bytes) -> str:
    assert written
    return hashlib.sha256(written).hexdigest()


@pytest.mark.parametrize("state", STATES)
def test_a_brief_is_the_same_in_every_run_and_needs_no_solver(state: str, tmp_path: Path) -> None:
    made = f"import sys, counterpoise; page = counterpoise.brief({state!r})"
    saved = [f"page.save('page.{form}')" for form in ("json", "html")]
    found, loaded = set(), set()
    for number in range(RUNS):
        names = run(tmp_path, number, "-c", "; ".join([made, *saved, "print(*sys.modules)"]))
        loaded |= set(names.decode().split())
        both = [(tmp_path / f"page.{form}").read_bytes() for form in ("json", "html")]
        found.add(tuple(map(digest, both)))

    assert len(found) == 1
    assert "polars" in loaded
    assert not loaded & SOLVERS


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_is_the_same_in_every_run(measure: str, state: str, tmp_path: Path) -> None:
    words = ["table", *measure.format(state=state).split(), "--format", "csv"]
    found = {digest(run(tmp_path, number, "-m", "counterpoise", *words)) for number in range(RUNS)}

    assert len(found) == 1
