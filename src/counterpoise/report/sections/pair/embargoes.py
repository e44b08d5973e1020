"""Arms embargoes of either of two states on the other, from the table of episodes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl

from counterpoise.report.pages import Cell
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.scenarios.outlook import episodes


def embargoes(couple: Couple) -> tuple[tuple[Cell, ...], ...]:
    """Return who refused arms to whom, from when to when, how far and by which act."""
    return tuple(
        (
            f"{supplier} to {recipient}",
            str(row["year"]),
            str(row["end_year"]) if row["end_year"] else "in force",
            row["scope"],
            row["source"],
        )
        for supplier, recipient, row in imposed(couple)
    )


def imposed(couple: Couple) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Return each embargo with the names of who refused and of who was refused, by year."""
    every = _every()
    limit = couple.one.as_of
    for recipient, supplier in couple.ways():
        own = every.filter(
            pl.col("recipient") == recipient.state, pl.col("supplier") == supplier.state
        )
        for row in own.sort("year").iter_rows(named=True):
            if limit is None or row["year"] <= limit:
                ended = row["end_year"]
                known = ended if ended and (limit is None or ended <= limit) else None
                yield supplier.name, recipient.name, {**row, "end_year": known}


@cache
def _every() -> pl.DataFrame:
    """Return all embargoes of the table that travels with the package, read once."""
    return episodes.expanded(episodes.read()).filter(pl.col("kind") == episodes.IMPOSED)
