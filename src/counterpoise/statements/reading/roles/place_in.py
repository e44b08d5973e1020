"""Whose a place in a flow is: "first place in its trade went to China", "keeps the lead in trade with"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.parties.sides import channel_of
from counterpoise.statements.reading.parties.wholes import Whole
from counterpoise.statements.reading.tokens.standing import order

WENT_TO: Final = re.compile(
    r"(?P<order>K)n(?P<whose>[OA])(?P<what>C)Y?(?P<went>[wx])t(?P<who>P)(?!C)"
)
"""A place in what somebody deals in, and to whom it went."""
LED_IN: Final = re.compile(
    r"(?P<who>P)[xYH]*(?P<has>[akcHx])[xE]*(?P<lead>x)n(?P<what>C)h(?P<with>P)(?!C)"
)
"""Who has the lead in trade with whom."""
WENT: Final = ("went", "goes", "falls", "fell", "belongs", "belonged", "passed")
HAS: Final = frozenset(
    (
        *("keeps", "kept", "holds", "held", "has", "had", "took", "takes"),
        *("retains", "retained", "maintains", "maintained"),
    )
)
FLOWS: Final = ("imports", "exports", "trade", "goods")
ONE: Final = 1


def drafts(at: Sense) -> Iterator[Draft]:
    """Yield the places that are told in a flow, and not among partners."""
    for found in WENT_TO.finditer(at.shape):
        if at.line.chunks[found.start("went")].text in WENT:
            yield from _went(at, found)
    if " lead in " in at.line.plain:
        for found in LED_IN.finditer(at.shape):
            if at.line.chunks[found.start("lead")].text == "lead":
                yield from _led(at, found)


def _went(at: Sense, found: re.Match[str]) -> Iterator[Draft]:
    """Yield to whom a place went in what a state deals in."""
    words = at.line.chunks[found.start("order")].text.split()
    number = order(words[0]) if words[-1] in ("place", "position", "spot") else None
    what = _flow(at, found.start("what"))
    if number is None or what is None or len(what.owner) != ONE or what.other or what.target:
        return
    yield from _made(at, found, what, what.owner[0], number)


def _led(at: Sense, found: re.Match[str]) -> Iterator[Draft]:
    """Yield who has the lead in trade with a state."""
    what, whose = _flow(at, found.start("what")), at.line.parties(found.start("with"))
    if what is None or what.noun.channel != "trade" or len(whose) != ONE:
        return
    if at.line.chunks[found.start("has")].text.split()[0] in HAS:
        yield from _made(at, found, what, whose[0], ONE)


def _flow(at: Sense, spot: int) -> Whole | None:
    """Return the flow at a chunk."""
    what = next((one for one in at.wholes if one.at == spot), None)
    return what if what and what.noun.channel in FLOWS else None


def _made(at: Sense, found: re.Match[str], what: Whole, owner: str, number: int) -> Iterator[Draft]:
    """Yield the place, where its holder is one and another than its owner."""
    who, channel = at.line.parties(found.start("who")), channel_of(what.noun, what.way)
    if len(who) != ONE or owner in who or not channel:
        return
    spot = found.start("order") if "order" in found.groupdict() else found.start("lead")
    parts: dict[str, Any] = {
        "kind": "rank", "subject": owner, "partners": who, "channel": channel, "product": what.noun.product,
        "comparison": "largest", "quantity": float(number),
    }  # fmt: skip
    words = (at.line.chunks[spot].text, at.line.chunks[what.at].text)
    yield timed(at, spot, Draft(parts, words, spot, (), frozenset({"rank", "place in a flow"})))
