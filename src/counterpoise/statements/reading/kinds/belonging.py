"""Who belongs to a bloc, joined it or left it."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.around import about, place_of
from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.tokens.mentions import ADJECTIVE, BLOC

MEMBER: Final = re.compile(
    r"\b(?:(?:\d{1,2}(?:st|nd|rd|th)|(?:[a-z]+ty-)?(?:first|second|third|[a-z]+th|[a-z]+tieth)|newest|latest|youngest) member\b|(?:first|second|third|latest|last|only) (?:\w+ ){1,3}to (?:join|accede to)\b|members? of|members? since|(?:re)?joined|belong(?:s|ed)? to|\w+-member|acceded to|(?:were|was) admitted (?:in)?to|entered|bec(?:ame|omes?) (?!(?:an? )?(?:associate|candidate|observer))(?:[\w’'-]+ ){1,4}members?\b)"
)
JOINS: Final = re.compile(
    r"\b(?:bec(?:ame|omes|oming) (?:[\w’'-]+ ){0,4}members?(?: of)?|is the (?:\w+ ){1,4}to (?:join|accede to))$"
)
"""What tells of the act, in the year of the text, and not of a state of things."""
BEGUN: Final = re.compile(r"\b(?:(?:re)?joined|entered|acceded to|since|admitted (?:in)?to)\b")
"""What tells when a state came to belong."""
MEMBERS: Final = re.compile(r"\b(?:to|by|from|among|for|with)\s(?:[\w’'-]+\s){0,2}$")
"""Before "members of": others are spoken of, and nobody's membership."""
LEFT: Final = re.compile(
    r"\b(?:quit|quits|left|leaves|withdrew from|has withdrawn from|pulled out of|walked out of|(?:is|are|was|were) out of)\b"
)
"""What tells that a state belongs to a bloc no more."""
LEFT_IT: Final = re.compile(r"(?!is|are|was|were)")
"""The act, and not the state of things: "is out of"."""
STEMMED: Final = re.compile(rf"{MEMBER.pattern}|{LEFT.pattern}")
IT: Final = re.compile(
    r" it(?= (?:in|on|again|for the|after|by|only|just|two|three|a|\w+ (?:years?|months?))\b|[.,;]|\s*$)"
)
"""Behind a verb: the bloc that was named before."""
NOT_IT: Final = re.compile(
    r"['’]s? \w|[ -](?:allies|forces?|troops|missions?|operations?|summits?|states|countr(?:y|ies)|nations|members(?! in)|leaders|sanctions"
    r"|partnership|programmes?|programs?|command|structures?|observers?|accession|candidates?|free|plan|council|dialogue|in (?:\w+ly )?\w+ing\b)"
)
"""Behind a bloc: something of it that was joined or left, or what was done with it."""
PART_OF_IT: Final = re.compile(
    r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec|Member)[A-Z][a-z]"
)
"""Behind a bloc: a body of it, "the UN Human Rights Council"."""
ELSEWHEN: Final = re.compile(r"\b(?:after|before|following|until|despite)\b")
"""Between a bloc and a year, which is then of something else."""
LISTED_ON: Final = re.compile(r"(?:[ ,]|[A-Z][\w’'-]*|of|for|and|in|on|the|both|\([A-Z]{2,}\))*")
"""Between blocs of one list, with others between them that are none of ours."""
NEAR: Final = 14
"""Letters between "joined" and its bloc: "joined the newly founded NATO"."""
AND_OF: Final = re.compile(r"[^;.]{0,24}\band (?:of|to) (?:the )?$")
"""Before another bloc that a state belongs to: "of the EAEU since 2015 and of the CSTO"."""
COUNT: Final = re.compile(
    r"\b(\d{1,3}|two|three|five|ten)(?:[ -]member|[ -]nation|[ -]state|\smembers|\snations)\b"
)
COUNTS: Final = {"two": 2, "three": 3, "five": 5, "ten": 10}


VERB: Final = re.compile(r"x?b")
JOIN: Final = re.compile(
    r" (?:both |also |all |formally |officially )*(?:re)?(?:joined|acceded|entered)\b"
)
"""What all of a list do: "Laos and Myanmar joined"."""


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
    before = plain[: found.start()]
    others = found.group() == "members of" and (
        MEMBERS.search(before) or before.endswith(("fellow ", "of them "))
    )
    act = gone or found.group().endswith(
        ("joined", "entered", "admitted to", "admitted into", "acceded to")
    )
    it = act and IT.match(plain, found.end()) is not None
    if it:  # "joined OPEC in 2007 and left it in 2023"
        blocs = [m for m in at.line.said if m.form == BLOC and m.end <= found.start()][-1:]
    elif act:
        blocs = [m for m in blocs if m.start >= found.end()]
    if not blocs or others:
        return []
    bloc = min(blocs, key=lambda m: (m.start < found.start(), abs(m.start - found.end())))
    if (act and not it and NOT_IT.match(plain, bloc.end)) or PART_OF_IT.match(
        at.line.text, bloc.end
    ):
        return []
    if (
        act
        and not it
        and not -1
        < bloc.start - found.end()
        <= (60 if gone else 5 if found.group() == "entered" else NEAR)
    ):
        return []
    if gone and not it and " of " in plain[found.end() : bloc.start]:
        return []
    ahead = [m for m in at.line.said if m.form not in (BLOC, ADJECTIVE) and m.start < found.start()]
    states = [m.party for m in ahead if m.start >= since]
    if it and not states:
        states = [m.party for m in ahead][:1]
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
        if time and time.years and time.how in ("", "month") and LEFT_IT.match(found.group()):
            parts["comparison"] = "left"
    else:
        became = JOINS.search(plain, 0, found.end())
        begun = at.time(place) if became or BEGUN.search(plain) else None
        if begun and begun.start > bloc.end and ELSEWHEN.search(plain, bloc.end, begun.start):
            begun, became = None, None  # "joined NATO years after its foundation in 1949"
        if begun and begun.years and len({m.party for m in blocs}) == 1:
            last = at.stated if begun.how == "since" and not act else begun.years[0]
            parts |= {"comparison": "joined", "years": (begun.years[0], last)}
        elif became:
            parts["years"] = (at.stated, at.stated)
    if count and not gone:
        parts["quantity"] = float(COUNTS.get(count[1], 0) or count[1])
    words = (found.group(), bloc.word)
    drafts = [
        Draft(parts | {"subject": one}, words, place, assumed, frozenset({"membership"}))
        for one in (subjects if gone else _together(at, subjects))
    ]
    more = [m for m in blocs if m is not bloc and AND_OF.match(plain, bloc.end, m.start)]
    if found.group() in ("member of", "members of") and not more:
        more = [
            m for m in at.line.said
            if m.form == BLOC and m.start > bloc.end and m.party != bloc.party
            and LISTED_ON.fullmatch(at.line.text, bloc.end, m.start)
            and not PART_OF_IT.match(at.line.text, m.end)
            and not NOT_IT.match(plain, m.end)
        ]  # fmt: skip
    return drafts + [
        replace(one, parts=one.parts | {"bloc": m.party}) for m in more for one in drafts
    ]


def _together(at: Sense, subjects: list[str]) -> list[str]:
    """Return the first state, and those that stand with it before their verb: "Finland and Sweden are"."""
    for spot, tag in enumerate(at.shape):
        if tag == "P" and subjects[0] in at.line.parties(spot):
            listed = at.line.parties(spot)
            verb = VERB.match(at.shape, spot + 1) or JOIN.match(
                at.line.plain, at.line.chunks[spot].end
            )
            return [one for one in subjects if one in listed] if verb else subjects[:1]
    return subjects[:1]


def about_one(at: Sense, bloc: str) -> tuple[list[str], tuple[str, ...]]:
    """Return whom a sentence without a state is about, and what was assumed."""
    who, assumed = about(at, (bloc,))
    return [who], assumed
