"""Hedging of every state in every year, with a thousand draws of the weights, beside a NumPy loop.

Run ``python bench/hedging.py`` from the repository (``--against PATH``: see `timing.py`). The ties are
shares of imports and exports, votes and alliances, 1946 to 2024. The alternative is NumPy as one
writes it by hand, a loop over states and years with all draws of each at once; it runs on a
twentieth of the rows, and so does ours where the two are compared.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import polars as pl
import timing

from counterpoise.measures.alignment import alignment
from counterpoise.measures.diversity import independence, similarity_from_agreement
from counterpoise.measures.hedging import hedging, hedging_ranks, tie_strengths
from counterpoise.measures.shares import shares
from counterpoise.panel.store import Store

POLES = ("USA", "CHN")
DRAWS = 1000
SAMPLE_YEARS = (1960, 1980, 2000, 2014)
LIMIT = 1.0


def evidence() -> dict[str, pl.DataFrame]:
    """Return shares of trade, votes and alliances of all states."""
    store = Store.open()
    goods = store.holding("cow_trade").scan().filter(pl.col("indicator") == "goods").collect()
    pacts = store.holding("atop_alliances").scan().filter(pl.col("year") >= 1946).collect()
    return {
        "imports": shares(goods, floor=1e6),
        "exports": shares(goods, of="origin", over="destination", floor=1e6),
        "votes": store.holding("unga_votes").scan().collect(),
        "alliances": pacts,
    }


def strengths(held: dict[str, pl.DataFrame] | None = None) -> pl.DataFrame:
    held = held or evidence()
    return tie_strengths(
        poles=POLES,
        shares={name: held[name] for name in ("imports", "exports")},
        votes=alignment(held["votes"]),
        alliances=held["alliances"],
    )


def sample() -> tuple[pl.DataFrame, Any]:
    """Return the ties of four years, and their tilts as an array."""
    ties = strengths().filter(pl.col("year").is_in(SAMPLE_YEARS))
    return ties, tilts_of(ties, POLES).to_numpy()


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def by_hand(tilts: Any) -> list[Any]:
    """Return quantiles of net tilt and the three parts, row by row."""
    weights = rng().dirichlet(np.ones(tilts.shape[1]), size=DRAWS)
    found = []
    for row in tilts:
        there = ~np.isnan(row)
        if not there.any():
            continue
        kept = weights[:, there] / weights[:, there].sum(axis=1, keepdims=True)
        net = (kept * row[there]).sum(axis=1)
        balance = 1 - (kept * row[there] ** 2).sum(axis=1)
        offset = (kept * (row[there] - net[:, None]) ** 2).sum(axis=1)
        parts = (net, balance, net**2, offset)
        found.append([np.quantile(part, [0.05, 0.5, 0.95]) for part in parts])
    return found


def tilts_of(ties: pl.DataFrame, poles: tuple[str, str]) -> Any:
    """Return N by state and year (rows) and channel (columns)."""
    wide = ties.pivot(on="pole", index=["state", "year", "channel"], values="strength")
    one, other = (pl.col(pole) for pole in poles)
    tilt = pl.when(one + other > 0).then((one - other) / (one + other))
    table = wide.select("state", "year", "channel", tilt=tilt)
    return table.pivot(on="channel", index=["state", "year"], values="tilt").drop("state", "year")


def agreement() -> tuple[pl.DataFrame, pl.DataFrame]:
    held = evidence()
    return held["imports"], similarity_from_agreement(alignment(held["votes"]))


LINES = {
    "hedging, 1,000 draws, four years": timing.Line(
        lambda given: hedging(given[0], poles=POLES, draws=DRAWS, rng=rng()),
        lambda given: by_hand(given[1]),
        alternative="a NumPy loop over states and years",
        limit=LIMIT,
        ready=sample,
    ),
    "hedging, 1,000 draws, all years": timing.Line(
        lambda ties: hedging(ties, poles=POLES, draws=DRAWS, rng=rng()), ready=strengths
    ),
    "ranks, 1,000 draws, all years": timing.Line(
        lambda ties: hedging_ranks(ties, poles=POLES, draws=DRAWS, rng=rng()), ready=strengths
    ),
    "independence of imports": timing.Line(
        lambda given: independence(*given, channel="imports"), ready=agreement
    ),
    "strengths of ties, alignment included": timing.Line(strengths, ready=evidence),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
