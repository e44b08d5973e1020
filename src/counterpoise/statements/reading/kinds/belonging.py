"""Who belongs to a bloc, joined it or left it."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.parties.around import about, place_of
from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.tokens.mentions import ADJECTIVE, BLOC

MEMBER: Final = re.compile(
    r"\b(?:(?:\d{1,2}(?:st|nd|rd|th)|newest|latest|youngest) member\b|(?:first|second|third|latest|last|only) (?:\w+ ){1,3}to (?:join|accede to)\b|members? of|joined|belong(?:s|ed)? to|\w+-member|acceded to)\b"
)
JOINS: Final = re.compile(
    r"\b(?:bec(?:ame|omes|oming) (?:[\w’'-]+ ){0,4}member|is the (?:\w+ ){1,4}to (?:join|accede to))$"
)
"""What tells of the act, in the year of the text, and not of a state of things."""
MEMBERS: Final = re.compile(r"\b(?:to|by|from|among|for|with)\s(?:[\w’'-]+\s){0,2}$")
"""Before "members of": others are spoken of, and nobody's membership."""
LEFT: Final = re.compile(
    r"\b(?:quit|quits|left|leaves|withdrew from|has withdrawn from|pulled out of|walked out of|(?:is|are|was|were) out of)\b"
)
"""What tells that a state belongs to a bloc no more."""
STEMMED: Final = re.compile(rf"{MEMBER.pattern}|{LEFT.pattern}")
COUNT: Final = re.compile(
    r"\b(\d{1,3}|two|three|five|ten)(?:[ -]member|[ -]nation|[ -]state|\smembers|\snations)\b"
)
COUNTS: Final = {"two": 2, "three": 3, "five": 5, "ten": 10}


def belongs(at: Sense, found: re.Match[str], _: frozenset[str]) -> tuple[Draft, ...]:
    """Return of which blocs states are members or no longer, and of how many."""
    plain = at.line.plain
    told = sorted(
        [*MEMBER.finditer(plain), *LEFT.finditer(plain)], key=lambda one: (one.start(), -one.end())
    )
    drafts: list[Draft] = []
    since = 0
    for one in told:
        made = _of_one(at, one, since if len(told) > 1 else 0)
        if made:
            drafts += made
            since = one.end()
    return tuple(drafts)


def _of_one(at: Sense, found: re.Match[str], since: int) -> list[Draft]:
    """Return the memberships of one verb: of the states that stand before it, behind the verb before."""
    plain = at.line.plain
    gone = LEFT.fullmatch(found.group()) is not None
    blocs = [
        m
        for m in at.line.said
        if m.form == BLOC
        and (m.start - found.end() if gone else abs(m.start - found.end())) in range(60)
    ]
    others = found.group() == "members of" and MEMBERS.search(plain[: found.start()])
    if not blocs or others:
        return []
    bloc = min(blocs, key=lambda m: (m.start < found.start(), abs(m.start - found.end())))
    states = [
        m.party for m in at.line.said
        if m.form not in (BLOC, ADJECTIVE) and since <= m.start < found.start()
    ]  # fmt: skip
    count = COUNT.search(plain)
    subjects, assumed = (states, ()) if states else about_one(at, bloc.party)
    parts: dict[str, Any] = {
        "kind": "membership",
        "bloc": bloc.party,
        "comparison": "not a member" if gone else "member",
    }
    place = -1 if found.group().endswith("member") else place_of(at, found)
    if gone:
        time = at.time(place)
        parts["years"] = time.years if time and time.years else None
    elif JOINS.search(plain, 0, found.end()):
        parts["years"] = (at.stated, at.stated)
    if count and not gone:
        parts["quantity"] = float(COUNTS.get(count[1], 0) or count[1])
    words = (found.group(), bloc.word)
    return [
        Draft(parts | {"subject": one}, words, place, assumed, frozenset({"membership"}))
        for one in (subjects if gone else subjects[:1])
    ]


def about_one(at: Sense, bloc: str) -> tuple[list[str], tuple[str, ...]]:
    """Return whom a sentence without a state is about, and what was assumed."""
    who, assumed = about(at, (bloc,))
    return [who], assumed
