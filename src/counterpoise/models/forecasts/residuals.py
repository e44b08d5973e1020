"""What a regression leaves over, kept as quantiles by class, and drawn from again.

The ranks lie closer in the tails: straight lines from the 97th percentile to the very largest
residual would make large ones far too common, and a sum over a hundred partners feels it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

TAIL: Final = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025)
RANKS: Final = np.array([*TAIL, *np.linspace(0.05, 0.95, 19), *(1 - np.array(TAIL[::-1]))])
FEWEST: Final = 30
"""Residuals below which a class borrows those of all."""
STEPS: Final = 2000
"""Ranks told apart when drawing."""


def kept(error: Floats, place: NDArray[np.intp], *, classes: int) -> Floats:
    """Return the quantiles of residuals in each class, shape (classes, ranks).

    Parameters
    ----------
    error, place : np.ndarray, shape (n,)
        Residuals, and the number of the class of each.
    """
    own = (error[place == number] for number in range(classes))
    return np.array([np.quantile(part if len(part) >= FEWEST else error, RANKS) for part in own])


def drawn(table: Floats, place: NDArray[np.intp], rank: Singles) -> Singles:
    """Return residuals at ranks in [0, 1) of their classes; no further out than the outer ranks.

    Parameters
    ----------
    table : np.ndarray, shape (classes, ranks); from :func:`kept`
    place, rank : np.ndarray, shapes that go together
    """
    middle = (np.arange(STEPS) + 0.5) / STEPS
    fine = np.array([np.interp(middle, RANKS, row) for row in table], dtype=np.float32)
    at = place.astype(np.int32) * STEPS + (rank * np.float32(STEPS)).astype(np.int32)
    return fine.ravel()[at]
