"""Small Polars frames as arrays and back: the door to the formulae of `share_arrays`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from counterpoise import bounds
from counterpoise.measures import frames
from counterpoise.measures.share_arrays import Floats, Flows, Wholes, lagged, pooled
from counterpoise.sums import parts_of


@dataclass(frozen=True, eq=False)
class SmallFlows:
    """Flows of few rows; state, year and partner are one integer (`frames.Coded`).

    Parameters
    ----------
    flows : Flows
        Rows added up by state, year and partner.
    of, over : str
        The columns of states and partners.
    states, partners : polars.Series
        The names of the codes, in order.
    years : (int, int)
        The first and the last year of the rows.
    indicator : str
        What the values are of.
    parts : int
        Into how many whole parts a unit is counted when values are added up (`sums`).
    """

    flows: Flows
    of: str
    over: str
    states: pl.Series
    partners: pl.Series
    years: tuple[int, int]
    indicator: str
    parts: int

    def pooled(self, window: int, years: tuple[int, int] | None) -> Flows:
        """Return trailing-window sums, as `frames.flows` does."""
        if window == 1:
            return self.flows
        frames.require_flow(self.indicator)
        first, last = years or self.years
        flows = lagged(self.flows, window, frames.PARTNERS)
        year = flows.key // frames.PARTNERS % frames.YEARS
        return pooled(flows.only((year >= first + window - 1) & (year <= last)), self.parts)

    def named(self, key: Wholes, **columns: Any) -> pl.DataFrame:
        """Return columns beside the state, partner and year of their keys."""
        state_year, partner = np.divmod(key, frames.PARTNERS)
        state, year = np.divmod(state_year, frames.YEARS)
        return pl.DataFrame({
            self.of: self.states[state],
            self.over: self.partners[partner],
            "year": year.astype(np.int32),
            **columns,
        })  # fmt: skip


def opened(panel: Any, *, of: str, over: str, window: int) -> SmallFlows | None:
    """Return panel rows as arrays; None of what is no Polars frame, has no row, or has many."""
    frames.require("window", window, bounds.WINDOW)
    if not is_small(panel) or panel.height * window > MANY:
        return None
    frame = frames.opened(panel, of, over, "year", "value", "indicator", "source")
    rows: pl.DataFrame = frame.to_native()
    first, last, indicator = _one_kind(rows)
    value, parts = rows["value"].cast(pl.Float64).to_numpy(), parts_of(indicator)
    unknown = np.isnan(value)
    (states, state), (partners, partner) = (coded(rows[side]) for side in (of, over))
    year = rows["year"].cast(pl.Int64).to_numpy()
    flows = Flows(
        (state * frames.YEARS + year) * frames.PARTNERS + partner,
        np.where(unknown, 0.0, value),
        unknown.astype(np.int64),
        (value < 0).astype(np.int64),
    )
    return SmallFlows(
        pooled(flows, parts), of, over, states, partners, (first, last), indicator, parts
    )


def _one_kind(rows: pl.DataFrame) -> tuple[int, int, str]:
    """Return first year, last year and indicator, as `frames.one_kind` does, which refuses the rest."""
    mixed = any(rows[kind].n_unique() > 1 for kind in frames.KINDS if kind in rows.columns)
    indicator = str(rows["indicator"].max())
    if mixed:
        return frames.one_kind(frames.opened(rows, "year", "indicator", "source"))
    frames.require_directed(indicator)
    return int(rows["year"].min()), int(rows["year"].max()), indicator  # type: ignore[arg-type]


MANY: Final = 200_000
"""Entries of all windows together from which an engine on several threads is as quick."""


def is_small(frame: Any, *whole: str) -> bool:
    """Return whether arrays are quicker than steps of an engine, and there is anything to add up.

    In the columns `whole` nothing may be missing.
    """
    small = isinstance(frame, pl.DataFrame) and 0 < frame.height <= frames.FEW
    return small and not any(
        name not in frame.columns or frame[name].null_count() for name in whole
    )


def column(values: Floats) -> pl.Series:
    """Return numbers as a column in which NaN is null."""
    return pl.Series(values, nan_to_null=True)


def chosen(words: Sequence[str | None], which: Wholes) -> pl.Series:
    """Return one of some words for each entry."""
    return pl.Series(words, dtype=pl.String)[which]


def coded(names: pl.Series) -> tuple[pl.Series, Wholes]:
    """Return names in their order, each once, and the place of each entry among them."""
    ordered = names.unique().sort()
    return ordered, names.cast(pl.Enum(ordered)).to_physical().cast(pl.Int64).to_numpy()
