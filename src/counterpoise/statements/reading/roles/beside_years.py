"""A size measured from a year by name alone: "24.7 percent ($1.6 billion) above 2021"."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import Sense

ABOVE: Final = ("above", "over")
BELOW: Final = ("below", "under")
FROM_YEAR: Final = re.compile(r"(?:\(M\))?(?P<side>x)(?P<noun>x?)(?P<then>Y)(?=x?$|[,;&.)])")
MOVED: Final = re.compile(r"[udS]x*[yo]?x*$")
"""Before a size that rose or fell, or is a share."""
DURING: Final = ("over", "under")
"""What before several years tells of them, and of no size beside them."""
AGAIN: Final = re.compile(r"\)(?:x|E)x?Y")
"""Behind an amount in brackets: what a change is measured from."""
FIGURE: Final = ("figure", "level", "total", "value", "volume", "amount")
IN_PLACE: Final = "F("


def measured(at: Sense, place: int) -> tuple[int, int] | None:
    """Return the word and the year from which a size is measured, None if it is from none."""
    found = FROM_YEAR.match(at.shape, place + 1)
    if not found:
        return None
    side, then = found.start("side"), found.start("then")
    chunks = at.line.chunks
    if chunks[side].text not in (*ABOVE, *BELOW):
        return None
    if found["noun"] and chunks[side + 1].text not in FIGURE:
        return None
    time = chunks[then].value
    if not time.years or time.how or MOVED.search(at.shape, 0, place):
        return None  # "fell 12 per cent over 2019" is told by the word before
    several = time.years[0] != time.years[1]
    return None if several and chunks[side].text in DURING else (side, then)


def is_told_again(at: Sense, place: int) -> bool:
    """Return whether an amount in brackets is the size of a change that is told as a part before it."""
    return at.shape[place - 2 : place] == IN_PLACE and AGAIN.match(at.shape, place + 1) is not None
