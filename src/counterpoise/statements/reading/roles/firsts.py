"""A first place without the word for it: "the country from which Laos buys most", "none more than"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.roles.places import dated

NO_MORE: Final = re.compile(
    r"\b(?:no (?:other )?(?:country|state|one|nation|partner|other|supplier|donor|buyer|market)"
    r"|nobody|none)\b.{0,40}\bmore\b"
)


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield a first place told by "most" or "no country more"."""
    try:
        yield from _most(at)
    except Unreadable as why:
        yield why


def _most(at: Sense) -> Iterator[Draft]:
    """Yield a first place without the word: "the country from which Laos buys most", "none more than"."""
    plain, shape, line = at.line.plain, at.shape, at.line
    if "E" not in shape:
        return
    parties = [one for one in range(len(shape)) if shape[one] in "PA"]
    most = re.search(
        r"\b(?:buys?|bought|imports?|gets?|sells?|sold|exports?|receives?|received|invests?)\b"
        r"(?: \w+)? (?:the )?most\b(?! of)",
        plain,
    )
    none = NO_MORE.search(plain)
    if none and "than" in plain and len(parties) >= 2:
        verb = next((one for one in range(len(shape)) if shape[one] in "gki"), None)
        than = shape.rfind("j")
        if verb is None or than < 0:
            return
        after = [one for one in parties if one > than]
        inner = [one for one in parties if one < than]
        if len(after) != 1 or len(inner) != 1:
            return
        channel = _verbs_channel(at, verb, giver_is_partner=shape[verb] in "gi")
        yield from dated(
            at,
            verb,
            _first(at, line.parties(inner[0]), line.parties(after[0]), channel, verb, none.group()),
        )
    elif most and len(parties) == 2:
        verb = next(
            (
                one
                for one in range(len(shape))
                if shape[one] in "gki" and line.chunks[one].start >= most.start() - 1
            ),
            None,
        )
        if verb is None:
            return
        own = [one for one in parties if one < verb]
        if not own:
            return
        owner = line.parties(own[-1])
        other = [line.parties(one) for one in parties if line.parties(one) != owner]
        if other:
            channel = _verbs_channel(at, verb, giver_is_partner=shape[verb] == "k")
            yield from dated(at, verb, _first(at, owner, other[0], channel, verb, most.group()))


def _verbs_channel(at: Sense, verb: int, *, giver_is_partner: bool) -> str:
    nouns = [one.noun for one in at.wholes if one.noun.channel]
    if at.shape[verb] == "i":
        return "investment-flow"
    if any(noun.channel == "arms" for noun in nouns):
        return "arms" if giver_is_partner else "arms-exports"
    if any(noun.channel == "aid" for noun in nouns):
        return "aid"
    return "imports" if giver_is_partner else "exports"


def _first(
    at: Sense, owner: Parties, holder: Parties, channel: str, verb: int, words: str
) -> Draft:
    if len(owner) != 1 or len(holder) != 1 or owner == holder:
        raise Unreadable("a first place, and not whose")
    parts: dict[str, Any] = {"kind": "rank", "subject": owner[0], "partners": holder, "channel": channel,
                             "comparison": "largest", "quantity": 1.0}  # fmt: skip
    return Draft(parts, (words,), verb, (), frozenset({"rank", "most"}))
