"""The clause that stands at a place of a sentence."""

from __future__ import annotations

import re
from typing import Final

CLAUSE: Final = re.compile(
    r"[;:—–,\s](?:(?<=[;:—–,])\s|(?<=\s)(?:but|while|whereas|although|though|because|yet)\s"
    r"|(?<=\s)and\s(?=(?:(?:is|are|was|were) (?:now |also |still )?"
    r"(?:expected|projected|forecast|likely|set|due|poised|on (?:course|track))"
    r"|will|could|may|might|should)\b))"
)
"""Where a clause begins; what it begins with stands first, by which it is looked for quickly."""


def clause_at(plain: str, place: int) -> str:
    """Return the clause at a place: from the bar before it to the bar after."""
    start, stop = 0, len(plain)
    for cut in CLAUSE.finditer(plain):
        if cut.start() >= place:
            stop = cut.start()
            break
        start = cut.end()
    return plain[start:stop]
