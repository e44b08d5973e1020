"""Several partners in one breath: in an order, among the three largest, respectively."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD
from counterpoise.statements.reading.roles.dating import dated
from counterpoise.statements.reading.roles.placing import channel_of, noun_of, owner_of
from counterpoise.statements.reading.tokens.lexicon import Role

IN_ORDER: Final = re.compile(r"[xYnotr]*(?:[xAOPsC]*)Y?b[xYJ,]*(?P<who>P)")

RANKED_AS: Final = re.compile(r"b(?P<who>P)js$")
"""Partners named before their places: "ranks Germany, Poland and Latvia as its three largest"."""

NAMED_FIRST: Final = re.compile(r"(?P<who>P)[,x(]*(?:J[,x)]*b|b[,x(]*J)[,xN)]*$")
"""The same, before "in that order": "China, Japan and Korea were, in that order, the largest buyers"."""

SUBJECTS: Final = re.compile(r"(?P<who>P)[xY]*b[xsOA]*$")

MANY: Final = {"two": 2, "three": 3, "four": 4, "five": 5}
"""How many are the largest, where as many are named."""


def in_order(at: Sense, place: int, role_at: int) -> Iterator[Draft]:
    """Yield the places of "its three largest suppliers were China, France and India, in that order"."""
    shape, line = at.shape, at.line
    role: Role = line.chunks[role_at].value
    before = place
    while before and shape[before - 1] in "xN":
        before -= 1
    named = IN_ORDER.match(shape, role_at + 1) or RANKED_AS.search(shape, 0, before)
    named = NAMED_FIRST.search(shape, 0, before) or named
    order = line.chunks[shape.index("J")].text
    if not named or order == "respectively":
        raise Unreadable("one of several, and no place of its own")
    listed = line.parties(named.start("who"))
    noun = noun_of(at, place, role_at, role)
    owner, form = owner_of(at, before, role_at)
    if owner in (PRONOUN, ()):
        owner, _ = at.antecedent(max(before - 1, 0), apart_from=listed)
    if len(owner) != 1 or owner in (WORLD, REGION) or owner[0] in listed or len(listed) < 2:
        raise Unreadable("one of several, and no place of its own")
    for number, one in enumerate(listed, 1):
        parts = {"kind": "rank", "subject": owner[0], "partners": (one,), "channel": channel_of(noun, role),
                 "product": noun.product, "comparison": "largest", "quantity": float(number)}  # fmt: skip
        cues = frozenset({"rank", f"rank owner {form}", "rank holder predicate", "resumed"})
        words = (line.chunks[place].text, "in that order")
        yield timed(at, place, Draft(parts, words, place, (), cues))


def several_of(at: Sense, place: int, role_at: int) -> Parties:
    """Return who are "the three largest": as many as are counted, named behind "were" or before it."""
    beside = [at.line.chunks[spot].text for spot in (place - 1, place + 1) if spot >= 0]
    count = next((MANY[word] for word in beside if word in MANY), 0)
    behind = IN_ORDER.match(at.shape, role_at + 1)
    before = SUBJECTS.search(at.shape, 0, place)
    named = behind or before
    who = at.line.parties(named.start("who")) if named else ()
    return who if count > 1 and len(who) == count else ()


def among_them(at: Sense, place: int, role_at: int, listed: Parties) -> Iterator[Draft]:
    """Yield that each of "its three largest markets were China, Japan and Korea" is among the three."""
    role: Role = at.line.chunks[role_at].value
    noun = noun_of(at, place, role_at, role)
    first = place - 1 if place and at.line.chunks[place - 1].text in MANY else place
    owner, form = owner_of(at, first, role_at)
    if owner in (PRONOUN, ()):
        owner, _ = at.antecedent(max(first - 1, 0), apart_from=listed)
    if len(owner) != 1 or owner in (WORLD, REGION) or owner[0] in listed:
        raise Unreadable("one of several, and no place of its own")
    for one in listed:
        parts = {"kind": "rank", "subject": owner[0], "partners": (one,), "channel": channel_of(noun, role),
                 "product": noun.product, "comparison": "among", "quantity": float(len(listed))}  # fmt: skip
        cues = frozenset({"rank", f"rank owner {form}", "rank holder predicate", "resumed"})
        yield timed(at, place, Draft(parts, (at.line.chunks[place].text,), place, (), cues))


def paired(at: Sense, place: int, role_at: int, pairs: list[tuple[int, str]]) -> Iterator[Draft]:
    """Yield the places of "Belgium and Spain were the third and fourth biggest investors in Morocco"."""
    role: Role = at.line.chunks[role_at].value
    noun = noun_of(at, place, role_at, role)
    first = place
    while (
        first and (shape := at.shape)[first - 1] in "xK&," and shape[first - 1 : first + 1] != ",K"
    ):
        first -= 1
    owner, form = owner_of(at, first, role_at)
    if owner in (PRONOUN, ()):
        owner, _ = at.antecedent(place, apart_from=tuple(one for _, one in pairs))
    if len(owner) != 1 or owner in (WORLD, REGION) or owner[0] in [one for _, one in pairs]:
        raise Unreadable("one of several, and no place of its own")
    for number, one in pairs:
        parts = {"kind": "rank", "subject": owner[0], "partners": (one,), "channel": channel_of(noun, role),
                 "product": noun.product, "comparison": "largest", "quantity": float(number)}  # fmt: skip
        cues = frozenset({"rank", f"rank owner {form}", "rank holder subject", "in order"})
        yield from dated(at, place, Draft(parts, (at.line.chunks[place].text,), place, (), cues))


def in_turn(at: Sense, place: int, role_at: int, each: Mapping[str, str]) -> Iterator[Draft]:
    """Yield whose first partner each of several is, told side by side."""
    role: Role = at.line.chunks[role_at].value
    noun = noun_of(at, place, role_at, role)
    for owner, holder in each.items():
        parts = {"kind": "rank", "subject": owner, "partners": (holder,), "channel": channel_of(noun, role),
                 "product": noun.product, "comparison": "largest", "quantity": 1.0}  # fmt: skip
        cues = frozenset({"rank", "rank owner o", "rank holder subject", "in order"})
        yield from dated(at, place, Draft(parts, (at.line.chunks[place].text,), place, (), cues))
