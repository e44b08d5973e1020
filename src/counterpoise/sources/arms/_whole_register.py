"""Whether a register of all countries has the largest recipients, each of whom got arms in every year."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.snapshots import preamble
from counterpoise.snapshots.source import Doubt

LARGEST: Final = ("IND", "SAU", "CHN", "KOR", "EGY", "PAK", "ARE", "AUS", "TUR", "JPN")
"""The ten that got most from 1995 to 2024."""
FROM: Final = 1995
FEWEST_YEARS: Final = 10
FEWEST_RECIPIENTS: Final = 50
"""A register of fewer, or of fewer years, is somebody's own selection."""


def doubts(above: str, rows: pl.DataFrame) -> list[Doubt]:
    """Return which of the largest recipients a register of all countries lacks altogether."""
    since = rows.filter(pl.col("year") >= FROM)
    recipients = set(since["destination"])
    whole = (
        preamble.of_everyone(above)
        and since["year"].n_unique() >= FEWEST_YEARS
        and len(recipients) >= FEWEST_RECIPIENTS
    )
    missing = [state for state in LARGEST if state not in recipients] if whole else []
    if not missing:
        return []
    named = ", ".join(missing)
    return [Doubt(f"no delivery to {named}, among the ten that got most, in a register of all")]
