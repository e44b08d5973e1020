"""The rule of trust: no share, no leader and no index where less is told than the rule asks for."""

from __future__ import annotations

from typing import Any, Final, cast

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from counterpoise import schema
from counterpoise.measures import frames, share_arrays, small_flows
from counterpoise.measures.shares import SHARED
from counterpoise.settings import Enough

PARTLY_KNOWN: Final = "partly known"
TOO_LITTLE: Final = "too little known"

WHOLES: Final = ("told", "whole")

PARTS: Final = 1000
"""Into how many parts dollars and millions of TIV are counted when years are pooled (`sums`)."""
LARGEST: Final = 9e13
"""The largest whole of one year: a hundred years of it still are whole numbers that add exactly."""


def held_to_rule(
    shares: IntoFrameT,
    wholes: Any,
    *,
    of: str = "destination",
    over: str = "origin",
    window: int = 1,
    enough: Enough | None = None,
) -> IntoFrameT:
    r"""Return shares of which those are taken back that rest on too little of a state's total.

    .. math:: c_{it} = \frac{\sum_u x_{iu}}{\sum_u X_{iu}}, \qquad
        \frac{x_{ijt}}{X_{it}} \le s_{ijt} \le \frac{x_{ijt} + X_{it} - x_{it}}{X_{it}}

    with :math:`x_{it}` what is told of the state's ties with partners who are named, in the window,
    and :math:`X_{it}` its own total. Where nobody says the total, it is all that is told, if part of
    that is with nobody by name (`schema.NOBODY`): which may be any partner's.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    wholes : frame of the same kind
        `of`, year, `told` (by partners' names) and `whole` of single years, in the unit of the rows;
        each once.
    of, over : str
        As given to `shares`.
    window : int
        As given to `shares`.
    enough : Enough or None
        The rule; None for the one of the settings (`settings.Enough`: 80 and 50 %).

    Returns
    -------
    frame of the kind given
        The rows of `shares` with `completeness` in [0, 1], `share_low` and `share_high`, the bounds
        that what is not told leaves. Under `enough.named`, `share` is null and `state_of_share`
        "partly known"; under `enough.shown` the bounds are null too: "too little known".

    Zeros and missing values
    ------------------------
    A window of which some year's whole is not said has null completeness, and is left as it is, unless
    part of it is with nobody by name. A state that nothing is told of, and whose whole is 0, is told
    wholly.

    References
    ----------
    None: this manual's page on reading the numbers.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["CHN", "USA"], "destination": ["SSD", "SSD"],
    ...     "year": [2014, 2014], "indicator": ["goods"] * 2, "source": ["x"] * 2, "value": [6.0, 1.0]})
    >>> wholes = pl.DataFrame({"destination": ["SSD"], "year": [2014], "told": [7.0], "whole": [10.0]})
    >>> held_to_rule(shares(rows), wholes).select("share", "share_low", "share_high").row(0)
    (None, 0.6, 0.9)
    """
    rule = enough or Enough.of_the_environment()
    frame = frames.opened(shares, of, over, "year", "value", "volume", "share", "state_of_share")
    wholes = frames.alike(wholes, frame, of, "year", *WHOLES)
    if small_flows.is_small(shares) and small_flows.is_small(nw.to_native(wholes), "told"):
        few = _of_few(
            frame.to_native(), wholes.to_native(), of=of, over=over, window=window, rule=rule
        )
        return cast("IntoFrameT", few)
    rows = frame.join(_pooled(wholes, of, window), on=[of, "year"], how="left")
    rows = _with_the_unnamed(rows, of, over)
    part = nw.when(nw.col("whole") > 0).then(nw.col("told") / nw.col("whole")).otherwise(1.0)
    known = ~nw.col("whole").is_null()
    rows = rows.with_columns(
        nw.when(known).then(part.clip(0.0, 1.0).round(12)).alias("completeness")
    )
    stated = nw.col("state_of_share") == SHARED
    partly = stated & known & (nw.col("completeness") < rule.named)
    hardly = stated & known & (nw.col("completeness") < rule.shown)
    # Shares of a total that is smaller than its parts add up to 1 all the same.
    held = nw.when(nw.col("whole") > 0).then(nw.col("volume") / nw.col("whole")).otherwise(1.0)
    low = nw.col("share") * held.clip(None, 1.0)
    high = low + (1.0 - nw.col("completeness"))
    ends = {
        "share_low": nw.min_horizontal(low, "share"),
        "share_high": nw.max_horizontal(high, "share"),
    }
    rows = rows.with_columns(
        nw.when(~(partly | hardly)).then(nw.col("share")).alias("share"),
        *(nw.when(known & ~hardly).then(end).alias(name) for name, end in ends.items()),
        nw.when(hardly)
        .then(nw.lit(TOO_LITTLE))
        .otherwise(nw.when(partly).then(nw.lit(PARTLY_KNOWN)).otherwise(nw.col("state_of_share")))
        .alias("state_of_share"),
    )
    return frames.native(rows.drop(*WHOLES), shares)


def _with_the_unnamed(rows: frames.Frame, of: str, over: str) -> frames.Frame:
    """Return rows with `told` and `whole` where nobody says them and part is with nobody by name."""
    nobody = nw.col(over).str.contains(schema.NOBODY) & (nw.col("share") > 0)
    unnamed = nw.when(nobody).then(nw.col("share")).otherwise(0.0).sum().over(of, "year")
    rows = rows.with_columns(unnamed.alias("_unnamed"))
    unsaid = nw.col("whole").is_null() & (nw.col("_unnamed") > 0)
    named = nw.col("volume") * (1.0 - nw.col("_unnamed"))
    return rows.with_columns(
        nw.when(unsaid).then(named).otherwise(nw.col("told")).alias("told"),
        nw.when(unsaid).then(nw.col("volume")).otherwise(nw.col("whole")).alias("whole"),
    ).drop("_unnamed")


def _of_few(
    shares: pl.DataFrame, wholes: pl.DataFrame, *, of: str, over: str, window: int, rule: Enough
) -> pl.DataFrame:
    """Return the same of few rows, on arrays (`share_arrays`)."""
    pooled = _pooled_of_few(wholes, of, window)
    rows = shares.select(of, "year").join(
        pooled, on=[of, "year"], how="left", maintain_order="left"
    )
    told, whole = (rows[name].cast(pl.Float64).to_numpy() for name in WHOLES)
    share, state = shares["share"].cast(pl.Float64).to_numpy(), shares["state_of_share"]
    stated = (state == SHARED).fill_null(value=False).to_numpy()
    volume = shares["volume"].cast(pl.Float64).to_numpy()
    group = shares.select(pl.struct(of, "year").rank("dense")).to_series().to_numpy()
    nobody = shares[over].str.contains(schema.NOBODY).fill_null(value=False).to_numpy()
    unnamed = share_arrays.unnamed(share, nobody, group)
    told, whole = share_arrays.with_the_unnamed(told, whole, volume, unnamed)
    found = share_arrays.held(
        share, stated, told, whole, volume, named=rule.named, shown=rule.shown
    )
    kept = pl.Series(~(found.partly | found.hardly))
    words = small_flows.chosen((PARTLY_KNOWN, TOO_LITTLE), found.hardly.astype(np.int64))
    return shares.with_columns(
        small_flows.column(found.part).alias("completeness"),
        small_flows.column(found.share).alias("share"),
        small_flows.column(found.low).alias("share_low"),
        small_flows.column(found.high).alias("share_high"),
        state.zip_with(kept, words).alias("state_of_share"),
    )


def _pooled_of_few(wholes: pl.DataFrame, of: str, window: int) -> pl.DataFrame:
    """Return the same as `_pooled`, on arrays."""
    if wholes.select(pl.struct(of, "year").n_unique()).item() != wholes.height:
        frames.once(nw.from_native(wholes), of, "year", what="`wholes`")
    amounts = (pl.col(name).cast(pl.Float64).clip(upper_bound=LARGEST) for name in WHOLES)
    said = wholes.lazy().filter(pl.col("whole").is_not_null())
    said = said.select(of, pl.col("year").cast(pl.Int32), *amounts)
    if window == 1:
        return said.collect()
    wholes = said.sort(of, "year").collect()
    if wholes.is_empty():
        return wholes
    year = wholes[of].rank("dense").cast(pl.Int64) * frames.YEARS + wholes["year"].cast(pl.Int64)
    told, whole = (wholes[name].fill_null(0.0).to_numpy() for name in WHOLES)
    ends, *sums = share_arrays.wholes_of_windows(year.to_numpy(), told, whole, window, PARTS)
    return wholes.filter(ends).with_columns(map(pl.Series, WHOLES, sums))


def _pooled(wholes: frames.Frame, of: str, window: int) -> frames.Frame:
    """Return what is told, and the whole, over trailing windows of which every year is said."""
    wholes = frames.once(wholes.select(of, "year", *WHOLES), of, "year", what="`wholes`")
    wholes = wholes.filter(~nw.col("whole").is_null()).select(
        of,
        nw.col("year").cast(nw.Int32),
        *(nw.col(name).cast(nw.Float64).clip(None, LARGEST).alias(name) for name in WHOLES),
    )
    if window == 1:
        return wholes
    lagged = [
        wholes.with_columns((nw.col("year") + lag).cast(nw.Int32), nw.lit(1).alias("_n"))
        for lag in range(window)
    ]
    pooled = frames.added(
        nw.concat(lagged), *(of, "year"), amounts=WHOLES, parts=PARTS, counts=("_n",)
    )
    return pooled.filter(nw.col("_n") == window).drop("_n")
