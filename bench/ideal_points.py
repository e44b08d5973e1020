"""Ideal points of all sessions: how long they take, how well they predict, how far they can be trusted.

Run ``python bench/ideal_points.py`` from the repository, with COUNTERPOISE_EVIDENCE naming the folder
of the publishers' files (``unga/`` in it); ``--compat`` adds the published sampler, two minutes more.
On one core: ``taskset -c 0 env OPENBLAS_NUM_THREADS=1 POLARS_MAX_THREADS=1 python …``.

Figures of other estimators are quoted, not measured here: `QUOTED` says what each took and reached.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from counterpoise.measures import positions
from counterpoise.measures._roll_calls import roll_calls
from counterpoise.models import ideal_points_em as em
from counterpoise.models.ideal_points import (
    QUANTILE_90,
    Floats,
    Positions,
    RollCalls,
    log_score,
    logistic,
)
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.sources import unga_votes

QUOTED = """\
Quoted, sessions 1-74, one core; r with the published series pooled / within states / median session
  the authors' R and C++ sampler           3-4 h (extrapolated)       reference
  emIRT dynIRT (R, two answers)            7.4 s                      .951 / .883 / .982
  MCMCpack, dynamic                        40 iterations unfinished in 15 min
  py-irt 2PL, girth GRM                    26-299 s, 161 s            .75 / - / .87, .915 / - / .91
  EM, shrink .5, innovation .05, bridged   4 s                        .967 / .921 / .991
  EM, shrink 1, innovation .25             4-8 s                      .972 / .927 / .996
  L-BFGS (JAX)                             81 s                       .974 / .929 / .997
  Gibbs, lag only, 3,000 draws (numba)     186 s                      .986 / .964 / .999
  EM, pure random walk                     7-9 s                      .88-.94 / .83-.88 / .98
  held-out mean log score of the EM: -.27884 bridged, -.28435 not bridged"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compat", action="store_true", help="run the published sampler too")
    compat = parser.parse_args().compat
    folder = Path(os.environ.get("COUNTERPOISE_EVIDENCE", "../shared/data")) / "unga"
    embedded = Store.open().holding("unga_votes").scan().collect()
    print(f"Embedded votes, {embedded.height:,} rows, 1946-2024")
    tables = {"default": timed("default", lambda: positions.ideal_points(embedded), limit=4)}
    if compat:
        found = timed("compat", lambda: positions.ideal_points(embedded, compat="bsv"), limit=120)
        tables["compat"] = found
    published = series(folder)
    for name, table in tables.items():
        print(f"  {name}: {agreement(table, published)}")
    votes = release_of_2020(folder)
    print(f"\nSessions 1-74 as the authors use them, {votes.height:,} rows")
    print(f"  default: {agreement(positions.ideal_points(votes), published)}")
    print(f"           {agreement(positions.ideal_points(votes, shrink=1, innovation=0.25), published)}"
          " (shrink 1, innovation .25)")  # fmt: skip
    if compat:
        found = timed("compat", lambda: positions.ideal_points(votes, compat="bsv"), limit=120)
        print(f"  compat: {agreement(found, published)}")
    coded = positions._coded(
        roll_calls(votes, by="session", issues=None), None, to_the_authors=False
    )
    held_out(coded[0])
    coverage(coded[0])
    print(f"\n{QUOTED}")


def timed(name: str, run: Callable[[], Any], *, limit: float) -> Any:
    """Return what `run` returns, and print how long it took."""
    clock, processor = time.perf_counter(), time.process_time()
    found = run()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(
        f"  {name}: {clock:.1f} s of the clock, {processor:.1f} s of the processor (limit {limit})"
    )
    return found


def series(folder: Path) -> pl.DataFrame:
    """Return the series published in April 2020."""
    path = folder / "IdealpointestimatesAll_Apr2020.csv"
    raw = pl.read_csv(path, encoding="latin-1", infer_schema_length=None)
    year = raw["session"] + positions.BEFORE_FIRST
    state = states.from_cow(raw["ccode"], year, source="the series", column="ccode")
    return raw.select(state=state, session="session", published="IdealPoint")


def release_of_2020(folder: Path) -> pl.DataFrame:
    """Return the votes of sessions 1-74, less what the authors leave out."""
    paths = [folder / "un_votes.parquet", folder / "un_roll_calls.parquet"]
    (reading,) = unga_votes.read(paths)
    parts = (pl.col("para") == 1) | (pl.col("amend") == 1)
    of_a_part = pl.read_parquet(paths[1]).filter(parts.fill_null(False), pl.col("session") > 44)
    left_out = reading.rows["roll_call"].is_in(of_a_part["rcid"].cast(pl.Int32).implode())
    lone = (pl.col("state") == "ZAF") & (pl.col("session") == 48)
    return reading.rows.filter(~left_out, pl.col("session") != 19, ~lone, pl.col("state") != "ZAN")


def agreement(table: pl.DataFrame, published: pl.DataFrame) -> str:
    """Return the correlations with the published series, in words."""
    both = table.with_columns(pl.col("session").cast(pl.Int64)).join(
        published, on=["state", "session"]
    )
    centred = both.select(
        pl.col(name) - pl.col(name).mean().over("state") for name in ("position", "published")
    )
    pooled, within = (
        rows.select(pl.corr("position", "published")).item() for rows in (both, centred)
    )
    of = both.group_by("session").agg(r=pl.corr("position", "published"))["r"]
    return (
        f"r {pooled:.4f} pooled, {within:.4f} within states, {of.median():.4f} median session,"
        f" {of.min():.4f} lowest; n {both.height:,}"
    )


def held_out(votes: RollCalls) -> None:
    """Print the mean log score of a tenth of the votes, left out at random, five times."""
    for shrink, innovation in ((0.5, 0.05), (0.1, 0.05), (1.0, 0.25)):
        scores = []
        for seed in range(5):
            out = np.random.default_rng(100 + seed).random(len(votes.choice)) < 0.1
            kept = replace(
                votes,
                roll_call=votes.roll_call[~out],
                place=votes.place[~out],
                choice=votes.choice[~out],
            )
            found = em.estimate(kept, shrink=shrink, innovation=innovation)
            rest = votes.roll_call[out], votes.place[out], votes.choice[out]
            roll_call, place, choice = rest
            scores.append(log_score(found, roll_call=roll_call, place=place, choice=choice).mean())
        print(
            f"  held out, shrink {shrink}, innovation {innovation}: {np.mean(scores):.5f}"
            f" (five splits, {min(scores):.5f} to {max(scores):.5f}; target -.2785)"
        )


def coverage(votes: RollCalls) -> None:
    """Print how often intervals hold the truth, for states like the real ones and for made-up ones."""
    rng = np.random.default_rng(7)
    found = em.estimate(votes)
    truths: dict[str, Callable[[], Floats]] = {
        "drawn from the posterior": lambda: posterior_draw(votes, found, rng),
        "made up, yearly step .17": lambda: made_up(votes, 0.18, rng),
        "made up, yearly step .25": lambda: made_up(votes, 0.30, rng),
    }
    for name, draw in truths.items():
        rates = [covered(votes, found, draw(), rng) for _ in range(2)]
        levels = ", ".join(f"{rate:.3f}" for rate in np.mean(rates, axis=0))
        print(f"  coverage at 80, 90, 95 %, {name}: {levels}")


def posterior_draw(votes: RollCalls, found: Positions, rng: np.random.Generator) -> Floats:
    """Return the estimate with an error drawn as the smoother, with cuts known, has it."""
    seen = em.Comparisons.of(votes)
    walk = em.Walk.of(votes, shrink=0.5, innovation=0.05)
    natural = 1.26  # one standard deviation on the scale of the walk
    slope = seen.each(found.slope, found.slope)
    leaning = slope * found.position[seen.place]
    below = logistic(seen.each(found.cut, found.cut + found.gap) - leaning)
    weight = (slope / natural) ** 2 * below * (1 - below)
    main = walk.diagonal + np.bincount(seen.place, weight, minlength=votes.places)
    return found.position + walk_draw(walk, main, rng) / natural


def walk_draw(walk: em.Walk, main: Floats, rng: np.random.Generator) -> Floats:
    """Return a draw whose precision has the diagonal `main` and the steps of the walk."""
    at = (walk.row, walk.seat)
    shape = int(walk.row.max()) + 1, int(walk.seat.max()) + 1
    down, off = np.ones(shape), np.zeros((shape[0] + 1, shape[1]))
    down[at], off[at] = main, -walk.step
    for t in range(1, shape[0]):
        down[t] -= off[t] ** 2 / down[t - 1]
    x = rng.standard_normal(shape) / np.sqrt(down)
    for t in range(shape[0] - 2, -1, -1):
        x[t] -= off[t + 1] / down[t] * x[t + 1]
    return x[at]


def made_up(votes: RollCalls, step: float, rng: np.random.Generator) -> Floats:
    """Return positions that swing about a mean of each seat's own."""
    home = rng.standard_normal(int(votes.seat.max()) + 1)[votes.seat]
    away = np.zeros(votes.places)
    first = np.r_[True, votes.seat[1:] != votes.seat[:-1]]
    noise = step * rng.standard_normal(votes.places)
    for place in range(votes.places):
        away[place] = (
            noise[place] / np.sqrt(0.19) if first[place] else 0.9 * away[place - 1] + noise[place]
        )
    return home + away


def covered(
    votes: RollCalls, found: Positions, truth: Floats, rng: np.random.Generator
) -> list[float]:
    """Return the shares of intervals at 80, 90 and 95 % that hold the truth, roll calls as found."""
    truth = (truth - truth.mean()) / truth.std()
    leaning = found.slope[votes.roll_call] * truth[votes.place] + rng.logistic(
        size=len(votes.choice)
    )
    cut = found.cut[votes.roll_call]
    choice = (leaning > cut).astype(int) + (leaning > cut + found.gap[votes.roll_call])
    kept = positions._contested(votes.roll_call, choice)
    again = replace(
        votes,
        roll_call=np.unique(votes.roll_call[kept], return_inverse=True)[1],
        place=votes.place[kept],
        choice=choice[kept],
        anchor=np.where(np.abs(truth) > 1, np.sign(truth), 0).astype(int),
    )
    estimate = em.estimate(again)
    voted = np.bincount(again.place, minlength=votes.places) > 0
    deviation = (estimate.high - estimate.low) / 2 / QUANTILE_90
    off = (np.abs(estimate.position - truth) / deviation)[voted]
    return [float((off < z).mean()) for z in (1.2816, QUANTILE_90, 1.96)]


if __name__ == "__main__":
    main()
