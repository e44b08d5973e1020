"""Shares of partners over a trailing window, with the volume that they rest on beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from counterpoise import bounds
from counterpoise.measures import frames, share_arrays, small_flows

SHARED: Final = "shared"
SUPPRESSED: Final = "suppressed"
UNDEFINED: Final = "undefined"


def shares(
    panel: IntoFrameT,
    *,
    of: str = "destination",
    over: str = "origin",
    window: int = 1,
    floor: float = 0.0,
    years: tuple[int, int] | None = None,
) -> IntoFrameT:
    r"""Return each partner's share of a state's total over a trailing window.

    .. math:: s_{ijt} = \frac{\sum_{u=t-w+1}^{t} x_{iju}}{\sum_k \sum_{u=t-w+1}^{t} x_{iku}}

    A ratio of sums, never a mean of yearly ratios: in lumpy channels a single year decides too much.

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows of one indicator and source.
    of, over : str
        The side whose total is shared out, and the side that the shares belong to.
    window : int
        Years in the trailing window, the year itself included.
    floor : float
        Smallest total, in the rows' unit, on which a share is stated.
    years : (int, int) or None
        The years that the rows cover, also those in which nothing passed; None for the years of the
        rows, which may begin too late and end too soon.

    Returns
    -------
    frame of the kind given
        One row per (`of`, `over`, year), in that order of sorting with the year second: `value`,
        window sum; `volume`, the state's total in the window, same unit; `share` in [0, 1];
        `unknown`, rows of the window that are not covered; `state_of_share`, "shared", "suppressed"
        or "undefined". Years run from the first whose window lies wholly in `years`.

    Zeros and missing values
    ------------------------
    Absent rows and nulls add nothing; nulls are counted in `unknown`. A partner of whom the window
    knows only zeros has no row, unless the state's total is zero; one of whom it knows nothing has
    null `value` and `share`. A total of zero, or a partner's window sum below zero (net aid, direct
    investment), leaves `share` null and `state_of_share` "undefined"; a total under `floor`, null
    and "suppressed".

    Raises
    ------
    MeasureError
        If the rows mix indicators, sources or vintages.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [3.0, 1.0]})
    >>> shares(rows)["share"].to_list()
    [0.25, 0.75]
    """
    if (few := small_flows.opened(panel, of=of, over=over, window=window)) is not None:
        return cast("IntoFrameT", _of_few(few, window=window, floor=floor, years=years))
    flow = frames.flows(panel, of=of, over=over, window=window, years=years)
    return frames.native(shared_out(flow, of=of, over=over, floor=floor), panel)


def _of_few(
    few: small_flows.SmallFlows, *, window: int, floor: float, years: tuple[int, int] | None
) -> pl.DataFrame:
    """Return the same of few rows, on arrays (`share_arrays`)."""
    frames.require("floor", floor, bounds.FLOOR)
    flows = few.pooled(window, years)
    found = share_arrays.shared_out(
        flows, flows.key // frames.PARTNERS, parts=few.parts, floor=floor
    )
    value = np.where(found.unheard, np.nan, found.flows.value)
    state = np.where(found.stated, 0, np.where(found.defined, 1, 2))
    return few.named(
        found.flows.key,
        value=small_flows.column(value),
        unknown=found.flows.unknown,
        volume=found.volume,
        share=small_flows.column(found.share),
        state_of_share=small_flows.chosen((SHARED, SUPPRESSED, UNDEFINED), state),
    )


def shared_out(flow: frames.Coded, *, of: str, over: str, floor: float = 0.0) -> frames.Frame:
    """Return pooled flows with each partner's share of them; the last step of `shares`."""
    frames.require("floor", floor, bounds.FLOOR)
    rows = flow.rows.with_columns(frames.state_year().alias("_of"))
    rows = frames.beside(rows, "_of", _below=nw.col("negative").sum())
    rows = frames.totals_beside(rows, "_of", parts=flow.parts, volume="value")
    defined = (nw.col("_below") == 0) & (nw.col("volume") > 0)
    told = (nw.col("value") != 0) | (nw.col("unknown") + nw.col("negative") > 0)
    nobody_knows = (nw.col("value") == 0) & (nw.col("unknown") > 0) & (nw.col("negative") == 0)
    rows = (
        rows.filter(told | (nw.col("volume") == 0))
        .with_columns(
            defined.alias("_defined"), (defined & (nw.col("volume") >= floor)).alias("_stated")
        )
        .select(
            "key",
            nw.when(~nobody_knows).then(nw.col("value")).alias("value"),
            *("unknown", "volume"),
            nw.when(nw.col("_stated") & ~nobody_knows)
            .then(nw.col("value") / nw.col("volume"))
            .alias("share"),
            nw.when("_stated")
            .then(nw.lit(SHARED))
            .otherwise(nw.when("_defined").then(nw.lit(SUPPRESSED)).otherwise(nw.lit(UNDEFINED)))
            .alias("state_of_share"),
        )
    )
    return frames.decoded(replace(flow, rows=rows), of=of, over=over)
