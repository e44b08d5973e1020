"""Whether a dependence lasts: CEPII's two years of three, and the years before and after."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError
from counterpoise.measures import frames
from counterpoise.measures.products import product_rows
from counterpoise.measures.products.strategic_products import CRITERIA

__all__ = ["persistent", "stability"]

KEY = product_rows.KEY


def persistent(
    products: IntoFrameT, *, criterion: str = "geodep", years: int = 3, least: int = 2
) -> IntoFrameT:
    r"""Return whether a criterion holds in enough of the years that end with each year.

    .. math:: D_{ikt} = 1 \iff \sum_{u=t-n+1}^{t} d_{iku} \ge m

    With the defaults it is the rule of CEPII's GeoDep: all three criteria in at least two of three
    years.

    Parameters
    ----------
    products : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `strategic_products` returned, of several years.
    criterion : {"eu", "geodep", "merics"}
        Which criterion.
    years, least : int
        n, years that are looked at, and m, in how many of them it must hold.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `item`, `year`) that imports in any of the years, from the first year
        with n years of rows: `held`, in how many years it holds; `untold`, in how many it is not
        known; `persistent`, true or false.

    Zeros and missing values
    ------------------------
    A year in which the state imports nothing does not hold. `persistent` is null where the years
    that are not known could decide it.

    Raises
    ------
    MeasureError
        If the criterion is none, or `least` is above `years`.

    References
    ----------
    Lefebvre, K. and Wibaux, P. (2024), CEPII GeoDep.

    Examples
    --------
    >>> import polars as pl
    >>> products = pl.DataFrame({"state": ["VNM"] * 3, "item": ["280530"] * 3,
    ...     "year": [2022, 2023, 2024], "geodep": [True, False, True]})
    >>> persistent(products).rows()
    [('VNM', '280530', 2024, 2, 0, True)]
    """
    frames.require_whole("years", years, low=1, high=frames.LONGEST)
    frames.require_whole("least", least, low=1, high=years)
    rows = _opened(products, criterion)
    told = rows.select(
        *KEY,
        (nw.col(criterion).fill_null(False)).cast(nw.Int64).alias("held"),
        nw.col(criterion).is_null().cast(nw.Int64).alias("untold"),
    )
    sums = _windows(told, years)
    held = nw.col("held")
    maybe = held + nw.col("untold")
    verdict = nw.when(held >= least).then(nw.lit(True)).otherwise(
        nw.when(maybe < least).then(nw.lit(False))
    )  # fmt: skip
    made = sums.select(*KEY, "held", "untold", verdict.alias("persistent"))
    return product_rows.given_back(made, products, *KEY)


def stability(products: IntoFrameT, *, criterion: str = "geodep") -> IntoFrameT:
    """Return whether a criterion that holds in a year holds in the year before and after too.

    Parameters
    ----------
    products : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `strategic_products` returned, of several years.
    criterion : {"eu", "geodep", "merics"}
        Which criterion.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `item`, `year`) in which the criterion holds: `before`, `after`, true
        or false; `stable`, true if both are.

    Zeros and missing values
    ------------------------
    Null where there are no rows of the year before or after at all, or the criterion is not known
    in it; `stable` is false if either is false. A year in which the state imports nothing is false.

    Raises
    ------
    MeasureError
        If the criterion is none.

    References
    ----------
    After Vicard, V. and Wibaux, P. (2023), who find one dependence of five gone a year later.

    Examples
    --------
    >>> import polars as pl
    >>> products = pl.DataFrame({"state": ["VNM"] * 3, "item": ["280530"] * 3,
    ...     "year": [2022, 2023, 2024], "geodep": [False, True, True]})
    >>> stability(products).rows()
    [('VNM', '280530', 2023, False, True, False), ('VNM', '280530', 2024, True, None, None)]
    """
    rows = _opened(products, criterion)
    found = rows.filter(nw.col(criterion)).select(*KEY)
    for name, after in (("before", 1), ("after", -1)):
        near = rows.select(*KEY, nw.col(criterion).alias("_near"), nw.lit(1).alias("_row"))
        there = rows.select("year").unique().with_columns(nw.lit(1).alias("_year"))
        found = found.join(_later(near, after), on=[*KEY], how="left")
        found = found.join(_later(there, after), on="year", how="left")
        absent = nw.col("_row").is_null() & ~nw.col("_year").is_null()
        cell = nw.when(absent).then(nw.lit(False)).otherwise(nw.col("_near"))
        kept = [one for one in ("before",) if name == "after"]
        found = found.select(*KEY, *kept, cell.alias(name))
    before, after_it = nw.col("before"), nw.col("after")
    made = found.with_columns((before & after_it).alias("stable"))
    return product_rows.given_back(made, products, *KEY)


def _opened(products: object, criterion: str) -> frames.Frame:
    if criterion not in CRITERIA:
        raise MeasureError(
            f"The criterion must be one of {', '.join(CRITERIA)}, not {criterion!r}."
        )
    rows = product_rows.opened(products, *KEY)
    if criterion not in rows.collect_schema().names():
        raise MeasureError(
            f"The rows must have the column {criterion}.",
            attempt="give what `strategic_products` returned",
        )
    return rows.with_columns(nw.col("year").cast(nw.Int64))


def _later(rows: frames.Frame, years: int) -> frames.Frame:
    """Return rows as of so many years later."""
    return rows.with_columns((nw.col("year") + years).alias("year"))


def _windows(told: frames.Frame, years: int) -> frames.Frame:
    """Return what is added up over the years that end with each, where all of them have rows.

    By a table of lags and not by copies, of which an engine would compute each anew.
    """
    ended = told.join(frames.counting(told, "_lag", range(years)), how="cross").with_columns(
        (nw.col("year") + nw.col("_lag")).alias("year"),
        *((nw.col("_lag") == lag).cast(nw.Int64).alias(f"_{lag}") for lag in range(years)),
    )
    names = [f"_{lag}" for lag in range(years)]
    sums = ended.group_by(*KEY).agg(
        *(nw.col(name).sum().cast(nw.Int64) for name in ("held", "untold")),
        *(nw.col(name).max() for name in names),
    )
    there = sums.with_columns(nw.col(name).max().over("year").alias(name) for name in names)
    return there.filter(*((nw.col(name) == 1) for name in names))
