"""The contested roll calls of the United Nations, and how alike states voted in them, as pages tell it."""

from __future__ import annotations

import polars as pl

from counterpoise.measures.alignment import alignment
from counterpoise.panel.evidence import Evidence

CAST = ("yes", "abstain", "no")
"""What a state can vote; absence is none of it."""

FEWEST_ROLL_CALLS = 10
"""Contested roll calls under which a year's agreement is not told."""

AGREEMENT = ("agree", "s_absolute", "kappa_squared", "pi_squared")
"""Those indices of agreement in votes that pages tell."""


def contested(evidence: Evidence, divided: pl.DataFrame | None = None) -> pl.LazyFrame:
    """Return the votes in the roll calls on which not all who voted voted alike (`divided_roll_calls`).

    Few states or years of them are read in a fraction of the time and room that all take.
    """
    divided = divided_roll_calls(evidence).collect() if divided is None else divided
    cast = evidence.rows.select("roll_call", "session", "date", "state", "vote")
    return cast.filter(
        pl.col("vote").is_in(CAST), pl.col("roll_call").is_in(divided["roll_call"].implode())
    )


def divided_roll_calls(evidence: Evidence) -> pl.LazyFrame:
    """Return each roll call on which not all who voted voted alike: `roll_call`, in order."""
    counts = [(pl.col("vote") == word).sum().alias(word) for word in CAST]
    return (
        evidence.rows.filter(pl.col("vote").is_in(CAST))
        .group_by("roll_call")
        .agg(pl.len(), *counts)
        .filter(pl.max_horizontal(CAST) < pl.col("len"))
        .select("roll_call")
        .sort("roll_call")
    )


def agreement(cast: pl.DataFrame, state: str, *, window: int = 1) -> pl.DataFrame:
    """Return how alike a state and others voted in years with enough roll calls.

    `cast` are the votes of all of them in contested roll calls.
    """
    found = alignment(
        cast, by="year", window=window, unanimous="keep", between=[state], both=True,
        indices=AGREEMENT,
    )  # fmt: skip
    return found.filter(pl.col("state") == state, pl.col("n") >= FEWEST_ROLL_CALLS)
