"""Similarity of all pairs of states in all sessions, by every index, beside plain pandas.

Run ``python bench/alignment.py`` from the repository (``--against PATH``: see `timing.py`). The votes
are those that travel with the package, 1946 to 2024, already in memory unless the line says otherwise.
The alternative is plain pandas, written as it is written by hand: for every session, merge the votes
with themselves on the roll call, then average by pair. It gives agreement and S alone; ours gives
every index, so that its seconds are of more work, not of less.
"""

from __future__ import annotations

import sys
from typing import Any

import polars as pl
import timing

from counterpoise.measures.alignment import alignment, portfolio_similarity
from counterpoise.panel.store import Store

LEVEL = {"yes": 0.0, "abstain": 0.5, "no": 1.0}
LIMIT = 0.5


def scanned(source: str = "unga_votes") -> pl.LazyFrame:
    return Store.open().holding(source).scan()


def both_kinds() -> tuple[pl.DataFrame, Any]:
    votes = scanned().collect()
    return votes, votes.to_pandas()


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


def apart(ours: pl.DataFrame, theirs: Any) -> float:
    """Return the greatest difference of agreement and S, pair by pair; nan if the pairs differ."""
    ours = ours.filter(pl.col("n") > 0)
    theirs = pl.from_pandas(theirs).with_columns(pl.col("session").cast(pl.Int32))
    both = ours.join(theirs, on=["state", "other", "session"], how="full")
    if both.height != ours.height or not (both["n"] == both["n_right"]).all():
        return float("nan")
    gaps = [(both[name] - both[f"{name}_right"]).abs().max() for name in ("agree", "s_absolute")]
    return max(float(str(gap)) for gap in gaps)


LINES = {
    "all pairs, by session": timing.Line(
        lambda given: alignment(given[0]),
        lambda given: plain_pandas(given[1]),
        alternative="plain pandas, agreement and S alone",
        limit=LIMIT,
        ready=both_kinds,
        apart=apart,
    ),
    "all pairs, eight sessions pooled": timing.Line(
        lambda votes: alignment(votes, window=8), ready=lambda: scanned().collect()
    ),
    "Viet Nam with all, read from disk": timing.Line(
        lambda votes: alignment(votes, between=["VNM"]).collect(), ready=scanned
    ),
    "alliance portfolios 1815-2018": timing.Line(
        portfolio_similarity, ready=lambda: scanned("atop_alliances").collect()
    ),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
