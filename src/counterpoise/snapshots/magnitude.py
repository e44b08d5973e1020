"""Is the unit what it should be? Sizes that no file of a source can have, unless its unit is wrong."""

from __future__ import annotations

import polars as pl

from counterpoise.errors import SourceError


def require_year_below(rows: pl.DataFrame, limit: float, *, source: str, unit: str) -> None:
    """Refuse rows of which some year adds up to more than `limit`."""
    totals = rows.group_by("year").agg(pl.col("value").sum()).sort("value", descending=True)
    if totals.is_empty() or totals["value"][0] <= limit:
        return
    raise SourceError.bad_layout(
        f"A year must add up to at most {limit:,.0f} {unit}: is the unit another?",
        source=source,
        where=f"year {totals['year'][0]}, sum {totals['value'][0]:,.0f}",
        attempt="compare the file with the publisher's; it was converted or doubled",
    )


def require_largest_above(rows: pl.DataFrame, limit: float, *, source: str, unit: str) -> None:
    """Refuse rows of which even the largest value is under `limit`."""
    known = rows["value"].drop_nulls().sort()
    if known.len() and known[-1] >= limit:
        return
    raise SourceError.bad_layout(
        f"The largest value must be at least {limit:,.0f} {unit}: is the unit another?",
        source=source,
        where=f"largest {known[-1]:,.0f}" if known.len() else "no value at all",
        attempt="compare the file with the publisher's; it was converted or cut",
    )
