r"""The pooled hurdle: whether a supplier is active in the window, and if so, with how much.

Over all recipients and suppliers, with features :math:`x` known at the origin,

.. math:: P(\text{active}) = \operatorname{logit}^{-1}(\alpha + x'\beta), \qquad
   \log \frac{\text{volume}}{h \cdot \text{scale}} = \gamma + x'\delta + e,

both by ridge regression, :math:`e` drawn from the residuals of pairs whose probability of being
active was alike. One normal factor of each recipient and draw, its loyalty, moves both up for the
suppliers that it has and down for those that it has not: a recipient that leaves one of its
suppliers tends to leave the others too. Given that, suppliers are independent. Volumes are then
normalised to shares. It is a model for lumpy channels, in which most pairs pass nothing in most
years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.forecasts import residuals, ridge
from counterpoise.models.forecasts.share_forecast import (
    Floats,
    Lesson,
    Singles,
    at_least_one,
    lessons,
)
from counterpoise.models.forecasts.supply_features import Flags, World, known, recent_shares

PENALTY: Final = 10.0
CLASSES: Final = np.array([0.05, 0.15, 0.35, 0.65, 0.9])
"""Ends of the classes of the probability of being active, within which residuals are alike."""
RECENT: Final = 5
LOYALTY: Final = 1.0
"""What one width of the loyalty factor adds to logit and log volume of a sole supplier; 0, 1, 2 and
3 were tried on origins to 2015: at 1 the energy score is least and intervals hold their level."""
STRANGER: Final = -0.2
"""The same of a supplier that the recipient has not had for five years, over `LOYALTY`."""
MOST_PAIRS: Final = 800_000
"""Pairs of all origins looked at in a fit; of more, every second, third, ... is taken."""
LEAST: Final = 1e-6
"""Smallest probability that a pair that is no candidate becomes active."""


@dataclass(frozen=True)
class Hurdle:
    """A fitted hurdle: some hundred numbers, and nothing of the rows that they come from.

    Parameters
    ----------
    horizon : int
        Years of the window.
    activity, amount : np.ndarray, shape (features + 1,)
        Coefficients of the logit of being active, and of the log volume; intercepts first.
    residuals : np.ndarray, shape (classes, ranks)
        Quantiles of the log volume's residuals in each class of probability.
    newcomer : float
        Probability of being active of a pair that is no candidate.
    """

    horizon: int
    activity: Floats
    amount: Floats
    residuals: Floats
    newcomer: float

    def draw(
        self,
        volume: Floats,
        *,
        world: World,
        draws: int,
        rng: np.random.Generator,
    ) -> Singles:
        """Return shares of the window, as :class:`share_forecast.ShareModel` says."""
        amounts = self.amounts(volume, world=world, draws=draws, rng=rng)
        return np.asarray(amounts / amounts.sum(axis=-1, keepdims=True))

    def amounts(
        self,
        volume: Floats,
        *,
        world: World,
        draws: int,
        rng: np.random.Generator,
        activity_shift: Floats | float = 0.0,
        volume_shift: Floats | float = 0.0,
    ) -> Singles:
        """Return volumes of the window given that something is delivered.

        Parameters
        ----------
        activity_shift, volume_shift : np.ndarray or float
            Added to the logit of being active and to the log volume before anything is drawn, for
            what the past does not tell (an embargo); of shape (suppliers,), (recipients,
            suppliers), or (recipients, draws, suppliers) where the effect itself is uncertain.

        Returns
        -------
        np.ndarray, shape (recipients, draws, suppliers)
            In the unit of `volume`; 0 where a supplier is not active. The same `rng` state gives
            the same chances with and without shifts.
        """
        probability, expected = self.expected(volume, world=world)
        chance, again, factor = rng.spawn(3)
        turn = _loyalty(volume, draws=draws, rng=factor)
        logit = (np.log(probability) - np.log1p(-probability)).astype(np.float32)
        shifted = logit[:, None, :] + turn + _with_draws(activity_shift)
        on = at_least_one(ridge.logistic(shifted), rng=chance)
        active = np.nonzero(on)
        which, _, supplier = active
        rank = again.random(on.shape, dtype=np.float32)[active]
        error = residuals.drawn(self.residuals, _class_of(probability)[which, supplier], rank)
        moved = np.broadcast_to(_with_draws(volume_shift), on.shape)[active]
        amounts = np.zeros(on.shape, dtype=np.float32)
        amounts[active] = np.exp(expected[which, supplier] + turn[active] + moved + error)
        return amounts

    def expected(self, volume: Floats, *, world: World) -> tuple[Floats, Floats]:
        """Return each pair's probability of being active, and its log volume if it is."""
        at = known(volume, world)
        probability = ridge.logistic(ridge.predicted(at.features, self.activity))
        probability = np.where(at.candidate, probability, self.newcomer)
        scale = np.log(self.horizon * np.where(at.scale > 0, at.scale, world.typical))
        return probability, ridge.predicted(at.features, self.amount) + scale[:, None]


def fit(volume: Floats, *, horizon: int, covered: Flags | None = None) -> Hurdle:
    """Fit the hurdle on the 30 origins whose windows lie within `volume`.

    Parameters
    ----------
    volume : np.ndarray, shape (recipients, suppliers, years)
        Volumes up to the origin, which is the last year; not negative.
    horizon : int
        Years of the window.
    covered : np.ndarray of bool, shape (recipients, years), or None
        Where enough is told of a recipient's year to learn from it; None for everywhere.

    Raises
    ------
    ConvergenceError
        If the regression does not come to rest.
    """
    taught = list(lessons(volume, horizon=horizon, covered=covered))
    every = -(-len(taught) * volume.shape[0] * volume.shape[1] // MOST_PAIRS)
    parts = [_cases(lesson, horizon, every) for lesson in taught]
    features = np.concatenate([part.features for part in parts])
    amount = np.concatenate([part.amount for part in parts])
    active = np.isfinite(amount)
    activity = ridge.binary(features, active, penalty=PENALTY)
    level = ridge.linear(features[active], amount[active], penalty=PENALTY)
    error = amount[active] - ridge.predicted(features[active], level)
    place = _class_of(ridge.logistic(ridge.predicted(features[active], activity)))
    strangers = max(sum(part.strangers for part in parts), 1)
    return Hurdle(
        horizon=horizon,
        activity=activity,
        amount=level,
        residuals=residuals.kept(error, place, classes=len(CLASSES) + 1),
        newcomer=max(sum(part.newcomers for part in parts) / strangers, LEAST),
    )


@dataclass(frozen=True)
class _Cases:
    """The candidate pairs of one origin: features, log volume (-inf if inactive), and the others."""

    features: Floats
    amount: Floats
    strangers: int
    newcomers: int


def _cases(lesson: Lesson, horizon: int, every: int) -> _Cases:
    """Return what one origin teaches, of every so many candidate pairs only."""
    told = lesson.told
    window = lesson.window[told]
    at = known(lesson.past[told], World.of(lesson.past))
    with np.errstate(divide="ignore"):
        amount = np.log(window / (horizon * at.scale)[:, None])
    return _Cases(
        at.features[at.candidate][::every],
        amount[at.candidate][::every],
        int((~at.candidate).sum()),
        int((window[~at.candidate] > 0).sum()),
    )


def _class_of(probability: Floats) -> NDArray[np.intp]:
    return np.digitize(probability, CLASSES)


def _loyalty(volume: Floats, *, draws: int, rng: np.random.Generator) -> Singles:
    """Return what the loyalty factor adds, shape (recipients, draws, suppliers)."""
    share = recent_shares(volume, RECENT)
    turn = (LOYALTY * np.where(share > 0, share, STRANGER)).astype(np.float32)
    return rng.standard_normal((len(volume), draws, 1), dtype=np.float32) * turn[:, None, :]


def _with_draws(shift: Floats | float) -> Singles:
    """Return a shift with an axis of draws, if it has one of recipients and lacks it."""
    shifts = np.asarray(shift, dtype=np.float32)
    return shifts[:, None, :] if shifts.ndim == 2 else shifts
