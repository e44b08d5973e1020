"""Whom a name stands for: firms, a part of a state, several in a list."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from counterpoise.reference.groups import TITLES
from counterpoise.statements.reading.tokens.chunk import Chunk, next_to
from counterpoise.statements.reading.tokens.lexicon import ORDER, Place
from counterpoise.statements.reading.tokens.standins import PARTS, PEOPLE, RANKS, SIDES

SECOND: Final = re.compile(r"xt[PA](?=[jo]x*K?R)")
"""Who is second, and to whom."""
ORIGINS: Final = ("origin", "make", "manufacture", "provenance")
WORKERS: Final = re.compile(
    r"[a-z]+(?:ers|mills|yards|plants|works|smelters|factories|generals|planners)"
)
"""Who works or makes something in a state: spinners, refiners, miners."""
TRADERS: Final = re.compile(
    r"shoppers|refiners|refineries|smelters|millers|mills|steelmakers|carmakers|spinners|traders|wholesalers"
    r"|retailers|brewers|utilities|roasters|processors|distributors|households|diners|purchasers|clients|miners"
    r"|shops|forces|generals|planners|procurers|owners|financiers|lenders|creditors|taxpayers|patients|motorists"
)
"""Who, with an adjective before, does what its state does."""
FOREIGN: Final = frozenset(
    [
        "donors",
        "suppliers",
        "investors",
        "customers",
        "buyers",
        "vendors",
        "sellers",
        "partners",
        "neighbours",
        "neighbors",
        "rivals",
        "allies",
        "lenders",
        "creditors",
        "others",
        "backers",
        "providers",
        "leaders",
        "importers",
        "exporters",
    ]
) - {"exporters", "importers", "leaders"}
"""Who belongs to others, where a state has them."""
TELLING: Final = frozenset({*ORDER, *SIDES, *PARTS})
"""Words that change what stands behind them: "second", "northern"."""
DELIVERED: Final = ("deliveries", "shipments", "supplies", "goods", "products", "wares")
"""What of a giver accounts for a share as the giver does."""


def people(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Chinese firms" for China, "US exports" for American ones."""
    found = _dashed(plain, chunks) if "–" in plain else list(chunks)
    paired = -1
    for at, one in enumerate(found[:-1]):
        if at == paired:
            continue
        if one.tag not in "APQO" and not (one.tag == "x" and one.text in TELLING):
            continue  # for speed: nothing here begins so
        after = found[at + 1]
        ahead = found[at + 2].tag if at + 2 < len(found) else "."
        if one.tag == "x" and after.tag == "R" and one.text in ORDER:
            found[at] = replace(one, tag="K", value=Place(ORDER.index(one.text) + 1))
        if one.tag == "A" and after.text in ("bloc", "camp"):  # "the Soviet bloc"
            found[at] = replace(one, tag="Q", value=None)
            continue
        within = one.text in SIDES and after.tag == "o" and ahead in "PO"
        bloc = after.tag in "PO" and after.value[0] in TITLES
        if one.tag in "OA" and after.text == "economy" and ahead in ",gkavwcb":
            found[at] = replace(
                one, tag="P"
            )  # "Hong Kong's economy, with 57 per cent of its exports"
            found[at + 1] = replace(after, tag="x", value=None)
            continue
        some = one.text in PARTS or (one.tag == "Q" and bloc)
        if some and after.tag in "PO" and next_to(plain, one, after):  # "the European NATO members"
            found[at + 1] = replace(after, tag="Q" if after.tag == "P" else "U", value=None)
        elif within:
            found[at + 2] = replace(found[at + 2], tag="Q" if ahead == "P" else "U", value=None)
        people = after.tag in "gkavilwcbudnhF(" and plain[: one.start].endswith("the ")
        makers = found[at + 2 : at + 4]
        joined = at and found[at - 1].tag in "&,"  # "Dutch mills and Belgian smelters took"
        theirs = one.tag == "A" and ahead in "gkavilw" and not joined
        if theirs and next_to(plain, one, after) and _their(after):
            found[at] = one = replace(one, tag="P")  # "American shoppers take"
            found[at + 1] = after = replace(after, tag="x", value=None)
        if (
            one.tag == "A"
            and len(makers) == 2
            and after.tag == "x"
            and makers[0].text in PEOPLE
            and makers[1].tag in "gkav"
        ):
            found[at] = one = replace(one, tag="P")  # "South Korean battery makers obtain"
        if one.tag == "A" and (
            (after.tag in "gkavilw" and one.text.lower() not in ("british",)) or people
        ):
            found[at] = replace(one, tag="P")
        elif (
            one.tag in "APQ"
            and after.text in PEOPLE
            and next_to(plain, one, after)
            and ahead not in "oO"
        ) or (one.tag == "O" and ahead in "gkavilw" and next_to(plain, one, after) and _own(after)):
            owns = plain[after.end : after.end + 1] in ("'", "’") and ahead in "CSRK"
            found[at] = replace(one, tag="O" if owns else "Q" if one.tag == "Q" else "P")
            found[at + 1] = replace(after, tag="x")
        elif one.tag == "P" and after.tag in "CSRK" and next_to(plain, one, after):
            given = (at and found[at - 1].tag in "g") or after.text.split()[0] in RANKS
            found[at] = one if given else replace(one, tag="A")
        elif one.tag in "AP" and after.tag in "AP" and plain[one.end : after.start] in ("-", "–"):
            trade = ahead == "C" and found[at + 2].value.channel == "trade"
            found[at] = (
                replace(one, tag="P", value=one.value + after.value)
                if trade
                else replace(one, tag="x")
            )
            found[at + 1] = replace(after, tag="x")
            if trade:
                found[at] = replace(found[at], tag="A")
                paired = at + 1
    return found


def _dashed(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Leave out the dash that joins two names: "India–Bangladesh trade"."""
    return [
        one
        for at, one in enumerate(chunks)
        if not (
            one.text == "–"
            and 0 < at < len(chunks) - 1
            and chunks[at - 1].tag in "AP"
            and chunks[at + 1].tag in "AP"
            and plain[chunks[at - 1].end : chunks[at + 1].start] == "–"
        )
    ]


def _their(one: Chunk) -> bool:
    """Return whether an adjective's own deal in something: American shoppers, and not voters."""
    bare = one.tag == "x" or (one.tag == "C" and not one.value.channel)
    return bare and TRADERS.fullmatch(one.text) is not None


def _own(one: Chunk) -> bool:
    """Return whether a state's own do something: its spinners, its shipyards, and not its rivals."""
    if one.text in FOREIGN:
        return False
    return one.text in PEOPLE or (one.tag == "x" and WORKERS.fullmatch(one.text) is not None)


def origins(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "of Turkish origin" for Turkish, and "Turkey's deliveries" for Turkey where they do something."""
    found: list[Chunk] = []
    skip = -1
    tags = "".join([one.tag for one in chunks])
    for at, one in enumerate(chunks):
        ahead = tags[at + 1 : at + 3]
        after = chunks[at + 1] if ahead else one
        if one.tag == "o" and ahead == "Ax" and chunks[at + 2].text in ORIGINS:
            continue
        if one.tag == "o" and _shared_origin(chunks, tags, at):
            continue  # "42 per cent of Chinese and 36 per cent of Russian make"
        if (
            one.text in ORIGINS
            and found
            and found[-1].tag == "A"
            and at > 1
            and chunks[at - 2].tag == "o"
        ):
            continue
        if one.tag == "A" and ahead == "xa" and after.text.isalpha():
            one = replace(one, tag="P")  # "Israeli systems made up"
        if (
            one.tag == "x"
            and one.text in ("not", "unlike")
            and ahead[:1] == "P"
            and found
            and found[-1].tag == ","
        ):
            found.append(one)
            skip = at + 1
            continue
        if at == skip:
            one = replace(one, tag="x", value=None)  # "Norway, not Russia, is"
        if one.tag == "O" and ahead[1:] in tuple("ac") and ahead and after.text in DELIVERED:
            one = replace(one, tag="P")
        found.append(one)
    return found


def _shared_origin(chunks: list[Chunk], tags: str, at: int) -> bool:
    """Return whether "of Chinese" waits for the "make" of a later figure."""
    run = _ORIGIN_RUN.match(tags, at)
    return run is not None and any(one.text in ORIGINS for one in chunks[run.end() :][:1])


def seconds(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "second only to China as a supplier" for "second … supplier"."""
    if "second" not in plain:
        return chunks
    tags = "".join([one.tag for one in chunks])
    found: list[Chunk] = []
    place = 0
    for match in SECOND.finditer(tags):
        one = chunks[match.start()]
        if one.text != "second":
            continue
        found += [*chunks[place : match.start()], replace(one, tag="K", value=Place(2))]
        place = match.end()
    return found + chunks[place:]


def lists(_: str, chunks: list[Chunk]) -> list[Chunk]:
    """Join the parties of a list: "China, Japan and South Korea"."""
    tags = "".join([one.tag for one in chunks])
    if _BY_LETTERS.match(tags):  # "US, French and Chinese arms exports"
        first = tags.index("P")
        if chunks[first].text.lower() in _LETTERS:
            chunks = [*chunks[:first], replace(chunks[first], tag="A"), *chunks[first + 1 :]]
            tags = f"{tags[:first]}A{tags[first + 1 :]}"
    found: list[Chunk] = []
    place = 0
    for match in _LIST.finditer(tags):
        if _begins_anew(tags, match.start(), match.end()) or _PAIR.fullmatch(match.group()):
            continue
        members = [chunks[at] for at in range(match.start(), match.end()) if tags[at] in "POA"]
        if len({one.value for one in members}) < len(members):
            continue  # "with the EU, and EU investment": the same one twice is no list
        start = match.start()
        if len(members) > 2 and _goes_on(tags, chunks, match):
            members = members[1:]  # "to Ukraine, Egypt and Israel getting 19 and 11"
            start += 2
        value = tuple(dict.fromkeys(party for one in members for party in one.value))
        found += chunks[place:start]
        found.append(
            Chunk(members[-1].tag, members[0].start, members[-1].end, members[0].text, value)
        )
        place = match.end()
    return found + chunks[place:]


def _goes_on(tags: str, chunks: list[Chunk], found: re.Match[str]) -> bool:
    """Return whether a list's first party belongs to what stands before, and the others get a part."""
    verb = found.end()
    governed = tags[: found.start()].rstrip("x")[-1:] in tuple("ft")
    part = tags[verb : verb + 1] in tuple("gka")
    return governed and part and chunks[verb].text.endswith("ing") and "F" in tags[: found.start()]


def _begins_anew(tags: str, start: int, end: int) -> bool:
    """Return whether a list's last party has a figure of its own: "from Germany and the Slovaks 16"."""
    alone = tags[end : end + 1] == "F" and not re.match(r"F[,&]+F", tags[end:])
    return alone and "F" in tags[:start] and tags[:start].rstrip("x")[-1:] in tuple("ftnhy")


_ORIGIN_RUN: Final = re.compile(r"oA(?:[,&]+x*FoA)+")
_PAIR: Final = re.compile(r"P,&P")
"""No list: "from Russia, and Sudan almost as much"."""
_BY_LETTERS: Final = re.compile(r"(?:[rn]?Y,?)?P(?:,A)+,?&A(?=C)")
"""A list of adjectives that begins with one who has none, right before what they deal in."""
_LETTERS: Final = ("us", "uk", "eu")
_LIST: Final = re.compile(
    r"P(?:,P)*,?&[PO](?![CS])|^(?:[hr]|Y,)?P&O(?=C[^;]*F&?F[^;]*J)|A(?:,A)*,?&A|P(?:,P)*,?&A(?=[CS])|A,?&[PO]"
)


LENDERS: Final = ("Exim", "EXIM", "Eximbank", "Export-Import")
"""How the name of a lender begins that lends for its state."""


def firms(text: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take nobody for the owner of a name: what "France's Dassault" does is not what France does."""
    return [
        replace(one, tag="x", value=None)
        if one.tag == "O"
        and after.tag == "x"
        and text[after.start].isupper()
        and text[one.end : after.start] == " "
        and not text.startswith(LENDERS, after.start)
        else one
        for one, after in pairwise([*chunks, Chunk("", 0, 0, "")])
    ]
