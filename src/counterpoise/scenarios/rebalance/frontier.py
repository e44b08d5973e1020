"""What standing on its own costs: the least premium for every worst loss, from today's down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from counterpoise.models.portfolios.rebalancing import partner_mix, worth
from counterpoise.models.portfolios.rebalancing.terms import each_at_most
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
                band(costs),
                moved(setting, middle.shares),
                worth.break_even(middle.premium, today, float(wanted)),
            )
        )
    return tuple(found)


def _least(setting: Setting, short: float) -> float:
    """Return the smallest worst loss of any mix, a little above so that there is one."""
    cap = each_at_most(0.0, 1)
    term = type(cap)("least", setting.parts, np.zeros(len(setting.parts)))
    part = partner_mix.tightest(
        setting.free, term, setting.bound_terms(), channels=setting.channels
    )
    assert part is not None, "today's mix keeps to what holds whatever is demanded"
    return float(worth.loss(min(1.0, part * 1.001 + 1e-6), short))
