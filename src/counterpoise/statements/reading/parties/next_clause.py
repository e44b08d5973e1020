"""A time that is only that of the clause behind: "Spain is its largest partner, and exports fell in 2018"."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.tokens.chunks import Line
from counterpoise.statements.reading.tokens.times import Time

ANOTHER: Final = re.compile(
    r",&x*(?:[AOs]x*)?[CRxP](?:[ftno]x*[OPs]x?C?)?q?[xbH]*(?P<verb>[udlgkacb])"
)
"""Where a clause with a subject of its own begins behind a comma."""
IS: Final = re.compile(r"\b(?:is|are|remains?|stays?)\b[^,;]*$")
"""Before a place that somebody has today."""
AND_IS: Final = re.compile(r", (?:and|but) (?:is|are|remains?)\b[^,;]*$")
"""Between a time of the past and a place that somebody has today: "in 2016, and is its largest partner"."""
CAME: Final = re.compile(
    r"\b(?:came|fell|rose|grew|stood|was|were|had|held|made|took|went|bought|sold|sent|hit|shrank|[a-z]{2,}ed)\b"
)
"""What tells that a clause is of the past."""


def is_of_next_clause(line: Line, place: int, time: Time) -> bool:
    """Return whether a time is told of the past in the clause behind what is told of today."""
    begin = line.chunks[place].start
    if time.end < begin and AND_IS.search(line.plain, time.end, begin):
        return CAME.search(line.plain, max(0, time.start - 90), time.start) is not None
    if time.start < begin or not IS.search(line.plain, max(0, begin - 60), begin):
        return False
    another = ANOTHER.search(line.shape, place)
    if another is None or line.chunks[another.start()].start > time.start:
        return False
    clause = line.chunks[another.start()].start
    return CAME.search(line.plain, clause, time.start) is not None
