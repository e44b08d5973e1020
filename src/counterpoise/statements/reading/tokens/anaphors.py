"""Words that stand for what was told of before: what, them, those, ones, one's own, the latter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.lexicon import Noun


def anaphors(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "what" and "them" for the noun they stand for: "of what it bought", "of theirs", "German ones"."""
    found = list(chunks)
    known: Chunk | None = None
    for at, one in enumerate(found):
        if one.tag == "C" and one.value.channel:
            known = one
        elif one.tag == "R" and one.value.channel == "arms":
            known = replace(one, tag="C", value=Noun("arms"))
        if one.text == "it" and EXPLETIVE.match(plain, one.start):
            found[at] = replace(one, tag="x")
        if one.text not in STANDS:
            continue
        ahead = "".join(each.tag for each in found[at + 1 : at + 5])
        before = "".join(each.tag for each in found[max(0, at - 2) : at])
        noun = _meant(one, known, before, ahead, plain)
        if noun is not None:
            found[at] = replace(one, tag="C", value=noun)
    return _own(found)


def _meant(one: Chunk, known: Chunk | None, before: str, ahead: str, plain: str) -> Noun | None:
    """Return the noun that a word stands for, None if for none."""
    if one.text in WHOLES:
        every = one.text != "that" or plain[: one.start].endswith(("of all ", "for all "))
        if (
            every
            and _WHAT.match(ahead.removeprefix("q"))
            and (one.text == "what" or before[-1:] in tuple("ory"))
        ):
            return _kind_of(known)
    if one.text == "theirs" and before[-1:] == "o":
        return known.value if known else Noun("goods")
    if known is None:
        return None
    if one.text in ("those", "that") and _THOSE.match(ahead):
        return known.value  # type: ignore[no-any-return]
    if one.text == "ones" and before[-1:] == "A":
        return known.value  # type: ignore[no-any-return]
    if one.text in MEANT and before[-1:] in ("o", "n") and before[:1] in ("F", "S"):
        return known.value  # type: ignore[no-any-return]
    return None


def _own(chunks: list[Chunk]) -> list[Chunk]:
    """Drop "of its own" behind a figure where the noun is left out: "52 per cent of its own from China"."""
    tags = "".join("w" if one.text == "own" else one.tag for one in chunks)
    found: list[Chunk] = []
    place = 0
    for match in _OWN.finditer(tags):
        found += chunks[place : match.start()]
        place = match.end()
    return found + chunks[place:]


def _kind_of(known: Chunk | None) -> Noun:
    """Return what "what it bought" is of: the arms, aid or product told of before, else goods."""
    if known is None:
        return Noun("goods")
    value: Noun = known.value
    if value.channel in ("imports", "exports", "trade", "goods"):
        return Noun("goods")
    return Noun(value.channel)


MEANT: Final = ("them", "the latter", "theirs", "these", "those", "that", "this", "that total")
"""Words that may stand for what a sentence told of before."""
WHOLES: Final = ("what", "everything", "that", "all that")
"""Words that stand for all that somebody buys or sells."""
STANDS: Final = frozenset({*MEANT, *WHOLES, "ones"})
EXPLETIVE: Final = re.compile(
    r"it (?:is|was|has been) (?:\w+ly |often |widely )?(?:estimated|thought|said|believed|reckoned"
    r"|reported|known|clear|true|understood|assumed|hoped|feared|plain|obvious|worth|no)\b"
)
"""Where "it" is nobody: "it is estimated"."""
_OWN: Final = re.compile(r"(?<=F)os(?:w)(?=[ftrh]x*P)")
_THOSE: Final = re.compile(r"[ftohy]x*P")
_WHAT: Final = re.compile(r"[PpA]x*[gk]|Ox*[gkx]|bx*[gk]|x?P?x*[gk]")
