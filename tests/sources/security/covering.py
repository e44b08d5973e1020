"""What the tests of lists of members of the state system ask of their coverage."""

from __future__ import annotations

from counterpoise.panel import coverage
from counterpoise.snapshots.source import Reading


def years_of(reading: Reading) -> tuple[int, int]:
    """Return the first and last year that anybody is covered in."""
    spans = reading.coverage
    return min(span.first for span in spans), max(span.last for span in spans)


def covered(reading: Reading, state: str) -> list[tuple[int, int]]:
    """Return the years in which the reading covers a state."""
    return coverage.years_covered(reading.coverage, state, side="origin")
