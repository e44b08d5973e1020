"""How fast statements are read and checked.

Run ``python bench/statements.py`` from the repository (``--against PATH``: see `timing.py`). The text is
made up of the sentences that the tests read, one in five, between sentences that assert nothing; the
ledger is that of two articles, checked against the evidence that travels with the package. Nothing else
that we know of does either, so that only an older copy of the project can be a yardstick.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from typing import Any

import timing

LEDGER = timing.REPOSITORY / "examples" / "vietnam_balancing.toml"
LETTERS = 500_000
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


def check(_: None) -> Any:
    from counterpoise.panel.store import Store
    from counterpoise.statements.checking.check import check
    from counterpoise.statements.statement_file import read

    return check(Store.open(), read(LEDGER).statements)


LINES = {"read half a MB": timing.Line(read, ready=text), "check the ledger": timing.Line(check)}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
