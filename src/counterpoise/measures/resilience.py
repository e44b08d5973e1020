"""What is left when the worst single partner is lost (N-1), or the worst two (N-2)."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.measures import frames, portfolios

LEFT = nw.col("left")
PAIR_LEFT = nw.col("pair_left")
SQUARES_LEFT = nw.col("squares_left") + nw.col("unallocated") * nw.col("unallocated")


def lose_worst_partner(
    shares: IntoFrameT, *, of: str = "destination", over: str = "origin"
) -> IntoFrameT:
    r"""Return what a state loses with its largest partner, and how it then stands.

    .. math:: s^{left}_{it} = 1 - s_{i(1)t}, \qquad
       H^{left}_{it} = \frac{\sum_{j \ne (1)} s_{ijt}^2 + u_{it}^2}{(1 - s_{i(1)t})^2}

    Give it the shares of one channel at a time. It counts what flowed; what can be had elsewhere is
    the business of a scenario.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` (or `decayed_stock`) returned.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year). Ids: `worst_partner`, `next_partner` (together the worst pair).
        Parts of the state's total, in [0, 1]: `share_lost`, `share_left`, `next_share`,
        `pair_lost`, `pair_left`. Of what is left when the worst is lost: `next_share_left`, part of
        it; `herfindahl_left`, in (0, 1]; `effective_left`, number of equal partners 1/H. `tied`:
        another partner is as large as the worst; `pair_tied`: a third is as large as the second. Of
        equal partners the first by name is taken. And `volume`, `unknown`, `state_of_share`.

    Zeros and missing values
    ------------------------
    With a single partner nothing is left: `effective_left` is 0, `herfindahl_left` and
    `next_share_left` are null. Only named partners can be lost; the unallocated part stays, as one
    unknown partner. Where no share is stated, all is null.

    Raises
    ------
    MeasureError
        If a column of `shares` is missing.

    References
    ----------
    Derived in the manual's page on methods.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR", "KOR"], "destination": ["VNM"] * 3,
    ...     "year": [2019] * 3, "indicator": ["arms"] * 3, "source": ["x"] * 3,
    ...     "value": [2.0, 1.0, 1.0]})
    >>> lose_worst_partner(shares(rows)).select("worst_partner", "share_left", "effective_left").row(0)
    ('RUS', 0.5, 2.0)
    """
    frame = portfolios.placed(portfolios.portfolios(shares, of=of, over=over), of=of, over=over)
    named, place = nw.col("named"), nw.col("place")
    zero = nw.lit(0.0)
    rows = portfolios.moments(
        frame,
        of,
        "year",
        maxima=portfolios.first_places("worst_partner", "next_partner", "third", over=over),
        terms={
            "squares_left": nw.when(place > 1).then(named * named).otherwise(zero),
            "left": nw.when(place > 1).then(named).otherwise(zero) + nw.col("nobody"),
            "pair_left": nw.when(place > 2).then(named).otherwise(zero) + nw.col("nobody"),
        },
    )
    first, second = nw.col("worst_partner_share"), nw.col("next_partner_share")
    return portfolios.answered(
        rows,
        shares,
        of,
        "year",
        worst_partner=nw.col("worst_partner"),
        share_lost=first,
        share_left=LEFT,
        herfindahl_left=nw.when(LEFT > 0).then(SQUARES_LEFT / (LEFT * LEFT)),
        effective_left=nw.when(LEFT > 0).then(LEFT * LEFT / SQUARES_LEFT).otherwise(zero),
        next_partner=nw.col("next_partner"),
        next_share=second,
        next_share_left=frames.ratio("next_partner_share", "left"),
        pair_lost=first.fill_null(0.0) + second.fill_null(0.0),
        pair_left=PAIR_LEFT,
        tied=portfolios.tied("worst_partner_share", "next_partner_share"),
        pair_tied=portfolios.tied("next_partner_share", "third_share"),
    )
