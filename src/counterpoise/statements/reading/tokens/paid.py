"""Goods told by what is paid for them: "Latvia paid Russia $1.2 billion for gas"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk

WORDS: Final = ("paid", "pays", "pay")
PAID: Final = re.compile(
    r"(?P<who>[PA])[xbHY]*?(?P<verb>[xgk])(?:(?P<whom>P)x*(?P<sum>M)|x*(?P<sum2>M)x*tx*(?P<whom2>P))[xY]*(?P<for>r)x{0,1}(?P<what>C)(?=Y|[.,;&]|x?$)"
)
GOODS: Final = ("goods", "imports")


def paid(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take what is paid to somebody for goods for goods of that worth bought from there."""
    found = PAID.search(tags)
    if found is None:
        return chunks
    verb, what = chunks[found.start("verb")], chunks[found.start("what")]
    goods = what.value.channel in GOODS and (what.value.product or what.text in GOODS)
    if (
        verb.text not in WORDS
        or not goods
        or (len(chunks) > found.end() and _goes_on(chunks[found.end()]))
    ):
        return chunks
    whom = chunks[found.start("whom") if found["whom"] else found.start("whom2")]
    money = chunks[found.start("sum") if found["sum"] else found.start("sum2")]
    at = verb.end
    told = [
        replace(verb, tag="k", text="bought", value="buy"),
        replace(what, start=at, end=at),
        Chunk("l", at, at, "worth", "worth"),
        money,
        Chunk("f", money.end, money.end, "from", "from"),
        replace(whom, start=money.end, end=money.end),
    ]
    return [*chunks[: found.start("verb")], *told, *chunks[found.end() :]]


def _goes_on(after: Chunk) -> bool:
    """Return whether goods are only part of what is paid for: "for gas transit"."""
    return after.tag == "x" and after.text[:1].isalpha()
