"""Newton's step towards clear markets: with the baseline's Jacobian, or with that of where it stands.

The first is short work near the baseline, where most scenarios end: what a shock to a few flows changes
in the Jacobian is of low rank, and the remembered differences of `fixed_point` make up for it. The
second costs a factorisation per scenario and step, and is for worlds so nearly in autarky that faint
flows must settle how prices compare.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.trade.clearing import Array, Closure, Markets, Share, State, state_at
from counterpoise.models.trade.markets import Baseline

LONGEST: Final = 1.0
"""Largest change of a log cost in one step of the full Newton method."""


class ChordStep:
    """A Newton step with the Jacobian of the baseline; near it, a few are enough.

    `inverse` may be in single precision: it sets how long a step is, not where the steps end.
    `state` is where the equations stood when the step was last taken.
    """

    def __init__(self, markets: Markets, inverse: NDArray[np.float32]) -> None:
        self.markets = markets
        self.inverse = inverse
        self.state: State

    def __call__(self, x: Array) -> tuple[Array, Array]:
        """Return the move from log costs `x` and the residual of each scenario."""
        self.state = state_at(self.markets, x)
        excess = self.state.revenue / self.state.income
        excess -= 1
        move = np.log1p(excess).astype(np.float32) @ self.inverse
        return move.astype(np.float64), np.abs(excess).max(axis=1)


class NewtonStep:
    """A Newton step with the Jacobian of where the equations stand; for whole matrices."""

    def __init__(self, markets: Markets) -> None:
        self.markets = markets
        self.state: State

    def __call__(self, x: Array) -> tuple[Array, Array]:
        """Return the move from log costs `x` and the residual of each scenario."""
        markets = self.markets
        self.state = state = state_at(markets, x)
        share = markets.kernel_share * state.kernel[:, None, :] / state.denominator[:, :, None]
        assert markets.bloc is not None
        negated = negated_jacobian(
            share, state.income, state.spending, markets.bloc, markets.closure,
            markets.theta[:, :, None], markets.value_added_share, markets.labour_supply,
        )  # fmt: skip
        with np.errstate(all="ignore"):  # what overflows ends as not a number, and is refused
            ratio = state.revenue / state.income
            move = np.linalg.solve(negated, np.log(ratio)[:, :, None])[:, :, 0]
        longest = np.abs(move).max(axis=1, keepdims=True)
        move = move * (LONGEST / np.maximum(longest, LONGEST))
        return np.asarray(move), np.abs(ratio - 1).max(axis=1)


def baseline_inverse(
    baseline: Baseline, theta: float, value_added_share: Share, labour_supply: float
) -> NDArray[np.float32]:
    """Return the transposed inverse of the baseline's Jacobian, negated: log excess @ it is the step.

    It is the same whatever the shock, and so is kept: whoever turns a tap asks for it again and again.
    """
    drawn = np.asarray(value_added_share)
    return baseline.kept(
        (theta, drawn.shape, drawn.tobytes(), labour_supply),
        lambda: _inverse(baseline, theta, value_added_share, labour_supply),
    )


def _inverse(
    baseline: Baseline, theta: float, value_added_share: Share, labour_supply: float
) -> NDArray[np.float32]:
    negated = negated_jacobian(
        baseline.share, baseline.income, baseline.spending, baseline.bloc, baseline.closure,
        np.array(theta), value_added_share, labour_supply,
    )  # fmt: skip
    return np.ascontiguousarray(np.linalg.inv(negated).T, dtype=np.float32)


def negated_jacobian(
    share: Array,
    income: Array,
    spending: Array,
    bloc: NDArray[np.int64],
    closure: Closure,
    theta: Array,
    value_added_share: Share,
    labour_supply: float,
) -> Array:
    r"""Return minus the derivative of log (revenue / income) by log cost, made regular.

    With shares :math:`\pi`, sales shares s and :math:`G_Y, G_E` the derivatives of income and spending:

    .. math:: J = s (G_E + \theta \pi) - \theta I - G_Y

    The level of each bloc is free; it is held by adding one row of shares of value added per bloc. All
    arrays may have a leading axis of scenarios.
    """
    unit = np.eye(share.shape[-1])
    beta = np.asarray(value_added_share)
    each = beta[..., :, None] if beta.ndim else beta
    wage = (unit - (1 - each) * share) / each
    earning = wage + labour_supply * (wage - share)
    together = (bloc[..., :, None] == bloc[..., None, :]).astype(np.float64)
    weight = together * (beta * income)[..., None, :]
    weight /= weight.sum(axis=-1, keepdims=True)
    outlay = earning
    if closure == "additive":
        earned = (income / spending)[..., :, None]
        outlay = earned * earning + (1 - earned) * (weight @ earning)
    elif closure == "multiplicative":
        final = spending - (1 - beta) * income
        spent = together * final[..., None, :]
        spent /= spent.sum(axis=-1, keepdims=True)
        outlay = earning + (final / spending)[..., :, None] * ((weight - spent) @ earning)
    flows = share * spending[..., :, None]
    sold = np.swapaxes(flows / flows.sum(axis=-2, keepdims=True), -1, -2)
    return np.asarray(weight + theta * unit + earning - sold @ (outlay + theta * share))
