"""Of whom a word tells: "its" in a bracket, "the country's" behind a part of it, the owner told before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from counterpoise.statements.reading.tokens.chunks import Line

OF_BRACKET: Final = re.compile(r"(?P<who>P)\(x*Fx*ox*$")
"""Of whom a bracket tells, behind its name: "Angola (58 per cent of its debt)"."""
PART_OF: Final = re.compile(r"P[xY]*gx*Fx*ox*(?P<who>O)")
"""Whose part somebody supplied: "supplied 79 per cent of Japan's arms"."""

SENT_TO: Final = re.compile(r"[AO]x{0,2}(?P<flow>C)(?P<way>[tf])(?P<who>P)[^;FTgk]*F[^;FMTgkC]*$")
"""A flow to or from somebody, before a part of what "the country" buys or sells."""


def whose_part(line: Line, at: int, text: str) -> tuple[str, ...]:
    """Return whose part is told of around a pronoun, nobody if none is."""
    found = OF_BRACKET.search(line.shape, 0, at) if line.shape[at : at + 1] == "s" else None
    if not found and text.startswith("the country"):
        found = PART_OF.search(line.shape, 0, at) or _other_way(line, at)
    return line.parties(found.start("who")) if found else ()


def _other_way(line: Line, at: int) -> re.Match[str] | None:
    """Return whose imports a part is of: "Chile's exports to Peru, 14 per cent of the country's imports"."""
    found = SENT_TO.search(line.shape, 0, at)
    behind = line.chunks[at + 1] if at + 1 < len(line.chunks) else None
    if found is None or behind is None or behind.tag != "C":
        return None
    ways = line.chunks[found.start("flow")].value.way, behind.value.way
    return found if ways in (("out", "in"), ("in", "out")) else None


def owner_told(known: Mapping[str, Any], tag: str) -> tuple[str, ...]:
    """Return whose partner the sentence before told of: "Spain was Morocco's largest. The EU took …"."""
    of_one = known.get("kind") in ("rank", "share") and len(known.get("partners", ())) == 1
    return (known["subject"],) if of_one and tag != "p" else ()
