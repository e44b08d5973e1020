"""Which way a trading partner is told of: "in terms of imports, the top trading partners", "partner by exports"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.lexicon import Role

_GOODS: Final = r"(?:(?:goods|merchandise|total|overall|the) )*(?P<way>import|export)s?"
FRONT: Final = re.compile(
    r"^\W*(?:(?:and|but|while|meanwhile|however),? )?(?:in terms of|on the|as (?:regards|for|to)|with (?:regard|respect) to"
    rf"|regarding|concerning|considering|for|in|by|when it comes to|in the case of) {_GOODS}(?: (?:side|of goods|trade))?,"
)
TAKES: Final = ("takes", "took", "take", "taking", "taken", "acquired")
BEHIND: Final = re.compile(
    rf"(?: (?:country|state))? (?:in terms of|by|for|in|as regards|as to|on the|with regard to) {_GOODS}"
    r"(?: side)?\b(?! (?:to|from|of|came|went)\b)"
)


def sides_of_trade(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take a partner in trade for one in imports or exports, where it is said which."""
    if " sources " in plain:
        chunks = _sources(chunks)
    if "market share" in plain and any(one.tag == "R" for one in chunks):
        chunks = [replace(one, tag="S") if one.text == "market share" else one for one in chunks]
    if "importers" in plain:
        chunks = _importers_into(chunks)
    if "partner" not in plain or not ("import" in plain or "export" in plain):
        return chunks
    front = FRONT.match(plain)
    found: list[Chunk] = []
    skipped = front.end() if front and any(_is_partner(one) for one in chunks) else 0
    way = front["way"] if front and skipped else ""
    for one in chunks:
        if one.start < skipped:
            continue
        if one.tag == ";":
            way = ""
        behind = BEHIND.match(plain, one.end) if _is_partner(one) else None
        told = behind["way"] if behind else way
        if told and _is_partner(one):
            one = replace(one, value=Role("B", f"{told}s", one.value.plural))
            skipped = behind.end() if behind else skipped
        found.append(one)
    return found


def _sources(chunks: list[Chunk]) -> list[Chunk]:
    """Take "sources" for a verb where a part stands behind it: "sources 73 per cent of its wheat from"."""
    return [
        replace(one, tag="k", value="source")
        if one.text == "sources" and before.tag in "P," and after.tag == "F"
        else one
        for before, one, after in zip(
            [chunks[0], *chunks[:-1]], chunks, [*chunks[1:], chunks[-1]], strict=True
        )
    ]


def _importers_into(chunks: list[Chunk]) -> list[Chunk]:
    """Take "importers into Georgia" for those who sell there."""
    return [
        replace(one, value=Role("G", "imports", True))
        if one.tag == "R" and one.text == "importers" and after.text in ("into", "to")
        else one
        for one, after in zip(chunks, [*chunks[1:], chunks[-1]], strict=True)
    ]


def in_place(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "takes the first place among" for what it is: no purchase."""
    if " place" not in plain:
        return chunks
    return [
        replace(one, tag="b", value="be")
        if one.tag == "k"
        and one.text in TAKES
        and after.tag == "K"
        and after.text.endswith("place among")
        else one
        for one, after in zip(chunks, [*chunks[1:], chunks[-1]], strict=True)
    ]


def _is_partner(one: Chunk) -> bool:
    """Return whether a chunk is a partner in trade, both ways."""
    return one.tag == "R" and one.value.side == "B" and one.value.channel == "trade"
