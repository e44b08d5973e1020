"""Years that repeat another: a publisher once gave 1997 again as 1998, and nothing else shows it.

Only what passes in a year counts (trade, aid, arms): pacts and ranks may well stand still.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from counterpoise import schema

LEAST = 2
"""Figures above zero that must agree: one alone may be chance."""

Year = tuple[int, str]
"""A year and an indicator of it."""


def figures(rows: pl.DataFrame) -> dict[Year, int]:
    """Return a number for each year and indicator that only equal figures share."""
    if not {"year", "indicator", "value"} <= set(rows.columns):
        return {}
    passing = [name for name, one in schema.INDICATORS.items() if one.flow and one.directed]
    said = [name for name in rows.columns if name not in ("year", "channel", "unit", "vintage")]
    years = (
        rows.lazy()
        .filter(pl.col("indicator").is_in(passing), pl.col("value") > 0)
        .group_by("year", "indicator")
        .agg(figures=pl.struct(said).hash(0).sum(), many=pl.len())
        .filter(pl.col("many") >= LEAST)
        .collect()
    )
    return {
        (year, indicator): hash((total, many))
        for year, indicator, total, many in years.select(
            "year", "indicator", "figures", "many"
        ).rows()
    }


def notes(held: Mapping[Year, int], added: Mapping[Year, int]) -> Iterable[str]:
    """Return in words which of the years added repeat one held, or another of those added."""
    first: dict[tuple[str, int], int] = {}
    for (year, indicator), figure in sorted({**held, **added}.items()):
        other = first.setdefault((indicator, figure), year)
        if other != year and {(year, indicator), (other, indicator)} & set(added):
            yield f"every figure ({indicator}) of {year} equals that of {other}"
