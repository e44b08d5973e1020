"""A place told by the way, beside a part that says of what: "India, the largest buyer, took 83 per cent of Bhutan's exports"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.roles.resumed import order_of

BEHIND: Final = re.compile(r"(?P<who>P),(?P<order>K)[xA]{0,2}(?P<role>R),")
"""Who is what by the way: "Singapore, the second-largest destination, takes"."""
AHEAD: Final = re.compile(r"(?P<order>K)[xA]{0,2}(?P<role>R),(?P<who>P),")
"""The same the other way round: "the largest buyer, Japan, took"."""
SIDES: Final = {
    "G": ("imports", "arms", "aid", "debt", "investment", "investment-flow", "remittances"),
    "R": ("exports",),
    "B": ("trade",),
}
KEPT: Final = ("subject", "partners", "channel", "product", "years", "when")
ONE: Final = 1


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the places of those whose part was read in the clause that the place stands in by the way."""
    if "R," not in at.shape or "K" not in at.shape:
        return
    placed = {one.at for one in read if one.parts["kind"] in ("rank", "world rank")}
    for pattern in (BEHIND, AHEAD):
        for found in pattern.finditer(at.shape):
            share = _share_of(at, found, read)
            number = order_of(at, found.start("order"))
            if share and number and found.start("order") not in placed:
                yield _placed(at, found, share, number)


def _share_of(at: Sense, found: re.Match[str], read: Sequence[Draft]) -> Draft | None:
    """Return the part of whoever is placed, which its clause tells right behind."""
    who = at.line.parties(found.start("who"))
    role = at.line.chunks[found.start("role")].value
    stop = at.shape.find(";", found.end())
    stop = stop if stop >= 0 else len(at.shape)
    shares = [one for one in read if one.parts["kind"] == "share" and found.end() <= one.at < stop]
    first = min(shares, key=lambda one: one.at, default=None)
    if first is None or len(who) != ONE or role.plural or first.parts.get("partners") != who:
        return None
    if set(at.shape[found.end() : first.at]) & set("KR;&,FM"):
        return None
    held = first.parts["channel"] in SIDES.get(role.side, ())
    return first if held and role.channel in ("", first.parts["channel"]) else None


def _placed(at: Sense, found: re.Match[str], share: Draft, number: int) -> Draft:
    """Return the place, of the whole that the part is of."""
    spot = found.start("order")
    kept: dict[str, Any] = {key: share.parts[key] for key in KEPT if share.parts.get(key)}
    parts = {"kind": "rank", **kept, "comparison": "largest", "quantity": float(number)}
    loose = {"loose"} if at.line.chunks[spot].value.loose else set()
    words = (at.line.chunks[spot].text, at.line.chunks[found.start("role")].text)
    return replace(
        share,
        parts=parts,
        words=words,
        at=spot,
        cues=frozenset({"rank", "place by the way", *loose}),
    )
