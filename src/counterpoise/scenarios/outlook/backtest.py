"""How good the forecasts would have been: every origin, with what was known then, against what came.

At each origin the volumes are cut at its last year before any model sees them. Models are fitted
anew every five years, on windows that had ended by then. Origins whose window ends in the last
five years are *held out*: models, settings and the choice between them are made on the others.

Figures are the latest vintage throughout: "up to 2015" is what is now known of 2015, not what was
published in 2016.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.models.forecasts import scores as forecast_scores
from counterpoise.models.forecasts import share_models
from counterpoise.models.forecasts.share_forecast import Floats, Lesson, Singles, covered_between
from counterpoise.models.forecasts.supply_features import Flags, World, recent_shares
from counterpoise.scenarios.outlook.histories import History

HORIZONS: Final = (1, 3, 5, 10)
FIRST_ORIGIN: Final = 1990
REFIT_YEARS: Final = 5
HELD_OUT_YEARS: Final = 5
DRAWS: Final = 200
SIZES: Final = ("small", "middle", "large")
BINS: Final = np.array([0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9])
"""Ends of the bins in which forecast probabilities of leading are compared with what happened."""
AGAINST: Final = ("persistence", "average", "dirichlet")
"""The yardsticks of skill; the first two are points, which any spread beats."""
AS_GOOD: Final = 1.01
"""Energy score over the least up to which a model is as good."""


@dataclass(frozen=True)
class Backtest:
    """The record of every model.

    Parameters
    ----------
    scores : polars.DataFrame
        One row per channel, horizon, model and size of recipient ("all" among them): `cases`,
        `energy`, `crps`, `log_score` (of the leader's name; null for points), `hit` (share of
        leaders named), `cover50`, `cover80`, `cover95` (of the present leader's share; null for
        points), `skill_persistence`, `skill_average`, `skill_dirichlet` (1 - energy over theirs).
    calibration : polars.DataFrame
        Per channel, horizon, model and bin: the mean `forecast` probability that a supplier leads
        the window, how often it did (`observed`), and `cases`.
    """

    scores: pl.DataFrame
    calibration: pl.DataFrame


@dataclass(frozen=True)
class Block:
    """Five origins of one horizon, which share fitted models: one task of a backtest."""

    volume: Floats
    first: int
    refit: int
    origins: tuple[int, ...]
    horizon: int
    draws: int
    seed: int
    covered: Flags | None = None


def backtest(
    history: History,
    *,
    channel: str,
    horizons: Sequence[int] = HORIZONS,
    first: int = FIRST_ORIGIN,
    draws: int = DRAWS,
    held_out: bool = False,
    executor: Executor | None = None,
    seed: int = 0,
    done: Callable[[str], None] = lambda step: None,
) -> Backtest:
    """Return the record of every model at every origin.

    Parameters
    ----------
    history : History
        All recipients.
    channel : str
        The name under which the record is kept.
    horizons : sequence of int
        Lengths of the window, years.
    first : int
        The first origin.
    draws : int
        Draws of each forecast.
    held_out : bool
        True for the last five origins of each horizon only, False for those before them.
    executor : concurrent.futures.Executor, optional
        Runs the tasks; one after the other here if None. Results do not depend on it: each task
        has random numbers of its own, named by horizon and origin.
    seed : int
        Seed of all draws.
    done : callable
        Told how many of the tasks have ended, each time that one has.
    """
    tasks = list(
        _blocks(history, horizons=horizons, first=first, draws=draws, held_out=held_out, seed=seed)
    )
    run = map(score_block, tasks) if executor is None else executor.map(score_block, tasks)
    cases = []
    for scored in run:
        cases.append(scored)
        done(f"{len(cases)} of {len(tasks)}")
    return _tabulated(pl.concat(cases), channel)


def _blocks(
    history: History,
    *,
    horizons: Sequence[int],
    first: int,
    draws: int,
    held_out: bool,
    seed: int,
) -> Iterator[Block]:
    """Yield the tasks: for each horizon, origins grouped by the fit that they use."""
    for horizon in horizons:
        latest = history.last - horizon
        begin, end = (latest - HELD_OUT_YEARS + 1, latest) if held_out else (first, latest - 5)
        origins = range(max(begin, first), end + 1)
        for refit in sorted({refit_year(origin) for origin in origins}):
            group = tuple(origin for origin in origins if refit_year(origin) == refit)
            needed = history.until(group[-1] + horizon)
            yield Block(
                needed.volume, history.first, refit, group, horizon, draws, seed, needed.covered
            )


def refit_year(origin: int) -> int:
    """Return the last year up to which the models used at an origin are fitted."""
    return origin - origin % REFIT_YEARS


def score_block(block: Block) -> pl.DataFrame:
    """Fit once, forecast each origin with what was known then, and score against what came."""
    until = block.refit - block.first + 1
    models = share_models.fit(
        block.volume[..., :until],
        horizon=block.horizon,
        rng=_rng(block, block.refit, 0),
        covered=None if block.covered is None else block.covered[:, :until],
    )
    return pl.concat(_scored(block, models, origin) for origin in block.origins)


def _scored(block: Block, models: share_models.Models, origin: int) -> pl.DataFrame:
    """Return one row per recipient with a history and a window that had anything, and model.

    Recipients that are not covered throughout memory and window are not scored.
    """
    known = origin - block.first + 1
    past = block.volume[..., :known]
    window = block.volume[..., known : known + block.horizon].sum(axis=-1)
    whole = covered_between(
        block.covered, known, known + block.horizon, recipients=len(block.volume)
    )
    told = Lesson(past, window, whole).told
    came = window[told] / window[told].sum(axis=1, keepdims=True)
    drawn = models.draw(
        past[told], world=World.of(past), draws=block.draws, rng=_rng(block, origin, 1)
    )
    leader = recent_shares(past[told], 5).argmax(axis=1)
    size = _sizes(past[told])
    rows = [
        _row(name, shares, came, leader).with_columns(
            size=pl.Series(size), recipient=pl.Series(np.flatnonzero(told))
        )
        for name, shares in drawn.items()
    ]
    return pl.concat(rows).with_columns(origin=pl.lit(origin), horizon=pl.lit(block.horizon))


def _row(name: str, drawn: Singles, came: Floats, leader: NDArray[np.intp]) -> pl.DataFrame:
    """Return one model's scores, one row per case."""
    cases, draws = drawn.shape[:2]
    lead = forecast_scores.lead_probability(drawn)
    spread = draws > 1
    each = np.arange(cases)
    columns: dict[str, object] = {
        "model": np.full(cases, name),
        "energy": forecast_scores.energy(drawn, came),
        "crps": forecast_scores.crps_sum(drawn, came),
        "hit": lead.argmax(axis=1) == came.argmax(axis=1),
        "log_score": forecast_scores.log_score(lead, came, draws=draws) if spread else None,
    }
    levels = forecast_scores.LEVELS
    own = drawn[each, :, leader]
    inside = (
        forecast_scores.covered(own, came[each, leader], levels) if spread else [None] * len(levels)
    )
    for level, held in zip(levels, inside, strict=True):
        columns[f"cover{level * 100:.0f}"] = held
    table = pl.DataFrame(columns, schema_overrides={"log_score": pl.Float64})
    table = table.with_columns(pl.col("^cover.*$").cast(pl.Boolean))
    return table.with_columns(_binned(lead, came))


def _binned(lead: Floats, came: Floats) -> list[pl.Series]:
    """Return, for each case and bin, how many suppliers were given such a probability, and of what."""
    bins = len(BINS) + 1
    flat = np.digitize(lead, BINS) + np.arange(len(lead))[:, None] * bins
    led = came.argmax(axis=1)[:, None] == np.arange(came.shape[1])

    def summed(weight: Floats) -> Floats:
        counted = np.bincount(flat.ravel(), weight.ravel(), minlength=bins * len(lead))
        return np.asarray(counted.reshape(-1, bins), dtype=float)

    given = summed((lead > 0).astype(float))
    return [
        pl.Series("given", given, dtype=pl.Array(pl.Float64, bins)),
        pl.Series("promised", summed(lead), dtype=pl.Array(pl.Float64, bins)),
        pl.Series(
            "kept", summed((led & (lead > 0)).astype(float)), dtype=pl.Array(pl.Float64, bins)
        ),
    ]


def _sizes(past: Floats) -> list[str]:
    """Return each recipient's third by volume of the last ten years."""
    volume = past[..., -10:].sum(axis=(1, 2))
    rank = volume.argsort(kind="stable").argsort(kind="stable")
    return [SIZES[place] for place in rank * len(SIZES) // max(len(rank), 1)]


def _rng(block: Block, year: int, use: int) -> np.random.Generator:
    """Return the random numbers of one year and use, whoever runs the task and when."""
    key = (block.horizon, year, use)
    return np.random.default_rng(np.random.SeedSequence(block.seed, spawn_key=key))


def _tabulated(cases: pl.DataFrame, channel: str) -> Backtest:
    """Return the record from rows of single cases."""
    twice = pl.concat([cases.with_columns(size=pl.lit("all")), cases])
    by = ["horizon", "model", "size"]
    measures = ["energy", "crps", "log_score", "hit", "cover50", "cover80", "cover95"]
    scores = twice.group_by(by, maintain_order=True).agg(
        pl.len().alias("cases"), pl.col(measures).cast(pl.Float64).mean()
    )
    for name in AGAINST:
        yardstick = scores.filter(pl.col("model") == name).select("horizon", "size", other="energy")
        scores = scores.join(
            yardstick, on=["horizon", "size"], how="left", validate="m:1", maintain_order="left"
        ).with_columns((1 - pl.col("energy") / pl.col("other")).alias(f"skill_{name}"))
        scores = scores.drop("other")
    return Backtest(
        scores.insert_column(0, pl.Series("channel", [channel] * scores.height)),
        _calibration(cases, channel),
    )


def _calibration(cases: pl.DataFrame, channel: str) -> pl.DataFrame:
    """Return forecast and observed frequencies of leading, by bin of probability."""
    rows = []
    for (horizon, model), part in cases.group_by("horizon", "model", maintain_order=True):
        given, promised, kept = (
            part[name].to_numpy().sum(axis=0) for name in ("given", "promised", "kept")
        )
        some = given > 0
        rows.append(
            pl.DataFrame(
                {
                    "bin": np.flatnonzero(some),
                    "forecast": promised[some] / given[some],
                    "observed": kept[some] / given[some],
                    "cases": given[some].astype(int),
                }
            ).select(
                pl.lit(channel).alias("channel"),
                pl.lit(horizon).alias("horizon"),
                pl.lit(model).alias("model"),
                pl.all(),
            )
        )
    return pl.concat(rows)


def chosen(scores: pl.DataFrame) -> dict[int, str]:
    """Return the model for each horizon: the truest intervals among those with the best energy.

    Models whose energy score is within one in a hundred of the least are as good; of these, the
    one whose coverage at 80 and 95 % is nearest to that, the two errors added.
    """
    spread = scores.filter((pl.col("size") == "all") & pl.col("cover80").is_not_null())
    error = (pl.col("cover80") - 0.8).abs() + (pl.col("cover95") - 0.95).abs()
    choice = {}
    for horizon in spread["horizon"].unique(maintain_order=True):
        part = spread.filter(pl.col("horizon") == horizon)
        able = part.filter(pl.col("energy") <= AS_GOOD * pl.col("energy").min())
        choice[int(horizon)] = str(able.sort(error)["model"][0])
    return choice
