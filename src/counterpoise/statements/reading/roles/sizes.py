"""The size of a change: by how much what passes, or a part of it, rose or fell."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import frame, governing
from counterpoise.statements.reading.parties.partners import bare_owner, of_share
from counterpoise.statements.reading.roles import growth
from counterpoise.statements.reading.roles.amounts import flow_of
from counterpoise.statements.reading.roles.beside_years import measured
from counterpoise.statements.reading.roles.of_what import dealt
from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.figures import Figure

IN_BRACKETS: Final = re.compile(r"^[^;F]*[ud][xs]*C[xYB]*\($|C[xY]*[ud][xYB]*\($")
"""Before the size of a change: "raised its arms imports (43 per cent)"."""
BY_SO_MUCH: Final = re.compile(
    r" (?:above|below|up on|down on|over|under|(?:more|less|higher|lower|larger|smaller|bigger) than)"
    r" (?:the |its |their |that of |those of |in )*(?:(?:19|20)\d\d )?(?:year|level|total|figure|value|amount|volume|same|previous|preceding|prior|corresponding|last)\b"
)
"""Behind a figure: it is the size of a change, "12 per cent above the year before"."""
MORE_OR_LESS: Final = re.compile(
    r"(?:\(M\))?x*(?P<more>E)[^;FMT,]*?(?:j[xnpPbHlgk]*)?(?P<then>Y)(?=$|[,;.x&)])"
)
ONE_OF: Final = re.compile(r"[;,&][xY]*(?P<who>P)[xbH]*[ud]$")
"""One of several who moved by so much, told by name alone."""
PART_OF: Final = re.compile(r"Fo[xl]*$")
VALUE_OF: Final = re.compile(r" in the (?:value|volume|amount) of\b")
BOTH_WAYS: Final = re.compile(
    r" (?:more|less) [^,;.]{0,60}\bthan (?:it|they|[\w ]{2,20}) (?:sold|sells?|bought|buys?|exported|exports?|imported|imports?|sent|sends?|shipped|ships?|got|gets?)\b"
)
"""Behind a figure: a balance told by what is bought and sold, and no change."""
SIDE: Final = ("below", "above", "under", "over")
MORE: Final = ("more", "bigger", "larger", "higher")


def _course_of(shape: str, place: int) -> int:
    """Return the nearest word for up or down, -1 if there is none."""
    return min(
        (one for one in range(len(shape)) if shape[one] in "ud"),
        key=lambda one: abs(one - place),
        default=-1,
    )


def than_then(at: Sense, place: int) -> Chunk | None:
    """Return the time with which "a quarter less … in 2019 than in 2014" compares, None if it does not."""
    if from_year := measured(at, place):
        return at.line.chunks[from_year[1]]
    found = MORE_OR_LESS.match(at.shape, place + 1)
    if not found or at.line.chunks[place + 1 :][:1] == []:
        return None
    then = at.line.chunks[found.start("then")]
    than = "j" in found.group() or then.value.how.startswith("base")
    return then if than and then.value.how not in ("part", "month", "event") else None


def _is_beside(at: Sense, place: int) -> bool:
    """Return whether a figure is told beside a time, "7 per cent below 2021", and not "fell … over 2019"."""
    if at.shape[place] in "ud":
        return False  # "halved over the five years to 2019"
    beside = at.shape[place + 1 : place + 2] == "Y"
    moved = at.shape[:place].rstrip("xy")[-1:] in ("u", "d")
    return beside and not moved and at.line.chunks[place + 1].text.startswith(SIDE)


def change(at: Sense, place: int, figure: Figure) -> Draft:
    """Return the size of a change."""
    shape = at.shape
    if BOTH_WAYS.match(at.line.plain, at.line.chunks[place].end):
        raise Unreadable("by how much one way is more than the other")
    if "deficit" in at.line.plain or "surplus" in at.line.plain:
        raise Unreadable("the change of a balance is no kind of statement")
    if from_year := measured(at, place):
        course = from_year[0]
    elif re.match(r"(?:\(M\))?x*E", shape[place + 1 :]):
        course = shape.index("E", place)
    elif _is_beside(at, place):
        course = place + 1
    else:
        course = _course_of(shape, place)
    signed = growth.sign(at, place)
    course = place if signed else course
    if course < 0:
        raise Unreadable(f"“{figure.words}”, and not whether up or down")
    way = at.line.chunks[course].text
    if at.line.plain.startswith(" again", at.line.chunks[course].end):
        raise Unreadable("by how much again, and since when")
    if shape[course] == "Y" or from_year:
        way = "more" if way.startswith(("above", "over")) else "less"
    comparison = (
        "rising" if shape[course] == "u" or signed == "rising" or way in MORE else "falling"
    )
    behind = [one for one in at.wholes if one.at < place]
    ahead = [one for one in at.wholes if one.at > place]
    after_noun = (
        ahead and course > place and set(shape[course + 1 : ahead[0].at]) <= set("noAOsxKP")
    )
    parts_aside = [one for one in behind if not PART_OF.search(shape, 0, one.start)]
    behind = parts_aside or behind  # "exports to China, worth 32 per cent of its exports, rose"
    candidates = ahead[:1] if after_noun else behind[-1:] or ahead[:1]
    then = than_then(at, place)
    verb = governing(at.line, place, place + 1) if then else None
    dealer = frame(at.line, verb) if verb is not None and verb < place else None
    if then and dealer:
        goods = dealt(at, place)
        near = ahead[:1] if ahead and ahead[0].end <= at.line.chunks.index(then) else []
        candidates = near or ([goods] if goods else candidates)
        if near and not near[0].named and near[0].noun.channel:
            dealer = dealer if at.shape[dealer.at] in "gk" else None
    if not candidates:
        raise Unreadable(f"“{figure.words}” is a change, and not of what")
    what = candidates[0]
    shared = any(tag == "S" for tag in shape[: max(course, place)]) or figure.unit == "points"
    if VALUE_OF.match(at.line.plain, at.line.chunks[course].end) and "S" in shape[:place]:
        raise Unreadable("a change of what somebody sells, beside a share of it")
    assumed: tuple[str, ...] = ()
    partner = growth.in_brackets(at, place) or growth.partner_in_run(at, place)
    if of_list := growth.owner_of_list(at, what, partner):
        parts, cues = of_list, frozenset({"of a list"})
    elif not then and (late := growth.named_late(at, what)):
        parts, assumed, cues = flow_of(at, replace(what, owner=late, form="O"))
        cues = cues | {"owner named late"}
    else:
        parts, assumed, cues = flow_of(at, what, dealer if then else None)
    if partner and partner != (parts["subject"],):
        parts["partners"] = partner
    one_of = ONE_OF.search(shape, 0, course + 1)
    if one_of and not shared and len(parts["partners"]) > 1:
        only = at.line.parties(one_of.start("who"))
        if not set(only) < set(parts["partners"]):
            raise Unreadable("figures, and not whose each is")
        parts["partners"] = (
            only  # "trade with India and China has grown, but only the latter has tripled"
        )
    whose = bare_owner(at, place)
    if whose and not shared and whose != (parts["subject"],):
        if what.form not in ("O", "A", "o") or parts["partners"] == whose or len(whose) != 1:
            raise Unreadable("figures, and not whose each is")
        parts["subject"] = whose[0]  # "and Pakistan's grew by 11 per cent"
    if shared:
        named = bare_owner(at, place) or of_share(at, place)
        if named and (not parts["partners"] or bare_owner(at, place)):
            parts["partners"] = named
        if not parts["partners"]:
            raise Unreadable("a change of a share, and not whose")
    if figure.unit == "":
        raise Unreadable(f"“{figure.words}” is no amount in dollars")
    if str(parts["channel"]).startswith("arms") and "M" in shape:
        raise Unreadable("arms are counted in TIV, not in dollars")
    parts |= {"kind": "change", "of": "share" if shared else "amount", "comparison": comparison,
              "quantity": figure.value, "unit": figure.unit}  # fmt: skip
    words = (figure.words, at.line.chunks[course].text, at.line.chunks[what.at].text)
    earlier = re.fullmatch(r"previous(?: (\d+))?", then.value.how) if then else None
    if then and earlier:
        spans = [
            one.value.years for one in at.line.chunks
            if one.tag == "Y" and one is not then and one.value.years and not one.value.how
        ]  # fmt: skip
        if len(spans) != 1:
            raise Unreadable("by how much more or less, and since when")
        back = int(earlier[1] or spans[0][1] - spans[0][0] + 1)
        first, last = (year - back for year in spans[0])
        parts |= {"years": spans[0], "before": (first, last)}
        return Draft(parts, words, place, assumed, cues | {"change"})
    if then and then.value.years and not then.value.how.startswith("base"):
        # "in 2019 than it had in 2014": of two times the later one is that of the change
        spans = [
            one.value.years for one in at.line.chunks
            if one.tag == "Y" and one is not then and one.value.years and not one.value.how
            and not (from_year and one.value.years <= then.value.years)
        ]  # fmt: skip
        parts |= {"before": then.value.years} | ({"years": spans[0]} if spans else {})
        return Draft(parts, words, place, assumed, cues | {"change"})
    told = Draft(parts, words, place, assumed, cues | {"change"})
    return growth.since(at, place, growth.dated(at, place, timed(at, place, told, pair=True)))
