"""Fewer sweeps to a fixed point, by mixing the last ones."""

from __future__ import annotations

from collections import deque
from typing import Final

import numpy as np

from counterpoise.models.votes.ideal_points.roll_calls import Floats

MEMORY: Final = 6
"""How many sweeps are mixed."""


class Mixing:
    """Anderson's mixing: the combination of the last sweeps whose changes nearly cancel."""

    def __init__(self) -> None:
        self.moved: deque[Floats] = deque(maxlen=MEMORY)
        self.change: deque[Floats] = deque(maxlen=MEMORY)

    def next(self, position: Floats, moved: Floats) -> Floats:
        change = moved - position
        if np.abs(change).max() >= 1.0:  # a step was cut short: too early to look ahead
            return moved
        if self.change and np.linalg.norm(change) > 2.0 * np.linalg.norm(self.change[-1]):
            self.moved.clear()
            self.change.clear()
        self.moved.append(moved)
        self.change.append(change)
        if len(self.moved) < 2:
            return moved
        changes = np.stack([change - old for old in list(self.change)[:-1]], axis=1)
        moves = np.stack([moved - old for old in list(self.moved)[:-1]], axis=1)
        weight = np.linalg.lstsq(changes, change, rcond=1e-8)[0]
        return moved - moves @ weight
