"""Several places in one breath: "the third and fourth largest", "partner, donor and creditor"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.lexicon import Noun, Role
from counterpoise.statements.reading.tokens.standing import order

JOINED: Final = re.compile(
    r"K[xCAWo]{0,3}R(?:[xYNA]|[otrn]x{0,2}[POAsp]x?C?|[or]x?A?C|\([^()]*\)){0,4},?[&,]+x{0,2}(?:[sOb]|bs)?x{0,2}"
)
"""From one place to another of the same: "its biggest donor and its second-biggest supplier"."""
ROLES: Final = re.compile(r",?[,&]x?(?P<role>R)(?P<after>(?:[,&]+x?R)*)(?=x?$|[,;.Y]|[otn]x?P)")
"""More that somebody is, in one place: "largest trading partner, donor and creditor"."""
ORDERS: Final = re.compile(r"(?P<orders>(?:[xK],?&?,?)+)$")
SUBJECTS: Final = re.compile(r"(?P<who>P),?[xYHJ]*,?b,?[xJ]*,?(?P<whose>[sOA]?)x*$")
OWNERS: Final = re.compile(r"(?:[or]x{0,2}A?C)?[otrn],?J?,?x{0,2}(?P<whose>P)")
HOLDERS: Final = re.compile(r"Y?,?[xY]*b,?J?,?x*(?P<who>P)")
"""On either side of "were, respectively,": whose partners, and who they are."""
BEHIND: Final = re.compile(r"[^;,bgkcwav]*[xY]*b[xJ,]*(?P<who>P)(?=x?$|[,;.hY])")


OWN_HOLDER: Final = re.compile(r"K[xA]*R(?:[otrf]C)?[xY]*b[xY]*P(?![xY]*[gkC])")
"""A place whose holder follows: "and Algeria's largest supplier of goods was China"."""


def is_joined(at: Sense, first: int, second: int) -> bool:
    """Return whether two places are told of the same, one right after the other."""
    between = at.shape[first:second]
    if OWN_HOLDER.match(at.shape, second):
        return False
    return JOINED.fullmatch(between) is not None and "with" not in {
        one.text for one in at.line.chunks[first:second] if one.tag == "x"
    }


def in_pairs(at: Sense, place: int, role_at: int) -> Iterator[tuple[int, str]]:
    """Yield each place with its holder, where as many are named as places.

    Nothing if there is one place, or other than as many holders.
    """
    shape, chunks = at.shape, at.line.chunks
    numbers = [int(chunks[place].value.place)]
    start = place
    while start >= 2 and shape[start - 1] in "&,":
        before = chunks[start - 2]
        number = before.value.place if before.tag == "K" else order(before.text)
        if number is None:
            break
        numbers.insert(0, number)
        start -= 2
        start -= shape[start - 1 : start] == "&" and shape[start - 2 : start - 1] == ","
    if len(numbers) < 2 or len(set(numbers)) < len(numbers):
        return
    named = SUBJECTS.search(shape, 0, start) or BEHIND.match(shape, role_at + 1)
    who = at.line.parties(named.start("who")) if named else ()
    if len(who) == len(numbers):
        yield from zip(numbers, who, strict=True)


def respectively(at: Sense, place: int, role_at: int) -> Iterator[tuple[str, str]]:
    """Yield whose first partner each is: "France is first of Mali, and Russia of Egypt", told respectively.

    Nothing if not as many are named on both sides.
    """
    shape, line = at.shape, at.line
    told = [spot for spot in range(len(shape)) if shape[spot] == "J"]
    if (
        not told
        or line.chunks[told[0]].text != "respectively"
        or line.chunks[place].value.place != 1
    ):
        return
    whose = OWNERS.match(shape, role_at + 1)
    if whose is None:
        return
    named = SUBJECTS.search(shape, 0, place) or HOLDERS.match(shape, whose.end())
    owners = line.parties(whose.start("whose"))
    who = line.parties(named.start("who")) if named else ()
    if len(who) == len(owners) > 1 and not set(who) & set(owners):
        yield from zip(owners, who, strict=True)


def owner_behind(at: Sense, place: int, role_at: int) -> int | None:
    """Return the next place of the same, behind which it may stand whose both are."""
    after = at.shape.find("K", role_at)
    return after if after >= 0 and is_joined(at, place, after) else None


def more_roles(
    at: Sense, told: Draft, role_at: int, channel_of: Callable[[Noun, Role], str]
) -> Iterator[Draft]:
    """Yield what somebody is besides, in the same place: "largest trading partner, donor and creditor"."""
    found = ROLES.match(at.shape, role_at + 1)
    if found is None or told.parts["kind"] != "rank":
        return
    for spot in range(role_at + 1, found.end()):
        role = at.line.chunks[spot].value
        first = at.line.chunks[role_at]
        same = role == first.value and at.line.chunks[spot].text == first.text
        if at.shape[spot] != "R" or role.plural or same:
            continue
        noun = Noun(role.channel or {"G": "imports", "R": "exports"}.get(role.side, ""))
        try:
            channel = channel_of(noun, role)
        except Unreadable:
            continue
        if channel and channel != told.parts["channel"]:
            kept = {key: one for key, one in told.parts.items() if key != "product"}
            yield replace(
                told,
                parts=kept | {"channel": channel, "product": ""},
                at=spot,
                cues=told.cues | {"in order"},
            )
