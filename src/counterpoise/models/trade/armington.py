r"""What a shock to trade costs: the one-sector exact-hat model, for many scenarios at once.

Armington, Eaton-Kortum and Melitz-Pareto are one in changes: shares of spending respond to relative
costs with elasticity :math:`\theta`, and markets clear. No parameter but :math:`\theta` is needed
beside the trade matrix, and no level but that of the baseline. Losses are exact (equivalent
variation), not first-order.

Flows that are cut are cut: the world may fall into blocs, each with its own numeraire. A country left
without any supplier, or without any customer, has no equilibrium with finite prices; it is flagged
`infinite`, with real income 0.

References
----------
Arkolakis, C., Costinot, A., & Rodriguez-Clare, A. (2012). New trade models, same old gains? *AER*,
102(1), 94-130.
Costinot, A., & Rodriguez-Clare, A. (2014). Trade theory with numbers. *Handbook of International
Economics*, 4, 197-261.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.errors import UsageError
from counterpoise.models.trade import scenario_markets
from counterpoise.models.trade.armington_chunk import (
    CHUNK,
    CHUNK_WHOLE,
    Equilibrium,
    Model,
    in_order,
    solve_light,
    solve_whole,
    technique,
)
from counterpoise.models.trade.clearing_newton import baseline_inverse
from counterpoise.models.trade.markets import Baseline, require_positive
from counterpoise.models.trade.shocks import Direction, Shocks, bilateral_cuts, part

__all__ = [
    "Equilibrium",
    "Model",
    "PairLosses",
    "pair_losses",
    "prepare",
    "shares_after",
    "solve",
    "trade_after",
]

Array = NDArray[np.float64]

SLICE: Final = 4096
"""Scenarios of the whole matrix whose results are held at once."""


def prepare(
    baseline: Baseline,
    *,
    theta: float,
    value_added_share: float = 1.0,
    labour_supply: float = 0.0,
) -> Model:
    """Return the model of `baseline`; what all scenarios share is worked out here, once.

    Raises
    ------
    UsageError
        If `theta` is not above 0, `value_added_share` not in (0, 1], `labour_supply` below 0.
    """
    require_positive("theta", theta)
    if not 0 < value_added_share <= 1:
        raise UsageError.out_of_range("value_added_share", value_added_share, "in (0, 1]")
    if not (np.isfinite(labour_supply) and labour_supply >= 0):
        raise UsageError.out_of_range("labour_supply", labour_supply, "a number of at least 0")
    open_ = (baseline.trade > 0).astype(np.float32)
    np.fill_diagonal(open_, 0)
    return Model(
        baseline=baseline,
        theta=theta,
        value_added_share=value_added_share,
        labour_supply=labour_supply,
        inverse=baseline_inverse(baseline, theta, value_added_share, labour_supply),
        detours=open_ @ open_,
    )


def solve(model: Model, shocks: Shocks, *, theta: ArrayLike | None = None) -> Equilibrium:
    """Return the equilibria after `shocks`, in their order.

    Parameters
    ----------
    model : Model, from `prepare`
    shocks : Shocks; b scenarios
    theta : array-like, shape (b,), or None; a trade elasticity for each scenario (draws), instead
        of the model's. The baseline stays as it was balanced.

    Returns
    -------
    Equilibrium

    Raises
    ------
    UsageError
        If a shock names a country that is not in the baseline, or an elasticity is not above 0.
    MeasureError
        If, with deficits kept ("additive"), a shock leaves a bloc with deficits and nobody to lend.
    ConvergenceError
        If the markets of any scenario do not clear to `TOLERANCE`; nothing is returned then.
    """
    elasticity = _elasticity(model, shocks, theta)
    _check_positions(model, shocks)
    light = scenario_markets.light(model.baseline, model.detours, shocks)
    difficulty = scenario_markets.severity(model.baseline, shocks)
    parts = []
    for kind, attempt, size in ((light, solve_light, CHUNK), (~light, solve_whole, CHUNK_WHOLE)):
        rows = np.flatnonzero(kind)
        for chunk in scenario_markets.chunks(rows, difficulty, elasticity, size):
            parts.append((chunk, attempt(model, part(shocks, chunk), elasticity[chunk])))
    return in_order(parts)


def shares_after(
    model: Model,
    shocks: Shocks,
    equilibrium: Equilibrium,
    *,
    scenario: int,
    theta: float | None = None,
) -> Array:
    """Return the shares of spending after one scenario, importers by exporters; rows add to 1.

    The row of a country that is left without any supplier is 0.
    """
    elasticity = model.theta if theta is None else theta
    one = part(shocks, np.array([scenario]))
    markets, alone = scenario_markets.whole(
        model.baseline, one, np.array([elasticity]), **technique(model)
    )
    beta = model.value_added_share
    price = np.where(alone[0], 1.0, equilibrium.price[scenario])
    cost = equilibrium.wage[scenario] ** beta * price ** (1 - beta)
    if one.technology is not None:
        cost = cost / one.technology[0]
    kernel = markets.kernel_share[0] * cost**-elasticity
    kernel[alone[0]] = 0
    total = kernel.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(kernel, total, out=np.zeros_like(kernel), where=total > 0))


def trade_after(
    model: Model,
    shocks: Shocks,
    equilibrium: Equilibrium,
    *,
    scenario: int,
    theta: float | None = None,
) -> Array:
    """Return the flows after one scenario, importers by exporters, in the money of the baseline.

    The total income of each bloc is what it was. No flow remains to a country left without supplier.
    """
    share = shares_after(model, shocks, equilibrium, scenario=scenario, theta=theta)
    price = np.where(equilibrium.infinite[scenario], 0.0, equilibrium.price[scenario])
    spending = model.baseline.spending * equilibrium.real_income[scenario] * price
    return np.asarray(share * spending[:, None])


@dataclass(frozen=True, eq=False)
class PairLosses:
    """What each state loses when it and one partner cut trade, for all pairs.

    Parameters
    ----------
    loss : np.ndarray, shape (n, n); row: who loses; column: cut off from whom; share of real income
        in [0, 1], negative where it gains; 0 on the diagonal and where the pair has no such trade
    residual : float; the largest of all scenarios
    iterations : int; the most of any scenario
    """

    loss: Array
    residual: float
    iterations: int


def pair_losses(model: Model, *, direction: Direction = "both", leak: float = 0.0) -> PairLosses:
    """Return the loss of each state for each partner, each pair a scenario of its own.

    `direction` is seen from the one who loses: "supply", it can't buy from the partner; "sales",
    it can't sell to it. "both" needs half the scenarios: one gives the losses of both sides.
    """
    trade = model.baseline.trade
    touched = {"supply": trade > 0, "sales": trade.T > 0, "both": np.triu((trade + trade.T) > 0, 1)}
    if direction not in touched:
        raise UsageError.not_among("direction", direction, touched)
    state, partner = np.nonzero(touched[direction] & ~np.eye(len(trade), dtype=bool))
    loss = np.zeros(trade.shape)
    residual, iterations = 0.0, 0
    if state.size:
        cuts = bilateral_cuts(state, partner, leak=leak, direction=direction)
        order = np.argsort(scenario_markets.severity(model.baseline, cuts))
        for rows in np.array_split(order, -(-order.size // SLICE)):
            found = solve(model, part(cuts, rows))
            each = np.arange(rows.size)
            loss[state[rows], partner[rows]] = 1 - found.real_income[each, state[rows]]
            if direction == "both":
                loss[partner[rows], state[rows]] = 1 - found.real_income[each, partner[rows]]
            residual = max(residual, float(found.residual.max()))
            iterations = max(iterations, int(found.iterations.max()))
    return PairLosses(loss, residual, iterations)


def _elasticity(model: Model, shocks: Shocks, theta: ArrayLike | None) -> Array:
    """Return one elasticity per scenario, or refuse what was given."""
    if theta is None:
        return np.full(shocks.count, model.theta)
    given = np.atleast_1d(np.asarray(theta, dtype=np.float64))
    if given.shape not in ((1,), (shocks.count,)):
        raise UsageError.out_of_range(
            "theta", f"of shape {given.shape}", f"one number for each of {shocks.count} scenarios",
            attempt="trade_shocks.repeat(shocks, draws) for many draws of one scenario",
        )  # fmt: skip
    for value in given[~(np.isfinite(given) & (given > 0))][:1].tolist():
        require_positive("theta", value)
    return np.array(np.broadcast_to(given, (shocks.count,)))


def _check_positions(model: Model, shocks: Shocks) -> None:
    """Refuse shocks to countries that the baseline does not have."""
    n = len(model.baseline.income)
    if shocks.scenario.size and max(shocks.importer.max(), shocks.exporter.max()) >= n:
        last = int(max(shocks.importer.max(), shocks.exporter.max()))
        raise UsageError.out_of_range("importer and exporter", last, f"in 0 … {n - 1}")
    if shocks.technology is not None and shocks.technology.shape[1] != n:
        given = shocks.technology.shape[1]
        raise UsageError.out_of_range("technology", f"{given} columns", f"of {n} columns")
