"""Amounts of what the sentence before told of: "It reached $1.5 billion in 2021", "The figure rose to"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import BEFORE, Draft, Sense, Unreadable
from counterpoise.statements.reading.roles.from_to import course
from counterpoise.statements.reading.tokens.figures import Figure

CUE: Final = "sum of what was told before"
LIST: Final = "sum of a list told before"
BEGINS: Final = re.compile(
    r"(?:(?:but|and|however|overall|still|then|later|meanwhile),? )?(?:(?:in|by|from|during|at the end of|since) [^;]{1,70}?, ?)?"
    r"(?:it|this|that|(?:the|this|that) (?:figure|total|volume|amount|sum|value|number)) (?!is (?:the|a|an|one|about)\b)"
)
"""What a sentence begins with that goes on with a flow."""
SUM: Final = re.compile(
    r"(?:[lb]x*|[ud](?:x|Y)*[tf]x*|[ud][xY]*fx*MY?,?x*tx*|^x*fx*|MY?,?x*tx*)(?P<sum>M)$"
)
"""How its amount stands behind the verb, or in front."""
NEXT: Final = re.compile(r"x*(?P<who>P)[xbclaHKNYn,]*hx*(?P<sum>M)[xYn.]*$")
"""One more of a list, in a sentence of its own: "Thailand stands third with $11 billion"."""
IN_PLACE: Final = re.compile(
    r"\b(?:(?:is|was|came|comes|stands|stood|ranks|ranked|follows|followed|occupies|occupied|holds|held|finished)\b[^,;]{0,24}?"
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|\d{1,2}(?:st|nd|rd|th))\b|followed(?= with))"
)
"""What says that somebody comes behind those told of before."""
KINDS: Final = ("amount", "change", "trend")
CHANNELS: Final = ("trade", "exports", "imports", "aid", "debt", "investment", "investment-flow")


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the amounts of a sentence that goes on with the flow of the one before."""
    yield from _next(at)
    last = at.memory.parts
    goes_on = last.get("kind") in KINDS and last.get("channel") in CHANNELS
    if not goes_on or read or at.line.said or set(at.shape) & set("CRKSWQULF;"):
        return
    if not BEGINS.match(at.line.plain):
        return
    for place, tag in enumerate(at.shape):
        figure: Figure | None = at.line.chunks[place].value if tag == "M" else None
        if figure is None or figure.unit != "USD" or not SUM.search(at.shape, 0, place + 1):
            continue
        parts: dict[str, Any] = {
            "kind": "amount",
            "subject": last["subject"],
            "partners": last.get("partners", ()),
            "channel": last["channel"],
            "product": last.get("product", ""),
            "comparison": figure.comparison,
            "quantity": figure.value,
            "unit": figure.unit,
        }
        draft = Draft(parts, (figure.words,), place, (BEFORE,), frozenset({"amount", CUE}))
        try:
            draft = course(at, place, timed(at, place, draft))
        except Unreadable:
            continue
        if "over" not in draft.cues:
            yield draft


def _next(at: Sense) -> Iterator[Draft]:
    """Yield the amount of a partner that goes on with the list of the sentence before."""
    last = at.memory.parts
    found = NEXT.match(at.shape)
    listed = last.get("kind") in ("amount", "rank") and len(last.get("partners", ())) == 1
    if not found or not listed or last.get("channel") not in CHANNELS or last.get("product"):
        return
    who, figure = at.line.parties(found.start("who")), at.line.chunks[found.start("sum")].value
    known = {last["subject"], *last["partners"]}
    if len(who) != 1 or set(who) & known or figure.unit != "USD" or len(at.line.said) != 1:
        return
    if not IN_PLACE.search(at.line.plain, at.line.chunks[found.start("who")].end):
        return
    parts = {
        "kind": "amount",
        "subject": last["subject"],
        "partners": who,
        "channel": last["channel"],
        "product": "",
        "comparison": figure.comparison,
        "quantity": figure.value,
        "unit": figure.unit,
    }
    place = found.start("sum")
    draft = Draft(parts, (figure.words,), place, (BEFORE,), frozenset({"amount", LIST}))
    yield timed(at, place, draft)
