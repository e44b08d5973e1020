"""Ask the store for rows: one indicator from one source, as far as a year is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from counterpoise import schema, sources
from counterpoise.errors import EvidenceError, UsageError
from counterpoise.panel import coverage
from counterpoise.panel.store import Holding, Store

PREFERRED: Final = {
    "arms": ("sipri_arms", "sipri_arms_tables", "sipri_arms_deals"),
    "goods": ("cow_trade", "cepii_baci_totals", "cepii_baci_matrix", "cepii_baci"),
    "dispute": ("cow_disputes", "gml_disputes"),
    "dispute_onset": ("cow_disputes", "gml_disputes"),
    "dispute_hostility": ("cow_disputes", "gml_disputes"),
    "rivalry": ("rivalries_thompson", "rivalries_dreyer"),
}
"""Which source answers where none is named, for the indicators that several sources have.

Sources are never spliced: a series is of one source, and a page that needs two shows two.
"""


@dataclass(frozen=True)
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
    """

    rows: pl.LazyFrame
    indicator: str
    holding: Holding
    as_of: int | None = None

    @property
    def last(self) -> int:
        """The last year that can be spoken of."""
        return min(self.holding.years[1], self.as_of or schema.FAR_YEAR)

    def spans(self, state: str, *, side: str) -> list[tuple[int, int]]:
        """Return the years in which `state` is covered on `side`, none of them after `as_of`."""
        return [
            (first, min(last, self.last))
            for first, last in coverage.years_covered(
                self.holding.coverage, state, side=side, indicator=self.indicator
            )
            if first <= self.last
        ]


def indicator_rows(
    store: Store, indicator: str, *, source: str = "", vintage: str = "", as_of: int | None = None
) -> Evidence:
    """Return the rows of an indicator from the source named, or from the preferred one held.

    Raises
    ------
    UsageError
        If there is no such indicator, or the source named does not have it.
    EvidenceError
        If no source of it is held.
    """
    if indicator not in schema.INDICATORS:
        raise UsageError.not_among("The indicator", indicator, schema.INDICATORS)
    able = able_sources(indicator)
    if source and source not in able:
        raise UsageError.not_among(f"The source of {indicator!r}", source, able)
    for candidate in (source,) if source else able:
        if store.holdings(candidate):
            holding = store.holding(candidate, vintage)
            rows = holding.scan().filter(pl.col("indicator") == indicator)
            if as_of is not None:
                rows = rows.filter(pl.col("year") <= as_of)
            return Evidence(rows, indicator, holding, as_of)
    raise EvidenceError(
        f"Can't find any evidence on {schema.INDICATORS[indicator].title}.",
        where=f"none of {', '.join((source,) if source else able)} is in the store",
        attempt=f"counterpoise add {source or able[0]} FILE…",
    )


def able_sources(indicator: str) -> tuple[str, ...]:
    """Return the sources that write an indicator, the preferred one first."""
    if indicator in PREFERRED:
        return PREFERRED[indicator]
    return tuple(
        source for source in sources.IDS if indicator in sources.module(source).SOURCE.indicators
    )


def votes(store: Store, *, vintage: str = "", as_of: int | None = None) -> Evidence:
    """Return the votes held, up to the end of a year.

    Raises
    ------
    EvidenceError
        If no votes are held.
    """
    holding = store.holding("unga_votes", vintage)
    rows = holding.scan()
    if as_of is not None:
        rows = rows.filter(pl.col("date").dt.year() <= as_of)
    return Evidence(rows, "votes", holding, as_of)
