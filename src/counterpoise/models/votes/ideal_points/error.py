r"""How far off ideal points may be, for seats that do not move and stand as the prior supposes.

The Laplace variance :math:`v` holds on average over positions drawn from the prior. That prior is
made to hold the scale, not to describe states: its walk is the same for all, and it draws everyone
to the middle. The estimate lies below the truth by :math:`\Sigma Q \theta`, with :math:`Q` the prior
precision, and in simulations it is this, not the noise of votes, that Laplace intervals leave out.
So the mean square error of a place is taken to be

.. math:: c \Big(v + \max(\kappa_i - 1, 0)\,w + f^2\,E[\mu^2]
   + \big(\tfrac{1}{N_t} - \tfrac{1}{N}\big)\big(s^2 + \tfrac{\theta^2}{2}\big)\Big)

* *movement*: :math:`w` is the part of the variance that the walk supposes to be smoothed away
  (:math:`\partial v / \partial \log q`), and :math:`\kappa_i q` the variance of a step that the
  seat's own votes show;
* *home*: :math:`f` is how far the pull to the middle shortens a seat's position, and
  :math:`E[\mu^2]` the square of where it may stand without it, as wide as all positions are;
* *membership*: the pull holds mean and spread of every session alike, but those of the
  :math:`N_t` of all :math:`N` seats that sit in it differ by chance, by the variances that sampling
  without replacement gives (:math:`s` is the spread of all positions).

:math:`c` is `WIDENING`, the one number that was chosen in simulation;
`bench/ideal_points_coverage.py` shows on what, and how often the intervals hold other truths.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from counterpoise.models.votes.ideal_points.roll_calls import Floats, RollCalls, tally
from counterpoise.models.votes.ideal_points.walk import Walk

WIDENING: Final = 1.15
"""Factor on mean square errors, 1.07 on widths, with which nominal 90 % held 90 % in simulation."""
OWN_STEPS: Final = 10.0
"""A seat's steps count for half when they tell as much as so many steps seen without error."""
LITTLE: Final = 1e-3
"""Information below this is none: of a place whose votes say nothing."""


def mean_square(
    votes: RollCalls,
    *,
    position: Floats,
    variance: Floats,
    information: Floats,
    shrink: float,
    innovation: float,
) -> Floats:
    """Return the mean square error of each place.

    Parameters
    ----------
    votes : RollCalls
        Who sat where.
    position, variance : np.ndarray, shape (P,)
        The estimate, on the scale of the prior, and its Laplace variance.
    information : np.ndarray, shape (P,)
        What the votes say of each place, the roll calls held still.
    shrink, innovation : float
        The prior: precision of a position, variance of a step.
    """
    walk = Walk.of(votes, shrink=shrink, innovation=innovation)
    ratio = step_ratio(walk, position, information)
    moving = np.maximum(ratio - 1.0, 0.0)[walk.seat] * _smoothed_away(
        votes, information, shrink, innovation
    )
    wide = float(position.var())
    home = _drawn_in(walk, position, variance, information, shrink, wide)
    membership = (wide + position**2 / 2.0) * _by_chance(votes)
    error: Floats = WIDENING * (variance + moving + home + membership)
    return error


def step_ratio(walk: Walk, position: Floats, information: Floats) -> Floats:
    """Return each seat's variance of a step over that of the prior, from its votes.

    Votes say of a place what one observation would, with `information` for a precision. Of two in
    turn the squared difference, less the noise of both, is the variance of the step on average. The
    weights are those of an observed step of the prior; a seat with few steps is drawn to all seats'.
    """
    known = information > LITTLE
    noise = 1.0 / np.where(known, information, 1.0)
    observed = position + walk.times(position) * noise
    both = np.r_[False, known[1:] & known[:-1]] & (walk.step > 0.0)
    supposed = 1.0 / np.where(both, walk.step, 1.0)
    noise = noise + np.r_[0.0, noise[:-1]]
    squared = np.diff(observed, prepend=observed[0]) ** 2
    weight = np.where(both, supposed / (supposed + noise) ** 2, 0.0)
    seats = int(walk.seat.max()) + 1
    seen = tally(walk.seat, weight * (squared - noise), seats)
    told = tally(walk.seat, weight * supposed, seats)
    every = (seen.sum() + OWN_STEPS) / (told.sum() + OWN_STEPS)
    ratio: Floats = (seen + OWN_STEPS * every) / (told + OWN_STEPS)
    return ratio


def _smoothed_away(
    votes: RollCalls, information: Floats, shrink: float, innovation: float
) -> Floats:
    """Return by how much variances grow with the log of the variance of a step."""
    nothing, little = np.zeros(votes.places), 0.01
    ends = [
        Walk.of(votes, shrink=shrink, innovation=innovation * factor).solve(information, nothing)[1]
        for factor in (1.0 - little, 1.0 + little)
    ]
    grown: Floats = (ends[1] - ends[0]) / (2.0 * little)
    return grown


def _drawn_in(
    walk: Walk,
    position: Floats,
    variance: Floats,
    information: Floats,
    shrink: float,
    wide: float,
) -> Floats:
    """Return the mean square of how far the pull to the middle moves each place."""
    shorter, _ = walk.solve(information, np.full(len(position), shrink))
    left = 1.0 - shorter
    spread = left**2 * wide + variance
    square = (left * wide * position / spread) ** 2 + wide * variance / spread
    drawn: Floats = shorter**2 * square
    return drawn


def _by_chance(votes: RollCalls) -> Floats:
    """Return 1/N_t - 1/N: how far a session's members are from all seats, by chance."""
    sitting = tally(votes.session, np.ones(votes.places), int(votes.session.max()) + 1)
    every = len(np.unique(votes.seat))
    apart: Floats = np.maximum(1.0 / sitting[votes.session] - 1.0 / every, 0.0)
    return apart
