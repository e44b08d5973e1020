"""Arms embargoes as rows: who refuses arms to whom, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from counterpoise import schema

EU: Final = "organisation:European Union"
UN: Final = "organisation:United Nations"
Embargo = tuple[str, str, int, int]
"""Sender, target, and the first and the last year in which it was in force."""


def rows(embargoes: Iterable[Embargo]) -> pl.DataFrame:
    """Return panel rows: how many embargoes of a sender on a target were in force in a year."""
    table = pl.DataFrame(
        list(embargoes),
        {"origin": pl.String, "destination": pl.String, "first": pl.Int16, "last": pl.Int16},
        orient="row",
    )
    return (
        table.filter(pl.col("origin") != pl.col("destination"))
        .with_columns(year=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int16))
        .explode("year", empty_as_null=False)
        .group_by("origin", "destination", "year")
        .agg(value=pl.len().cast(pl.Float64))
        .with_columns(
            indicator=pl.lit("arms_embargo"),
            item=pl.lit(schema.ALL_ITEMS),
            status=pl.lit(schema.REPORTED),
        )
        .sort("origin", "destination", "year")
    )
