"""Figures that go on with the share before: "it was 67 per cent in 2003 and 66 in 2023".

Either the same share at another time, or that of another partner told by a possessive or by "that of".
"""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import governing
from counterpoise.statements.reading.tokens.figures import Figure

SINCE: Final = re.compile(r"[Y,x]*&x*(?:[ud]x*[tf]|l)x*$")
"""The same later, by a verb without a subject: "and has since come down to 36 per cent"."""
AGAIN: Final = re.compile(r"[Y,xJ]*&x*[frtnm]?x*$")
"""The same with another figure and time: "and for 41 per cent in 2023"."""
MOVED: Final = re.compile(r"[^PpOS;&]*[ud]x*tx*$")
"""Where a share went: "Russia's 79 per cent of … had shrunk to 26"."""
FIGURE: Final = re.compile(
    r"[;,&][xY,&]*(?:(?P<it>p)|s?(?P<word>[xS]))x*[bY]*(?:[bl]|[ud]x*[tf])x*$"
)
"""A clause of which the share is the subject: "today the figure stands at 29 per cent"."""
BY_PRONOUN: Final = re.compile(r"[;,&][xY,&]*(?P<it>p)[xb]*(?P<verb>[gkac])x*$")
"""Who did it before, with the same verb: "ten years earlier it furnished 14 per cent"."""
WORDS: Final = ("figure", "proportion", "share", "percentage", "number", "level", "part")
COMPARED: Final = re.compile(r"[^;F]*,?x*jx*")
AGAINST_THAT: Final = re.compile(r"q?x*[cw]?x*(?P<way>[ft])x*(?P<who>P)")
"""Another partner's share beside: "compared with the 24 per cent that came from New Zealand"."""
FROM_OR_TO: Final = {"f": ("imports", "arms", "aid", "debt"), "t": ("exports", "arms-exports")}
OTHER_WAY: Final = re.compile(r"[;,&][xY,&]*sS[on](?P<what>C)[xYH]*(?:[bl]|[ud]x*[ft])x*$")
"""The same partner's share the other way: "while its share in imports increased from 18 per cent"."""
OTHERS: Final = re.compile(r"[;,&][xY,&]*O(?:S|x)?x*[bY,x]*[udwl]?[x,Y]*(?:[ft]x*)?$")
"""Another partner's share: "while China's went from 12 to 25 per cent"."""
THAT_OF: Final = re.compile(r"[;,&][xY,&]*C[of]x*P[xbY]*[udwl]?[xY]*(?:[ft]x*)?$")
"""The same: "and that of the United States from 40 to 64"."""
ADDS: Final = re.compile(r"[;,&][xY,&]*(?P<who>P)[xY]*(?P<verb>[gkacw])x*$")
"""Another partner with a verb of its own: "; the United States contributes another 18 per cent"."""
ADDED: Final = ("another", "a further", "further")
AGAINST: Final = re.compile(r"(?P<lead>j|[xj]o|&)x*O$")
"""Another partner's figure beside: "ahead of India's 9 and the Emirates' 8", "against Italy's 25"."""
COURSE_IN_FRONT: Final = re.compile(r"Y[^;FMT]*[ud]x*fx*Fx*tx*F,?;x*[CO][^;FMTY]*$")
"""A course between two times told in front, and a clause that goes on: "…, while that of Japan slipped from"."""
DATED_COURSE: Final = re.compile(r"fx*Fx*(?P<first>Y)x*tx*Fx*(?P<last>Y)")
TO: Final = re.compile(r"Y?,?x*tx*$")


def continued(
    at: Sense, place: int, figure: Figure, full: Draft, last: Draft, before: int
) -> Draft | None:
    """Return the share that a figure tells by the one before; None if it is told otherwise.

    Parameters
    ----------
    at : Sense
        The sentence.
    place, figure
        The figure and its chunk.
    full, last : Draft
        The share told with all its parts, and that of the figure before.
    before : int
        The chunk of the figure before.
    """
    shape = at.shape
    between = shape[before + 1 : place]
    other = AGAINST_THAT.match(shape, place + 1) if COMPARED.fullmatch(between) else None
    if other and full.parts["channel"] in FROM_OR_TO[other["way"]]:
        who = at.line.parties(other.start("who"))
        if len(who) == 1 and not set(who) & {full.parts["subject"], *full.parts["partners"]}:
            return _told(at, place, figure, full, who)
    if (
        re.match(r"x*o[xsOAPUp]*[CQ]|x*[ftynr]x*P", shape[place + 1 :])
        or last.parts["kind"] != "share"
    ):
        return None
    if TO.match(between) and "gapped" in last.cues:
        return _told(at, place, figure, last, last.parts["partners"])
    pronoun = BY_PRONOUN.search(shape, before, place)
    if pronoun and pronoun.start() > before and _same_verb(at, before, pronoun):
        told = _told(at, place, figure, last, last.parts["partners"])
        return replace(told, cues=told.cues | {"anew"})
    same = _same(at, before, place, between)
    if same:
        return _told(at, place, figure, last, last.parts["partners"])
    turned = OTHER_WAY.search(shape, before, place)
    if turned and turned.start() > before and "S" in shape[: full.at]:
        return _other_way(at, place, figure, full, turned.start("what"))
    adds = ADDS.search(shape, before, place)
    if adds and adds.start() > before and _adds(at, adds, place, figure):
        told = _told(at, place, figure, full, at.line.parties(adds.start("who")))
        return replace(told, cues=told.cues | {"against"})
    against = AGAINST.search(shape, before, place)
    if against and (against["lead"] != "&" or "against" in last.cues):
        told = _told(at, place, figure, full, at.line.parties(place - 1))
        return replace(told, cues=told.cues | {"against"})
    other = OTHERS.search(shape, before, place) or THAT_OF.search(shape, before, place)
    if other and other.start() > before:
        spot = next(one for one in range(place - 1, before, -1) if shape[one] in "OP")
        if shape[spot] == "P" and at.line.chunks[spot - 2].text not in ("that", "those"):
            return None
        return _told(at, place, figure, full, _partner(at, full, at.line.parties(spot)))
    return None


def _other_way(at: Sense, place: int, figure: Figure, full: Draft, what: int) -> Draft | None:
    """Return the share of the same partner in imports, where that in exports was told, and the other way round."""
    noun = at.line.chunks[what].value
    turned = {"exports": "imports", "imports": "exports"}.get(str(full.parts["channel"]), "")
    if noun.channel != turned or noun.product or full.parts.get("product"):
        return None
    known = replace(full, parts=full.parts | {"channel": turned})
    return _told(at, place, figure, known, full.parts["partners"])


def _same(at: Sense, before: int, place: int, between: str) -> bool:
    """Return whether a figure is of the same share at another time."""
    shape = at.shape
    if SINCE.fullmatch(between):
        return True
    if AGAIN.fullmatch(between) and shape[place + 1 : place + 2] == "Y":
        return True
    if shape[before - 1 : before] == "O" and MOVED.fullmatch(between):
        return True
    found = FIGURE.search(shape, before, place)
    if not found or found.start() <= before:
        return False
    if found["word"]:
        spot = found.start("word")
        return at.line.chunks[spot].text in WORDS and shape[spot - 1 : spot] not in ("O", "A")
    return at.line.chunks[found.start("it")].text == "it" and "S" in shape[:before]


def _same_verb(at: Sense, before: int, found: re.Match[str]) -> bool:
    """Return whether a clause has the verb of the figure before, and "it" for who does it."""
    chunks = at.line.chunks
    verb = governing(at.line, before, before + 1)
    same = verb is not None and chunks[verb].value == chunks[found.start("verb")].value
    return same and chunks[found.start("it")].text in ("it", "they", "the latter")


def _adds(at: Sense, found: re.Match[str], place: int, figure: Figure) -> bool:
    """Return whether "another 18 per cent" of the same is told, and nothing behind it of what."""
    said = at.line.plain[at.line.chunks[found.start("verb")].end : at.line.chunks[place].end]
    alone = re.match(r"[xY]*(?:$|[,;&.])", at.shape[place + 1 :])
    return bool(alone) and any(word in said.split() or word in figure.words for word in ADDED)


def _partner(at: Sense, full: Draft, who: Parties) -> Parties:
    """Return another's party as the partner, if the possessive of the clause before was the partner's."""
    owner, partner = full.parts["subject"], full.parts["partners"]
    forms = {  # "g" for who is governed by a preposition
        party: "g" if at.shape[:spot].rstrip("x")[-1:] in tuple("otfnrhy") else at.shape[spot]
        for spot in range(full.at)
        if at.shape[spot] in "POA"
        for party in at.line.parties(spot)
    }
    if (
        len(who) != 1
        or who[0] == owner
        or (forms.get(owner, "") in tuple("OP") and forms.get(partner[0]) != "O")
    ):
        raise Unreadable("figures, and not whose each is")
    return who


def _told(at: Sense, place: int, figure: Figure, known: Draft, partners: Parties) -> Draft:
    parts = known.parts | {
        "partners": partners,
        "comparison": figure.comparison,
        "quantity": figure.value,
    }
    parts = {key: value for key, value in parts.items() if key not in ("years", "when")}
    cues = known.cues | {"gapped"}
    draft = Draft(parts, (figure.words, *known.words[1:]), place, known.assumed, cues)
    begin = max(shape.rfind(mark, 0, place) for mark in ";&") if (shape := at.shape) else 0
    later = re.match(r"&x*(?:[ud]|l)", shape[begin:place])
    ends = _ends_before(at, place) if _undated_course(at, place) else None
    if ends:
        lead = shape[:place].rstrip("x")[-1:]
        return replace(draft, parts=parts | {"years": ends[0] if lead == "f" else ends[1]})
    if _undated_course(at, place) or (
        later and "Y" not in shape[begin:place] and shape[place + 1 : place + 2] != "Y"
    ):
        return draft
    return timed(at, place, draft)


def _undated_course(at: Sense, place: int) -> bool:
    """Return whether a figure is an end of "from 21 to 9 per cent", and neither end has a time."""
    shape = at.shape
    begin = max(shape.rfind(mark, 0, place) for mark in ";&") + 1
    end = min((spot for mark in ";&" if (spot := shape.find(mark, place)) >= 0), default=len(shape))
    return bool(re.search(r"fx*Fx*tx*F", shape[begin:end])) and "Y" not in shape[begin:end]


def _ends_before(at: Sense, place: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the two times of the course before: "from 26 per cent in 2010 to nine in 2019"."""
    found = DATED_COURSE.search(at.shape, 0, place)
    if not found:
        return _ends_in_front(at, place)
    first, last = (at.line.chunks[found.start(name)].value.years for name in ("first", "last"))
    return (first, last) if first and last else None


def _ends_in_front(at: Sense, place: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the ends of "between 2010 and 2020" for the course of another, told in the same breath."""
    begin = at.shape.rfind("f", 0, place)
    found = COURSE_IN_FRONT.match(at.shape, 0, begin) if begin > 0 else None
    time = at.line.chunks[0].value if found else None
    if time is None or time.how != "ends" or not time.years:
        return None
    return (time.years[0],) * 2, (time.years[1],) * 2
