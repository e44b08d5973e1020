"""Who else could supply a product, and at what price it comes."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.measures import frames
from counterpoise.measures.products import product_rows

__all__ = ["substitutes", "unit_prices"]


def substitutes(
    panel: IntoFrameT, *, state: str, partners: Sequence[str], sold: IntoFrameT | None = None
) -> IntoFrameT:
    r"""Return who else exports what a state imports from partners, and how much would be needed.

    With L what the state imports from the partners, and E_j what another exporter j sells to others
    than the state and the partners:

    .. math:: needed = L / \sum_j E_j, \qquad needed\_of_j = L / E_j

    Above 1, even all that the others sell elsewhere would not do.

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows by product of one indicator, source and vintage, with all exporters in it.
    state : str
        Who imports.
    partners : sequence of str
        Whose supply is lost.
    sold : frame, optional
        What each sells of each product, to whomever: `origin`, `item`, `year`, `value`. With it the rows
        need only be what the state and the partners buy.

    Returns
    -------
    frame of the kind given
        One row per (`item`, `year`, `origin`) that sells what is lost to somebody else: `lost`, L,
        and `elsewhere`, E_j, in the unit of `value`; `now`, what the state buys from it already;
        `needed`, part of what all others sell elsewhere, `needed_of`, of what this one does, no
        unit, 0 or more.

    Zeros and missing values
    ------------------------
    A tie without a row is zero, one that is not covered adds nothing: capacity that nobody tells of
    is not counted on. A product without any other exporter has no row.

    Raises
    ------
    MeasureError
        If a column is missing or of the wrong kind.

    References
    ----------
    This manual; compare the headroom of the page on cut-offs.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"origin": ["CHN", "USA"], "destination": ["VNM", "JPN"],
    ...     "item": ["280530"] * 2, "year": [2024] * 2, "value": [3.0, 4.0]})
    >>> substitutes(rows, state="VNM", partners=["CHN"]).select("origin", "needed").rows()
    [('USA', 0.75)]
    """
    pairs = product_rows.pairs(panel)
    from_them, to_it = nw.col("origin").is_in([*partners]), nw.col("destination") == state
    lost = pairs.filter(from_them & to_it & (nw.col("value") > 0))
    lost = lost.group_by("item", "year").agg(nw.col("value").sum().alias("lost"))
    named = (nw.col("origin") != product_rows.UNNAMED) & (nw.col("origin") != state)
    others = pairs.filter(named & ~from_them).with_columns(
        nw.when(to_it).then(nw.col("value")).otherwise(nw.lit(0.0)).alias("now"),
        nw.when(~to_it & ~nw.col("destination").is_in([*partners]))
        .then(nw.col("value"))
        .otherwise(nw.lit(0.0))
        .alias("elsewhere"),
    )
    by = ("item", "year", "origin")
    offered = others.group_by(*by).agg(nw.col("now").sum(), nw.col("elsewhere").sum())
    if sold is not None:
        offered = _offered(sold, others, by, state, partners)
    rows = offered.join(lost, on=["item", "year"], how="inner").filter(nw.col("elsewhere") > 0)
    rows = rows.with_columns(nw.col("elsewhere").sum().over("item", "year").alias("_all"))
    made = rows.select(
        *("item", "year", "origin", "lost", "now", "elsewhere"),
        (nw.col("lost") / nw.col("_all")).alias("needed"),
        (nw.col("lost") / nw.col("elsewhere")).alias("needed_of"),
    )
    return product_rows.given_back(made, panel, "item", "year", "origin")


def _offered(
    sold: IntoFrameT, bought: frames.Frame, by: Sequence[str], state: str, partners: Sequence[str]
) -> frames.Frame:
    """Return what others sell to the state now, and to others than it and the partners."""
    bought = bought.filter(nw.col("destination").is_in([state, *partners]))
    known = bought.group_by(*by).agg(nw.col("now").sum(), nw.col("value").sum().alias("_known"))
    all_of_it = product_rows.opened(sold, "origin", "item", "year", "value").filter(
        ~product_rows.unnamed("origin"),
        nw.col("origin") != state,
        ~nw.col("origin").is_in([*partners]),
    )
    sales = all_of_it.select(
        *("item", nw.col("year").cast(nw.Int64).alias("year"), "origin"),
        nw.col("value").cast(nw.Float64).alias("_sold"),
    )
    joined = sales.join(known, on=[*by], how="left")
    elsewhere = nw.col("_sold") - nw.col("_known").fill_null(0.0)
    return joined.select(
        *by, nw.col("now").fill_null(0.0).alias("now"), elsewhere.alias("elsewhere")
    )


def unit_prices(panel: IntoFrameT) -> IntoFrameT:
    r"""Return what a state pays for a unit of each product, beside what the world pays.

    .. math:: p_{ikt} = \sum_j v_{ijkt} / \sum_j q_{ijkt}, \qquad j: q_{ijkt} > 0

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Rows by product with `quantity` beside `value`.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `item`, `year`): `price` and `world_price`, unit of value per unit of
        quantity; `over_world`, their ratio; `weighed`, the part of imports whose quantity is told,
        in [0, 1].

    Zeros and missing values
    ------------------------
    Ties without a value or a quantity above zero have no price and are left out; `price` is null
    where none is left.

    Raises
    ------
    MeasureError
        If a column is missing or of the wrong kind.

    References
    ----------
    Unit values by their definition.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"origin": ["CHN", "USA"], "destination": ["VNM", "JPN"],
    ...     "item": ["280530"] * 2, "year": [2024] * 2, "value": [3.0, 4.0], "quantity": [1.0, 3.0]})
    >>> unit_prices(rows).select("state", "price", "world_price").rows()
    [('JPN', 1.3333333333333333, 1.75), ('VNM', 3.0, 1.75)]
    """
    rows = product_rows.opened(panel, *product_rows.COLUMNS, "quantity")
    weighed = (nw.col("quantity") > 0) & ~nw.col("value").is_null()
    rows = rows.filter(nw.col("origin") != nw.col("destination")).select(
        nw.col("destination").alias("state"),
        "item",
        nw.col("year").cast(nw.Int64).alias("year"),
        nw.col("value").cast(nw.Float64).fill_null(0.0).alias("_value"),
        nw.when(weighed).then(nw.col("value").cast(nw.Float64)).otherwise(nw.lit(0.0)).alias("_paid"),
        nw.when(weighed).then(nw.col("quantity").cast(nw.Float64)).otherwise(nw.lit(0.0)).alias("_for"),
    )  # fmt: skip
    own = rows.group_by(*product_rows.KEY).agg(
        *(nw.col(name).sum() for name in ("_value", "_paid", "_for"))
    )
    world = own.group_by("item", "year").agg(
        nw.col("_paid").sum().alias("_world_paid"), nw.col("_for").sum().alias("_world_for")
    )
    joined = own.join(world, on=["item", "year"], how="left").with_columns(
        frames.ratio("_paid", "_for").alias("price"),
        frames.ratio("_world_paid", "_world_for").alias("world_price"),
    )
    made = joined.select(
        *product_rows.KEY,
        *("price", "world_price"),
        frames.ratio("price", "world_price").alias("over_world"),
        frames.ratio("_paid", "_value").alias("weighed"),
    )
    return product_rows.given_back(made, panel, *product_rows.KEY)
