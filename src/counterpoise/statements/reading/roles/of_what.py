"""Of what an amount is: "$5 bn of goods", "exports reached $5 bn", "imported $15 bn from China"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from counterpoise.statements.reading.parties.drafts import NOT_OURS, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import governing, subject
from counterpoise.statements.reading.parties.sides import UNSAID
from counterpoise.statements.reading.parties.wholes import Whole

COLON: Final = re.compile(r"(?:[fth]x*[PpA])?(?:\(Y\)|Y)?;x*")
"""Between a flow and its amount in a list: "Imports from Togo (2018): $46 million"."""
GOING: Final = ("abroad", "overseas", "home", "back")


def dealt(at: Sense, place: int) -> Whole | None:
    """Return the goods of "imported $15 bn from China" and "sold it goods for $4 bn"."""
    verb = governing(at.line, place, place + 1)
    if verb is None or verb > place or at.shape[verb] not in "gk":
        return None
    if not at.line.chunks[verb].text.startswith(
        ("import", "export", "sold", "sell", "bought", "buy", "purchas", "ship")
    ):
        return None
    if any(
        at.shape[one] == "C" and at.line.chunks[one].value != UNSAID
        for one in range(verb, len(at.shape))
    ):
        return None
    unknown = re.match(r"x+l", at.shape[verb + 1 : place])
    if unknown and at.line.chunks[verb + 1].text not in GOING:
        raise Unreadable(
            f"“{at.line.chunks[verb + 1].text}”: {NOT_OURS}"
        )  # "exported vanilla worth"
    return Whole(verb, verb + 1, UNSAID, way="in" if at.shape[verb] == "k" else "out", start=verb)


def amount_of(at: Sense, place: int) -> Whole | None:
    """Return of what an amount is: "$5 bn of goods", "goods worth $5 bn", "exports reached $5 bn"."""
    shape = at.shape
    nouns = [one for one in at.wholes if shape[one.at] == "C"]
    level = next((one for one in range(place - 1, -1, -1) if shape[one] in "lbud;gk"), -1)
    worth = level >= 0 and at.line.chunks[level].text.startswith(("worth", "valued"))
    if worth and shape[level - 1 : level] == "C":
        return next((one for one in nouns if one.at == level - 1), None)
    apposed = "M" in shape[level + 1 : place] and APPOSED.match(shape, place + 1)
    if apposed and (own := next((one for one in nouns if one.at == apposed.end() - 1), None)):
        return own
    if level >= 0 and shape[level] in "lbud" and "C" not in shape[level:place]:
        if joined := JOINED.search(shape, 0, level):
            return next((one for one in nouns if one.at == joined.start("what")), None)
        head, _ = subject(at.line, level)
        for one in nouns:
            if head[0] == "C" and one.at == head[1]:
                return one
    if (begun := STARTED.match(shape)) and begun.start("sum") == place:
        return next((one for one in nouns if one.at == begun.start("what")), None)
    attribute = ATTRIBUTE.search(at.line.plain, 0, at.line.chunks[place].start)
    for one in nouns:
        if attribute and "x" in shape[place + 1 : max(one.at, place + 1)]:
            break
        if one.at > place and set(shape[place + 1 : one.at]) <= set("oxlAOKn()"):
            return one
    behind = [one for one in nouns if one.at < place and ";" not in shape[one.at : place]]
    listed = [one for one in nouns if COLON.fullmatch(shape, one.at + 1, place)]
    if listed and at.line.chunks[shape.rindex(";", 0, place)].text == ":":
        return listed[-1]
    with_channel = [one for one in behind if one.noun.channel]
    if behind and not behind[-1].noun.channel and behind[-1].end >= place - 3:
        return behind[-1]
    if RESUMED.search(shape, 0, place) and (meant := _meant(at, nouns, place)):
        return meant
    return with_channel[-1] if with_channel else behind[-1] if behind else None


def _meant(at: Sense, nouns: Sequence[Whole], place: int) -> Whole | None:
    """Return the flow that "it" stands for in a clause of its own: the only one told of before."""
    found = RESUMED.search(at.shape, 0, place)
    before = [one for one in nouns if found and one.at < found.start() and one.noun.channel]
    text = at.line.chunks[found.start("it")].text if found else ""
    alone = len({(one.noun, one.owner, one.target, one.source) for one in before}) == 1
    return before[-1] if text in ("it", "they") and alone and before[-1].noun.channel else None


APPOSED: Final = re.compile(r"[no]x*[AO]x{0,2}C(?![tf])")
"""What a later amount is of: ", with $427 million in Kenyan exports"."""
RESUMED: Final = re.compile(r"[;,&][xY,&]*(?P<it>p)[xHY]*(?:[bl]x*(?:MY?,?&x*lx*)?|[ud]t?x*)$")
"""A flow told before: "; it amounted to $1.5 billion", "by 2012 they had fallen to"."""
INVESTED: Final = ("investment", "investment-flow")
OFTEN: Final = re.compile(r"\b(?:weekly|monthly|daily|quarterly|hourly) (?:[\w-]+ )?$")
"""Before a flow: it is told by less than a year."""
ATTRIBUTE: Final = re.compile(r"(?:^|[ “\"(])an? $")
"""Before an amount that only tells what something cost: "a $50 million Japanese plant in Laos"."""
STARTED: Final = re.compile(
    r"x*[fnh]x*(?P<sum>M)(?:Y|\(Y\))?,x*[sOA]?x*(?P<what>C)(?=[hfte]|[xbHu])"
)
"""Before an amount in front: "From $80 million in 2002, trade between A and B rose"."""
JOINED: Final = re.compile(
    r"(?:&|,&?h|\(h?|,oq|;)[xY]*[sOA]?x*(?P<what>C)(?:[fth]x*[PpA])?[xbHYud]*$"
)
"""A second flow with an amount of its own: "… and its exports stood at"."""
