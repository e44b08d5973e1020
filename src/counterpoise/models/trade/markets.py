"""The baseline of a trade model: one matrix of sales, made to balance, and the blocs in it.

Importers are rows, exporters are columns, the diagonal is what a country sells to itself. A baseline
in which countries spend more than they earn has no counterpart once they are cut off from those who
lend to them, so the default baseline is the same world solved once with every deficit at zero.

References
----------
Dekle, R., Eaton, J., & Kortum, S. (2007). Unbalanced trade. *AER*, 97(2), 351-355.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.errors import MeasureError, UsageError, offenders
from counterpoise.models.fixed_point import settle
from counterpoise.models.trade.clearing import Array, JacobiStep, Markets
from counterpoise.models.trade.clearing import Closure as Closure

KEPT: Final = 32
"""Inverses kept of a baseline: those of two horizons by two conventions, and of a slider's last stops."""


@dataclass(frozen=True, eq=False)
class Baseline:
    """A world before the shock.

    Parameters
    ----------
    trade : np.ndarray, shape (n, n); what each importer (row) spends on each exporter, in money
    share : np.ndarray, shape (n, n); the same as a share of the importer's spending; rows add to 1
    income, spending : np.ndarray, shape (n,); sums of the columns and of the rows, in money
    bloc : np.ndarray of int, shape (n,); which countries trade with one another, both ways
    closure : what becomes of deficits: "balanced", there are none; "additive", each stays what it
        is as a part of its bloc's income; "multiplicative", spending stays in proportion to income
    """

    trade: Array
    share: Array
    income: Array
    spending: Array
    bloc: NDArray[np.int64]
    closure: Closure
    _kept: dict[Hashable, NDArray[np.float32]] = field(default_factory=dict, init=False, repr=False)

    def kept(self, asked: Hashable, make: Callable[[], NDArray[np.float32]]) -> NDArray[np.float32]:
        """Return what follows from this baseline, worked out once for shocks that come one by one."""
        found = self._kept.pop(asked, None)
        found = make() if found is None else found
        self._kept[asked] = found  # what was asked for last goes last
        while len(self._kept) > KEPT:
            self._kept.pop(list(self._kept)[0], None)  # noqa: RUF015  one step, whoever else adds
        return found


def observed(
    trade: ArrayLike, *, closure: Literal["additive", "multiplicative"] = "additive"
) -> Baseline:
    """Return the baseline with the deficits it was found with.

    Raises
    ------
    MeasureError
        If `trade` is not square, holds a figure that is negative or not a number, or a country in
        it sells or buys nothing.
    """
    if closure not in ("additive", "multiplicative"):
        raise UsageError.not_among("closure", closure, ("additive", "multiplicative"))
    found = _baseline(_checked(trade), closure)
    outside = found.bloc[:, None] != found.bloc[None, :]
    if (found.trade[outside] > 0).any():
        stray = np.unique(np.argwhere(outside & (found.trade > 0))[:, 1])
        raise MeasureError(
            "With deficits kept, whoever sells must also buy, even by way of others.",
            where=f"exporter {offenders(stray.tolist(), quote=False)}",
            attempt="markets.balanced(trade, theta=...), or leave them out",
        )
    return found


def balanced(trade: ArrayLike, *, theta: float) -> Baseline:
    """Return the baseline after every deficit has gone to zero, solved with elasticity `theta`.

    What a country sells to those who never sell to it, even by way of others, ends as well: with
    balanced trade it can't be paid for.

    Raises
    ------
    MeasureError
        As in `observed`.
    ConvergenceError
        If markets can't be cleared to 1e-9.
    """
    require_positive("theta", theta)
    checked = _checked(trade)
    labels = blocs(checked > 0)
    inside = _baseline(
        np.where(labels[:, None] == labels[None, :], checked, 0.0), "balanced", where="a bloc"
    )
    markets = Markets(
        income=inside.income,
        spending=inside.income,
        closure="balanced",
        kernel_share=inside.share,
        corrections=None,
        own=np.diag(inside.share),
        theta=np.array([[theta]]),
    )
    start = np.zeros((1, len(checked)))
    step = JacobiStep(markets)
    settle(step, start, what="the balanced baseline", tolerance=1e-12)
    demand = (step.state.spending / step.state.denominator)[0]
    flows = demand[:, None] * inside.share * step.state.kernel
    return _baseline(flows * (inside.income.sum() / flows.sum()), "balanced")


def blocs(open_: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the bloc of each country: those that reach one another through open trade, both ways.

    Parameters
    ----------
    open_ : np.ndarray of bool, shape (n, n); whether the importer (row) buys from the exporter

    Returns
    -------
    np.ndarray of int, shape (n,)
        The smallest index in the country's bloc (strongly connected component).
    """
    labels = np.full(len(open_), -1)
    for country in range(len(open_)):
        if labels[country] < 0:
            labels[_reached(open_, country) & _reached(open_.T, country)] = country
    return labels


def require_positive(what: str, value: float) -> None:
    """Refuse an elasticity or share that is not a finite number above 0."""
    if not (np.isfinite(value) and value > 0):
        raise UsageError.out_of_range(what, value, "a finite number above 0")


def _reached(open_: NDArray[np.bool_], start: int) -> NDArray[np.bool_]:
    """Return who can be reached from `start` by going from importers to their exporters."""
    reached = np.zeros(len(open_), dtype=bool)
    reached[start] = True
    front = reached
    while front.any():
        front = open_[front].any(axis=0) & ~reached
        reached = reached | front
    return reached


def _checked(trade: ArrayLike) -> Array:
    """Return the matrix as floats, or refuse it."""
    matrix = np.asarray(trade, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise MeasureError(
            f"Trade must be a square matrix, importers by exporters, not of shape {matrix.shape}.",
            attempt="one row and one column per country, the diagonal its sales at home",
        )
    wrong = np.argwhere(~(np.isfinite(matrix) & (matrix >= 0)))
    if wrong.size:
        cells = [f"({i}, {j}): {matrix[i, j]}" for i, j in wrong.tolist()]
        raise MeasureError(
            "Trade must be finite and at least 0.",
            where=f"importer, exporter {offenders(cells, quote=False)}",
            attempt="list pairs that are not covered apart; do not code them as -9 or as blank",
        )
    return matrix


def _baseline(trade: Array, closure: Closure, *, where: str = "the matrix") -> Baseline:
    """Return shares, sums and blocs of a checked matrix."""
    income, spending = trade.sum(axis=0), trade.sum(axis=1)
    idle = np.flatnonzero((income <= 0) | (spending <= 0))
    if idle.size:
        raise MeasureError(
            f"Every country in {where} must have output and spend, not none.",
            where=f"country {offenders(idle.tolist(), quote=False)}",
            attempt="give its sales at home (gross output less exports), or leave it out",
        )
    return Baseline(
        trade=trade,
        share=trade / spending[:, None],
        income=income,
        spending=income if closure == "balanced" else spending,
        bloc=blocs(trade > 0),
        closure=closure,
    )
