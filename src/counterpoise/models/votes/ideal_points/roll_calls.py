r"""Positions of voters who move, from roll calls with three answers: the arrays, the likelihood.

A vote on roll call :math:`v` by a state at position :math:`\theta` is *yes*, *abstain* or *no* as a
latent leaning :math:`\beta_v \theta + \varepsilon` lies under the first cut :math:`\gamma_v`,
between the cuts, or above the second, :math:`\gamma_v + \Delta_v`, :math:`\Delta_v > 0`.
:mod:`counterpoise.models.votes.ideal_points.estimate` finds the positions that are most likely under a walk
through time; :mod:`counterpoise.models.votes.ideal_points.gibbs` reproduces the published series.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.integer[Any]]

YES, ABSTAIN, NO = 0, 1, 2

QUANTILE_90: Final = 1.6448536269514722
"""Standard deviations from the middle to either end of a central 90 % interval."""


@dataclass(frozen=True)
class RollCalls:
    """Votes, and the state-sessions ("places") that cast them.

    Parameters
    ----------
    roll_call : np.ndarray, shape (n,)
        The roll call of each vote, 0 .. R-1; identical resolutions of several sessions may share one.
    place : np.ndarray, shape (n,)
        The place of each vote, 0 .. P-1.
    choice : np.ndarray, shape (n,)
        0 yes, 1 abstain, 2 no.
    seat : np.ndarray, shape (P,)
        Who walks, as a number. Places are in the order of seat, then session.
    session : np.ndarray, shape (P,)
        When.
    anchor : np.ndarray, shape (P,)
        1 where positions are to be positive, -1 negative, 0 elsewhere: the sign of the scale.
    """

    roll_call: Whole
    place: Whole
    choice: Whole
    seat: Whole
    session: Whole
    anchor: Whole

    @property
    def roll_calls(self) -> int:
        return int(self.roll_call.max()) + 1

    @property
    def places(self) -> int:
        return len(self.seat)


@dataclass(frozen=True)
class Positions:
    """Estimated positions; mean 0 and standard deviation 1 over all places.

    Parameters
    ----------
    position, low, high : np.ndarray, shape (P,)
        The position of each place, and its central 90 % interval.
    slope, cut, gap : np.ndarray, shape (R,)
        Each roll call's slope, first cut and distance to the second, on the scale of `link`.
    link : {"logit", "probit"}
        The distribution of the noise in a leaning.
    sweeps : int
        How many sweeps over all votes it took.
    change : float
        What the stated criterion of convergence came to.
    """

    position: Floats
    low: Floats
    high: Floats
    slope: Floats
    cut: Floats
    gap: Floats
    link: str
    sweeps: int
    change: float


def standard(x: Floats) -> tuple[float, float]:
    """Return the mean and the standard deviation that identify the scale."""
    return float(x.mean()), float(x.std())


def tally(at: Whole, x: Floats, count: int) -> Floats:
    """Return sums of `x` by the number `at`, 0 .. count-1."""
    return np.bincount(at, x, minlength=count).astype(np.float64, copy=False)


def logistic(x: Floats) -> Floats:
    """Return 1 / (1 + exp(-x))."""
    result: Floats = 1.0 / (1.0 + np.exp(-x))
    return result


def log_score(found: Positions, *, roll_call: Whole, place: Whole, choice: Whole) -> Floats:
    """Return the log probability that the logit estimate gave to each of some other votes."""
    leaning = found.slope[roll_call] * found.position[place]
    first = logistic(found.cut[roll_call] - leaning)
    second = logistic(found.cut[roll_call] + found.gap[roll_call] - leaning)
    chance = np.choose(choice, [first, second - first, 1.0 - second])
    score: Floats = np.log(np.maximum(chance, 1e-12))
    return score


def start(votes: RollCalls) -> Floats:
    """Return a first guess: agreement with the anchors' side of each roll call.

    The side is the mean answer of positive anchors less that of negative ones.
    """
    answer = votes.choice.astype(np.float64) - 1.0
    side = np.zeros(votes.roll_calls)
    for sign in (1, -1):
        of = votes.anchor[votes.place] == sign
        count = np.bincount(votes.roll_call[of], minlength=votes.roll_calls)
        total = np.bincount(votes.roll_call[of], answer[of], minlength=votes.roll_calls)
        side += sign * total / np.maximum(count, 1)
    everyone = np.bincount(votes.roll_call, minlength=votes.roll_calls)
    mean = np.bincount(votes.roll_call, answer) / everyone
    part = side[votes.roll_call] * (answer - mean[votes.roll_call])
    agreed = np.bincount(votes.place, part, minlength=votes.places)
    guess = agreed / np.maximum(np.bincount(votes.place, minlength=votes.places), 1)
    middle, spread = standard(guess)
    return (guess - middle) / (spread or 1.0)


def turned(position: Floats, anchor: Whole) -> float:
    """Return 1, or -1 if the positive anchors lie below the negative ones."""
    apart = 0.0
    for sign in (1, -1):
        of = anchor == sign
        apart += sign * float(position[of].mean()) if of.any() else 0.0
    return -1.0 if apart < 0 else 1.0
