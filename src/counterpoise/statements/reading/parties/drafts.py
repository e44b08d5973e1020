"""What is made of a sentence before it is a statement: its parts, what they rest on, how they were found."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from counterpoise.statements.reading.parties.come_about import began, has_come_about
from counterpoise.statements.reading.parties.next_clause import is_of_next_clause
from counterpoise.statements.reading.parties.own_clause import in_aside, in_brackets
from counterpoise.statements.reading.parties.told_of import owner_told, whose_part
from counterpoise.statements.reading.parties.wholes import (
    PRONOUN,
    REGION,
    WORLD,
    Whole,
    by_role,
    owned_before,
    whole,
)
from counterpoise.statements.reading.tokens.chunks import Line
from counterpoise.statements.reading.tokens.deals import has_window
from counterpoise.statements.reading.tokens.lexicon import Noun
from counterpoise.statements.reading.tokens.times import Time

Parties = tuple[str, ...]
SUBJECT: Final = "the subject of the text is meant"
BEFORE: Final = "as in the sentence before"
CLAUSE: Final = re.compile(
    r",x*&x*[Pp]x*[gkcwavib]|,s[xK]*C[tfh]q[xY]*[gkcwavibudl]|,[xY]*p[xbH]*[gkla]x*[AOPRx]*[FMT]"
)
"""Where a clause with a subject and verb of its own begins: its time is not that of the one before."""
FROM: Final = re.compile(r"fx*[FMT]\)?x*Y(?:,?&?x*[FMT]x*Y)*$")
"""The figure that another rose or fell from, with its time."""
OF_WHICH: Final = re.compile(r",oq[xE]*[FMT]")
"""A part of what was told, with a time of its own: ", of which $1.1 billion in 2019"."""
ANOTHERS: Final = re.compile(r"[FMT]x*,?&x*[lud]x*t?x*[FMT]x*Y")
"""The time of a second figure of the same: "amounted to $14 million and reached $318 million in 2020"."""
RELATIVE: Final = re.compile(r"(?P<who>P),?[ftrh]q$")
"""Who is told of with "it" as another: "the US, to which it exported"."""
FROM_THEN: Final = re.compile(r"[ud]fx*[FMT]\)?x*Y$")
"""The time of what something rose or fell from, told behind it: ", up from $160 million in 1976"."""
FRONTED: Final = re.compile(r"[ro]x*o?(?P<who>P)G?,")
"""Of whom a sentence tells: "For Malta, …", "Among the members of ASEAN, …"."""
REGION_FIRST: Final = re.compile(r"x*[UQ][^P;]*?(?:,[^;]*,[^;]*)?[gkac][^;]*$")
"""A region as the subject of a verb: "Central Africa's union, of which …, bought a fifth of its goods"."""
SUPPLIED: Final = re.compile(r"P[xY]*gx*(?P<who>P)hx*F")
"""Who is supplied with a part of what is its own."""


OWNS: Final = re.compile(
    r"(?P<noun>[OA])(?=[xW]{0,2}[CR])|(?<=[CR])x*o[xs]*(?P<of>P)(?![CRS])|(?:(?<=R)[tn]|(?<=AC)t)x*(?P<to>P)(?![CRS])"
)
"""Whose something is that was told of: "Cameroonian exports", "the suppliers to Singapore"."""
THEM: Final = ("it", "them", "that country", "that state", "that market")
"""Pronouns that mean the one that is named besides: "sells to Kazakhstan and buys from it"."""
WHOSE: Final = re.compile(r"P,?x*[oftry]?x*$")
"""Whom "whose" means: "China, of whose imports"."""
OTHER_SUPPLIES: Final = re.compile(
    r"\b(?:arm(?:y|ies|ed|our\w*)|milit\w+|troops|soldiers?|generals?|defen[cs]e|navy|air force|jets?|fighters?|missiles?|tanks?|drones?"
    r"|war|gas|oil|crude|fuel|energy|power|electricity|water|labour|workers|credit|loans?|capital|technology|drugs?|medicine\w*|vaccines?|gun\w*)\b"
)
"""What tells that a supplier without more may be one of something else than goods."""


COUNTED_FROM: Final = re.compile(r"[ud]x*(?P<size>[FMT])(?:\([FMT]\))?x*fx*$")
"""Before a year from which a change is counted: "up 8 % ($46 million) from"."""
BRACKETED: Final = re.compile(r"[^,;&FMT()Y]*\([xj]*,?Y\)")
"""The time of a clause, in brackets behind it: "29 per cent of its exports went to Russia (2011)"."""
ONE_CLAUSE: Final = ("since", "until", "once")
"""Times that are not those of the next clause: "turned west after 2014: Romania takes 27 per cent"."""


WORLD_ALONE: Final = re.compile(r"(?<![OAs])W")
"""The world, and no "Brazil's global trade"."""
THAT: Final = ("that country", "that state")
"""Words for whoever was named last."""
NOT_OURS: Final = "no channel of ours"


class Unreadable(Exception):  # noqa: N818 - says why a sentence is listed as not read
    """Something is asserted, and not all that is needed can be read; `at` is the chunk of which."""

    at = -1


@dataclass(slots=True)
class Draft:
    """The parts of a statement, the words that they rest on, what was filled in, and the cues.

    Never changed; not frozen for speed, as what makes up a sentence is made for each anew.
    `at` is the chunk of which it tells: what is denied or doubted there is not stated. Cues are the
    features from which the confidence is reckoned (:mod:`..trust.confidence`).
    """

    parts: dict[str, Any]
    words: tuple[str, ...]
    at: int
    assumed: tuple[str, ...] = ()
    cues: frozenset[str] = frozenset()


@dataclass
class Memory:
    """What the sentences before have said: of whom, when, and the last statement's parts."""

    topic: Parties = ()
    pair: Parties = ()
    years: tuple[int, int] | None = None
    parts: dict[str, Any] = field(default_factory=dict)
    dealt: frozenset[str] = frozenset()
    """Channels and products of which the text has told so far."""


@dataclass(frozen=True)
class Sense:
    """A sentence being read: its chunks, the text it stands in, and what was said before."""

    line: Line
    stated: int
    about: str
    memory: Memory

    @cached_property
    def shape(self) -> str:
        """The letters of the sentence's chunks."""
        return self.line.shape

    @cached_property
    def supplied_goods(self) -> bool:
        """Whether "its largest supplier" is one of goods: nothing else was told of, here or before."""
        dealt = {
            one.value.channel if not one.value.product else one.value.product
            for one in self.line.chunks
            if one.tag == "C"
        }
        dealt |= {one.value.channel for one in self.line.chunks if one.tag == "R"} - {"exports"}
        only = {"imports", "exports", "trade", "goods", ""}
        return (
            dealt <= only
            and self.memory.dealt <= only
            and not has_window(self.line.chunks)
            and not OTHER_SUPPLIES.search(self.line.plain)
        )

    @cached_property
    def tells_of_goods(self) -> bool:
        """Whether a sentence tells of goods in so many words, so that its supplier is one of goods."""
        nouns = {one.value.channel for one in self.line.chunks if one.tag == "C"}
        roles = {one.value.channel for one in self.line.chunks if one.tag == "R"}
        told = {*nouns, *roles, *self.memory.dealt}
        return bool(told & {"imports", "exports", "trade", "goods"})

    @cached_property
    def wholes(self) -> Sequence[Whole]:
        """Every noun of a channel with the parties around it, and every "largest market"."""
        found = [whole(self.line, at) for at, tag in enumerate(self.shape) if tag == "C"]
        roles = [
            by_role(self.line, at, self._supplied(at))
            for at, tag in enumerate(self.shape)
            if tag == "R"
        ]
        placed = [one for one in roles if one]
        owned_before(self.line, found)
        inside = {at for one in placed for at in range(one.start, one.end)}
        found = [one for one in found if one.at not in inside]
        return sorted((*found, *placed), key=lambda one: one.at)

    def _supplied(self, at: int) -> Noun | None:
        """Return what the supplier at a chunk deals in, of whom it is not said."""
        stop = self.shape.find(";", at)
        clause = replace(self, line=self.line.until(stop)) if stop >= 0 else self
        if self.supplied_goods or clause.supplied_goods:
            return Noun("imports")
        dealt = {one.value.channel for one in self.line.chunks if one.tag in "CR"}
        return Noun("arms") if (dealt | self.memory.dealt) - {""} == {"arms"} else None

    def antecedent(self, at: int, *, apart_from: Parties = ()) -> tuple[Parties, tuple[str, ...]]:
        """Return whom "it" means at a chunk, and what was assumed.

        The party spoken of earlier in the sentence, else in the sentence before, else the subject of
        the text.
        """
        text = self.line.chunks[at].text if 0 <= at < len(self.line.chunks) else ""
        if text.startswith(THAT) and (near := self._in_clause(at, apart_from)):
            return near, ()
        if text == "it" and (relative := RELATIVE.search(self.shape, 0, at)):
            apart_from = (*apart_from, *self.line.parties(relative.start("who")))
        if at >= 0 and self.shape[at] in "sp" and REGION_FIRST.match(self.shape[:at]):
            raise Unreadable("a region that is no bloc, and not a state")
        if text.startswith(("we", "our", "my")) and self.about not in ("", *apart_from):
            return (self.about,), (SUBJECT,)
        named = WHOSE.search(self.shape, 0, at) if text == "whose" else None
        if named and not set(self.line.parties(named.start())) & set(apart_from):
            return self.line.parties(named.start()), ()
        whose = whose_part(self.line, at, text)
        if whose and not set(whose) & set(apart_from):
            return whose, ()
        before = [
            party
            for place in range(at)
            if self.shape[place] in "PO"
            for party in self.line.parties(place)
        ]
        if text != "whose" and (fronted := self.fronted(at, apart_from)):
            return fronted, ()
        supplied = SUPPLIED.search(self.shape, 0, max(at, 0))
        if supplied and self.shape[at : at + 1] == "s":
            whose = self.line.parties(supplied.start("who"))
            if not set(whose) & set(apart_from):
                return whose, ()  # "Portugal supplied Malta with …, Spain bought … of its exports"
        if len(before) > 1 and ("latter" in text or "former" in text):
            return (before[-1 if "latter" in text else 0],), ()
        for place in range(at):
            tag = self.shape[place]
            if (
                tag in "PO"
                and not _taken(self.shape, place)
                and not set(self.line.parties(place)) & set(apart_from)
            ):
                return self.line.parties(place), ()
        owners = {
            party
            for found in OWNS.finditer(self.shape, 0, max(at, 0))
            for party in self.line.parties(found.start(found.lastgroup or 0))
        } - set(apart_from)
        if not owners and text in THEM:
            owners = set(before) - set(apart_from)
        if len(owners) == 1 and self.shape[at : at + 1] in tuple("sp"):
            return (owners.pop(),), ()
        if "latter" in text and len(self.memory.pair) > 1:
            return self.memory.pair[-1:], ()
        if "former" in text and self.memory.pair:
            return self.memory.pair[:1], ()
        if text.startswith(("we", "our", "the country", "my")) and self.about:
            return (self.about,), (SUBJECT,)
        if at > 0 and self._of_others(at):
            raise Unreadable("it is not said of whom")
        said_so = self.shape[at : at + 1] in tuple("sp") or at < 0
        ways = [(self.memory.topic, BEFORE), ((self.about,) if self.about else (), SUBJECT)]
        ways = ways if said_so else ways[::-1]
        if owner := owner_told(self.memory.parts, self.shape[at : at + 1]):
            first = self.memory.topic == self.memory.parts.get("partners")
            ways.insert(0 if first else len(ways), (owner, BEFORE))
        for known, assumed in ways:
            if known and not set(known) & set(apart_from):
                return known, (assumed,)
        raise Unreadable("it is not said of whom")

    def _in_clause(self, at: int, apart_from: Parties) -> Parties:
        """Return who was last named in a clause before a chunk, and is no side already."""
        for place in range(at - 1, self.shape.rfind(";", 0, at), -1):
            parties = self.line.parties(place) if self.shape[place] in "PO" else ()
            if parties and not set(parties) & set(apart_from):
                return parties
        return ()

    def _of_others(self, at: int) -> bool:
        """Return whether "its" may be the world's, or somebody's of whom nobody here has heard."""
        begin = self.shape.rfind(";", 0, at) + 1
        named = any(
            self.line.is_name(one) and self.line.chunks[one].text.endswith(("'s", "’s"))
            for one in range(begin, at)
        )
        region = self.shape[at] not in "sp" and bool(set("QU") & set(self.shape[begin:]))
        return (
            named
            or region
            or (self.shape[at] in "sp" and WORLD_ALONE.search(self.shape, begin, at) is not None)
        )

    def fronted(self, at: int, apart_from: Parties) -> Parties:
        """Return of whom a sentence tells that begins with it: "For Malta, …"."""
        fronted = FRONTED.match(self.shape)
        if not fronted or at < fronted.end():
            return ()
        whose = self.line.parties(fronted.start("who"))
        return whose if len(whose) == 1 and not set(whose) & set(apart_from) else ()

    def owner_before(self, at: int, *, apart_from: Parties = ()) -> Parties:
        """Return whose the last noun of a channel before a chunk is, if that is named."""
        for one in reversed(self.wholes):
            named = one.form in ("O", "A", "o") and one.owner not in ((), WORLD, PRONOUN, REGION)
            if one.at < at and one.noun.channel and named:
                return () if set(one.owner) & set(apart_from) or len(one.owner) != 1 else one.owner
        return ()

    def time(self, at: int) -> Time | None:
        """Return the time of a figure or a word: its own, one that follows, or one in front.

        A year with which a part of one is compared is not the time of what is told of that part.
        """
        found = self._time_of(at)
        start = began(self.shape, at)
        if found is not None and start >= 0 and self._time(start) is found:
            return None
        if found is not None and is_of_next_clause(self.line, at, found):
            return None
        if found is None or found.how or not found.years:
            return found
        part = next((self._time(one) for one in range(at) if self.shape[one] == "Y"), None)
        if part is None or part.how not in ("part", "month") or part.start > found.start:
            return found
        spot = next(one for one, chunk in enumerate(self.line.chunks) if chunk.value is found)
        between = self.shape[at + 1 : spot]
        own = (
            spot > at
            and not set(between) & set(",;")
            and between.rstrip("x")[-1:] not in ("f", "j")
        )
        return found if own else part

    def _time_of(self, at: int) -> Time | None:
        """Return the time that stands by a figure or a word, or that is carried to it."""
        shape = self.shape
        if shape[max(0, at - 2) : at] == "Y;" and at > 2 and shape[at - 3] == "(":
            return self._time(at - 2)
        bracketed = BRACKETED.match(shape, at + 1)
        if bracketed:
            return self._time(bracketed.end() - 2)
        near = self._near(at)
        if near is not None:
            return self._time(near)
        first = max((place for place in range(at) if shape[place] == ";"), default=-1)
        last = next((place for place in range(at, len(shape)) if shape[place] == ";"), len(shape))
        places = [
            place for place in range(first + 1, last)
            if shape[place] == "Y" and not in_aside(self.line, place, at) and not self._is_base(place)
            and not self._is_from(place, at) and not self._is_counted_from(place, at)
            and not ANOTHERS.fullmatch(shape, at, place + 1)
        ]  # fmt: skip
        places = [place for place in places if not in_brackets(self.line, place, at)]
        fronted = [place for place in places if self._is_fronted(place)]
        for place in places:
            apart = "j" in shape[at:place] or CLAUSE.search(shape, at, place)
            apart = apart or OF_WHICH.search(shape, at, place)
            if place > at and place not in fronted and not apart and not self._behind(at, place):
                return self._time(place)
        ahead = [place for place in fronted if place < at]
        if ahead:
            return self._time(ahead[-1])
        behind = [place for place in places if place < at]
        joined = shape.rfind("&", first + 1, at)
        anew = joined >= 0 and set(shape[joined:at]) & set("bgkacwl")
        if anew and "now" in self._clause_words(joined, last):
            return None  # "was 94 per cent in 2014–18 and is below a third now"
        if joined > 0 and behind and behind[-1] < joined and has_come_about(self.line, joined, at):
            return None
        if behind:
            return self._time(behind[-1])
        compared = "j" in shape[at : places[0]] if places else False
        if (
            places
            and not (at < places[0] in fronted and shape[places[0] + 1] != ",")
            and (not compared or shape[at - 1 : at] == "(")
            and not CLAUSE.search(shape, at, places[0])
            and not self._behind(at, places[0])
        ):
            return self._time(places[0])
        if "now" in self._clause_words(first, last):
            return None
        outside = [
            place
            for place in range(first + 1)
            if shape[place] == "Y"
            and not self._is_base(place)
            and not in_aside(self.line, place, at)
            and not in_brackets(self.line, place, at)
            and not self._is_counted_from(place, at)
            and not FROM_THEN.search(shape, 0, place + 1)
        ]
        carried = self._time(outside[-1]) if outside else None
        return None if carried and carried.how in ONE_CLAUSE else carried

    def _clause_words(self, first: int, last: int) -> list[str]:
        """Return the words between two chunks."""
        chunks = self.line.chunks
        start = chunks[first].end if first >= 0 else 0
        return self.line.plain[start : chunks[min(last, len(chunks)) - 1].end].rstrip(" .,").split()

    def _is_base(self, place: int) -> bool:
        """Return whether a time is only that with which another is compared."""
        if self.shape[place] != "Y":
            return False
        return self._time(place).how.startswith("base") or self._than(place)

    def _than(self, place: int) -> bool:
        """Return whether a time is that of the other side: "three times as much as in 2021"."""
        before = self.shape[:place].rstrip("x")
        told = self.line.chunks[len(before) - 1].text if before else ""
        direct = before.endswith("j") and told.startswith(("compared", "relative"))
        return before.endswith("j") and ("Y" in before or direct)

    def base(self, at: int = 0) -> Time | None:
        """Return the time with which another is compared: "on the year before", first behind a place."""
        places = [one for one in range(len(self.shape)) if self._is_base(one)]
        if not places:
            return None
        return self._time(next((one for one in places if one > at), places[0]))

    def _behind(self, at: int, place: int) -> bool:
        """Return whether a time stands behind the aside of a figure, and says since or until when."""
        opened, closed = self.shape.rfind(",", 0, at), self.shape.find(",", at, place)
        aside = opened >= 0 and closed > 0 and self.shape[opened + 1 :].lstrip("x")[:1] == "q"
        verb = aside and set(self.shape[closed:place]) & set("gkacw")
        return bool(verb) and self._time(place).how in ("since", "until", "throughout")

    def counts_from(self, at: int) -> bool:
        """Return whether behind a figure a change is told by the year from which it is counted alone."""
        ends = [place for place in range(at + 1, len(self.shape)) if self.shape[place] in "Y;"]
        return bool(ends) and self._is_counted_from(ends[0], at)

    def _is_counted_from(self, place: int, at: int) -> bool:
        """Return whether a time is that from which a change is counted, and not that of this figure."""
        found = COUNTED_FROM.search(self.shape, 0, place)
        return found is not None and not found.start("size") <= at < place

    def _is_from(self, place: int, at: int) -> bool:
        """Return whether a time is that of an earlier figure: "48 per cent, down from 79 in 2010–14"."""
        return at < place and bool(FROM.search(self.shape, at + 1, place + 1))

    def _near(self, at: int) -> int | None:
        """Return the time between the commas around a figure that no other figure parts from it."""
        shape = self.shape
        first = max((place for place in range(at) if shape[place] in ",;()"), default=-1)
        last = next(
            (place for place in range(at + 1, len(shape)) if shape[place] in ",;()"), len(shape)
        )
        for place in range(at + 1, last):
            if self._is_base(place) or self._is_from(place, at):
                continue
            if shape[place] == "Y" and not (self._is_fronted(place) and "&" in shape[at:place]):
                return None if set(shape[at + 1 : place]) & set("FMT") else place
        for place in range(at - 1, first, -1):
            if shape[place] == "Y" and not self._is_base(place):
                return None if set(shape[place + 1 : at]) & set("FMT") else place
        return None

    def _time(self, place: int) -> Time:
        found: Time = self.line.chunks[place].value
        return found

    def _is_fronted(self, place: int) -> bool:
        before = self.shape[:place].rstrip("x")
        starts = not before or before[-1] in ",;&"
        ahead = self.shape[place + 1 : place + 2]
        return starts and bool(ahead) and (not before or ahead in ",PpFSOAsGC")


def _taken(shape: str, place: int) -> bool:
    before = shape[:place].rstrip("xOAsWKU")
    return bool(before) and before[-1] in "otfyhnermj" and place > 1
