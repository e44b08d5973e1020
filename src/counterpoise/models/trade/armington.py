r"""What a shock to trade costs: the one-sector exact-hat model, for many scenarios at once.

Armington, Eaton-Kortum and Melitz-Pareto are one in changes: shares of spending respond to relative
costs with elasticity :math:`\theta`, and markets clear. No parameter but :math:`\theta` is needed
beside the trade matrix, and no level but that of the baseline. Losses are exact (equivalent
variation), not first-order.

Where goods are made of goods (:math:`\beta_n`, value added over gross output, below 1), dearer supplies
make inputs dearer, and with them the goods that are inputs in turn: the real wage is
:math:`(\pi'_{nn} / \pi_{nn})^{-1 / (\theta \beta_n)}` of what it was. The matrix is of gross sales in
either case, and real income is of value added; see :mod:`counterpoise.models.trade.clearing`.

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

from counterpoise.errors import MeasureError, UsageError, offenders
from counterpoise.models.trade import scenario_markets
from counterpoise.models.trade.armington_chunk import (
    CHUNK,
    CHUNK_WHOLE,
    Draw,
    Equilibrium,
    Model,
    in_order,
    solve_light,
    solve_whole,
    technique,
)
from counterpoise.models.trade.clearing import Share
from counterpoise.models.trade.clearing_newton import baseline_inverse
from counterpoise.models.trade.markets import Baseline, require_positive
from counterpoise.models.trade.shocks import Direction, Shocks, bilateral_cuts, part
from counterpoise.printable import number_of

__all__ = [
    "Equilibrium",
    "Model",
    "PairLosses",
    "pair_losses",
    "prepare",
    "shares_after",
    "solve",
    "spending_after",
    "trade_after",
]

Array = NDArray[np.float64]

SLICE: Final = 4096
"""Scenarios of the whole matrix whose results are held at once."""


def prepare(
    baseline: Baseline,
    *,
    theta: float,
    value_added_share: ArrayLike = 1.0,
    labour_supply: float = 0.0,
) -> Model:
    """Return the model of `baseline`; what all scenarios share is worked out here, once.

    Parameters
    ----------
    baseline : Baseline
    theta : float; trade elasticity, above 0
    value_added_share : float, or array-like, shape (n,); value added over gross output, in (0, 1].
        The rest of a good's cost is goods, bought in the same mix as any other (round-about
        production). At 1 no goods are made of goods.
    labour_supply : float; elasticity of work with respect to the real wage, at least 0

    Raises
    ------
    UsageError
        If `theta` is not above 0, `value_added_share` not in (0, 1], `labour_supply` below 0.
    MeasureError
        If deficits are kept and a country sends abroad more than its value added.
    """
    require_positive("theta", theta)
    share = _value_added(baseline, value_added_share, None)
    if not (np.isfinite(labour_supply) and labour_supply >= 0):
        raise UsageError.out_of_range("labour_supply", labour_supply, "a number of at least 0")
    open_ = (baseline.trade > 0).astype(np.float32)
    np.fill_diagonal(open_, 0)
    return Model(
        baseline=baseline,
        theta=theta,
        value_added_share=share,
        labour_supply=labour_supply,
        inverse=baseline_inverse(baseline, theta, share, labour_supply),
        detours=open_ @ open_,
    )


def solve(
    model: Model,
    shocks: Shocks,
    *,
    theta: ArrayLike | None = None,
    value_added_share: ArrayLike | None = None,
) -> Equilibrium:
    """Return the equilibria after `shocks`, in their order.

    Parameters
    ----------
    model : Model, from `prepare`
    shocks : Shocks; b scenarios
    theta : array-like, shape (b,), or None; a trade elasticity for each scenario (draws), instead
        of the model's. The baseline stays as it was balanced.
    value_added_share : array-like, shape (b, n) or (n,), or None; of each country in each scenario
        (draws), instead of the model's

    Returns
    -------
    Equilibrium

    Raises
    ------
    UsageError
        If a shock names a country that is not in the baseline, an elasticity is not above 0, or a
        share not in (0, 1].
    MeasureError
        If, with deficits kept ("additive"), a shock leaves a bloc with deficits and nobody to lend.
    ConvergenceError
        If the markets of any scenario do not clear to `TOLERANCE`; nothing is returned then.
    """
    elasticity = _elasticity(model, shocks, theta)
    share = model.value_added_share
    if value_added_share is not None:
        share = _value_added(model.baseline, value_added_share, shocks.count)
    draw = Draw(elasticity, share)
    _check_positions(model, shocks)
    light = scenario_markets.light(model.baseline, model.detours, shocks)
    difficulty = scenario_markets.severity(model.baseline, shocks)
    parts = []
    for kind, attempt, size in ((light, solve_light, CHUNK), (~light, solve_whole, CHUNK_WHOLE)):
        rows = np.flatnonzero(kind)
        for chunk in scenario_markets.chunks(rows, difficulty, elasticity, size):
            parts.append((chunk, attempt(model, part(shocks, chunk), draw.take(chunk))))
    return in_order(parts)


def shares_after(
    model: Model,
    shocks: Shocks,
    equilibrium: Equilibrium,
    *,
    scenario: int,
    theta: float | None = None,
    value_added_share: ArrayLike | None = None,
) -> Array:
    """Return the shares of spending after one scenario, importers by exporters; rows add to 1.

    `theta` and `value_added_share`, of shape (n,), are those of the scenario, if they were drawn. The
    row of a country that is left without any supplier is 0.
    """
    elasticity = model.theta if theta is None else theta
    beta = model.value_added_share
    if value_added_share is not None:
        beta = _value_added(model.baseline, value_added_share, None)
    one = part(shocks, np.array([scenario]))
    markets, alone = scenario_markets.whole(
        model.baseline, one, np.array([elasticity]), **technique(model, beta)
    )
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
    value_added_share: ArrayLike | None = None,
) -> Array:
    """Return the flows after one scenario, importers by exporters, in the money of the baseline.

    The value added of each bloc is what it was. No flow remains to a country left without supplier.
    """
    share = shares_after(
        model, shocks, equilibrium, scenario=scenario, theta=theta,
        value_added_share=value_added_share,
    )  # fmt: skip
    spending = spending_after(model, equilibrium, value_added_share=value_added_share)[scenario]
    return np.asarray(share * spending[:, None])


def spending_after(
    model: Model, equilibrium: Equilibrium, *, value_added_share: ArrayLike | None = None
) -> Array:
    """Return what each country spends after each scenario, inputs too, in the money of the baseline.

    Shape (b, n); `value_added_share` is that of the scenarios, (b, n) or (n,), if it was drawn.
    """
    base, beta = model.baseline, np.asarray(model.value_added_share)
    if value_added_share is not None:
        beta = np.asarray(value_added_share, dtype=np.float64)
    # Who is left alone makes no more inputs either: its wage stands for nothing.
    inputs = np.where(equilibrium.infinite, 0.0, (1 - beta) * base.income)
    price = np.where(equilibrium.infinite, 0.0, equilibrium.price)
    made = equilibrium.wage * equilibrium.real_wage**model.labour_supply
    return np.asarray((base.spending - inputs) * equilibrium.real_income * price + inputs * made)


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


def _value_added(baseline: Baseline, given: ArrayLike, count: int | None) -> Share:
    """Return the share of value added; 1.0 where nobody makes goods of goods; or refuse it."""
    share = np.asarray(given, dtype=np.float64)
    n = len(baseline.income)
    if share.shape not in ((), (n,), *(() if count is None else ((count, n),))):
        rows = "" if count is None else f" or ({count}, {n})"
        raise UsageError.out_of_range(
            "value_added_share", f"of shape {share.shape}", f"one number or of shape ({n},){rows}"
        )
    wrong = share[~((share > 0) & (share <= 1))]
    if wrong.size:
        raise UsageError.out_of_range("value_added_share", float(wrong.flat[0]), "in (0, 1]")
    lent = baseline.income - baseline.spending
    broke = np.flatnonzero(np.atleast_2d(lent >= share * baseline.income).any(axis=0))
    if broke.size and baseline.closure != "balanced":
        raise MeasureError(
            "With deficits kept, no country may send abroad more than its value added.",
            where=f"country {offenders(broke.tolist(), quote=False)}",
            attempt="markets.balanced(trade, theta=...), or a higher share of value added",
        )
    if not share.ndim:
        return float(share)
    return 1.0 if (share == 1).all() else share


def _check_positions(model: Model, shocks: Shocks) -> None:
    """Refuse shocks to countries that the baseline does not have."""
    n = len(model.baseline.income)
    if shocks.scenario.size and max(shocks.importer.max(), shocks.exporter.max()) >= n:
        last = int(max(shocks.importer.max(), shocks.exporter.max()))
        raise UsageError.out_of_range("importer and exporter", last, f"in 0 … {n - 1}")
    if shocks.technology is not None and shocks.technology.shape[1] != n:
        given = shocks.technology.shape[1]
        told = number_of(given, "column"), f"of {number_of(n, 'column')}"
        raise UsageError.out_of_range("technology", *told)
