r"""The default estimate of ideal points: a Gaussian walk, smoothed both ways, and logit cuts.

Seat :math:`i` has in session :math:`t` the position :math:`\theta_{it}` with the log prior

.. math:: -\tfrac12 \sum_t r\,\theta_{it}^2
   - \tfrac12 \sum_t \frac{(\theta_{it} - \theta_{i,t-1})^2}{q\,g_t}

with :math:`r` the precision that keeps positions from wandering off (`shrink`), :math:`q` the
variance of a year's step (`innovation`) and :math:`g_t` the sessions since the seat last voted.
With logistic noise a vote is one or two binary comparisons with a cut,

.. math:: p(\text{yes}) = F(\gamma - \beta\theta), \quad
   p(\text{no}) = 1 - F(\gamma + \Delta - \beta\theta), \quad
   p(\text{abstain}) = F(\gamma + \Delta - \beta\theta)\,(1 - F(\gamma - \beta\theta))\,(1 - e^{-\Delta})

so that every derivative is a sum of :math:`F` and :math:`F(1-F)`. A sweep does one Newton step for
each roll call, with positions integrated out to second order (expectation), and one for each seat:
a tridiagonal system. Anderson's mixing of the last sweeps takes the place of most of them.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from counterpoise.errors import ConvergenceError, UsageError
from counterpoise.models.ideal_points import (
    ABSTAIN,
    NO,
    QUANTILE_90,
    YES,
    Floats,
    Positions,
    RollCalls,
    Whole,
    logistic,
    standard,
    start,
    tally,
    turned,
)
from counterpoise.models.ideal_points_spread import variance as spread_of

SLOPE_SD: Final = 2.0
"""Prior standard deviation of slopes. In logits; the published model's is 1 in probits, some 1.7."""
CUT_SD: Final = 3.0
"""Prior standard deviation of first cuts."""
ABSTENTIONS: Final = 1.0
GAP_RATE: Final = 0.2
"""The gap's prior is (1 - exp(-gap))^ABSTENTIONS exp(-GAP_RATE gap): finite if nobody abstained."""
TOLERANCE: Final = 1e-3
"""Converged: no position changes by more than this in a sweep, in standard deviations."""
SWEEPS: Final = 200
FARTHEST_STEP: Final = 2.0
"""Of a slope, cut or gap in one sweep."""
MEMORY: Final = 6
"""How many sweeps are mixed."""
MIXED, PLAIN = 30, 10
"""So many sweeps are mixed, then so many not: mixing can keep stirring what plain sweeps calm."""
WIDENING: Final = 1.15
"""Factor on Laplace standard deviations, chosen in simulation (`bench/ideal_points.py`). With it
nominal 90 % held 92 % of positions drawn from the posterior of the real votes, as smooth as the walk
supposes, but 84-85 % of made-up states that swing about homes of their own; without, 87 and 77-83."""


@dataclass(frozen=True)
class Comparisons:
    """Votes as comparisons with a cut, in the order of cuts: all first cuts, then all second."""

    place: Whole
    below: Floats
    count: Whole
    filled: Whole
    starts: Whole
    abstained: Floats

    @classmethod
    def of(cls, votes: RollCalls) -> Comparisons:
        parts = [
            (votes.choice == YES, 0, 1.0),
            (votes.choice == ABSTAIN, 0, 0.0),
            (votes.choice == ABSTAIN, 1, 1.0),
            (votes.choice == NO, 1, 0.0),
        ]
        n = votes.roll_calls
        cut = np.concatenate([votes.roll_call[rows] + second * n for rows, second, _ in parts])
        below = np.concatenate([np.full(int(rows.sum()), low) for rows, _, low in parts])
        order = np.argsort(cut, kind="stable")
        count = np.bincount(cut, minlength=2 * n)
        filled = np.flatnonzero(count)
        place = np.concatenate([votes.place[rows] for rows, _, _ in parts])
        abstained = np.bincount(votes.roll_call[parts[1][0]], minlength=n).astype(np.float64)
        starts = (np.cumsum(count) - count)[filled]
        return cls(place[order], below[order], count, filled, starts, abstained)

    def by_cut(self, x: Floats) -> tuple[Floats, Floats]:
        """Return sums over the comparisons with each first and each second cut."""
        sums = np.zeros(len(self.count))
        sums[self.filled] = np.add.reduceat(x, self.starts)
        n = len(sums) // 2
        return sums[:n], sums[n:]

    def each(self, first: Floats, second: Floats) -> Floats:
        """Return the roll calls' values beside each comparison."""
        return np.repeat(np.concatenate([first, second]), self.count)


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


@dataclass(frozen=True)
class Cuts:
    """What the roll calls ask: slopes, first cuts, gaps; and how each last moved.

    A roll call whose step turns back may overshoot: its next steps reach half as far.
    """

    slope: Floats
    cut: Floats
    gap: Floats
    step: Floats
    reach: Floats

    @classmethod
    def guessed(cls, seen: Comparisons) -> Cuts:
        """Return the cuts of the shares of answers, if positions did not matter."""
        n = len(seen.abstained)
        yes, no = seen.count[:n] - seen.abstained, seen.count[n:] - seen.abstained
        every = yes + no + seen.abstained + 1.5
        cut, second = (np.log(p / (1.0 - p)) for p in ((yes + 0.5) / every, 1 - (no + 0.5) / every))
        gap = np.maximum(second - cut, 0.1)
        return cls(np.zeros(n), cut, gap, np.zeros((n, 3)), np.full(n, FARTHEST_STEP))

    def moved(self, step: Floats) -> Cuts:
        """Return the cuts after a step, no farther than their reach."""
        back = (step * self.step).sum(axis=1) < 0.0
        reach = np.where(back, self.reach / 2.0, np.minimum(1.5 * self.reach, FARTHEST_STEP))
        step = step / np.maximum(np.abs(step).max(axis=1) / reach, 1.0)[:, None]
        gap = np.maximum(self.gap + step[:, 2], self.gap / 4.0)
        return Cuts(self.slope + step[:, 0], self.cut + step[:, 1], gap, step, reach)


def estimate(
    votes: RollCalls,
    *,
    shrink: float = 0.5,
    innovation: float = 0.05,
    sweeps: int = SWEEPS,
    tolerance: float = TOLERANCE,
) -> Positions:
    """Return the most likely positions, with Laplace intervals.

    Parameters
    ----------
    votes : RollCalls
        Votes, without roll calls on which all voted alike: they say nothing.
    shrink : float
        Prior precision of every position, > 0.
    innovation : float
        Prior variance of a position's step from one session to the next, > 0.
    sweeps : int
        How many sweeps are tried.
    tolerance : float
        The greatest change of a position in a sweep that counts as none, in standard deviations.

    Raises
    ------
    ConvergenceError
        If positions still change by more than `tolerance` after so many sweeps.
    UsageError
        If `shrink` or `innovation` is not above 0.
    """
    for name, given in (("`shrink`", shrink), ("`innovation`", innovation)):
        if not given > 0:
            raise UsageError.out_of_range(name, given, "above 0")
    seen = Comparisons.of(votes)
    walk = Walk.of(votes, shrink=shrink, innovation=innovation)
    cuts, position = Cuts.guessed(seen), start(votes)
    variance = np.full(votes.places, innovation)
    for _ in range(3):
        cuts = asked(seen, cuts, position, variance)
    mixed = _Mixing()
    change = np.inf
    for sweep in range(1, sweeps + 1):
        cuts = asked(seen, cuts, position, variance)
        moved, variance = moved_to(seen, walk, cuts, position)
        change = float(np.abs(moved - position).max() / max(moved.std(), 1e-9))
        if change <= tolerance:
            variance = with_all_uncertain(votes, seen, walk, cuts, moved, shrink)
            return _identified(votes, moved, variance, cuts, sweep, change)
        position = mixed.next(position, moved) if sweep % (MIXED + PLAIN) < MIXED else moved
    raise ConvergenceError.not_reached(
        "positions", f"change by {change:.2g} in sweep {sweeps}", f"at most {tolerance:g}"
    )


def asked(seen: Comparisons, cuts: Cuts, position: Floats, variance: Floats) -> Cuts:
    """Return slopes and cuts after one Newton step, with positions integrated to second order."""
    at = position[seen.place]
    below = logistic(
        seen.each(cuts.cut, cuts.cut + cuts.gap) - seen.each(cuts.slope, cuts.slope) * at
    )
    surprise = seen.below - below
    weight = below * (1.0 - below)
    r1, r2 = seen.by_cut(surprise)
    spread = sum(seen.by_cut(weight * variance[seen.place])) + SLOPE_SD**-2
    falling = np.exp(-cuts.gap)
    abstained = seen.abstained + ABSTENTIONS
    gradient = np.stack(
        [
            -sum(seen.by_cut(surprise * at)) - cuts.slope * spread,
            r1 + r2 - cuts.cut * CUT_SD**-2,
            r2 + abstained * falling / (1.0 - falling) - GAP_RATE,
        ],
        axis=1,
    )
    curved = curvature(seen, cuts, weight, at, spread)
    step = np.linalg.solve(curved, gradient[..., None])[..., 0]
    return cuts.moved(step.astype(np.float64, copy=False))


def curvature(
    seen: Comparisons, cuts: Cuts, weight: Floats, at: Floats, spread: Floats | float
) -> Floats:
    """Return each roll call's curvature in slope, first cut and gap, shape (R, 3, 3)."""
    w1, w2 = seen.by_cut(weight)
    weight_at = weight * at
    wx1, wx2 = seen.by_cut(weight_at)
    falling = np.exp(-cuts.gap)
    curved = np.empty((len(w1), 3, 3))
    curved[:, 0, 0] = sum(seen.by_cut(weight_at * at)) + spread
    curved[:, 0, 1] = curved[:, 1, 0] = -(wx1 + wx2)
    curved[:, 0, 2] = curved[:, 2, 0] = -wx2
    curved[:, 1, 1] = w1 + w2 + CUT_SD**-2
    curved[:, 1, 2] = curved[:, 2, 1] = w2
    curved[:, 2, 2] = w2 + (seen.abstained + ABSTENTIONS) * falling / (1.0 - falling) ** 2
    return curved


def moved_to(seen: Comparisons, walk: Walk, cuts: Cuts, position: Floats) -> tuple[Floats, Floats]:
    """Return positions after one Newton step, and their variances given the cuts."""
    slope = seen.each(cuts.slope, cuts.slope)
    below = logistic(seen.each(cuts.cut, cuts.cut + cuts.gap) - slope * position[seen.place])
    places = len(position)
    pull = tally(seen.place, slope * (below - seen.below), places)
    weight = slope**2 * below * (1.0 - below)
    information = tally(seen.place, weight, places)
    step, variance = walk.solve(information, pull - walk.times(position))
    return position + np.clip(step, -1.0, 1.0), variance


def with_all_uncertain(
    votes: RollCalls, seen: Comparisons, walk: Walk, cuts: Cuts, position: Floats, shrink: float
) -> Floats:
    """Return the positions' variances with roll calls uncertain too."""
    at, slope = position[seen.place], seen.each(cuts.slope, cuts.slope)
    below = logistic(seen.each(cuts.cut, cuts.cut + cuts.gap) - slope * at)
    weight = below * (1.0 - below)
    information = tally(seen.place, slope**2 * weight, votes.places)
    root = np.linalg.cholesky(np.linalg.inv(curvature(seen, cuts, weight, at, SLOPE_SD**-2)))
    n = len(cuts.slope)
    cut = np.repeat(np.arange(2 * n), seen.count)
    roll_call, steep = cut % n, slope * weight
    # The product of (at, -1, -1 on second cuts) and the root, a lower triangle.
    second = np.where(cut >= n, 1.0, 0.0)
    entry = np.stack(
        [
            at * root[roll_call, 0, 0] - root[roll_call, 1, 0] - second * root[roll_call, 2, 0],
            -root[roll_call, 1, 1] - second * root[roll_call, 2, 1],
            -second * root[roll_call, 2, 2],
        ],
        axis=1,
    )
    return spread_of(
        votes,
        step=walk.step,
        shrink=shrink,
        information=information,
        crossed=(seen.place, roll_call, entry * steep[:, None]),
    )


class _Mixing:
    """Anderson's mixing: the combination of the last sweeps whose changes nearly cancel."""

    def __init__(self) -> None:
        self.moved: deque[Floats] = deque(maxlen=MEMORY)
        self.change: deque[Floats] = deque(maxlen=MEMORY)

    def next(self, position: Floats, moved: Floats) -> Floats:
        change = moved - position
        if np.abs(change).max() >= 1.0:  # a step was cut short: too early to look ahead
            return moved
        if self.change and np.linalg.norm(change) > 2.0 * np.linalg.norm(self.change[-1]):
            self.moved.clear()
            self.change.clear()
        self.moved.append(moved)
        self.change.append(change)
        if len(self.moved) < 2:
            return moved
        changes = np.stack([change - old for old in list(self.change)[:-1]], axis=1)
        moves = np.stack([moved - old for old in list(self.moved)[:-1]], axis=1)
        weight = np.linalg.lstsq(changes, change, rcond=1e-8)[0]
        return moved - moves @ weight


def _identified(
    votes: RollCalls, position: Floats, variance: Floats, cuts: Cuts, sweeps: int, change: float
) -> Positions:
    """Return the estimate with mean 0 and standard deviation 1, the anchors' way up."""
    middle, spread = standard(position)
    up = turned(position, votes.anchor)
    standing = up * (position - middle) / spread
    half = QUANTILE_90 * WIDENING * np.sqrt(variance) / spread
    return Positions(
        position=standing,
        low=standing - half,
        high=standing + half,
        slope=up * cuts.slope * spread,
        cut=cuts.cut - cuts.slope * middle,
        gap=cuts.gap,
        link="logit",
        sweeps=sweeps,
        change=change,
    )
