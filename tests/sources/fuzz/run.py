"""Add damaged files to a store and look at how it ends: rows, or a refusal in words; nothing else."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from counterpoise import faults
from counterpoise.errors import CounterpoiseError, MachineError, UnforeseenError
from counterpoise.panel import build
from counterpoise.panel.store import Store
from tests.sources.fuzz.damage import damaged
from tests.sources.fuzz.whole_files import Files, files

LONGEST = 2_000
SLOW = 20.0
"""Seconds in which a file of a few rows must be through, on a busy machine too."""


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a store, but for the locks that writers leave empty."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock" and path.name != ".lock"
    }


def case(source: str, given: dict[bytes, bytes], folder: Path) -> tuple[str, str]:
    """Return how the adding of files ended, and what is wrong with that; "" if nothing is."""
    inside, store = folder / "given", folder / "store"
    for path in (inside, store):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
    paths = [Path(os.fsdecode(os.path.join(os.fsencode(inside), name))) for name in given]  # noqa: PTH118
    for path, content in zip(paths, given.values(), strict=True):
        path.write_bytes(content)
    begun = time.monotonic()
    try:
        build.add(Store((store,)), source, paths, vintage="test")
        ended, bad = "read", ""
    except KeyboardInterrupt:
        raise
    except BaseException as fault:  # an engine's panic is no Exception
        refusal = faults.told(fault)
        ended, bad = "refused", wrong(fault, refusal)
        if isinstance(refusal, MachineError):
            ended = "refused at the door"
        if contents(store):
            bad = f"the store was changed; {bad}"
        if [path for path in store.rglob("*") if "draft" in path.name]:
            bad = f"drafts were left; {bad}"
    if time.monotonic() - begun > SLOW:
        bad = f"it took {time.monotonic() - begun:.0f} s; {bad}"
    return ended, bad


def wrong(fault: BaseException, refusal: CounterpoiseError) -> str:
    """Return what is wrong with a refusal; "" if nothing is."""
    said = str(refusal)
    if isinstance(refusal, UnforeseenError):
        return f"a trace: {type(fault).__name__}: {str(fault)[:200]}"
    if len(said) > LONGEST:
        return f"a message of {len(said):,} letters"
    if not all(letter.isprintable() or letter in "\n\u00a0" for letter in said):
        return f"a message that can't be printed: {said[:200]!r}"
    return ""


def many(cases: int, seed: int = 0, report: bool = False) -> tuple[Counter[str], list[str]]:
    """Run so many cases and return how they ended, and every one that ended badly."""
    whole: dict[str, list[Files]] = files()
    ends: Counter[str] = Counter()
    bad: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(cases):
            dice = random.Random(f"{seed}-{number}")
            source = sorted(whole)[number % len(whole)]
            done, given = damaged(dice.choice(whole[source]), dice)
            ended, fault = case(source, given, folder)
            ends[ended] += 1
            if fault:
                bad.append(f"case {seed}-{number}: {source}, {done}: {fault}")
                if report:
                    print(bad[-1], flush=True)
            if report and number % 500 == 499:
                print(f"{number + 1:,} cases: {dict(ends)}, {len(bad)} bad", flush=True)
    return ends, bad


if __name__ == "__main__":
    ENDS, BAD = many(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0, report=True)
    print(dict(ENDS), f"{len(BAD)} bad")
    sys.exit(bool(BAD))
