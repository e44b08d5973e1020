r"""The market-clearing equations of the one-sector model, for a batch of scenarios.

With input costs :math:`c` (the unknown is :math:`x = \log c`, relative to the baseline), importer i and
exporter j:

.. math::
   S_j = (c_j / A_j)^{-\theta}, \quad \Phi_i = \sum_j \pi_{ij} K_{ij} S_j, \quad
   P_i = \Phi_i^{-1/\theta}, \quad w_i = (c_i P_i^{\beta - 1})^{1/\beta}, \quad
   Y_i = Y^0_i\, w_i\, (w_i / P_i)^{\kappa}

.. math:: R_j = S_j \sum_i \pi_{ij} K_{ij} \frac{E_i}{\Phi_i} = Y_j

:math:`K` is the shock to the kernel, :math:`A` technology, :math:`\beta_i` the share of value added,
:math:`\kappa` the elasticity of labour supply. Y is gross output: :math:`\beta Y` is earned, the rest
buys goods to make goods of (round-about production). E is all that is spent, inputs too: Y plus what the
closure says of deficits. Scenarios that touch few flows share one matrix and add sparse corrections to
two matrix products; the others bring a matrix each.

References
----------
Dekle, R., Eaton, J., & Kortum, S. (2008). Global rebalancing with gravity. *IMF Staff Papers*, 55(3).
Alvarez, F., & Lucas, R. E. (2007). General equilibrium analysis of the Eaton-Kortum model. *JME*, 54(6).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Closure = Literal["balanced", "additive", "multiplicative"]
Share = float | Array
"""Value added over gross output: of all countries, of each (n,), or of each in each scenario (b, n)."""


class Sparse(NamedTuple):
    """Terms to add to a product of shape (b, n), by flat position in it.

    source : shape (k,); what each term multiplies; weight : shape (k,); by what
    target : shape (m,); where sums of terms go, ascending; first : shape (m,); first term of each
    """

    source: Index
    weight: Array
    target: Index
    first: Index


class Corrections(NamedTuple):
    """What the shocks change in a shared matrix, seen from importers and from exporters."""

    supply: Sparse
    sales: Sparse


def sparse(target: Index, source: Index, weight: Array) -> Sparse:
    """Return terms from `source` to `target`, in any order."""
    order = np.argsort(target, kind="stable")
    ascending = target[order]
    first = np.flatnonzero(np.diff(ascending, prepend=-1))
    return Sparse(source[order], weight[order], ascending[first], first)


@dataclass(frozen=True, eq=False)
class Markets:
    """The equations of a batch of b scenarios.

    Parameters
    ----------
    income, spending : np.ndarray, shape (n,); of the baseline, in money: gross output, and all that
        is spent, inputs too
    closure : "balanced", "additive" or "multiplicative"; see `markets.Baseline`
    kernel_share : np.ndarray, shape (n, n), shared, or (b, n, n); baseline shares times the shock
    corrections : Corrections or None; of a shared matrix
    own : np.ndarray, shape (n,) or (b, n); the diagonal of the corrected matrix
    theta : np.ndarray, shape (b, 1); trade elasticity
    value_added_share : float or np.ndarray, shape (n,) or (b, n); beta in (0, 1]
    labour_supply : float; kappa >= 0
    technology : np.ndarray, shape (b, n), or None; productivity factors
    bloc : np.ndarray of int, shape (b, n), or None where all countries are in one bloc
    """

    income: Array
    spending: Array
    closure: Closure
    kernel_share: Array
    corrections: Corrections | None
    own: Array
    theta: Array
    value_added_share: Share = 1.0
    labour_supply: float = 0.0
    technology: Array | None = None
    bloc: NDArray[np.int64] | None = None

    @property
    def loops(self) -> bool:
        """Whether goods are made of goods."""
        return isinstance(self.value_added_share, np.ndarray) or self.value_added_share < 1

    @cached_property
    def wage_weights(self) -> tuple[Share, Array]:
        """What a log cost and a log denominator add to a log wage."""
        beta = self.value_added_share
        return 1 / beta, np.asarray((1 / beta - 1) / self.theta)


class State(NamedTuple):
    """Where the equations stand at some costs; every part of shape (b, n).

    kernel S and denominator Phi, no unit; income Y, spending E, revenue R in the baseline's money.
    """

    kernel: Array
    denominator: Array
    income: Array
    spending: Array
    revenue: Array


def state_at(markets: Markets, x: Array) -> State:
    """Return kernel, denominator, income, spending and revenue at log costs `x`, shape (b, n)."""
    kernel = np.exp(-markets.theta * x)
    if markets.technology is not None:
        kernel *= markets.technology**markets.theta
    denominator = _supply(markets, kernel)
    income = _income(markets, x, denominator)
    spending = _spending(markets, income)
    revenue = _sales(markets, spending / denominator)
    revenue *= kernel
    return State(kernel, denominator, income, spending, revenue)


def log_wage(markets: Markets, x: Array, log_price: Array) -> Array:
    """Return log wages, from log costs and log prices."""
    beta = markets.value_added_share
    return np.asarray((x - (1 - beta) * log_price) / beta) if markets.loops else x


class JacobiStep:
    r"""A Newton step with the diagonal of the Jacobian alone; sound near autarky too.

    .. math:: \Delta \log c = \frac{\log (R / Y)}{\theta (1 - s d) + (1 - d) g},

    s own share, d share of sales made at home, g the elasticity of income with respect to cost.
    `state` is where the equations stood when the step was last taken.
    """

    def __init__(self, markets: Markets) -> None:
        self.markets = markets
        self.state: State

    def __call__(self, x: Array) -> tuple[Array, Array]:
        """Return the move from log costs `x` and the residual of each scenario."""
        self.state = state = state_at(self.markets, x)
        ratio = state.revenue / state.income
        own = self.markets.own * state.kernel / state.denominator
        home = own * state.spending / state.revenue
        growth = (1 - (1 - self.markets.value_added_share) * own) / self.markets.value_added_share
        growth += self.markets.labour_supply * (growth - own)
        slope = self.markets.theta * (1 - own * home) + (1 - home) * growth
        move = np.divide(np.log(ratio), slope, out=np.zeros_like(x), where=slope > 1e-12)
        return move, np.abs(ratio - 1).max(axis=1)


def _supply(markets: Markets, kernel: Array) -> Array:
    """Return the denominator of each importer's shares."""
    share = markets.kernel_share
    if share.ndim == 3:
        return np.asarray(np.matmul(share, kernel[:, :, None])[:, :, 0])
    denominator = np.asarray(kernel @ share.T)
    if markets.corrections is not None:
        _add(denominator, markets.corrections.supply, kernel)
    return denominator


def _sales(markets: Markets, demand: Array) -> Array:
    """Return each exporter's sales per unit of its kernel, given spending over denominator."""
    share = markets.kernel_share
    if share.ndim == 3:
        return np.asarray(np.matmul(demand[:, None, :], share)[:, 0])
    sales = np.asarray(demand @ share)
    if markets.corrections is not None:
        _add(sales, markets.corrections.sales, demand)
    return sales


def _add(to: Array, terms: Sparse, values: Array) -> None:
    """Add the terms, each a weight times one of `values`."""
    if terms.target.size:
        added = terms.weight * values.ravel()[terms.source]
        if terms.target.size < added.size:
            added = np.add.reduceat(added, terms.first)
        to.reshape(-1)[terms.target] += added


def _income(markets: Markets, x: Array, denominator: Array) -> Array:
    """Return Y in the baseline's money."""
    if not markets.loops and markets.labour_supply == 0:
        return np.asarray(np.exp(x) * markets.income)
    log_denominator = np.log(denominator)
    cost, rest = markets.wage_weights
    wage = rest * log_denominator
    wage += cost * x
    if markets.labour_supply:
        wage += markets.labour_supply * (wage + log_denominator / markets.theta)
    income = np.exp(wage, out=wage)
    income *= markets.income
    return np.asarray(income)


def _spending(markets: Markets, income: Array) -> Array:
    """Return E: gross output, and what the closure says of deficits.

    "additive": a deficit stays the same part of its bloc's value added. "multiplicative": what is not
    spent on inputs stays in proportion to value added.
    """
    if markets.closure == "balanced":
        return income
    earned = bloc_sum(markets.value_added_share * income, markets.bloc)
    if markets.closure == "additive":
        before = np.broadcast_to(markets.value_added_share * markets.income, income.shape)
        grown = earned / bloc_sum(before, markets.bloc)
        return np.asarray(income + (markets.spending - markets.income) * grown)
    wanted = income * (final_demand(markets, markets.income, markets.spending) / markets.income)
    inputs = (1 - markets.value_added_share) * income
    return np.asarray(inputs + wanted * (earned / bloc_sum(wanted, markets.bloc)))


def final_demand(markets: Markets, income: Array, spending: Array) -> Array:
    """Return what is spent but not on inputs."""
    return np.asarray(spending - (1 - markets.value_added_share) * income)


def bloc_sum(values: Array, bloc: NDArray[np.int64] | None) -> Array:
    """Return, for each country of each scenario, the sum over its bloc."""
    if bloc is None:
        return np.asarray(values.sum(axis=1, keepdims=True))
    position = (np.arange(len(bloc))[:, None] * bloc.shape[1] + bloc).ravel()
    sums = np.bincount(position, values.ravel(), bloc.size)
    return np.asarray(sums[position].reshape(bloc.shape))
