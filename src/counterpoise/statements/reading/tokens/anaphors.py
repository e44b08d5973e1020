"""Words that stand for what was told of before: what, them, those, ones, one's own, the latter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.lexicon import Noun


def anaphors(_: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "what" and "them" for the noun they stand for: "of what it bought", "of theirs"."""
    found = list(chunks)
    known: Chunk | None = None
    for at, one in enumerate(found):
        if one.tag == "C" and one.value.channel:
            known = one
        elif one.tag == "R" and one.value.channel == "arms":
            known = replace(one, tag="C", value=Noun("arms"))
        if one.text != "what" and one.text not in MEANT:
            continue
        ahead = "".join(each.tag for each in found[at + 1 : at + 5])
        if one.text == "what" and _WHAT.match(ahead):
            found[at] = replace(one, tag="C", value=_kind_of(known))
        elif one.text == "theirs" and at > 1 and found[at - 1].tag == "o":
            found[at] = replace(one, tag="C", value=known.value if known else Noun("goods"))
        elif (known is not None and one.text in ("those", "that") and _THOSE.match(ahead)) or (
            known is not None
            and one.text in MEANT
            and at > 1
            and found[at - 1].tag in "on"
            and found[at - 2].tag in "FS"
        ):
            found[at] = replace(one, tag="C", value=known.value)
    return found


def _kind_of(known: Chunk | None) -> Noun:
    """Return what "what it bought" is of: the arms, aid or product told of before, else goods."""
    if known is None:
        return Noun("goods")
    value: Noun = known.value
    if value.channel in ("imports", "exports", "trade", "goods"):
        return Noun("goods", "", value.product)
    return Noun(value.channel)


MEANT: Final = ("them", "the latter", "theirs", "these", "those", "that", "this", "that total")
"""Words that may stand for what a sentence told of before."""
_THOSE: Final = re.compile(r"[ftoh]x*P")
_WHAT: Final = re.compile(r"[PpA]x*[gk]|Ox*[gkx]|bx*[gk]|x?P?x*[gk]")
