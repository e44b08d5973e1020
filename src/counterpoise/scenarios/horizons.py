r"""How far trade can adjust: the trade elasticity of each horizon, and draws around it.

The elasticity *is* the result: from 0.76 to 8 a cut-off's cost changes about tenfold. Three anchors,
each from the literature and none interpolated:

* short, one year on: 0.76 (Boehm, Levchenko and Pandalai-Nayar 2023);
* medium, seven to ten years on: 2.0, the middle of their 1.75 to 2.25;
* long, everything adjusted: 4.0, of aggregate trade (Simonovska and Waugh 2014).

Draws are lognormal about the anchor, :math:`\theta = \bar\theta e^{\sigma z}` with :math:`\sigma`
0.25 unless told otherwise. That spread is our choice: nine draws of ten then lie within a factor of
1.5, which holds the published ranges (1.75-2.25; 2.8-4.5 in Simonovska and Waugh, not confirmed).

References
----------
Boehm, C., Levchenko, A. and Pandalai-Nayar, N. (2023). The long and short (run) of trade
elasticities. *AER*, 113(4), 861-905 (pages not confirmed).
Simonovska, I. and Waugh, M. (2014). The elasticity of trade: estimates and evidence. *JIE*, 92(1),
34-50 (pages not confirmed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from counterpoise.bounds import DRAWS, ELASTICITY
from counterpoise.scenarios import parties

THETA: Final = {"short": 0.76, "medium": 2.0, "long": 4.0}
SMALLEST, LARGEST = ELASTICITY.low, float(ELASTICITY.high)
"""Elasticities that are solved: under the least, what is cut off is worth more than a number holds."""
RANGE: Final = f"an elasticity from {SMALLEST:g} to {LARGEST:,.0f}"
SPREAD: Final = 0.25
QUANTILES: Final = (0.05, 0.5, 0.95)
DRAWS_AT_MOST: Final = int(DRAWS.high)


@dataclass(frozen=True, kw_only=True)
class Elasticity:
    """Which trade elasticities are drawn.

    Parameters
    ----------
    theta : float, mapping of horizon to float, or None
        The median of the draws, from 0.01 to 1,000; None for `THETA`.
    draws : int
        How many; 1 takes the median alone and gives no band.
    seed : int
        Of the random numbers.
    spread : float
        Standard deviation of log theta, from 0 to 2.
    """

    theta: float | Mapping[str, float] | None = None
    draws: int = 200
    seed: int = 1
    spread: float = SPREAD

    def __post_init__(self) -> None:
        given = self.theta if isinstance(self.theta, Mapping) else {"theta": self.theta}
        for key, value in given.items():
            if isinstance(self.theta, Mapping):
                parties.choice(key, parties.HORIZONS, "theta")
            if value is not None:
                parties.number(value, "theta", RANGE, low=SMALLEST, high=LARGEST)
        parties.bounded(self.draws, "draws", DRAWS)
        parties.whole(self.seed, "seed", "a whole number of at least 0", low=0, high=2**63)
        parties.number(self.spread, "spread", "from 0 to 2", low=0.0, high=2.0)


def theta(horizon: str, elasticity: Elasticity | None = None) -> float:
    """Return the median trade elasticity of a horizon.

    Raises
    ------
    ScenarioError
        If there is no such horizon.

    Examples
    --------
    >>> theta("short"), theta("long", Elasticity(theta=5.0))
    (0.76, 5.0)
    """
    if horizon not in THETA:
        parties.choice(horizon, parties.HORIZONS, "horizon")
    told = elasticity.theta if elasticity else None
    if isinstance(told, Mapping):
        told = told.get(horizon)
    return THETA[horizon] if told is None else float(told)


def draws(elasticity: Elasticity, horizon: str) -> np.ndarray:
    """Return the elasticities drawn for a horizon, shape (draws,), in no order.

    One draw comes from each of as many equally likely slices of the distribution, so that few draws
    already have the right quantiles; the same seed gives the same places at every horizon.

    Examples
    --------
    >>> draws(Elasticity(draws=1), "medium").tolist()
    [2.0]
    """
    middle = theta(horizon, elasticity)
    if elasticity.draws == 1:
        return np.array([middle])
    rng = np.random.default_rng(elasticity.seed)
    places = (np.arange(elasticity.draws) + rng.random(elasticity.draws)) / elasticity.draws
    normal = NormalDist()
    return middle * np.exp(elasticity.spread * np.array([normal.inv_cdf(u) for u in places]))
