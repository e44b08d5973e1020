r"""Ideal points as Bailey, Strezhnev and Voeten publish them: a sampler whose update looks back only.

The model is theirs: probit noise, slopes :math:`\beta \sim N(0, 1)`, cuts flat on (-7, 7). So is
what sets the scale of their series over decades: the mean of a position is drawn towards the mean of
the *session before*, as it was in the sweep before, and never towards the session after,

.. math:: \mu_{it} = \frac{\sum_v \beta_v z_{itv} + p_{it}\,\mu_{i,t-1}}{\sum_v \beta_v^2 + p_{it}},
   \qquad p_{it} = \frac{n_{it} + n_{i,t-1}}{s\,n_{it}}, \qquad s = .5

with :math:`z` the leanings, :math:`n` the votes cast; a seat's first session looks to its second.
Positions are drawn about :math:`\mu`, and brought to mean 0 and standard deviation 1 in each sweep.
This is no posterior of any model: :mod:`counterpoise.models.votes.ideal_points.estimate` is the
better estimate of a walk, and this the one that can be laid beside what others have published.

Two things are done otherwise than by the authors, for speed. The sum of a place's leanings is drawn
from the normal distribution with the exact mean and variance of that sum, instead of one leaning at
a time; and slope and cuts of a roll call are proposed together, in the shape of their information.

References
----------
Bailey, M. A., Strezhnev, A. and Voeten, E. (2017). Estimating dynamic state preferences from United
Nations voting data. *Journal of Conflict Resolution*, 61(2), 430-456.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError
from counterpoise.models.votes.ideal_points.cuts import Comparisons
from counterpoise.models.votes.ideal_points.estimate import estimate
from counterpoise.models.votes.ideal_points.roll_calls import (
    ABSTAIN,
    NO,
    YES,
    Floats,
    Positions,
    RollCalls,
    Whole,
    logistic,
    standard,
)
from counterpoise.printable import number_of

Singles = NDArray[np.float32]

SMOOTH: Final = 0.5
FURTHEST: Final = 5.0
"""Positions are held within this, cuts within `FURTHEST_CUT`, as the authors do."""
FURTHEST_CUT: Final = 7.0
BURN, DRAWS, THIN = 300, 900, 3
AGREEMENT: Final = 0.995
"""Converged: the means of the first and second half of the draws correlate at least so highly."""
LOGITS: Final = 1.7
"""One probit is about so many logits."""
PROPOSAL: Final = 1.0
"""Length of a proposal; at 1 about a third of them are accepted."""

FINE: Final = 1024
EDGE: Final = 9.0


@dataclass(frozen=True)
class Tables:
    """The normal distribution at `FINE` points to the unit: looked up, it costs a tenth.

    Parameters
    ----------
    chance, log_chance : np.ndarray
        The distribution function and its log.
    mills : np.ndarray
        Density over distribution function: how far below a cut the mean of what lies below it is.
    variance : np.ndarray
        The variance of what lies below a cut.
    """

    chance: Floats
    log_chance: Singles
    mills: Singles
    variance: Singles


@cache
def tables() -> Tables:
    """Return the tables, made once."""
    x = np.arange(-EDGE * FINE, EDGE * FINE + 1) / FINE
    chance = np.array([0.5 * math.erfc(-point / math.sqrt(2.0)) for point in x])
    mills = density(x) / chance
    single = np.float32
    return Tables(
        chance,
        np.log(chance).astype(single),
        mills.astype(single),
        np.maximum(1.0 - mills * (mills + x), 0.0).astype(single),
    )


def density(x: Floats) -> Floats:
    """Return the normal density."""
    result: Floats = np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)
    return result


def between(low: Floats, high: Floats) -> Floats:
    """Return the normal chance of an interval; far out it is taken from the other, exact tail."""
    mirrored = low + high > 0.0
    low, high = np.where(mirrored, -high, low), np.where(mirrored, -low, high)
    chance = np.maximum(_below(high) - _below(low), 1e-12)
    return chance


def _below(x: Floats) -> Floats:
    """Return the distribution function, interpolated."""
    at = np.clip(x, 0.001 - EDGE, EDGE - 0.001) * FINE + EDGE * FINE
    index = at.astype(np.int64)
    chance = tables().chance
    found: Floats = chance[index] + (at - index) * (chance[index + 1] - chance[index])
    return found


def _nearest(x: Singles) -> NDArray[np.int32]:
    """Return the places in the tables nearest to `x`."""
    at = x * np.float32(FINE) + np.float32(EDGE * FINE + 0.5)
    nearest: NDArray[np.int32] = np.clip(at, 0.0, 2.0 * EDGE * FINE).astype(np.int32)
    return nearest


@dataclass(frozen=True)
class Answers:
    """The votes of one answer, in the order of roll calls."""

    place: Whole
    count: Whole
    filled: Whole
    starts: Whole

    @classmethod
    def of(cls, votes: RollCalls, answer: int) -> Answers:
        rows = np.flatnonzero(votes.choice == answer)
        rows = rows[np.argsort(votes.roll_call[rows], kind="stable")]
        count = np.bincount(votes.roll_call[rows], minlength=votes.roll_calls)
        filled = np.flatnonzero(count)
        starts = (np.cumsum(count) - count)[filled]
        return cls(votes.place[rows].astype(np.int32), count, filled, starts)

    def added(self, x: NDArray[Any]) -> Floats:
        """Return sums over each roll call's votes."""
        sums = np.zeros(len(self.count))
        if len(self.filled):
            sums[self.filled] = np.add.reduceat(x, self.starts, dtype=np.float64)
        return sums

    def each(self, x: Floats) -> Singles:
        """Return the roll calls' values beside each vote."""
        return np.repeat(x.astype(np.float32), self.count)


@dataclass
class Asked:
    """Slopes, first and second cuts: the sampler's present state."""

    slope: Floats
    cut: Floats
    second: Floats

    def accepted(self, other: Asked, where: NDArray[np.bool_]) -> Asked:
        pairs = zip(self._all(), other._all(), strict=True)
        return Asked(*(np.where(where, new, old) for old, new in pairs))

    def _all(self) -> tuple[Floats, Floats, Floats]:
        return self.slope, self.cut, self.second


def sample(
    votes: RollCalls, *, rng: np.random.Generator, burn: int = BURN, draws: int = DRAWS
) -> Positions:
    """Return means and 5-95 % quantiles of positions as the published sampler draws them.

    It starts from the default estimate, so that it needs hundreds of sweeps, not ten thousands.

    Parameters
    ----------
    votes : RollCalls
        Votes, without roll calls on which all voted alike.
    rng : np.random.Generator
        Source of random numbers.
    burn, draws : int
        Sweeps let go, and sweeps used.

    Raises
    ------
    ConvergenceError
        If the two halves of the draws disagree (see `AGREEMENT`), or the default estimate fails.
    """
    answers = {answer: Answers.of(votes, answer) for answer in (YES, ABSTAIN, NO)}
    before, alone, pull = _looking_back(votes)
    asked, position, shape = _begun(votes)
    mean = position.copy()
    kept = np.empty((draws // THIN, votes.places), dtype=np.float32)
    halves = np.zeros((2, votes.places))
    for sweep in range(burn + draws):
        lagged = np.where(alone, 0.0, mean[before])
        mean, position = _positions(answers, asked, position, lagged, pull, rng)
        asked = _roll_calls(answers, asked, position, shape, rng)
        if (draw := sweep - burn) >= 0:
            halves[2 * draw // draws] += position
            if draw % THIN == 0 and draw // THIN < len(kept):
                kept[draw // THIN] = position
    agreement = float(np.asarray(np.corrcoef(halves))[0, 1])
    if not agreement >= AGREEMENT:
        raise ConvergenceError.not_reached(
            "positions",
            f"correlate by {agreement:.3f} between the halves of {number_of(draws, 'draw')}",
            f"at least {AGREEMENT:g}",
        )
    low, high = np.quantile(kept, [0.05, 0.95], axis=0).astype(np.float64)
    return Positions(
        position=halves.sum(axis=0) / draws,
        low=low,
        high=high,
        slope=asked.slope,
        cut=asked.cut,
        gap=asked.second - asked.cut,
        link="probit",
        sweeps=burn + draws,
        change=1.0 - agreement,
    )


def _looking_back(votes: RollCalls) -> tuple[Whole, NDArray[np.bool_], Floats]:
    """Return the place each is drawn towards, which have none (and go to 0), and the precision."""
    first = np.r_[True, votes.seat[1:] != votes.seat[:-1]]
    index, last = np.arange(votes.places), np.r_[first[1:], True]
    alone = first & last
    before = np.where(alone, index, np.where(first, index + 1, index - 1))
    cast = np.bincount(votes.place, minlength=votes.places).astype(np.float64)
    return before, alone, (cast + cast[before]) / (SMOOTH * np.maximum(cast, 1.0))


def _begun(votes: RollCalls) -> tuple[Asked, Floats, Floats]:
    """Return the default estimate in probits, and the roots of the proposals' covariances."""
    found = estimate(votes, shrink=1.0, innovation=0.25)
    asked = Asked(found.slope / LOGITS, found.cut / LOGITS, (found.cut + found.gap) / LOGITS)
    edge = FURTHEST_CUT - 0.5
    asked.slope = np.clip(asked.slope, -3.0, 3.0)
    asked.cut = np.clip(asked.cut, -edge, edge)
    asked.second = np.clip(asked.second, asked.cut + 0.02, edge + 0.4)
    seen = Comparisons.of(votes)
    at = found.position[seen.place]
    leaning = seen.each(asked.slope, asked.slope) * at
    below = logistic(LOGITS * (seen.each(asked.cut, asked.second) - leaning))
    weight = LOGITS**2 * below * (1.0 - below)
    information = np.zeros((votes.roll_calls, 3, 3))
    information[:, 0, 0] = sum(seen.by_cut(weight * at * at)) + 1.0
    for side, (crossed, own) in enumerate(
        zip(seen.by_cut(weight * at), seen.by_cut(weight), strict=True), start=1
    ):
        information[:, 0, side] = information[:, side, 0] = -crossed
        information[:, side, side] = own + 0.5
    return asked, found.position, PROPOSAL * np.linalg.cholesky(np.linalg.inv(information))


def _positions(
    answers: dict[int, Answers],
    asked: Asked,
    position: Floats,
    lagged: Floats,
    pull: Floats,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Return the means of the positions given the leanings, and positions drawn about them."""
    places = len(position)
    single = position.astype(np.float32)
    total, variance, weight = np.zeros(places), np.zeros(places), np.zeros(places)
    for answer, of in answers.items():
        slope = of.each(asked.slope)
        middle, spread = leanings(answer, of, asked, slope * single[of.place])
        total += np.bincount(of.place, slope * middle, minlength=places)
        slope *= slope
        variance += np.bincount(of.place, slope * spread, minlength=places)
        weight += np.bincount(of.place, slope, minlength=places)
    total += np.sqrt(variance) * rng.standard_normal(places)
    precision = weight + pull
    mean = (total + pull * lagged) / precision
    drawn = np.clip(mean + rng.standard_normal(places) / np.sqrt(precision), -FURTHEST, FURTHEST)
    middle_of_all, spread_of_all = standard(drawn)
    return mean, (drawn - middle_of_all) / spread_of_all


def leanings(answer: int, of: Answers, asked: Asked, expected: Singles) -> tuple[Any, Any]:
    """Return mean and variance of leanings, given that they led to this answer."""
    normal = tables()
    if answer == ABSTAIN:
        low = of.each(asked.cut).astype(np.float64) - expected
        high = of.each(asked.second).astype(np.float64) - expected
        chance, at_low, at_high = between(low, high), density(low), density(high)
        shift = (at_low - at_high) / chance
        variance = 1.0 + (low * at_low - high * at_high) / chance - shift**2
        return expected + shift, np.clip(variance, 0.0, 1.0)
    sign = np.float32(1.0 if answer == YES else -1.0)
    cut = of.each(asked.cut if answer == YES else asked.second)
    near = _nearest(sign * (cut - expected))
    return expected - sign * normal.mills[near], normal.variance[near]


def _roll_calls(
    answers: dict[int, Answers],
    asked: Asked,
    position: Floats,
    shape: Floats,
    rng: np.random.Generator,
) -> Asked:
    """Return slopes and cuts after one Metropolis step for each roll call."""
    jump = np.einsum("nij,nj->ni", shape, rng.standard_normal((len(shape), 3)))
    slope, cut, second = asked.slope + jump[:, 0], asked.cut + jump[:, 1], asked.second + jump[:, 2]
    allowed = (cut < second) & (cut > -FURTHEST_CUT) & (second < FURTHEST_CUT)
    proposed = asked.accepted(Asked(slope, cut, second), allowed)
    single = position.astype(np.float32)
    gain = _log_chance(answers, proposed, single) - _log_chance(answers, asked, single)
    return asked.accepted(proposed, allowed & (np.log(rng.random(len(gain))) < gain))


def _log_chance(answers: dict[int, Answers], asked: Asked, position: Singles) -> Floats:
    """Return the log chance of each roll call's votes, and of its slope."""
    total = -0.5 * asked.slope**2
    for answer, of in answers.items():
        expected = of.each(asked.slope) * position[of.place]
        if answer == ABSTAIN:
            low = of.each(asked.cut).astype(np.float64) - expected
            high = of.each(asked.second).astype(np.float64) - expected
            total += of.added(np.log(between(low, high)))
        else:
            sign = np.float32(1.0 if answer == YES else -1.0)
            cut = of.each(asked.cut if answer == YES else asked.second)
            total += of.added(tables().log_chance[_nearest(sign * (cut - expected))])
    return total
