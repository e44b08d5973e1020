"""How many equal partners would be as diverse: Hill numbers, and the entropy behind them."""

from __future__ import annotations

import math
from typing import Final

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise import bounds
from counterpoise.measures import figures, frames, portfolios

SMALLER: Final = 64.0


def hill_number(
    shares: IntoFrameT, *, of: str = "destination", over: str = "origin", q: float = 2.0
) -> IntoFrameT:
    r"""Return the Hill number of order q: how many equal partners would be as diverse.

    .. math:: {}^qD = \Bigl(\sum_j s_j^q\Bigr)^{1/(1-q)}, \quad {}^0D = n, \quad {}^1D = e^H,
       \quad {}^\infty D = 1 / \max_j s_j

    The larger q, the less small partners count; it never rises with q.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.
    q : float
        Order, 0 or more; `math.inf` allowed.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `hill_<q>` (`hill_0`, `hill_1_5`, `hill_inf`), in [1, n], number
        of partners, the unnamed taken together as one; `partners`, `volume`, `unknown`,
        `state_of_share`.

    Zeros and missing values
    ------------------------
    As `herfindahl`.

    Raises
    ------
    MeasureError
        If `q` is negative.

    References
    ----------
    Hill, M. O. (1973); Jost, L. (2006) (not confirmed). Check values: R package iNEXT, data
    `spider` (Chao et al. 2014, *Ecological Monographs* 84, 45).

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [3.0, 1.0]})
    >>> hill_number(shares(rows), q=2)["hill_2"].to_list()
    [1.6]
    """
    # Beyond, powers of small shares are too small for floats, and the answer would be none.
    frames.require("q", q, bounds.ORDER)
    # Narwhals reads a dot in a DuckDB column as the end of a table's name.
    name = f"hill_{q:g}".replace(".", "_").replace("-", "_")
    known = {
        0.0: figures.NUMBER.cast(nw.Float64),
        1.0: figures.SHANNON.exp(),
        2.0: 1.0 / figures.HERFINDAHL,
    }
    if math.isinf(q) or q in known:
        return figures.answer(shares, of, over, {name: known.get(q, 1.0 / figures.LARGEST_OF_ALL)})
    frame = portfolios.portfolios(shares, of=of, over=over)
    # Of the largest share's parts: at a high order the powers themselves are too small to add up.
    frame = frames.totals_beside(frame, of, "year", unnamed="nobody")
    frame = frames.beside(frame, of, "year", _top=nw.max_horizontal("named", "unnamed").max())
    top = nw.when(nw.col("_top") > 0).then(nw.col("_top")).otherwise(nw.lit(1.0))
    frame = frame.with_columns(top.alias("_top"))
    frame = frame.with_columns((nw.col("named") / nw.col("_top")).alias("_part"))
    # Under q = 1 they add up to as many as there are partners; `frames.added` takes sums to 512.
    terms = {"powers": figures.power("_part", q) / SMALLER}
    rows = portfolios.moments(frame, of, "year", terms=terms, maxima={"top": nw.col("_top")})
    rows = rows.with_columns((nw.col("unallocated") / nw.col("top")).alias("_part"))
    powers = nw.col("powers") * SMALLER + figures.power("_part", q)
    positive = nw.when(powers > 0).then(powers).otherwise(nw.lit(1.0))
    order = (positive.log() + nw.col("top").log() * q) / (1.0 - q)
    answers = {name: order.exp(), "partners": figures.PARTNERS}
    return portfolios.answered(rows, shares, of, "year", **answers)


def shannon(shares: IntoFrameT, *, of: str = "destination", over: str = "origin") -> IntoFrameT:
    r"""Return Shannon's entropy of each state's partners, and its evenness.

    .. math:: H_{it} = -\sum_j s_{ijt} \ln s_{ijt}, \qquad J_{it} = H_{it} / \ln n_{it}

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `shannon`, in [0, ln n], nats; `evenness`, in [0, 1], no unit;
        `partners`, `volume`, `unknown`, `state_of_share`.

    Zeros and missing values
    ------------------------
    As `herfindahl`. `evenness` of a single partner is 0/0, and null.

    Raises
    ------
    MeasureError
        If a column of `shares` is missing.

    References
    ----------
    Jost, L. (2006) on entropies and Hill numbers (not confirmed).

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [2.0, 2.0]})
    >>> shannon(shares(rows))["evenness"].to_list()
    [1.0]
    """
    return figures.answer(
        shares, of, over, {"shannon": figures.SHANNON, "evenness": figures.evenness()}
    )
