"""Parties told by what they do, or from the other side: "those who armed", "counts India as"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import EARNS, without
from counterpoise.statements.reading.tokens.lexicon import Noun, Role
from counterpoise.statements.reading.tokens.standins import PEOPLE

ARMERS: Final = re.compile(r"(?P<those>[xQ])q(?P<verb>x)(?=P)")
THOSE: Final = ("those", "states", "countries", "powers", "nations", "governments")
ARMED: Final = ("armed", "arm", "equipped")
MADE: Final = re.compile(
    r",?q?(?P<made>x)(?P<who>[PA])(?=[sO]x?K[xC]*R)|,?q?(?P<makes>x)(?P<it>[Pp])(?=[sO]?x?K[xC]*R)"
)
MAKES: Final = ("made", "makes", "making")
FOUND: Final = re.compile(r"(?P<found>x)[sO]K[xC]*R(?P<where>n)(?=P)")
FINDS: Final = ("found", "find", "finds", "finding")
SPENDS: Final = ("spends", "spent", "pays", "paid")
ARM: Final = re.compile(r"(?P<who>P)[bHY]*(?P<verb>x)(?P<whom>P)(?P<part>F)")
SAW: Final = re.compile(r"(?P<who>P)H?(?P<saw>x)(?P<whose>A)(?P<what>C)(?=x*[udF])")
SEES: Final = ("saw", "sees", "seen")
TURNS: Final = re.compile(r"(?<=[Pp])(?P<verb>x)(?P<most>F?)x*(?P<to>t)(?=x*Px*r)")
TURN: Final = ("turn", "turns", "turned", "look", "looks", "looked")
COUNTS: Final = re.compile(r"(?P<owner>P)(?P<verb>x)(?P<who>P)j(?=x*K[xC]*R)")
COUNTED: Final = ("counts", "counted", "names", "lists", "regards", "considers", "knows")
CLEFT: Final = re.compile(r"pb(?P<who>P)(?:,[x]*,)?q(?=[xbKgkacwvil])")
WHO: Final = re.compile(r"(?<![sOK])(?P<who>A)(?P<role>R)(?=,?q[xbH]*[gka])")
BARRELS: Final = re.compile(r"(?<=F)(?P<barrels>x)(?=q?[Pp]|gy)")
ABROAD: Final = re.compile(r"(?<=F)q?(?P<who>P)(?P<verb>[xk])x")
THERE: Final = re.compile(r"(?:^|(?<=[ytf,;&]))x?(?P<who>[xR])n(?=P(?!C))")
BUYERS: Final = frozenset({*PEOPLE, "clients", "shoppers", "refiners", "refineries", "smelters"})

DEPENDENT: Final = re.compile(
    r"(?P<is>b)x*(?P<figure>F)x*(?P<leans>v)(?P<on>m)x*(?:(?P<whom>A)(?=x*C))"
)


def armers(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "those who armed Thailand" for the suppliers of arms to Thailand."""
    found, gone = list(chunks), set()
    for match in ARMERS.finditer(tags):
        those, verb = match.start("those"), match.start("verb")
        if chunks[those].text in THOSE and chunks[verb].text in ARMED:
            found[those] = replace(chunks[those], tag="R", value=Role("G", "arms", plural=True))
            found[those + 1] = replace(chunks[those + 1], tag="o", text="of", value="of")
            gone.add(verb)
    return without(found, gone)


def made_its(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take ", which made the Dutch its largest customers" for a clause in which they are it."""
    found: list[Chunk] = []
    place = 0
    for match in MADE.finditer(tags):
        spots = ("made", "who") if match["made"] else ("makes", "it")
        made, who = (chunks[match.start(name)] for name in spots)
        if made.text not in MAKES:
            continue
        found += chunks[place : match.start()]
        bar = (
            ";" if match["made"] else ","
        )  # "making it its third largest supplier in 2017–21": one time
        found += [
            replace(made, tag=bar, value=bar),
            replace(who, tag="p" if who.tag == "p" else "P"),
        ]
        found.append(Chunk("b", who.end, who.end, "became", "become"))
        place = match.end()
    return found + chunks[place:]


def found_in(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "found their largest market in China" for their largest market that was China."""
    found, gone = list(chunks), set()
    for match in FOUND.finditer(tags):
        if chunks[match.start("found")].text in FINDS:
            where = match.start("where")
            found[where] = replace(chunks[where], tag="b", text="was", value="be")
            gone.add(match.start("found"))
    return without(found, gone)


def barrels(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "nine of ten barrels that Iran exports" for a part of its oil."""
    found: list[Chunk] = []
    for at, one in enumerate(chunks):
        if one.tag == "F" and one.text.endswith("barrel") and tags[at + 1 : at + 2] == "q":
            found += [one, Chunk("o", one.end, one.end, "of", "of")]
            one = Chunk("C", one.end, one.end, "oil", Noun("goods", "", "crude_oil"))
        elif one.text == "barrels" and BARRELS.match(tags, at):
            found.append(Chunk("o", one.start, one.start, "of", "of"))
            one = replace(one, tag="C", value=Noun("goods", "", "crude_oil"))
        found.append(one)
    return found


def abroad(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "dollars that Canada earns abroad" for a part of its exports."""
    found: list[Chunk] = []
    place = 0
    for match in ABROAD.finditer(tags):
        verb, last = chunks[match.start("verb")], chunks[match.end() - 1]
        if verb.text not in EARNS or last.text != "abroad":
            continue
        who = chunks[match.start("who")]
        found += chunks[place : match.start()]
        found += [Chunk("o", who.start, who.start, "of", "of"), replace(who, tag="O")]
        noun = Noun("imports", "in") if verb.text in SPENDS else Noun("exports", "out")
        found.append(replace(verb, tag="C", end=last.end, value=noun))
        place = match.end()
    return found + chunks[place:]


def there(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "buyers in China" for China, where they are a party by themselves."""
    gone: set[int] = set()
    for match in THERE.finditer(tags):
        who = match.start("who")
        if chunks[who].text in BUYERS:
            gone |= {who, match.end() - 1}
    return without(chunks, gone)


def armed_to(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "armed Australia to the tune of 80 per cent" for supplying that much of its arms."""
    found: list[Chunk] = []
    place = 0
    for match in ARM.finditer(tags):
        verb, whom, part = (chunks[match.start(name)] for name in ("verb", "whom", "part"))
        if verb.text not in ARMED:
            continue
        found += [
            *chunks[place : match.start("verb")],
            replace(verb, tag="g", value="supply"),
            part,
        ]
        found += [Chunk("o", part.end, part.end, "of", "of")]
        found += [replace(whom, tag="O"), Chunk("C", part.end, part.end, "arms", Noun("arms"))]
        place = match.end()
    return found + chunks[place:]


def saw(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Cyprus saw Russian investment shrink" for Russian investment in Cyprus."""
    found: list[Chunk] = []
    place = 0
    for match in SAW.finditer(tags):
        who, verb, whose, what = (
            chunks[match.start(name)] for name in ("who", "saw", "whose", "what")
        )
        if verb.text not in SEES or what.value.channel not in (
            "aid",
            "investment",
            "investment-flow",
        ):
            continue
        found += [*chunks[place : match.start()], whose, what]
        found += [
            Chunk("n", what.end, what.end, "in", "in"),
            replace(who, start=what.end, end=what.end),
        ]
        place = match.end()
    return found + chunks[place:]


def turns_to(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "turns mostly to Washington for" for depending on it for most of something."""
    found = list(chunks)
    for match in TURNS.finditer(tags):
        verb, to = match.start("verb"), match.start("to")
        if chunks[verb].text in TURN:
            found[verb] = replace(chunks[verb], tag="v", value="depend")
            found[to] = replace(chunks[to], tag="m", text="on", value="on")
    return found


def counts(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Iraq counts India as the second-best buyer of its crude" for India, which is that of Iraq's."""
    match = COUNTS.search(tags)
    if not match or chunks[match.start("verb")].text not in COUNTED:
        return chunks
    owner, who = chunks[match.start("owner")], chunks[match.start("who")]
    found = [*chunks[: match.start()], who, Chunk("b", who.end, who.end, "is", "be")]
    for one in chunks[match.end() :]:
        whose = one.tag == "s" and one.text in ("its", "their")
        found.append(replace(one, tag="O", value=owner.value) if whose else one)
    return found


def clefts(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "it was Panama, oddly, that headed" for Panama, which headed."""
    gone: set[int] = set()
    for match in CLEFT.finditer(tags):
        if chunks[match.start()].text == "it":
            gone |= set(range(match.start(), match.end())) - {match.start("who")}
    return without(chunks, gone)


def who_took(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the French customer, who took" for France, which took."""
    found, gone = list(chunks), set()
    for match in WHO.finditer(tags):
        who, role = match.start("who"), match.start("role")
        if not chunks[role].value.plural:
            found[who] = replace(chunks[who], tag="P")
            gone.add(role)
    return without(found, gone)


def dependent(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "was 55 % dependent on Russian gas" for "depended on Russia for 55 % of gas"."""
    found: list[Chunk] = []
    place = 0
    for match in DEPENDENT.finditer(tags):
        figure, leans, on = (chunks[match.start(name)] for name in ("figure", "leans", "on"))
        whom = chunks[match.start("whom")]
        end = whom.end
        found += chunks[place : match.start("is")]
        found += [replace(leans, start=on.end, end=on.end), replace(whom, tag="P")]
        found += [Chunk("r", end, end, "for", "for"), replace(figure, start=end, end=end)]
        found.append(Chunk("o", end, end, "of", "of"))
        place = match.end()
    return found + chunks[place:]
