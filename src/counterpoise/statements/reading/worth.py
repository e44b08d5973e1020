"""Whether a sentence has a word or sign by which it may assert something, so that it is read at all."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from counterpoise.statements.reading.kinds import others
from counterpoise.statements.reading.tokens import lexicon
from counterpoise.statements.reading.tokens.figures import has_signs


def apart(plain: str) -> str:
    """Return a text in small letters with blanks for all that parts words, letter for letter.

    Of a whole text at once, which takes a tenth of the time that it takes sentence by sentence.
    """
    return plain.translate(others.MARKS)


def is_looked_at(plain: str, words: Sequence[str]) -> bool:
    """Return whether a sentence, of these words, has one or a sign by which it may assert something."""
    if not _triggers().isdisjoint(words) or _has_phrase(plain):
        return True
    if others.is_tie(plain, words):
        return True
    return not WEAK.isdisjoint(words) and has_signs(plain)


def _has_phrase(plain: str) -> bool:
    """Return whether a sign or phrase stands there; told one by one, as every sentence is asked."""
    return (
        "%" in plain
        or "$" in plain
        or "sides with" in plain
        or (" been in " in plain and " since " in plain)
        or (" out of " in plain and (" is out of " in plain or " are out of " in plain))
        or (" in the " in plain and (" in the red " in plain or " in the black " in plain))
    )


@cache
def _triggers() -> frozenset[str]:
    """Return the words of which a sentence must have one to be looked at further.

    What passes in a channel, who deals in it, what states do with each other, shares and figures, and
    what the rules for the rest look for.
    """
    nouns = {
        word
        for phrase, (tag, value) in lexicon.lexicon().items()
        for word in phrase.split()
        if (tag == "C" and value.channel) or tag in ("R", "S")
    }
    dealt = {
        word for verb in DEALINGS.split() for word in (verb, f"{verb}s", f"{verb}ed", f"{verb}d")
    }
    return (
        frozenset(nouns | dealt | others.TRIGGERS | set(LEAST.split())) - set(COMMON.split()) - WEAK
    )


WEAK: Final = frozenset({"from", "that", "than", "every", "are"})
"""Words that tell of something only where a figure stands with them."""
DEALINGS: Final = (
    "supply supplies supplied sell sold buy bought import export purchase invest deliver provide take"
    " took gets got armed"
)
LEAST: Final = "percent cent pct figure figures trade trades traded trading vote voted votes political most assembly ballot ballots sanctions sanctioned abstained vetoed"
COMMON: Final = (
    "of in the and a at on an by arrived expected members key side role part parts first one to other"
    " for free new power all fish tea nuts paper food ships tin salt honey toys wood provider stock"
    " bill country countries foreign economic military state states total domestic official raw"
    " systems system air weight slice stake two way car cars machines computers furniture hides money"
    " direct business value development overseas high medical hard material makers position exchange"
    " exchanges palm olive political vote sides like kind kinds road lead group groups value volume volumes mutual"
    " annual reciprocal commodity giver holder government outside sovereign flow flows inflow both"
)
"""Words of phrases that are too common to tell anything by themselves."""
