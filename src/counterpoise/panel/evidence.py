"""Rows that answer a question, and the holdings that they are from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from counterpoise import schema
from counterpoise.panel import coverage
from counterpoise.panel.store import Holding
from counterpoise.reference import states as registry


@dataclass(frozen=True, eq=False)
class Evidence:
    """Rows of one indicator and the holding that they come from.

    Parameters
    ----------
    rows : polars.LazyFrame
        Rows of the holding's table, up to `as_of`.
    indicator : str
        What they measure.
    holding : Holding
        Source, vintage and coverage.
    as_of : int or None
        The last year known; None for all.
    others : tuple of Holding
        Holdings that tell of what `holding` does not cover.
    """

    rows: pl.LazyFrame
    indicator: str
    holding: Holding
    as_of: int | None = None
    others: tuple[Holding, ...] = ()

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """All holdings that the rows come from, the one that is asked first before the others."""
        return (self.holding, *self.others)

    @property
    def last(self) -> int:
        """The last year that can be spoken of: covered, also where nothing passed any more."""
        told = [one for held in self.holdings for one in held.coverage]
        latest = max(
            (one.last for one in told if one.indicator in {"", self.indicator}),
            default=self.holding.years[1],
        )
        return min(latest, self.as_of or schema.FAR_YEAR)

    def spans(self, state: str, *, side: str) -> list[tuple[int, int]]:
        """Return the years in which `state` is covered on `side`, none of them after `as_of`."""
        told = [each for held in self.holdings for each in held.coverage]
        return [
            (first, min(last, self.last))
            for first, last in coverage.years_covered(
                told, state, side=side, indicator=self.indicator
            )
            if first <= self.last
        ]

    def lacks(self, states: Sequence[str]) -> str:
        """Return in words that states are not covered: by the publisher, or by our excerpt of it."""
        named = [registry.name(state) for state in states]
        listed = " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else named[0]
        return self.holding.lacks(listed)
