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


def whose_part(line: Line, at: int, text: str) -> tuple[str, ...]:
    """Return whose part is told of around a pronoun, nobody if none is."""
    found = OF_BRACKET.search(line.shape, 0, at) if line.shape[at : at + 1] == "s" else None
    if not found and text.startswith("the country"):
        found = PART_OF.search(line.shape, 0, at)
    return line.parties(found.start("who")) if found else ()


def owner_told(known: Mapping[str, Any], tag: str) -> tuple[str, ...]:
    """Return whose partner the sentence before told of: "Spain was Morocco's largest. The EU took …"."""
    of_one = known.get("kind") in ("rank", "share") and len(known.get("partners", ())) == 1
    return (known["subject"],) if of_one and tag != "p" else ()
