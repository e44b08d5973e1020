r"""The walk of log shares: each partner's share grows or shrinks by what such shares did before.

.. math:: \log (s_j + f) = \log (b_j + f) + u_i^{\theta} \, (\bar e + \tau (e_j - \bar e))

from the discounted shares :math:`b`, with :math:`e` drawn from what shares of that size did over
windows of the same length, over how volatile their recipient had been (:math:`u`), and normalised.
It is a model for smooth channels, in which most partners stay: changes of small shares are larger
in proportion, and those of a volatile recipient are larger throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from counterpoise.models.forecasts import residuals
from counterpoise.models.forecasts.discounted_dirichlet import blended, discounted_shares
from counterpoise.models.forecasts.share_forecast import Floats, Lesson, Singles, lessons
from counterpoise.models.forecasts.supply_features import Flags, World, over
from counterpoise.models.forecasts.tuning import coverage_error, mean_energy, past_examples

FLOOR: Final = 1e-4
"""Added to shares before their logarithm is taken: below it, a share is as good as none."""
SIZES: Final = np.array([1e-4, 1e-3, 0.01, 0.03, 0.1, 0.3, 0.6])
"""Ends of the classes of share within which changes are alike."""
DISCOUNTS: Final = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)
OWN: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
TEMPERATURES: Final = (0.5, 0.65, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)
VOLATILITY_YEARS: Final = 10
CALMEST: Final = 0.01


@dataclass(frozen=True)
class Walk:
    """A fitted walk.

    Parameters
    ----------
    horizon : int
        Years of the window.
    discount : float
        What a year back counts in the base.
    own : float
        How far changes follow the recipient's own volatility: 0 not at all, 1 in proportion.
    temperature : float
        What the changes' distance from the middle one of their class is multiplied by.
    changes : np.ndarray, shape (classes, ranks)
        Quantiles of the changes in each class of share.
    """

    horizon: int
    discount: float
    own: float
    temperature: float
    changes: Floats

    def draw(
        self, volume: Floats, *, world: World, draws: int, rng: np.random.Generator
    ) -> Singles:
        """Return shares of the window, as :class:`share_forecast.ShareModel` says."""
        base = blended(discounted_shares(volume, self.discount), world.share_5, 0.0)
        spread = volatility(volume) ** self.own
        middle = np.median(self.changes, axis=1, keepdims=True)
        table = middle + self.temperature * (self.changes - middle)
        rank = rng.random((base.shape[0], draws, base.shape[1]), dtype=np.float32)
        change = residuals.drawn(table, np.digitize(base, SIZES)[:, None, :], rank)
        change *= spread[:, None, None].astype(np.float32)
        np.clip(change, np.log(FLOOR), -np.log(FLOOR), out=change)
        level = np.exp(change) * (base + FLOOR).astype(np.float32)[:, None, :]
        level = np.maximum(level - np.float32(FLOOR), 0)
        total = level.sum(axis=-1, keepdims=True)
        # A draw in which every partner falls under the floor stays where it was.
        return np.asarray(
            np.where(total > 0, level / np.maximum(total, 1e-30), base[:, None, :]),
            dtype=np.float32,
        )


def volatility(volume: Floats) -> Floats:
    """Return how much shares changed from year to year of late, shape (recipients,), 1 if unknown.

    The root of the mean squared change of log shares of the last ten years, partners weighted by
    their share; at least a hundredth.
    """
    recent = volume[..., -VOLATILITY_YEARS - 1 :]
    total = recent.sum(axis=1, keepdims=True)
    share = over(recent, total)
    change = np.diff(np.log(share + FLOOR), axis=-1) ** 2
    weight = (share[..., 1:] + share[..., :-1]) / 2
    both = (total[..., 1:] > 0) & (total[..., :-1] > 0)
    weight = weight * both
    whole = weight.sum(axis=(1, 2))
    square = np.divide(
        (weight * change).sum(axis=(1, 2)), whole, out=np.ones(len(volume)), where=whole > 0
    )
    return np.asarray(np.maximum(np.sqrt(square), CALMEST))


def fit(
    volume: Floats, *, horizon: int, rng: np.random.Generator, covered: Flags | None = None
) -> Walk:
    """Fit the walk to the origins whose windows lie within `volume`; settings by the energy score.

    The temperature, though, is the one at which intervals of the leader's share hold what they say.

    Parameters
    ----------
    volume : np.ndarray, shape (recipients, suppliers, years)
        Volumes up to the origin, which is the last year; not negative.
    covered : np.ndarray of bool, shape (recipients, years), or None
        Where enough is told of a recipient's year to learn from it; None for everywhere.
    """
    examples = past_examples(volume, horizon=horizon, covered=covered)
    taught = list(lessons(volume, horizon=horizon, most=20, covered=covered))
    steps = [_step(lesson) for lesson in taught[::-2]]
    seed = int(rng.integers(2**32))

    def score(walk: Walk) -> float:
        return mean_energy(walk, examples, seed=seed)

    def with_changes(discount: float, own: float) -> Walk:
        return Walk(horizon, discount, own, 1.0, _changes(steps, discount, own))

    best = min((with_changes(discount, 0.5) for discount in DISCOUNTS), key=score)
    best = min((with_changes(best.discount, own) for own in OWN), key=score)
    warmed = [replace(best, temperature=value) for value in TEMPERATURES]
    return min(warmed, key=lambda walk: coverage_error(walk, examples[::2], seed=seed))


@dataclass(frozen=True)
class _Step:
    """What recipients had at a past origin, how volatile they were, and the shares that came."""

    past: Floats
    volatility: Floats
    came: Floats


def _step(lesson: Lesson) -> _Step:
    told = lesson.told
    past, window = lesson.past[told], lesson.window[told]
    return _Step(past, volatility(past), window / window.sum(axis=-1, keepdims=True))


def _changes(steps: Sequence[_Step], discount: float, own: float) -> Floats:
    """Return quantiles of changes of log shares, by class of share, over the volatility's part."""
    change, place = [], []
    for step in steps:
        base = discounted_shares(step.past, discount)
        moved = np.log(step.came + FLOOR) - np.log(base + FLOOR)
        change.append((moved / (step.volatility**own)[:, None]).ravel())
        place.append(np.digitize(base, SIZES).ravel())
    moved, size = np.concatenate(change), np.concatenate(place)
    return residuals.kept(moved, size, classes=len(SIZES) + 1)
