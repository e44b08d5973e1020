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

from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError, UsageError
from counterpoise.models.votes.ideal_points.cuts import (
    SLOPE_SD,
    Comparisons,
    Cuts,
    asked,
    curvature,
)
from counterpoise.models.votes.ideal_points.error import mean_square
from counterpoise.models.votes.ideal_points.mixing import Mixing
from counterpoise.models.votes.ideal_points.roll_calls import (
    QUANTILE_90,
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
from counterpoise.models.votes.ideal_points.spread import variance as spread_of
from counterpoise.models.votes.ideal_points.walk import Walk

TOLERANCE: Final = 1e-3
"""Converged: no position changes by more than this in a sweep, in standard deviations."""
SWEEPS: Final = 200
MIXED, PLAIN = 30, 10
"""So many sweeps are mixed, then so many not: mixing can keep stirring what plain sweeps calm."""


def estimate(
    votes: RollCalls,
    *,
    shrink: float = 0.5,
    innovation: float = 0.05,
    sweeps: int = SWEEPS,
    tolerance: float = TOLERANCE,
) -> Positions:
    """Return the most likely positions, and intervals as :mod:`.ideal_points_error` has them.

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
    mixed = Mixing()
    change = np.inf
    for sweep in range(1, sweeps + 1):
        cuts = asked(seen, cuts, position, variance)
        moved, variance = moved_to(seen, walk, cuts, position)
        change = float(np.abs(moved - position).max() / max(moved.std(), 1e-9))
        if change <= tolerance:
            prior = {"shrink": shrink, "innovation": innovation}
            error = squared_error(votes, seen, cuts, moved, **prior)
            return _identified(votes, moved, error, cuts, sweep, change)
        position = mixed.next(position, moved) if sweep % (MIXED + PLAIN) < MIXED else moved
    raise ConvergenceError.not_reached(
        "positions", f"change by {change:.2g} in sweep {sweeps}", f"at most {tolerance:g}"
    )


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


def squared_error(
    votes: RollCalls,
    seen: Comparisons,
    cuts: Cuts,
    position: Floats,
    *,
    shrink: float,
    innovation: float,
) -> Floats:
    """Return the positions' mean square errors, with roll calls uncertain too."""
    at, slope = position[seen.place], seen.each(cuts.slope, cuts.slope)
    below = logistic(seen.each(cuts.cut, cuts.cut + cuts.gap) - slope * at)
    weight = below * (1.0 - below)
    information = tally(seen.place, slope**2 * weight, votes.places)
    variance = spread_of(
        votes,
        step=Walk.of(votes, shrink=shrink, innovation=innovation).step,
        shrink=shrink,
        information=information,
        crossed=crossed(seen, cuts, weight, at),
    )
    return mean_square(
        votes,
        position=position,
        variance=variance,
        information=information,
        shrink=shrink,
        innovation=innovation,
    )


def crossed(
    seen: Comparisons, cuts: Cuts, weight: Floats, at: Floats
) -> tuple[Whole, Whole, NDArray[np.float64]]:
    """Return what ties places to roll calls, less the roll calls' own curvature: C B^(-1/2)."""
    root = np.linalg.cholesky(np.linalg.inv(curvature(seen, cuts, weight, at, SLOPE_SD**-2)))
    n = len(cuts.slope)
    cut = np.repeat(np.arange(2 * n), seen.count)
    roll_call, steep = cut % n, seen.each(cuts.slope, cuts.slope) * weight
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
    return seen.place, roll_call, entry * steep[:, None]


def _identified(
    votes: RollCalls, position: Floats, error: Floats, cuts: Cuts, sweeps: int, change: float
) -> Positions:
    """Return the estimate with mean 0 and standard deviation 1, the anchors' way up."""
    middle, spread = standard(position)
    up = turned(position, votes.anchor)
    standing = up * (position - middle) / spread
    half = QUANTILE_90 * np.sqrt(error) / spread
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
