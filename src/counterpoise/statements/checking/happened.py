"""How far a record of events reaches, before nothing found means that nothing happened."""

from __future__ import annotations

from typing import Final

from counterpoise.panel import coverage
from counterpoise.panel.store import Holding
from counterpoise.reference import states

LEAST_COVERED: Final = 0.5
"""Part of the years asked for that records must cover before nothing found means nothing happened."""


def covered_to(held: Holding, party: str, last: int, indicator: str = "") -> int:
    """Return the last year up to `last` in which a state or a predecessor is covered; 0 if none."""
    ends = [
        min(end, last)
        for one in states.lineage(party)
        for first, end in coverage.years_covered(
            held.coverage, one, side="origin", indicator=indicator
        )
        if first <= last
    ]
    return max(ends, default=0)
