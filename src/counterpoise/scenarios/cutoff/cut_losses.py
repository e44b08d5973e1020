"""Bilateral cut-offs, one or many at a time, and what is known of the trade that they end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.errors import UsageError
from counterpoise.models.trade import armington
from counterpoise.models.trade import shocks as trade_shocks
from counterpoise.scenarios import horizons, value_added
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.horizons import Elasticity

Array = NDArray[np.float64]
Direction = Literal["both", "exports", "imports"]

DIRECTIONS: Final[dict[str, trade_shocks.Direction]] = {
    "both": "both",
    "imports": "supply",
    "exports": "sales",
}
MIDDLE: Final = 0.5
"""The quantile of the median, one of `horizons.QUANTILES`."""

SOLVED, NO_TRADE = "solved", "no trade"
PARTLY, NOT_COVERED = "partly covered", "not covered"


KEPT: Final = 24
"""Models that are kept for the next who asks: those of two states, with their bands, twice over."""


def model(baseline: Baseline, theta: float, share: Array) -> armington.Model:
    """Return the one-sector model of a baseline, balanced, with a share of value added per state."""
    return _prepared(baseline, float(theta), np.asarray(share, dtype=np.float64).tobytes())


@lru_cache(maxsize=KEPT)
def _prepared(baseline: Baseline, theta: float, share: bytes) -> armington.Model:
    told = np.frombuffer(share)
    return armington.prepare(baseline.market(), theta=theta, value_added_share=told)


def loops(baseline: Baseline, asked: value_added.Asked) -> value_added.Loops:
    """Return the shares of value added of a baseline's states, or refuse what is asked."""
    return value_added.loops(
        value_added.checked(asked), baseline.states, baseline.gdp, baseline.gross_output
    )


def direction(given: str) -> trade_shocks.Direction:
    """Return the models' word for a direction, or refuse one that is none."""
    if given not in DIRECTIONS:
        raise UsageError.not_among("direction", given, DIRECTIONS)
    return DIRECTIONS[given]


def losses(
    baseline: Baseline,
    place: int,
    coalitions: Sequence[Sequence[int]],
    horizon: str,
    elasticity: Elasticity | None,
    asked: value_added.Asked = value_added.ACCOUNTS,
    *,
    band: bool = True,
) -> Array:
    """Return what cut-offs by coalitions cost a state, in %, shape (3, coalitions).

    Low, median and high loss: where elasticity and share of value added together are at their 95, 50
    and 5 % quantiles (`value_added.at_quantile`). Without `band` low and high are NaN, and not solved.
    """
    shares = loops(baseline, asked)
    sizes = [len(members) for members in coalitions]
    scenario = np.repeat(np.arange(len(sizes)), sizes)
    members = np.concatenate([np.asarray(each, dtype=np.intp) for each in coalitions])
    own = np.full(members.size, place)
    shocks = trade_shocks.entries(
        len(sizes),
        np.tile(scenario, 2),
        np.concatenate([own, members]),
        np.concatenate([members, own]),
        0.0,
    )
    found = np.full((len(horizons.QUANTILES), len(sizes)), np.nan)
    for row, quantile in enumerate(reversed(horizons.QUANTILES)):
        if band or quantile == MIDDLE:
            drawn = value_added.at_quantile(shares, quantile, place, horizon, elasticity)
            solution = armington.solve(model(baseline, *drawn), shocks)
            found[row] = 100 * (1 - solution.real_income[:, place])
    return found


def band(losses: Array) -> list[pl.Series]:
    """Return the three rows of losses as columns; null what was not solved."""
    names = ("loss_pct_low", "loss_pct", "loss_pct_high")
    return [pl.Series(name, row, nan_to_null=True) for name, row in zip(names, losses, strict=True)]


def pairs(
    baseline: Baseline,
    state: NDArray[np.intp],
    partner: NDArray[np.intp],
    direction: Direction = "both",
) -> pl.DataFrame:
    """Return pairs with their trade as recorded, its share, and whether it is covered.

    Of the trade that ends: the state's imports, its exports, or both.
    """
    known, flows = baseline.known.astype(int), baseline.flows - np.diag(np.diag(baseline.flows))
    ends = {
        "imports": (known, flows),
        "exports": (known.T, flows.T),
        "both": (known + known.T, flows + flows.T),
    }
    ways, trade = ends[direction]
    every = 2 if direction == "both" else 1
    there, labels = ways[state, partner], np.array(baseline.states)
    covered = np.where(there == every, SOLVED, np.where(there > 0, PARTLY, NOT_COVERED))
    idle = (there == every) & (trade[state, partner] == 0)
    return pl.DataFrame(
        {
            "state": labels[state],
            "partner": labels[partner],
            "trade_usd": trade[state, partner],
            "whole": trade.sum(axis=1)[state],
            "status": np.where(idle, NO_TRADE, covered),
        }
    ).select(
        "state",
        "partner",
        trade_usd=pl.when(pl.col("status") != NOT_COVERED).then(pl.col("trade_usd")),
        trade_share=pl.when((pl.col("whole") > 0) & (pl.col("status") != NOT_COVERED)).then(
            pl.col("trade_usd") / pl.col("whole")
        ),
        status="status",
    )
