"""Similarity of all pairs of states in all sessions, by every index, against its limits.

Run ``python bench/alignment.py`` from the repository. The votes are those that travel with the
package, 1946 to 2024, already in memory unless the line says otherwise. Each line is a process of its
own: the median of three runs, seconds of the clock and of the processor, and the greatest memory that
the process held, the votes included. The named alternative is plain pandas, written as it is written
by hand: for every session, merge the votes with themselves on the roll call, then average by pair. It
gives agreement and S alone, of all sessions, none left out or scaled; its figures are compared with ours.
"""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import polars as pl

from counterpoise.measures.alignment import alignment, portfolio_similarity
from counterpoise.panel.store import Store

RUNS = 3
LIMIT_SECONDS, LIMIT_BYTES = 3.0, 2_000_000_000
LIMIT_ONE_STATE = 0.5
LEVEL = {"yes": 0.0, "abstain": 0.5, "no": 1.0}

Work = Callable[[Any], Any]


def scanned(source: str = "unga_votes") -> pl.LazyFrame:
    return Store.open().holding(source).scan()


def plain_pandas(votes: Any) -> Any:
    """Return agreement and S of all pairs as a merge of the votes with themselves."""
    import pandas as pd

    votes = votes.assign(level=votes["vote"].map(LEVEL))[["roll_call", "session", "state", "level"]]
    votes = votes[votes.groupby("roll_call")["level"].transform("nunique") > 1]
    parts = []
    for session, cast in votes.groupby("session"):
        pairs = cast.merge(cast, on="roll_call", suffixes=("", "_other"))
        pairs = pairs[pairs["state"] < pairs["state_other"]]
        alike = 1 - (pairs["level"] - pairs["level_other"]).abs()
        found = alike.groupby([pairs["state"], pairs["state_other"]]).agg(["mean", "size"])
        parts.append(found.reset_index().assign(session=session))
    table = pd.concat(parts).rename(columns={"state_other": "other", "mean": "agree", "size": "n"})
    return table.assign(s_absolute=2 * table["agree"] - 1)


LINES: dict[str, tuple[Callable[[], Any], Work, float | None]] = {
    "plain pandas: agree, S": (lambda: scanned().collect().to_pandas(), plain_pandas, None),
    "all pairs, by session": (lambda: scanned().collect(), alignment, LIMIT_SECONDS),
    "all pairs, by year": (
        lambda: scanned().collect(),
        lambda votes: alignment(votes, by="year"),
        LIMIT_SECONDS,
    ),
    "all pairs, eight sessions pooled": (
        lambda: scanned().collect(),
        lambda votes: alignment(votes, window=8),
        LIMIT_SECONDS,
    ),
    "Viet Nam with all, read from disk": (
        scanned,
        lambda votes: alignment(votes, between=["VNM"]).collect(),
        LIMIT_ONE_STATE,
    ),
    "alliance portfolios 1815-2018": (
        lambda: scanned("atop_alliances").collect(),
        portfolio_similarity,
        LIMIT_SECONDS,
    ),
}


def timed(name: str) -> tuple[float, float, int, int]:
    """Return seconds, processor seconds, greatest memory and rows of one line."""
    ready, work, _ = LINES[name]
    given = ready()
    clock, processor = [], []
    for _ in range(RUNS):
        start = time.perf_counter(), time.process_time()
        found = work(given)
        clock.append(time.perf_counter() - start[0])
        processor.append(time.process_time() - start[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return statistics.median(clock), statistics.median(processor), peak, len(found)


def farthest_apart() -> float:
    """Return the greatest difference between plain pandas' figures and ours, pair by pair."""
    votes = scanned().collect()
    ours = alignment(votes).filter(pl.col("n") > 0)
    theirs = pl.from_pandas(plain_pandas(votes.to_pandas()))
    key = ["state", "other", "session"]
    both = ours.join(theirs.with_columns(pl.col("session").cast(pl.Int32)), on=key, how="full")
    if both.height != ours.height or not (both["n"] == both["n_right"]).all():
        return float("nan")
    gaps = [(both[name] - both[f"{name}_right"]).abs().max() for name in ("agree", "s_absolute")]
    return max(float(str(gap)) for gap in gaps)


def main() -> int:
    """Print a line for each piece of work; exit 1 if one is over its limit, or figures differ."""
    over = 0
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        print(f"{'work':36}{'limit':>6}{'s':>7}{'cpu s':>7}{'GB':>6}{'rows':>11}{'x plain':>9}")
        plain = 0.0
        for name, (_, _, limit) in LINES.items():
            clock, processor, peak, rows = pool.apply(timed, (name,))
            plain = plain or clock
            late = limit is not None and (clock > limit or peak > LIMIT_BYTES)
            over += late
            comparable = "by session" in name or limit is None
            print(
                f"{name:36}{limit or '':>6}{clock:7.2f}{processor:7.2f}{peak / 1e9:6.2f}{rows:11,}"
                f"{f'{plain / clock:9.1f}' if comparable else '':>9}{'  OVER' if late else ''}"
            )
        gap = pool.apply(farthest_apart)
    print(f"greatest difference from plain pandas: {gap:.1e}")
    return int(over > 0 or not gap < 1e-12)


if __name__ == "__main__":
    sys.exit(main())
