"""Reports of a month, counted by pair, day, class of act and publisher; and what covers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

import polars as pl

from counterpoise.snapshots.source import Covered, Reading

REPORTS: Final = pl.Schema(
    {
        "date": pl.Date,
        "added": pl.Date,
        "one": pl.String,
        "two": pl.String,
        "act": pl.Int8,
        "story": pl.String,
        "publisher": pl.String,
        "goldstein": pl.Float64,
    }
)
"""A row a report between two states; `story` is a page's address or number, "" where none is told."""


def shaped(table: pl.DataFrame) -> pl.DataFrame:
    """Return reports with their columns in order and of their types."""
    return table.select(pl.col(name).cast(kind) for name, kind in REPORTS.items())


CELL: Final = ("origin", "destination", "date", "added", "act", "publisher")


def counted(reports: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each pair, day, file's day, class of act and publisher.

    Reports of one page are one story. A publisher whose reports name no page tells one story a cell.
    """
    pair = pl.struct(
        pl.min_horizontal("one", "two").alias("origin"),
        pl.max_horizontal("one", "two").alias("destination"),
    )
    return (
        reports.lazy()
        .with_columns(pair.alias("pair"))
        .unnest("pair")
        .group_by(CELL)
        .agg(
            reports=pl.len().cast(pl.Int32),
            stories=pl.col("story").n_unique().cast(pl.Int32),
            goldstein=pl.col("goldstein").mean(),
        )
        .sort(CELL)
        .collect()
    )


def by_month(
    reports: pl.DataFrame, days: Sequence[date], *, vintage: str, notes: Sequence[str]
) -> Iterator[Reading]:
    """Yield each month of the files' days with its rows; a month without a row is left to the next.

    Parameters
    ----------
    reports : polars.DataFrame
        As in `REPORTS`.
    days : sequence of date
        The days that the files cover, told of or not.
    vintage : str
        The release.
    notes : sequence of str
        What was set aside.
    """
    rows = counted(reports)
    months = sorted({(day.year, day.month) for day in days})
    for year, month in months:
        here = (pl.col("added").dt.year() == year) & (pl.col("added").dt.month() == month)
        of_month = rows.filter(here)
        if of_month.is_empty():
            continue
        told = sorted({str(day) for day in days if (day.year, day.month) == (year, month)})
        yield Reading(
            rows=of_month,
            vintage=vintage,
            coverage=(Covered(year, year, items=tuple(told)),),
            notes=(*notes, *_holes(year, month, told)),
            part=f"{year}-{month:02}",
        )


def span(first: date, last: date) -> list[date]:
    """Return all days from the first to the last."""
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def _holes(year: int, month: int, told: Sequence[str]) -> tuple[str, ...]:
    """Return in words the days between a month's first and last that no file covers."""
    first, last = date.fromisoformat(told[0]), date.fromisoformat(told[-1])
    lacking = sorted({str(day) for day in span(first, last)} - set(told))
    if not lacking:
        return ()
    return (
        f"{year}-{month:02}: no file of {', '.join(lacking[:5])}"
        f"{f' and {len(lacking) - 5} more days' if lacking[5:] else ''}: not covered",
    )
