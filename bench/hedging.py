"""Hedging of every state in every year, with a thousand draws of the weights, from embedded evidence.

Run ``python bench/hedging.py`` from the repository. The ties are shares of imports and exports, votes
and alliances, 1946 to 2024. The named alternatives are NumPy as one writes it by hand: a loop over
states and years with all draws of each at once, and a loop over draws as well; both run on some rows,
and their seconds are scaled up to all. ``--draws`` and ``--poles`` change what is drawn between whom.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from counterpoise.measures.alignment import alignment
from counterpoise.measures.diversity import independence, similarity_from_agreement
from counterpoise.measures.hedging import hedging, hedging_ranks, tie_strengths
from counterpoise.measures.shares import shares
from counterpoise.panel.store import Store

LIMIT_SECONDS = 10.0
SAMPLE = {"loop over rows": 1000, "loop over rows and draws": 10}


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


def by_hand(tilts: Any, weights: Any) -> Any:
    """Return quantiles of net tilt and the three parts of one row."""
    there = ~np.isnan(tilts)
    if not there.any():
        return None
    kept = weights[:, there] / weights[:, there].sum(axis=1, keepdims=True)
    net = (kept * tilts[there]).sum(axis=1)
    balance = 1 - (kept * tilts[there] ** 2).sum(axis=1)
    offset = (kept * (tilts[there] - net[:, None]) ** 2).sum(axis=1)
    return [np.quantile(x, [0.05, 0.5, 0.95]) for x in (net, balance, net**2, offset)]


def by_draw(tilts: Any, weights: Any) -> Any:
    """Return the same, one draw at a time."""
    there = ~np.isnan(tilts)
    if not there.any():
        return None
    drawn = []
    for weight in weights:
        kept = weight[there] / weight[there].sum()
        net = (kept * tilts[there]).sum()
        spread = (kept * (tilts[there] - net) ** 2).sum()
        drawn.append((net, 1 - (kept * tilts[there] ** 2).sum(), net**2, spread))
    return np.quantile(np.array(drawn), [0.05, 0.5, 0.95], axis=0)


def tilts_of(ties: pl.DataFrame, poles: tuple[str, str]) -> Any:
    """Return N by state and year (rows) and channel (columns)."""
    wide = ties.pivot(on="pole", index=["state", "year", "channel"], values="strength")
    one, other = (pl.col(pole) for pole in poles)
    tilt = pl.when(one + other > 0).then((one - other) / (one + other))
    table = wide.select("state", "year", "channel", tilt=tilt)
    return table.pivot(on="channel", index=["state", "year"], values="tilt").drop("state", "year")


def timed(function: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = function()
    return time.perf_counter() - start, found


def main() -> int:
    """Print a line per step; exit 1 if the draws take too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--poles", nargs=2, default=["USA", "CHN"])
    given = parser.parse_args()
    poles, rng = tuple(given.poles), np.random.default_rng(1)
    held = evidence()
    flows = {name: held[name] for name in ("imports", "exports")}

    seconds, agreement = timed(lambda: alignment(held["votes"]))
    print(f"{'alignment of all pairs':32}{seconds:9.2f} s{agreement.height:11,} rows")
    similarity = similarity_from_agreement(agreement)
    seconds, found = timed(lambda: independence(flows["imports"], similarity, channel="imports"))
    print(f"{'independence of imports':32}{seconds:9.2f} s{found.height:11,} rows")
    seconds, ties = timed(
        lambda: tie_strengths(
            poles=poles, shares=flows, votes=agreement, alliances=held["alliances"]
        )
    )
    print(f"{'strengths of ties':32}{seconds:9.2f} s{ties.height:11,} rows")
    seconds, found = timed(lambda: hedging(ties, poles=poles))
    print(f"{'hedging':32}{seconds:9.2f} s{found.height:11,} rows")
    ours, found = timed(lambda: hedging(ties, poles=poles, draws=given.draws, rng=rng))
    print(f"{f'hedging, {given.draws} draws':32}{ours:9.2f} s{found.height:11,} rows")
    seconds, ranks = timed(lambda: hedging_ranks(ties, poles=poles, draws=given.draws, rng=rng))
    print(f"{'ranks':32}{seconds:9.2f} s{ranks.height:11,} rows")

    tilts = tilts_of(ties, poles).to_numpy()
    weights = rng.dirichlet(np.ones(tilts.shape[1]), size=given.draws)
    for name, function in (("loop over rows", by_hand), ("loop over rows and draws", by_draw)):
        some = tilts[rng.choice(len(tilts), SAMPLE[name], replace=False)]
        seconds, _ = timed(lambda f=function, s=some: [f(row, weights) for row in s])
        whole = seconds * len(tilts) / len(some)
        print(f"{name:32}{whole:9.1f} s{whole / ours:10.1f} x ours, from {len(some)} rows")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{'greatest memory':32}{peak / 1e9:9.2f} GB")
    return 1 if ours > LIMIT_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
