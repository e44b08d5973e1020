"""Which model answers a scenario, and the costs at which its caps are met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff.incidence import Incidence, World
from counterpoise.scenarios.cutoff.solving import Solved, one_sector
from counterpoise.scenarios.scenario import Closure

Array = NDArray[np.float64]

CAP_MET: Final = 1e-6
"""Largest excess over a cap that is accepted, as a part of it."""
CAP_ROUNDS: Final = 100
LEAST: Final = 1e-300
"""Stands for no quantity at all, of which there is a logarithm."""


def solved(
    baseline: World, hit: Incidence, theta: Array, *, closure: Closure, share: Array | None = None
) -> Solved:
    """Return the worlds after what hits a baseline, for each elasticity.

    `share`, shape (b, n), is the value added in output that goes with each elasticity; None, there are
    no input-output loops, but for those of a table.

    Tariffs bring revenue, so that a scenario with one goes to the model with sectors, with a single
    sector if the baseline has no others; everything else of one sector goes to the one-sector model.

    Raises
    ------
    ConvergenceError
        If markets do not clear, or caps are not met.
    """
    if isinstance(baseline, Baseline) and not hit.tariff.importer.size:
        market = baseline.market(closure)
        return _capped(lambda cost: one_sector(market, hit, theta, cost, share=share), hit, theta)
    return _with_sectors(baseline, hit, theta, closure=closure, share=share)


def _with_sectors(
    baseline: World, hit: Incidence, theta: Array, *, closure: Closure, share: Array | None
) -> Solved:
    """Return the worlds by the model with sectors, which no page loads for nothing."""
    from counterpoise.scenarios.baseline.sectors import SectorBaseline
    from counterpoise.scenarios.cutoff.sector_solving import with_sectors, with_shares

    if isinstance(baseline, SectorBaseline):
        economy = baseline.economy
        return _capped(
            lambda cost: with_sectors(economy, hit, theta, cost, closure=closure), hit, theta
        )
    assert isinstance(baseline, Baseline)
    market = baseline.market(closure)
    every = np.ones((theta.size, len(market.income))) if share is None else share
    return _capped(
        lambda cost: with_shares(market, hit, theta, cost, share=every, closure=closure), hit, theta
    )


def _capped(solve: Callable[[Array], Solved], hit: Incidence, theta: Array) -> Solved:
    """Return the worlds in which caps are met.

    A cap is met by a cost that nobody earns (as by delays and licences): it is raised until no more
    than the cap is delivered, and falls back to none where the cap doesn't bind.
    """
    log_cost = np.zeros((theta.size, hit.cap.importer.size))
    worlds = solve(np.exp(log_cost))
    if not log_cost.size:
        return worlds
    for _ in range(CAP_ROUNDS):
        excess = np.log(np.maximum(worlds.quantity(hit), LEAST) / hit.cap.value)
        move = np.maximum(excess / (1 + theta[:, None]), -log_cost)
        if np.abs(move).max() <= CAP_MET:
            return worlds
        log_cost = log_cost + move
        worlds = solve(np.exp(log_cost))
    found = f"miss them by {np.expm1(np.abs(move).max()):.1e} in round {CAP_ROUNDS}"
    raise ConvergenceError.not_reached(
        "the costs that meet the caps", found, f"come within {CAP_MET:g} of them",
        attempt="leave out caps that another shock makes idle",
    )  # fmt: skip
