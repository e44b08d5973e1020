"""The check in general equilibrium: the mix brought about by tariffs, then the partner cut off.

The plan looks at one channel with prices as they are. Here its wedges are tariffs in the model of the
cut-offs, revenue returned, and everybody's wages and prices move; in the world that results the
partner whose loss is worst is cut off. The two losses must be ordered as the plan's are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import EvidenceError
from counterpoise.models.trade import armington
from counterpoise.models.trade import shocks as trade_shocks
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.scenarios.baseline.world import Baseline, latest
from counterpoise.scenarios.cutoff import cut_losses
from counterpoise.scenarios.cutoff.incidence import incidence
from counterpoise.scenarios.cutoff.worlds import solved
from counterpoise.scenarios.rebalance.plan import Plan, elasticities
from counterpoise.scenarios.rebalance.today import OTHERS
from counterpoise.scenarios.shocks import Cut, Tariff
from counterpoise.scenarios.value_added import ACCOUNTS

Array = NDArray[np.float64]

WORTH: Final = 0.01
"""Change of a partner's part from which a page names it if the check does not know of it."""
SETTLED: Final = 7
"""Decimals of a loss in per cent that the solver settles."""
LEAST_WEDGE: Final = 1e-4
"""A tariff under which a partner counts as free."""


@dataclass(frozen=True, eq=False)
class InEquilibrium:
    """What cutting off the first partner costs in general equilibrium, today and in the mix.

    Parameters
    ----------
    partner : str
    before, after : float
        Loss of real income in per cent, a year on, when its goods stop coming.
    tariffs : float
        What the tariffs themselves cost, in per cent of real income; may be negative, for they turn
        the terms of trade.
    world : Baseline
        The world before.
    missing : tuple of str
        Partners whose part changes by `WORTH` or more, and whose goods are not covered in that world:
        the model knows of none from them. The largest change first.
    """

    partner: str
    before: float
    after: float
    tariffs: float
    world: Baseline
    missing: tuple[str, ...] = ()


def in_equilibrium(store: Store, found: Plan) -> InEquilibrium | None:
    """Return the check of a plan for imports.

    None of other channels, without a world to start from, or if nothing moves.

    Raises
    ------
    ConvergenceError
        If markets do not clear.
    """
    at = found.setting.today[0]
    if len(found.setting.today) > 1 or at.name != "imports" or found.mix is None:
        return None
    assert found.wedges is not None
    try:
        world = latest(store, found.setting.question.as_of)
        state = world.place(found.setting.question.state)
        partner = at.partners[int(at.shares.argmax())]
        other = world.place(partner)
    except EvidenceError:
        return None
    rates = {
        one: float(wedge)
        for one, wedge in zip(at.partners, found.wedges, strict=True)
        if one in world.states and wedge > LEAST_WEDGE
    }
    if not rates:  # the plan is today's mix
        return None
    long, short = elasticities(found.setting)
    changed, cost = with_tariffs(world, found.setting.question.state, rates, long)
    return InEquilibrium(
        partner, loss(world, state, other, short), loss(changed, state, other, short), cost,
        world, _missing(world, state, found),
    )  # fmt: skip


def _missing(world: Baseline, state: int, found: Plan) -> tuple[str, ...]:
    """Return whose goods are not covered in the world, of those whose part the plan changes."""
    assert found.mix is not None
    at = found.setting.today[0]
    changed = np.abs(found.mix.shares - found.setting.free)
    return tuple(
        at.partners[place]
        for place in np.argsort(-changed)
        if changed[place] >= WORTH
        and at.partners[place] != OTHERS
        and not _covered(world, state, at.partners[place])
    )


def _covered(world: Baseline, state: int, partner: str) -> bool:
    return partner in world.states and bool(world.known[state, world.states.index(partner)])


def with_tariffs(
    world: Baseline, state: str, rates: dict[str, float], theta: float
) -> tuple[Baseline, float]:
    """Return the world after a state's tariffs, and what they cost it in per cent of real income.

    Who may sell nothing at all has an endless rate: its goods are banned.
    """
    if not rates:
        return world, 0.0
    # By name: an id such as NAM may be a bloc's letters too.
    shocks = tuple(
        _barred(states.name(state), states.name(one), rate) for one, rate in rates.items()
    )
    share = cut_losses.loops(world, ACCOUNTS).middle
    worlds = solved(
        world, incidence(shocks, world), np.array([theta]), closure="balanced", share=share[None]
    )
    flows = np.array([worlds.bought(place)[0] for place in range(len(world.states))])
    cost = 100 * (1 - float(worlds.found.real_income[0, world.place(state)]))
    return replace(world, flows=flows), cost


def _barred(state: str, partner: str, rate: float) -> Tariff | Cut:
    if math.isinf(rate):
        return Cut(a=state, b=partner, direction="imports")
    return Tariff(origin=partner, destination=state, rate=rate)


def loss(world: Baseline, state: int, partner: int, theta: float) -> float:
    """Return what a state loses when a partner's goods stop coming, in per cent of real income."""
    share = cut_losses.loops(world, ACCOUNTS).middle
    model = cut_losses.model(world, theta, share)
    cut = trade_shocks.bilateral_cuts([state], [partner], direction="supply")
    lost = 100 * (1 - float(armington.solve(model, cut).real_income[0, state]))
    # What markets miss by is no loss: of goods that nobody buys any more it is all that there is.
    return round(lost, SETTLED)
