"""Whose a flow is, and with whom, where it is not said beside it: "it", the other, an office's state."""

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.parties.counterflow import OF_ALL
from counterpoise.statements.reading.parties.drafts import BEFORE, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import Frame
from counterpoise.statements.reading.parties.reporters import reporter
from counterpoise.statements.reading.parties.wholes import PRONOUN, Whole

REPORTED: Final = ("imports", "exports", "trade")
REPORTER: Final = "the state of the office that tells of it is meant"


HOLDS: Final = re.compile(r"(?:[xNP]*xq)?[xY,]*(?P<who>P)[xbH]*[abl][^,;gk]*,h")
"""Who holds a place, before ", with"."""
RECEIVED: Final = ("aid", "investment", "investment-flow")
"""Channels of which the subject is who receives."""


def other_party(at: Sense, what: Whole, owner: Parties) -> Parties:
    """Return whom "it" means beside an owner: the last party named before."""
    pronoun = at.shape.rfind("p")
    for place in range(max(what.at, pronoun) - 1, -1, -1):
        if at.shape[place] in "PO" and at.line.parties(place) != owner:
            return at.line.parties(place)
    known = tuple(one for one in at.memory.pair if one not in owner)
    if len(known) != 1:
        raise Unreadable("the other side is not named")
    return known


def whose(at: Sense, what: Whole, partners: Parties) -> tuple[Parties, tuple[str, ...]]:
    """Return whose a flow is, and what was assumed: whoever was told of, or whose office tells of it."""
    last = at.memory.parts
    if what.noun.channel in RECEIVED and what.source and not at.about:
        goes_on = last.get("channel") in RECEIVED and last.get("subject") not in (None, *partners)
        givers = {party for one in at.wholes for party in one.source}
        if not goes_on and {one.party for one in at.line.said} <= givers:
            raise Unreadable("it is not said who received it")
        if goes_on:
            return (last["subject"],), (BEFORE,)
    try:
        return at.antecedent(what.at, apart_from=partners)
    except Unreadable:
        named = reporter(at.line.text)
        if not named or set(named) & set(partners) or what.noun.channel not in REPORTED:
            raise
        return named, (REPORTER,)


def of_two(
    at: Sense, two: Parties, assumed: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[str, ...], frozenset[str]]:
    """Return the parts of trade between two: of whom the text is about with the other."""
    subject = at.about if at.about in two else two[0]
    partners = tuple(one for one in two if one != subject)
    parts = {"subject": subject, "partners": partners, "channel": "trade", "product": ""}
    return parts, assumed, frozenset({"flow of two", "between two"})


def with_both(at: Sense, what: Whole) -> bool:
    """Return whether trade is that of a third with two: "trade with Japan and Korea"."""
    return "h" in at.shape[what.at : what.end] and "e" not in at.shape[what.at : what.end]


def told_of(verb: Frame | None) -> bool:
    """Return whether a verb says with whom something passes."""
    return verb is not None and bool(verb.giver or verb.receiver or verb.other)


def is_resumed(at: Sense, what: Whole, parts: dict[str, Any]) -> bool:
    """Return whether "its exports" may be those to the one of whom the sentence before told."""
    last = at.memory.parts
    same = last.get("channel") == parts["channel"] and last.get("subject") == parts["subject"]
    told = bool(last.get("partners")) and not at.line.said and what.owner == PRONOUN
    before = at.line.chunks[what.at - 1].text if what.at else ""
    return (
        same
        and told
        and before not in OF_ALL
        and not at.line.chunks[what.at].text.startswith(OF_ALL)
    )


def holder_of_place(at: Sense, place: int, subject: str) -> Parties:
    """Return who a sentence begins with that holds a place of which the amount is told behind a comma.

    "China holds the second position in FDI in Myanmar, with $236 million."
    """
    held = HOLDS.match(at.shape)
    if not held or not at.shape[:place].rstrip("x").endswith(",h"):
        return ()
    who = at.line.parties(held.start("who"))
    return who if len(who) == 1 and who[0] != subject else ()
