"""By what a place is known: whose it is where it is "its", and whether another place is meant."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import BEFORE, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN
from counterpoise.statements.reading.roles.placing import OVERTAKES

BUT_FOR: Final = re.compile(
    r"[^,;.]{0,24}\b(?:after|behind|bar|barring|except(?: for)?|apart from|aside from|other than|save(?: for)?|outside|beyond)"
    r" (?!\d|the (?:war|coup|end))"
)
"""What makes of a first place another: "its most generous donor after Beijing"."""
FIRM: Final = re.compile(
    r"[^,;.]{2,60}\b(?:banks?|company|companies|firms?|airlines?|carriers?|refiners?|miners?|utilit(?:y|ies)|operators?|brewers?|retailers?|makers?|producers?"
    r"|province|city|town|port|island|mine|university|farm|plant|refinery|steelworks)"
    r" (?!of |from |in )[^,;]*, (?:its|their) "
)
"""A sentence that begins with a firm: "Kenya's second-largest bank opened in Uganda, its main market"."""
AHEAD: Final = re.compile(r"(?:hx*P|j)x*j?s[^;,]*R,x*(?P<who>P)[xYHbgkacvuwdl]")
"""Who is told of behind what is its: "With the EU as its largest trading partner, Albania"."""
CLAUSE: Final = re.compile(r"x{0,3}[PpQA]?x{0,2}[gkacuvilwd]")
"""A clause behind "after", which tells when and not behind whom."""


def is_but_for(at: Sense, role_at: int) -> bool:
    """Return whether a first place is one behind another: "its most generous donor after Beijing"."""
    chunks, end = at.line.chunks, at.line.chunks[role_at].end
    found = BUT_FOR.match(at.line.plain[end:])
    if found is None:
        return False
    behind = next(
        (spot for spot in range(role_at, len(chunks)) if chunks[spot].start >= end + found.end()),
        None,
    )
    return behind is None or CLAUSE.match(at.shape, behind) is None


def _is_overtaken(at: Sense, owner: Parties, spot: int) -> bool:
    """Return whether somebody is told of only as who had the place before."""
    return any(
        OVERTAKES.search(at.line.plain, 0, at.line.chunks[one].start) is not None
        for one in range(spot)
        if at.shape[one] == "P" and at.line.parties(one) == owner
    )


def whose(at: Sense, spot: int, holder: Parties) -> tuple[Parties, tuple[str, ...]]:
    """Return whose partner is placed where it is "its", or not said, and what was assumed.

    Raises
    ------
    Unreadable
        If that is not known.
    """
    memory = at.memory.parts
    said = at.shape[spot : spot + 1] == "s"
    same = "p" in at.shape[:spot] and holder == tuple(memory.get("partners") or ("",))
    if same and not said and memory.get("subject") and set(at.shape[:spot]).isdisjoint("PO"):
        return (memory["subject"],), (BEFORE,)  # "It is also the fourth largest investor"
    if said and FIRM.match(at.line.plain):
        raise Unreadable("a firm of a state, and not the state")
    ahead = AHEAD.match(at.shape) if said and spot <= 5 else None
    if ahead and len(at.line.parties(ahead.end("who") - 1)) == 1:
        return at.line.parties(
            ahead.start("who")
        ), ()  # "With the EU as its largest partner, Albania"
    try:
        owner, assumed = at.antecedent(spot, apart_from=holder)
    except Unreadable:
        named = {
            party
            for place in range(spot)
            if at.shape[place] in "POA"
            for party in at.line.parties(place)
        } - set(holder)
        if said and len(named) == 1 and holder != PRONOUN:
            return (
                named.pop(),
            ), ()  # "shipped oil to Greece, ranking second among the country's suppliers"
        raise
    if not said and _is_overtaken(at, owner, spot):
        raise Unreadable("it is not said of whom")
    return owner, assumed
