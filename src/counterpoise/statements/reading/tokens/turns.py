"""Turns of phrase that are read as plainer ones: "led with 34 per cent", "X's neighbour Y", "was armed by"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.lexicon import ORDER, Noun, Role

PLACED: Final = frozenset(
    "led leads lead leading tops topped first second third fourth fifth next last followed follows following"
    " follow trails trailed trailing trail ahead behind".split()
)
"""Words of an order that stand between a party and its figure."""
LEADS: Final = re.compile(r"(?P<who>P)(?P<verb>[xbcK]{1,2})[hn](?=x*F)")
"""A party, its place in an order, and its figure: "China comes next with 10 per cent"."""
INVERTED: Final = re.compile(r"(?<=[,;&])(?P<next>x)[cb](?=x*P,?[hn]?F)")
"""The same the other way round: "next came China with 14"."""
RELATIONS: Final = frozenset(
    "neighbour neighbor ally rival patron adversary enemy protector partner friend".split()
)
NAMED_RELATION: Final = re.compile(r"(?P<prep>[ftofhnr])(?P<owner>[OAs])(?P<words>[xK]{1,3})(?P<comma>,?)(?P<who>P)(?P<after>.?)")
"""Who is told by another and by name: "suppliers to Japan's neighbour South Korea"."""
BEGUN_RELATION: Final = re.compile(r"[OA][xK]{1,3}P")
WHERE_FROM: Final = re.compile(r"Q(?P<way>[ft])q(?P<who>P)x*[gk]")
"""Partners told by what is done with them: "the countries from which Malawi imports"."""
ARMED: Final = re.compile(r"(?P<who>P)(?P<force>x*)b(?P<verb>[xg])(?P<by>y)(?=x*P)")
FORCES: Final = ("armed forces", "army", "military", "navy", "air force", "forces", "soldiers", "generals")
BY_PART: Final = re.compile(r"(?P<by>y?)x*P(?P<to>t)(?=F)")
MADE_IN: Final = re.compile(r"b(?P<verb>x)(?=n[xA]*P)")
MADE: Final = ("made", "built", "manufactured", "produced", "assembled")
TO_A_PART: Final = re.compile(r"(?<=[A])(?P<to>t)(?=F)")
"""Behind an adjective: "Chinese to 36 per cent", "Thai to 15"."""
OF_MARKET: Final = re.compile(r"(?<=[FSno])x*(?P<who>[AP])(?P<market>x)(?![otrn]x*[CAPO])")
"""The market of a state, of which a part is told: "15 per cent of the Moroccan market"."""
HOLD: Final = re.compile(r"(?<=[OAs])(?P<hold>[ax])(?P<on>[mn])(?=[xsOA]*[PCAOs])")
HOLDS: Final = ("hold", "grip", "grasp", "foothold", "footprint", "dominance")
"""Words for a share: "Russia's hold on the Vietnamese market"."""
EARNED: Final = re.compile(r"(?<=F)q(?P<who>P)(?P<verb>[xk])[fmn](?=C)")
EARNS: Final = ("earns", "earned", "makes", "made", "spends", "spent", "pays", "paid", "takes", "took")
INVESTED: Final = re.compile(
    r"(?P<who>Px?)[xH]*(?P<verb>[xag])x?(?P<money>M)(?:(?P<into>[nt])(?=x*P)|l?(?P<of>o)(?P<owned>A)x)"
)
PLACING: Final = ("placed", "put", "poured", "ploughed", "plowed", "sunk", "sank", "pumped", "injected", "channelled", "place", "put", "pour")
OWNING: Final = ("owned", "own", "owns", "held", "hold", "holds")
ASSETS: Final = ("plants", "factories", "firms", "businesses", "assets", "companies", "mines", "enterprises")
FIRMS: Final = ("firms", "companies", "investors", "businesses", "manufacturers", "carmakers", "multinationals", "enterprises", "capital")
REASON: Final = re.compile(r",(?P<why>r)(?=x*P[xY]*[gkac])")
WINDOW: Final = 4
"""From the first to the last year of the five over which deliveries of arms are told."""
PEAK: Final = re.compile(r"f(?P<peak>x)o(?=x*F)")
PEAKS: Final = ("peak", "high", "low", "trough", "height", "maximum", "record")


def turns(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with turns of phrase put plainly."""
    for turn in (_leads, _relations, _where_from, _armed, _made_in, _earned, _reasons, _invested, _parts, _holds, _market, _peaks):
        chunks = turn(_tags(chunks), chunks)
    return chunks


def has_window(chunks: list[Chunk]) -> bool:
    """Return whether a sentence tells of five years together, as those on arms do."""
    spans = [one.value.years for one in chunks if one.tag == "Y" and one.value.years]
    return any(last - first == WINDOW for first, last in spans)


def _tags(chunks: list[Chunk]) -> str:
    return "".join(one.tag for one in chunks)


def _without(chunks: list[Chunk], spots: set[int]) -> list[Chunk]:
    return [one for at, one in enumerate(chunks) if at not in spots]


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
    return _without(found, gone)


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
    if begun and "s" not in tags and any(chunks[at].text in RELATIONS for at in range(1, begun.end())):
        found[0] = replace(chunks[0], tag="x", value=None)
    return _without(found, gone)


def _where_from(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the countries from which Malawi imports" for the sources of Malawi."""
    found, gone = list(chunks), set()
    for match in WHERE_FROM.finditer(tags):
        role = Role("G", "imports", True) if match["way"] == "f" else Role("R", "exports", True)
        first = match.start()
        found[first] = replace(chunks[first], tag="R", text="suppliers", value=role)
        found[first + 1] = replace(chunks[first + 1], tag="o", text="of")
        gone |= {first + 2, match.end() - 1}
    return _without(found, gone)


def _armed(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Uzbekistan was armed by France" for its arms that came from France."""
    found: list[Chunk] = []
    place = 0
    for match in ARMED.finditer(tags):
        told = [chunks[at].text for at in range(match.start("force"), match.end("force"))]
        army = " ".join(told).endswith(FORCES)
        if chunks[match.start("verb")].text not in ("armed", *(("supplied", "equipped") if army else ())):
            continue
        who, verb, by = (chunks[match.start(name)] for name in ("who", "verb", "by"))
        found += chunks[place : match.start()]
        found += [
            replace(who, tag="O"),
            Chunk("C", who.end, who.end, "arms", Noun("arms")),
            replace(verb, tag="c", text="came", value="come"),
            replace(by, tag="f", text="from"),
        ]
        place = match.end()
    if not place:
        return chunks
    rest = chunks[place:]
    return found + _by_parts(_tags(rest), rest)


def _by_parts(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "by France to 25 per cent" for "from France, 25 per cent"."""
    found, gone = list(chunks), set()
    for match in BY_PART.finditer(tags):
        if match["by"]:
            found[match.start("by")] = replace(chunks[match.start("by")], tag="f", text="from")
        gone.add(match.start("to"))
    return _without(found, gone)


def _made_in(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "were made in America" for "came from America"."""
    found = list(chunks)
    for match in MADE_IN.finditer(tags):
        verb, place = match.start("verb"), match.end()
        if chunks[verb].text in MADE and "C" in tags[:verb]:
            found[verb] = replace(chunks[verb], tag="c", value="come")
            found[place] = replace(chunks[place], tag="f", text="from")
    return found


def _earned(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "dollars that Costa Rica earns from exports" for a part of its exports."""
    found, gone = list(chunks), set()
    for match in EARNED.finditer(tags):
        if chunks[match.start("verb")].text in EARNS:
            found[match.start()] = replace(chunks[match.start()], tag="o", text="of")
            found[match.start("who")] = replace(chunks[match.start("who")], tag="O")
            gone |= {match.start("verb"), match.start("verb") + 1}
    return _without(found, gone)


def _invested(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take what firms put into a state, or own there, for investment: "had placed $34bn in Costa Rica"."""
    found: list[Chunk] = []
    place = 0
    for match in INVESTED.finditer(tags):
        verb, money = match.start("verb"), match.start("money")
        into = match.start("of" if match["owned"] else "into")
        owned = chunks[match.end() - 1].text in ASSETS
        word = chunks[verb].text.split()[0]
        if match["owned"] and not (owned and word in OWNING):
            continue
        if match["into"] and (word not in PLACING or chunks[match.end("who") - 1].text not in FIRMS):
            continue
        noun = Chunk("C", chunks[money].end, chunks[money].end, "investment", Noun("investment-flow"))
        found += chunks[place:verb]
        found += [replace(chunks[verb], tag="g", value="invest"), chunks[money], noun]
        found += [replace(chunks[into], tag="t", text="into")]
        place = into + 1
        if match["owned"]:
            found.append(replace(chunks[match.start("owned")], tag="P"))
            place = match.end()
    return found + chunks[place:]


def _reasons(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take ", for India provided" for a clause of its own."""
    found = list(chunks)
    for match in REASON.finditer(tags):
        found[match.start("why")] = replace(chunks[match.start("why")], tag=";")
    return found


def _parts(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop "to" between an adjective and a part: "Thai to 15 per cent"."""
    return _without(chunks, {match.start() for match in TO_A_PART.finditer(tags)})


def _market(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take a part of "the Moroccan market" for one of what Morocco imports."""
    found = list(chunks)
    known = [one.value for one in chunks if one.tag == "C" and one.value.channel]
    arms = any(noun.channel == "arms" for noun in known)
    for match in OF_MARKET.finditer(tags):
        spot = match.start("market")
        if chunks[spot].text == "market" and (arms or not (known or has_window(chunks))):
            noun = Noun("arms", "in") if arms else Noun("imports", "in")
            found[spot] = replace(chunks[spot], tag="C", value=noun)
            found[spot - 1] = replace(chunks[spot - 1], tag="A")
    return found


def _holds(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Russia's hold on" for its share of."""
    found = list(chunks)
    for match in HOLD.finditer(tags):
        hold, on = match.start("hold"), match.start("on")
        if chunks[hold].text in HOLDS:
            found[hold] = replace(chunks[hold], tag="S", value="share")
            found[on] = replace(chunks[on], tag="o", text="of")
    return found


def _peaks(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "from a peak of 80 per cent" for "from 80 per cent"."""
    spots = [match.start("peak") for match in PEAK.finditer(tags)]
    return _without(
        chunks, {at for one in spots if chunks[one].text in PEAKS for at in (one, one + 1)}
    )
