"""What passes in a channel, as a sentence has it: whose it is, from whom, to whom, and with whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from counterpoise.statements.reading.tokens.anaphors import MEANT
from counterpoise.statements.reading.tokens.chunks import Line
from counterpoise.statements.reading.tokens.lexicon import Noun

Parties = tuple[str, ...]
WORLD: Final = ("world",)
PRONOUN: Final = ("it",)
REGION: Final = ("region",)
"""Owners that are no party: all states, whoever "its" means, and a region that is no bloc."""
PREPOSITIONS: Final = "otfyhnerm"
DESCRIBED: Final = ("neighbour", "neighbor", "ally", "rival", "patron", "ruler", "adversary")
"""Words for a party that is not named."""
RULED: Final = re.compile(r"x{1,2}[no](?P<who>P)[xY]*[gk]")
RULERS: Final = ("junta", "government", "authorities", "regime", "army", "leadership", "military")
"""Who acts for the state that it sits in: "arms that the junta in Naypyidaw acquired"."""
SOLD_BY: Final = re.compile(r"gy[xP]|gf[xP]")
"""By whom something is given, of which no receiver is told: "the weapons sold by Ukraine"."""
USES: Final = (
    "uses",
    "used",
    "use",
    "consumes",
    "consumed",
    "burns",
    "burned",
    "needs",
    "needed",
    "requires",
    "required",
)
"""What a state does with what it gets: "the gas that Hungary uses"."""
GOES: Final = re.compile(r"[xHY]*(?:w|b[xY]*g(?![xFY]*[yf]))")
"""What tells of arms that a state gives, and does not get."""
SUPPLIED: Final = re.compile(r"PgP|R[otrn]x*P")
"""What tells that "all goods" are those of a state that was named."""
GOING_TO: Final = ("originating", "destined", "bound", "headed")
BETWEEN: Final = re.compile(r"[^;,&PpOA]*e(?P<who>P)")
"""Between whom, behind a noun and its verb: "trade grew by 27 per cent last year between"."""
BOUGHT: Final = re.compile(r"[xEY]*b[xYE]*k[xYE]*y")
"""Behind what a state has: others buy it, "Mongolian coal is bought by China"."""
BY_WHOM: Final = re.compile(r"Rx*[ot]x*$")
"""Who deals in what is behind."""
OWN_TRADERS: Final = ("exporters", "importers")
"""Who of a state sells and buys abroad: none of its partners."""
TO_WHICH: Final = re.compile(r"(?P<who>P),?(?P<way>[tfh])q$")
"""Whom a relative clause is about that has its preposition in front."""
LEFT: Final = 4
"""Chunks before a noun in which its owner may stand."""


@dataclass
class Whole:
    """A noun of a channel with the parties around it.

    Parameters
    ----------
    at, end : int
        Its chunk, and the first chunk that does not belong to it.
    noun : Noun
        What it is.
    owner : tuple of str
        Whose it is, or one of `WORLD`, `PRONOUN`, `REGION`; empty if not said.
    form : str
        How the owner stands: "O" possessive, "A" adjective, "o" after "of", "q" in "that it buys".
    source, target, other : tuple of str
        From whom, to whom, and with whom or unsaid.
    """

    at: int
    end: int
    noun: Noun
    owner: Parties = ()
    form: str = ""
    source: Parties = ()
    target: Parties = ()
    other: Parties = ()
    way: str = ""
    start: int = field(default=0)

    @property
    def named(self) -> Parties:
        """Everyone named around it."""
        owner = self.owner if self.owner not in (WORLD, PRONOUN, REGION) else ()
        return (*owner, *self.source, *self.target, *self.other)

    @property
    def has_region(self) -> bool:
        """Whether a region stands where a party would."""
        return REGION in (self.owner, self.source, self.target, self.other)


def whole(line: Line, at: int) -> Whole:
    """Return the noun at a chunk with its parties."""
    found = Whole(at, at + 1, line.chunks[at].value, way=line.chunks[at].value.way, start=at)
    if _belongs_to_another(line, at):
        return Whole(at, at + 1, Noun(""), start=at)
    _left(line, found)
    _to_which(line, found)
    _right(line, found)
    if (
        found.noun.channel == "arms"
        and found.form in ("A", "O")
        and not (found.way or found.source)
    ):
        found.way = "out" if GOES.match(line.shape, found.end) else ""  # "US arms went to Israel"
    if found.form == "A" and line.shape.endswith("vm", 0, found.start):
        found.source, found.owner, found.form = found.owner, (), ""  # "dependence on Russian gas"
    if found.form in ("A", "O") and not found.way and BOUGHT.match(line.shape, found.end):
        found.way = "out"
    if found.form == "A" and not found.way and (by := BY_WHOM.search(line.shape, 0, found.start)):
        role = line.chunks[by.start()].value
        found.way = {"R": "out"}.get(role.side, "")  # "the buyers of French arms"
    if found.noun.channel == "trade" and not (found.named or found.owner):
        between = BETWEEN.match(line.shape, found.end)
        if between and len(line.parties(between.start("who"))) == 2:
            found.other = line.parties(between.start("who"))
    of_all = line.plain.endswith(" of all ", 0, line.chunks[at].start)
    told = set("OAsp") | ({"P"} if ";" in line.shape[:at] and "P" in line.shape[:at] else set())
    supplied = SUPPLIED.search(
        line.shape, 0, at
    )  # "Kenya supplied Uganda with 11 per cent of all goods"
    if of_all and not (found.named or found.owner or supplied or set(line.shape) & told):
        found.owner, found.form = WORLD, "W"
    return found


def _to_which(line: Line, found: Whole) -> None:
    """Read "the US, to which Irish sales totalled": with whom a noun behind a preposition is."""
    before = TO_WHICH.search(line.shape, 0, found.start)
    if before:
        side = {"f": "source", "t": "target", "h": "other"}[before["way"]]
        setattr(found, side, line.parties(before.start("who")))


def _belongs_to_another(line: Line, at: int) -> bool:
    """Return whether a noun only tells of which another is: "tariffs on imports"."""
    before = line.shape[:at].rstrip("xAO")
    if len(before) < 2 or before[-1] not in "forhm":
        return False
    head = line.chunks[len(before) - 2]
    return head.tag == "C" and not head.value.channel


def by_role(line: Line, at: int, alone: Noun | None = None) -> Whole | None:
    """Return what is dealt in by "Qatar's main suppliers of arms" or "its largest export market".

    `alone` is what a supplier deals in of which it is not said.
    """
    shape, role = line.shape, line.chunks[at].value
    start = at
    while start and shape[start - 1] in "xKC":
        start -= 1
    noun = next((line.chunks[one].value for one in range(start, at) if shape[one] == "C"), None)
    end, inner = at + 1, -1
    placed = "K" in shape[start:at] or (start and shape[start - 1] in "OsW")
    if not placed:
        return None
    if noun is None and re.match(r"o|r[xA]*C", shape[at + 1 :]):
        rest = at + 2
        while rest < len(shape) and shape[rest] in "xAsO" and rest < at + 5:
            rest += 1
        if shape[rest : rest + 1] == "C":
            noun, end = line.chunks[rest].value, rest + 1
            if shape[rest - 1] in "sO":
                inner = rest - 1
    noun = noun or (Noun(role.channel) if role.channel else alone if role.side == "G" else None)
    if noun is None or not noun.channel:
        return None
    way = {"G": "in", "R": "out"}.get(role.side, "both")
    own = "K" not in shape[start:at] and shape[start - 1 : start] in tuple("OAs")
    if own and line.chunks[at].text.endswith(OWN_TRADERS):
        way = {"in": "out", "out": "in"}.get(way, way)  # "Portugal's footwear exporters"
    found = Whole(at, end, noun, way=way, start=start)
    if start and shape[start - 1] in "OsAUW":
        found.owner, found.form, found.start = _whose(line, start - 1), shape[start - 1], start - 1
    elif (
        shape[end : end + 1] in ("t", "o", "r", "n")
        and end + 1 < len(shape)
        and line.is_name(end + 1)
    ):
        found.owner, found.form, found.end = REGION, "o", end + 2
    elif shape[end : end + 1] in ("t", "o", "r", "n") and shape[end + 1 : end + 2] in (
        "P",
        "Q",
        "A",
        "p",
        "W",
    ):
        found.owner, found.form, found.end = _whose(line, end + 1), "o", end + 2
    elif shape[end : end + 1] == "W":
        found.owner, found.form, found.end = WORLD, "W", end + 1
    elif inner >= 0:
        found.owner, found.form = _whose(line, inner), shape[inner]
    elif role.side == "R" and "A" in shape[at + 1 : end]:
        found.owner, found.form = line.parties(shape.index("A", at + 1)), "A"
    return found


def _left(line: Line, found: Whole) -> None:
    shape = line.shape
    for place in range(found.at - 1, max(-1, found.at - 1 - LEFT), -1):
        tag = shape[place]
        if line.is_name(place) and line.chunks[place].text.endswith(("'s", "’s")):
            found.owner, found.form = REGION, "U"  # of whom nobody here has heard
            return
        if tag in "xKS" and found.form != "A":
            continue
        if tag == "W" and not found.form and place and shape[place - 1] in "OAs":
            continue  # "Myanmar's global trade"
        if tag in "kg" and place == found.at - 1 and place and shape[place - 1] in "sOAo":
            found.way = "in" if tag == "k" else "out"
            continue
        if tag in "OAsWUQ" and found.form == "A" and tag != "A":
            if tag in "Os":
                found.source, found.owner = found.owner, _whose(line, place)
                found.form, found.start = tag, place
            elif tag == "W":
                found.owner, found.form = WORLD, "W"
            return
        if tag in "OAsWUQ" and not found.form:
            found.owner, found.form, found.start = _whose(line, place), tag, place
            if tag != "A":
                return
            continue
        if tag == "P" and not found.form and place == found.at - 1:
            found.target, found.start = line.parties(place), place
        return


def _whose(line: Line, place: int) -> Parties:
    tag = line.shape[place]
    special = {"s": PRONOUN, "p": PRONOUN, "W": WORLD, "U": REGION, "Q": REGION, "L": WORLD}
    return special.get(tag) or line.parties(place)


def _right(line: Line, found: Whole) -> None:
    """Read the phrases that follow: "of X", "from X", "that X bought", "supplied by X to Y"."""
    place, shape, verb = found.end, line.shape, ""
    while place < len(shape):
        tag = shape[place]
        if tag == "Y" or (tag == "W" and (verb or place == found.end)):
            if tag == "W":
                found.owner, found.form = WORLD, "W"
            place += 1
        elif tag in PREPOSITIONS:
            stop = _phrase(line, found, place, verb)
            if stop is None:
                break
            place = stop
        elif tag == "p" and place == found.end and line.chunks[place].text == "there" and found.way:
            setattr(found, "source" if found.way == "in" else "target", PRONOUN)
            place += 1
        elif tag in "gk" and not verb and _is_participle(line, place):
            verb, place = tag, place + 1
        elif tag in "PpA" and shape[place - 1] == "Y" and place > found.at + 1:
            break  # "of Iraq's exports in 2022 India took"
        elif tag == "q" or tag in "PpA":
            stop = _relative(line, found, place)
            if stop is None:
                break
            place = stop
        elif tag in "cw" and place == found.end and line.chunks[place].text in GOING_TO:
            stop = _phrase(line, found, place + 1, "") if place + 1 < len(shape) else None
            if stop is None:
                break
            if tag == "c" and found.target and not found.source:
                found.source, found.target = found.target, ()
            place = stop
        elif (
            tag == "x"
            and line.chunks[place].text in ("leaving", "reaching", "entering")
            and shape[place + 1 : place + 2] == "P"
        ):
            found.owner, found.form = line.parties(place + 1), "q"
            found.way = "out" if line.chunks[place].text == "leaving" else "in"
            place += 2
        elif (
            tag == "x"
            and line.chunks[place].text in ("consumed", "used", "burned", "needed")
            and shape[place + 1 : place + 2] in ("n", "y")
        ):
            verb, place, found.way = "k", place + 1, "in"
        elif (
            tag == "x"
            and verb
            and place + 1 < len(shape)
            and shape[place + 1] in PREPOSITIONS + "W"
        ) or (tag == "C" and line.chunks[place].value.channel == "goods" and place == found.end):
            place += 1
        else:
            break
        found.end = place
    by_giver = SOLD_BY.search(shape, found.at, found.end) and found.way != "in"
    if by_giver and not found.owner and found.source and not found.target:
        found.owner, found.form, found.way, found.source = found.source, "q", "out", ()
    if verb == "k" and not found.owner and found.target:
        found.owner, found.form, found.way, found.target = found.target, "q", "in", ()


def _is_participle(line: Line, place: int) -> bool:
    one = line.chunks[place]
    ahead = line.shape[place + 1 : place + 2]
    return (
        bool(ahead)
        and ahead in "ytfnWxo"
        and one.text.split()[0].endswith(("ed", "t", "ght", "ld", "en"))
    )


def _phrase(line: Line, found: Whole, place: int, verb: str) -> int | None:
    """Read a preposition and whom it governs; return where it ends."""
    tag, shape = line.shape[place], line.shape
    at = place + 1
    if tag in "otfn" and at < len(shape) and line.is_name(at):
        found.other = REGION
        return at + 1
    if shape[at : at + 1] == "q" and line.chunks[at].text == "which":
        return _which(line, found, place)
    while at < len(shape) and shape[at] in "x" and at < place + 3:
        at += 1
    if at >= len(shape) or shape[at] not in "PAOpWQUL":
        return None
    next_one = shape[at + 1 : at + 2]
    if shape[at] in "AOU" and next_one and next_one in "CRKSxA":
        return None
    if shape[at] == "O":
        return None
    who = _whose(line, at)
    if tag == "y":
        side = "target" if verb == "k" or found.way == "in" else "source"
    elif tag == "f":
        side = "source"
    elif tag in "tr":
        side = "target"
    elif tag == "n":
        side = "owner" if who == WORLD else "target"
    elif tag in "he":
        side = "other"
    elif tag == "o":
        side = "owner"
    else:
        return None
    if side == "owner":
        if found.owner and found.form == "A":
            found.source = found.owner
        elif found.owner:
            return None
        found.owner, found.form = who, "o"
    elif not getattr(found, side):
        setattr(found, side, who)
    if tag == "e" and len(who) == 1 and shape[at + 1 : at + 3] in ("&P", "&A"):
        found.other = (*who, *line.parties(at + 2))
        return at + 3
    return at + 1


def _which(line: Line, found: Whole, place: int) -> int | None:
    """Read "…, its imports from which": the party that stands before the comma."""
    named = re.search(r"P,s[xK]*$", line.shape[: found.at])
    side = {"f": "source", "t": "target", "h": "other"}.get(line.shape[place], "")
    if not named or not side:
        return None
    setattr(found, side, line.parties(named.start()))
    return place + 2


def described(line: Line, found: Whole) -> bool:
    """Return whether a party is told of, and not by name: "its exports to its northern neighbour"."""
    ahead = re.match(r"[tfh][xsAOK]*", line.shape[found.end :])
    inside = line.chunks[found.end : found.end + (ahead.end() if ahead else 0)]
    return any(one.text in DESCRIBED for one in inside)


def _relative(line: Line, found: Whole, place: int) -> int | None:
    """Read "that X bought (from Y)", "X sold abroad", "that reached it"; return where it ends."""
    shape = line.shape
    at = place + (shape[place] == "q")
    if shape[place] == "q" and line.chunks[at if at < len(shape) else place].text in (
        "left",
        "leave",
        "leaves",
    ):
        at += 1
        if shape[at : at + 1] in ("P", "p"):
            found.owner, found.form, found.way = _whose(line, at), "q", "out"
            return at + 1
        return None
    if at < len(shape) and shape[at] in "PpA":
        verb = at + 1
        while verb < len(shape) and shape[verb] in "xb" and verb < at + 3:
            verb += 1
        if line.chunks[at + 1 : at + 2] and line.chunks[at + 1].text in USES:
            found.owner, found.form, found.way = _whose(line, at), "q", "in"
            return at + 2
        if verb < len(shape) and shape[verb] in "gk":
            found.owner, found.form = _whose(line, at), "q"
            given = "b" in shape[at:verb]  # "that Timor-Leste was granted"
            found.way = "out" if (shape[verb] == "g") != given else "in"
            return verb + 1
        return None
    if shape[place] != "q" or at >= len(shape):
        return None
    ruled = RULED.match(shape, at)
    if ruled and any(line.chunks[one].text in RULERS for one in range(at, ruled.start("who"))):
        found.owner, found.form = line.parties(ruled.start("who")), "q"
        found.way = "out" if shape[ruled.end() - 1] == "g" else "in"
        return ruled.end()
    if shape[at] == "l" and shape[at + 1 : at + 2] in ("p", "P"):
        found.owner, found.form, found.way = _whose(line, at + 1), "q", "in"
        return at + 2
    passive = shape[at] == "b"
    at += passive
    if at < len(shape) and shape[at] in "cwgk" and shape[at + 1 : at + 2] in tuple("ftyrn"):
        return _phrase(line, found, at + 1, shape[at] if shape[at] in "gk" else "")
    return None


def owned_before(line: Line, found: Sequence[Whole]) -> None:
    """Give "them" the owner of the noun that it stands for: "their imports … 71 per cent of them"."""
    for one in found:
        if line.chunks[one.at].text not in MEANT or one.owner:
            continue
        meant = [each for each in found if each.at < one.at and each.noun == one.noun]
        if meant:
            one.owner, one.form, one.way = meant[-1].owner, meant[-1].form, meant[-1].way
        if (
            line.chunks[one.at].text == "theirs"
            or not meant
            or one.owner == WORLD
            or not set(meant[-1].named) - set(REGION)
        ):
            one.owner, one.form = PRONOUN, "s"
