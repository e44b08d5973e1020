"""What `site` costs for every state of today: time, size, links, and whether figures are the briefs'.

Run ``python bench/site.py`` from the repository; ``--states VNM,IDN`` for a few, ``--folder PUBLIC`` to keep
what was written. It says wall time, the processor's time of all its processes, megabytes by kind, broken
links, and how many of ten briefs made anew differ from the folder's JSON (none).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.report.render import as_json
from counterpoise.settings import embedded_folder

sys.path.insert(0, str(Path(__file__).parent.parent))
from tools import links

LIMIT_SECONDS, LIMIT_MB = 300, 150
AGAIN = 10


def main() -> None:
    """Write the folder once, and look at all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", default="")
    parser.add_argument("--folder", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(asked.folder or f"{place}/public")
        states = ["--states", asked.states] if asked.states else []
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "counterpoise", "site", str(folder), *states],
            check=True, env={**os.environ, "COUNTERPOISE_HOME": f"{place}/home"},
        )  # fmt: skip
        wall = time.perf_counter() - begun
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = used.ru_utime + used.ru_stime
        print(f"{wall:.0f} s of wall time (limit {LIMIT_SECONDS}), {busy:.0f} s of the processor")
        sizes(folder)
        broken = links.broken(folder)
        print(f"{len(broken)} broken links", *broken[:10], sep="\n")
        print(f"{different(folder)} of {AGAIN} briefs differ")


def sizes(folder: Path) -> None:
    """Say how large the folder is, by where in it and by kind."""
    total: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            kind = f"{path.relative_to(folder).parts[0].partition('.')[0]} {path.suffix}"
            total[kind] = total.get(kind, 0) + path.stat().st_size
    print(f"{sum(total.values()) / 1e6:.0f} MB (limit {LIMIT_MB})")
    for kind, size in sorted(total.items(), key=lambda one: -one[1])[:8]:
        print(f"  {kind:<16} {size / 1e6:7.1f} MB")


def different(folder: Path) -> int:
    """Return how many of a few briefs, made anew, are other than the folder's JSON.

    To nine places: a loss that was solved beside others' may end a hair from one solved alone.
    """
    store = Store((embedded_folder(),)).steady()
    there = sorted(path.stem for path in (folder / "state").glob("*.json"))
    chosen = random.Random(1).sample(there, min(AGAIN, len(there)))
    return sum(
        _read(as_json(brief(store, state), compact=True))
        != {**_read((folder / f"state/{state}.json").read_text("utf-8")), "question": ""}
        for state in chosen
    )


def _read(text: str) -> dict[str, Any]:
    """Return a page of JSON, its figures to nine places."""
    found: dict[str, Any] = json.loads(text, parse_float=lambda written: round(float(written), 9))
    return found


if __name__ == "__main__":
    main()
