"""What earlier deliveries left behind: a stock that wears out by a constant rate."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise import bounds
from counterpoise.measures import frames
from counterpoise.measures.shares import shared_out


def decayed_stock(
    panel: IntoFrameT,
    *,
    of: str = "destination",
    over: str = "origin",
    keep: float = 0.95,
    floor: float = 0.0,
) -> IntoFrameT:
    r"""Return what is left of all earlier flows, and each partner's share of it.

    .. math:: K_{ijt} = \sum_{a=0}^{t - t_0} \delta^a x_{ij,t-a}

    Spares, training and habits depend on the stock: when a supplier's share of deliveries halves in
    five years, its share of the arms in service hardly moves.

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows of one indicator and source; flows, not stocks.
    of, over : str
        The side whose stock is shared out, and the side that the shares belong to.
    keep : float
        :math:`\delta`, the part that is left a year later, from 0.1 to 1; for arms .95 to .97.
    floor : float
        Smallest stock, in the rows' unit, on which a share is stated.

    Returns
    -------
    frame of the kind given
        One row per (`of`, `over`, year) from the pair's first row to the last year of the rows, with
        the columns of `shares`, so that every measure of shares takes it: `value` and `volume` are
        stocks, in the unit of the rows; `unknown` counts all earlier rows that are not covered.
        And `years_seen`: how many years the rows reach back from the year, itself included. The
        first year's stock is its flow alone: a register that starts late gives a lower bound, of
        which at most the part :math:`\delta^{years\_seen}` of a steady stock is missing.

    Zeros and missing values
    ------------------------
    As `shares`: absent rows and nulls add nothing, nulls are counted in `unknown`; a stock of zero
    or with a negative part has no shares.

    Raises
    ------
    MeasureError
        If `keep` is out of range, or the rows mix indicators, sources or vintages.

    References
    ----------
    Perpetual inventory, derived in the manual's page on methods.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2018, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [4.0, 1.0]})
    >>> decayed_stock(rows, keep=0.5).filter(pl.col("year") == 2019)["value"].to_list()
    [1.0, 2.0]
    """
    frames.require("keep", keep, bounds.KEEP)
    flow = frames.flows(panel, of=of, over=over)
    stock = shared_out(frames.running(flow, keep), of=of, over=over, floor=floor)
    seen = nw.col("year") - flow.first + 1
    return frames.native(stock.with_columns(seen.cast(nw.Int32).alias("years_seen")), panel)
