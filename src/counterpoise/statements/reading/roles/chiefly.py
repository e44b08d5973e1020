"""A first place told by how goods go: "its gas went chiefly to Spain", "imports primarily from Italy"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.roles.dating import dated
from counterpoise.statements.reading.roles.shares import share
from counterpoise.statements.reading.tokens.figures import Figure

CHIEFLY: Final = ("chiefly", "principally", "primarily", "foremost", "first")
"""What tells that one partner is the first. "Mostly" and "mainly" are more than half."""
TO_ONE: Final = re.compile(r"x{0,2}[ft]x*P(?![(F]|,?&|,x*P)")
ALIKE: Final = re.compile(r"x{0,2}(?P<way>[ft])")


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield that a partner is the first where what passes goes chiefly to it, or comes from it."""
    for place, one in enumerate(at.line.chunks):
        if (
            one.tag != "x"
            or one.text not in CHIEFLY
            or not (to := TO_ONE.match(at.shape, place + 1))
        ):
            continue
        whom = at.line.parties(to.end() - 1)
        if len(whom) != 1:
            continue
        try:
            found = share(
                _with_figure(at, place),
                place,
                Figure(50.0, "%", "more than", one.start, one.end, "mainly"),
            )
        except Unreadable as why:
            yield why
            continue
        if found.parts.get("kind") != "share" or found.parts["partners"] != whom:
            continue
        parts = {key: value for key, value in found.parts.items() if key != "unit"}
        parts |= {"kind": "rank", "comparison": "largest", "quantity": 1.0}
        parts.pop("years", None)
        parts.pop("when", None)
        cues = found.cues | {"rank", "loose"}
        yield from dated(at, place, Draft(parts, (one.text,), place, found.assumed, cues))


def _with_figure(at: Sense, place: int) -> Sense:
    """Return a sentence in which a word stands where a share would."""
    chunks = list(at.line.chunks)
    chunks[place] = replace(chunks[place], tag="F")
    return replace(at, line=replace(at.line, chunks=chunks))
