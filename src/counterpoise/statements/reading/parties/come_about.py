"""Times that are not those of what has come about since: "has become", and what a course came to."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.tokens.chunks import Line

BEGAN: Final = re.compile(
    r"(?:fx*[FMT]x*(?P<then>Y),?x*|(?:^f|,)x*[FMT]x*(?P<when>Y),[^;FMT]*[ud]x*)tx*$"
)
"""Before what a course came to: the time from which it had come, "from 12 per cent in 2010 to"."""
HAS_BECOME: Final = re.compile(
    r"\b(?:has|have) (?:(?:since|now|also|thus|even|recently) )?"
    r"(?:become|overtaken|left|replaced|displaced|surpassed|supplanted|ousted|emerged|turned|risen|moved|taken|grown|passed)\b"
)
"""What has come about by the day of the text, and not in the year told before."""


def has_come_about(line: Line, joined: int, at: int) -> bool:
    """Return whether a clause tells of what has come about by now: "and India has become its first"."""
    if line.shape[joined - 1] != ",":
        return False
    return HAS_BECOME.search(line.plain, line.chunks[joined].end, line.chunks[at].start) is not None


def began(shape: str, at: int) -> int:
    """Return the time at which a course began that comes to a figure, -1 if there is none."""
    found = BEGAN.search(shape, 0, at) if "Y" in shape[:at] else None
    return found.start(found.lastgroup or 0) if found else -1
