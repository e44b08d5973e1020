"""The seller's view put plainly: "relied on China as the outlet for", "its growers sell half to"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import without
from counterpoise.statements.reading.tokens.lexicon import Noun, Place, Role

OUTLET: Final = re.compile(r"(?P<verb>v)(?P<on>[mt])x*(?P<who>P)(?P<as>j)x*K?x*(?P<role>R)r(?=x*F)")
MAKERS: Final = re.compile(r"(?<![&,])(?P<whose>[OA])(?P<what>C?)(?P<who>[Rx])(?=x?[gk])")
MAKING: Final = (
    "exporters",
    "producers",
    "growers",
    "farmers",
    "planters",
    "ranchers",
    "miners",
    "makers",
    "manufacturers",
    "weavers",
    "factories",
    "mills",
    "mines",
    "smelters",
    "sellers",
)
"""Who of a state has what it sells: "Uruguay's beef exporters"."""
THEIR: Final = re.compile(r"s[x]*(?P<what>[xC])")
WARES: Final = (
    "product",
    "produce",
    "output",
    "wares",
    "goods",
    "products",
    "crop",
    "harvest",
    "catch",
)
EARNED: Final = re.compile(
    r"(?P<who>[PA])[xbHY]*(?P<verb>x)x*(?P<money>M)[xY]*f(?P<what>[xAsOY]*C)(?P<to>tx*P)?"
)
EARNS: Final = ("earned", "earns", "made", "makes", "took", "netted", "grossed", "reaped")
COUNTED: Final = re.compile(r"(?P<many>x?)(?P<they>[pQ])(?P<bar>[,;])(?=(?P<who>P)(?:$|[,;.xY]))")
COUNTS: Final = ("two", "three", "four", "five")
STATES: Final = (
    "states",
    "countries",
    "nations",
    "neighbours",
    "neighbors",
    "partners",
    "economies",
)
TOTAL: Final = re.compile(r"(?<=o)(?P<whose>[OAPs])x*(?P<total>l)(?=[xY]*(?:$|[,;&]))")
HEAD: Final = re.compile(r"C[xY]*(?P<way>[tf])x*P")
"""What passes between two, of which a part of all is told."""
RELIANCE: Final = re.compile(
    r"(?P<whose>[OAs])x?v(?P<on>m)x*(?P<who>A)x*(?P<what>C)(?=[xHY]*[udlbw])"
)
RELIED: Final = ("reliance", "dependence", "dependency", "reliant")
COUNTED_STATES: Final = re.compile(rf"(?:{'|'.join(COUNTS)}) (?:{'|'.join(STATES)})\b")
OWN: Final = re.compile(r"(?<=[sO])(?P<own>a)(?=x*C)")
HEADED: Final = re.compile(
    r"(?P<whose>[OAs])(?P<list>(?:x{1,2}o)?)(?P<noun>C?)(?P<role>R)(?P<when>Y?)b(?P<verb>[wx])(?P<by>y)(?=P)"
)
HEADS: Final = ("headed", "led", "topped")


def outlets(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "relied on China as the outlet for 60 per cent" for "sold to China 60 per cent"."""
    found: list[Chunk] = []
    place = 0
    for match in OUTLET.finditer(tags):
        role = chunks[match.start("role")]
        if role.value.side != "R" or role.value.plural:
            continue
        verb, on = chunks[match.start("verb")], chunks[match.start("on")]
        found += chunks[place : match.start()]
        found += [replace(verb, tag="g", value="sell"), replace(on, tag="t", text="to", value="to")]
        found.append(chunks[match.start("who")])
        place = match.end()
    return found + chunks[place:]


def makers(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Uruguay's beef exporters sell half of their product" for what Uruguay sells."""
    found, gone = list(chunks), set()
    for match in MAKERS.finditer(tags):
        whose, who = match.start("whose"), match.start("who")
        if chunks[who].text not in MAKING:
            continue
        product = chunks[match.start("what")].value if match["what"] else None
        theirs = THEIR.search(tags, match.end())
        stands = theirs and chunks[theirs.start("what")].text in WARES
        if product and not stands and "C" not in tags[match.end() :]:
            continue
        if theirs and stands:
            spot = theirs.start("what")
            found[spot] = replace(found[spot], tag="C", value=product or Noun("goods"))
        found[whose] = replace(found[whose], tag="P")
        gone |= set(range(whose + 1, match.end()))
    return without(found, gone)


def earned(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "earned $2 billion from exports to India" for exports to India that reached $2 billion."""
    match = EARNED.search(tags)
    if not match or chunks[match.start("verb")].text not in EARNS:
        return chunks
    what = chunks[match.end("what") - 1]
    if what.value.way != "out" and not (what.value.channel == "goods" and match["to"]):
        return chunks
    who, money = chunks[match.start("who")], chunks[match.start("money")]
    told = [*chunks[match.start("what") : match.end()]]
    owned = [] if set(match["what"]) & set("AsO") else [replace(who, tag="O")]
    reached = Chunk("l", money.start, money.start, "reached", "reach")
    return [*chunks[: match.start()], *owned, *told, reached, money, *chunks[match.end() :]]


def counted(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "two states, India and China" for India and China."""
    if not COUNTED_STATES.search(plain):
        return chunks
    tags = "".join([one.tag for one in chunks])
    gone: set[int] = set()
    for match in COUNTED.finditer(tags):
        words = chunks[match.start("they")].text.split()
        many = words[0] if len(words) > 1 else chunks[match.start()].text if match["many"] else ""
        named = len(chunks[match.start("who")].value)
        if many in COUNTS and words[-1] in STATES and COUNTS.index(many) + 2 == named:
            gone |= set(range(match.start(), match.end()))
    return without(chunks, gone) if gone else chunks


def totals(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "of Chile's total" for all that passes of what the sentence begins with."""
    found = list(chunks)
    for match in TOTAL.finditer(tags):
        spot = match.start("total")
        head = HEAD.search(tags, 0, match.start())
        if chunks[spot].text != "total" or not head:
            continue
        value: Noun = chunks[head.start()].value
        if not value.channel:
            continue
        if value.channel == "goods" and not value.way:
            way = "out" if head["way"] == "t" else "in"
            value = Noun({"out": "exports", "in": "imports"}[way], way, value.product)
        elif not value.way and value.channel == "arms":
            value = Noun("arms", "out" if head["way"] == "t" else "in")
        found[spot] = replace(chunks[spot], tag="C", value=value)
        if match["whose"] == "P":
            found[match.start()] = replace(chunks[match.start()], tag="A")
    return found


def reliance(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Hungary's reliance on Russian oil rose to 86 per cent" for Russia's share of Hungary's oil."""
    found: list[Chunk] = []
    place = 0
    for match in RELIANCE.finditer(tags):
        if chunks[match.start("on") - 1].text not in RELIED:
            continue
        whose, who, what = (chunks[match.start(name)] for name in ("whose", "who", "what"))
        noun: Noun = what.value
        if noun.channel not in ("goods", "arms") or noun.way:
            continue
        found += chunks[place : match.start()]
        share = chunks[match.start("on") - 1]
        at = what.start
        found += [replace(share, tag="S", value="share"), Chunk("o", at, at, "of", "of")]
        found += [replace(who, tag="P"), Chunk("n", at, at, "in", "in")]
        found += [replace(whose, start=at, end=at), replace(what, value=_inward(noun))]
        place = match.end()
    return found + chunks[place:]


def _inward(noun: Noun) -> Noun:
    return Noun("imports" if noun.channel == "goods" else noun.channel, "in", noun.product)


def own(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop "own" behind whose it is: "its own arms imports"."""
    spots = {found.start("own") for found in OWN.finditer(tags)}
    return without(chunks, {spot for spot in spots if chunks[spot].text == "own"})


def headed(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "China's customers were headed by Pakistan" for its largest customer, which was Pakistan."""
    found: list[Chunk] = []
    place = 0
    for match in HEADED.finditer(tags):
        role, verb = chunks[match.start("role")], chunks[match.start("verb")]
        if verb.text not in HEADS or not role.value.plural:
            continue
        found += chunks[place : match.start("whose") + 1]
        found.append(Chunk("K", role.start, role.start, "largest", Place(1)))
        found += chunks[match.end("list") : match.start("role")]
        found.append(replace(role, value=replace(role.value, plural=False)))
        found += chunks[match.start("role") + 1 : match.start("verb")]
        place = match.end("by")
    return found + chunks[place:]


def clients(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the main clients of Senegal are China (26.8%)" for those of its goods, where no others are told of."""
    match = CLIENTS.search(tags)
    if match is None or any(one.tag == "C" and one.value.channel for one in chunks):
        return chunks
    who = match.start("who")
    role: Role = chunks[who].value
    if chunks[who].text != "clients" or role.channel:
        return chunks
    found = list(chunks)
    found[who] = replace(chunks[who], value=Role("R", "exports", role.plural))
    return found


CLIENTS: Final = re.compile(r"K(?P<who>R)(?:oP)?Y?[bx;]{1,2}P\(?[F]")
