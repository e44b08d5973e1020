"""How fast statements are checked and read: the ledger of two articles, and a text of some MB.

Run ``python bench/statements.py`` from the repository, on a quiet machine. The ledger is checked in
a process of its own, its imports counted; the text is made up of the sentences that the tests read,
one in five, between sentences that assert nothing.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
LEDGER = REPOSITORY / "examples" / "vietnam_balancing.toml"
LEDGER_SECONDS, READ_MB_A_SECOND = 5.0, 1.0
PLAIN = (
    "The delegation arrived in the morning and was met at the airport.",
    "Nobody expected the talks to last as long as they did in the end.",
    "The ministers of both sides spoke to the press for a quarter of an hour.",
    "A reception was held in the old town hall, to which many guests came.",
)
CHECK = """
from pathlib import Path
from counterpoise.panel.store import Store
from counterpoise.statements.checking.check import check
from counterpoise.statements.statement_file import read
print(len(check(Store.open(), read(Path({path!r})).statements)))
"""


def checked() -> bool:
    """Print how long the whole ledger takes, from the start of Python on."""
    start = time.perf_counter()
    code = CHECK.format(path=str(LEDGER))
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    print(
        f"ledger: {run.stdout.strip()} statements in {seconds:.2f} s (must: {LEDGER_SECONDS:g} s)"
    )
    return seconds <= LEDGER_SECONDS


def read(size: float) -> bool:
    """Print how fast the grammar reads a text of `size` MB."""
    from counterpoise.statements.reading.reader import GrammarReader
    from tests.statements.reading.written import NEGATIVE, POSITIVE

    rng = random.Random(85)
    known = [text for text, _ in POSITIVE] + NEGATIVE
    parts: list[str] = []
    letters = 0
    while letters < size * 1e6:
        parts.append(rng.choice(known if rng.random() < 0.2 else PLAIN))
        letters += len(parts[-1]) + 1
    text = " ".join(parts)
    GrammarReader().read(parts[0] + " Russia.", stated=date(2021, 3, 1))
    start = time.perf_counter()
    found = GrammarReader().read(text, stated=date(2021, 3, 1), subject="VNM")
    speed = len(text.encode()) / 1e6 / (time.perf_counter() - start)
    print(
        f"read: {len(text) / 1e6:.1f} MB, {found.sentences:,} sentences,"
        f" {len(found.candidates):,} statements, {speed:.2f} MB/s (must: {READ_MB_A_SECOND:g} MB/s)"
    )
    return speed >= READ_MB_A_SECOND


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=3.0, help="MB of text to read")
    sys.path.insert(0, str(REPOSITORY))
    done = [checked(), read(parser.parse_args().size)]
    raise SystemExit(0 if all(done) else 1)
