"""Ideal points of all sessions: how well they predict, and what they cost.

Run ``python bench/ideal_points.py`` from the repository, with COUNTERPOISE_EVIDENCE naming the folder
of the publishers' files (``unga/`` in it); ``--compat`` adds the published sampler, two minutes more.
How often their intervals hold is shown by ``bench/ideal_points_coverage.py``.
On one core: ``taskset -c 0 env OPENBLAS_NUM_THREADS=1 POLARS_MAX_THREADS=1 python …``.

The other estimators are in R, C++ or JAX and are not run here: `QUOTED` says what each took and reached
on another machine, which is no ratio. ``--time`` (and ``--against PATH``, see `timing.py`) times ours.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
import timing

from counterpoise.measures import positions
from counterpoise.measures._roll_calls import roll_calls
from counterpoise.models.votes.ideal_points import estimate as em
from counterpoise.models.votes.ideal_points.roll_calls import RollCalls, log_score
from counterpoise.models.votes.vote_tables import NOT_CAST
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.sources.votes import unga_votes

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
    tables = {"default": timed("default", lambda: positions.ideal_points(embedded))}
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "ideal_points.csv"
        timed("written", lambda: positions.write_ideal_points(embedded, path))
    if compat:
        found = timed("compat", lambda: positions.ideal_points(embedded, compat="bsv"))
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
        found = timed("compat", lambda: positions.ideal_points(votes, compat="bsv"))
        print(f"  compat: {agreement(found, published)}")
    table = roll_calls(votes, by="session", issues=None)
    coded, _ = positions._coded(table, None, to_the_authors=False)
    print("  held-out votes, mean log score")
    held_out(coded, ((0.5, 0.05), (0.1, 0.05), (0.5, 0.1), (1.0, 0.25)))
    print("  held-out votes, roll calls of the same description bridged")
    held_out(bridged(coded, votes, table, folder), ((0.5, 0.05),))
    print(f"\n{QUOTED}")


def timed(name: str, run: Callable[[], Any]) -> Any:
    """Return what `run` returns, and print what it cost once."""
    before = timing.seconds()
    found = run()
    print(f"  {name}: {timing.seconds() - before:.1f} s of the processor, one run")
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


def bridged(votes: RollCalls, cast: pl.DataFrame, table: Any, folder: Path) -> RollCalls:
    """Return the same votes, with one item for all roll calls of the same description."""
    described = pl.read_parquet(folder / "un_roll_calls.parquet").filter(pl.col("descr") != "")
    bridge = described.select(roll_call=pl.col("rcid").cast(pl.Int32), linked="descr")
    linked = positions._linked(cast, bridge)
    state, call = np.nonzero(table.codes != NOT_CAST)
    contested = np.unique(call[positions._contested(call, table.codes[state, call])])
    item = np.unique(linked[contested], return_inverse=True)[1]
    return replace(votes, roll_call=item[votes.roll_call])


def held_out(votes: RollCalls, settings: Sequence[tuple[float, float]]) -> None:
    """Print the mean log score of a tenth of the votes, left out at random, five times."""
    for shrink, innovation in settings:
        scores = []
        for seed in range(5):
            out = np.random.default_rng(100 + seed).random(len(votes.choice)) < 0.1
            found = em.estimate(only(votes, ~out), shrink=shrink, innovation=innovation)
            rest = only(votes, out)
            scores.append(
                log_score(
                    found, roll_call=rest.roll_call, place=rest.place, choice=rest.choice
                ).mean()
            )
        print(
            f"    shrink {shrink}, innovation {innovation}: {np.mean(scores):.5f}"
            f" (five splits, {min(scores):.5f} to {max(scores):.5f}; target -.2785)"
        )


def only(votes: RollCalls, kept: Any) -> RollCalls:
    """Return some of the votes."""
    return replace(
        votes,
        roll_call=votes.roll_call[kept],
        place=votes.place[kept],
        choice=votes.choice[kept],
    )


LINES = {
    "ideal points of all sessions": timing.Line(
        positions.ideal_points,
        alternative="none run: other estimators are not Python's (see QUOTED)",
        ready=lambda: Store.open().holding("unga_votes").scan().collect(),
    )
}

if __name__ == "__main__":
    if {"--time", "--against", "--serve"} & set(sys.argv):
        sys.argv = [word for word in sys.argv if word != "--time"]
        sys.exit(timing.main(LINES, __file__, __doc__))
    main()
