"""From agreements with a first and a last year to undirected rows of each year in which two states lived."""

from __future__ import annotations

import polars as pl

from counterpoise import schema
from counterpoise.reference import state_system


def by_year(spans: pl.DataFrame, *, last: int) -> pl.DataFrame:
    """Return `origin`, `destination`, `year` and the other columns for each year in force.

    Parameters
    ----------
    spans : polars.DataFrame
        `one`, `other` (ids), `start`, `end` (last year in force; null if it lasts) and what else is
        to be kept.
    last : int
        The last year of which the release tells.
    """
    ordered = spans.filter(pl.col("one") != pl.col("other")).with_columns(
        origin=pl.min_horizontal("one", "other"),
        destination=pl.max_horizontal("one", "other"),
        year=pl.int_ranges(
            "start", pl.min_horizontal(pl.col("end").fill_null(last), pl.lit(last)) + 1
        ),
    )
    years = ordered.drop("one", "other", "start", "end").explode("year").drop_nulls("year")
    years = years.with_columns(pl.col("year").cast(pl.Int32))
    lived = years["year"].unique().to_list()
    alive = state_system.existing(lived, kinds=("state", "territory"))
    for side in ("origin", "destination"):
        years = years.join(alive.rename({"id": side}), on=[side, "year"], how="semi")
    return years.with_columns(pl.col("year").cast(pl.Int16))


def signed(found: pl.DataFrame, indicator: str) -> pl.DataFrame:
    """Return a row for each pair, year and item of what was signed; also of what is not in force.

    `found` has `one`, `other` (ids), `year` and `item`, and a row for each agreement.
    """
    spans = found.with_columns(start=pl.col("year"), end=pl.col("year")).drop("year")
    pairs = by_year(spans, last=schema.FAR_YEAR).group_by("origin", "destination", "year", "item")
    return rows(pairs.len("signed"), indicator, pl.col("signed"), item=pl.col("item"))


def rows(
    found: pl.DataFrame, indicator: str, value: pl.Expr, item: pl.Expr | None = None
) -> pl.DataFrame:
    """Return panel rows of an indicator, one for each pair and year; a null value is not covered."""
    return found.select(
        "origin",
        "destination",
        "year",
        indicator=pl.lit(indicator),
        item=pl.lit(schema.ALL_ITEMS) if item is None else item,
        value=value.cast(pl.Float64),
        status=pl.when(value.is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .otherwise(pl.lit(schema.REPORTED)),
    )
