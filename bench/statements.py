"""How fast statements are read and checked.

Run ``python bench/statements.py`` from the repository (``--against PATH``: see `timing.py`). The text is
made up of the sentences that the tests read, one in five, between sentences that assert nothing; the
ledger is that of two articles, checked against the evidence that travels with the package. Nothing else
that we know of does either, so that only an older copy of the project can be a yardstick.

Hostile text (no full stops, names and figures without end, brackets that never close) is read in five
sizes up to 10 MB. Each is told with its MB/s; what is judged is the largest against the smallest as often
as it goes into it: 1 is time in proportion to the length, 16 would be time by its square.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from typing import Any

import timing

LEDGER = timing.REPOSITORY / "examples" / "vietnam_balancing.toml"
LETTERS = 500_000
SIZES = tuple(10_000_000 >> halved for halved in (4, 3, 2, 1, 0))
PLAIN = (
    "The delegation arrived in the morning and was met at the airport.",
    "Nobody expected the talks to last as long as they did in the end.",
    "The ministers of both sides spoke to the press for a quarter of an hour.",
    "A reception was held in the old town hall, to which many guests came.",
)


def text() -> str:
    """Return half a MB of text."""
    from tests.statements.reading.written import NEGATIVE, POSITIVE

    rng = random.Random(85)
    known = [sentence for sentence, _ in POSITIVE] + NEGATIVE
    parts: list[str] = []
    letters = 0
    while letters < LETTERS:
        parts.append(rng.choice(known if rng.random() < 0.2 else PLAIN))
        letters += len(parts[-1]) + 1
    return " ".join(parts)


def read(given: str) -> Any:
    from counterpoise.statements.reading.reader import RoleReader

    return RoleReader().read(given, stated=date(2021, 3, 1), subject="VNM")


def speed(given: str) -> Any:
    """Read, and tell how many MB a second that was."""
    before = timing.seconds()
    found = read(given)
    taken = timing.seconds() - before
    megabytes = len(given.encode()) / 1e6
    print(f"    {megabytes:7.3f} MB {taken:8.2f} s {megabytes / taken:8.2f} MB/s", file=sys.stderr)
    return timing.told(taken) if found else timing.told("nan")


def hostile(letters: int) -> str:
    """Return text of a size that is made to be slow, each kind of it in one piece."""
    from tests.statements.reading.test_linear import UNITS

    part = letters // len(UNITS)
    pieces = ((unit * (part // len(unit) + 1))[:part] for unit in UNITS.values())
    return "Russia sells arms to India. " + ". ".join(pieces)


def largest(_: None) -> Any:
    """Read hostile text of five sizes; the seconds are those of the largest."""
    return [speed(hostile(letters)) for letters in SIZES][-1]


def smallest(_: None) -> Any:
    """Return the seconds of the smallest size as often as it goes into the largest."""
    return timing.told(SIZES[-1] / SIZES[0] * speed(hostile(SIZES[0])))


def check(_: None) -> Any:
    from counterpoise.panel.store import Store
    from counterpoise.statements.checking.check import check
    from counterpoise.statements.statement_file import read

    return check(Store.open(), read(LEDGER).statements)


LINES = {
    "read half a MB": timing.Line(speed, ready=text, seconds=LETTERS / 1e6),
    "read 10 MB of hostile text": timing.Line(
        largest, smallest, "16 times its sixteenth", limit=2.0, runs=2
    ),
    "check the ledger": timing.Line(check),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
