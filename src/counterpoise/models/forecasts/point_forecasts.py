"""Forecasts that are a point and no distribution: what every model must be better than.

They are draws like any other, with one draw only, so that the energy score is their distance from
what came. No library is needed for them: on shares that add up to 1, each is a line, and a library
that fits one series at a time would take minutes for all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from counterpoise.models.forecasts.discounted_dirichlet import discounted_shares
from counterpoise.models.forecasts.share_forecast import Floats, Singles
from counterpoise.models.forecasts.supply_features import World, over, recent_shares

AVERAGE_YEARS: Final = 5
SMOOTHING: Final = 0.3
"""Weight of the last year in exponential smoothing; the customary middle of 0.1 to 0.5."""


def persistence(volume: Floats) -> Floats:
    """Return the shares of the last year in which the recipient got anything."""
    total = volume.sum(axis=1)
    last = total.shape[-1] - 1 - (total[:, ::-1] > 0).argmax(axis=-1)
    return recent_shares(volume[np.arange(len(volume)), :, last][..., None], 1)


def average(volume: Floats) -> Floats:
    """Return the shares of the last five years taken together."""
    return recent_shares(volume, AVERAGE_YEARS)


def moving_average(volume: Floats) -> Floats:
    """Return the mean of the yearly shares of the last five years that had any delivery."""
    yearly = _yearly(volume[..., -AVERAGE_YEARS:])
    mean = yearly.sum(axis=-1)
    return _normal(mean, otherwise=average(volume))


def drift(volume: Floats, horizon: int) -> Floats:
    """Return the five-year shares moved on as they moved from the five years before."""
    now, before = average(volume), recent_shares(volume[..., :-AVERAGE_YEARS], AVERAGE_YEARS)
    ahead = (AVERAGE_YEARS + horizon) / 2 / AVERAGE_YEARS
    had_both = before.sum(axis=1, keepdims=True) > 0
    moved = np.where(had_both, np.maximum(now + (now - before) * ahead, 0), now)
    return _normal(moved, otherwise=now)


def exponential_smoothing(volume: Floats) -> Floats:
    """Return yearly shares, exponentially smoothed; years without a delivery say nothing."""
    return _normal(discounted_shares(_yearly(volume), 1 - SMOOTHING), otherwise=average(volume))


def _yearly(volume: Floats) -> Floats:
    return over(volume, volume.sum(axis=1, keepdims=True))


def _normal(level: Floats, *, otherwise: Floats) -> Floats:
    whole = level.sum(axis=1, keepdims=True)
    return np.where(whole > 0, level / np.where(whole > 0, whole, 1), otherwise)


@dataclass(frozen=True)
class Point:
    """One of the point forecasts, by name, in the interface of the models."""

    name: str
    horizon: int

    def draw(
        self, volume: Floats, *, world: World, draws: int, rng: np.random.Generator
    ) -> Singles:
        """Return the point as one draw, whatever number is asked for."""
        return self.shares(volume)[:, None, :].astype(np.float32)

    def shares(self, volume: Floats) -> Floats:
        """Return the point, shape (recipients, suppliers)."""
        if self.name == "drift":
            return drift(volume, self.horizon)
        return POINTS[self.name](volume)


POINTS: Final = {
    "persistence": persistence,
    "average": average,
    "moving_average": moving_average,
    "exponential_smoothing": exponential_smoothing,
}
POINT_NAMES: Final = (*POINTS, "drift")
