"""What a scenario does to trade and real income, solved at each horizon for each elasticity drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from counterpoise.errors import ScenarioError
from counterpoise.reference import states
from counterpoise.scenarios import horizons
from counterpoise.scenarios.cutoff import bands, effects
from counterpoise.scenarios.cutoff.incidence import Incidence, World, incidence
from counterpoise.scenarios.cutoff.solving import Solved
from counterpoise.scenarios.cutoff.worlds import solved
from counterpoise.scenarios.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What a result rests on.

    Parameters
    ----------
    model, closure : str
    residual : float
        Largest |revenue / income - 1| of any state in any draw at any horizon.
    iterations : int
        The most of any draw.
    blocs : int
        Into how many blocs the world falls, the most at any horizon.
    theta : tuple of (horizon, low, median, high)
        The trade elasticities drawn: 5, 50 and 95 %.
    draws, seed : int
    trade, gdp : str
        Source and vintage of each.
    year : int
        Of the baseline.
    flags : tuple of str
        What must be known beside the figures: flows not covered, states cut off, caps idle.
    """

    model: str
    closure: str
    residual: float
    iterations: int
    blocs: int
    theta: tuple[tuple[str, float, float, float], ...]
    draws: int
    seed: int
    trade: str
    gdp: str
    year: int
    flags: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Outcome:
    """The result of a scenario; tables as in :mod:`counterpoise.scenarios.cutoff.effects`, per `horizon`.

    Parameters
    ----------
    effects : polars.DataFrame
        Every state's real income, wage, prices, terms of trade, loss.
    partners, concentration : polars.DataFrame
        Who replaces whom, and how concentrated foreign partners are, for the states in focus.
    asymmetry : polars.DataFrame
        Whose loss is greater, for each pair cut.
    certificate : Certificate
    """

    scenario: Scenario
    effects: pl.DataFrame
    partners: pl.DataFrame
    concentration: pl.DataFrame
    asymmetry: pl.DataFrame
    certificate: Certificate


def run(scenario: Scenario, baseline: World, *, focus: Sequence[str] = ()) -> Outcome:
    """Return what a scenario does.

    Parameters
    ----------
    scenario : Scenario
    baseline : Baseline
        Of the scenario's source and year, if it names any.
    focus : sequence of str
        States whose partners are tabulated; none for all that the shocks name.

    Raises
    ------
    ScenarioError
        If it holds no shock, names sectors, or wants another year or source than the baseline's.
    EvidenceError
        If a state is not in the baseline, or nothing is known of what a shock hits.
    ConvergenceError
        If any draw does not settle: nothing is returned then.
    """
    _require_fit(scenario, baseline)
    looked_at = [baseline.states[baseline.place(state)] for state in focus] or [
        state for state in scenario.mentioned if state in baseline.states
    ]
    found = {horizon: _at(scenario, baseline, horizon) for horizon in scenario.horizons}
    return Outcome(
        scenario=scenario,
        effects=effects.of_horizons(
            {at: effects.income(baseline, worlds) for at, (worlds, _) in found.items()}
        ),
        partners=effects.of_horizons(
            {
                at: effects.partners(baseline, worlds, hit, looked_at)
                for at, (worlds, hit) in found.items()
            }
        ),
        concentration=effects.of_horizons(
            {
                at: effects.concentration(baseline, worlds, looked_at)
                for at, (worlds, _) in found.items()
            }
        ),
        asymmetry=effects.of_horizons(
            {at: effects.asymmetry(baseline, worlds, hit) for at, (worlds, hit) in found.items()}
        ),
        certificate=_certificate(scenario, baseline, found),
    )


def _at(scenario: Scenario, baseline: World, horizon: str) -> tuple[Solved, Incidence]:
    """Return the worlds of a horizon, and what hit them."""
    hit = incidence(scenario.at(horizon), baseline)
    theta = horizons.draws(scenario.elasticity, horizon)
    return solved(baseline, hit, theta, closure=scenario.closure), hit


def _require_fit(scenario: Scenario, baseline: World) -> None:
    """Refuse a scenario without shocks, or one that asks for another baseline."""
    if not scenario.shocks:
        raise ScenarioError("A cut-off must hold a shock, not interventions only.", key="shock")
    source = baseline.trade.split(" ")[0]
    if scenario.year not in (None, baseline.year) or scenario.source not in ("", source):
        raise ScenarioError(
            f"The baseline must be {scenario.source or source} {scenario.year or baseline.year}, as"
            f" the scenario says, not {baseline.trade} {baseline.year}.",
            key="baseline",
            attempt="baseline.build(store, source=scenario.source, year=scenario.year)",
        )


def _certificate(
    scenario: Scenario, baseline: World, found: dict[str, tuple[Solved, Incidence]]
) -> Certificate:
    worlds = [each for each, _ in found.values()]
    return Certificate(
        model=worlds[-1].model,
        closure=scenario.closure,
        residual=max(float(each.found.residual.max()) for each in worlds),
        iterations=max(int(each.found.iterations.max()) for each in worlds),
        blocs=max(len(set(each.found.bloc[0].tolist())) for each in worlds),
        theta=tuple((at, *_ends(each)) for at, (each, _) in found.items()),
        draws=scenario.elasticity.draws,
        seed=scenario.elasticity.seed,
        trade=baseline.trade,
        gdp=baseline.gdp_from,
        year=baseline.year,
        flags=_flags(baseline, found),
    )


def _ends(worlds: Solved) -> tuple[float, float, float]:
    """Return the 5, 50 and 95 % quantiles of the elasticities."""
    low, middle, high = np.quantile(worlds.theta, horizons.QUANTILES, method=bands.METHOD).tolist()
    return low, middle, high


def _flags(baseline: World, found: dict[str, tuple[Solved, Incidence]]) -> tuple[str, ...]:
    """Return what must be known beside the figures, each once."""
    flags: dict[str, None] = {}
    for worlds, hit in found.values():
        for origin, destination in hit.not_covered:
            pair = f"{states.name(origin)} to {states.name(destination)}"
            flags[f"Trade from {pair} is not covered: its loss is unknown."] = None
        for place in np.flatnonzero(worlds.found.infinite.any(axis=0)).tolist():
            name = states.name(baseline.states[place])
            flags[f"{name} {effects.CUT_OFF}: the loss is complete."] = None
        idle = (worlds.cap_cost == 1).all(axis=0)
        capped = zip(hit.cap.importer[idle].tolist(), hit.cap.exporter[idle].tolist(), strict=True)
        for buyer, seller in capped:
            ends = (states.name(baseline.states[place]) for place in (seller, buyer))
            flags[f"The cap on trade from {' to '.join(ends)} does not bind."] = None
    return tuple(flags)
