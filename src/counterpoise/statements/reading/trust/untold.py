"""What is said of a sentence of which nothing was read: which tie it tells of, or what was not placed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from counterpoise.statements.reading.tokens.chunks import Line
from counterpoise.statements.reading.tokens.mentions import Mention
from counterpoise.statements.reading.trust.unheld import (
    BY_NAME,
    OF_TWO,
    TRAVELS,
    WORDS,
    unheld,
    visits_by_name,
)

UNFIT: Final = "no role for what is named was found"
DEALT: Final = re.compile(
    r"\b(?:sells?|sold|buys?|bought|purchas\w+|delivered|deliver(?:s|y|ies)?|arms|shipped"
    r"|armed(?! (?:forces|men|guards|police|groups?|conflicts?)))\b"
)
"""What states do with each other: such a sentence is listed where it can't be read."""
MOST_NAMED: Final = 3
"""Words for what is dealt in that a reason tells."""


def may_be_tie(plain: str, text: str, words: Collection[str]) -> bool:
    """Return whether a sentence, in small letters, as it stands and of these words, may tell of a tie."""
    told = not WORDS.isdisjoint(words) and any(unheld(plain))
    return told or (not TRAVELS.isdisjoint(words) and any(visits_by_name(text)))


def ties_untold(plain: str, text: str, said: Sequence[Mention]) -> list[str]:
    """Return why a tie that a sentence tells of is not held, if it tells of one; the first counts.

    Parameters
    ----------
    plain, text : str
        The sentence in small letters, and as it stands.
    said : sequence of Mention
        Whom it names.
    """
    told = [why for why in unheld(plain) if _is_tie(why, said)]
    return told or [BY_NAME for who, where in visits_by_name(text) if _is_visit(said, who, where)]


def unfit(line: Line) -> str:
    """Return that nothing was made of what a sentence deals in, with the words for it."""
    plain = line.plain
    nouns = [plain[one.start : one.end].strip() for one in line.chunks if one.tag in "CR"]
    verbs = [
        found.group() for found in DEALT.finditer(plain)
        if not any(found.group() in one for one in nouns)
    ]  # fmt: skip
    named = [one for one in dict.fromkeys((*nouns, *verbs)) if one][:MOST_NAMED]
    return f"{', '.join(f'“{one}”' for one in named)}: {UNFIT}"


def _is_tie(why: str, said: Sequence[Mention]) -> bool:
    """Return whether what is told is a tie of those named: some are only where two are."""
    return why not in OF_TWO or len({one.party for one in said if one.party}) > 1


def _is_visit(said: Sequence[Mention], who: int, where: int) -> bool:
    """Return whether the place that somebody went to is a state, and whoever went is no state."""
    there = any(one.party and one.start == where for one in said)
    return there and not any(one.start <= who < one.end for one in said)
