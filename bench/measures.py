"""Measures of every state and year at once, from the panel to the figure, beside plain pandas.

Run ``python bench/measures.py`` from the repository (``--against PATH``: see `timing.py`). The panel is
made up, of the size of COW's bilateral trade. Ours and pandas' start from the same panel in memory and
end with the same figures, which are compared; nothing that one side computes is left out of its time.
Measures without a line here are made of the same steps. Votes and rivals have benches of their own.
"""

from __future__ import annotations

import sys
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import timing

from counterpoise.measures.concentration import concentration
from counterpoise.measures.leadership import turnover
from counterpoise.measures.pairs import ties
from counterpoise.measures.shares import shares

YEARS = range(1870, 2015)
WINDOW = 5
LIMIT = 1.25
"""About pandas' work, on two processors at once; a frame of pandas' own is turned into codes first."""
LIMIT_OF_PANDAS, LIMIT_OF_TIES = 3.0, 2.0


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


def both_kinds() -> tuple[pl.DataFrame, Any]:
    panel = made_up()
    return panel, panel.to_pandas()


def pooled(panel: Any) -> Any:
    """Return shares of five years as they are written by hand: a sum of shifted years, then a ratio."""
    import pandas as pd

    last = panel["year"].max()
    yearly = panel.groupby(["destination", "origin", "year"], as_index=False)["value"].sum()
    shifted = pd.concat([yearly.assign(year=yearly["year"] + lag) for lag in range(WINDOW)])
    found = shifted.groupby(["destination", "origin", "year"], as_index=False)["value"].sum()
    found = found[found["year"].between(panel["year"].min() + WINDOW - 1, last)]
    total = found.groupby(["destination", "year"])["value"].transform("sum")
    return found.assign(share=found["value"] / total).query("share > 0")


def by_hand(panel: Any) -> Any:
    """Return the Herfindahl index, the number of partners and the largest share."""
    found = pooled(panel)
    found["squared"] = found["share"] ** 2
    return found.groupby(["destination", "year"], as_index=False).agg(
        herfindahl=("squared", "sum"), partners=("share", "size"), cr_1=("share", "max")
    )


def ours(panel: Any) -> pl.DataFrame:
    return concentration(shares(panel, window=WINDOW))


def apart(found: pl.DataFrame, plain: Any, *names: str, on: tuple[str, ...]) -> float:
    """Return the greatest difference of some columns; nan if the rows differ."""
    found = found.drop_nulls(names[0]).filter(pl.col(names[0]) > 0)
    both = found.with_columns(pl.col("year").cast(pl.Int64)).join(
        pl.from_pandas(plain).with_columns(pl.col("year").cast(pl.Int64)), on=on, how="full"
    )
    if both.height != found.height or both[f"{names[0]}_right"].null_count():
        return float("nan")
    return max(float(str((both[name] - both[f"{name}_right"]).abs().max())) for name in names)


def ties_by_hand(panel: Any) -> Any:
    """Return what each pair trades both ways, beside the totals of one of them."""
    out = panel.groupby(["origin", "destination", "year"], as_index=False)["value"].sum()
    back = out.rename(columns={"origin": "destination", "destination": "origin", "value": "back"})
    both = out.merge(back, on=["origin", "destination", "year"], how="outer")
    for side, name in (("origin", "exports"), ("destination", "imports")):
        total = out.groupby([side, "year"], as_index=False)["value"].sum()
        total = total.rename(columns={side: "origin", "value": name})
        both = both.merge(total, on=["origin", "year"], how="left")
    return both


LINES = {
    "shares of five years": timing.Line(
        lambda given: shares(given[0], window=WINDOW),
        lambda given: pooled(given[1]),
        alternative="plain pandas",
        limit=LIMIT,
        ready=both_kinds,
        apart=lambda a, b: apart(a, b, "share", on=("destination", "origin", "year")),
    ),
    "concentration, from the panel": timing.Line(
        lambda given: ours(given[0]),
        lambda given: by_hand(given[1]),
        alternative="plain pandas: shares, then Herfindahl index, partners and largest share",
        limit=LIMIT,
        ready=both_kinds,
        apart=lambda a, b: apart(a, b, "herfindahl", "cr_1", on=("destination", "year")),
    ),
    "concentration, of a pandas frame": timing.Line(
        lambda panel: ours(panel),
        by_hand,
        alternative="plain pandas, on the same frame",
        limit=LIMIT_OF_PANDAS,
        ready=lambda: made_up().to_pandas(),
        apart=lambda a, b: apart(
            nw.from_native(a).to_polars(), b, "herfindahl", "cr_1", on=("destination", "year")
        ),
    ),
    "ties of pairs": timing.Line(
        lambda given: ties(given[0]),
        lambda given: ties_by_hand(given[1]),
        alternative="plain pandas: both ways, and the totals of one side",
        limit=LIMIT_OF_TIES,
        ready=both_kinds,
    ),
    "turnover, from the panel": timing.Line(
        lambda panel: turnover(shares(panel, window=WINDOW)), ready=made_up
    ),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
