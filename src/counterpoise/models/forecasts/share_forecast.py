"""Draws of partner shares over a coming window: the one interface of every model that makes them.

A model is fitted to volumes up to an origin, [recipient, supplier, year], and draws the shares of
the window of the next `horizon` years, *given that something is delivered in it*. Whether anything
is, and how much, is asked of :mod:`counterpoise.models.forecasts.window_totals`. Whoever calls cuts the
volumes at the origin: no model here can see beyond the arrays that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.forecasts.supply_features import MEMORY, Flags, World

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

TRAINING: Final = 30
"""Origins before the fit from which a model learns, where there are as many."""
SHORTEST: Final = 8
"""Years that must lie before an origin to learn from."""


class ShareModel(Protocol):
    """A fitted model: draws of the shares of a window, for all recipients at once."""

    @property
    def horizon(self) -> int:
        """Years of the window."""

    def draw(
        self, volume: Floats, *, world: World, draws: int, rng: np.random.Generator
    ) -> Singles:
        """Return shares, shape (recipients, draws, suppliers), each draw adding up to 1.

        Parameters
        ----------
        volume : np.ndarray, shape (recipients, suppliers, years)
            Volumes up to the origin, which is the last year; not negative.
        world : World
            What each supplier delivers to everyone.
        draws : int
            How many draws of each recipient's shares.
        rng : numpy.random.Generator
            The only source of chance.
        """


@dataclass(frozen=True)
class Lesson:
    """A past origin with its window: what was known, and what came.

    Parameters
    ----------
    past : np.ndarray, shape (recipients, suppliers, years)
    window : np.ndarray, shape (recipients, suppliers)
    whole : np.ndarray of bool, shape (recipients,)
        Whether the recipient is covered throughout memory and window: of others nothing is learnt.
    """

    past: Floats
    window: Floats
    whole: Flags

    @property
    def remembered(self) -> Flags:
        """Recipients, covered throughout, with something delivered within memory."""
        return np.asarray(self.whole & has_history(self.past))

    @property
    def told(self) -> Flags:
        """Those of them with something delivered in the window too."""
        return np.asarray(self.remembered & (self.window.sum(axis=1) > 0))


def lessons(
    volume: Floats, *, horizon: int, most: int = TRAINING, covered: Flags | None = None
) -> Iterator[Lesson]:
    """Yield the last `most` origins whose window of `horizon` years ends within `volume`.

    Parameters
    ----------
    covered : np.ndarray of bool, shape (recipients, years), or None
        Where enough is told of a recipient's year; None for everywhere.
    """
    last = volume.shape[-1] - horizon
    for known in range(max(last - most + 1, SHORTEST), last + 1):
        window = volume[..., known : known + horizon].sum(axis=-1)
        whole = covered_between(covered, known, known + horizon, recipients=len(volume))
        yield Lesson(volume[..., :known], window, whole)


def covered_between(covered: Flags | None, known: int, end: int, *, recipients: int) -> Flags:
    """Return which recipients are covered from `MEMORY` years before the year `known` up to `end`."""
    if covered is None:
        return np.ones(recipients, dtype=bool)
    return np.asarray(covered[:, max(known - MEMORY, 0) : end].all(axis=1))


def has_history(volume: Floats, span: int = 20) -> NDArray[np.bool_]:
    """Return which recipients got anything in the last `span` years: others have no mix."""
    return np.asarray((volume[..., -span:] > 0).any(axis=(1, 2)))


def at_least_one(probability: Singles, *, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return independent events given that at least one of them comes about.

    Where none came about, the first that does is drawn from its distribution given that there is
    one, and those after it anew: exact, without rejection.

    Parameters
    ----------
    probability : np.ndarray, shape (recipients, draws, suppliers)

    Returns
    -------
    np.ndarray of bool, of the same shape
    """
    on = rng.random(probability.shape, dtype=np.float32) < probability
    nothing = np.nonzero(~on.any(axis=-1))
    chance = np.asarray(probability[nothing], dtype=float)
    none_before = np.cumprod(1 - chance, axis=1) / (1 - chance)
    ladder = np.cumsum(chance * none_before, axis=1)
    rung = rng.random(len(chance)) * ladder[:, -1]
    first = np.minimum((ladder < rung[:, None]).sum(axis=1), chance.shape[1] - 1)
    fresh = rng.random(chance.shape) < chance
    fresh &= np.arange(chance.shape[1]) > first[:, None]
    fresh[np.arange(len(chance)), first] = True
    on[nothing] = fresh
    return on


@dataclass(frozen=True)
class Pool:
    """Two models side by side: `weight` of the draws from the first, the rest from the second."""

    first: ShareModel
    second: ShareModel
    weight: float = 0.5

    @property
    def horizon(self) -> int:
        """Years of the window."""
        return self.first.horizon

    def draw(
        self, volume: Floats, *, world: World, draws: int, rng: np.random.Generator
    ) -> Singles:
        """Return the draws of both, in an order that says nothing of where they are from."""
        part = round(self.weight * draws)
        both = [
            model.draw(volume, world=world, draws=number, rng=rng)
            for model, number in ((self.first, part), (self.second, draws - part))
            if number
        ]
        return np.concatenate(both, axis=1)[:, rng.permutation(draws)]
