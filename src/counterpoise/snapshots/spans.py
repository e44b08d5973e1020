"""Coverage from the rows themselves: the unbroken runs of years in which each state appears."""

from __future__ import annotations

from typing import Literal

import polars as pl

from counterpoise.snapshots.source import Covered


def spans(
    state_years: pl.DataFrame,
    *,
    state: str = "state",
    side: Literal["origin", "destination", "either"] = "either",
    indicator: str = "",
    told_by: str = "",
) -> tuple[Covered, ...]:
    """Return one statement for each run of years, naming all states that have this very run.

    A state that is absent for some years (Estonia, 1940 to 1991) gets two runs: its absence is no
    zero.
    """
    runs = (
        state_years.select(state, "year")
        .unique()
        .sort(state, "year")
        .with_columns(
            run=(pl.col("year") - pl.int_range(pl.len()).over(state)).cast(pl.Int32),
        )
        .group_by(state, "run")
        .agg(first=pl.col("year").min(), last=pl.col("year").max())
        .group_by("first", "last")
        .agg(states=pl.col(state).sort())
        .sort("first", "last")
    )
    return tuple(
        Covered(first, last, side, tuple(states), indicator, told_by)
        for first, last, states in runs.rows()
    )
