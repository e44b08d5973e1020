"""The same share of another state, told in a sentence of its own: "Finland takes 68 % … from Russia. Lithuania takes 41 %"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import BEFORE, Draft, Sense
from counterpoise.statements.reading.tokens.figures import Figure

WHOLE: Final = re.compile(r"(?:x,|[;x],?)?(?P<who>P)[xYG]*(?P<verb>[gk])x*FY?x*$")
"""A sentence that has a state, what it does, and a part, and does not say of what."""
WAYS: Final = {"imports": "k", "arms": "k", "exports": "g", "arms-exports": "g"}


def alike(at: Sense, place: int, figure: Figure) -> Draft | None:
    """Return the share of another owner, of what the sentence before told and with its partner."""
    known = at.memory.parts
    found = WHOLE.match(at.shape)
    if not found or known.get("kind") != "share" or not known.get("partners") or figure.unit != "%":
        return None
    who = at.line.parties(found.start("who"))
    if len(who) != 1 or {*known["partners"], known["subject"]} & set(who):
        return None
    if WAYS.get(str(known["channel"])) != found["verb"]:
        return None
    parts = known | {
        "subject": who[0], "comparison": figure.comparison, "quantity": figure.value, "unit": "%",
    }  # fmt: skip
    return timed(at, place, Draft(parts, (figure.words,), place, (BEFORE,), frozenset({"alike"})))
