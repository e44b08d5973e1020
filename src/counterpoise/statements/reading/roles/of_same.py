"""An amount told right behind a part, of the same: "took 25 per cent of its exports, at $8.9 billion"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense

BEHIND: Final = re.compile(r"(?:x*o(?:lx*o)?x*[sOA]?x*C)?[xY]*,(?P<lead>[nrlx&jbcwt]{1,4}o?)")
"""Between a part and an amount of the same."""
IN_ALL: Final = re.compile(r" (?:in (?:total|all)|altogether|overall|all told)\b")
"""Behind an amount: it is of the whole, and of no part of it."""
LEADS: Final = frozenset(
    (
        *("at", "worth", "or", "for", "valued at", "worth about", "amounting to", "equal to"),
        *("equivalent to", "at a value of", "with a value of", "to the value of", "to a value of"),
        *("that is", "or about", "or some", "or nearly", "or around", "at about", "at some"),
    )
)
"""Words with which the amount of a part is told."""


def of_the_same(at: Sense, place: int, flow: Draft, last: Draft | None) -> Draft:
    """Return an amount with the partner of the part that it is told right behind."""
    if last is None or last.parts["kind"] != "share" or flow.parts.get("partners"):
        return flow
    same = all(flow.parts[key] == last.parts[key] for key in ("subject", "channel", "product"))
    whole = IN_ALL.match(at.line.plain, at.line.chunks[place].end) or "of the whole" in flow.cues
    if whole or not _is_named_before(at, place, last.parts["partners"]):
        return flow
    found = BEHIND.fullmatch(at.shape, last.at + 1, place) if same else None
    if not found:
        return flow
    first, stop = at.line.chunks[found.start("lead")].start, at.line.chunks[place].start
    if at.line.plain[first:stop].strip() not in LEADS:
        return flow
    kept = {key: last.parts[key] for key in ("partners", "years") if last.parts.get(key)}
    return replace(flow, parts=flow.parts | kept, cues=flow.cues | {"of the same"})


def _is_named_before(at: Sense, place: int, partners: Parties) -> bool:
    """Return whether the partner of a part stands before the amount, and does not follow it."""
    spots = [spot for spot in range(place) if at.shape[spot] in "PA"]
    return any(set(at.line.parties(spot)) == set(partners) for spot in spots)
