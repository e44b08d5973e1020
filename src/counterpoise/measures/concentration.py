r"""How concentrated a state's partners are: indices of Herfindahl, Hirschman, Hill, Shannon, Theil.

Every function here takes what :func:`counterpoise.measures.shares.shares` returned and gives one
row per state and year, in that order. Formulae are those of the references; logarithms are natural.

Two conventions hold throughout:

* *Somebody unnamed.* Partners whose id begins ``unknown:`` or ``residual:`` count in the volume.
  Together they are taken as **one** unknown partner with share :math:`u`, in every point figure
  except `partners`, `cr_k` and `leader`, which are of named partners. `concentration` gives bounds.
* *No share, no figure.* Where shares are "undefined" (total zero, or a negative) or "suppressed"
  (total under the floor), figures are null, and the row stays with its `state_of_share`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from counterpoise import bounds
from counterpoise.errors import UsageError
from counterpoise.measures import concentration_arrays, figures, frames, portfolios, small_flows
from counterpoise.measures.concentration_arrays import ON_ARRAYS, Portfolios
from counterpoise.measures.effective_partners import hill_number, shannon
from counterpoise.measures.from_tables import Bounds, simpson_unbiased, topk_bounds
from counterpoise.measures.shares import SHARED
from counterpoise.schema import ALL_OTHERS

__all__ = [
    "Bounds",
    "concentration",
    "concentration_ratio",
    "herfindahl",
    "hill_number",
    "hirschman",
    "normalised_herfindahl",
    "normalised_hirschman",
    "shannon",
    "simpson_unbiased",
    "theil",
    "topk_bounds",
]

OTHERS: Final = {"others": nw.col("others")}
"""The share of others than those named, for the upper bound of the Herfindahl index."""


def herfindahl(shares: IntoFrameT, *, of: str = "destination", over: str = "origin") -> IntoFrameT:
    r"""Return the Herfindahl-Hirschman index of each state's partners.

    .. math:: H_{it} = \sum_j s_{ijt}^2 + u_{it}^2

    Near 1, one partner supplies everything; at 1/n, n partners supply equal parts. Times 10,000, it
    is in the points of competition law.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `herfindahl`, in [1/n, 1], no unit; `herfindahl_low` and
        `herfindahl_high`, its bounds where part is of nobody who is named, as in `concentration`;
        `partners`, count of named ones; `volume`, `unknown`, `state_of_share` as in `shares`.

    Zeros and missing values
    ------------------------
    Partners with zero, and nulls, add nothing. A state without a stated share gets null, not 0.

    Raises
    ------
    MeasureError
        If a column of `shares` is missing.

    References
    ----------
    Hirschman, A. O. (1964). The paternity of an index. *AER*, 54(5), 761-762 (not confirmed).

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [3.0, 1.0]})
    >>> herfindahl(shares(rows))["herfindahl"].to_list()
    [0.625]
    """
    answers = {
        "herfindahl": figures.HERFINDAHL,
        "herfindahl_low": figures.SQUARES,
        "herfindahl_high": figures.HIGHEST,
    }
    return figures.answer(shares, of, over, answers, terms=OTHERS)


def normalised_herfindahl(
    shares: IntoFrameT,
    *,
    of: str = "destination",
    over: str = "origin",
    universe: int | None = None,
) -> IntoFrameT:
    r"""Return the Herfindahl index rescaled so that equal shares give 0.

    .. math:: H^*_{it} = \frac{H_{it} - 1/N}{1 - 1/N}

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.
    universe : int or None
        N, how many partners there could be; None for the n there are, which then varies from row
        to row and makes rows hard to compare.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `normalised_herfindahl`, in [0, 1], no unit; `partners`, `volume`,
        `unknown`, `state_of_share`.

    Zeros and missing values
    ------------------------
    As `herfindahl`. With a single partner and no `universe` it is 0/0, and null.

    Raises
    ------
    MeasureError
        If a state has more partners than `universe`.

    References
    ----------
    World Mining Data, page on concentration: 50, 30, 15, 5 per cent give 3650 points.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [3.0, 1.0]})
    >>> normalised_herfindahl(shares(rows))["normalised_herfindahl"].to_list()
    [0.25]
    """
    answer = figures.rescaled(figures.HERFINDAHL, 1.0, universe)
    return figures.answer(shares, of, over, {"normalised_herfindahl": answer}, universe=universe)


def hirschman(shares: IntoFrameT, *, of: str = "destination", over: str = "origin") -> IntoFrameT:
    r"""Return Hirschman's index of 1945: a hundred times the root of Herfindahl's.

    .. math:: C_{it} = 100 \sqrt{\sum_j s_{ijt}^2 + u_{it}^2}

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `hirschman`, in (0, 100], no unit; `partners`, `volume`,
        `unknown`, `state_of_share`.

    Zeros and missing values
    ------------------------
    As `herfindahl`.

    Raises
    ------
    MeasureError
        If a column of `shares` is missing.

    References
    ----------
    Hirschman, A. O. (1945). *National Power and the Structure of Foreign Trade*. University of
    California Press (not confirmed).

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS"], "destination": ["VNM"], "year": [2019],
    ...     "indicator": ["arms"], "source": ["x"], "value": [3.0]})
    >>> hirschman(shares(rows))["hirschman"].to_list()
    [100.0]
    """
    return figures.answer(shares, of, over, {"hirschman": 100.0 * figures.HERFINDAHL.sqrt()})


def normalised_hirschman(
    shares: IntoFrameT,
    *,
    of: str = "destination",
    over: str = "origin",
    universe: int | None = None,
) -> IntoFrameT:
    r"""Return the normalised Hirschman index that UNCTAD and WITS publish.

    .. math:: H^*_{it} = \frac{\sqrt{H_{it}} - \sqrt{1/N}}{1 - \sqrt{1/N}}

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.
    universe : int or None
        N, how many partners there could be; None for the n there are.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `normalised_hirschman`, in [0, 1], no unit; `partners`, `volume`,
        `unknown`, `state_of_share`.

    Zeros and missing values
    ------------------------
    As `normalised_herfindahl`.

    Raises
    ------
    MeasureError
        If a state has more partners than `universe`.

    References
    ----------
    UNCTAD and World Bank WITS, definitions of the concentration index.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS"], "destination": ["VNM"], "year": [2019],
    ...     "indicator": ["arms"], "source": ["x"], "value": [3.0]})
    >>> normalised_hirschman(shares(rows), universe=9)["normalised_hirschman"].to_list()
    [1.0]
    """
    answer = figures.rescaled(figures.HERFINDAHL.sqrt(), 0.5, universe)
    return figures.answer(shares, of, over, {"normalised_hirschman": answer}, universe=universe)


def concentration_ratio(
    shares: IntoFrameT, *, of: str = "destination", over: str = "origin", k: int = 3
) -> IntoFrameT:
    r"""Return what the k largest partners supply together.

    .. math:: CR_{k,it} = \sum_{j=1}^{k} s_{i(j)t}, \qquad s_{i(1)t} \ge s_{i(2)t} \ge \dots

    With k = 1 it is the index of Berger and Parker.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.
    k : int
        How many partners, 1 or more; only named ones are ranked.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `cr_<k>`, in [0, 1], no unit; `partners`, `volume`, `unknown`,
        `state_of_share`.

    Zeros and missing values
    ------------------------
    As `herfindahl`. With fewer than k named partners, all of them.

    Raises
    ------
    MeasureError
        If `k` is below 1.

    References
    ----------
    Standard; the source has not been confirmed.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [3.0, 1.0]})
    >>> concentration_ratio(shares(rows), k=1)["cr_1"].to_list()
    [0.75]
    """
    frames.require("k", k, bounds.LARGEST)
    frame = portfolios.placed(portfolios.portfolios(shares, of=of, over=over), of=of, over=over)
    rows = portfolios.moments(frame, of, "year", terms={"largest_k": figures.largest(k)})
    ratio = {f"cr_{k}": nw.col("largest_k"), "partners": figures.PARTNERS}
    return portfolios.answered(rows, shares, of, "year", **ratio)


def theil(
    shares: IntoFrameT,
    *,
    of: str = "destination",
    over: str = "origin",
    universe: int | None = None,
) -> IntoFrameT:
    r"""Return Theil's index as a measure of concentration over N partners.

    .. math:: T_{it} = \sum_j s_{ijt} \ln(N s_{ijt}) = \ln N - H_{it}

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.
    universe : int or None
        N, how many partners there could be; None for the n there are. With `universe` the part
        ln(N/n) is due to partners that supply nothing (the extensive margin of Cadot, Carrère and
        Strauss-Kahn, not confirmed).

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `theil`, in [0, ln N], nats; `partners`, `volume`, `unknown`,
        `state_of_share`.

    Zeros and missing values
    ------------------------
    As `herfindahl`. A single partner and no `universe` gives 0.

    Raises
    ------
    MeasureError
        If a state has more partners than `universe`.

    References
    ----------
    Theil's index by its definition; the source has not been confirmed.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [2.0, 2.0]})
    >>> theil(shares(rows))["theil"].to_list()
    [0.0]
    """
    answer = figures.number(universe).log() - figures.SHANNON
    return figures.answer(shares, of, over, {"theil": answer}, universe=universe)


def concentration(
    shares: IntoFrameT,
    *,
    of: str = "destination",
    over: str = "origin",
    universe: int | None = None,
    indices: Sequence[str] | None = None,
) -> IntoFrameT:
    r"""Return every measure of this module at once, and what is known of it if part is unnamed.

    With named shares :math:`s_1 \ge s_2 \ge \dots` and an unallocated share :math:`u`, of which
    :math:`o` is of others than those named (``residual:other …``) and the rest may be anybody's,

    .. math:: H^{low} = \sum_j s_j^2 \;\le\; H = \sum_j s_j^2 + u^2 \;\le\;
       H^{high} = H + 2 (u - o) (\max(s_1, o) - o)

    Low, if the unallocated part belongs to many small partners; the point, if to one unknown
    partner; high, if what may be anybody's is the leader's, and the others are one partner: without
    others :math:`\sum_{j \ne 1} s_j^2 + (s_1 + u)^2`. Where a figure of somebody named is not known
    (`unknown`), it may be in the rest, and :math:`o` is 0. All three are equal if nothing is
    unallocated.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    of, over : str
        As given to `shares`.
    universe : int or None
        N of `normalised_herfindahl` and `theil`; None for the n there are.
    indices : sequence of str, optional
        Which of the columns below, from `partners` to `leader`; None for all.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year): `partners`, count of named ones; `volume`, in the unit of the
        rows; `herfindahl`, `normalised_herfindahl`; `hill_0`, `hill_1`, `hill_2`, `hill_inf`,
        numbers of partners; `shannon`, `evenness`; `cr_1`, `cr_3`; `theil`; `unallocated`, in
        [0, 1]; `herfindahl_low`, `herfindahl_high`; `leader`, id of the largest named partner, of
        several equal ones the first by name; `unknown`, rows not covered; `state_of_share`.

    Zeros and missing values
    ------------------------
    As `herfindahl`; the ratios 0/0 of a single partner are null. Where no partner is named, `leader`
    is null and `cr_1` is 0. Where more is unallocated than any partner has, `leader` is null too.

    Raises
    ------
    MeasureError
        If a state has more partners than `universe`.
    UsageError
        If an index is none that there is.

    References
    ----------
    Those of the single functions; the bounds are derived in the manual's page on methods.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "unknown:supplier"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [3.0, 1.0]})
    >>> concentration(shares(rows)).select("herfindahl_low", "herfindahl", "herfindahl_high").row(0)
    (0.5625, 0.625, 1.0)
    """
    if (
        indices
        and ON_ARRAYS.issuperset(indices)
        and small_flows.is_small(shares, "volume", "unknown", "state_of_share")
    ):
        few = _of_few(shares, of=of, over=over, asked=indices)
        if few is not None:
            return cast("IntoFrameT", few)
    frame = portfolios.placed(portfolios.portfolios(shares, of=of, over=over), of=of, over=over)
    leader = portfolios.first_places("leader", over=over)
    rows = portfolios.moments(
        frame, of, "year", terms={"cr_3": figures.largest(3), **OTHERS}, maxima=leader
    )
    figures.fits(rows, universe)
    answers = {
        "partners": figures.PARTNERS,
        "herfindahl": figures.HERFINDAHL,
        "normalised_herfindahl": figures.rescaled(figures.HERFINDAHL, 1.0, universe),
        "hill_0": figures.NUMBER.cast(nw.Float64),
        "hill_1": figures.SHANNON.exp(),
        "hill_2": 1.0 / figures.HERFINDAHL,
        "hill_inf": 1.0 / figures.LARGEST_OF_ALL,
        "shannon": figures.SHANNON,
        "evenness": figures.evenness(),
        "cr_1": figures.LARGEST,
        "cr_3": nw.col("cr_3"),
        "theil": figures.number(universe).log() - figures.SHANNON,
        "unallocated": figures.UNALLOCATED,
        "herfindahl_low": figures.SQUARES,
        "herfindahl_high": figures.HIGHEST,
        "leader": nw.when(portfolios.leads("largest")).then(nw.col("leader")),
    }
    for index in indices or ():
        if index not in answers:
            raise UsageError.not_among("An index", index, answers)
    asked = {name: answers[name] for name in (answers if indices is None else indices)}
    return portfolios.answered(rows, shares, of, "year", **asked)


def _of_few(shares: Any, *, of: str, over: str, asked: Sequence[str]) -> pl.DataFrame | None:
    """Return the same of few rows, on arrays; None where a state's year is stated and is not at once."""
    columns = (of, over, "year", "share", "volume", "unknown", "state_of_share")
    table: pl.DataFrame = frames.opened(shares, *columns).to_native()
    state, name, reason = (
        small_flows.coded(table[each])[1] for each in (of, over, "state_of_share")
    )
    state_year = state * frames.YEARS + table["year"].cast(pl.Int64).to_numpy()
    _, first, group = np.unique(state_year, return_index=True, return_inverse=True)
    if (reason != reason[first][group]).any():
        return None
    nobody = table[over].str.contains(frames.UNALLOCATED).to_numpy()
    others = table[over].str.starts_with(ALL_OTHERS).to_numpy()
    share = table["share"].cast(pl.Float64).to_numpy()
    volume, unknown = np.full(first.size, -np.inf), np.zeros(first.size, dtype=np.int64)
    np.maximum.at(volume, group, table["volume"].to_numpy())
    np.add.at(unknown, group, table["unknown"].to_numpy())
    others &= unknown[group] == 0  # what is not known of somebody named may be in the rest
    found = dict(concentration_arrays.indices(Portfolios(group, share, nobody, others, name)))
    leader = found.pop("leader")
    rows = table[first].select(of, "year", "state_of_share").with_columns(
        table[over][np.maximum(leader, 0)].alias("leader"),
        *(pl.Series(index, values) for index, values in found.items()),
        pl.Series("volume", volume), pl.Series("unknown", unknown), pl.Series("_led", leader >= 0),
    )  # fmt: skip
    shared, led = pl.col("state_of_share") == SHARED, pl.col("_led")
    answers = (pl.when(shared & (led | (index != "leader"))).then(index) for index in asked)
    return rows.select(of, "year", *answers, "volume", "unknown", "state_of_share")
