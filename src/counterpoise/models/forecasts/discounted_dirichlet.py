r"""The discounted Dirichlet: shares of the window around the recipient's own, later years weighing more.

.. math:: s \sim \operatorname{Dirichlet}(\kappa b), \qquad
   b_j = (1 - \varepsilon) \frac{\sum_t d^{T-t} v_{jt}}{\sum_k \sum_t d^{T-t} v_{kt}}
   + \varepsilon w_j

with :math:`w` the suppliers' shares of the world. Discount, part of the world and concentration
are tuned on past origins by the energy score. Tuned, it is the yardstick of every other model.
Its tails are narrow: one concentration serves recipients that are calm and others that are not.
Loosened, each draw has a concentration of its own, gamma distributed around the tuned one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np

from counterpoise.models.forecasts.share_forecast import Floats, Singles
from counterpoise.models.forecasts.supply_features import Flags, World, over
from counterpoise.models.forecasts.tuning import mean_energy, past_examples

DISCOUNTS: Final = (0.35, 0.5, 0.65, 0.75, 0.87, 0.94)
WORLD_PARTS: Final = (0.005, 0.02, 0.1, 0.2, 0.3)
CONCENTRATIONS: Final = (1.0, 1.5, 2.0, 3.0, 6.0, 12.0, 25.0, 50.0, 100.0, 200.0)
LOOSENESS: Final = 4.0
"""Shape of the gamma distribution of a loose Dirichlet's concentration over the tuned one."""
SMALLEST: Final = 1e-6
"""Least parameter of a gamma draw; a smaller one would underflow to 0 all the same."""


@dataclass(frozen=True)
class Dirichlet:
    """A tuned discounted Dirichlet.

    Parameters
    ----------
    horizon : int
        Years of the window.
    discount : float
        What a year back counts in the base.
    world_part : float
        Part of the base that is the world's.
    concentration : float
        How closely draws keep to the base.
    loose : bool
        True if the concentration is drawn too.
    """

    horizon: int
    discount: float
    world_part: float
    concentration: float
    loose: bool = False

    def draw(
        self, volume: Floats, *, world: World, draws: int, rng: np.random.Generator
    ) -> Singles:
        """Return shares of the window, as :class:`share_forecast.ShareModel` says."""
        parameter = (self.concentration * self.base(volume, world=world)).astype(np.float32)
        each = np.repeat(parameter[:, None, :], draws, axis=1)
        if self.loose:
            spread = rng.gamma(LOOSENESS, 1 / LOOSENESS, size=(len(volume), draws, 1))
            each *= spread.astype(np.float32)
        gammas = rng.standard_gamma(np.maximum(each, np.float32(SMALLEST)), dtype=np.float32)
        # A supplier of whom nothing is expected gets nothing, not the least gamma.
        gammas *= (parameter > 0)[:, None, :]
        total = gammas.sum(axis=-1, keepdims=True)
        return np.asarray(gammas / np.maximum(total, np.finfo(np.float32).tiny))

    def base(self, volume: Floats, *, world: World) -> Floats:
        """Return the mean shares, shape (recipients, suppliers)."""
        return blended(discounted_shares(volume, self.discount), world.share_5, self.world_part)


def discounted_shares(volume: Floats, discount: float) -> Floats:
    """Return shares of volumes that count `discount` times less for each year back; 0 without any."""
    weight = discount ** np.arange(volume.shape[-1])[::-1]
    total = volume @ weight
    return over(total, total.sum(axis=-1, keepdims=True))


def blended(own: Floats, world: Floats, part: float) -> Floats:
    """Return the recipient's own shares with a part of the world's; the world's alone without any."""
    known = own.sum(axis=-1, keepdims=True) > 0
    return np.where(known, (1 - part) * own + part * world, world)


def tune(
    volume: Floats, *, horizon: int, rng: np.random.Generator, covered: Flags | None = None
) -> Dirichlet:
    """Return the Dirichlet with the least energy score on past origins, one setting at a time.

    Parameters
    ----------
    volume : np.ndarray, shape (recipients, suppliers, years)
        Volumes up to the origin, which is the last year; not negative.
    covered : np.ndarray of bool, shape (recipients, years), or None
        Where enough is told of a recipient's year to learn from it; None for everywhere.
    """
    examples = past_examples(volume, horizon=horizon, covered=covered)
    seed = int(rng.integers(2**32))
    best = Dirichlet(horizon, DISCOUNTS[3], WORLD_PARTS[2], CONCENTRATIONS[2])

    @cache
    def score(model: Dirichlet) -> float:
        return mean_energy(model, examples, seed=seed)

    for again in (True, False):
        best = min((replace(best, concentration=c) for c in CONCENTRATIONS), key=score)
        best = min((replace(best, discount=d) for d in DISCOUNTS), key=score)
        if again:
            best = min((replace(best, world_part=part) for part in WORLD_PARTS), key=score)
    return best
