"""Turns of phrase that are read as plainer ones: "led with 34 per cent of", "its neighbour Y"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

from counterpoise.statements.reading.tokens import (
    deals,
    owed,
    owing,
    paid,
    pressed,
    roundabout,
    sellers,
    whereby,
)
from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import tags_of, without
from counterpoise.statements.reading.tokens.lexicon import ORDER, Place, Role
from counterpoise.statements.reading.tokens.standins import RANKS

Turn = Callable[[str, list[Chunk]], list[Chunk]]
PLACED: Final = frozenset(
    [
        "led",
        "leads",
        "lead",
        "leading",
        "tops",
        "topped",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "next",
        "then",
        "last",
        "followed",
        "follows",
        "following",
        "follow",
        "trails",
        "trailed",
        "trailing",
        "trail",
        "ahead",
        "behind",
    ]
)
"""Words of an order that stand between a party and its figure."""
LEADS: Final = re.compile(r"(?P<who>P)(?P<verb>[xbcK]{1,2})[hn](?=x*F)")
"""A party, its place in an order, and its figure: "China comes next with 10 per cent"."""
INVERTED: Final = re.compile(r"(?<=[,;&])(?P<next>x)[cb](?=x*P,?[hn]?F)")
HEADED: Final = re.compile(r"P;(?P<head>[xA]*C)(?P<cut>[^PFbgkcwavi]*[,;])(?=P[,x]?F)")
"""A state and what of it is told, before a list of partners: "Kuwait: arms imports 2020–24 — USA 63"."""
CLEFT: Final = re.compile(r"(?:pbx*|(?P<short>x))(?P<what>[ft]x*P)q(?P<who>P[xbH]*[gk])")
IT_IS: Final = ("it's", "it’s")
UNTIL: Final = re.compile(r"pbx*(?P<when>Y)q(?=P)")
"""What puts a time or a partner first: "it was not until 2020 that", "it was from Spain that"."""
NEITHER: Final = re.compile(r"xPxP")
THEN: Final = re.compile(r"(?P<first>(?<=P))?(?P<rest>(?:[,&]+xP)+)(?=$|[,;.Yx&])")
"""Who comes next, in order: "China, then India, then Japan"."""
"""The same the other way round: "next came China with 14"."""
RELATIONS: Final = frozenset(
    [
        "neighbour",
        "neighbor",
        "ally",
        "rival",
        "patron",
        "adversary",
        "enemy",
        "protector",
        "partner",
        "friend",
    ]
)
NAMED_RELATION: Final = re.compile(
    r"(?P<prep>[ftofhnr])(?P<owner>[OAs])(?P<words>[xK]{1,3})(?P<comma>,?)(?P<who>P)(?P<after>.?)"
)
"""Who is told by another and by name: "suppliers to Japan's neighbour South Korea"."""
BEGUN_RELATION: Final = re.compile(r"[OA][xK]{1,3}P")
WHERE_FROM: Final = re.compile(r"Q(?P<way>[ft])q(?P<who>P)x*[gk]")
"""Partners told by what is done with them: "the countries from which Malawi imports"."""
TO_A_PART: Final = re.compile(r"(?<=[A])(?P<to>t)(?=F)")
"""Behind an adjective: "Chinese to 36 per cent", "Thai to 15"."""
LED: Final = re.compile(r"(?<=[PYF,])(?P<verb>[xlw])(?P<of>(?:xo|o)?)(?=[AOs]?x{0,2}C?R)")
"""Who is first of several: "led the buyers of Burmese exports", "headed the table of donors"."""
LED_FLOWS: Final = re.compile(r"(?<=[PYF,])(?P<verb>[xlw])(?P<whose>O)x?(?P<what>C)(?![xC]{0,2}R)")
"""Who is first in what passes: "leads Kosovo's imports"."""
RECKONED: Final = re.compile(
    r"(?:^|(?<=[;&])|(?P<opened>,))(?P<by>y[xOAsC]{0,4})(?P<what>[xlC])(?P<comma>,?)(?=[PbxHgkac])"
)
RECKONING: Final = (
    "accounting",
    "reckoning",
    "count",
    "tally",
    "figures",
    "measure",
    "numbers",
    "books",
    "yardstick",
    "data",
    "statistics",
    "records",
    "accounts",
)
"""By whose account something is told: "by the institute's reckoning France was"."""
BOUND: Final = re.compile(r"(?P<who>[PA])(?P<bound>w)(?![tf])")
"""Where something goes, in one word: "American-bound"."""
REASON: Final = re.compile(r",(?P<why>r)(?=x*P[xY]*[gkac])")
PEAK: Final = re.compile(r"f(?P<peak>x)o(?=x*F)")
PEAKS: Final = ("peak", "high", "low", "trough", "height", "maximum", "record")


def turns(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with turns of phrase put plainly."""
    index = _by_word()
    said = {word for one in chunks for word in one.text.split()}
    wanted = {number for word in said if word in index for number in index[word]}
    tags = tags_of(chunks)
    for number in sorted(wanted):
        after = TURNS[number][1](tags, chunks)
        if after is not chunks:
            chunks = after
            tags = tags_of(chunks)
    return chunks


@cache
def _by_word() -> dict[str, list[int]]:
    """Return for each word the numbers of the turns that it may begin."""
    found: dict[str, list[int]] = {}
    for number, (words, _) in enumerate(TURNS):
        for word in words:
            found.setdefault(word, []).append(number)
    return found


def _leads(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "led with 34 per cent of" for "accounts for", and drop "comes next" before another figure."""
    gone: set[int] = set()
    found = list(chunks)
    placed = re.search(r"K[^;]*R", tags)
    for match in LEADS.finditer(tags):
        words = range(match.start("verb"), match.end("verb"))
        inside = [chunks[at].text.split()[0] for at in words]
        if placed and set(inside) & set(ORDER):
            continue  # told by the place before: "the Dutch come second with 20 per cent"
        if not set(inside) & PLACED or ("K" in match["verb"] and inside[-1] not in PLACED):
            continue
        figure = tags.index("F", match.end())
        first = tags[figure + 1 : figure + 2] == "o" and not set(tags[: match.start()]) & set("FK")
        if first and "K" not in match["verb"]:
            found[words[0]] = replace(chunks[words[0]], tag="a", value="lead")
            gone |= {*words[1:], match.end() - 1}
        elif "K" not in match["verb"]:
            gone |= set(words)
    for match in INVERTED.finditer(tags):
        if chunks[match.start("next")].text in PLACED and not placed:
            gone |= set(range(match.start("next"), match.end()))
    return without(found, gone)


def _relations(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Japan's neighbour South Korea" for South Korea."""
    found, gone = list(chunks), set()
    for match in NAMED_RELATION.finditer(tags):
        words = range(match.start("words"), match.end("words"))
        if any(chunks[at].text in RELATIONS for at in words):
            if match["comma"] and match["after"] not in ("", ",", ";", "x"):
                continue
            gone |= {match.start("owner"), *words}
            gone |= {match.start("comma")} if match["comma"] else set()
    begun = BEGUN_RELATION.match(tags)
    if (
        begun
        and "s" not in tags
        and any(chunks[at].text in RELATIONS for at in range(1, begun.end()))
    ):
        found[0] = replace(chunks[0], tag="x", value=None)
    return without(found, gone)


def _where_from(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the countries from which Malawi imports" for the sources of Malawi."""
    found, gone = list(chunks), set()
    for match in WHERE_FROM.finditer(tags):
        role = Role("G", "imports", True) if match["way"] == "f" else Role("R", "exports", True)
        first = match.start()
        found[first] = replace(chunks[first], tag="R", text="suppliers", value=role)
        found[first + 1] = replace(chunks[first + 1], tag="o", text="of")
        gone |= {first + 2, match.end() - 1}
    return without(found, gone)


def _heads(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "led the buyers of" and "headed the table of donors" for a first place among them."""
    found, gone = list(chunks), set()
    for match in LED.finditer(tags):
        role = tags.index("R", match.end("verb"))
        verb = match.start("verb")
        if chunks[verb].text in RANKS and chunks[role].value.plural:
            found[verb] = replace(chunks[verb], tag="K", value=Place(1))
            gone |= set(range(match.start("of"), match.end("of")))
    for match in LED_FLOWS.finditer(tags):
        verb, what = match.start("verb"), chunks[match.start("what")]
        bare = not what.value.product and what.value.channel in ("imports", "exports")
        if chunks[verb].text in RANKS and bare and not gone:
            found[verb] = replace(chunks[verb], tag="K", value=Place(1))
            partner = Role("B", what.value.channel, plural=True)
            found.insert(match.end("what"), Chunk("R", what.end, what.end, "partners", partner))
            return found
    return without(found, gone)


def _reckoned(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop "by the institute's reckoning" in front of whoever is told of."""
    gone: set[int] = set()
    for match in RECKONED.finditer(tags):
        closed = bool(match["comma"]) or tags[match.end() : match.end() + 1] == "P"
        if chunks[match.start("what")].text in RECKONING and closed:
            gone |= set(range(match.start(), match.end()))
    return without(chunks, gone)


def _then(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "were China, then India" for both in that order, ", then India, then Japan" for followed by."""
    found: list[Chunk] = []
    place = 0
    for match in THEN.finditer(tags):
        inner = range(match.start("rest"), match.end("rest"))
        words = [chunks[at].text for at in inner if tags[at] == "x"]
        if set(words) - {"then"}:
            continue
        named = [chunks[at] for at in inner if tags[at] == "P"]
        start = match.start("rest")
        plural = [at for at, one in enumerate(chunks) if one.tag == "R" and one.value.plural]
        if match["first"] is not None and plural and plural[0] < start and "J" not in tags:
            start -= 1
            named.insert(0, chunks[start])
        joined = replace(named[0], value=tuple(party for one in named for party in one.value))
        found += chunks[place:start]
        last = named[-1].end
        if start < match.start("rest"):
            found += [replace(joined, end=last), Chunk("J", last, last, "in that order", None)]
        else:
            then = chunks[next(at for at in inner if tags[at] == "x")]
            found += [
                chunks[start],
                replace(then, text="followed"),
                Chunk("y", then.end, then.end, "by", "by"),
                replace(joined, end=last),
            ]
        place = match.end()
    return found + chunks[place:] if place else chunks


def _headed(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Kuwait: arms imports, by origin — USA 63" for "Kuwait's arms imports: USA 63"."""
    match = HEADED.match(tags)
    if not match or chunks[1].text != ":":
        return chunks
    kept = [
        one for at, one in enumerate(chunks[match.start("cut") : match.end("cut")])
        if one.tag == "Y"
    ]  # fmt: skip
    head = [replace(chunks[0], tag="O"), *chunks[match.start("head") : match.end("head")], *kept]
    last = chunks[match.end("cut") - 1]
    return [*head, replace(last, tag=";", text=":"), *chunks[match.end("cut") :]]


def _clefts(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "it was from Spain that Morocco bought a fifth" for "Morocco bought a fifth from Spain"."""
    found = list(chunks)
    for match in CLEFT.finditer(tags):
        if match["short"] and chunks[match.start()].text not in IT_IS:
            continue
        stop = match.end()
        while stop < len(tags) and tags[stop] not in ";," and stop != len(tags) - 1:
            stop += 1
        moved = found[match.start("what") : match.end("what")]
        found = [
            *found[: match.start()],
            *found[match.end() - len(match["who"]) : stop],
            *moved,
            *found[stop:],
        ]
        break
    until = UNTIL.search(tags)
    if until is None or found != chunks or not chunks[until.start("when")].text.startswith("not "):
        return found
    return without(found, {*range(until.start(), until.start("when")), until.end() - 1})


def _neither(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "neither China nor Japan" for both."""
    found = list(chunks)
    for match in NEITHER.finditer(tags):
        at = match.start()
        denied = any(one.tag in "FM" and one.text.startswith("neither") for one in chunks[at:])
        if denied and [chunks[at].text, chunks[at + 2].text] == ["neither", "nor"]:
            both = (*chunks[at + 1].value, *chunks[at + 3].value)
            found[at + 1] = replace(chunks[at + 1], value=both, end=chunks[at + 3].end)
            return without(found, {at, at + 2, at + 3})
    return chunks


def _bound(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "American-bound" for bound for America."""
    found = list(chunks)
    for match in BOUND.finditer(tags):
        at = match.start()
        who, verb = chunks[at], chunks[at + 1]
        if verb.text == "bound" and verb.start == who.end + 1:
            to = Chunk("t", verb.start, verb.start, "to", "to")
            found[at] = replace(verb, start=who.start, end=who.start)
            found[at + 1] = replace(who, tag="P")
            found.insert(at + 1, to)
            break
    return found


def _reasons(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take ", for India provided" for a clause of its own."""
    found = list(chunks)
    for match in REASON.finditer(tags):
        found[match.start("why")] = replace(chunks[match.start("why")], tag=";")
    return found


def _parts(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop "to" between an adjective and a part: "Thai to 15 per cent"."""
    return without(chunks, {match.start() for match in TO_A_PART.finditer(tags)})


def _peaks(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "from a peak of 80 per cent" for "from 80 per cent"."""
    spots = [match.start("peak") for match in PEAK.finditer(tags)]
    return without(
        chunks, {at for one in spots if chunks[one].text in PEAKS for at in (one, one + 1)}
    )


TURNS: Final[tuple[tuple[frozenset[str], Turn], ...]] = (
    (PLACED, _leads),
    (RELATIONS, _relations),
    (frozenset(RECKONING), _reckoned),
    (RANKS, _heads),
    (frozenset({"bound"}), _bound),
    (frozenset({"then"}), _then),
    (frozenset({"neither"}), _neither),
    (frozenset({":"}), _headed),
    (frozenset({"that", "which"}), _clefts),
    (frozenset({"which"}), _where_from),
    (frozenset({"armed", "supplied", "equipped"}), deals.armed),
    (frozenset(deals.MADE), deals.made_in),
    (frozenset(deals.EARNS), deals.earned),
    (frozenset({"for"}), _reasons),
    (frozenset({*deals.PLACING, *deals.OWNING, *deals.INVESTING}), deals.invested),
    (frozenset({"to"}), _parts),
    (frozenset(deals.HOLDS), deals.holds),
    (frozenset({"market"}), deals.market),
    (frozenset({"capital"}), deals.capital),
    (frozenset({"lifted", "lifts"}), deals.lifted),
    (frozenset(PEAKS), _peaks),
    (frozenset(roundabout.ARMED), roundabout.armers),
    (frozenset(roundabout.MAKES), roundabout.made_its),
    (frozenset(roundabout.FINDS), roundabout.found_in),
    (frozenset(owed.DEBTS), owed.owed),
    (frozenset({"debt", "debts"}), owed.held_part),
    (frozenset(paid.WORDS), paid.paid),
    (frozenset(owed.HOME), owed.money),
    (frozenset(owed.HELPS), owed.help_given),
    (frozenset(owed.HOME), owed.migrants),
    (frozenset({"barrel", "barrels"}), roundabout.barrels),
    (frozenset({"abroad"}), roundabout.abroad),
    (roundabout.BUYERS, roundabout.there),
    (frozenset(roundabout.COUNTED), roundabout.counts),
    (frozenset({"that", "who", "which"}), roundabout.clefts),
    (frozenset({"that", "who", "which"}), roundabout.who_took),
    (frozenset(roundabout.ARMED), roundabout.armed_to),
    (frozenset(roundabout.SEES), roundabout.saw),
    (frozenset(roundabout.TURN), roundabout.turns_to),
    (frozenset({"as"}), sellers.outlets),
    (frozenset(sellers.MAKING), sellers.makers),
    (frozenset(sellers.EARNS), sellers.earned),
    (frozenset({"clients"}), sellers.clients),
    (frozenset({"total"}), sellers.totals),
    (frozenset(owed.STREAMS), owed.streams),
    (frozenset({"own"}), sellers.own),
    (frozenset({"owed", "owes", "owe"}), owing.owing),
    (frozenset({"owed", "owes", "owe", "owing", "borrowed", "borrows", "borrow"}), owed.owes),
    (frozenset({"held", "holds", "hold"}), owed.held),
    (frozenset(sellers.HEADS), sellers.headed),
    (frozenset(sellers.RELIED), sellers.reliance),
    (frozenset({"dependent", "reliant"}), roundabout.dependent),
    (frozenset({"partner", "partners"}), whereby.by_channel),
    (frozenset({":"}), whereby.headings),
    (frozenset({"where"}), whereby.where),
    (frozenset({"there"}), whereby.there),
    (frozenset(pressed.BELOW), pressed.beside_year),
    (frozenset({"up"}), pressed.up_to),
    (frozenset({"anyone", "anybody"}), pressed.than_anyone),
    (frozenset({"took", "takes", "take", "taken", "taking"}), pressed.took_over),
    (frozenset(pressed.DOINGS), pressed.doing),
    (frozenset(pressed.DEBTS), pressed.lent),
    (frozenset({*pressed.GAVE, *pressed.PLEDGED}), pressed.givers),
    (frozenset({"its", "their"}), pressed.has_its),
    (frozenset({"their"}), pressed.their_share),
    (pressed.COUNTRYS, pressed.that_country),
)
"""Words of which a sentence must have one for a turn to be looked for, and the turn."""
