r"""Pairs that are not covered, filled by rule: an older figure, grown as both partners' trade grew.

.. math:: \hat x_{ij,T} = x_{ij,t} \frac{G_i G_j}{G}, \qquad
   G_i = \frac{\sum_k x_{ik,T}}{\sum_k x_{ik,t}}

:math:`G_i` is the growth of i's exports, :math:`G_j` of j's imports, :math:`G` of all trade, each over
the pairs covered in both years. The older figure is the latest of another release; one told as the
rows are (reconciled) goes before one told otherwise.

Tried on pairs above $100 million that *are* covered in the matrix of 2023, a tenth of them hidden at
a time: from the totals of 2019 the rule misses by 17 % in the median and by 16 % of all value; from
the IMF's 2020, told by either side, by 28 % and 27 %; from the Correlates of War's 2014 by 37 % and
35 %. It knows nothing of an embargo or a free-trade agreement since: an imputed flow is flagged
wherever it shows.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.panel.candidates import Candidate, candidates
from counterpoise.panel.store import Holding, Store

PAIR: Final = ("origin", "destination")


def imputed(
    store: Store, rows: pl.DataFrame, year: int, *, other_than: Holding | None = None
) -> pl.DataFrame:
    """Return the pairs with nulls filled where an older figure is held; status "imputed".

    Parameters
    ----------
    store : Store
    rows : polars.DataFrame
        `origin`, `destination`, `value`, `status`, as `trade_pairs.pairs` returns.
    year : int
        Of the rows.
    other_than : Holding, optional
        The release of the rows, which has no older figure of a pair that it does not cover.

    Returns
    -------
    polars.DataFrame
        The same rows; what has no older figure stays null and "not covered". A release told as the
        rows are (reconciled, say) fills first, and then the one with the latest figures.
    """
    found = candidates(store, "goods", side=schema.DESTINATION)
    kind = [one.tellers for one in found if one.holding == other_than]
    older = [
        (one.tellers in kind, _last(one, year), -one.standing, one)
        for one in found
        if one.holding != other_than
    ]
    for _, last, _, one in sorted(older, key=lambda each: each[:3], reverse=True):
        if last:
            rows = filled(rows, _latest(one, last))
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


def _last(one: Candidate, year: int) -> int:
    """Return the last year with rows, not after `year`, of a release of all items; 0 if none."""
    if one.spans().is_empty():
        return 0
    last = one.said((), (0, year)).select(pl.col("year").max()).collect().item()
    return int(last or 0)


def _latest(one: Candidate, last: int) -> pl.DataFrame:
    """Return the flows of a release in its last year, each told once: `before`."""
    ties = one.ties((), (last, last)).filter(pl.col("unknown") == 0)
    return ties.select(origin="partner", destination="state", before="value")


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
