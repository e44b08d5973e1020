"""Fit what travels with the package, and sum up the world that each fit has seen.

Training reads every recipient of a publisher's whole release, but for the years of which the rule of
trust says that too little is told; what comes out is coefficients, and
suppliers' parts of the whole. :mod:`counterpoise.scenarios.outlook.trained` keeps both.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from counterpoise.models.forecasts import hurdle, share_models, window_totals
from counterpoise.models.forecasts.hurdle import Hurdle
from counterpoise.models.forecasts.share_forecast import Floats
from counterpoise.models.forecasts.share_models import Models
from counterpoise.models.forecasts.supply_features import Flags, World
from counterpoise.models.forecasts.window_totals import Totals
from counterpoise.scenarios.outlook import backtest
from counterpoise.scenarios.outlook.histories import History
from counterpoise.scenarios.outlook.trained import LONGEST, WORLD_COLUMNS, Fitted

FIRST_FIT: Final = 1990
"""The first year up to which models are fitted, and the first origin of an outlook."""


def train(
    history: History, *, first: int = FIRST_FIT, executor: Executor | None = None
) -> dict[tuple[int, int], Fitted]:
    """Return the fits of every five years from `first`, and of every horizon to `LONGEST`.

    The hurdle and the totals are fitted for each horizon; the settings of the Dirichlet and the
    walk are sought at the horizons that are scored, and the others take those of the nearest.
    """
    years = range(first, history.last + 1, backtest.REFIT_YEARS)
    keys = [(year, horizon) for year in years for horizon in range(1, LONGEST + 1)]
    past = {year: history.until(year) for year in years}
    tasks = ((past[year].volume, past[year].covered, horizon, year) for year, horizon in keys)
    run = map(_fit, tasks) if executor is None else executor.map(_fit, tasks)
    fits = dict(zip(keys, run, strict=True))
    return {(year, horizon): _whole(fits, year, horizon) for year, horizon in keys}


def _fit(task: tuple[Floats, Flags | None, int, int]) -> tuple[Hurdle, Totals, Models | None]:
    """Fit a horizon's models to volumes; the random numbers are those of the backtest."""
    volume, covered, horizon, year = task
    totals = window_totals.fit(volume, horizon=horizon, covered=covered)
    if horizon not in backtest.HORIZONS:
        return hurdle.fit(volume, horizon=horizon, covered=covered), totals, None
    sequence = np.random.SeedSequence(0, spawn_key=(horizon, year, 0))
    rng = np.random.default_rng(sequence)
    models = share_models.fit(volume, horizon=horizon, rng=rng, covered=covered)
    return models.hurdle, totals, models


def _whole(
    fits: Mapping[tuple[int, int], tuple[Hurdle, Totals, Models | None]], year: int, horizon: int
) -> Fitted:
    """Return a horizon's fit, with the settings of the nearest scored horizon where it has none."""
    near = min(backtest.HORIZONS, key=lambda scored: (abs(scored - horizon), scored))
    lumpy, totals, _ = fits[year, horizon]
    settings = fits[year, near][2]
    assert settings is not None, "a scored horizon has settings"
    models = Models(
        lumpy,
        replace(settings.dirichlet, horizon=horizon),
        replace(settings.walk, horizon=horizon),
    )
    return Fitted(models, totals)


def summary(history: History, *, first: int = FIRST_FIT) -> pl.DataFrame:
    """Return the suppliers' summary at each origin: shares and counts, no volumes by supplier."""
    tables = []
    for year in range(first, history.last + 1):
        world = World.of(history.until(year).volume)
        table = pl.DataFrame(
            {"supplier": history.suppliers} | {name: getattr(world, name) for name in WORLD_COLUMNS}
        ).filter(pl.col("share_5") > 0)
        tables.append(
            table.select(
                pl.lit(year, dtype=pl.Int32).alias("as_of"),
                pl.all(),
                pl.lit(world.typical).alias("typical"),
            )
        )
    return pl.concat(tables)
