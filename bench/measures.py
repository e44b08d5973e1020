"""Every measure for every state and year at once, on a panel of the size of COW's bilateral trade.

Run ``python bench/measures.py`` from the repository (``--kinds`` for other frames than Polars). Each
line is one measure in a process of its own: seconds of the clock, seconds of the processor, and the
greatest memory that the process held, the panel included. The named alternative is plain pandas:
group by, divide, square, add up. ``--panel FILE`` measures on a Parquet panel instead of a made-up
one. Measures of votes and of rivals have benchmarks of their own: `alignment.py`, `ideal_points.py`,
`hedging.py`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from counterpoise.measures import MEASURES
from counterpoise.measures.pairs import ties
from counterpoise.measures.shares import shares

YEARS = range(1870, 2015)
LIMIT_SECONDS, LIMIT_BYTES = 10.0, 2_000_000_000
WINDOW = 5
OF_THE_PANEL = ("panel", "shares", "groups", "channels", "ties", "gdp")
OPTIONS: dict[str, dict[str, Any]] = {
    "shares": {"window": WINDOW},
    "acting_together": {"partners": ["S000", "S001"]},
}


def made_up(seed: int = 1870) -> pl.DataFrame:
    """Return 1.3 million dyad-years: the states of a growing system, 15 % null, 40 % zero."""
    rng = np.random.default_rng(seed)
    names = np.array([f"S{i:03}" for i in range(160)])
    parts = []
    for year in YEARS:
        states = 30 + (year - YEARS.start) * 120 // len(YEARS)
        origin, destination = np.divmod(np.arange(states * states), states)
        apart = origin != destination
        value = np.round(rng.lognormal(10, 3, apart.sum()))
        value[rng.random(value.size) < 0.4] = 0
        value[rng.random(value.size) < 0.15] = np.nan
        parts.append(
            pl.DataFrame(
                {
                    "origin": names[origin[apart]],
                    "destination": names[destination[apart]],
                    "year": np.full(value.size, year, dtype=np.int16),
                    "value": value,
                }
            )
        )
    rows = pl.concat(parts).with_columns(
        pl.col("value").fill_nan(None),
        indicator=pl.lit("goods"),
        source=pl.lit("made up"),
        vintage=pl.lit("1"),
    )
    return rows.sample(fraction=1, shuffle=True, seed=seed)


def gdp(panel: pl.DataFrame) -> pl.DataFrame:
    """Return a made-up GDP of every state and year of the panel."""
    pairs = panel.select("origin", "year").unique()
    return pairs.select(state="origin", year="year", value=pl.lit(1e9))


def groups(panel: pl.DataFrame) -> pl.DataFrame:
    """Return every partner's group, by the last letter of its id."""
    return panel.select("origin").unique().with_columns(group=pl.col("origin").str.slice(-1))


def inputs(needs: str, panel: pl.DataFrame) -> list[pl.DataFrame]:
    """Return what a measure takes."""
    if needs == "panel":
        return [panel]
    if needs in ("ties", "gdp"):
        return [ties(panel), *([gdp(panel)] if needs == "gdp" else [])]
    table = shares(panel, window=WINDOW)
    if needs == "channels":
        return [table.with_columns(channel=pl.lit("trade"))]
    return [table, *([groups(panel)] if needs == "groups" else [])]


def converted(frames: list[pl.DataFrame], kind: str) -> list[Any]:
    """Return frames as another kind."""
    if kind == "pandas":
        return [frame.to_pandas() for frame in frames]
    if kind == "arrow":
        return [frame.to_arrow() for frame in frames]
    if kind == "duckdb":
        import duckdb

        connection = duckdb.connect()
        return [connection.from_arrow(frame.to_arrow()) for frame in frames]
    return [frame.lazy() for frame in frames] if kind == "lazy" else frames


def plain_pandas(panel: Any, window: int = WINDOW) -> Any:
    """Return the Herfindahl index as it is written by hand: a sum of shifted years, then squares."""
    import pandas as pd

    yearly = panel.groupby(["destination", "origin", "year"], as_index=False)["value"].sum()
    shifted = pd.concat([yearly.assign(year=yearly["year"] + lag) for lag in range(window)])
    pooled = shifted.groupby(["destination", "origin", "year"], as_index=False)["value"].sum()
    total = pooled.groupby(["destination", "year"])["value"].transform("sum")
    squared = (pooled["value"] / total) ** 2
    return squared.groupby([pooled["destination"], pooled["year"]]).sum()


def timed(name: str, kind: str, path: str) -> tuple[float, float, int, int]:
    """Return seconds, processor seconds, greatest memory and rows of one measure."""
    panel = pl.read_parquet(path) if path else made_up()
    function: Callable[..., Any]
    if name == "plain pandas":
        function, frames, given = plain_pandas, [panel.to_pandas()], {}
    elif name == "shares + herfindahl":
        function, frames, given = _both, converted([panel], kind), {}
    else:
        measure = MEASURES[name]
        function, given = measure.load(), OPTIONS.get(name, {})
        frames = converted(inputs(measure.needs, panel), kind)
    del panel
    clock, processor = time.perf_counter(), time.process_time()
    found = function(*frames, **given)
    rows = _rows(found)
    taken = time.perf_counter() - clock, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return *taken, peak, rows


def _both(panel: Any) -> Any:
    return MEASURES["herfindahl"].load()(shares(panel, window=WINDOW))


def _rows(found: Any) -> int:
    if isinstance(found, (int, float)) or not hasattr(found, "columns"):
        return len(found)
    frame = nw.from_native(found)
    return int((frame.collect() if isinstance(frame, nw.LazyFrame) else frame).shape[0])


def main() -> int:
    """Print a line per measure; exit 1 if one is over the limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", nargs="+", default=["polars"])
    here = [name for name, measure in MEASURES.items() if measure.needs in OF_THE_PANEL]
    parser.add_argument("--measures", nargs="+", default=["shares + herfindahl", *here])
    parser.add_argument("--panel", default="", help="a Parquet file of panel rows")
    given = parser.parse_args()
    over = 0
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:

        def run(name: str, kind: str) -> tuple[float, float, int, int]:
            return pool.apply(timed, (name, kind, given.panel))

        plain = run("plain pandas", "pandas")
        print(f"{'measure':24}{'kind':8}{'s':>7}{'cpu s':>7}{'GB':>6}{'rows':>11}{'x plain':>9}")
        print(_line("plain pandas", "pandas", plain, plain[0]))
        for kind in given.kinds:
            for name in given.measures:
                taken = run(name, kind)
                over += taken[0] > LIMIT_SECONDS or taken[2] > LIMIT_BYTES
                print(_line(name, kind, taken, plain[0]), flush=True)
    print(f"{over} over {LIMIT_SECONDS:.0f} s or {LIMIT_BYTES / 1e9:.0f} GB")
    return 1 if over else 0


def _line(name: str, kind: str, taken: tuple[float, float, int, int], plain: float) -> str:
    seconds, processor, peak, rows = taken
    return (
        f"{name:24}{kind:8}{seconds:7.2f}{processor:7.2f}{peak / 1e9:6.2f}{rows:11,}"
        f"{plain / seconds:8.1f}x"
    )


if __name__ == "__main__":
    sys.exit(main())
