"""What standing on its own costs: the least premium for every worst loss, from today's down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.portfolios.rebalancing import partner_mix, worth
from counterpoise.models.portfolios.rebalancing.terms import Joint
from counterpoise.scenarios.rebalance.demands import Demand
from counterpoise.scenarios.rebalance.plan import (
    Band,
    band,
    cheapest,
    drawn_mixes,
    elasticities,
    moved,
    worst_loss,
)
from counterpoise.scenarios.rebalance.setting import Setting

Array = NDArray[np.float64]

POINTS: Final = 12


@dataclass(frozen=True, eq=False)
class Point:
    """The cheapest mix for one worst loss.

    Parameters
    ----------
    worst : float
        The worst single loss that is allowed, a part of the worth, at the middle elasticity.
    premium : Band
        A part of the worth a year.
    moved : float
        The part that changes hands, at the middle elasticities.
    break_even : float
        Yearly odds of the worst threat above which it pays, at the middle elasticities.
    """

    worst: float
    premium: Band
    moved: float
    break_even: float


def frontier(setting: Setting, *, points: int = POINTS) -> tuple[Point, ...]:
    """Return the least premium for worst losses from today's to the smallest possible.

    Other demands of the question are kept; losses for which there is no mix are left out.

    Parameters
    ----------
    setting : Setting
    points : int
        How many losses, evenly between both ends.
    """
    long, short = elasticities(setting)
    today = worst_loss(setting, setting.free, short)
    others = tuple(one for one in setting.demands if one.kind != "worst loss")
    found = [Point(today, Band(0.0, 0.0, 0.0), 0.0, float("nan"))] if not others else []
    for wanted in np.linspace(today, _least(setting, short), points + 1)[1:]:
        asked = (*others, Demand("worst loss", float(wanted)))
        middle = cheapest(setting, long, short, asked)
        if middle is None:
            continue
        costs = [mix.premium for _, mix in drawn_mixes(setting, asked)]
        found.append(
            Point(
                float(wanted),
                band(middle.premium, costs),
                moved(setting, middle.shares),
                worth.break_even(middle.premium, today, float(wanted)),
            )
        )
    return tuple(found)


def _least(setting: Setting, short: float) -> float:
    """Return the smallest worst loss of any mix, a little above so that there is one."""
    if len(setting.today) == 1:
        part = least_cap(*setting.bounds, setting.today[0].named)
    else:
        term = Joint("least", setting.parts, np.zeros(len(setting.parts)))
        found = partner_mix.tightest(
            setting.free, term, setting.bound_terms(), channels=setting.channels
        )
        assert found is not None, "today's mix keeps to what holds whatever is demanded"
        part = found
    return float(worth.loss(min(1.0, part * 1.001 + 1e-6), short))


def least_cap(low: Array, high: Array, named: NDArray[np.bool_]) -> float:
    """Return the smallest cap on every named share with which shares between bounds can add up to 1.

    Examples
    --------
    >>> every = np.ones(3, dtype=bool)
    >>> least_cap(np.zeros(3), np.array([0.2, 1.0, 1.0]), every)
    0.4
    """
    rest = 1.0 - float(high[~named].sum())
    ordered = np.sort(high[named])
    # With the n smallest at their own bounds, the others share what is left alike.
    below = np.concatenate([[0.0], np.cumsum(ordered)[:-1]])
    caps = (rest - below) / np.arange(len(ordered), 0, -1)
    fits = np.flatnonzero(caps <= ordered)
    return float(max(caps[fits[0]] if fits.size else ordered[-1], low[named].max(initial=0.0)))
