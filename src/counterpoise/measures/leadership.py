"""Who leads among a state's partners, by how much, since when; and how fast partners change."""

from __future__ import annotations

from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise import bounds
from counterpoise.measures import frames, portfolios
from counterpoise.measures.shares import SHARED

NOBODY = "unknown:"


def leadership(shares: IntoFrameT, *, of: str = "destination", over: str = "origin") -> IntoFrameT:
    r"""Return the leader of each state and year, its lead, and how long it has led.

    .. math:: margin_{it} = s_{i(1)t} - s_{i(2)t}

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` (or `decayed_stock`) returned.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year). Ids: `leader`, `runner_up`. Parts of the total, in [0, 1]:
        `leader_share`, `runner_up_share`, `margin`. `tied`: the runner-up is as large, and the
        leader is the first by name. `changed`: the year before had another leader; null if it had
        none. `led_since`, the first of the years in a row with this leader, and `years_as_leader`,
        their number: at least that many where they begin with the first year of the rows. And
        `volume`, `unknown`, `state_of_share`.

    Zeros and missing values
    ------------------------
    Only named partners lead, and none where more is unallocated than the largest has: somebody who
    is not named may lead. A single one has no runner-up, and its margin is its share. A year
    without a stated share has no leader, and ends a row of years.

    Raises
    ------
    MeasureError
        If a column of `shares` is missing.

    References
    ----------
    None: a count.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR", "RUS"], "destination": ["VNM"] * 3,
    ...     "year": [2018, 2019, 2019], "indicator": ["arms"] * 3, "source": ["x"] * 3,
    ...     "value": [2.0, 1.0, 3.0]})
    >>> leadership(shares(rows)).select("leader", "margin", "years_as_leader").rows()
    [('RUS', 1.0, 1), ('RUS', 0.5, 2)]
    """
    frame = portfolios.placed(portfolios.portfolios(shares, of=of, over=over), of=of, over=over)
    first = portfolios.first_places("leader", "runner_up", over=over)
    rows = portfolios.moments(frame, of, "year", maxima=first).with_columns(
        nw.when(portfolios.leads("leader_share")).then(nw.col(name)).alias(name)
        for name in ("leader", "leader_share", "runner_up", "runner_up_share")
    )
    rows = _with_reign(rows, of)
    share, led = nw.col("leader_share"), ~nw.col("leader").is_null()
    return portfolios.answered(
        rows,
        shares,
        of,
        "year",
        leader=nw.col("leader"),
        leader_share=share,
        runner_up=nw.col("runner_up"),
        runner_up_share=nw.col("runner_up_share"),
        margin=share - nw.col("runner_up_share").fill_null(0.0),
        tied=nw.when(led).then(portfolios.tied("leader_share", "runner_up_share")),
        changed=nw.col("_changed"),
        led_since=nw.when(led).then(nw.col("led_since")),
        years_as_leader=nw.when(led).then(nw.col("year") - nw.col("led_since") + 1),
    )


def turnover(
    shares: IntoFrameT, *, of: str = "destination", over: str = "origin", lag: int = 1
) -> IntoFrameT:
    r"""Return how much of a state's total changed hands since `lag` years before.

    .. math:: D_{it} = \tfrac12 \sum_j |s_{ijt} - s_{ij,t-lag}|

    0 if every partner kept its share, 1 if none of the earlier ones is left. Windows of w years
    overlap in w - lag of them, which damps the figure: for windows that do not, let `lag` be w.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.
    lag : int
        Years between the two shares compared, 1 or more.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `turnover`, in [0, 1], no unit; `entrants`, named partners with a
        share now and none then; `leavers`, the reverse; `unclear`, those that would be one or the
        other but for rows not covered on the side without a share; `volume`, `unknown`,
        `state_of_share`.

    Zeros and missing values
    ------------------------
    Absent partners have share 0, those not covered too, which `unclear` counts. If the shares of
    either year are not stated, or the earlier year is not in the rows, all four are null. The
    unallocated part is one unknown partner.

    Raises
    ------
    MeasureError
        If `lag` is below 1.

    References
    ----------
    Half the sum of absolute differences; the source of the name has not been confirmed.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR", "RUS"], "destination": ["VNM"] * 3,
    ...     "year": [2018, 2019, 2019], "indicator": ["arms"] * 3, "source": ["x"] * 3,
    ...     "value": [2.0, 1.0, 3.0]})
    >>> turnover(shares(rows)).select("turnover", "entrants").rows()
    [(None, None), (0.25, 1)]
    """
    frames.require("lag", lag, bounds.LAG)
    frame = portfolios.portfolios(shares, of=of, over=over)
    totals = portfolios.moments(frame, of, "year")
    then = _stated(totals, of).with_columns((nw.col("year") + lag).cast(nw.Int32).alias("year"))
    moved = frames.added(
        _moved(frame, of, over, lag),
        *(of, "year"),
        amounts=("turnover",),
        counts=("entrants", "leavers", "unclear"),
    )
    rows = totals.with_columns(nw.col("year").cast(nw.Int32))
    rows = rows.join(then, on=[of, "year"], how="left").join(moved, on=[of, "year"], how="left")
    known = nw.col("_stated") == 1
    answers = {
        name: nw.when(known).then(nw.col(name))
        for name in ("turnover", "entrants", "leavers", "unclear")
    }
    return portfolios.answered(rows, shares, of, "year", **answers)


def _stated(totals: frames.Frame, of: str) -> frames.Frame:
    return totals.filter(nw.col("state_of_share") == SHARED).select(
        of, "year", nw.lit(1).alias("_stated")
    )


def _moved(frame: frames.Frame, of: str, over: str, lag: int) -> frames.Frame:
    """Return, by partner, half of what its share moved, and whether it came or went."""
    nobody = nw.when(frames.unallocated(over)).then(nw.lit(NOBODY)).otherwise(nw.col(over))
    share, zero = nw.col("named") + nw.col("nobody"), nw.lit(0.0)
    missing, none = nw.col("unknown").cast(nw.Int64), nw.lit(0).cast(nw.Int64)

    def side(years: int, now: Any, then: Any, hidden_now: Any, hidden_then: Any) -> frames.Frame:
        return frame.select(
            of,
            nobody.alias(over),
            (nw.col("year") + years).cast(nw.Int32).alias("year"),
            now.alias("now"),
            then.alias("then"),
            hidden_now.alias("hidden_now"),
            hidden_then.alias("hidden_then"),
        )

    both = nw.concat([side(0, share, zero, missing, none), side(lag, zero, share, none, missing)])
    rows = frames.added(
        both,
        *(of, over, "year"),
        amounts=("now", "then"),
        counts=("hidden_now", "hidden_then"),
    )
    named = nw.col(over) != NOBODY
    came = named & (nw.col("now") > 0) & (nw.col("then") == 0)
    went = named & (nw.col("now") == 0) & (nw.col("then") > 0)
    unclear = (came & (nw.col("hidden_then") > 0)) | (went & (nw.col("hidden_now") > 0))
    return rows.with_columns(
        (0.5 * (nw.col("now") - nw.col("then")).abs()).alias("turnover"),
        (came & ~unclear).cast(nw.Int64).alias("entrants"),
        (went & ~unclear).cast(nw.Int64).alias("leavers"),
        unclear.cast(nw.Int64).alias("unclear"),
    )


def _with_reign(rows: frames.Frame, of: str) -> frames.Frame:
    """Add whether the leader changed, and the first of the years in a row under this leader."""
    leader, before, year = nw.col("leader"), nw.col("_before"), nw.col("year")
    rows = rows.with_columns(
        leader.shift(1).over(of, order_by="year").alias("_earlier"),
        year.shift(1).over(of, order_by="year").alias("_earlier_year"),
    )
    last_year = nw.col("_earlier_year") == year - 1
    rows = rows.with_columns(nw.when(last_year).then(nw.col("_earlier")).alias("_before"))
    both = ~(leader.is_null() | before.is_null())
    rows = rows.with_columns(nw.when(both).then(leader != before).alias("_changed"))
    # The last year, up to this one, in which a leader was new or there was none.
    stayed = both & (leader == before)
    rows = rows.with_columns(nw.when(stayed).then(nw.lit(0)).otherwise(year).alias("_new"))
    return rows.with_columns(nw.col("_new").cum_max().over(of, order_by="year").alias("led_since"))
