"""Who is named before and after a word, and whom a sentence without a name is about."""

from __future__ import annotations

import re

from counterpoise.reference import groups, states
from counterpoise.statements.reading.parties.drafts import Parties, Sense, Unreadable
from counterpoise.statements.reading.tokens.mentions import CAPITAL, PLACE


def place_of(at: Sense, found: re.Match[str]) -> int:
    """Return the chunk at which a match stands."""
    return next((n for n, one in enumerate(at.line.chunks) if one.end > found.start()), 0)


def around(at: Sense, found: re.Match[str], *, apart: Parties = ()) -> tuple[list[str], list[str]]:
    """Return the parties named before and after a match, each once."""
    said = [m for m in at.line.said if m.party not in (*apart, PLACE)]
    before = dict.fromkeys(m.party for m in said if m.end <= found.start())
    after = dict.fromkeys(m.party for m in said if m.start >= found.end())
    return list(before), [one for one in after if one not in before]


def located(at: Sense) -> Parties:
    """Return whom a sentence names only by a capital that something is in: "a peace in Brasília"."""
    inside = {
        one.party: one.form == CAPITAL and at.line.plain.endswith(" in ", 0, one.start)
        for one in at.line.said
    }
    named = {one.party for one in at.line.said if one.form != CAPITAL}
    return tuple(party for party, place in inside.items() if place and party not in named)


def fought_over(at: Sense) -> Parties:
    """Return the territories that a sentence tells are fought over: "a war over South Ossetia"."""
    return tuple(
        one.party
        for one in at.line.said
        if one.party
        and one.party not in groups.TITLES
        and at.line.plain.endswith((" over ", " over the "), 0, one.start)
        and states.kind(one.party) == "territory"
    )


def about(at: Sense, apart: Parties) -> tuple[str, tuple[str, ...]]:
    """Return whom a sentence without a name is about, and what was assumed."""
    pronoun = next((n for n, tag in enumerate(at.shape) if tag in "ps"), -1)
    if pronoun < 0 and not at.about:
        raise Unreadable("it is not said of whom")
    who, assumed = at.antecedent(max(pronoun, 0), apart_from=apart)
    return who[0], assumed
