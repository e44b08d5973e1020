"""The loss of a state that is cut off as all pages tell it: at the quantiles, not among draws.

A scenario of any shocks is solved for draws of elasticity and share of value added. Of a whole cut-off
the loss falls as either rises, so that its quantiles are the losses at theirs; briefs and comparisons
tell those, and a page of draws would differ from them in the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from counterpoise.scenarios import value_added
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff import cut_losses
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome
from counterpoise.scenarios.horizons import Elasticity

FIGURES = ("income_pct", "real_wage_pct")
"""What a cut-off without tariffs changes alike."""


def told(outcome: Outcome, baseline: Baseline, state: str, partners: Sequence[str]) -> Outcome:
    """Return the outcome with the state's own loss at the quantiles, by both conventions."""
    asked = outcome.scenario.value_added
    usual = replace(outcome.scenario.elasticity, theta=None) == Elasticity()
    if not {state, *partners} <= set(baseline.states) or not usual:
        return outcome
    beside = outcome.beside
    if not beside.is_empty():
        beside = _told(beside, outcome, baseline, state, partners, value_added.other(asked))
    effects = _told(outcome.effects, outcome, baseline, state, partners, asked)
    return replace(outcome, effects=effects, beside=beside)


def _told(
    effects: pl.DataFrame,
    outcome: Outcome,
    baseline: Baseline,
    state: str,
    partners: Sequence[str],
    asked: value_added.Asked,
) -> pl.DataFrame:
    place, members = baseline.place(state), [[baseline.place(one) for one in partners]]
    for horizon in outcome.scenario.horizons:
        drawn = outcome.scenario.elasticity
        found = cut_losses.losses(baseline, place, members, horizon, drawn, asked)[:, 0]
        least, middle, most = (-float(one) for one in found)
        own = (pl.col("state") == state) & (pl.col("horizon") == horizon)
        ends = {"_low": most, "": middle, "_high": least}
        figures = {f"{name}{end}": value for name in FIGURES for end, value in ends.items()}
        # A dollar lost counts up where income goes down: its low end is the least loss.
        gdp = float(baseline.gdp[place]) / 100
        dollars = {"_low": -least * gdp, "": -middle * gdp, "_high": -most * gdp}
        figures |= {f"loss_usd{end}": value for end, value in dollars.items()}
        effects = effects.with_columns(
            pl.when(own & pl.col(name).is_not_null())
            .then(pl.lit(value))
            .otherwise(name)
            .alias(name)
            for name, value in figures.items()
            if name in effects.columns
        )
    return effects
