"""Parts told beside who is whose partner: "Sweden was the largest export partner of Estonia (17 %)"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import Whole

HOLDER: Final = re.compile(
    r"(?P<who>P)(?:,[xY],)?[xYH]*[bc][xY]*K[xA]*(?P<role>R)[ofrt](?P<whose>P)\($"
)
"""Before a part in brackets: who is partner of whom."""
OF_NOBODY: Final = re.compile(r"(?P<who>P)(?:,x+,)?[xYH]*b[xYj]*R(?:nC)?\((?=F)")
"""A partner of nobody who is named, before its part: "Britain was an important customer (9 per cent)"."""
AS_WELL: Final = re.compile(r"[,;&][xj]b(?P<list>P(?:\([^()]*\))?(?:[,&]+P\([^()]*\))*)")
"""Who was so too: "and so was Japan (5 per cent)", "as were Italy (9) and Spain (5)"."""
OF_REGION: Final = re.compile(
    r"(?P<who>P)[xYH]*b[xY]*K[xAQU]+(?P<role>R)[ofrt](?P<whose>P)Y?,?h(?:x*)$"
)
"""Before what two deal in: "is the largest African trading partner of Japan, with a turnover of"."""
SIDES: Final = {"G": "in", "R": "out"}
ONE: Final = 1


def of_holder(at: Sense, place: int, what: Whole | None) -> tuple[Whole, Parties] | None:
    """Return whose the whole of a part is that stands behind the owner of a place, and who holds the place.

    "Sweden was the largest export partner of Estonia (17 per cent of total exports)": the exports are
    Estonia's, and Sweden's part is told.
    """
    found = HOLDER.search(at.shape, 0, place)
    if not found or what is None or what.owner or what.at < place or at.shape[what.at] != "C":
        return None
    who, whose = (at.line.parties(found.start(one)) for one in ("who", "whose"))
    side = at.line.chunks[found.start("role")].value.side
    if len(who) != ONE or len(whose) != ONE or who == whose:
        return None
    if what.way and SIDES.get(side, what.way) != what.way:
        return None
    return replace(what, owner=whose, form="o"), who


def check_owned(at: Sense, place: int) -> None:
    """Refuse a part of what a partner of nobody named has, and those that are told to be like it.

    Raises
    ------
    Unreadable
        If whose partner the one is, is not said, here or in the sentence before.
    """
    told = OF_NOBODY.search(at.shape) if "R(" in at.shape or "C(" in at.shape else None
    if not told or at.about or at.memory.topic or place < told.end():
        return
    opened = at.shape.rfind("(", 0, place)
    inside = [told.end() - 1]
    for one in AS_WELL.finditer(at.shape, told.end()):
        inside += [
            spot for spot in range(one.start("list"), one.end("list")) if at.shape[spot] == "("
        ]
    if opened in inside and ")" not in at.shape[opened:place]:
        raise Unreadable("a partner, and not whose")


def two_of_place(at: Sense, what: Whole) -> Parties:
    """Return the two whose trade is told beside the place of one in its region among the other's partners."""
    found = OF_REGION.search(at.shape, 0, what.start) if what.noun.channel == "trade" else None
    if not found or at.line.chunks[found.start("role")].value.side != "B":
        return ()
    who, whose = (at.line.parties(found.start(one)) for one in ("who", "whose"))
    return (*whose, *who) if len({*who, *whose}) == len(who) + len(whose) == ONE + ONE else ()
