"""Who belongs to a bloc, joined it or left it."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.around import about, place_of
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.right_before import right_before
from counterpoise.statements.reading.tokens.clauses import clause_at
from counterpoise.statements.reading.tokens.mentions import ADJECTIVE, BLOC, Mention

MEMBER: Final = re.compile(
    r"\b(?:(?:\d{1,2}(?:st|nd|rd|th)|(?:[a-z]+ty-)?(?:first|second|third|[a-z]+th|[a-z]+tieth)|newest|latest|youngest) member\b|(?:first|second|third|latest|last|only) (?:\w+ ){1,3}to (?:join|accede to)\b|members? of|members? since|(?:re)?joined|belong(?:s|ed)? to|\w+-member|acceded to|(?:were|was) admitted (?:in)?to|entered|(?<=is )in|(?<=are )in|(?<=been )in|(?<=not )in|bec(?:ame|omes?) (?!(?:an? )?(?:associate|candidate|observer))(?:[\w’'-]+ ){1,4}members?\b)"
)
JOINS: Final = re.compile(
    r"\b(?:bec(?:ame|omes|oming) (?:[\w’'-]+ ){0,4}members?(?: of)?|is the (?:\w+ ){1,4}to (?:join|accede to))$"
)
"""What tells of the act, in the year of the text, and not of a state of things."""
BEGUN: Final = re.compile(r"\b(?:(?:re)?joined|entered|acceded to|since|admitted (?:in)?to)\b")
"""What tells when a state came to belong."""
FOUNDERS: Final = re.compile(
    r"\b(?:is|are|was|were|been)(?: in \d{4})? (?:one of|among) (?:the )?(?:(?:founding|original|first|oldest|newest|\w+) ){0,2}$"
)
"""Before "members of": who is one of them is told."""
_DENIED: Final = (
    r"(?:\b(?:does|do|did|is|are|was|were|has|have) (?:not|never|no longer)|\b(?:is|are|was|were|has|have|does|do|did)n[’']t|\bneither (?:[\w’'.-]+ ){1,4}nor (?:[\w’'.-]+ ){1,4}?(?:is|are|was)"
    r"|\bno longer|\bceased to be|\b(?:is|are|was) no|\bnot)(?: (?:been|a|an|yet|full|themselves|itself|either))* "
)
DENIED: Final = re.compile(_DENIED + "$")
"""Before what tells that a state belongs: it does not."""
DENIED_THERE: Final = re.compile(_DENIED + r"(?=members?\b|belong|in (?:the )?\w)")
"""What denies one membership, and no other of the same clause."""
FOLLOWS: Final = re.compile(r"(?<=Y)(?:[,;]?&|[,;])(?:x(?=P))?(?P<who>P)(?P<x>x{0,3})(?P<when>Y)")
"""As chunks: who did the same in another year."""
FOLLOWED: Final = frozenset(
    {"followed", "followed suit", "did", "so", "suit", "too", "joined", "it", "the"}
)
FORMER: Final = re.compile(r"\b(?:former|ex-|associate|candidate|fellow|would-be|non-?) ?$")
WHICH_JOINED: Final = re.compile(r",? (?:which|that) (?:the )?$")
THE_BLOC: Final = re.compile(
    r"\bthe (?:alliance|bloc|union|organi[sz]ation|cartel|group|grouping|club|pact|community)\b"
)
MEMBERS: Final = re.compile(r"\b(?:to|by|from|among|for|with)\s(?:[\w’'-]+\s){0,2}$")
"""Before "members of": others are spoken of, and nobody's membership."""
LEFT: Final = re.compile(
    r"\b(?:quit|quits|left|leaves|withdrew from|withdrawn from|pulled out of|walked out of|exited|(?:is|are|was|were) out of)\b"
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


ACTS: Final = ("joined", "entered", "admitted to", "admitted into", "acceded to")
"""What tells of the act by which a state came to belong."""


def belongs(at: Sense, found: re.Match[str], _: frozenset[str]) -> tuple[Draft, ...]:
    """Return of which blocs states are members or no longer, and of how many."""
    plain = at.line.plain
    told = sorted(
        [*MEMBER.finditer(plain), *LEFT.finditer(plain)], key=lambda one: (one.start(), -one.end())
    )
    drafts: list[Draft] = []
    since = 0
    for one in told:
        last = [draft.parts["subject"] for draft in drafts]
        made = _of_one(at, one, since if len(told) > 1 else 0, last)
        if made:
            drafts += made
            since = one.end()
    return tuple(drafts)


def _of_one(at: Sense, found: re.Match[str], since: int, last: Sequence[str] = ()) -> list[Draft]:
    """Return the memberships of one verb: of the states that stand before it, behind the verb before.

    `last` are those of the verb before, who go on: "is no member of NATO and joined the EU".
    """
    plain = at.line.plain
    gone = LEFT.fullmatch(found.group()) is not None
    inside = found.group() == "in"
    before = plain[: found.start()]
    if _of_others(found.group(), before):
        return []
    act = gone or found.group().endswith(ACTS)
    it = act and IT.match(plain, found.end()) is not None
    blocs = _blocs(at, found, act=act, gone=gone, it=it)
    if not blocs:
        return []
    bloc = min(blocs, key=lambda m: (m.start < found.start(), abs(m.start - found.end())))
    which = act and bloc.end <= found.start()
    if not _is_it(at, found, bloc, gone=gone, near=act and not it and not which, inside=inside):
        return []
    no = None if gone else DENIED.search(before)
    denied = no is not None
    if no and no.group().startswith("neither"):
        both = {
            m.party: m for m in at.line.said if no.start() < m.start < no.end() and m.form != BLOC
        }
        subjects, assumed = list(both), tuple[str, ...]()
    else:
        subjects, assumed = _subjects(at, found, bloc, since, last)
    if inside and (assumed or not subjects):
        return []
    parts: dict[str, Any] = {
        "kind": "membership",
        "bloc": bloc.party,
        "comparison": "not a member" if gone or denied else "member",
    }
    place = -1 if found.group().endswith("member") else place_of(at, found)
    parts |= _times(
        at,
        found,
        bloc,
        place,
        gone=gone,
        denied=denied,
        act=act,
        several=len({m.party for m in blocs}),
    )
    count = COUNT.search(clause_at(plain, found.start()))
    if count and not gone and not denied:
        parts["quantity"] = float(COUNTS.get(count[1], 0) or count[1])
    words = (found.group(), bloc.word)
    cues = frozenset({"membership", "denied"} if denied else {"membership"})
    drafts = [Draft(parts | {"subject": one}, words, place, assumed, cues) for one in subjects]
    more = [m for m in blocs if m is not bloc and AND_OF.match(plain, bloc.end, m.start)]
    if found.group() in ("member of", "members of") and not more:
        more = [
            m for m in at.line.said
            if m.form == BLOC and m.start > bloc.end and m.party != bloc.party
            and LISTED_ON.fullmatch(at.line.text, bloc.end, m.start)
            and not PART_OF_IT.match(at.line.text, m.end)
            and not NOT_IT.match(plain, m.end)
        ]  # fmt: skip
    drafts += [replace(one, parts=one.parts | {"bloc": m.party}) for m in more for one in drafts]
    return drafts + (_followers(at, found, drafts) if drafts and not more else [])


def _followers(at: Sense, found: re.Match[str], drafts: Sequence[Draft]) -> list[Draft]:
    """Return who came to belong, or left, in other years: "in 1995, Laos and Myanmar in 1997"."""
    first = drafts[0]
    years = first.parts.get("years")
    if first.parts["comparison"] not in ("joined", "left") or not years or years[0] != years[1]:
        return []
    told: list[Draft] = []
    place = place_of(at, found)
    while after := FOLLOWS.search(at.shape, place):
        if after.start() > place and place > place_of(at, found):
            break
        words = [one.text for one in at.line.chunks[after.start("x") : after.end("x")]]
        who, when = at.line.parties(after.start("who")), at.line.chunks[after.start("when")].value
        if not who or not when.years or when.how not in ("", "month") or set(words) - FOLLOWED:
            break
        parts = first.parts | {"years": when.years}
        told += [replace(first, parts=parts | {"subject": one}) for one in who]
        place = after.end()
    return told


def _of_others(word: str, before: str) -> bool:
    """Return whether members are only spoken of: "signed by members of", "fellow members of"."""
    if word.startswith("member") and FORMER.search(before):
        return True
    if word != "members of" or FOUNDERS.search(before):
        return False
    return bool(MEMBERS.search(before)) or before.endswith(("fellow ", "of them "))


def _blocs(at: Sense, found: re.Match[str], *, act: bool, gone: bool, it: bool) -> list[Mention]:
    """Return the blocs near a verb; of an act those behind it, or the one that "it" or "which" means."""
    plain = at.line.plain
    said = [m for m in at.line.said if m.form == BLOC]
    if it:  # "joined OPEC in 2007 and left it in 2023"
        ahead = [m for m in said if m.end <= found.start()]
        if (
            not ahead
            and len({m.party for m in said}) == 1
            and THE_BLOC.search(plain, 0, found.start())
        ):
            return said[:1]  # "the alliance has grown, Finland having joined it, and … NATO"
        return ahead[-1:]
    if not act:
        return [
            m for m in said
            if (m.start - found.end() if found.group() == "in" else abs(m.start - found.end())) in range(60)
        ]  # fmt: skip
    behind = [m for m in said if m.start >= found.end() and m.start - found.end() in range(60)]
    ahead = [m for m in said if m.end <= found.start()]
    who = [m for m in at.line.said if m.form != BLOC and m.end <= found.start()]
    if ahead and who and WHICH_JOINED.fullmatch(plain, ahead[-1].end, who[-1].start):
        return ahead[-1:]  # "the free trade area, which Moldova joined in 2007"
    return behind


def _is_it(
    at: Sense, found: re.Match[str], bloc: Mention, *, gone: bool, near: bool, inside: bool
) -> bool:
    """Return whether it is the bloc itself to which states belong, and no body, ally or programme of it."""
    plain = at.line.plain
    if PART_OF_IT.match(at.line.text, bloc.end):
        return False
    if inside:
        return bloc.start - found.end() <= 5 and not NOT_IT.match(plain, bloc.end)
    if not near:
        return True
    if NOT_IT.match(plain, bloc.end) or (gone and " of " in plain[found.end() : bloc.start]):
        return False
    most = 60 if gone else 5 if found.group() == "entered" else NEAR
    return -1 < bloc.start - found.end() <= most


def _times(
    at: Sense, found: re.Match[str], bloc: Mention, place: int, *, gone: bool, denied: bool, act: bool, several: int
) -> dict[str, Any]:  # fmt: skip
    """Return when states came to belong or left, and that they did, where that is told."""
    plain = at.line.plain
    if gone or denied:
        time = at.time(place)
        years = time.years if time and time.years and time.how != "since" else None
        if time and years and gone and time.how in ("", "month") and LEFT_IT.match(found.group()):
            return {"years": years, "comparison": "left"}
        return {"years": years} if gone else {}
    became = JOINS.search(plain, 0, found.end())
    founded = FOUNDERS.search(plain, 0, found.start())
    begun = at.time(place) if became or founded or BEGUN.search(plain) else None
    if begun and begun.start > bloc.end and ELSEWHEN.search(plain, bloc.end, begun.start):
        begun, became = None, None  # "joined NATO years after its foundation in 1949"
    ended = at.time(place)
    if ended and ended.years and ended.how == "until" and not act and ended.start > found.end():
        return {"years": (ended.years[1] - 1, ended.years[1] - 1)}  # "a member until 1991"
    if begun and begun.years and several == 1:
        last = at.stated if begun.how == "since" and not act else begun.years[0]
        return {"comparison": "joined", "years": (begun.years[0], last)}
    return {"years": (at.stated, at.stated)} if became else {}


def _subjects(
    at: Sense, found: re.Match[str], bloc: Mention, since: int, last: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    """Return of whom a verb tells: those right before it, who are not only named by the way."""
    plain = at.line.plain
    behind = [
        m for m in at.line.said if m.form not in (BLOC, ADJECTIVE) and m.start == found.end() + 2
    ]
    if found.group().endswith("member") and behind and plain.startswith(", ", found.end()):
        return [behind[0].party], ()  # "the EU's newest member, Croatia,"
    if told := right_before(at, found.start(), since=since):
        return told, ()
    if last:
        return list(last), ()
    return about_one(at, bloc.party, place_of(at, found))


def about_one(at: Sense, bloc: str, place: int) -> tuple[list[str], tuple[str, ...]]:
    """Return whom a sentence without a state before its verb is about, and what was assumed."""
    if not at.about and not set(at.shape[: place + 1]) & set("ps"):
        raise Unreadable("it is not said of whom")
    who, assumed = about(at, (bloc,))
    return [who], assumed
