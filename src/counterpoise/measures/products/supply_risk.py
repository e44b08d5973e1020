"""The geopolitical supply risk of a raw material, as its authors score it (GeoPolRisk)."""

from __future__ import annotations

from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.measures import frames
from counterpoise.measures.products import product_rows

__all__ = ["supply_risk"]

KEY = product_rows.KEY


def supply_risk(
    panel: IntoFrameT, production: Any, instability: Any, *, assumed: float = 0.5
) -> IntoFrameT:
    r"""Return the supply risk of raw materials: concentrated mining, bought from unstable states.

    With F_jc the quantity that state c imports from j, P_c what it mines, g_j political instability:

    .. math:: R_c = \sum_j (P_j / \sum_k P_k)^2 \cdot \frac{\sum_j g_j F_{jc}}{\sum_j F_{jc} + P_c}

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        `origin`, `destination`, `item`, `year`, `quantity`: what passes, `item` the material; its
        products are added up.
    production : frame of the same kind
        `state`, `item`, `year`, `value`: mine production of the world, in the unit of `quantity`.
    instability : frame of the same kind
        `state`, `year`, `value`: from 0, stable, to 1, each state and year once.
    assumed : float
        Instability of those of whom none is told; its authors take one half, which it is for Taiwan.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `item`, `year`) that imports: `imported` and `mined`, in the unit of
        `quantity`; no unit: `production_concentration`, `import_risk`, `supply_risk`, in [0, 1];
        `assumed`, the part of imports from those of whom no instability is told.

    Zeros and missing values
    ------------------------
    Ties without a quantity, and production that is not told, add nothing. Where nobody's production
    is told, `production_concentration` and `supply_risk` are null.

    Raises
    ------
    MeasureError
        If a column is missing or of the wrong kind, tables are of different kinds, or `assumed` is
        not from 0 to 1.

    References
    ----------
    Gemechu, E. D. et al. (2016); Koyamparambath, A. et al. (2024). That missing instability counts as
    one half was found from their package's figures, not in a text.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"origin": ["COD"], "destination": ["JPN"], "item": ["cobalt"],
    ...     "year": [2024], "quantity": [3.0]})
    >>> mined = pl.DataFrame({"state": ["COD", "JPN"], "item": ["cobalt"] * 2, "year": [2024] * 2,
    ...     "value": [3.0, 1.0]})
    >>> unstable = pl.DataFrame({"state": ["COD"], "year": [2024], "value": [0.8]})
    >>> supply_risk(rows, mined, unstable)["supply_risk"].round(6).to_list()
    [0.375]
    """
    frames.require_number("assumed", assumed, low=0.0, high=1.0)
    rows = product_rows.opened(panel, "origin", "destination", "item", "year", "quantity")
    told = _by_state_year(product_rows.opened(instability, "state", "year", "value"), "_unstable")
    bought = rows.filter(nw.col("origin") != nw.col("destination")).select(
        "origin",
        nw.col("destination").alias("state"),
        "item",
        nw.col("year").cast(nw.Int64).alias("year"),
        nw.col("quantity").cast(nw.Float64).fill_null(0.0).alias("imported"),
    )
    bought = bought.join(told.rename({"state": "origin"}), on=["origin", "year"], how="left")
    none = nw.col("_unstable").is_null()
    bought = bought.with_columns(
        (nw.col("imported") * nw.col("_unstable").fill_null(assumed)).alias("_at_risk"),
        nw.when(none).then(nw.col("imported")).otherwise(nw.lit(0.0)).alias("_assumed"),
    )
    sums = bought.group_by(*KEY).agg(
        *(nw.col(name).sum() for name in ("imported", "_at_risk", "_assumed"))
    )
    mined = _mined(product_rows.opened(production, *KEY, "value"))
    made = _scored(sums.filter(nw.col("imported") > 0), mined)
    return product_rows.given_back(made, panel, *KEY)


def _by_state_year(table: frames.Frame, name: str) -> frames.Frame:
    year = nw.col("year").cast(nw.Int64).alias("year")
    return table.select("state", year, nw.col("value").cast(nw.Float64).alias(name))


def _mined(production: frames.Frame) -> frames.Frame:
    """Return production by state, item and year."""
    rows = production.select(
        "state",
        "item",
        nw.col("year").cast(nw.Int64).alias("year"),
        nw.col("value").cast(nw.Float64).fill_null(0.0).alias("mined"),
    )
    return rows.group_by(*KEY).agg(nw.col("mined").sum())


def _scored(bought: frames.Frame, mined: frames.Frame) -> frames.Frame:
    squared = mined.with_columns((nw.col("mined") * nw.col("mined")).alias("_square"))
    world = squared.group_by("item", "year").agg(
        nw.col("mined").sum().alias("_world"), nw.col("_square").sum()
    )
    rows = bought.join(mined, on=[*KEY], how="left").join(world, on=["item", "year"], how="left")
    rows = rows.with_columns(
        nw.col("mined").fill_null(0.0).alias("mined"),
        (nw.col("_world") * nw.col("_world")).alias("_whole"),
    )
    rows = rows.with_columns(
        frames.ratio("_square", "_whole").alias("production_concentration"),
        (nw.col("_at_risk") / (nw.col("imported") + nw.col("mined"))).alias("import_risk"),
        (nw.col("_assumed") / nw.col("imported")).alias("assumed"),
    )
    risk = (nw.col("production_concentration") * nw.col("import_risk")).alias("supply_risk")
    return rows.select(
        *KEY, "imported", "mined", "production_concentration", "import_risk", risk, "assumed"
    )
