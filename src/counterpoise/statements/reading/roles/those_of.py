"""Amounts of a list of owners: "the largest exports to Russia were those of Germany with $28 billion and Poland with $8 billion"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.figures import Figure

LIST: Final = re.compile(
    r"(?P<what>C)(?P<way>[ftrn])(?P<whom>P)[xY]*[bc]x*(?P<those>C)o(?P<first>P[hn](?:x?)M)(?:[,&]+P[hn](?:x?)M)*"
)
"""What passes to or from one, and whose it is, each with its amount."""
INWARD: Final = ("imports", "debt", "aid")
OUTWARD: Final = ("exports",)


def those_of(at: Sense, place: int, figure: Figure) -> Draft | None:
    """Return the amount of one of several whose flow with one partner is told."""
    if "Co" not in at.shape or figure.unit != "USD":
        return None
    found = LIST.search(at.shape)
    if not found or not found.start("first") < place < found.end():
        return None
    if at.line.chunks[found.start("those")].text != "those":
        return None
    noun = at.line.chunks[found.start("what")].value
    if noun.channel not in (*INWARD, *OUTWARD):
        return None
    whose = at.line.parties(at.shape.rindex("P", 0, place))
    partners = at.line.parties(found.start("whom"))
    if len(whose) != 1 or len(partners) != 1 or whose == partners:
        raise Unreadable("figures, and not whose each is")
    parts: dict[str, Any] = {
        "kind": "amount", "subject": whose[0], "partners": partners, "channel": noun.channel,
        "product": noun.product, "comparison": figure.comparison, "quantity": figure.value, "unit": "USD",
    }  # fmt: skip
    words = (figure.words, at.line.chunks[found.start("what")].text)
    return timed(
        at, place, Draft(parts, words, place, (), frozenset({"amount", "of a list of owners"}))
    )
