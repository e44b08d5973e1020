"""Between which two trade passes: "two-way trade", "trade between the two", "Russian-Belarusian trade"."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import BEFORE, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, Whole
from counterpoise.statements.reading.tokens.lexicon import Noun

MUTUAL: Final = re.compile(
    r"bilateral|two[ -]way|mutual|reciprocal|total bilateral|total two[ -]way"
)
"""What tells that trade is that of the two who are told of: "and bilateral trade reached $13 billion"."""
RANKED: Final = re.compile(
    r"(?:^|;|,&)[xY,]*(?P<who>P)[^;]*?"
    r"(?:(?P<owner>O)[xC]*K[CxA]*(?:R|C)|[Kx]x*[CxA]*R[ot]x*(?P<of>P))"
)
"""Two of whom one holds a place with the other: "South Korea is Mongolia's fourth partner"."""
EACH_OTHER: Final = (
    " with each other",
    " with one another",
    " between them",
    " between themselves",
)
NEIGHBOURS: Final = re.compile(r"(?:o?[xC])?ex{0,3}[QU]{1,2},(?P<two>P)(?:,|x*$)")
"""Behind trade: "between the two neighbours, Austria and Slovenia,"."""
BETWEEN: Final = re.compile(r"(?:o?[xC])?ex?[pQ]")
"""Behind trade: that of the two who are told of."""
BOTH_WAYS: Final = re.compile(r"C[ft]?&C(?:[ft]x*(?P<who>P)|ex*(?P<two>[Pp]))")
"""Trade told by its two ways: "imports from and exports to Poland"."""
EXCHANGED: Final = re.compile(r"[^,;]{0,64}?\b(?:exchanged|traded|swapped)\b")
COUNTRIES: Final = ("countries", "states", "nations", "neighbours", "neighbors", "governments")
SWAPPED: Final = ("exchanged ", "traded ", "swapped ", "exchange ")
DASH: Final = ("–", "—", "-")
IN_TURN: Final = re.compile(
    r"(?:meanwhile|in turn|in return|conversely|on the other hand|in the opposite direction"
    r"|for (?:its|their) part),? "
)
"""How a sentence begins that tells of the other way of what was told before."""
TOGETHER: Final = re.compile(r"C&?C(?!\w*M,?&M)")
"""Both ways of a state's trade, in one figure."""
THAT_ONE: Final = re.compile(
    r"(?: worth)?(?: of goods)? (?:to|from|with) (?:the|this|that|its) (?:[\w-]+ ){0,2}"
    r"(?:country|nation|neighbou?r|republic|kingdom|market)\b"
)
"""Behind a flow: who is told of, and not by name."""
ALONE: Final = frozenset(
    (
        "trade volume",
        "trade turnover",
        "turnover",
        "trade exchange",
        "trade value",
        "trade volumes",
        "goods trade",
        "trade",
        "trade in goods",
    )
)
"""Words for trade that may be that of the two of whom the sentence before told."""
JOINT: Final = re.compile(r"[^POA;]*(?P<two>P)[^POA;]*(?:;|,&)")
CLAUSE: Final = re.compile(r"[xY,]*")
BEGINS: Final = re.compile(r"[xYo,]*$")
TRADE: Final = Noun("trade", "both")


def two_of(at: Sense, what: Whole) -> tuple[Parties, tuple[str, ...]] | None:
    """Return the two between whom something passes both ways, and what was assumed; None if it may not."""
    shape = at.shape
    if (both := _both_ways(at, what)) or (both := _exchanged(at, what)):
        return both, ()
    if what.noun.channel != "trade" or what.noun.product:
        return None
    if hyphened := _hyphened(at, what.at):
        return hyphened, ()
    if named := NEIGHBOURS.match(shape, what.at + 1):
        two = at.line.parties(named.start("two"))
        return (two, ()) if len(two) == 2 else None
    text = at.line.chunks[what.at].text
    if at.line.plain.startswith(EACH_OTHER, at.line.chunks[what.at].end):
        return _told(at, what.at)
    between = BETWEEN.match(shape, what.at + 1)
    if between and shape[between.end() - 1] == "Q":
        of_two = at.line.chunks[between.end() - 1].text in COUNTRIES
        between = between if of_two and shape[between.end() : between.end() + 1] != "&" else None
    mutual = MUTUAL.match(text) or at.line.plain.endswith(
        ("bilateral ", "two-way ", "mutual "), 0, at.line.chunks[what.at].start
    )
    if not between and (not mutual or _named(what)):
        return _resumed(at, what)
    return _told(at, what.at)


def _named(what: Whole) -> bool:
    """Return whether somebody stands by a noun of trade, and no pronoun."""
    return any(one and one != PRONOUN for one in (what.owner, what.source, what.target, what.other))


def _told(at: Sense, place: int) -> tuple[Parties, tuple[str, ...]] | None:
    """Return the two who are told of in a sentence, or in the one before."""
    here = tuple(dict.fromkeys(one.party for one in at.line.said))
    if len(here) == 2:
        return here, ()
    if len(here) > 2:
        ranked = list(RANKED.finditer(at.shape, 0, place))
        for one in reversed(ranked):
            own = at.line.parties(one.start("owner" if one["owner"] else "of"))
            who = at.line.parties(one.start("who"))
            if len(own) == len(who) == 1 and own != who:
                return (*own, *who), ()
        joined = {
            at.line.parties(spot)
            for spot in range(place)
            if at.shape[spot] == "P" and len(at.line.parties(spot)) == 2
        }
        return (joined.pop(), ()) if len(joined) == 1 else None
    before = _before(at)
    if before and set(here) <= set(before):
        return before, (BEFORE,)
    return None


def _before(at: Sense) -> Parties:
    """Return the two of whom the sentence before told."""
    last = at.memory.parts
    partners = last.get("partners", ())
    if len(at.memory.pair) == 2:
        return at.memory.pair
    return (last["subject"], *partners) if len(partners) == 1 else ()


def _resumed(at: Sense, what: Whole) -> tuple[Parties, tuple[str, ...]] | None:
    """Return the two of the statement before, of whose trade a sentence that names nobody goes on."""
    if (joined := JOINT.match(at.shape)) and not what.owner and not _named(what):
        two = at.line.parties(joined.start("two"))
        alone = len(two) == 2 and {one.party for one in at.line.said} == set(two)
        begins = joined.end() <= what.at and CLAUSE.fullmatch(at.shape, joined.end(), what.at)
        return (two, ()) if alone and begins and at.line.chunks[what.at].text in ALONE else None
    partners = at.memory.parts.get("partners", ())
    if at.line.said or what.owner or _named(what) or len(partners) != 1 or at.about:
        return None
    if at.line.chunks[what.at].text not in ALONE or not BEGINS.fullmatch(at.shape, 0, what.at):
        return None
    return (at.memory.parts["subject"], *partners), (BEFORE,)


def _hyphened(at: Sense, place: int) -> Parties:
    """Return the two of "China-Kenya trade", "Turkish–Iraqi commerce"."""
    shape, chunks = at.shape, at.line.chunks
    if shape[max(0, place - 2) : place] == "AA":
        first, second = place - 2, place - 1
    elif shape[max(0, place - 3) : place] == "A,A" and chunks[place - 2].text in DASH:
        first, second = place - 3, place - 1
    else:
        return ()
    gap = at.line.plain[chunks[first].end : chunks[second].start].strip()
    two = tuple(dict.fromkeys((*at.line.parties(first), *at.line.parties(second))))
    return two if gap in DASH and len(two) == 2 else ()


def _both_ways(at: Sense, what: Whole) -> Parties:
    """Return the two of "Danish imports from and exports to Poland"."""
    if "C" not in at.shape[what.at + 1 :] and "&C" not in at.shape:
        return ()
    for found in BOTH_WAYS.finditer(at.shape):
        spots = [spot for spot in range(found.start(), found.end()) if at.shape[spot] == "C"]
        ways = {at.line.chunks[spot].value.channel for spot in spots}
        if what.at not in spots or ways != {"imports", "exports"}:
            continue
        if found["two"]:
            two = at.line.parties(found.start("two"))
            return two if len(two) == 2 else ()
        owner = at.wholes[[one.at for one in at.wholes].index(spots[0])].owner
        who = at.line.parties(found.start("who"))
        if owner == PRONOUN:
            owner = at.antecedent(spots[0], apart_from=who)[0]
        both = "f" in found.group() and "t" in found.group()
        return (*owner, *who) if both and len(owner) == len(who) == 1 else ()
    return ()


def _exchanged(at: Sense, what: Whole) -> Parties:
    """Return the two of "goods worth $6 billion were exchanged between Hungary and Slovenia"."""
    if what.noun.channel != "goods" or what.noun.product:
        return ()
    before = at.line.plain.endswith(SWAPPED, 0, at.line.chunks[what.at].start)
    if not before and not EXCHANGED.match(at.line.plain, at.line.chunks[what.at].end):
        return ()
    between = re.search(r"ex*P", at.shape[what.at :])
    if between:
        two = at.line.parties(what.at + between.end() - 1)
        return two if len(two) == 2 else ()
    here = tuple(dict.fromkeys(one.party for one in at.line.said))
    return here if len(here) == 2 else ()


def both_ways_of_one(at: Sense, what: Whole) -> Parties:
    """Return whose "exports and imports", or "import-export value", a sentence tells in one."""
    for found in TOGETHER.finditer(at.shape):
        spots = [spot for spot in range(found.start(), found.end()) if at.shape[spot] == "C"]
        nouns = [at.line.chunks[spot].value for spot in spots]
        if what.at not in spots or {one.channel for one in nouns} != {"imports", "exports"}:
            continue
        sides = [one for one in at.wholes if one.at in spots]
        owners = {one.owner for one in sides} - {()}
        alone = not any(one.source or one.target or one.other for one in sides)
        if alone and len(owners) == 1 and len(owner := owners.pop()) == 1 and owner != PRONOUN:
            return owner
    return ()


def that_one(at: Sense, what: Whole, place: int, subject: str) -> Parties:
    """Return who "the neighbouring country" is of the two told before, nobody if none is so told of.

    Raises
    ------
    Unreadable
        If somebody is told of so, and it is not known who.
    """
    last: Parties = at.memory.parts.get("partners", ())
    told = at.memory.parts.get("subject") == subject and len(last) == 1
    if told and what.owner and len(at.line.said) == 1 and IN_TURN.match(at.line.plain):
        return last
    ends = (at.line.chunks[what.end - 1].end, at.line.chunks[place].end)
    if not any(THAT_ONE.match(at.line.plain, end) for end in ends):
        return ()
    others = tuple(party for party in at.memory.pair if party != subject)
    if len(others) != 1 or at.line.said[1:]:
        raise Unreadable("the other side is not named")
    return others
