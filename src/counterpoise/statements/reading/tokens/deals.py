"""Verbs and nouns of deals that are put plainly: "was armed by", "were made in", "put $2 billion into"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.lexicon import Noun

ARMED: Final = re.compile(r"(?P<who>P)(?P<force>x*)b(?P<verb>[xg])(?P<by>y)(?=x*P)")
FORCES: Final = (
    "armed forces",
    "army",
    "military",
    "navy",
    "air force",
    "forces",
    "soldiers",
    "generals",
)
BY_PART: Final = re.compile(r"(?P<by>y?)x*P(?P<to>t)(?=F)")
MADE_IN: Final = re.compile(r"b(?P<verb>x)(?=n[xA]*P)")
MADE: Final = ("earned", "made", "built", "manufactured", "produced", "assembled")
OF_MARKET: Final = re.compile(r"(?<=[FSno])x*(?P<who>[AP])(?P<market>x)(?![otrn]x*[CAPO])")
"""The market of a state, of which a part is told: "15 per cent of the Moroccan market"."""
HOLD: Final = re.compile(r"(?<=[OAs])(?P<hold>[ax])(?P<on>[mn])(?=[xsOA]*[PCAOs])")
HOLDS: Final = ("hold", "grip", "grasp", "foothold", "footprint", "dominance")
"""Words for a share: "Russia's hold on the Vietnamese market"."""
EARNED: Final = re.compile(r"(?<=F)q(?P<who>P)(?P<verb>[xk])[fmn](?=C)")
EARNS: Final = (
    "earns",
    "earned",
    "makes",
    "made",
    "spends",
    "spent",
    "pays",
    "paid",
    "takes",
    "took",
)
INVESTED: Final = re.compile(
    r"(?P<who>Px?)[xH]*(?P<verb>[xagi])x?(?P<money>M)x?(?:(?P<into>[nt])(?=x*P)|l?(?P<of>o)(?P<owned>A)x)"
)
PLACING: Final = (
    "placed",
    "put",
    "poured",
    "ploughed",
    "plowed",
    "sunk",
    "sank",
    "pumped",
    "injected",
    "channelled",
    "place",
    "put",
    "pour",
)
INVESTING: Final = ("invested", "invests", "invest", "investing")
OWNING: Final = ("owned", "own", "owns", "held", "hold", "holds")
ASSETS: Final = (
    "plants",
    "factories",
    "firms",
    "businesses",
    "assets",
    "companies",
    "mines",
    "enterprises",
)
FIRMS: Final = (
    "firms",
    "companies",
    "investors",
    "businesses",
    "manufacturers",
    "carmakers",
    "multinationals",
    "enterprises",
    "capital",
)
WINDOW: Final = 4
"""From the first to the last year of the five over which deliveries of arms are told."""


CAPITAL: Final = re.compile(
    r"(?:(?<=[AE])|(?<=[AE]x))(?P<what>x)(?=[fn]x*P)|(?<=O)(?P<own>x)(?=nx*P,)"
)
"""Capital from or in a state, and no city: "more capital from Italy than", "Japan's capital in Thailand,"."""
LIFTED: Final = re.compile(r"(?<=[Pq])(?P<verb>x)(?=F[ox])")


def tags_of(chunks: list[Chunk]) -> str:
    """Return the letters of chunks."""
    return "".join([one.tag for one in chunks])


def without(chunks: list[Chunk], spots: Collection[int]) -> list[Chunk]:
    """Return chunks without those at some places."""
    return [one for at, one in enumerate(chunks) if at not in spots]


def has_window(chunks: Sequence[Chunk]) -> bool:
    """Return whether a sentence tells of five years together, as those on arms do."""
    spans = [one.value.years for one in chunks if one.tag == "Y" and one.value.years]
    return any(last - first == WINDOW for first, last in spans)


def armed(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Uzbekistan was armed by France" for its arms that came from France."""
    found: list[Chunk] = []
    place = 0
    for match in ARMED.finditer(tags):
        told = [chunks[at].text for at in range(match.start("force"), match.end("force"))]
        army = " ".join(told).endswith(FORCES)
        if chunks[match.start("verb")].text not in (
            "armed",
            *(("supplied", "equipped") if army else ()),
        ):
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
    return found + _by_parts(tags_of(rest), rest)


def _by_parts(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "by France to 25 per cent" for "from France, 25 per cent"."""
    found, gone = list(chunks), set()
    for match in BY_PART.finditer(tags):
        if match["by"]:
            found[match.start("by")] = replace(chunks[match.start("by")], tag="f", text="from")
        gone.add(match.start("to"))
    return without(found, gone)


def made_in(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "were made in America" for "came from America"."""
    found = list(chunks)
    for match in MADE_IN.finditer(tags):
        verb, place = match.start("verb"), match.end()
        if chunks[verb].text in MADE and "C" in tags[:verb]:
            found[verb] = replace(chunks[verb], tag="c", value="come")
            found[place] = replace(chunks[place], tag="f", text="from")
    return found


def earned(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "dollars that Costa Rica earns from exports" for a part of its exports."""
    found, gone = list(chunks), set()
    for match in EARNED.finditer(tags):
        if chunks[match.start("verb")].text in EARNS:
            found[match.start()] = replace(chunks[match.start()], tag="o", text="of")
            found[match.start("who")] = replace(chunks[match.start("who")], tag="O")
            gone |= {match.start("verb"), match.start("verb") + 1}
    return without(found, gone)


def invested(tags: str, chunks: list[Chunk]) -> list[Chunk]:
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
        if (
            match["into"]
            and word not in INVESTING
            and (word not in PLACING or chunks[match.end("who") - 1].text not in FIRMS)
        ):
            continue
        noun = Chunk(
            "C", chunks[money].end, chunks[money].end, "investment", Noun("investment-flow")
        )
        found += chunks[place:verb]
        found += [replace(chunks[verb], tag="g", value="invest"), chunks[money], noun]
        found += [replace(chunks[into], tag="t", text="into")]
        place = into + 1
        if match["owned"]:
            found.append(replace(chunks[match.start("owned")], tag="P"))
            place = match.end()
    return found + chunks[place:]


def holds(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Russia's hold on" for its share of."""
    found = list(chunks)
    for match in HOLD.finditer(tags):
        hold, on = match.start("hold"), match.start("on")
        if chunks[hold].text in HOLDS:
            found[hold] = replace(chunks[hold], tag="S", value="share")
            found[on] = replace(chunks[on], tag="o", text="of")
    return found


def market(tags: str, chunks: list[Chunk]) -> list[Chunk]:
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


def capital(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "capital from Italy" for investment."""
    found = list(chunks)
    for match in CAPITAL.finditer(tags):
        spot = match.start()
        if chunks[spot].text == "capital":
            found[spot] = replace(chunks[spot], tag="C", value=Noun("investment-flow"))
    return found


def lifted(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "lifted 63 per cent of" for taking it."""
    found = list(chunks)
    for match in LIFTED.finditer(tags):
        spot = match.start("verb")
        if chunks[spot].text in ("lifted", "lifts"):
            found[spot] = replace(chunks[spot], tag="k", value="lift")
    return found
