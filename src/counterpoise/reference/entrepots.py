"""Ports through which goods of others pass: what they sell was made elsewhere, what they buy goes on.

Customs name the state that a good was sent from or to last, where they do not ask for its origin; an
exporter's figures always do. So a state may seem to buy from such a port what third states, or it
itself, have made. Of these four the statistical offices tell how much of the exports are re-exports:
Hong Kong's Census and Statistics Department (more than half since 1988, nearly all today), Singapore's
Department of Statistics and Statistics Netherlands (near half), the customs of Dubai (more than its
own goods, oil apart).
"""

from __future__ import annotations

from typing import Final

SINCE: Final = {"HKG": 1988, "SGP": 1990, "NLD": 2000, "ARE": 2000}
"""The first year from which much of a port's exports is certainly of others."""


def passes_on(entity: str, year: int) -> bool:
    """Return whether much of what a state or territory sold in a year was made elsewhere.

    Examples
    --------
    >>> passes_on("HKG", 2024), passes_on("HKG", 1970), passes_on("JPN", 2024)
    (True, False, False)
    """
    return entity in SINCE and year >= SINCE[entity]
