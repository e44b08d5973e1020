r"""Positions below zero in a stock of capital: an affiliate that lent its parent more than it got.

Shares of a whole with a negative part are undefined. But one such position among hundreds says nothing
against the rest: where those of a state and year are at most `SMALL` of what is held,

.. math:: \sum_j \max(0, -x_{ijt}) \le 0.01 \sum_j \max(0, x_{ijt}),

they count as nothing held, which moves no share by more than that part of it.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.schema import INDICATORS

SMALL: Final = 0.01


def counted_as_nothing(rows: pl.DataFrame, *, indicator: str, of: str) -> pl.DataFrame:
    """Return the rows of a stock with its small positions below zero as zero.

    Parameters
    ----------
    rows : polars.DataFrame
        Panel rows of one release.
    indicator : str
        Of the rows; a flow, or what has no sign, is returned as it is.
    of : str
        The side whose total is shared out.

    Examples
    --------
    >>> held = pl.DataFrame({"destination": ["VNM"] * 3, "year": [2024] * 3, "value": [99.0, 1.0, -1.0]})
    >>> counted_as_nothing(held, indicator="fdi_stock", of="destination")["value"].to_list()
    [99.0, 1.0, 0.0]
    """
    known = INDICATORS.get(indicator)
    if known is None or known.flow or not known.signed:
        return rows
    whole = pl.col("value").clip(lower_bound=0.0).sum().over(of, "year")
    below = (-pl.col("value")).clip(lower_bound=0.0).sum().over(of, "year")
    small = (pl.col("value") < 0) & (below <= SMALL * whole)
    return rows.with_columns(value=pl.when(small).then(0.0).otherwise("value"))
