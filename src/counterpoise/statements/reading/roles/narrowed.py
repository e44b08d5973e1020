"""Places that are none among all partners: in a region, a bloc or on land, of a part of a state, or to come."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.reference import groups
from counterpoise.statements.reading.parties.drafts import NOT_OURS, Parties, Sense, Unreadable
from counterpoise.statements.reading.roles.apart import NARROW
from counterpoise.statements.reading.tokens.lexicon import Noun

BETWEEN: Final = re.compile(r"K[xAC]*[QU][xC]*R")
"""A region between a place and the partner: "the largest African investor"."""
AMONG: Final = re.compile(r"[nof][xN]*(?:(?P<who>[PA])|(?:[AP]?x*[QU])[xQC]*),")
"""A sentence that begins with among whom its places are: "In Central Asia,", "Of the 27 EU members,"."""
WHERE: Final = re.compile(
    r"\b(?:(?:in|within|across|inside|on|outside(?: of)?|throughout|from|of) (?:the |its |their |this |that )?(?:[\w-]+ ){0,2}?(?:region|sub-?region|continent|peninsula"
    r"|subcontinent|hemisphere|neighbou?rhood|gulf|balkans|caucasus|sahel|maghreb|levant|andes|caribbean|pacific|islamic world|arab world|muslim world|bloc)\b"
    r"|on land\b|by (?:land|sea|rail|road|air)\b)"
)
"""Behind a partner: where it is the largest, and not of all."""
WILL: Final = re.compile(
    r"\b(?:will|would|shall|could|may|might|going to|likely to|expected to|set to|about to|poised to) (?:[a-z]+ ){0,2}"
    r"(?:be|become|remain|stay|emerge|rank|make|overtake)\b[^.;]{0,48}$"
)
"""Before a place: it is not held yet."""
CLAIMS: Final = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|purport(?:s|ed)?|pretend(?:s|ed)?|boast(?:s|ed)?|style[sd]? itself|calls itself|consider(?:s|ed) itself)\b[^.;]{0,48}$"
)
"""Before a place: somebody only says so of itself."""
PARTNER_IN: Final = re.compile(r"[nr]x??(?P<what>x)(?=x?$|[,;.&Yn])")
"""Behind a partner: in what, that is no trade: "its first partner in culture"."""
IN_ALL: Final = frozenset(
    [
        "terms",
        "value",
        "history",
        "years",
        "goods",
        "total",
        "general",
        "number",
        "volume",
        "size",
        "time",
    ]
)
OF_OTHER: Final = re.compile(r"(?:y|nx{0,2}o|n|r)x?(?P<noun>C)")
"""Behind a partner: in what is no channel of ours, "by services"."""
PARTNER_OF_ANOTHER_KIND: Final = re.compile(
    r" (?:city|cities|groups?|banks?|networks?|institutions?|agency|agencies|organi[sz]ations?|universit(?:y|ies)|ports?"
    r"|firms?|company|companies|funds?|industry|industries|associations?|schemes?|programmes?|programs?|conference|segment)\b"
)
"""Right behind a partner: who or what it is, and no state."""
NOT_IT: Final = re.compile(r"[otrn]x*[OAs]?(?P<noun>C)(?P<what>[xgk])(?=x?$|[,;.&Y(])")
"""A product that is none: "its largest market for gas pipes"."""
FOR_WARES: Final = re.compile(r"K[ro]x??(?P<what>x)(?=x?$|[,;.&Y(])")
"""The same where the partner is left out: "and the third-largest for bicycles"."""
OF_SOME: Final = re.compile(r"(?:[or]x?A?C)?[otrn]x?(?P<whose>[OU])(?P<what>x{1,3})(?P<after>.?)")
"""A partner of a part of a state: "the biggest market for Iraq's farmers"."""
OF_WARES: Final = re.compile(r"[otrn]x*[OAs]?(?P<noun>C)[or]x{0,2}?(?P<what>x)(?=x?$|[,;.&fntYb(])")
"""Exports of what is not held: "the largest destination for its exports of horses"."""
_WHOLE: Final = (
    "own total overall entire whole foreign external national annual global booming growing small big huge"
    " vast main key chief leading largest biggest goods best combined public sovereign"
)
WHOLE: Final = frozenset(_WHOLE.split())
"""Words behind a state's possessive that make no part of the state of it."""
ENDS: Final = re.compile(r"[;,&bgkcwavl]")


def check_all(at: Sense, place: int, role_at: int | None) -> None:
    """Refuse a place in a region, of a part of a state, or to come.

    Raises
    ------
    Unreadable
        If the place is not one among all partners of a state, by the words around it.
    """
    shape, line = at.shape, at.line
    if BETWEEN.match(shape, place):
        raise Unreadable("a place within a region")
    if WILL.search(line.plain, max(0, line.chunks[place].start - 90), line.chunks[place].start):
        raise Unreadable("a place to come, and no assertion")
    if CLAIMS.search(line.plain, max(0, line.chunks[place].start - 90), line.chunks[place].start):
        raise Unreadable("only claimed, and by another")
    alone = FOR_WARES.match(shape, place) if role_at is None else None
    if alone and _is_ware(line.chunks[alone.start("what")].text):
        raise Unreadable(f"“{line.chunks[alone.start('what')].text}”: {NOT_OURS}")
    if role_at is None:
        return
    opened = AMONG.match(shape)
    if opened and (opened["who"] is None or _is_bloc(line.parties(opened.start("who")))):
        raise Unreadable("a place within a region")
    stop = ENDS.search(shape, role_at + 1)
    last = stop.start() if stop else len(shape)
    end = line.chunks[last].start if last < len(shape) else len(line.plain)
    first = line.chunks[role_at].end
    bars = [bar for mark in ",;(" if (bar := line.plain.find(mark, first)) >= 0]
    if WHERE.search(
        line.plain, line.chunks[role_at].end, max(end, min(bars, default=len(line.plain)))
    ):
        raise Unreadable("a place within a region")
    some = OF_SOME.match(shape, role_at + 1)
    if some and some["after"] not in ("C", "P", "A", "R"):
        word = line.chunks[some.start("what")].text
        if word.isalpha() and word not in WHOLE:
            raise Unreadable(f"“{word}” of a state, and not the state")
    for spot in range(place, last):
        noun = line.chunks[spot]
        if shape[spot] == "C" and noun.value.product and NARROW.search(line.plain, 0, noun.start):
            raise Unreadable(f"“{noun.text}”, and not all of it")
    side = line.chunks[role_at].value.side
    other = PARTNER_IN.match(shape, role_at + 1) if side == "B" else None
    if other and _is_ware(word := line.chunks[other.start("what")].text) and word not in IN_ALL:
        raise Unreadable(f"“{word}”: {NOT_OURS}")
    other = OF_OTHER.match(shape, role_at + 1)
    if other and line.chunks[other.start("noun")].value == Noun("") and "margin" not in line.plain:
        raise Unreadable(f"“{line.chunks[other.start('noun')].text}”: {NOT_OURS}")
    if PARTNER_OF_ANOTHER_KIND.match(line.plain, line.chunks[role_at].end):
        raise Unreadable("a partner that is no state")
    part = NOT_IT.match(shape, role_at + 1)
    if part and line.chunks[part.start("noun")].value.product:
        noun, what = line.chunks[part.start("noun")], line.chunks[part.start("what")]
        if _is_ware(what.text) and line.plain[noun.end : what.start] == " ":
            raise Unreadable(f"“{noun.text} {what.text}”: {NOT_OURS}")
    wares = OF_WARES.match(shape, role_at + 1)
    if wares:
        noun, word = line.chunks[wares.start("noun")].value, line.chunks[wares.start("what")].text
        if noun.channel in ("imports", "exports", "goods") and not noun.product and _is_ware(word):
            raise Unreadable(f"“{word}”: {NOT_OURS}")


def check_bloc(at: Sense, role_at: int, owner: Parties) -> None:
    """Refuse a place among the members of a bloc: "its main partner within Mercosur".

    Raises
    ------
    Unreadable
        If a bloc tells where the place is, and it is not that of which it is the partner.
    """
    stop = ENDS.search(at.shape, role_at + 1)
    for spot in range(role_at + 1, stop.start() if stop else len(at.shape)):
        who = at.line.parties(spot)
        inside = at.shape[spot - 1] == "n" or at.line.plain.endswith(
            ("outside the ", "outside "), 0, at.line.chunks[spot].start
        )
        if inside and who != owner and _is_bloc(who):
            raise Unreadable("a place within a region")


def _is_bloc(who: Parties) -> bool:
    return len(who) == 1 and who[0] in groups.TITLES


def _is_ware(word: str) -> bool:
    return word.isalpha() and word not in WHOLE
