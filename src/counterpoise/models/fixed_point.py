r"""Anderson acceleration for many fixed points at once, accepted on the residual alone.

A plain step proposes :math:`x + g(x)`. From the last `depth` differences of :math:`x` and :math:`g`
the accelerated step takes the combination whose move would have been least:

.. math:: x' = x + g - (\Delta X + \Delta G)\,\gamma, \qquad
   \gamma = \arg\min \lVert g - \Delta G\,\gamma \rVert

Each row of a batch has its own combination. A small step is no proof of a solution: a row is settled
when the *residual* of the equations is small, never because it has stopped moving.

References
----------
Anderson, D. G. (1965). Iterative procedures for nonlinear integral equations. *J. ACM*, 12, 547-560.
Walker, H. F., & Ni, P. (2011). Anderson acceleration for fixed-point iterations. *SIAM J. Numer.
Anal.*, 49, 1715-1735.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError, offenders
from counterpoise.printable import number_of

Array = NDArray[np.float64]
Step = Callable[[Array], tuple[Array, Array]]
"""x, shape (b, k) -> the plain move g(x), shape (b, k), and the residual of each row, shape (b,)."""

RIDGE: Final = 1e-12
"""Added to the diagonal of the Gram matrix, relative to it, lest parallel differences make it singular."""


REACH: Final = 20
"""Longest accelerated step, in plain moves; a longer one is noise of parallel differences."""


class Settled(NamedTuple):
    """Where each row stands, how far its equations are from holding, and after how many steps.

    x : shape (b, k); residual : shape (b,); iterations : shape (b,), the first evaluation that
    was good enough, or all of them where none was.
    """

    x: Array
    residual: Array
    iterations: NDArray[np.int64]


def settle(
    step: Step,
    start: Array,
    *,
    what: str,
    depth: int = 5,
    tolerance: float = 1e-9,
    limit: int = 300,
) -> Settled:
    """Return the fixed points of `step`, or refuse them all.

    Parameters
    ----------
    step : callable
        x -> (plain move, residual per row); it sees all rows until the last one has settled.
    start : np.ndarray, shape (b, k); first guess, one row per scenario
    what : str; what is being settled, for the refusal ("prices of 3 scenarios")
    depth : int; differences remembered; 0, the plain step alone
    tolerance : float; residual that is accepted, no unit
    limit : int; evaluations allowed

    Raises
    ------
    ConvergenceError
        If the residual of any row is above `tolerance`, or not a number, at the end.
    """
    found = iterate(step, start, depth=depth, tolerance=tolerance, limit=limit)
    require(found, what=what, tolerance=tolerance)
    return found


def require(found: Settled, *, what: str, tolerance: float) -> None:
    """Refuse `found` unless the residual of every row is within `tolerance`."""
    unsettled = np.flatnonzero(~(found.residual <= tolerance))
    if unsettled.size:
        worst = found.residual[unsettled].max()
        named = offenders([f"scenario {row}" for row in unsettled.tolist()], quote=False)
        last = number_of(int(found.iterations.max()), "iteration")
        missed = f"miss their equations by {worst:.1e} after {last}"
        raise ConvergenceError.not_reached(
            f"{what} ({named})",
            missed if np.isfinite(worst) else "grew beyond what a number holds",
            f"at most {tolerance:.0e}" if np.isfinite(worst) else "",
            attempt="a milder shock, a leak above 0, or another elasticity",
        )


def iterate(step: Step, start: Array, *, depth: int, tolerance: float, limit: int) -> Settled:
    """Return where the rows stand once all have settled, or one diverged, or at the limit."""
    x = start.copy()
    history = _History(x.shape, depth)
    iterations = np.full(len(x), limit)
    residual = np.full(len(x), np.inf)
    for evaluation in range(1, limit + 1):
        move, residual = step(x)
        reached = residual <= tolerance
        np.minimum(iterations, evaluation, out=iterations, where=reached)
        if reached.all() or np.isnan(residual).any() or evaluation == limit:
            break
        x = history.next(x, move)
    return Settled(x, residual, iterations)


class _History:
    """The last `depth` differences of x and of its move, row by row, with their Gram matrix."""

    def __init__(self, shape: tuple[int, ...], depth: int) -> None:
        rows, width = shape
        self.moved = np.empty((rows, depth, width))
        self.reach = np.empty((rows, depth, width))
        self.gram = np.zeros((rows, depth, depth))
        self.seen = -1
        self.last: tuple[Array, Array] | None = None

    def next(self, x: Array, move: Array) -> Array:
        """Return the accelerated guess after `x`, whose plain successor is x + move."""
        if self.last is not None and self.moved.shape[1]:
            self._remember(x - self.last[0], move - self.last[1])
        self.last = (x, move)
        held = min(self.seen + 1, self.moved.shape[1])
        if not held:
            return x + move
        gram = self.gram[:, :held, :held]
        target = np.matmul(self.moved[:, :held], move[:, :, None])
        combination = np.linalg.solve(gram, target)
        taken = move - np.matmul(combination.transpose(0, 2, 1), self.reach[:, :held])[:, 0]
        wild = np.flatnonzero(~(np.abs(taken).max(axis=1) <= REACH * np.abs(move).max(axis=1)))
        if wild.size:
            taken[wild] = move[wild]
            self._forget(wild)
        return np.asarray(x + taken)

    def _forget(self, rows: NDArray[np.intp]) -> None:
        """Let `rows` begin anew from where they are."""
        self.moved[rows] = 0
        self.reach[rows] = 0
        self.gram[rows] = np.eye(self.gram.shape[1])

    def _remember(self, dx: Array, dmove: Array) -> None:
        """Store one difference in the oldest place, and its products with the others."""
        self.seen += 1
        depth = self.moved.shape[1]
        place, held = self.seen % depth, min(self.seen + 1, depth)
        self.moved[:, place] = dmove
        np.add(dx, dmove, out=self.reach[:, place])
        products = np.matmul(self.moved[:, :held], dmove[:, :, None])[:, :, 0]
        self.gram[:, place, :held] = products
        self.gram[:, :held, place] = products
        self.gram[:, place, place] += RIDGE * products[:, place] + np.finfo(float).tiny
