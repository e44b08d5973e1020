"""The table of totals beside a release by product: what passes between each two states in a year.

A page asks what a state trades with whom, or who sells a product. Of eleven million rows a year that
would be a sum for every page; so it is added up once, when the release comes in, and kept beside it.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise import schema

KNOWN: Final = "known"
UNKNOWN: Final = "unknown"


def added_up(rows: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows added up over items.

    `value`, the sum of what is known, null if nothing is; `known` and `unknown`, how many rows have a
    figure and how many have none; `item` is "all", and `status` not covered where nothing is known.
    """
    value = pl.col("value")
    key = [name for name in schema.PANEL if name not in ("item", "value", "status")]
    sums = rows.group_by(key).agg(
        value=pl.when(value.is_not_null().any()).then(value.sum()),
        known=value.count().cast(pl.Int64),
        unknown=value.null_count().cast(pl.Int64),
    )
    status = pl.when(pl.col("value").is_null()).then(pl.lit(schema.NOT_COVERED))
    return sums.with_columns(
        item=pl.lit(schema.ALL_ITEMS), status=status.otherwise(pl.lit(schema.REPORTED))
    ).select(*schema.PANEL, KNOWN, UNKNOWN)


def sold(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return what each state sells of each product in a year, to whomever.

    `origin`, `item`, `year`; `value`, the sum of what is known; `unknown`, ties that are not covered.
    What passes between two who are not named is nobody's.
    The world's exports, and who else could supply a product, are asked for with each state's imports.
    """
    value = pl.col("value")
    nobody = pl.all_horizontal(pl.col(side).str.contains(":") for side in ("origin", "destination"))
    sums = (
        rows.filter(~nobody)
        .group_by("origin", "item", "year")
        .agg(value.sum().cast(pl.Int64), unknown=value.null_count().cast(pl.Int64))
    )
    return sums.sort("year", "item", "origin")


def as_rows(sums: pl.LazyFrame) -> pl.LazyFrame:
    """Return totals as panel rows: those that are known, and one without a value for each that is not."""
    known = sums.filter(pl.col(KNOWN) > 0).drop(UNKNOWN)
    silent = sums.filter(pl.col(UNKNOWN) > 0).select(pl.all().repeat_by(UNKNOWN).explode())
    silent = silent.drop(UNKNOWN).with_columns(
        pl.lit(None, pl.Float64).alias("value"),
        pl.lit(schema.NOT_COVERED).alias("status"),
        pl.lit(0, pl.Int64).alias(KNOWN),
    )
    return pl.concat([known, silent])
