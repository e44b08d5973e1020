"""Places that are told by an order which is none that we read: "the 999999th largest", "the penultimate"."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense

NO_ORDER: Final = re.compile(
    r"\d+(?:st|nd|rd|th)|zeroth|n-?th|umpteenth|hundredth|thousandth|penultimate|least|last"
)
UNCOUNTED: Final = "a place by an order that is not read"


def uncounted(sense: Sense, draft: Draft) -> str:
    """Return why a place is none that is told by a number we read; "" if it is, or no place is told."""
    if draft.parts["kind"] not in ("rank", "world rank") or not 0 < draft.at < len(sense.shape):
        return ""
    before = sense.line.chunks[draft.at - 1].text
    return UNCOUNTED if NO_ORDER.fullmatch(before) else ""
