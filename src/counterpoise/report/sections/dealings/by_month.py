"""Figures of each month as a strip: what is refused leaves a hole, and no line crosses a change of source."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from counterpoise.measures.events import BREAKS
from counterpoise.reference import states
from counterpoise.report.sections.dealings.told import ends

Row = dict[str, Any]
FIGURES: Final = {
    "conflict": ("conflict", "conflict_low", "conflict_high"),
    "attention": ("attention",),
}


def strip(rows: pl.DataFrame, source: str, figure: str) -> tuple[Row, ...]:
    """Return the data of a strip: a row for each state and month that is told, and for each change.

    Parameters
    ----------
    rows : polars.DataFrame
        As `measures.events.relations` gives them by month, of one partner for each state.
    source : str
        Whose changes part them.
    figure : str
        "conflict", with its interval, or "attention".

    Returns
    -------
    tuple of dict
        `series`, `month`, `value` (`low`, `high`); `at`, months since the year 0; `run`, which differs
        between months that no line may join. Then `change`, the day of a change, and its `at`.
    """
    names = FIGURES[figure]
    told = rows.filter(pl.col(names[0]).is_not_null()).sort("state", "year", "month", "segment")
    found: list[Row] = []
    run, last = 0, ("", 0, 0)
    for row in told.iter_rows(named=True):
        number = row["year"] * 12 + row["month"] - 1
        here = (row["state"], row["segment"], number)
        run += here[:2] != last[:2] or number > last[2] + 1
        last = here
        found.append({
            "series": states.name(row["state"]), "id": row["state"],
            "month": f"{row['year']}-{row['month']:02}",
            **dict(zip(("value", "low", "high"), (row[name] for name in names), strict=False)),
            "at": _middle(source, row), "run": run, "format": ".0%",
        })  # fmt: skip
    return (*found, *_changes(found, source)) if found else ()


def _changes(found: Sequence[Row], source: str) -> Iterator[Row]:
    """Yield the changes of the source between the first and the last month told."""
    first, last = (end(row["at"] for row in found) for end in (min, max))
    for day in BREAKS.get(source, ()):
        at = _at(day)
        if first < at < last:
            yield {"change": f"{day.day} {day:%b %Y}", "at": at}


def _middle(source: str, row: Mapping[str, Any]) -> float:
    """Return where a month stands, or that part of it which lies on one side of a change."""
    year, month = row["year"], row["month"]
    first = date(year, month, 1)
    after = first + timedelta(days=monthrange(year, month)[1])
    begun, ended = ends(source, row["segment"])
    low, high = max(first, begun or first), min(after, ended or after)
    return (_at(low) + _at(high)) / 2


def _at(day: date) -> float:
    return day.year * 12 + day.month - 1 + (day.day - 1) / monthrange(day.year, day.month)[1]
