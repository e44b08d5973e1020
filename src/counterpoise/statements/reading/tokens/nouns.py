"""What passes in a channel, of several words: arms imports, imports of arms, what is done with a product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk, next_to
from counterpoise.statements.reading.tokens.lexicon import DIRECTIONS, Noun

THAT_ONE: Final = ("that country", "that state", "that market", "it", "them")
"""Who was named last, behind what passes."""
ITEMS: Final = ("export", "import")
"""One thing that is sold or bought, where no noun follows: "its best-known export"."""
OF_ONES_OWN: Final = (["F", "o", "A"], ["F", "o", "O"])
"""Before what somebody ships, of which a part is told: "6 per cent of Mongolian shipments"."""


def nouns(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Join "arms" with "imports", "imports" with "of arms", a product with what is done with it."""
    found: list[Chunk] = []
    at = 0
    while at < len(chunks):
        one = chunks[at]
        if one.tag not in "Czgk" and one.text != "market":  # for speed: nothing here begins so
            found.append(one)
            at += 1
            continue
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        if (
            one.tag == "C"
            and after
            and _bare(one)
            and after.text in DIRECTIONS
            and after.tag in "Czgk"
            and next_to(plain, one, after)
        ):
            found.append(_directed(one, after, DIRECTIONS[after.text]))
            at += 2
            continue
        if (
            one.tag == "C"
            and after
            and after.tag == "C"
            and one.value == after.value
            and next_to(plain, one, after)
        ):
            at += 1
            continue
        if after and _of_product(plain, one, after):  # "Turkmenistan's export gas"
            way = DIRECTIONS[one.text]
            noun = Noun({"in": "imports", "out": "exports"}[way], way, after.value.product)
            found.append(replace(after, start=one.start, value=noun))
            at += 2
            continue
        same = [each.tag for each in chunks[at + 1 : at + 4]] == ["(", "C", ")"]
        if one.tag == "C" and same and chunks[at + 2].value == one.value:
            found.append(one)
            at += 4
            continue
        joined = _of_what(chunks, at)
        if joined:
            more, at = joined
            found += more
            continue
        if (
            one.tag == "C"
            and one.text in ITEMS
            and (after is None or after.tag in ",&;b" or after.text == ".")
            and not _of_role(chunks, at)
        ):
            found.append(replace(one, value=Noun("")))
            at += 1
            continue
        if one.tag == "z":
            governs = (
                after is not None
                and after.tag in "tfr"
                and chunks[at + 2 : at + 3]
                and (chunks[at + 2].tag in "PQ" or chunks[at + 2].text in THAT_ONE)
            )
            known = [each.value for each in chunks[:at] if each.tag == "C" and each.value.channel]
            known += [dealt for each in chunks[:at] if (dealt := _dealt_by(each))]
            part = [each.tag for each in chunks[max(0, at - 3) : at]] in (
                ["F", "o", "s"],
                ["F", "o", "O"],
            )
            sold = one.text == "shipments" and not known and not governs
            if sold and [each.tag for each in chunks[max(0, at - 3) : at]] in OF_ONES_OWN:
                found.append(replace(one, tag="C", value=Noun("exports", "out")))
                at += 1
                continue
            one = (
                replace(one, tag="C", value=_turned(known[-1], after) if known else Noun("goods"))
                if governs or (part and known)
                else replace(one, tag="x")
            )
        found.append(one)
        at += 1
    return found


def _turned(known: Noun, after: Chunk | None) -> Noun:
    """Return what "shipments to" are where imports or exports were told of: what is sold."""
    if known.product or known.channel not in ("imports", "exports") or after is None:
        return known
    ways = {"t": Noun("exports", "out"), "f": Noun("imports", "in")}
    return ways.get(after.tag, known)


def _of_role(chunks: Sequence[Chunk], at: int) -> bool:
    """Return whether "export" is all that is sold: "the second-largest destination of Chad's export"."""
    before = [one.tag for one in chunks[max(0, at - 3) : at]]
    return before[-1:] in (["O"], ["A"], ["s"]) and before[:2] in (["R", "o"], ["R", "r"])


def _dealt_by(one: Chunk) -> Noun | None:
    """Return the arms that "its arms customers" deal in."""
    if one.tag != "R" or one.value.channel != "arms":
        return None
    return Noun("arms", {"G": "in", "R": "out"}.get(one.value.side, ""))


def _of_product(plain: str, one: Chunk, after: Chunk) -> bool:
    """Return whether "export" tells of the product behind it."""
    named = one.tag == "C" and one.text in ITEMS and after.tag == "C"
    return named and bool(after.value.product) and next_to(plain, one, after)


def _bare(one: Chunk) -> bool:
    return one.value.channel in ("arms", "goods") and not one.value.way and one.text != "goods"


def _directed(noun: Chunk, way: Chunk, direction: str) -> Chunk:
    """Return a noun of which the direction is said."""
    value: Noun = noun.value
    channel = value.channel
    if channel == "goods":
        channel = {"in": "imports", "out": "exports"}.get(direction, "goods")
    start, end = min(noun.start, way.start), max(noun.end, way.end)
    return Chunk(
        "C", start, end, f"{way.text} {noun.text}", Noun(channel, direction, value.product)
    )


def _of_what(chunks: Sequence[Chunk], at: int) -> tuple[list[Chunk], int] | None:
    """Return "imports of (Russian) arms" as one noun with whose they are, and where it ends."""
    one = chunks[at]
    if at + 2 >= len(chunks):
        return None
    market = one.text == "market" and chunks[at - 1].tag in "AOs" and chunks[at + 1].tag in "or"
    if one.text.split()[-1] not in DIRECTIONS or not (one.tag in "Czgk" or market):
        return None  # "the Cambodian market for arms" is what Cambodia buys
    if chunks[at + 1].tag != "o" and not market:
        return None
    rest = at + 2
    behind = chunks[rest + 1] if rest + 1 < len(chunks) else chunks[rest]
    named = chunks[rest].tag == "P" and behind.tag == "C" and behind.start == chunks[rest].end + 1
    whose = chunks[rest] if chunks[rest].tag in "AU" or named else None
    rest += bool(whose)
    while rest < len(chunks) - 1 and chunks[rest].tag == "x" and rest < at + 5:
        rest += 1
    if (
        rest >= len(chunks)
        or chunks[rest].tag != "C"
        or chunks[rest].value.way
        or not chunks[rest].value.channel
    ):
        return None
    direction = DIRECTIONS[one.text.split()[-1]]
    noun = _directed(chunks[rest], one, direction)
    noun = replace(noun, start=one.start, end=one.end)
    if not whose:
        return [noun], rest + 1
    if direction == "in":
        return [noun, replace(whose, tag="f", text="from"), replace(whose, tag="P")], rest + 1
    return [whose, noun], rest + 1
