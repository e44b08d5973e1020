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
        if one.text in WHOLES and _made_by(found[at + 1 : at + 4]):
            found[at] = replace(one, tag="C", value=Noun("arms"))
            found[at + 1] = replace(found[at + 1], tag="P")
            found[at + 2] = replace(found[at + 2], tag="x", value=None)
            continue
        ahead = "".join([each.tag for each in found[at + 1 : at + 5]])
        before = "".join([each.tag for each in found[max(0, at - 2) : at]])
        noun = _meant(one, known, before, ahead, plain, found[at + 1 :])
        if noun is not None:
            found[at] = replace(one, tag="C", value=noun)
            if one.text in WHOLES and (told := IN_ARMS.match(plain, one.end)):
                spot = next((n for n, each in enumerate(found) if each.start >= told.end()), None)
                if spot is not None and found[spot].tag == "C":
                    found[spot] = replace(found[spot], tag="x")
    return _own(found) if " own" in plain else found


def _meant(
    one: Chunk, known: Chunk | None, before: str, ahead: str, plain: str, ahead_chunks: list[Chunk]
) -> Noun | None:
    """Return the noun that a word stands for, None if for none."""
    if one.text in WHOLES:
        every = one.text != "that" or plain[: one.start].endswith(("of all ", "for all "))
        if (
            every
            and _WHAT.match(ahead.removeprefix("q"))
            and (one.text == "what" or before[-1:] in tuple("ory"))
        ):
            if OWED.match(plain, one.end):
                return Noun("")
            told = _named_behind(one, plain, ahead_chunks) or _kind_of(known)
            forces = told == Noun("goods") and FORCES.search(plain, 0, one.end + NEAR)
            return Noun("arms") if forces else told
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


def _made_by(ahead: list[Chunk]) -> bool:
    """Return whether "what" is of the arms that "Seoul's arms makers exported"."""
    if [one.tag for one in ahead[:2]] not in (["A", "C"], ["O", "C"]) or len(ahead) < 3:
        return False
    return ahead[1].text in ARMS_MAKERS and ahead[2].tag in "gk"


def _named_behind(one: Chunk, plain: str, ahead: list[Chunk]) -> Noun | None:
    """Return the noun of "what Korea sold abroad in arms", "what it got in the way of weapons"."""
    found = IN_ARMS.match(plain, one.end)
    if not found:
        return None
    noun = next((each for each in ahead if each.start >= found.end()), None)
    if noun is None or noun.tag != "C" or noun.start != found.end():
        return None
    value: Noun = noun.value
    return Noun(value.channel, "", value.product) if value.channel else None


def _own(chunks: list[Chunk]) -> list[Chunk]:
    """Drop "of its own" behind a figure where the noun is left out: "52 per cent of its own from China"."""
    tags = "".join(["w" if one.text == "own" else one.tag for one in chunks])
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
ARMS_MAKERS: Final = (
    "arms makers",
    "arms maker",
    "arms industry",
    "weapons industry",
    "defence industry",
)
NEAR: Final = 32
"""Letters behind "what" in which its doer stands: "of what the Australian forces bought"."""
FORCES: Final = re.compile(
    r"\b(?:(?:armed |air )?forces?|army|armies|navy|generals?|militar(?:y|ies)|soldiers|troops|armouries)\b"
)
"""Who buys arms, where it is not said what."""
OWED: Final = re.compile(r" (?:[\w’'-]+ ){1,4}?ow(?:e|es|ed)\b")
"""What somebody owes: a debt, and no goods."""
IN_ARMS: Final = re.compile(
    r" [^,;.]{3,60}? in (?:the way of |the form of |terms of )?"
    r"(?=(?:arms|weapon\w*|armaments|military|munitions)\b)"
)
"""What stands between "what" and of what it is."""
EXPLETIVE: Final = re.compile(
    r"it (?:is|was|has been) (?:\w+ly |often |widely )?(?:estimated|thought|said|believed|reckoned"
    r"|reported|known|clear|true|understood|assumed|hoped|feared|plain|obvious|worth|no)\b"
)
"""Where "it" is nobody: "it is estimated"."""
_OWN: Final = re.compile(r"(?<=F)os(?:w)(?=[ftrh]x*P)")
_THOSE: Final = re.compile(r"[ftohy]x*P")
_WHAT: Final = re.compile(r"[PpA]x*[gk]|Ox*[gkx]|bx*[gk]|x?P?x*[gk]")
