"""One chunk of scenarios of the one-sector model: from the quickest sound method to the soundest.

Light scenarios share the baseline's matrix and the inverse of its Jacobian. Whoever does not settle so,
or loses much, or parts the world into blocs, is solved with a matrix of its own, by the accelerated
diagonal step, and if that too is not enough by Newton's method in full. What then misses is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, NamedTuple, TypedDict

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.fixed_point import Settled, iterate, require
from counterpoise.models.trade import scenario_markets
from counterpoise.models.trade.clearing import (
    JacobiStep,
    Markets,
    Share,
    State,
    bloc_sum,
    final_demand,
    log_wage,
)
from counterpoise.models.trade.clearing_newton import ChordStep, NewtonStep, baseline_inverse
from counterpoise.models.trade.markets import Baseline
from counterpoise.models.trade.shocks import Index, Shocks, part

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

TOLERANCE: Final = 1e-9
"""Largest |revenue / income - 1| of any country that is accepted."""

CHUNK: Final = 128
"""Light scenarios solved together; more fall out of the processor's cache."""

CHUNK_WHOLE: Final = 32
"""Scenarios solved together that bring a matrix each."""

PATIENCE: Final = 40
"""Steps of one kind before the next sounder, and slower, kind is taken."""


@dataclass(frozen=True, eq=False)
class Model:
    """A baseline made ready to be shocked.

    Parameters
    ----------
    baseline : Baseline
    theta : float; trade elasticity, above 0
    value_added_share : float, or np.ndarray, shape (n,); in (0, 1]; the rest of a good's cost is
        goods, bought like the others
    labour_supply : float, at least 0; elasticity of work with respect to the real wage
    inverse : np.ndarray, shape (n, n); of the baseline's Jacobian
    detours : np.ndarray of int, shape (n, n); ways around each flow by way of one other country
    """

    baseline: Baseline
    theta: float
    value_added_share: Share
    labour_supply: float
    inverse: NDArray[np.float32]
    detours: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """A batch of b worlds after their shocks, each figure the ratio of after to before.

    Parameters
    ----------
    wage, price : np.ndarray, shape (b, n); the value added of a bloc is its numeraire, so neither can
        be compared between blocs
    real_wage : np.ndarray, shape (b, n); wage over price
    real_income : np.ndarray, shape (b, n); spending on what is not an input over price, which is the
        equivalent variation
    residual : np.ndarray, shape (b,); largest |revenue / income - 1|, at most `TOLERANCE`
    iterations : np.ndarray of int, shape (b,)
    bloc : np.ndarray of int, shape (b, n); smallest position in the country's bloc
    infinite : np.ndarray of bool, shape (b, n); lost every supplier or customer: real wage and
        income are 0 and the price is infinite
    """

    wage: Array
    price: Array
    real_wage: Array
    real_income: Array
    residual: Array
    iterations: NDArray[np.int64]
    bloc: NDArray[np.int64]
    infinite: Flags


class Technique(TypedDict):
    """What is true of all countries and scenarios; see `Model`."""

    value_added_share: Share
    labour_supply: float


class Draw(NamedTuple):
    """The elasticity of each scenario, shape (b,), and the share of value added."""

    theta: Array
    value_added_share: Share

    def take(self, rows: Index) -> Draw:
        """Return the draws of some scenarios."""
        share = self.value_added_share
        if isinstance(share, np.ndarray) and share.ndim == 2:
            share = share[rows]
        return Draw(self.theta[rows], share)


def technique(model: Model, share: Share) -> Technique:
    """Return what `scenario_markets` must know of the model beside its baseline."""
    return {"value_added_share": share, "labour_supply": model.labour_supply}


def solve_light(model: Model, shocks: Shocks, draw: Draw) -> Equilibrium:
    """Return the equilibria of one chunk on the shared matrix, or of its hard ones with their own."""
    base = model.baseline
    theta, share = draw
    markets = scenario_markets.shared(base, shocks, theta, **technique(model, share))
    inverse = model.inverse
    if (theta != model.theta).any() or share is not model.value_added_share:
        near = share.mean(axis=0) if isinstance(share, np.ndarray) and share.ndim == 2 else share
        inverse = baseline_inverse(base, float(theta.mean()), **technique(model, near))
    start = np.zeros((shocks.count, len(base.income)))
    step = ChordStep(markets, inverse)
    with np.errstate(all="ignore"):  # a row that fails is begun anew below
        found = iterate(step, start, depth=5, tolerance=TOLERANCE, limit=PATIENCE)
    if (found.residual <= TOLERANCE).all():
        bloc = np.broadcast_to(base.bloc, start.shape)
        return _equilibrium(markets, step.state, found, bloc, np.zeros(start.shape, dtype=bool))
    every = np.arange(shocks.count)
    parts = [every[first : first + CHUNK_WHOLE] for first in range(0, every.size, CHUNK_WHOLE)]
    return in_order(
        [(rows, solve_whole(model, part(shocks, rows), draw.take(rows))) for rows in parts]
    )


def solve_whole(model: Model, shocks: Shocks, draw: Draw) -> Equilibrium:
    """Return the equilibria of one chunk, each scenario with its own matrix and blocs."""
    theta, share = draw
    markets, alone = scenario_markets.whole(
        model.baseline, shocks, theta, **technique(model, share)
    )
    assert markets.bloc is not None
    step = JacobiStep(markets)
    with np.errstate(all="ignore"):  # a row that fails is begun anew below
        found = iterate(step, np.zeros(alone.shape), depth=5, tolerance=TOLERANCE, limit=PATIENCE)
    good = found.residual <= TOLERANCE
    if good.all():
        return _equilibrium(markets, step.state, found, markets.bloc, alone)
    kinds = ((np.flatnonzero(good), solve_whole), (np.flatnonzero(~good), solve_faint))
    return in_order(
        [
            (rows, how(model, part(shocks, rows), draw.take(rows)))
            for rows, how in kinds
            if rows.size
        ]
    )


def solve_faint(model: Model, shocks: Shocks, draw: Draw) -> Equilibrium:
    """Return the equilibria of scenarios in which faint flows decide, or refuse them."""
    theta, share = draw
    markets, alone = scenario_markets.whole(
        model.baseline, shocks, theta, **technique(model, share)
    )
    assert markets.bloc is not None
    step = NewtonStep(markets)
    found = iterate(step, np.zeros(alone.shape), depth=0, tolerance=TOLERANCE, limit=PATIENCE)
    require(found, what="the markets", tolerance=TOLERANCE)
    return _equilibrium(markets, step.state, found, markets.bloc, alone)


def _equilibrium(
    markets: Markets, state: State, found: Settled, bloc: NDArray[np.int64], alone: Flags
) -> Equilibrium:
    """Return the ratios of after to before, with the value added of each bloc as its numeraire."""
    earned, before = state.income, markets.income
    if markets.loops:
        earned, before = (markets.value_added_share * each for each in (earned, before))
    before = np.broadcast_to(before, earned.shape)
    level = bloc_sum(earned, markets.bloc) / bloc_sum(before, markets.bloc)
    log_price = np.log(state.denominator) / -markets.theta
    price = np.exp(log_price)
    wage = np.exp(log_wage(markets, found.x, log_price))
    demand, was = state.spending, markets.spending
    if markets.loops and markets.closure != "balanced":
        demand = final_demand(markets, state.income, state.spending)
        was = final_demand(markets, markets.income, markets.spending)
    real_income = demand / (was * price)
    return Equilibrium(
        wage=wage / level,
        price=np.where(alone, np.inf, price / level),
        real_wage=np.where(alone, 0.0, wage / price),
        real_income=np.where(alone, 0.0, real_income),
        residual=found.residual,
        iterations=found.iterations,
        bloc=np.asarray(bloc),
        infinite=alone,
    )


def in_order(parts: Sequence[tuple[Index, Equilibrium]]) -> Equilibrium:
    """Return one batch from chunks and the rows that each of them holds."""
    if len(parts) == 1 and (np.diff(parts[0][0]) > 0).all():
        return parts[0][1]
    count = sum(rows.size for rows, _ in parts)
    whole = {}
    for field in fields(Equilibrium):
        first = getattr(parts[0][1], field.name)
        whole[field.name] = np.empty((count, *first.shape[1:]), first.dtype)
        for rows, found in parts:
            whole[field.name][rows] = getattr(found, field.name)
    return Equilibrium(**whole)
