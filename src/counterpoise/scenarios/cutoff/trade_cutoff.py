"""What a scenario does to trade and real income, solved at each horizon for each elasticity drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from counterpoise.errors import ScenarioError
from counterpoise.reference import states
from counterpoise.scenarios import horizons, value_added
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff import bands, effects
from counterpoise.scenarios.cutoff.incidence import Incidence, World, incidence
from counterpoise.scenarios.cutoff.solving import Solved
from counterpoise.scenarios.cutoff.worlds import solved
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.value_added import Loops

SHARES_WITH_TARIFFS = 5
"""So many shares of value added are drawn where a tariff asks for the model with sectors."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What a result rests on.

    Parameters
    ----------
    model, closure : str
    convention : str
        "with input-output loops" or "without input-output loops".
    value_added_from : str
        Where the share of value added in gross output is from.
    value_added : tuple of (state, low, median, high)
        That share for the states in focus: 5, 50 and 95 %; empty for a baseline with sectors.
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
    convention: str
    value_added_from: str
    value_added: tuple[tuple[str, float, float, float], ...]
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
        Every state's real income, wage, prices, terms of trade, loss, by the `convention` asked for.
    beside : polars.DataFrame
        The same by the other convention; empty for a baseline with sectors, whose loops are its own.
    partners, concentration : polars.DataFrame
        Who replaces whom, and how concentrated foreign partners are, for the states in focus.
    asymmetry : polars.DataFrame
        Whose loss is greater, for each pair cut.
    certificate : Certificate
    """

    scenario: Scenario
    effects: pl.DataFrame
    beside: pl.DataFrame
    partners: pl.DataFrame
    concentration: pl.DataFrame
    asymmetry: pl.DataFrame
    certificate: Certificate


def run(
    scenario: Scenario, baseline: World, *, focus: Sequence[str] = (), whole: bool = True
) -> Outcome:
    """Return what a scenario does.

    Parameters
    ----------
    scenario : Scenario
    baseline : Baseline
        Of the scenario's source and year, if it names any.
    focus : sequence of str
        States whose partners are tabulated; none for all that the shocks name.
    whole : bool
        Else only real income is tabulated (`effects.HEADLINE`), from the same worlds: the figures are
        those of the whole, for who can't wait for it.

    Raises
    ------
    ScenarioError
        If it holds no shock, names sectors, wants another year or source than the baseline's, or
        other shares of value added than an input-output table has.
    EvidenceError
        If a state is not in the baseline, or nothing is known of what a shock hits.
    ConvergenceError
        If any draw does not settle: nothing is returned then.
    """
    _require_fit(scenario, baseline)
    looked_at = [baseline.states[baseline.place(state)] for state in focus] or [
        state for state in scenario.mentioned if state in baseline.states
    ]
    hits = {at: incidence(scenario.at(at), baseline) for at in scenario.horizons}
    loops = _loops(scenario.value_added, baseline)
    found = {at: (_solved(scenario, baseline, hit, at, loops), hit) for at, hit in hits.items()}
    only = tuple(effects.FIGURES) if whole else effects.HEADLINE
    told = _income(baseline, {at: worlds for at, (worlds, _) in found.items()}, loops, only)
    beside = _beside(scenario, baseline, hits, told)
    certificate = _certificate(scenario, baseline, found, loops, looked_at)
    if not whole:
        none = pl.DataFrame()
        return Outcome(scenario, told, beside, none, none, none, certificate)
    return Outcome(
        scenario=scenario,
        effects=told,
        beside=beside,
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
        certificate=certificate,
    )


def _loops(asked: value_added.Asked, baseline: World) -> Loops | None:
    """Return the shares of value added; None where a table has its own."""
    if isinstance(baseline, Baseline):
        return value_added.loops(asked, baseline.states, baseline.gdp, baseline.gross_output)
    if asked != value_added.ACCOUNTS:
        raise ScenarioError(
            "`value_added` must be 'accounts' where the baseline is an input-output table, which has"
            f" its own, not {value_added.written(asked)!r}.",
            key=value_added.KEY,
        )
    return None


def _solved(
    scenario: Scenario, baseline: World, hit: Incidence, horizon: str, loops: Loops | None
) -> Solved:
    """Return the worlds of a horizon."""
    theta, share = horizons.draws(scenario.elasticity, horizon), None
    if loops is not None:
        steps = SHARES_WITH_TARIFFS if hit.tariff.importer.size else None
        share = value_added.draws(loops, scenario.elasticity, steps=steps)
    return solved(baseline, hit, theta, closure=scenario.closure, share=share)


def _income(
    baseline: World, worlds: dict[str, Solved], loops: Loops | None, only: Sequence[str]
) -> pl.DataFrame:
    """Return every state's figures at every horizon, with the convention that they follow."""
    convention = value_added.WITH if loops is None else loops.convention
    table = effects.of_horizons(
        {at: effects.income(baseline, each, only) for at, each in worlds.items()}
    )
    return table.with_columns(convention=pl.lit(convention))


def _beside(
    scenario: Scenario, baseline: World, hits: dict[str, Incidence], told: pl.DataFrame
) -> pl.DataFrame:
    """Return the same figures by the other convention."""
    if not isinstance(baseline, Baseline):
        return told.clear()
    loops = _loops(value_added.other(scenario.value_added), baseline)
    worlds = {at: _solved(scenario, baseline, hit, at, loops) for at, hit in hits.items()}
    only = [name for name in effects.FIGURES if name in told.columns]
    return _income(baseline, worlds, loops, only)


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
    scenario: Scenario,
    baseline: World,
    found: dict[str, tuple[Solved, Incidence]],
    loops: Loops | None,
    looked_at: Sequence[str],
) -> Certificate:
    worlds = [each for each, _ in found.values()]
    return Certificate(
        model=worlds[-1].model,
        closure=scenario.closure,
        convention=value_added.WITH if loops is None else loops.convention,
        value_added_from="the input-output table" if loops is None else loops.source,
        value_added=()
        if loops is None
        else tuple((each, *loops.quantiles(baseline.place(each))) for each in looked_at),
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
