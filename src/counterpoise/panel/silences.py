r"""How much of a basket is with partners of whom a product is not told: by what they had of it last.

A tie of a product that is *not covered* in a year had a share :math:`s_p` of the state's total of that
product, and a value :math:`x_p`, when it was last told of. With :math:`x` what is told of the product now,
and :math:`g_p` the growth since of all trade told of it, if it grew,

.. math:: \hat h = \max\Big(x \frac{S}{1 - S},\ \sum_p g_p x_p\Big), \qquad
    S = \min\Big(\sum_p s_p,\ \text{MOST}\Big)

is what is not told of it, and over all products of the basket :math:`\sum \hat h / (\sum x + \sum \hat h)`
is the part hidden. The larger of the two estimates is taken: what is not known must not look small.

Of a tie that was never told of, nothing is known; the part then is by weight, as of other partners.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.panel.candidates import Candidate, part_of_holder, read
from counterpoise.panel.memory import MEMORY

MOST: Final = 0.95
"""Part of a product beyond which what is hidden is no longer told from what is seen."""

KEYS: Final = ("state", "year")
HIDDEN: Final = {"state": pl.String, "year": pl.Int32, "hidden": pl.Float64}


def hidden(one: Candidate, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return the part of each state-year that is with silent ties: `state`, `year`, `hidden`.

    `wanted` holds the state-years (`KEYS`) with a tie that is not covered.
    """
    if wanted.is_empty():
        return pl.DataFrame(schema=HIDDEN)
    rows = _told_by_product(one, wanted)
    silent = rows.filter(pl.col("value").is_null()).join(wanted, on=KEYS, how="semi")
    last = _grown(_last_told(rows, silent), _world(one))
    product = [*KEYS, "item"]
    lost = last.group_by(product).agg(
        share=pl.col("share").sum().clip(0.0, MOST), then=pl.col("then").sum()
    )
    now = rows.group_by(product).agg(now=pl.col("value").sum()).join(wanted, on=KEYS, how="semi")
    lost = now.join(lost, on=product, how="left").with_columns(
        by_share=pl.col("now") * pl.col("share") / (1.0 - pl.col("share"))
    )
    added = lost.group_by(KEYS).agg(
        pl.col("now").sum(), lost=pl.max_horizontal("by_share", "then").sum()
    )
    return added.filter(pl.col("lost") > 0).select(
        *KEYS, hidden=pl.col("lost") / (pl.col("lost") + pl.col("now"))
    )


def _world(one: Candidate) -> pl.DataFrame:
    """Return all trade told of each product and year: `item`, `year`, `world`."""
    held = part_of_holder(one, ("world",))
    if held is not None:
        return held
    asked = (*one.key[:3], one.indicator, one.item, "world")
    rows = one.said(by_item=True).group_by("item", pl.col("year").cast(pl.Int32))
    return MEMORY.kept(asked, lambda: rows.agg(world=pl.col("value").sum()).collect())


def _grown(last: pl.DataFrame, world: pl.DataFrame) -> pl.DataFrame:
    """Return silent ties with their last value grown as the product's trade has, if it has."""
    then = world.rename({"year": "told", "world": "world_then"})
    both = last.join(world, on=["item", "year"], how="left").join(
        then, on=["item", "told"], how="left"
    )
    growth = (pl.col("world") / pl.col("world_then")).fill_null(1.0).clip(1.0)
    return both.with_columns(then=pl.col("then") * growth)


def _told_by_product(one: Candidate, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return what the states had of each product and partner, in all years up to the last wanted."""
    states, last = wanted["state"].unique().sort().to_list(), int(wanted["year"].max())  # type: ignore[arg-type]
    rows = read(one, states, (0, last), by_item=True).select(
        pl.col("year").cast(pl.Int32), "item", "value", state=one.side, partner=one.over
    )
    return rows.collect()


def _last_told(rows: pl.DataFrame, silent: pl.DataFrame) -> pl.DataFrame:
    """Return, of each silent tie, its share and value in the last year in which it was told of."""
    total = pl.col("value").sum().over("state", "year", "item")
    told = (
        rows.with_columns(share=pl.col("value") / total)
        .filter(pl.col("value") > 0)
        .select("state", "partner", "item", "share", then="value", told=pl.col("year"))
        .sort("told")
    )
    return silent.sort("year").join_asof(
        told,
        left_on="year",
        right_on="told",
        by=["state", "partner", "item"],
        strategy="backward",
        check_sortedness=False,
    )
