"""How the volume of a window falls on its years: patterns that pairs had before, drawn anew.

A window's volume times a pattern gives a path that adds up to it. Patterns are taken from pairs
that had been as active as the one in question, so that a steady supplier gets a steady path and a
rare one a single delivery. Paths are for pictures: what is scored is the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.forecasts.share_forecast import Floats, Singles

RECENT: Final = 5
CLASSES: Final = np.array([0.1, 0.5, 0.9])
"""Ends of the classes of the share of active years, of the last five."""
FEWEST: Final = 20
MOST: Final = 4_000
"""Patterns kept of each class: of more, every second, third, ... is taken."""
SHORTEST: Final = 5


@dataclass(frozen=True)
class Profiles:
    """Patterns of each class, each of shape (patterns, horizon), rows adding up to 1."""

    patterns: tuple[Floats, ...]

    def spread(self, amounts: Singles, past: Floats, *, rng: np.random.Generator) -> Singles:
        """Return volumes by year, shape (draws, suppliers, horizon), of one recipient.

        Parameters
        ----------
        amounts : np.ndarray, shape (draws, suppliers); volumes of the window
        past : np.ndarray, shape (suppliers, years); volumes up to the origin
        """
        path = np.zeros((*amounts.shape, self.patterns[0].shape[1]), dtype=np.float32)
        place = _class_of(past)
        draw, supplier = np.nonzero(amounts)
        for number, patterns in enumerate(self.patterns):
            mine = place[supplier] == number
            taken = patterns[rng.integers(len(patterns), size=int(mine.sum()))]
            where = draw[mine], supplier[mine]
            path[where] = amounts[where][:, None] * taken
        return path


def collect(volume: Floats, *, horizon: int) -> Profiles:
    """Return the patterns of all windows within `volume`, shape (recipients, suppliers, years).

    A class of few patterns takes those of all; without any, years are alike.
    """
    found, place = [np.empty((0, horizon))], [np.empty(0, dtype=np.intp)]
    for known in range(SHORTEST, volume.shape[-1] - horizon + 1):
        window = volume[..., known : known + horizon]
        whole = window.sum(axis=-1)
        active = whole > 0
        found.append(window[active] / whole[active][:, None])
        place.append(_class_of(volume[..., :known])[active])
    patterns, classes = np.concatenate(found), np.concatenate(place)
    if len(patterns) < FEWEST:
        patterns, classes = np.full((1, horizon), 1 / horizon), np.zeros(1, dtype=np.intp)
    own = (patterns[classes == number] for number in range(len(CLASSES) + 1))
    return Profiles(tuple(_some(part if len(part) >= FEWEST else patterns) for part in own))


def _class_of(past: Floats) -> NDArray[np.intp]:
    return np.asarray(np.digitize((past[..., -RECENT:] > 0).mean(axis=-1), CLASSES))


def _some(patterns: Floats) -> Floats:
    return patterns[:: -(-len(patterns) // MOST)]
