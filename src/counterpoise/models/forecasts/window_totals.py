r"""Whether anything is delivered in a window, and how much in all: pooled over recipients.

.. math:: P(\text{anything}) = \operatorname{logit}^{-1}(a + z'b), \qquad
   \log \frac{\text{total}}{h \cdot \text{scale}} = c + z'd + e

with :math:`z` the recipient's recent volumes relative to its scale, and :math:`e` drawn from the
residuals. A total that is nearly always delivered (trade) has a probability near 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from counterpoise.models.forecasts import residuals, ridge
from counterpoise.models.forecasts.share_forecast import Floats, lessons
from counterpoise.models.forecasts.supply_features import Flags

SPANS: Final = (1, 3, 5, 10, 20)
FLOOR: Final = 0.02
PENALTY: Final = 3.0
FEATURES: Final = 2 * len(SPANS)


@dataclass(frozen=True)
class Totals:
    """Fitted totals of a window.

    Parameters
    ----------
    horizon : int
        Years of the window.
    anything, amount : np.ndarray, shape (FEATURES + 1,)
        Coefficients of the logit of any delivery, and of the log total; intercepts first.
    residuals : np.ndarray, shape (ranks,)
        Quantiles of the log total's residuals.
    """

    horizon: int
    anything: Floats
    amount: Floats
    residuals: Floats

    def probability(self, volume: Floats) -> Floats:
        """Return the probability, shape (recipients,), that anything is delivered in the window."""
        return ridge.logistic(ridge.predicted(_known(volume)[0], self.anything))

    def draw(self, volume: Floats, *, draws: int, rng: np.random.Generator) -> Floats:
        """Return totals given that something is delivered, shape (recipients, draws)."""
        features, scale = _known(volume)
        level = ridge.predicted(features, self.amount) + np.log(self.horizon * scale)
        rank = rng.random((len(level), draws), dtype=np.float32)
        error = residuals.drawn(self.residuals[None], np.zeros_like(rank, dtype=np.intp), rank)
        return np.asarray(np.exp(level[:, None] + error))


def fit(volume: Floats, *, horizon: int, covered: Flags | None = None) -> Totals:
    """Fit totals on the origins whose windows lie within `volume`, shape (recipients, suppliers, years).

    Recipients are left out where they are not `covered`, shape (recipients, years).
    """
    features, amount = [], []
    for lesson in lessons(volume, horizon=horizon, covered=covered):
        row, scale = _known(lesson.past)
        told = lesson.remembered
        with np.errstate(divide="ignore"):
            log_total = np.log(lesson.window.sum(axis=1) / (horizon * scale))
        features.append(row[told])
        amount.append(log_total[told])
    known, level = np.concatenate(features), np.concatenate(amount)
    some = np.isfinite(level)
    coefficients = ridge.linear(known[some], level[some], penalty=PENALTY)
    error = level[some] - ridge.predicted(known[some], coefficients)
    anything = ridge.binary(known, some, penalty=PENALTY)
    return Totals(horizon, anything, coefficients, np.quantile(error, residuals.RANKS))


def _known(volume: Floats) -> tuple[Floats, Floats]:
    """Return features, shape (recipients, FEATURES), and the scale, mean yearly volume of 20 years."""
    total = volume.sum(axis=1)
    scale = total[:, -20:].mean(axis=1)
    scale = np.where(scale > 0, scale, 1.0)
    size = [np.log(total[:, -span:].mean(axis=1) / scale + FLOOR) for span in SPANS]
    active = [(total[:, -span:] > 0).mean(axis=1) for span in SPANS]
    return np.stack([*size, *active], axis=-1), scale
