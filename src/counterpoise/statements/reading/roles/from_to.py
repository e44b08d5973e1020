"""The years of "from $69 million to $78 million", of which only one is told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense

FROM_TO: Final = re.compile(
    r"[ud](?:[xo]|yF|yB|B|F|Y|,|q|b|j)*(?:t?w)?fx*(?P<first>M)(?P<own>x?Y)?,?x*t?x*(?P<last>M)(?P<end>Y)?"
)
"""What something rose or fell from, and to."""


def course(at: Sense, place: int, draft: Draft) -> Draft:
    """Return an amount that something rose from with the year before, where only the later is told.

    "Since 1992 it has risen from $10 million" is of 1992.
    """
    if "f" not in at.shape[:place] or not set(at.shape[:place]) & set("ud"):
        return draft
    for found in FROM_TO.finditer(at.shape):
        if place not in (found.start("first"), found.start("last")) or found["own"]:
            continue
        is_first = place == found.start("first")
        time = at.time(found.start("last"))
        if time is None or not time.years or time.how not in ("", "since"):
            return draft
        first, last = time.years
        if time.how == "since":
            if is_first:
                return _of(draft, first)
            parts = {key: one for key, one in draft.parts.items() if key != "years"}
            return replace(draft, parts=parts, cues=draft.cues - {"over"} | {"from and to"})
        if first == last and is_first:
            return _of(draft, first - 1)
    return draft


def _of(draft: Draft, year: int) -> Draft:
    """Return an amount as one of a year."""
    parts = draft.parts | {"years": (year, year)}
    return replace(draft, parts=parts, cues=draft.cues - {"over"} | {"from and to"})
