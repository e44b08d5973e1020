"""Capital that lies with a state, and not what came in a year: "stood at $2 billion at the end of 2021"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.lexicon import Noun

HELD: Final = re.compile(
    r"\bstocks?\b(?! (?:exchange|market))|\b(?:cumulative|accumulated|cumulatively)\b"
    r"|\b(?:stood|stands|standing) at\b|\b(?:at|by) (?:the )?end(?: of|[- ](?=(?:19|20)\d\d\b))"
)
FLOW, STOCK = "investment-flow", "investment"


def as_held(noun: Noun, plain: str) -> Noun:
    """Return the noun of a sentence in small letters; capital as a stock where it says so."""
    told = noun.channel == FLOW and HELD.search(plain)
    return replace(noun, channel=STOCK) if told else noun
