"""Suppliers of one placed among all states: "the largest arms importer, with Russia (45%) and France (29%) the main suppliers"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.tokens.figures import Figure

PLACED: Final = re.compile(
    r"(?P<who>P)[xYH]*[bc][xY]*W?[xY]*K[xA]*(?P<role>R)(?:o(?P<what>C))?[xY]*,h"
    r"(?P<list>P\(F\)(?:[,&]+P\(F\))*)[xYbj]*s?K?x*(?P<side>R)"
)
"""A dealer with its place, and the other side of its deals in a list, each with its part."""
OTHER: Final = {"importer": "G", "exporter": "R"}
"""Which side those listed are on, by what the dealer is."""
CHANNELS: Final = {("arms", "G"): "arms", ("arms", "R"): "arms-exports"}


def dealer_listed(at: Sense, place: int, figure: Figure) -> Draft | None:
    """Return the part of one of those listed as suppliers, or buyers, of a dealer placed among all states."""
    if "R" not in at.shape[place:] or at.shape[place - 2 : place] != "P(":
        return None
    found = PLACED.search(at.shape)
    if not found or not found.start("list") < place < found.end("list"):
        return None
    chunks, who = at.line.chunks, at.line.parties(found.start("who"))
    dealer, listed = chunks[found.start("role")], chunks[found.start("side")].value
    side = next((way for word, way in OTHER.items() if word in dealer.text), "")
    noun = chunks[found.start("what")].value if found["what"] else dealer.value
    channel = CHANNELS.get((noun.channel, side))
    partner = at.line.parties(place - 2)
    if not channel or listed.side != side or len(who) != 1 or len(partner) != 1 or who == partner:
        return None
    parts: dict[str, Any] = {
        "kind": "share", "subject": who[0], "partners": partner, "channel": channel, "product": "",
        "comparison": figure.comparison, "quantity": figure.value, "unit": "%",
    }  # fmt: skip
    words = (figure.words, dealer.text)
    return timed(at, place, Draft(parts, words, place, (), frozenset({"of a dealer placed"})))
