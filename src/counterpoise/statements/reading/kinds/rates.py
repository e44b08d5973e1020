"""In what part of their votes two states agree: "voted with Israel in 91 per cent of roll calls"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.parties.around import about
from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.mentions import PLACE
from counterpoise.statements.reading.tokens.numbers import ONES

RATE: Final = re.compile(
    r"\b(?:rate of (?:voting )?(?:agreement|coincidence)|(?:voting|vote) (?:agreement|coincidence|affinity|alignment)|coincidence of votes?)\b"
)
"""In how many votes two agree, told as a rate: "its voting coincidence with Israel was 24 per cent"."""
COMPARED: Final = re.compile(
    r"(?<!more )(?<!less )(?<!fewer )\bthan\b|\bmore often\b|\bcompared (?:to|with)\b"
)
_COUNT: Final = rf"(?:\d{{1,4}}|{'|'.join(ONES[1:])}|twenty|hundred)"
PART: Final = re.compile(
    rf"\b{_COUNT} (?:of|out of|times in) (?:the |every |some )?(?:\w+ )?{_COUNT}\b|\bfew of\b|\ba minority\b"
)
"""How many votes of how many, in words that no figure was made of."""


def rated(at: Sense) -> dict[str, Any]:
    """Return in what part of the votes, where one figure in per cent is told; nothing where none is.

    Raises
    ------
    Unreadable
        If there are several figures: which is whose is not told.
    """
    figures = [one.value for one in at.line.chunks if one.tag == "F"]
    if not figures and PART.search(at.line.plain):
        raise Unreadable("votes alike, and in how many was not understood")
    if not figures:
        return {}
    if len(figures) > 1 or figures[0].unit != "%":
        raise Unreadable("votes alike, and several figures")
    one = figures[0]
    return {"comparison": one.comparison, "quantity": one.value, "unit": "%"}


def rate(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return a rate of agreement in votes, of the two who are named."""
    told = rated(at)
    moved = set(at.shape) & set("ud")
    if not told or moved or COMPARED.search(at.line.plain):
        return None
    sides = list(dict.fromkeys(m.party for m in at.line.said if m.party != PLACE))
    subject, assumed = (sides[0], ()) if len(sides) == 2 else about(at, tuple(sides))
    partners = tuple(one for one in sides if one != subject)
    if len(partners) != 1:
        raise Unreadable("votes alike, and not of whom with whom")
    parts = {"kind": "alignment", "subject": subject, "partners": partners, **told}
    assumed = (*assumed, "by votes in the United Nations")
    place = at.shape.index("F")
    draft = Draft(parts, (found.group(),), place, assumed, frozenset({"alignment"}))
    return timed(at, place, draft)
