"""What stands beside an amount: a balance, the whole of a part, partners of a later figure."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import Parties, Sense
from counterpoise.statements.reading.parties.frames import Frame
from counterpoise.statements.reading.parties.wholes import Whole

BALANCE: Final = re.compile(
    r"\b(?:deficit|surplus|shortfall|imbalance)\w*\b|\b(?:trade|trading) (?:gap|hole)\b"
    r"|\b(?:hole|gap) in (?:its |the |[\w-]+[’'](?:s )?)?trade\b"
)
"""Words for what imports exceed exports by, or the other way round."""
IN_IT: Final = re.compile(r" (?:in|of|on) (?:[\w’'-]+ ){0,3}$")
"""Between the word for a balance and that of which it is: "its deficit in goods trade"."""
NEAR: Final = 24
"""Letters behind an amount within which the word for a balance makes it one: "a $6 billion trade gap"."""


def is_balance(at: Sense, place: int, what: Whole) -> bool:
    """Return whether an amount is that of a balance: the word for it is nearer than that for a flow."""
    plain, money = at.line.plain, at.line.chunks[place]
    words = list(BALANCE.finditer(plain))
    if not words:
        return False
    noun = at.line.chunks[what.at]
    if any(0 <= one.start() - money.end < NEAR for one in words):
        return True
    before = [one for one in words if one.start() < money.start]
    after_it = noun.start > money.end and not set(at.shape[place + 1 : what.at]) & set("oln")
    inside = bool(before) and IN_IT.match(plain, before[-1].end(), noun.start) is not None
    return bool(before) and (after_it or inside or noun.start < before[-1].end())


def is_of_the_whole(at: Sense, place: int, what: Whole, told: Frame | None) -> bool:
    """Return whether an amount is told in passing of what a later verb gives a part of to somebody.

    "Its copper, worth $20 billion, went to Japan to the extent of 78 per cent."
    """
    closed = at.shape.find(",", place)
    aside = closed > 0 and "," in at.shape[what.at : place]
    return bool(aside and told and told.at > closed and "F" in at.shape[told.at :])


def near_enough(at: Sense, place: int, partners: Parties) -> Parties:
    """Return the partners of an amount, none where they stand only beside a later figure."""
    closed = at.shape.find(",", place)
    opened = at.shape.rfind(",", 0, place)
    if opened > 0 and closed > 0 and at.shape[opened + 1 : opened + 2] == "q" and partners:
        # "its exports, which were worth $39 billion, went to China"
        inside = [spot for spot in range(closed) if set(at.line.parties(spot)) & set(partners)]
        return partners if inside else ()
    later = next((one for one in range(place + 1, len(at.shape)) if at.shape[one] in "FMT"), None)
    if later is None or not set(at.shape[place:later]) & set(",;") or not partners:
        return partners
    spots = [
        spot for spot in range(len(at.shape))
        if at.shape[spot] in "POA" and set(at.line.parties(spot)) & set(partners)
    ]  # fmt: skip
    return () if spots and min(spots) > later else partners
