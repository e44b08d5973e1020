"""Parts of which it is said from whom, or to whom, and by no name: "owes 38 per cent to commercial lenders"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.roles.gapped import conjunct_at
from counterpoise.statements.reading.tokens.anaphors import MEANT
from counterpoise.statements.reading.tokens.figures import Figure

SOME: Final = re.compile(
    r" of [^,;.]{2,60}?\b(?P<way>to|from|by|with) (?:(?!its |their |the )[\w-]+ ){0,2}"
    r"(?:lenders|creditors|suppliers|sellers|buyers|customers|sources|countries|bondholders|investors|donors)\b(?!:| (?:in|of|such|like|led|including|and(?! (?:\d|about|some|only|just|another)))\b)"
)
"""Behind a figure: it is some's who are not named."""
ABROAD: Final = re.compile(r"x*o[sO]x*C(?P<where>x)(?=[,;&]|x?$)")
"""The same of what is bought abroad: "buys four fifths of its wheat abroad"."""
BUYS: Final = re.compile(r"P[xY]*kx*$")
AFTER_ONE: Final = re.compile(r"xP,x*P")
"""How a sentence begins that leaves the first out: "After Russia, Algeria buys most of its arms from"."""
HALF: Final = 50
MOST: Final = ("most", "the bulk", "the majority", "mainly", "mostly", "the lion")
LESS: Final = re.compile(r"x*o[sOA]x*C[xY]*\((?P<part>F)\)")
"""What "most" is in figures: "most of its exports (45 per cent)"."""
MOVED: Final = re.compile(r"C[tfhnr]x*Px$")
"""A flow, and what it did by so much: "exports to China spiralled 12 per cent"."""
OF_WHAT: Final = re.compile(r"x*o")
AGAIN: Final = re.compile(r"\b(?:of|from|in) (?:this|that|these|those) $")
"""Before a figure that was told already: "70 per cent of this 28 per cent"."""
THEREOF: Final = re.compile(
    r" of (?:this|that|these|those) (?:\d|one |a |(?:half|third|quarter|fifth|tenth|share|part|portion)\b)"
)
PRODUCT_FIRST: Final = re.compile(r"(?:^|[;,&x])C[xY]*b[xY]*$")
WHOLE: Final = re.compile(r"x*o[OAs]x*C")
TWO: Final = re.compile(r"P\(F[&,]F\)")
"""Two parts in brackets: "ahead of Italy (12 and 10 per cent)"."""
ALONE: Final = re.compile(r"b[xY]*$")
HOW_MUCH: Final = re.compile(r"vx?$|v[,;]")

OF_WHICH: Final = re.compile(r",x*oq[xtE]*$")
OF_THEM: Final = re.compile(r",x*$")
CONSISTS: Final = re.compile(r"\bconsist(?:s|ed)? (?:of|in)\b|\bmade up of\b")
BY_PRODUCT: Final = re.compile(r"x*b[xjA]*(?P<product>C)(?![ftyh]x*P)")
"""What a part is of: "of which 40 per cent was crude"."""

ASIDE: Final = re.compile(r"x*o(?:p|q(?!P)|C(?=[CxyKE]))")
"""A part of what a figure was of: ", most of it ore", "and nearly all of that by lorry"."""


def check_nobody(at: Sense, place: int) -> None:
    """Refuse a part of which the other side is told and not named.

    Raises
    ------
    Unreadable
        If it is some's, somebody's abroad, told again, or a product's.
    """
    plain, here = at.line.plain, at.line.chunks[place]
    if AGAIN.search(plain, max(0, here.start - 12), here.start) or THEREOF.match(plain, here.end):
        raise Unreadable("a part of a part, told again")
    found = SOME.match(plain, here.end)
    if found and not _named(at, found.start("way"), found.end()):
        raise Unreadable("it is of some who are not named")
    away = ABROAD.match(at.shape, place + 1) if BUYS.search(at.shape, 0, place) else None
    if away and at.line.chunks[away.start("where")].text in ("abroad", "overseas", "elsewhere"):
        raise Unreadable("it is of some who are not named")
    if (
        plain.startswith("after ")
        and AFTER_ONE.match(at.shape)
        and here.value.words.startswith(MOST)
    ):
        raise Unreadable("most of what another leaves")
    less = LESS.match(at.shape, place + 1) if here.value.words.startswith(MOST) else None
    if less:
        figure = at.line.chunks[less.start("part")].value
        if figure.unit == "%" and figure.value < HALF:
            raise Unreadable("“most”, and less than half by the figure beside")
    if MOVED.search(at.shape, 0, place) and not OF_WHAT.match(at.shape, place + 1):
        word = at.line.chunks[place - 1].text
        if (word.endswith("ed") or word in ("lost", "swung", "spun")) and word.isalpha():
            raise Unreadable(f"“{word}”, and a part of nothing")
    product = PRODUCT_FIRST.search(at.shape, 0, place)
    if product and WHOLE.match(at.shape, place + 1):
        noun = at.line.chunks[at.shape.rindex("C", 0, place)].value
        if noun.product:
            raise Unreadable("a part by product, and not by partner")
    if at.shape[place - 1 : place] in ("(", "&", ",") and TWO.search(
        at.shape, max(0, place - 5), place + 5
    ):
        raise Unreadable("two figures for one, and not of what each is")
    if ALONE.search(at.shape, 0, place) and HOW_MUCH.match(at.shape, place + 1):
        raise Unreadable("how dependent, and on whom is not said")


def _named(at: Sense, start: int, end: int) -> bool:
    """Return whether somebody is named between two letters behind "from" or "to"."""
    owner = re.compile(r"['’]s?\b")
    return any(
        start <= one.start < end and not owner.match(at.line.plain, one.end) for one in at.line.said
    )


def check_worth(at: Sense, place: int, partners: Sequence[str]) -> None:
    """Refuse the size of a share as that of a whole: "Russia's share was 18.6 per cent ($18.9 billion)".

    Raises
    ------
    Unreadable
        If it is a partner's part, and no partner was found.
    """
    if not partners and at.shape[place - 2 : place] == "F(" and "S" in at.shape[:place]:
        raise Unreadable("what a share is worth, and not whose")


def is_counted(at: Sense, place: int) -> bool:
    """Return whether a figure parts what was told of by product, origin or state, and by no party.

    So do "sent 90 tanks to Ukraine, most of them from its own stocks" and "of which 40 per cent was crude".
    """
    shape, chunks = at.shape, at.line.chunks
    part = chunks[place].value.unit == "%"
    if part and CONSISTS.search(at.line.plain, chunks[place].end) and "C" in shape[place + 1 :]:
        return True
    product = BY_PRODUCT.match(shape, place + 1)
    if product and chunks[product.start("product")].value.product:
        return chunks[place].value.unit == "%" and "o" in shape[:place]
    begin, end = conjunct_at(shape, place)
    if OF_WHICH.search(shape, 0, place) and not set(shape[place:end]) & set("PAOp"):
        return True
    them = shape[place + 1 : place + 3] == "oC" and chunks[place + 2].text in MEANT
    if not them or not OF_THEM.search(shape, 0, place):
        return False
    return not set(shape[begin:end]) & set("PAOp")


def is_aside(at: Sense, place: int) -> bool:
    """Return whether a part is of what was told of, and not "of exports" at the end of a sentence."""
    found = ASIDE.match(at.shape, place + 1)
    if not found or (at.shape[:place].endswith(("F&", "F,")) and "J" in at.shape[place:]):
        return False
    after = at.line.chunks[found.end() : found.end() + 1]
    return not (found.group().endswith("C") and after and after[0].text == ".")


def is_of_several(at: Sense, place: int, figure: Figure, draft: Draft) -> bool:
    """Return whether figures stand side by side, and their partners were not told apart."""
    run = re.match(r"[xY]*[,&]+x*F", at.shape[place + 1 :]) or re.search(
        r"F[,&]+x*$", at.shape[:place]
    )
    several = len(draft.parts.get("partners", ())) > 1
    return bool(run) and several and not figure.ranged
