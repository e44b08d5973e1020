"""Between which bounds a share of deliveries lies, where it is not known when all of them came."""

from __future__ import annotations

from typing import Final

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.measures import frames
from counterpoise.sums import parts_of

EARLIER: Final = "arms_earlier"
LATER: Final = "arms_later"


def share_bounds(
    shares: IntoFrameT,
    bounds: IntoFrameT,
    *,
    of: str = "destination",
    over: str = "origin",
    window: int = 1,
) -> IntoFrameT:
    r"""Return shares with the least and the most that each may be, given when deliveries may have come.

    .. math:: V^{+}_{ijt} = V_{ijt} + e_{ijt} + l_{ij,t-w}, \qquad
              V^{-}_{ijt} = \max(V_{ijt} - l_{ijt} - e_{ij,t-w}, 0), \qquad
              s^{\pm}_{ijt} = V^{\pm}_{ijt} / (V^{\pm}_{ijt} + \sum_{k \ne j} V^{\mp}_{ikt})

    with :math:`e` what may have come by the end of a year beyond the rows so far, :math:`l` what may
    still have been to come, and :math:`w` the window. Only the two ends of a window are uncertain: a
    deal that lies wholly in it is in it, whatever its years were.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares.shares` returned for the indicator "arms".
    bounds : frame of the same kind
        Panel rows of the indicators "arms_earlier" and "arms_later" of the same source.
    of, over, window
        As they were for the shares.

    Returns
    -------
    frame of the kind given
        The shares, in order of `of`, year and `over`, with `value_low` and `value_high`, in their
        unit, and `share_low` and `share_high`, in [0, 1].

    Zeros and missing values
    ------------------------
    Without a row of `bounds` what came by the end of a year is known. A share that is null has null
    bounds. Revisions between releases are not in the bounds.

    Examples
    --------
    >>> import polars as pl
    >>> shared = pl.DataFrame({"destination": "IND", "origin": ["RUS", "FRA"], "year": 2024,
    ...     "value": [30.0, 70.0], "share": [0.3, 0.7]})
    >>> late = pl.DataFrame({"destination": ["IND"], "origin": ["RUS"], "year": [2024],
    ...     "indicator": ["arms_earlier"], "value": [10.0]})
    >>> bounded = share_bounds(shared, late, window=5)
    >>> dict(bounded.select("origin", pl.col("share_high").round(3)).iter_rows())
    {'FRA': 0.7, 'RUS': 0.364}
    """
    key = [of, over, "year"]
    rows = frames.opened(shares, *key, "value", "share")
    edges = frames.alike(bounds, rows, *key, "indicator", "value")
    edges = edges.with_columns(_earlier=_of(EARLIER), _later=_of(LATER))
    parts = parts_of("arms")
    edges = frames.added(edges, *key, amounts=("_earlier", "_later"), parts=parts)
    before = edges.select(
        *(of, over),
        (nw.col("year") + window).cast(nw.Int32).alias("year"),
        nw.col("_earlier").alias("_earlier_before"),
        nw.col("_later").alias("_later_before"),
    )
    edges = edges.with_columns(nw.col("year").cast(nw.Int32))
    kind = rows.collect_schema()["year"]
    rows = rows.with_columns(nw.col("year").cast(nw.Int32))
    rows = rows.join(edges, on=key, how="left").join(before, on=key, how="left")
    slack = [
        nw.col(name).fill_null(0.0)
        for name in ("_earlier", "_later_before", "_later", "_earlier_before")
    ]
    low = nw.col("value") - slack[2] - slack[3]
    rows = rows.with_columns(
        value_low=nw.when(low > 0).then(low).otherwise(nw.lit(0.0)),
        value_high=nw.col("value") + slack[0] + slack[1],
    )
    totals = frames.added(
        rows.select(of, "year", _low=nw.col("value_low"), _high=nw.col("value_high")),
        *(of, "year"),
        amounts=("_low", "_high"),
        parts=parts,
    )
    rows = rows.join(totals, on=[of, "year"], how="left")
    for name, other in (("low", "high"), ("high", "low")):
        others = nw.col(f"_{other}") - nw.col(f"value_{other}")
        rows = rows.with_columns(_share(nw.col(f"value_{name}"), others).alias(f"share_{name}"))
    rows = rows.drop("_earlier", "_later", "_earlier_before", "_later_before", "_low", "_high")
    order = rows.with_columns(nw.col("year").cast(kind)).sort(of, "year", over)
    return frames.native(order, shares)


def _of(indicator: str) -> nw.Expr:
    return nw.when(nw.col("indicator") == indicator).then(nw.col("value")).otherwise(nw.lit(0.0))


def _share(own: nw.Expr, others: nw.Expr) -> nw.Expr:
    """Return a part of the whole, null where the share itself is or there is no whole."""
    stated = ~nw.col("share").is_null() & (own + others > 0)
    return nw.when(stated).then(own / (own + others))
