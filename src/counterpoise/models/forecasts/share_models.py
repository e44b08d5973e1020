"""All share models of one horizon, fitted together and drawn together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from counterpoise.models.forecasts import discounted_dirichlet, hurdle, logit_walk
from counterpoise.models.forecasts.discounted_dirichlet import Dirichlet
from counterpoise.models.forecasts.hurdle import Hurdle
from counterpoise.models.forecasts.logit_walk import Walk
from counterpoise.models.forecasts.point_forecasts import POINT_NAMES, Point
from counterpoise.models.forecasts.share_forecast import Floats, Pool, ShareModel, Singles
from counterpoise.models.forecasts.supply_features import Flags, World

POOLS: Final = {
    "hurdle_dirichlet": ("hurdle", "dirichlet"),
    "hurdle_walk": ("hurdle", "walk"),
    "dirichlet_walk": ("loose", "walk"),
}
"""Half of the draws from either; the Dirichlet that is pooled with the walk is the loose one."""
SINGLES: Final = ("hurdle", "dirichlet", "loose", "walk")
NAMES: Final = (*SINGLES, *POOLS)


@dataclass(frozen=True)
class Models:
    """The three models of a horizon; pools and points are made of them or of nothing."""

    hurdle: Hurdle
    dirichlet: Dirichlet
    walk: Walk

    def named(self, name: str) -> ShareModel:
        """Return one model, pool or point by its name."""
        if name in POOLS:
            first, second = POOLS[name]
            return Pool(self.named(first), self.named(second))
        if name in POINT_NAMES:
            return Point(name, self.hurdle.horizon)
        singles: dict[str, ShareModel] = {
            "hurdle": self.hurdle,
            "dirichlet": self.dirichlet,
            "loose": replace(self.dirichlet, loose=True),
            "walk": self.walk,
        }
        return singles[name]

    def draw(
        self, volume: Floats, *, world: World, draws: int, rng: np.random.Generator
    ) -> dict[str, Singles]:
        """Return the draws of every model, pool and point; a pool takes half of each one's draws."""
        drawn = {
            name: self.named(name).draw(volume, world=world, draws=draws, rng=own)
            for name, own in zip(SINGLES, rng.spawn(len(SINGLES)), strict=True)
        }
        half = draws // 2
        order = rng.permutation(draws)
        for name, (first, second) in POOLS.items():
            both = np.concatenate([drawn[first][:, :half], drawn[second][:, half:]], axis=1)
            drawn[name] = both[:, order]
        for name in POINT_NAMES:
            drawn[name] = self.named(name).draw(volume, world=world, draws=1, rng=rng)
        return drawn


def fit(
    volume: Floats, *, horizon: int, rng: np.random.Generator, covered: Flags | None = None
) -> Models:
    """Fit all models to the origins whose windows lie within `volume`.

    Parameters
    ----------
    volume : np.ndarray, shape (recipients, suppliers, years)
        Volumes up to the origin, which is the last year; not negative.
    covered : np.ndarray of bool, shape (recipients, years), or None
        Where enough is told of a recipient's year to learn from it; None for everywhere.
    """
    return Models(
        hurdle=hurdle.fit(volume, horizon=horizon, covered=covered),
        dirichlet=discounted_dirichlet.tune(volume, horizon=horizon, rng=rng, covered=covered),
        walk=logit_walk.fit(volume, horizon=horizon, rng=rng, covered=covered),
    )
