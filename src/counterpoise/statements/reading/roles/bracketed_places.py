"""Places in brackets behind each of a list: "its main suppliers are the USA (first place), France (second)"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN
from counterpoise.statements.reading.roles.placing import owner_of, said_of
from counterpoise.statements.reading.tokens.lexicon import Noun
from counterpoise.statements.reading.tokens.standing import order

ITEM: Final = r"P(?:\([xK]x?\)|nx?[K])"
LIST: Final = re.compile(
    rf"K[xC]{{0,2}}(?P<role>R)[^;FMT]{{0,8}}?[b;][xY]*(?P<list>{ITEM}(?:,?&?{ITEM})+)"
)
ONE: Final = re.compile(r"(?P<who>P)[(n]x??(?P<order>[xK])")


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the place of each partner of a list that is told in brackets behind it."""
    if "K" not in at.shape or not ("(" in at.line.plain or "place" in at.line.plain):
        return
    found = LIST.search(at.shape)
    if found is None or ("n" in found["list"] and "(" in found["list"]):
        return
    items = [
        (at.line.parties(one.start("who")), _number(at, one.start("order")), one.start("order"))
        for one in ONE.finditer(at.shape, found.start("list"), found.end("list"))
    ]
    if [number for _, number, _ in items] != list(range(1, len(items) + 1)):
        return
    place, role_at = found.start(), found.start("role")
    role = at.line.chunks[role_at].value
    owner, _ = owner_of(at, place, role_at)
    assumed: tuple[str, ...] = ()
    if owner == PRONOUN:
        try:
            owner, assumed = at.antecedent(place - 1)
        except Unreadable:
            return
    noun = _noun(at, place, role_at)
    if len(owner) != 1 or not role.plural or noun is None:
        return
    channel = noun.channel
    if channel == "goods":
        channel = {"G": "imports", "R": "exports"}.get(role.side, "trade")
    places = {one.at for one in read}
    known = {one.parts.get("partners") for one in read if one.parts["kind"] == "rank"}
    for who, number, spot in items:
        if len(who) != 1 or who == owner or spot in places or who in known:
            continue
        parts = {
            "kind": "rank", "subject": owner[0], "partners": who, "channel": channel,
            "product": noun.product, "comparison": "largest", "quantity": float(number or 0),
        }  # fmt: skip
        cues = frozenset({"rank", "rank owner o", "in order"})
        words = (at.line.chunks[role_at].text, f"({number})")
        try:
            yield timed(at, spot, Draft(parts, words, spot, assumed, cues))
        except Unreadable:
            return


def _noun(at: Sense, place: int, role_at: int) -> Noun | None:
    """Return of what the places of a list are; None if that is not said, or not known."""
    try:
        said = said_of(at, place, role_at, at.line.chunks[role_at].value)
    except Unreadable:
        return None
    return said or (Noun("goods") if at.supplied_goods else None)


def _number(at: Sense, spot: int) -> int | None:
    """Return which place a word in brackets tells."""
    one = at.line.chunks[spot]
    return int(one.value.place) if one.tag == "K" else order(one.text)
