r"""Pairs that are not covered, filled by rule: an older figure, grown as both partners' trade grew.

.. math:: \hat x_{ij,T} = x_{ij,t} \frac{G_i G_j}{G}, \qquad
   G_i = \frac{\sum_k x_{ik,T}}{\sum_k x_{ik,t}}

:math:`G_i` is the growth of i's exports, :math:`G_j` of j's imports, :math:`G` of all trade, each over
the pairs covered in both years. The older figure is the latest of another source.

Tried on pairs that *are* covered in the matrix of 2023: from the totals of 2019 the rule misses by
16 % in the median above $100 million and by 13 % of all value; from the Correlates of War's 2014 by
34 % and 28 %. It knows nothing of an embargo or a free-trade agreement since: an imputed flow is
flagged wherever it shows.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.panel.store import Store

OLDER: Final = ("cepii_baci_totals", "cow_trade")
"""Sources of older figures, the one whose figures are nearest in time and kind first."""
PAIR: Final = ("origin", "destination")


def imputed(store: Store, rows: pl.DataFrame, year: int, *, other_than: str = "") -> pl.DataFrame:
    """Return the pairs with nulls filled where an older figure is held; status "imputed".

    Parameters
    ----------
    store : Store
    rows : polars.DataFrame
        `origin`, `destination`, `value`, `status`, as `trade_pairs.pairs` returns.
    year : int
        Of the rows.
    other_than : str
        The source of the rows, which has no older figure of a pair that it does not cover.

    Returns
    -------
    polars.DataFrame
        The same rows; what has no older figure stays null and "not covered".
    """
    for source in OLDER:
        if source != other_than and store.holdings(source):
            rows = filled(rows, _latest(store, source, year))
    return rows


def filled(rows: pl.DataFrame, older: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with nulls filled by the rule from `older`: `origin`, `destination`, `before`."""
    joined = rows.join(older, on=PAIR, how="left", validate="1:1", maintain_order="left")
    both = joined.filter(pl.col("status") == schema.REPORTED, pl.col("before").is_not_null())
    growth = _growth(both)
    if growth is None:
        return rows
    for side in PAIR:
        joined = joined.join(_growth_of(both, side), on=side, how="left", validate="m:1")
    estimate = pl.col("before") * pl.col("growth_origin") * pl.col("growth_destination") / growth
    fills = pl.col("value").is_null() & estimate.is_not_null()
    return (
        joined.with_columns(
            value=pl.when(fills).then(estimate.round()).otherwise(pl.col("value")),
            status=pl.when(fills).then(pl.lit(schema.IMPUTED)).otherwise(pl.col("status")),
        )
        .select(rows.columns)
        .sort(PAIR)
    )


def _latest(store: Store, source: str, year: int) -> pl.DataFrame:
    """Return the flows of a source's last year that is not after `year`."""
    rows = (
        store.holding(source).scan().filter(pl.col("indicator") == "goods", pl.col("year") <= year)
    )
    return (
        rows.filter(pl.col("year") == pl.col("year").max())
        .group_by(PAIR)
        .agg(before=pl.col("value").sum(), nulls=pl.col("value").null_count())
        .filter(pl.col("nulls") == 0)
        .drop("nulls")
        .collect()
    )


def _growth(both: pl.DataFrame) -> float | None:
    """Return the growth of all trade; None if there was none."""
    before, after = float(both["before"].sum()), float(both["value"].sum())
    return after / before if before > 0 and after > 0 else None


def _growth_of(both: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return the growth of each state's trade on one side; states without any are left out."""
    return (
        both.group_by(side)
        .agg(pl.col("before").sum(), pl.col("value").sum())
        .filter(pl.col("before") > 0)
        .select(side, (pl.col("value") / pl.col("before")).alias(f"growth_{side}"))
    )
