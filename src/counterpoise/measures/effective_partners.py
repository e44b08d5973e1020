"""How many equal partners would be as diverse: Hill numbers, and the entropy behind them."""

from __future__ import annotations

import math
from typing import Final

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError
from counterpoise.measures import figures

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
    if not q >= 0:
        raise MeasureError(f"`q` must be 0 or more, not {q}.")
    # Narwhals reads a dot in a DuckDB column as the end of a table's name.
    name = f"hill_{q:g}".replace(".", "_").replace("-", "_")
    known = {
        0.0: figures.NUMBER.cast(nw.Float64),
        1.0: figures.SHANNON.exp(),
        2.0: 1.0 / figures.HERFINDAHL,
    }
    if math.isinf(q) or q in known:
        return figures.answer(shares, of, over, {name: known.get(q, 1.0 / figures.LARGEST_OF_ALL)})
    # Under q = 1 they add up to as many as there are partners; `frames.added` takes sums to 512.
    powers = nw.col("powers") * SMALLER + figures.power("unallocated", q)
    terms = {"powers": figures.power("named", q) / SMALLER}
    return figures.answer(shares, of, over, {name: powers ** (1.0 / (1.0 - q))}, terms=terms)


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
