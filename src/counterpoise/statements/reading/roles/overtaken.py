"""A first place that is another's: "overtaken by China as its main partner", "After Germany, Poland is"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense

BY: Final = re.compile(
    r"\b(?:overtaken|surpassed|displaced|supplanted|replaced|dethroned|eclipsed|ousted|unseated|outstripped|overhauled"
    r"|edged out|toppled|succeeded)(?: in (?:19|20)\d\d| last year)? by (?:the )?$"
)
"""Before whoever has taken the place of another."""
REACH: Final = 44
"""Letters before a party within which that is told."""
AFTER: Final = re.compile(
    r"\W*(?:after|next to|besides?|behind|apart from|alongside|aside from) (?:the )?$"
)
"""How a sentence begins that tells of a place behind another's."""


def held(at: Sense, draft: Draft) -> Draft | None:
    """Return a place as it is held: by whoever has taken it; None where it is behind another's.

    Every other draft is returned as it is.
    """
    parts = draft.parts
    if parts["kind"] != "rank" or parts.get("comparison", "largest") != "largest" or draft.at < 1:
        return draft
    if parts.get("quantity", 1) == 1 and _is_behind(at, draft):
        return None
    if " by " not in at.line.plain:
        return draft
    for spot in range(1, draft.at):
        who = at.line.parties(spot) if at.shape[spot] == "P" else ()
        known = {parts["subject"], *parts["partners"]}
        if len(who) != 1 or known & set(who) or "j" not in at.shape[spot : draft.at]:
            continue
        start = at.line.chunks[spot].start
        if BY.search(at.line.plain, max(0, start - REACH), start):
            return replace(draft, parts=parts | {"partners": who}, cues=draft.cues | {"overtaken"})
    return draft


def _is_behind(at: Sense, draft: Draft) -> bool:
    """Return whether a sentence begins with whom the first is behind: "After Germany, Poland is"."""
    first = at.shape.find("P")
    if first < 0 or at.shape[first + 1 : first + 2] != "," or first > draft.at:
        return False
    who = set(at.line.parties(first))
    led = AFTER.fullmatch(at.line.plain, 0, at.line.chunks[first].start)
    return led is not None and not who & {draft.parts["subject"], *draft.parts["partners"]}
