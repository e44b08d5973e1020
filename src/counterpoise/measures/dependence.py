"""Who depends on whom: trade between two states against what each trades, or earns, in all.

`ties` turns panel rows into ordered pairs; the other functions take what it returned. Each pair is
there twice, once from each side, and "state" is the side that speaks.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.measures import frames, pairs
from counterpoise.measures.pairs import PAIR, ties

__all__ = [
    "barbieri",
    "gartzke_li",
    "hirschman_asymmetry",
    "import_dependence",
    "oneal_russett",
    "ties",
]


def hirschman_asymmetry(ties: IntoFrameT) -> IntoFrameT:
    r"""Return how much more the partner's trade hangs on the state than the state's on the partner.

    .. math:: A_{ij} = T_{ij} / T_j - T_{ij} / T_i

    Above 0 the partner depends more: the influence effect of foreign trade works for the state.

    Parameters
    ----------
    ties : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `ties` returned.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `partner`, year), no units: `asymmetry`, in [-1, 1], and its components
        `state_share`, :math:`T_{ij}/T_i`, and `partner_share`, :math:`T_{ij}/T_j`, in [0, 1].

    Zeros and missing values
    ------------------------
    Null if either direction is unknown, or a state's total is zero or null. Shares are upper bounds
    where `state_unknown` is above 0, and may exceed 1 if `totals` came from elsewhere.

    Raises
    ------
    MeasureError
        If a column of `ties` is missing.

    References
    ----------
    Hirschman, A. O. (1945). *National Power and the Structure of Foreign Trade*. University of
    California Press (not confirmed; the operational form is derived).

    Examples
    --------
    >>> import polars as pl
    >>> pair = pl.DataFrame({"state": ["CHN"], "partner": ["VNM"], "year": [2014],
    ...     "total": [8.0], "state_total": [64.0], "partner_total": [16.0]})
    >>> hirschman_asymmetry(pair)["asymmetry"].to_list()
    [0.375]
    """
    return _answered(
        _trade_shares(ties),
        ties,
        state_share=nw.col("state_share"),
        partner_share=nw.col("partner_share"),
        asymmetry=nw.col("partner_share") - nw.col("state_share"),
    )


def barbieri(ties: IntoFrameT) -> IntoFrameT:
    r"""Return Barbieri's salience, symmetry and interdependence of a pair.

    .. math:: TS_i = T_{ij} / T_i, \quad salience = \sqrt{TS_i TS_j}, \quad
       symmetry = 1 - |TS_i - TS_j|, \quad interdependence = salience \times symmetry

    Parameters
    ----------
    ties : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `ties` returned.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `partner`, year), in [0, 1], no units: `trade_share`,
        `partner_trade_share`, `salience`, `symmetry`, `interdependence`. The last three are the
        same from either side.

    Zeros and missing values
    ------------------------
    As `hirschman_asymmetry`.

    Raises
    ------
    MeasureError
        If a column of `ties` is missing.

    References
    ----------
    Barbieri, K. (1996), as in the manual's page on methods.

    Examples
    --------
    >>> import polars as pl
    >>> pair = pl.DataFrame({"state": ["CHN"], "partner": ["VNM"], "year": [2014],
    ...     "total": [8.0], "state_total": [64.0], "partner_total": [16.0]})
    >>> barbieri(pair).select("salience", "symmetry", "interdependence").row(0)
    (0.25, 0.625, 0.15625)
    """
    own, other = nw.col("state_share"), nw.col("partner_share")
    salience, symmetry = (own * other).sqrt(), 1.0 - (own - other).abs()
    return _answered(
        _trade_shares(ties),
        ties,
        trade_share=own,
        partner_trade_share=other,
        salience=salience,
        symmetry=symmetry,
        interdependence=salience * symmetry,
    )


def oneal_russett(ties: IntoFrameT, gdp: Any) -> IntoFrameT:
    r"""Return trade over GDP of both states, the lower (the weak link) and the higher.

    .. math:: DEP_i = T_{ij} / Y_i, \qquad lower = \min(DEP_i, DEP_j)

    Parameters
    ----------
    ties : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `ties` returned.
    gdp : frame of the same kind
        GDP in the unit of the ties (current USD): columns `state`, `year`, `value`, each state and
        year once.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `partner`, year), no units, 0 or more: `dependence`,
        `partner_dependence`, `lower`, `higher`.

    Zeros and missing values
    ------------------------
    Null if either direction is unknown, or a GDP is missing or not above zero; `lower` and `higher`
    if either is.

    Raises
    ------
    MeasureError
        If `gdp` is of another kind of frame, mixes indicators, or has a state and year twice.

    References
    ----------
    Oneal, J. R. and Russett, B. (1997) (not confirmed).

    Examples
    --------
    >>> import polars as pl
    >>> pair = pl.DataFrame({"state": ["CHN"], "partner": ["VNM"], "year": [2014], "total": [8.0]})
    >>> gdp = pl.DataFrame({"state": ["CHN", "VNM"], "year": [2014, 2014], "value": [64.0, 32.0]})
    >>> oneal_russett(pair, gdp).select("dependence", "partner_dependence", "lower").row(0)
    (0.125, 0.25, 0.125)
    """
    frame = frames.opened(ties, *PAIR, "total")
    product = pairs.state_years(gdp, frame, "value", what="`gdp`")
    rows = pairs.joined(pairs.joined(frame, product, "state", "_own"), product, "partner", "_other")
    rows = rows.with_columns(
        frames.ratio("total", "_own").alias("dependence"),
        frames.ratio("total", "_other").alias("partner_dependence"),
    )
    own, other = nw.col("dependence"), nw.col("partner_dependence")
    both = ~(own.is_null() | other.is_null())
    return _answered(
        rows,
        ties,
        dependence=own,
        partner_dependence=other,
        lower=nw.when(both).then(nw.min_horizontal(own, other)),
        higher=nw.when(both).then(nw.max_horizontal(own, other)),
    )


def gartzke_li(ties: IntoFrameT, gdp: Any) -> IntoFrameT:
    r"""Return the identity that parts a trade share into dependence and openness.

    .. math:: \frac{T_{ij}}{T_i} = \frac{T_{ij} / Y_i}{T_i / Y_i}

    A large trade share may be dependence on the partner, or a closed economy.

    Parameters
    ----------
    ties : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `ties` returned.
    gdp : frame of the same kind
        As in `oneal_russett`.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `partner`, year), no units: `trade_share` = `dependence` / `openness`.

    Zeros and missing values
    ------------------------
    As `oneal_russett`, of the state alone.

    Raises
    ------
    MeasureError
        As `oneal_russett`.

    References
    ----------
    Gartzke, E. and Li, Q. (2003) (not confirmed).

    Examples
    --------
    >>> import polars as pl
    >>> pair = pl.DataFrame({"state": ["VNM"], "partner": ["CHN"], "year": [2014], "total": [8.0],
    ...     "state_total": [16.0]})
    >>> gdp = pl.DataFrame({"state": ["VNM"], "year": [2014], "value": [32.0]})
    >>> gartzke_li(pair, gdp).select("dependence", "openness", "trade_share").row(0)
    (0.25, 0.5, 0.5)
    """
    frame = frames.opened(ties, *PAIR, "total", "state_total")
    product = pairs.state_years(gdp, frame, "value", what="`gdp`")
    rows = pairs.joined(frame, product, "state", "_own").with_columns(
        frames.ratio("total", "_own").alias("dependence"),
        frames.ratio("state_total", "_own").alias("openness"),
    )
    return _answered(
        rows,
        ties,
        dependence=nw.col("dependence"),
        openness=nw.col("openness"),
        trade_share=frames.ratio("dependence", "openness"),
    )


def import_dependence(ties: IntoFrameT) -> IntoFrameT:
    r"""Return the partner's part in the state's imports.

    .. math:: M_{ij} / M_i

    Parameters
    ----------
    ties : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `ties` returned.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `partner`, year): `import_dependence`, in [0, 1], no unit.

    Zeros and missing values
    ------------------------
    Null if imports from the partner are unknown, or the state's imports zero or null. An upper
    bound where `state_unknown` is above 0.

    Raises
    ------
    MeasureError
        If a column of `ties` is missing.

    References
    ----------
    Practice of the European Commission, as in the manual's page on methods.

    Examples
    --------
    >>> import polars as pl
    >>> pair = pl.DataFrame({"state": ["VNM"], "partner": ["CHN"], "year": [2014], "imports": [4.0],
    ...     "state_imports": [16.0]})
    >>> import_dependence(pair)["import_dependence"].to_list()
    [0.25]
    """
    frame = frames.opened(ties, *PAIR, "imports", "state_imports")
    return _answered(frame, ties, import_dependence=frames.ratio("imports", "state_imports"))


def _trade_shares(ties: Any) -> frames.Frame:
    frame = frames.opened(ties, *PAIR, "total", "state_total", "partner_total")
    return frame.with_columns(
        frames.ratio("total", "state_total").alias("state_share"),
        frames.ratio("total", "partner_total").alias("partner_share"),
    )


def _answered(frame: frames.Frame, like: IntoFrameT, **answers: nw.Expr) -> IntoFrameT:
    """Return the answers by pair and year."""
    rows = frame.with_columns(value.alias(name) for name, value in answers.items())
    return frames.native(rows.select(*PAIR, *answers).sort(*PAIR), like)
