"""Years that repeat another: a publisher once gave 1997 again as 1998, and nothing else shows it.

Only what passes in a year counts (trade, aid, arms): pacts and ranks may well stand still.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from counterpoise import schema

LEAST = 2
"""Figures above zero that must agree: one alone may be chance."""

ALIKE = ("year", "indicator", "channel", "unit", "source", "vintage")
"""Columns that are not compared: they are the same in all rows of a year, or ought to differ."""

Year = tuple[int, str]
"""A year and an indicator of it."""


class Figures:
    """A number for each year and indicator of a reading that only equal figures share."""

    def __init__(self) -> None:
        self.tallies: dict[Year, tuple[int, int]] = {}

    def add(self, rows: pl.DataFrame) -> None:
        """Count the rows of a block."""
        for key, (total, many) in _tallies(rows).items():
            before, counted = self.tallies.get(key, (0, 0))
            self.tallies[key] = ((before + total) % 2**64, counted + many)

    def told(self) -> dict[Year, int]:
        """Return the numbers of those years of which enough is told."""
        return {key: hash(tally) for key, tally in self.tallies.items() if tally[1] >= LEAST}


def figures(rows: pl.DataFrame) -> dict[Year, int]:
    """Return a number for each year and indicator that only equal figures share."""
    found = Figures()
    found.add(rows)
    return found.told()


def _tallies(rows: pl.DataFrame) -> dict[Year, tuple[int, int]]:
    """Return a sum over the rows of each year and indicator, and how many there are."""
    if not {"year", "indicator", "value"} <= set(rows.columns):
        return {}
    passing = [name for name, one in schema.INDICATORS.items() if one.flow and one.directed]
    said = [name for name in rows.columns if name not in ALIKE]
    years = (
        rows.lazy()
        .filter(pl.col("indicator").is_in(passing), pl.col("value") > 0)
        .group_by("year", "indicator")
        .agg(figures=pl.struct(said).hash(0).sum(), many=pl.len())
        .collect()
    )
    return {
        (year, indicator): (total, many)
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
