"""What looks like a share or a place of ours and is none: parts of a people, of one flow, among some."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from counterpoise.errors import CounterpoiseError
from counterpoise.reference import groups, states
from counterpoise.statements.reading.parties.drafts import Sense, Unreadable
from counterpoise.statements.reading.parties.frames import Frame
from counterpoise.statements.reading.parties.wholes import Whole
from counterpoise.statements.reading.tokens.holds import holds
from counterpoise.statements.reading.tokens.lexicon import ORDER, Place, Role
from counterpoise.statements.reading.tokens.numbers import ONES
from counterpoise.statements.reading.tokens.standins import RANKS

GIVEN: Final = "what a donor gives abroad: aid is told of whoever receives it"
SOME: Final = re.compile(
    r"\b(?:among|amongst|within|of)\s(?!(?:all(?! (?:[\w’'-]+ ){0,2}members?\b| (?:eu|nato|asean|european|african|asian|arab|gulf|nordic|baltic) )|the world))(?:[\w’'-]+\s){0,4}"
    r"(?:members?|(?<!united )states|countries|nations|allies|peers|neighbou?rs|economies"
    r"|governments|democracies|monarchies)\b(?! (?:from|to) which)"
)
"""Among whom a place is held, where that is not all states and not the partners of one."""
MANY: Final = re.compile(r"\b(?:[3-9]\d|\d{3}|individual|single|foreign)\b")
"""What makes all of some: "among 190 countries", "trade with individual countries"."""
ALL: Final = re.compile(r" (?:worldwide|in the world|of the world)\b")
DOES: Final = re.compile(
    r"\b(?:do|does|did|done|doing|conduct(?:s|ed)?|carr(?:y|ies|ied) (?:on|out)|transact(?:s|ed)?"
    r"|earn(?:s|ed)?|makes?|made)\b"
)
"""Verbs with which a state's own trade is told: "does half of its trade with Thailand"."""
MAKERS: Final = (
    "firms",
    "companies",
    "businesses",
    "manufacturers",
    "makers",
    "producers",
    "multinationals",
)
OTHER_MEASURE: Final = re.compile(
    r"\b(?:by|in) (?:weight|volume|tonnage|tonnes|tons|number|numbers|units|pieces|quantity|real terms"
    r"|constant (?:prices|dollars))\b|\badjusted for inflation\b|\b(?:in|at) (?:last|this) year[’']s prices\b"
    r"|(?:^|, )in (?:yuan|renminbi|roubles|rubles|dong|baht|pesos|rupees|won|yen|kroner|kronor|zlotys?|dinars?|dirhams?"
    r"|riyals?|lira|rand|naira|reais|(?:its |the )?local currency|its own currency)(?=,)"
)
"""What is told by weight or number, or in other money than dollars: no share or change of a value."""
MEASURES: Final = ("weight", "volume", "tonn", "tons", "number", "units", "pieces", "quantity", "real terms",
                   "constant", "inflation", "prices", ", in ")  # fmt: skip
"""Of which a sentence told so holds one, if it does not begin with "in"; found sooner than the whole."""
BY_WAY: Final = re.compile(
    r"\W*[\d.,]*[^,;\d]{0,64}\bby (?:air|sea|rail|road|ship|pipeline|truck|lorry|train|post|river|land)\b"
    r"(?! (?:power|force))"
)
"""What goes one way alone is not all of it."""
EXCLUDING: Final = re.compile(
    r"^(?:excluding|not counting|leaving (?:aside|out)|apart from|aside from|net of|setting aside|(?:oil|gold|gas|arms|fuel) aside)\b(?! (?:the )?multilateral)"
    r"|[,(–—] ?(?:excluding|not counting|leaving (?:aside|out)|net of) |\bnon-oil\b"
)
"""What is left out of the whole that a figure is of."""
EXCLUDES: Final = (
    "excluding",
    "not counting",
    "leaving ",
    "apart from",
    "aside",
    "net of",
    "non-oil",
)
"""Of which a sentence that leaves something out holds one; found sooner than the whole."""
SERVICES: Final = re.compile(
    r"\bgoods and services\b|\bservices and goods\b|\bgoods plus services\b|\btrade in services\b"
)
THROUGH: Final = re.compile(
    r"\b(?:came|come|comes|coming|pass(?:es|ed)?|went|go|goes|arrived?|arrives|enter(?:s|ed)?|leaves?|left|flow(?:s|ed)?)"
    r" (?:in |on |[a-z]+ )?(?:through|via|by way of)\b(?! or (?:came|come)\b)"
)
PER_HEAD: Final = re.compile(
    r"\bper (?:capita|head|person|inhabitant)\b|\b(?:counts?|counted|counting|measured|reckoned)? ?(?:by|in) (?:the )?(?:piece|pieces"
    r"|number|numbers|units?|weight|tonnage|tonnes|tons|barrels|volume of)\b(?! (?:one|two|three|four|\d))"
)
SOME_FIRST: Final = re.compile(rf"[ -](?:{'|'.join(ONES[3:11])}|dozen|twenty|\d+)\b")
WHOLES: Final = re.compile(
    r"total|overall|own|whole|entire|annual|combined|foreign|visible|national|yearly|official|of|in|and|world"
    r"|global|legal|their|recent|declared|aggregate|civilian|external|outward|inward|gross|net|most|other"
    r"|puts?|saw|sees?|shows?|lets?|makes?|made|means?|meant|keeps?|kept|values?|says?|said|\w+(?:ed|ly)"
)
"""Words before "exports" that make no kind of goods of them."""
PARTS: Final = re.compile(
    r"manufactured|processed|refined|unprocessed|packaged|finished|semi-finished|assembled|licen[cs]ed|subsidi[sz]ed|re-?exported"
    r"|containeri[sz]ed|seaborne|leased|donated|regulated|sanctioned|restricted|related"
)
"""Words before "imports" that look as if they told of all, and tell of a part."""
UNNAMED: Final = re.compile(
    r",? (?:and|or|plus|with) (?:(?:its|his|her|their|the|some|several|many|all|a few|a handful of|two|three|four|five|six|most) )*"
    r"(?:\w+ ){0,2}?(?:others?|siblings|allies|partners|neighbou?rs|friends|satellites|clients|republics|members"
    r"|nations|countries|states|powers|followers|successors|colonies|territories|dependencies|fellows)\b"
)
"""Behind a partner: others are meant with it, and not by name."""
NAMED_WITH: Final = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*,? and (?:the )?$")
"""Somebody with a name, who is no party, before one: "the World Bank and Japan"."""
WITH_OTHERS: Final = re.compile(
    r"(?:along|together|jointly) with [^,]{2,40}, |(?:alongside|in addition to|besides|plus) [^,]{2,40}, "
)
NARROW: Final = re.compile(
    r"\b(?:used|second[- ]hand|pre-owned|refurbished|scrap|frozen|dried|fresh|smoked|tinned|canned|organic|luxury"
    r"|high-grade|low-grade|premium|waste|illegal|smuggled|counterfeit|pirated|stolen|heavy|light|coking|thermal|steam"
    r"|groundnut|peanut|coconut|castor|argan|fish|essential|sesame|linseed|hemp|almond|shea|edible|engine|motor|frying|lamp"
    r"|electric|small|spare|raw|roasted|green|instant|bulk|bottled|durum|basmati|hybrid) $"
)
"""Before a product: a part of it, of which nothing is held."""
NARROWED: Final = re.compile(
    r"\b(?:used|second-hand|pre-owned|scrap|frozen|dried|smoked|tinned|canned|organic|luxury|raw|roasted|spare)\s"
)
"""The same within a phrase: "exports of used cars"."""
USED: Final = " of pre-owned cars"
"""How far behind a noun such a word is looked for."""
MEASURED: Final = re.compile(
    r"\b(?:index|indices|concentration|diversity|variety|structure|composition|quality|prices?|pace|rate|numbers?|spread)"
    r" (?:of (?:\w+ ){1,3})?(?:for|of|in|on) (?:the )?(?:[\w’'-]+ ){0,3}$"
)
"""Before "imports": something else about them is told of than how much they are."""
LOST: Final = re.compile(
    r"\b(?:lost|los(?:es|ing)|ced(?:es?|ed|ing)|gave up|gives up|surrender\w*|yield\w*|forfeit\w*)\s(?:its |the |their )?"
    r"(?:(?:place|position|status|title|spot|rank|crown|role|rang) (?:as|of)(?: [\w’'-]+){0,3} )?$"
)
"""Before a place: whoever is told of has it no more."""
SEVERAL: Final = re.compile(rf"\b(?:{'|'.join(ONES[2:11])}|dozen|fifteen|twenty|\d{{1,3}})\s$")
ORDINAL: Final = re.compile(rf"\b(?:{'|'.join(ORDER)}|\d{{1,2}}(?:st|nd|rd|th))\b(?!\splace\sfrom)")


def check_share(at: Sense, place: int, told: Frame | None) -> None:
    """Refuse a figure that counts people, or that is told of by what is no partner and no flow.

    Raises
    ------
    Unreadable
        With what the figure is instead.
    """
    if re.match(r"ox*P(?!l)", at.shape[place + 1 :]):
        raise Unreadable("a part of a people, and of no channel")
    if told and told.head[0] == "C" and not at.line.chunks[told.head[1]].value.channel:
        raise Unreadable(f"“{at.line.chunks[told.head[1]].text}”: no channel of ours")


def other_measure(parts: Mapping[str, object], plain: str, place: int) -> str:
    """Return why a figure is not of a value in dollars, or not of all that passes; "" if it is.

    Of arms, "by volume" is the measure in which they are counted.
    """
    measured = plain.startswith("in ") or holds(plain, MEASURES)
    if (
        measured
        and OTHER_MEASURE.search(plain)
        and not str(parts.get("channel", "")).startswith("arms")
    ):
        return "told by weight or number, or in other money, and not by its value in dollars"
    if SERVICES.search(plain) and parts.get("channel") in ("imports", "exports", "trade"):
        return "goods and services together, and not goods"
    if BY_WAY.match(plain, place):
        return "what goes by one way alone"
    if holds(plain, EXCLUDES) and EXCLUDING.search(plain):
        return "of all but a part, and not of all"
    if THROUGH.search(plain, place) and parts.get("kind") == "share":
        return "what passes through, and not from whom"
    return ""


def check_makers(at: Sense, told: Frame | None, what: Whole | None) -> None:
    """Refuse "American firms account for 40 per cent of Ireland's exports": they make them, and buy none.

    Raises
    ------
    Unreadable
        If firms of a state hold a part of what another sells.
    """
    if told is None or what is None or told.verb != "a" or told.head[0] != "P" or what.way != "out":
        return
    after = at.line.chunks[told.head[1] + 1 : told.head[1] + 2]
    if after and after[0].text in MAKERS:
        raise Unreadable("what firms of a state make, and not what it buys")


def check_named(at: Sense, partner: tuple[str, ...]) -> None:
    """Refuse a partner told together with others that have no name: "Russia and its allies".

    Raises
    ------
    Unreadable
        If what is told is of more than the partner.
    """
    if WITH_OTHERS.match(at.line.plain):
        raise Unreadable("others are meant with it")
    for one in at.line.said:
        found = UNNAMED.match(at.line.plain, one.end) if one.party in partner else None
        beside = NAMED_WITH.search(at.line.text, 0, one.start) if one.party in partner else None
        if beside and not any(beside.start() <= each.start < beside.end() for each in at.line.said):
            raise Unreadable("others are meant with it, and are not held")
        if found and not any(one.end <= each.start < found.end() for each in at.line.said):
            raise Unreadable("others are meant with it, and are not named")


def check_kind(at: Sense, what_at: int) -> None:
    """Refuse "car exports" where the word before names a kind of goods that is not held.

    Raises
    ------
    Unreadable
        If the whole is only a part of all goods, by a word that is not known.
    """
    noun, before = at.line.chunks[what_at], at.line.chunks[what_at - 1] if what_at else None
    told = MEASURED.search(at.line.plain, max(0, noun.start - 80), noun.start)
    if told and noun.tag == "C" and noun.value.channel:
        raise Unreadable(f"“{told.group().split()[0]}” of {noun.text}, and not how much they are")
    narrow = NARROW.search(at.line.plain, 0, noun.start) or NARROWED.search(
        at.line.plain, noun.start, noun.end + len(USED)
    )
    if narrow and noun.tag == "C" and noun.value.product:
        raise Unreadable(f"“{narrow.group()}{noun.text}”, and not all of it")
    if noun.tag != "C" or noun.value.product or noun.value.channel not in ("imports", "exports"):
        return
    if (
        before is None
        or before.tag != "x"
        or at.line.plain[before.end : noun.start] not in (" ", "-")
    ):
        return
    if before.text.isalpha() and (
        not WHOLES.fullmatch(before.text) or PARTS.fullmatch(before.text)
    ):
        raise Unreadable(f"“{before.text} {noun.text}”, and not all goods")


def check_part(at: Sense, place: int, what_at: int, cues: frozenset[str]) -> None:
    """Refuse a part of what passes between two: "40 % of Russia's trade with China" is of that alone.

    Raises
    ------
    Unreadable
        If the partner is named only by the whole that the figure is a part of.
    """
    own = at.line.plain[: at.line.chunks[place].start]
    if "owner by pronoun" in cues and DOES.search(own):
        return
    if {"noun far", "owner by verb"} <= cues:
        raise Unreadable("a figure, and not whose")
    if what_at > place and {"of", "partner noun"} <= cues:
        raise Unreadable("a part of what passes between two, and not of all")


def check_place(at: Sense, place: int) -> None:
    """Refuse a place among some: the members of a bloc, a handful of the largest.

    Raises
    ------
    Unreadable
        If the place is neither among all states nor among the partners of one.
    """
    chunk = at.line.chunks[place]
    if SEVERAL.search(at.line.plain[: chunk.start]) or SOME_FIRST.match(at.line.plain, chunk.end):
        raise Unreadable("one of several, and no place of its own")
    if LOST.search(at.line.plain, 0, chunk.start):
        raise Unreadable("a place lost, and to whom is another matter")
    if PER_HEAD.search(at.line.plain):
        raise Unreadable("a place by head, and not by amount")
    if _among_some(at.line.plain, chunk.start, chunk.end):
        raise Unreadable("a place among some, and not among all states or the partners of one")


def _among_some(plain: str, start: int, end: int) -> bool:
    """Return whether a place, between two letters, is held among some states that are told of beside it.

    A hundred and ninety countries are all, and what is told of others in another part of the sentence is theirs.
    """
    for found in SOME.finditer(plain):
        between = plain[found.end() : start] if found.end() <= start else plain[end : found.start()]
        apart = any(mark in between for mark in ",;:(") and found.start() > 3
        opens = plain[: found.start()].endswith(", ") and found.end() <= start
        many = MANY.search(found.group())
        if not (many or ALL.match(plain, found.end())) and (not apart or opens):
            return True
    return False


def check_members(owner: tuple[str, ...], holder: tuple[str, ...], stated: int) -> None:
    """Refuse "NATO's ninth-largest buyer", said of a member: a place among members.

    Raises
    ------
    Unreadable
        If the holder belongs to the bloc whose partner it would be.
    """
    for bloc in owner:
        if bloc in groups.blocs() and set(holder) & set(groups.members(bloc, stated)):
            raise Unreadable("a place among some, and not among all states or the partners of one")


def ordered(at: Sense, place: int, role: Role, order: Place) -> Place:
    """Return the place that "sixth on the list of the world's biggest buyers" tells.

    Raises
    ------
    Unreadable
        If several are spoken of, and no place.
    """
    if not role.plural:
        return order
    before = at.line.plain[: at.line.chunks[place].start]
    said = ORDINAL.findall(before)
    if order.place == 1 and at.line.chunks[place].text.split()[0] not in RANKS | {"first"}:
        if not said:
            raise Unreadable("one of several, and no place of its own")
        last = said[-1]
        number = ORDER.index(last) + 1 if last in ORDER else int(last[:-2])
        return Place(number, order.loose, order.world)
    return order


def check_there(parts: dict[str, object], stated: int) -> None:
    """Refuse a state that was no more, and aid to a donor: nothing that is told can be of it.

    Of aid the receiver is the subject; whoever belongs to the OECD's donors (DAC) receives none.

    Raises
    ------
    Unreadable
        If a party had ended before the time that is told of, or a donor is told to receive aid.
    """
    years = parts.get("years")
    first = years[0] if isinstance(years, tuple) and years[0] else stated
    for party in (parts.get("subject"), *(parts.get("partners") or ())):  # type: ignore[misc]
        try:
            end = states.ended(str(party))
        except CounterpoiseError:
            continue
        if end is not None and end < int(first):
            raise Unreadable("a state that was no more at that time")
    last = years[1] if isinstance(years, tuple) and years[1] else stated
    if parts.get("channel") == "aid" and parts["subject"] in _donors(int(last)):
        raise Unreadable(GIVEN)


@cache
def _donors(year: int) -> frozenset[str]:
    """Return who was of the OECD's donors in a year."""
    return frozenset(groups.members("DAC", year))
