"""The prior of positions: each seat walks, and is drawn a little to the middle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from counterpoise.models.votes.ideal_points.roll_calls import Floats, RollCalls, Whole


@dataclass(frozen=True)
class Walk:
    """The prior precision of places: a tridiagonal matrix, and where each place is in a grid."""

    diagonal: Floats
    step: Floats
    row: Whole
    seat: Whole

    @classmethod
    def of(cls, votes: RollCalls, *, shrink: float, innovation: float) -> Walk:
        first = np.r_[True, votes.seat[1:] != votes.seat[:-1]]
        apart = np.maximum(np.diff(votes.session, prepend=votes.session[0]), 1)
        step = np.where(first, 0.0, 1.0 / (innovation * apart))
        index = np.arange(votes.places)
        row = index - np.maximum.accumulate(np.where(first, index, 0))
        return cls(shrink + step + np.r_[step[1:], 0.0], step, row, np.cumsum(first) - 1)

    def times(self, x: Floats) -> Floats:
        """Return the prior precision times `x`."""
        before, after = np.r_[0.0, x[:-1]], np.r_[x[1:], 0.0]
        product: Floats = self.diagonal * x - self.step * before - np.r_[self.step[1:], 0.0] * after
        return product

    def solve(self, information: Floats, right: Floats) -> tuple[Floats, Floats]:
        """Return the solution for all seats at once, and the diagonal of the inverse.

        The rows of the grid are a seat's places in turn, so that elimination runs over them while
        each step is taken for every seat together.
        """
        rows, seats = int(self.row.max()) + 1, int(self.seat.max()) + 1
        main, off, x = np.ones((rows, seats)), np.zeros((rows + 1, seats)), np.zeros((rows, seats))
        at = (self.row, self.seat)
        main[at], off[at], x[at] = self.diagonal + information, -self.step, right
        down, up = main.copy(), main.copy()
        for t in range(1, rows):
            factor = off[t] / down[t - 1]
            down[t] -= factor * off[t]
            x[t] -= factor * x[t - 1]
        x[-1] /= down[-1]
        for t in range(rows - 2, -1, -1):
            x[t] = (x[t] - off[t + 1] * x[t + 1]) / down[t]
            up[t] -= off[t + 1] ** 2 / up[t + 1]
        return x[at], (1.0 / (down + up - main))[at]
