"""Places in an order put plainly: "thirteenth-largest", "No. 5 supplier", "took third place on the list of"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import tags_of, without
from counterpoise.statements.reading.tokens.lexicon import ORDER, Noun, Place, Role
from counterpoise.statements.reading.tokens.numbers import TENS

TEENS: Final = ("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth")  # fmt: skip
NTH: Final = {word: number for number, word in enumerate((*ORDER, *TEENS), 1)} | {
    f"{word[:-1]}ieth": number * 10 for number, word in enumerate(TENS) if number > 1
}
FIGURES: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
NUMBER: Final = re.compile(r"\d{1,3}")
ORDERED: Final = re.compile(r"\b(?:first|second|third|[a-z]+th|\d{1,3}(?:st|nd|rd|th))\b")
"""What a sentence has in which somebody has a place in an order."""
COUNTS: Final = ("no", "no.", "number", "nr", "nr.", "#")
"""Words before a number that make an order of it: "No. 5"."""
RANKED: Final = ("ranked", "ranking", "placed", "rated")
"""Behind an order: "the second-ranked supplier"."""
_BESIDE: Final = (
    "trade trading foreign commercial bilateral individual single overall most external overseas economic"
    " international direct official export import regular main leading goods merchandise"
)
BESIDE: Final = frozenset(_BESIDE.split())
"""Words between an order and a partner that leave the order as it is."""
_SPOTS: Final = "place position spot rank slot line rung berth places positions"
SPOTS: Final = frozenset(_SPOTS.split())
"""What an order is of: "in third place"."""
_LISTS: Final = (
    "list ranking rankings table league rating ratings ranks roster lineup line-up hierarchy top"
)
LISTS: Final = frozenset(_LISTS.split())
"""On what somebody has a place: "on the list of its suppliers"."""
_STANDING: Final = (
    "took takes taken taking take hold holds held holding occupies occupied occupying rank ranks ranked ranking came come"
    " comes coming placed places sits sit sat stands stood finished finishes is was are were has been being fell falls fallen slipped slips"
    " dropped drops rose rises risen climbed climbs moved moves jumped jumps advanced advances went remains remained keeps"
    " kept retains retained secured gained claimed ended lies lay features figured figures appears appeared slid sank stayed"
    " accounted held-on leapt leaped soared edged tumbled returned surged remaining"
)
STANDING: Final = frozenset(_STANDING.split())
"""Verbs of who has a place."""
UP: Final = frozenset(("on", "up", "down", "back", "in", "at", "to", "into", "from", "onto"))
CHANNELS: Final = ("imports", "exports", "trade")


def order(text: str) -> int | None:
    """Return the number that a word of an order tells, None if it is none.

    Examples
    --------
    >>> order("nineteenth"), order("46th"), order("large")
    (19, 46, None)
    """
    if text in NTH:
        return NTH[text]
    told = FIGURES.fullmatch(text)
    return int(told[1]) if told else None


def ordinals(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "thirteenth" with "largest" for one place, and "14th" or "No. 5" before a partner for a place."""
    if not any(one.tag in "KR" for one in chunks):
        return chunks
    found: list[Chunk] = []
    for one in chunks:
        if one.tag == "K":
            one = _counted(plain, one, found)
        elif one.tag == "R":
            if one.text in IMPORTERS and plain.startswith((" to ", " into "), one.end):
                one = replace(one, value=Role("G", "imports", one.value.plural))
            _numbered(plain, one, found)
        found.append(one)
    return (
        _ended(plain, found)
        if "no" in plain or "nr" in plain or "#" in plain or "number" in plain
        else found
    )


def _ended(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "No. 2" for a place where nothing follows: "the Emiratis No. 2"."""
    for at in range(len(chunks) - 1, 0, -1):
        one, before = chunks[at], chunks[at - 1]
        ends = at + 1 == len(chunks) or chunks[at + 1].tag in ",;&" or chunks[at + 1].text == "."
        if (
            ends
            and NUMBER.fullmatch(one.text)
            and before.text.strip() in COUNTS
            and before.tag == "x"
        ):
            text = plain[before.start : one.end]
            chunks[at - 1 : at + 1] = [
                Chunk("K", before.start, one.end, text, Place(int(one.text)))
            ]
    return chunks


def _counted(plain: str, one: Chunk, before: list[Chunk]) -> Chunk:
    """Return a place with the number that stands right before it, which is taken from what is before."""
    last = before[-1] if before else one
    if last.tag != "x" or plain[last.end : one.start] not in (" ", "-", "\u2011", "–"):
        return one
    number, spots = order(last.text), 1
    tens = before[-2].text if len(before) > 1 else ""
    place: Place = one.value
    if number is None and last.text in TENS[2:] and 1 < place.place < 10:
        number = 10 * TENS.index(last.text) + place.place
    elif number is not None and number < 10 and tens in TENS[2:] and place.place == 1:
        number, spots = number + 10 * TENS.index(tens), 2
    elif number is None or place.place != 1 or one.text.startswith("first"):
        return one
    start = before[-spots].start
    del before[-spots:]
    return replace(one, start=start, text=plain[start : one.end], value=Place(number))


def _numbered(plain: str, role: Chunk, before: list[Chunk]) -> None:
    """Make a place of "14th", or of "No. 5", a word or two before a partner."""
    spot = len(before) - 1
    while spot >= 0 and len(before) - spot < 4 and _is_beside(before[spot]):
        spot -= 1
    one = before[spot] if spot >= 0 else role
    if one.tag != "x":
        return
    number, first = order(one.text), spot
    if number is not None and one.text in ORDER and spot != len(before) - 1 and number == 1:
        return  # "the first foreign investor" came before others
    if number is None and one.text in RANKED and spot:
        first = spot - 1
        number = order(before[first].text)
    elif (
        number is None
        and NUMBER.fullmatch(one.text)
        and spot
        and before[spot - 1].text.strip() in COUNTS
    ):
        number, first = int(one.text), spot - 1
    if number is None or number == 0 or before[first].tag != "x":
        return
    start = before[first].start
    before[first : spot + 1] = [Chunk("K", start, one.end, plain[start : one.end], Place(number))]


def _is_beside(one: Chunk) -> bool:
    return one.tag in "CR" or (one.tag == "x" and one.text in BESIDE)


def standing(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "took third place on the list of Kenya's suppliers" for "is third among Kenya's suppliers"."""
    tags = tags_of(chunks)
    if ("R" not in tags and "C" not in tags) or ORDERED.search(plain) is None:
        return chunks
    listed = FRONTED.match(tags)
    if listed and {one.text for one in chunks[: listed.end()]} & LISTS:
        chunks = _fronted(chunks, listed.end())
    at = 0
    while at < len(chunks):
        made = _stands(chunks, at) if chunks[at].tag in "xK" else None
        if made:
            chunks, at = made
        at += 1
    return chunks


def _fronted(chunks: list[Chunk], end: int) -> list[Chunk]:
    """Take "On the list of Kenya's suppliers China holds third place" for "Among … China is third"."""
    first = Chunk("o", chunks[0].start, chunks[0].start, "among", "among")
    found = [first, *chunks[end:]]
    for at in range(2, len(found)):
        one = found[at]
        number = order(one.text.split()[0]) if one.tag in "xK" and one.text else None
        verb = _verb(found, at) if number is not None else None
        if verb is None or number is None:
            continue
        after = at + 1
        after += after < len(found) and one.tag == "x" and found[after].text in SPOTS
        place = replace(one, tag="x", text=one.text.split()[0], value=None)
        is_ = replace(found[verb], tag="b", value="be")
        return [*found[:verb], is_, place, *found[after:]]
    return found


def _stands(chunks: list[Chunk], at: int) -> tuple[list[Chunk], int] | None:
    """Return the chunks with the standing of somebody at a chunk put plainly, and where to go on."""
    one = chunks[at]
    number = order(one.text.split()[0])
    if number is None or (one.tag == "K" and one.text.split()[-1] not in (*SPOTS, "among", "of")):
        return None
    after = at + 1
    if one.tag == "x" and after < len(chunks) and chunks[after].text in SPOTS:
        after += 1
    when = (
        chunks[after : after + 1] if chunks[after : after + 1] and chunks[after].tag == "Y" else []
    )
    aside, after = _aside(chunks, after + len(when))
    of_all = one.tag == "K" and one.text.split()[-1] in ("among", "of")
    told = any(one.tag == "R" for one in chunks[:at])
    behind = _behind(chunks, after, of_all=of_all, told=told)
    verb = _verb(chunks, at)
    if of_all and verb is not None and chunks[verb].tag in "ud":
        return None
    if behind is None or verb is None:
        return None
    middle, end = behind
    head = chunks[verb]
    place = Chunk("K", one.start, one.end, one.text, Place(number))
    start = [replace(head, tag="b", value="be")] if head.tag != "," else [head]
    found = [*chunks[:verb], *start, place, *middle, *when, *aside, *chunks[end:]]
    return found, verb + 1 + len(middle) + len(when)


def _aside(chunks: Sequence[Chunk], at: int) -> tuple[list[Chunk], int]:
    """Return what stands in brackets at a chunk, and where it ends."""
    tags = "".join([one.tag for one in chunks[at : at + 8]])
    found = re.match(r"\([^()]*\)|,x+P,", tags)
    if found is None:
        return [], at
    return list(chunks[at : at + found.end()]), at + found.end()


def _behind(
    chunks: Sequence[Chunk], at: int, *, of_all: bool, told: bool
) -> tuple[list[Chunk], int] | None:
    """Return whose partners somebody stands among, from the chunk behind a place, and where that ends."""
    tags = "".join([one.tag for one in chunks[at : at + 12]])
    start = 0
    listed = re.match(r"[mnotj][xb]{0,2}", tags)
    if listed and {one.text for one in chunks[at : at + listed.end()]} & LISTS:
        start = listed.end()
        start += tags[start : start + 1] == "o"
    elif tags[:1] in tuple("onmr"):
        start = 1
    elif tags[:1] == "j":
        end = re.match(r"j(?=x*C?R)", tags)
        return ([chunks[at]], at + 1) if end else None
    elif not of_all:
        return None
    rest = tags[start:]
    among = re.match(r"(?P<whose>[OAs]?)x{0,2}(?P<top>K?)(?P<kind>[xC]{0,2})R", rest)
    o = Chunk("o", chunks[at].start, chunks[at].start, "among", "among")
    if among and chunks[at + start + among.end() - 1].value.plural:
        kept = [
            one for spot, one in enumerate(chunks[at + start : at + start + among.end()])
            if not (among["top"] and spot == among.start("top"))
        ]  # fmt: skip
        return [o, *kept], at + start + among.end()
    flow = re.match(r"(?P<whose>[OAs])x{0,2}(?P<what>C)", rest) or re.match(
        r"x{0,2}(?P<what>C)(?=[of]x?P)", rest
    )
    flow = flow or (re.match(r"x?(?P<what>C)(?=x?$|[,;.Yh])", rest) if told else None)
    if flow is None or of_all:
        return None
    what = chunks[at + start + flow.start("what")]
    noun: Noun = what.value
    if noun.product or noun.channel not in CHANNELS:
        return None
    kept = list(chunks[at + start : at + start + flow.start("what")])
    partner = Chunk("R", what.end, what.end, "partners", Role("B", noun.channel, plural=True))
    return [o, *kept, what, partner], at + start + flow.end("what")


def _verb(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return the chunk of the verb before a place, None if nobody is said to have it."""
    spot = at - 1
    while spot >= 0 and spot > at - 4 and chunks[spot].text in UP:
        spot -= 1
    if spot < 0:
        return None
    word = chunks[spot].text.split()
    if chunks[spot].tag in "POAs" or not word or word[0] not in STANDING:
        return None
    return spot


def without_tops(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop "largest" in "tops the list of Kenya's largest suppliers", of which somebody is told to be first."""
    gone: set[int] = set()
    tags = tags_of(chunks)
    if tags.count("K") < 2:
        return chunks
    for found in TOPS.finditer(tags):
        role = chunks[found.end() - 1]
        first = chunks[found.start()]
        if role.value.plural and first.text.split()[-1] in ("of", "among"):
            gone.add(found.start("top"))
    return without(chunks, gone) if gone else chunks


FRONTED: Final = re.compile(r"[mn][xb]{1,2}o(?=[OAsx]?x{0,2}K?[xC]{0,2}R)")
"""How a sentence begins that tells of a list: "On the list of its suppliers"."""
IMPORTERS: Final = ("importer", "importers")
TOPS: Final = re.compile(r"K[OAsx]{0,3}(?P<top>K)[xC]{0,2}R")
