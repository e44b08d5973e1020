"""A place told by the size of a part: "the largest share of its imports comes from China"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD
from counterpoise.statements.reading.roles.dating import dated
from counterpoise.statements.reading.roles.shares import share
from counterpoise.statements.reading.tokens.figures import Figure

LARGEST: Final = re.compile(r"(?P<place>K)(?P<part>S)(?=o[xOAsPQU]*C)")
"""A place and a part of what passes: "the second-largest share of its exports"."""
GOES: Final = re.compile(
    r"o[xOAsP]*C(?:[no]x?P)?[xYE]*(?P<verb>[wc]|b[xY]*[fhk]|b[xY]*g)[xYEftyr]*P"
)
"""What comes or goes, behind that part, from or to somebody."""
HAS: Final = re.compile(r"P[xYHb]*[agk]?$")
"""Who has it, before that part."""

NOT_OF_IT: Final = re.compile(r" (?:deficits?|surplus(?:es)?|gaps?|growth|imbalances?)\b")
"""Behind what passes: what is told of is no part of it."""
LAST: Final = re.compile(r"\b(?:last|first) (?:year|time)\b")


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield the place of whoever has the largest share, or the second-largest, of what passes."""
    for found in LARGEST.finditer(at.shape) if "S" in at.shape else ():
        place, part = found.start("place"), found.start("part")
        order = at.line.chunks[place].value
        goes = GOES.match(at.shape, found.end())
        what = at.line.chunks[at.shape.index("C", part)]
        if NOT_OF_IT.match(at.line.plain, what.end) or LAST.search(at.line.plain):
            why = Unreadable("a balance of what is no channel of ours")
            why.at = place
            yield why
            continue
        if order.loose or not (goes or HAS.search(at.shape, 0, place)):
            continue
        words = at.line.plain[at.line.chunks[place].start : at.line.chunks[part].end]
        spot = at.line.chunks[part]
        try:
            told = share(
                _with_figure(at, place, part),
                part,
                Figure(50.0, "%", "more than", spot.start, spot.end, "mainly"),
            )
        except Unreadable:
            continue
        partners = told.parts.get("partners", ())
        if (
            told.parts.get("kind") != "share"
            or len(partners) != 1
            or partners in (WORLD, REGION, PRONOUN)
        ):
            continue
        kept = {key: told.parts.get(key) for key in ("subject", "partners", "channel", "product")}
        parts = {**kept, "kind": "rank", "comparison": "largest", "quantity": float(order.place)}
        cues = told.cues | {"rank", "largest share"}
        yield from dated(at, part, Draft(parts, (words,), place, told.assumed, cues))


def _with_figure(at: Sense, place: int, part: int) -> Sense:
    """Return a sentence in which a share stands where the largest one is told of."""
    chunks = list(at.line.chunks)
    chunks[place] = replace(chunks[place], tag="x", value=None)
    chunks[part] = replace(chunks[part], tag="F")
    return replace(at, line=replace(at.line, chunks=chunks))
