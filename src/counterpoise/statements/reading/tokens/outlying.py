"""What stands around a plain statement on pages of fact: "the second largest economy", "in the economy of"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import tags_of, without
from counterpoise.statements.reading.tokens.lexicon import Noun, Place
from counterpoise.statements.reading.tokens.standing import order

Turn = Callable[[str, list[Chunk]], list[Chunk]]
ECONOMY: Final = ("economy", "economies")
IN_ECONOMY: Final = re.compile(r"(?P<into>[nt])(?:(?P<whose>[AO])x?(?P<own>C)|(?P<what>Co)x?P)")
"""A state by its economy: "invested in the economy of Georgia", "in the Tajik economy"."""
GREAT: Final = re.compile(
    r"(?P<cut>,(?:[WUO]x?K|Kx?)(?P<what>C)(?:W|(?:on|n|o)?[QU]|nP)?(?P<end>,?))(?=(?P<after>.))"
)
"""Behind a name, how great the economy is: ", the second largest economy of the world,"."""
DEALS: Final = re.compile(r"P[xHb]*[gk][^;]*?[,&]{1,2}x?(?P<verb>C)x*Mx*ox*C")
"""What somebody does besides, by a word that is a noun as well: "and exports $500 million of tea"."""
FLOWS: Final = re.compile(r"(?P<mark>[,&;h])(?P<flow>[gk])x*M(?!x*o)")
"""A flow behind the trade that it is a part of: ", exports exceeding $6 billion and imports"."""
DIRECTED: Final = {"exports": Noun("exports", "out"), "imports": Noun("imports", "in")}
FALLS: Final = re.compile(r"F(?:o[^,;FMgkacwl]{0,8}C|(?<=C[F]))(?P<verb>d)(?P<to>[tm])(?=x{0,2}P)")
"""To whom a part belongs: "40 per cent of Armenia's trade falls to Russia"."""
FALL: Final = ("falls", "fall", "fell")
SUPPORT: Final = re.compile(r"M[xl]?[noC](?P<what>[xC]?x)(?=[ftyYrb,;.&]|x?$)")
OF_FORCES: Final = ("military", "security", "defence", "defense", "logistical", "political")
"""What support is no aid."""
SUPPORTS: Final = ("support", "help", "backing")
"""Words for aid behind a sum: "$1.1 billion in support from"."""
PROJECTS: Final = re.compile(r"R[^;FMT]*?h(?P<cut>[xN]{1,4}[l&]?x{0,3}(?:Co|lo?|o)?)(?P<money>M)")
"""What stands between an investor and the sum: ", with 241 valid projects totalling $5.5 billion"."""
INVESTED: Final = frozenset({"investment", "investment-flow"})
PROJECT: Final = ("projects", "project", "ventures", "enterprises", "companies")
IN_FDI: Final = re.compile(r"R[^;FMT]*?,?hx{0,2}M(?P<cut>[no]x?C)")
PAIRED: Final = re.compile(r"(?P<first>[xK])&x{0,1}(?P<second>K)x{0,2}R")
"""Two places side by side: "the second and third main market"."""
MOST: Final = re.compile(r"(?P<most>E)(?P<what>x)(?=x?R)")
WEIGHTY: Final = ("significant", "relevant", "valuable", "prominent", "valued", "influential")
"""Which the greatest partner is, behind "most"."""
DEBTS: Final = re.compile(
    r"(?:^|(?<=[xgkl]q))(?P<of>[of]x{0,2})(?P<who>O)x?(?P<sum>M[on]?x?)?(?P<debt>C),?(?P<whom>P)x?(?P<verb>a|b?x?k)(?=x{0,2}M(?!x?o))"
)
"""Of a debt, how much is owed to whom: "Of its $12 billion external debt China holds $4 billion"."""
WHOLE_DEBT: Final = re.compile(r"(?<=FoO)x?(?P<sum>Mo?x?)C")
HOLDING: Final = ("account", "hold", "held", "own", "ow", "make", "made", "is owed", "was owed")
USED_TO: Final = re.compile(r"(?<=P)(?P<cut>,[xY]K(?:R|,?x?R)?,)(?=x?[bgkac])")
ONCE: Final = ("traditionally", "historically", "formerly", "once", "previously", "hitherto")
"""How what somebody is no more begins: "Japan, traditionally the largest, was"."""
AGAIN: Final = re.compile(r"b(?P<cut>x?(?:YE|x{1,2}))(?=[OAs]?x?K)")
ANEW: Final = ("once more", "once again", "yet again", "again")
"""That somebody was it before, behind "is"."""
SHIPPED: Final = re.compile(r"R(?:o|r)[OA](?P<what>[xz])")
SHIPMENTS: Final = ("shipments", "sales", "deliveries")
VOLUME: Final = re.compile(r"K(?P<what>x)ox?C(?:[nt]P)?(?P<is>[bc])(?=f)")
VOLUMES: Final = ("volume", "amount", "slice", "chunk", "portion")
"""Words for a share: "the largest volume of investment in Rwanda is from Mauritius"."""
TIMES: Final = re.compile(r"C[^;,CFMT]*Bx*(?:jx*)?(?P<again>C)[ft]x*P")
"""A flow by name, how many times another of the same name: "four times the imports from China"."""


def outlying(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with each such turn of phrase put plainly."""
    tags = ""
    for words, turn in TURNS:
        if not any(word in plain for word in words):
            continue
        tags = tags or tags_of(chunks)
        after = turn(tags, chunks)
        if after is not chunks:
            chunks, tags = after, ""
    return chunks


def _in_economy(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "in the economy of Georgia" and "in Georgia's economy" for "in Georgia"."""
    found, gone = list(chunks), set()
    for match in IN_ECONOMY.finditer(tags):
        name = "own" if match["own"] else "what"
        if chunks[match.start(name)].text not in ECONOMY:
            continue
        if match["own"]:
            whose = match.start("whose")
            found[whose] = replace(chunks[whose], tag="P")
        gone |= set(range(*match.span(name)))
    return without(found, gone) if gone else chunks


def _great(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop ", the second largest economy of the world," behind a name."""
    gone: set[int] = set()
    for match in GREAT.finditer(tags):
        named = tags[match.start() - 1 : match.start()] in tuple("POA")
        if not named or chunks[match.start("what")].text not in ECONOMY:
            continue
        keeps = match["after"] not in tuple("bgkaHvj&") or not match["end"]
        last = match.end("cut") - (1 if match["end"] and keeps else 0)
        gone |= set(range(match.start("cut"), last))
    return without(chunks, gone) if gone else chunks


def _flows(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "exports" for what is sold where its sum follows and trade was told of: ", exports exceeding"."""
    found = list(chunks)
    for match in FLOWS.finditer(tags):
        at = match.start("flow")
        told = any(one.tag == "C" and one.value.channel == "trade" for one in chunks[:at])
        if told and chunks[at].text in DIRECTED:
            found[at] = replace(chunks[at], tag="C", value=DIRECTED[chunks[at].text])
    return found


def _deals(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "and exports $500 million of tea" for what somebody does."""
    told = DEALS.search(tags)
    if told is None or chunks[told.start("verb")].text not in DIRECTED:
        return chunks
    found, at = list(chunks), told.start("verb")
    does = chunks[at].text.removesuffix("s")
    found[at] = replace(chunks[at], tag="g" if does == "export" else "k", value=does)
    return found


def _falls(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "a fifth of its trade falls to China" for "is accounted for by China"."""
    found = list(chunks)
    for match in FALLS.finditer(tags):
        verb, to = match.start("verb"), match.start("to")
        if chunks[verb].text not in FALL or chunks[to].text not in ("to", "on"):
            continue
        start = chunks[verb].start
        found[verb] = replace(chunks[verb], tag="a", text="accounted for", value="account for")
        found[to] = replace(chunks[to], tag="y", text="by", value="by")
        found.insert(verb, Chunk("b", start, start, "is", "be"))
        return found
    return chunks


def _support(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "$1.1 billion in support" for so much in aid."""
    found = list(chunks)
    for match in SUPPORT.finditer(tags):
        at = match.end("what") - 1
        if chunks[at].text in SUPPORTS and chunks[at - 1].text not in OF_FORCES:
            found[at] = replace(chunks[at], tag="C", value=Noun("aid"))
            if chunks[at - 1].tag == "C":
                found[at - 1] = replace(chunks[at - 1], tag="x", value=None)
    return found


def _projects(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop what stands between an investor and the sum: "with 241 projects worth"."""
    invests = any(
        one.tag == "R" and one.value.channel in ("investment", "investment-flow") for one in chunks
    )
    if not invests:
        return chunks
    gone: set[int] = set()
    for match in PROJECTS.finditer(tags):
        cut = range(*match.span("cut"))
        dealt = {chunks[at].value.channel for at in cut if tags[at] == "C"}
        if any(chunks[at].text in PROJECT for at in cut) and dealt <= INVESTED:
            gone |= set(cut)
    for match in IN_FDI.finditer(tags):
        what = chunks[match.end("cut") - 1]
        if what.value.channel in ("investment", "investment-flow"):
            gone |= set(range(*match.span("cut")))
    return without(chunks, gone) if gone else chunks


def _paired(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the second and third main market" for "the second largest and the third largest"."""
    found = list(chunks)
    for match in PAIRED.finditer(tags):
        first, second = match.start("first"), match.start("second")
        number = order(chunks[first].text)
        if number is None or chunks[second].value.place == number:
            continue
        role = match.end() - 1
        value = chunks[role].value
        found[first] = replace(chunks[first], tag="K", value=Place(number))
        found[role] = replace(chunks[role], value=replace(value, plural=True))
    return found


def _most(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the most significant market" for the main one."""
    found, gone = list(chunks), set()
    for match in MOST.finditer(tags):
        at = match.start()
        if chunks[at].text == "most" and chunks[at + 1].text in WEIGHTY:
            end, text = chunks[at + 1].end, "most important"
            found[at] = replace(chunks[at], tag="K", end=end, text=text, value=Place(1, loose=True))
            gone.add(at + 1)
    return without(found, gone) if gone else chunks


def _debts(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "of its $12 billion debt China holds $4 billion" for its debt to China, of so much."""
    gone: set[int] = set()
    for match in WHOLE_DEBT.finditer(tags):
        if chunks[match.end() - 1].value.channel == "debt":
            gone |= set(range(*match.span("sum")))
    told = DEBTS.search(tags)
    verb = chunks[told.end("verb") - 1] if told else None
    if told is None or verb is None or not verb.text.startswith(HOLDING):
        return without(chunks, gone) if gone else chunks
    debt, whom = chunks[told.start("debt")], chunks[told.start("whom")]
    if debt.value.channel != "debt":
        return chunks
    to = Chunk("f", debt.end, debt.end, "from", "from")
    reached = replace(verb, tag="l", text="reached", value="reach")
    rest = [
        one
        for at, one in enumerate(chunks)
        if at >= told.end() and not (one.tag == "r" and tags[at - 1] == "P")
    ]
    ahead = chunks[: told.start()]
    return [*ahead, chunks[told.start("who")], debt, to, whom, reached, *rest]


def _once(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop ", traditionally the largest," behind a name."""
    gone: set[int] = set()
    for match in USED_TO.finditer(tags):
        if chunks[match.start() + 1].text in ONCE:
            gone |= set(range(match.start(), match.end()))
    return without(chunks, gone) if gone else chunks


def _again(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop "once more" between "is" and a place."""
    gone: set[int] = set()
    for match in AGAIN.finditer(tags):
        cut = range(*match.span("cut"))
        if " ".join(chunks[at].text for at in cut) in ANEW:
            gone |= set(cut)
    return without(chunks, gone) if gone else chunks


def _shipped(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the main destination of Peruvian shipments" for that of exports."""
    found = list(chunks)
    for match in SHIPPED.finditer(tags):
        at = match.start("what")
        if chunks[at].text in SHIPMENTS and chunks[match.start()].value.side == "R":
            found[at] = replace(chunks[at], tag="C", value=DIRECTED["exports"])
    return found


def _volume(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the largest volume of its imports is from" for the largest share."""
    found = list(chunks)
    for match in VOLUME.finditer(tags):
        at = match.start("what")
        if chunks[at].text in VOLUMES:
            found[at] = replace(chunks[at], tag="S", text="share", value="share")
    return found


def _times(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "four times the imports from China" for "four times those from China"."""
    found = list(chunks)
    for match in TIMES.finditer(tags):
        at = match.start("again")
        if chunks[at].value == chunks[match.start()].value and chunks[at].value.channel:
            found[at] = replace(chunks[at], text="those")
    return found


TURNS: Final[tuple[tuple[tuple[str, ...], Turn], ...]] = (
    (ECONOMY, _great),
    (ECONOMY, _in_economy),
    (tuple(DIRECTED), _flows),
    (("and exports", "and imports"), _deals),
    ((" fall", " fell "), _falls),
    (SUPPORTS, _support),
    ((" projects", " ventures", " fdi", "investment"), _projects),
    (("nd ", "first and"), _paired),
    (("most ",), _most),
    (("debt",), _debts),
    (("again", "once more"), _again),
    (SHIPMENTS, _shipped),
    (VOLUMES, _volume),
    (ONCE, _once),
    (("times the ", "twice the "), _times),
)
"""Each turn of phrase, with words of which a sentence has one that holds it."""
