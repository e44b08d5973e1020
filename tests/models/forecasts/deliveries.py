"""Made-up deliveries for tests of forecasts: lumpy, with suppliers that stay and others that come."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def lumpy(recipients: int = 24, suppliers: int = 7, years: int = 45, seed: int = 1) -> Floats:
    """Return volumes, shape (recipients, suppliers, years): most cells are 0, some ties last."""
    rng = np.random.default_rng(seed)
    tie = rng.gamma(0.4, 1.0, size=(recipients, suppliers, 1))
    walk = np.cumsum(rng.normal(0, 0.25, size=(recipients, suppliers, years)), axis=-1)
    chance = 1 / (1 + np.exp(-(np.log(tie + 0.02) + walk)))
    active = rng.random(chance.shape) < 0.6 * chance
    return active * rng.lognormal(2, 1, size=chance.shape) * (0.2 + tie)


def smooth(recipients: int = 24, suppliers: int = 7, years: int = 45, seed: int = 1) -> Floats:
    """Return volumes in which every supplier stays and its share drifts."""
    rng = np.random.default_rng(seed)
    level = rng.normal(0, 1.5, size=(recipients, suppliers, 1))
    walk = np.cumsum(rng.normal(0, 0.1, size=(recipients, suppliers, years)), axis=-1)
    return np.exp(level + walk)
