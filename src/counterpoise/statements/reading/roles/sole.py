"""Who is the only one to supply or buy: "Russia is Serbia's sole gas supplier" is all of it."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import subject
from counterpoise.statements.reading.parties.sides import channel_of
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD, Whole

SOLE: Final = re.compile(
    r"(?:['’]s?|\bits|\btheir|\bthe) (?P<word>sole|only|exclusive)(?: foreign| external| current)?(?: [\w-]+){0,2} $"
)
"""Before a supplier or market: there is no other."""
BUT_FOR: Final = re.compile(
    r"^(?:s\b)?[^.;]{0,40}\b(?:willing|able|that|who|which|in the|among|outside|within|other|to (?:offer|have|be))\b"
)


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield what the only supplier or buyer has: all of it."""
    if " sole " not in at.line.plain and " only " not in at.line.plain:
        return
    for one in at.wholes:
        if at.shape[one.at] != "R" or "K" in at.shape[one.start : one.at]:
            continue
        role = at.line.chunks[one.at]
        found = SOLE.search(at.line.plain, 0, role.start)
        if role.value.plural or not found or not _only(at, found.end("word"), role.start):
            continue
        try:
            if told := _all_of_it(at, one):
                yield told
        except Unreadable as why:
            yield why


def _only(at: Sense, start: int, end: int) -> bool:
    """Return whether nothing but what is dealt in stands before a supplier: no "only large customer"."""
    between = [one for one in at.line.chunks if start <= one.start < end]
    return all(one.tag == "C" or one.text in ("foreign", "external", "current") for one in between)


def _all_of_it(at: Sense, what: Whole) -> Draft | None:
    """Return the whole of what a supplier gives, or a market takes, where it is said of what."""
    role = at.line.chunks[what.at]
    said = role.value.channel or any(at.shape[spot] == "C" for spot in range(what.start, what.end))
    verb = at.shape.rfind("b", 0, what.start)
    behind = at.line.plain[at.line.chunks[what.end - 1].end :]
    if not said or role.value.side == "B" or verb < 0 or BUT_FOR.match(behind):
        return None
    if set(at.shape[verb + 1 : what.start]) - set("xYs"):
        return None
    partner, owner = subject(at.line, verb)[1], what.owner
    if PRONOUN in (partner, owner):
        apart = tuple(one for one in (*partner, *owner) if one not in PRONOUN)
        known, _ = at.antecedent(what.start, apart_from=apart)
        partner, owner = (known if who == PRONOUN else who for who in (partner, owner))
    if not partner or len(owner) != 1 or set(owner) & {*partner, *WORLD, *REGION}:
        return None
    channel = (
        "arms-exports"
        if (what.noun.channel, what.way) == ("arms", "out")
        else channel_of(what.noun, what.way)
    )
    if channel not in ("imports", "exports", "arms", "arms-exports"):
        return None
    parts: dict[str, Any] = {
        "kind": "share", "subject": owner[0], "partners": partner, "channel": channel, "product": what.noun.product,
        "comparison": "about", "quantity": 100.0, "unit": "%",
    }  # fmt: skip
    return timed(at, what.at, Draft(parts, (role.text,), what.at, (), frozenset({"sole"})))
