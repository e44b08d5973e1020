"""Comparisons of partners, and courses without a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import (
    NOT_OURS,
    Draft,
    Parties,
    Sense,
    Unreadable,
)
from counterpoise.statements.reading.parties.frames import frame
from counterpoise.statements.reading.parties.frames import subject as head_of
from counterpoise.statements.reading.parties.partners import of_share
from counterpoise.statements.reading.parties.sides import real
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD
from counterpoise.statements.reading.roles.amounts import flow_of
from counterpoise.statements.reading.roles.apart import PER_HEAD
from counterpoise.statements.reading.tokens.chunks import Line
from counterpoise.statements.reading.tokens.lexicon import Noun

TRADES = ("trades", "trade", "traded", "trading")
EACH_OTHER = ("any", "every other", "everybody", "everyone")
"""Others one by one: to have more than any of them is to be first."""
EXCEEDS = ("exceed", "surpass", "outstrip", "outweigh", "overtook", "overtake")
DOES = ("does", "did", "do", "has", "had", "have")
"""What makes of the other side one that does the same: "than India does"."""
ASIDE_AMOUNT = re.compile(r"\(M\)|,x*lx*M[Yx]*,|,lMY?(?=,)")
"""Amounts told by the way of what is compared."""
GOING = re.compile(
    r"as|much|many|abroad|again|still|often|goods?|home|money|value|each|altogether|overall|[a-z]+ly"
)
"""Words behind "more" that tell of no goods."""
BUT_FOR = re.compile(r"\b(?:except|bar|barring|but|save|other than|apart from|besides)\b")
BUYERS = re.compile(r"\bother (?:customers|buyers|clients|recipients|markets)\b")
RANKS = re.compile(
    r" (?:up |down )?the (?:ranks?|rankings?|ladder|list|table|charts?|order|league)\b"
)
TO_PLACE = re.compile(
    r" (?:back |up |down )?(?:to|into) (?:the )?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b"
)
GOES_ON = re.compile(r"\b(?:continu\w+|beg[aiu]n\w*|start\w*|went on|came|tend\w*|set) to $")
GOING_UP = re.compile(
    r"(?:go|mov|ramp|pick|trend|edg|creep|inch|shoot|driv|push|scal|step|head|gone|com)\w*"
)
THERE = re.compile(r"x{0,2}nx?(?P<who>P)")
GIVEN = ("aid", "investment", "investment-flow")
"""Channels in which what somebody gives somewhere is what is received there."""
LESS = ("less", "fewer", "smaller", "lower")


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield what is compared: "more from China than from Russia", "three times as much as"."""
    shape = at.shape
    figured = bool(set(ASIDE_AMOUNT.sub("", shape)) & set("FM"))
    if figured and ";" not in shape:
        return
    last = 0
    for than in _thans(at):
        begin, end = _clause(shape, than)
        if figured and set(ASIDE_AMOUNT.sub("", shape[begin:end])) & set("FM"):
            continue
        more = max((one for one in range(last, than) if shape[one] in "EB"), default=-1)
        if re.search(r"lBx?C?q", shape):
            raise Unreadable("goods worth so many times others, and not whose")
        if at.line.chunks[than].text.startswith(EXCEEDS):
            more = than
        last = than
        if more < 0:
            continue
        try:
            yield _comparison(at, more, than)
        except Unreadable as why:
            yield why


def _clause(shape: str, place: int) -> tuple[int, int]:
    """Return where the clause of a place begins and ends."""
    end = shape.find(";", place)
    return shape.rfind(";", 0, place) + 1, end if end >= 0 else len(shape)


def _thans(at: Sense) -> list[int]:
    """Return where the other side of each comparison begins."""
    shape = at.shape
    found = [
        place for place in range(1, len(shape))
        if shape[place] == "j" and any(tag in "EB" for tag in shape[:place])
        and not shape[:place].rstrip("x").endswith("B")
        and not (at.line.chunks[place].text == "as" and shape[place + 1 : place + 3] == "xj")
        and shape[place + 1 :].lstrip("xpfthnro")[:1] in tuple("PALQOC")
    ]  # fmt: skip
    if found:
        return found
    times_its = [
        place + 1 for place in range(len(shape)) if shape[place : place + 3] in ("BsC", "BOC")
    ]
    if times_its and "C" in shape[: times_its[0]]:
        return times_its[:1]
    them = [
        one for one in range(len(shape)) if at.line.chunks[one].text in ("those", "that of", "that")
    ]
    if them and shape[: them[-1]].rstrip("x").endswith("B"):
        return [them[-1]]
    bare = [
        one
        for one in range(len(shape))
        if (shape[one] == "E" and at.line.chunks[one].text.startswith("outweigh"))
        or (
            at.line.chunks[one].text.startswith(EXCEEDS)
            and (
                (
                    shape[one + 1 : one + 2] == "C"
                    and at.line.chunks[one + 1].text in ("those", "that")
                )
                or (shape[one + 1 : one + 3] == "sC" and _as_first(at, one))
            )
        )
    ]
    return bare[:1]


def _as_first(at: Sense, verb: int) -> bool:
    """Return whether the noun behind "exceeds its" is the one before: "its trade with … its trade with"."""
    nouns = [one.noun for one in at.wholes if one.at < verb]
    return bool(nouns) and at.line.chunks[verb + 2].value == nouns[0]


def _comparison(at: Sense, more: int, than: int) -> Draft:
    shape, line = at.shape, at.line
    stop = next((one for one in range(than + 1, len(shape)) if shape[one] in "E;"), len(shape))
    right = [one for one in range(than + 1, stop) if shape[one] in "PALO"]
    begin = shape.rfind(";", 0, more) + 1
    if not right or any(tag in "QU" for tag in shape[begin:stop]):
        raise Unreadable("a comparison, and not with whom")
    if shape[right[0]] == "L" and line.chunks[right[0]].text.startswith(EACH_OTHER):
        raise Unreadable("a first place, told apart from the comparisons")
    if BUT_FOR.search(line.plain, line.chunks[than].start, line.chunks[right[0]].start):
        raise Unreadable("a comparison with all but one")
    after = line.chunks[right[0] + 1 : right[0] + 2]
    if shape[right[0]] == "O" and after and after[0].tag == "x" and after[0].text.isalpha():
        raise Unreadable("a comparison with a part of a state")  # "from Greece's northern ports"
    poles = () if shape[right[0]] == "L" else line.parties(right[0])
    prep = shape[right[0] - 1] if right[0] - 1 > than and shape[right[0] - 1] in "fthnro" else ""
    if shape[more - 1 : more] == "y":
        raise Unreadable("by how much more, and not which is more")  # "rose by more than"
    if prep == "o" and line.chunks[right[0] - 2].text in ("those", "that"):
        raise Unreadable("a comparison of two owners, told apart from that of partners")
    verbs = [one for one in range(begin, than) if shape[one] in "gki"]
    verbs = verbs or [one for one in range(than) if shape[one] in "gki"]
    told = frame(line, verbs[0]) if verbs else None
    noun = next(
        (one.noun for one in at.wholes if one.at < than and one.noun.channel), Noun("goods")
    )
    if any(one.tag == "k" and one.text.startswith("ow") for one in line.chunks):
        raise Unreadable("a comparison of debts, and of no channel of ours")
    if PER_HEAD.search(line.plain):
        raise Unreadable("a comparison by head or by piece, and not by amount")
    unknown = re.match(r"x(?=[fth])", shape[more + 1 : than])
    if unknown and "C" not in shape and not GOING.fullmatch(line.chunks[more + 1].text):
        raise Unreadable(f"“{line.chunks[more + 1].text}”: {NOT_OURS}")
    if any(not one.noun.channel and begin <= one.at < stop for one in at.wholes):
        raise Unreadable("a comparison of what is no channel of ours")
    if told and told.verb == "i":
        noun = Noun("investment-flow")
    way = "" if told is None else "in" if told.verb == "k" else "out"
    trades = next((one for one in range(than) if line.chunks[one].text in TRADES), None)
    left = [
        one
        for one in range(than)
        if shape[one] in "PA" and (not prep or shape[one - 1 : one] == prep)
    ]
    does = right[0] + 1 < len(shape) and line.chunks[right[0] + 1].text in DOES
    owned = next((one.owner for one in at.wholes if one.at < than and one.form in "AO"), ())
    seller = (told.giver or owned) if told and told.verb == "k" else ()
    if told and seller and does and not prep and shape[right[0]] != "L":
        # "China buys more copper from Zambia than India does": the buyers are compared
        return _buyers(at, more, than, seller, told.subject, poles, noun)
    if told and told.verb == "k" and BUYERS.search(line.chunks[right[0]].text):
        return _buyers(at, more, than, told.giver or owned, told.subject, (), noun)
    partner: Parties = ()
    subject: Parties = ()
    assumed: tuple[str, ...] = ()
    if (told and told.verb == "k") or (told and prep in ("t", "r", "n")):
        subject = told.subject
        near = [one for one in left if one > more]
        partner = (
            line.parties(near[-1]) if near and prep
            else (told.giver if told.verb == "k" else told.receiver)
            or (line.parties(left[-1]) if left else ())
        )  # fmt: skip
    elif told is None and trades is not None:
        subject, noun, way = head_of(line, trades)[1], Noun("trade", "both"), "both"
        partner = line.parties(left[-1]) if left and prep == "h" else ()
    elif told:
        # "Japan gives Bangladesh more than Britain does": the givers are compared
        subject, partner, way = told.receiver, told.subject, "in"
    else:
        what = next((one for one in at.wholes if one.at < than), None)
        if what is None:
            raise Unreadable("a comparison, and not of what")
        parts, assumed, _ = flow_of(at, what)
        subject, partner, way = (parts["subject"],), parts["partners"], what.way or "both"
        held = next((one for one in range(more) if shape[one] == "a"), None)
        if held is not None and not partner and what.target:
            if noun.channel == "investment-flow":
                noun = Noun("investment")
            partner = head_of(line, held)[1]  # "Spain holds more of the stock in Chile than Canada"
    own = shape[:more].rstrip("xB")
    if own.endswith("&P") and subject:  # ", and Canada more than the Netherlands"
        partner = line.parties(len(own) - 1)
    if not subject and told and told.verb in "gk":
        raise Unreadable("a comparison, and it is not said of whom")
    if subject == PRONOUN or not subject:
        subject, assumed = at.antecedent(more, apart_from=(*partner, *poles))
    if (
        len(subject) != 1
        or not partner
        or subject == partner
        or REGION in (subject, partner)
        or WORLD in (subject, partner)
    ):
        raise Unreadable("a comparison, and not between whom")
    partner = tuple(one for one in partner if one not in subject)
    if subject[0] in poles or not partner or set(partner) & set(poles):
        raise Unreadable("a comparison of two states, and not of partners")
    if noun.channel in ("aid", "investment", "investment-flow") and told and way == "out":
        raise Unreadable("the giver's view of aid and investment is not held")
    return _told(
        at, more, than, (subject, partner, poles), _channel(noun, way), noun, assumed, prep
    )


def _buyers(
    at: Sense, more: int, than: int, seller: Parties, buyer: Parties, poles: Parties, noun: Noun
) -> Draft:
    """Return the comparison of two buyers of one seller."""
    sides = {*seller, *buyer, *poles}
    if len(seller) != 1 or len(sides) != (3 if poles else 2) or sides & {*PRONOUN, *REGION, *WORLD}:
        raise Unreadable("a comparison, and not between whom")
    if noun.channel not in ("arms", "goods", "imports"):
        raise Unreadable("the giver's view of aid and investment is not held")
    channel = "arms-exports" if noun.channel == "arms" else "exports"
    return _told(at, more, than, (seller, buyer, poles), channel, noun, (), "")


def _told(
    at: Sense, more: int, than: int, sides: tuple[Parties, Parties, Parties], channel: str, noun: Noun,
    assumed: tuple[str, ...], prep: str,
) -> Draft:  # fmt: skip
    """Return a comparison with its ratio and its time."""
    shape, line = at.shape, at.line
    subject, partner, poles = sides
    counted = more - 1 if shape[more] == "E" and shape[more - 1 : more] == "B" else more
    ratio = line.chunks[counted].value if shape[counted] == "B" else None
    comparison, quantity = (ratio.comparison, ratio.value) if ratio else ("more than", 1.0)
    if line.chunks[more].text in LESS:
        comparison = "less than"
    parts = {
        "kind": "comparison", "subject": subject[0], "partners": partner, "poles": poles,
        "channel": channel, "comparison": comparison, "quantity": quantity, "unit": "times",
        "product": noun.product,
    }  # fmt: skip
    words = (line.chunks[more].text, line.chunks[than].text)
    draft = timed(
        at, more, Draft(parts, words, more, assumed, frozenset({"comparison", f"compared {prep}"}))
    )
    later = shape.find("Y", than)
    if "M" in shape and later > 0 and not draft.parts.get("years"):
        # "than from China ($0.8bn) in 2023": the amounts part the time from what is compared
        time = line.chunks[later].value
        if time.years and not time.how and not set(shape[than:later]) & set(",;"):
            draft = replace(draft, parts=draft.parts | {"years": time.years})
    return draft


def _channel(noun: Noun, way: str) -> str:
    way = noun.way or way
    if noun.channel == "arms":
        return "arms-exports" if way == "out" else "arms"
    if noun.channel == "goods":
        return "exports" if way == "out" else "imports"
    return noun.channel


def courses(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield what rises or falls without a figure for it."""
    shape, line = at.shape, at.line
    course = next((one for one in range(len(shape)) if shape[one] in "ud"), None)
    if course is not None and shape[course + 1 : course + 3] == "yx":
        raise Unreadable("by how much, and that is not understood")
    if course is None or any(tag in "FMTB" for tag in shape):
        return
    if any(
        isinstance(line.chunks[one].value, float) for one in range(len(shape)) if shape[one] in "ud"
    ):
        return
    if shape[course + 1 :].lstrip("x").startswith("t") and "K" in shape[course:]:
        return
    if re.match(r"[ou]x?[PA](?!C)", shape[course + 1 :]):
        return
    if line.chunks[course].text in ("higher", "lower") and re.match(
        r"jx?[CsOPq]", shape[course + 1 :]
    ):
        return  # "higher than those from Germany": a comparison, and no course
    if _is_no_course(line, course):
        return
    if line.plain.startswith(" behind", line.chunks[course].end):
        return  # "fell behind China's": who is first, and no course
    if not any(one.noun.channel for one in at.wholes):
        return
    try:
        yield _course(at, course)
    except Unreadable as why:
        yield why


def _is_no_course(line: Line, course: int) -> bool:
    """Return whether what rises is a rank, is only meant to rise, or is no course: "freeing up currency"."""
    one = line.chunks[course]
    if (
        RANKS.match(line.plain, one.end)
        or TO_PLACE.match(line.plain, one.end)
        or line.plain.startswith(" short of", one.end)
    ):
        return True
    if line.plain.endswith(" to ", 0, one.start) and not GOES_ON.search(line.plain, 0, one.start):
        return one.text.isalpha() and not one.text.endswith(("ed", "ing"))
    before = line.chunks[course - 1] if course else one
    bare = one.text in ("up", "down") and before.tag == "x"
    return bare and before.text.endswith(("ing", "ed", "en")) and not GOING_UP.match(before.text)


def _course(at: Sense, course: int) -> Draft:
    shape, line = at.shape, at.line
    comparison = "rising" if shape[course] == "u" else "falling"
    words = [line.chunks[course].text]
    if "deficit" in line.plain or "surplus" in line.plain:
        raise Unreadable("the course of a deficit")
    leaning = next((one for one in range(len(shape)) if shape[one] == "v"), None)
    near = [one for one in at.wholes if one.noun.channel]
    what = next((one for one in near if one.at < course), near[0])
    words.append(line.chunks[what.at].text)
    shared = "S" in shape or leaning is not None
    if leaning is not None:
        told = frame(line, leaning)
        before = shape[:leaning].rstrip("x")
        whose = line.parties(len(before) - 1) if before[-1:] in ("O", "A") else ()
        subject = whose or told.subject
        partner = told.giver or what.source or (what.owner if what.form in "AO" else ())
        assumed: tuple[str, ...] = ()
        subject = real(at, told, subject)
        if subject in ((), PRONOUN) or subject == partner:
            subject, assumed = at.antecedent(leaning, apart_from=partner)
        channel = (
            "arms"
            if what.noun.channel == "arms"
            else "imports"
            if what.noun.channel == "goods"
            else what.noun.channel
        )
        parts: dict[str, Any] = {
            "subject": subject[0],
            "partners": partner,
            "channel": channel,
            "product": what.noun.product,
        }
        cues = frozenset({"course leaning"})
    else:
        parts, assumed, cues = flow_of(at, what)
        there = THERE.match(shape, course + 1)
        if there and parts["channel"] in GIVEN and not parts["partners"] and not assumed:
            who = line.parties(there.start("who"))  # "China's aid is ramping up in Kiribati"
            parts |= {"subject": who[0], "partners": (parts["subject"],)} if len(who) == 1 else {}
        if shared:
            parts["partners"] = of_share(at, course) or parts["partners"]
        cues = cues | {"course"}
    if shared and not parts["partners"]:
        raise Unreadable("the course of a share, and not whose")
    parts |= {"kind": "trend", "of": "share" if shared else "amount", "comparison": comparison}
    draft = timed(at, course, Draft(parts, tuple(words), course, assumed, cues))
    return Draft(
        {key: value for key, value in draft.parts.items() if key != "when"},
        draft.words,
        draft.at,
        draft.assumed,
        draft.cues,
    )
