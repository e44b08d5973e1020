"""Which products a state depends on others for: the criteria of the Commission, CEPII and MERICS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise import bounds
from counterpoise.errors import MeasureError
from counterpoise.measures import frames
from counterpoise.measures.products import product_rows, tie_by_tie

__all__ = ["CONCENTRATED", "CRITERIA", "strategic_products"]

CONCENTRATED: Final = 0.4
"""Herfindahl index above which sources, or the world's exports, are concentrated."""
OUTSIDE: Final = 0.5
"""Part of a union's imports above which outsiders matter."""
DEFICIT: Final = 1.0
"""Imports over exports above which a state can't supply itself."""
STRICT_DEFICIT: Final = 2.0
"""The same for MERICS, who ask for twice as much or more."""
SOLD: Final = ("origin", "item", "year", "value", "unknown")
CRITERIA: Final = ("eu", "geodep", "merics")
"""The columns that say whether a product is one to depend on others for, by whose criteria."""


def strategic_products(
    panel: IntoFrameT,
    *,
    unions: Mapping[str, Sequence[str]] | None = None,
    floor: float = 0.0,
    once: bool = False,
    sold: IntoFrameT | None = None,
) -> IntoFrameT:
    r"""Return for each state, product and year how dependent its supply is, and by whose criteria.

    With M_ij what state i imports from j, M_i its imports from outside, X_i all that it exports, and
    S_j what j exports to anybody:

    .. math:: H_i = \sum_j (M_{ij} / M_i)^2, \quad W = \sum_j (S_j / \sum_k S_k)^2, \quad
       d_i = M_i / X_i

    ``eu``: :math:`H_i > 0.4`, imports from outside above half of all imports, :math:`d_i > 1`.
    ``geodep``: :math:`H_i > 0.4`, :math:`W > 0.4`, :math:`d_i > 1`; CEPII asks that it hold in two
    of three years (`persistent`). ``merics``: as ``eu``, with :math:`d_i \ge 2`.

    A state alone has no trade within, so that the second criterion of the Commission always holds
    for it; with a customs union as the state, it parts trade with outsiders from trade within.

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows (`schema.PANEL`) by product, of one indicator, source and vintage: `origin`,
        `destination`, `item`, `year`, `value` >= 0. All exporters must be in it, not those to one
        state alone: the world's exports are summed from it. Values in whole dollars are added up
        the same in every engine.
    unions : mapping of str to sequence of str, optional
        Unions that stand as one state, by name, with their members; the same in all years.
    floor : float
        Imports under which no criterion is judged, in the unit of `value`.
    once : bool
        True promises that each tie has one row (as in a release of the store), so that rows need not be
        added up by tie first: of millions of rows a third of the work. Of whole numbers as integers the
        leader is found while they are added up, which spares the engine another look at them.
    sold : frame, optional
        What each sells of each product, to whomever: `origin`, `item`, `year`, `value`, `unknown` (ties
        not covered). With it the rows need only be those of the states asked for. Only with `once`.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `item`, `year`) that imports from outside. In the unit of `value`:
        `imports` from outside, `within` the union, `exports` (with those within), `from_leader`.
        Counts: `suppliers`, named ones; `unknown` and `world_unknown`, ties not covered. No unit:
        `import_concentration`, `leader_share`, `outside_share`, `world_concentration`, in [0, 1];
        `imports_over_exports`; and what each is above its threshold: `above_concentration`,
        `above_outside`, `above_world`, `above_deficit`. `leader`, the largest named supplier, of
        equal ones the first by name. `eu`, `geodep`, `merics`, true or false. Lazy in, lazy out: no
        row is looked at before the plan is run, and a plan has no order.

    Zeros and missing values
    ------------------------
    A tie without a row is zero, one without a value is not covered: it adds nothing and is counted.
    Where a tie of the state's imports or exports is not covered, or imports are under `floor`, the
    criteria are null: the supplier left out may be the largest. Of a state that exports nothing
    `imports_over_exports` and `above_deficit` are null (CEPII writes 9999) and the criterion
    holds. Who is not named counts as one supplier and is never `leader`.

    Raises
    ------
    MeasureError
        If a column is missing or of the wrong kind; of a frame in memory, also if a key is empty.

    References
    ----------
    European Commission (2021), SWD(2021) 352; Lefebvre, K. and Wibaux, P. (2024), CEPII GeoDep;
    of MERICS only the deficit is confirmed, the other criteria are taken from the Commission.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"origin": ["CHN", "USA", "CHN"], "destination": ["VNM", "VNM", "JPN"],
    ...     "item": ["280530"] * 3, "year": [2024] * 3, "value": [3.0, 1.0, 4.0]})
    >>> found = strategic_products(rows).filter(pl.col("state") == "VNM")
    >>> found.select("leader", "import_concentration", "world_concentration", "geodep").row(0)
    ('CHN', 0.625, 0.78125, True)
    """
    frames.require("floor", floor, bounds.FLOOR)
    if once and not unions:
        rows = product_rows.ties(panel)
        sales = tie_by_tie.sales(rows) if sold is None else product_rows.opened(sold, *SOLD)
        bought, (own, world) = tie_by_tie.imports(rows), tie_by_tie.exports(sales)
    else:
        if sold is not None:
            raise MeasureError("What is sold can be given only with `once`, and without unions.")
        rows = product_rows.pairs(panel, unions)
        bought, (own, world) = _imports(rows), _exports(rows)
    rows = bought.join(own, on=[*product_rows.KEY], how="left")
    rows = rows.join(world, on=["item", "year"], how="left")
    judged = _judged(_measured(rows), floor)
    return product_rows.given_back(judged, panel, *product_rows.KEY)


def _imports(pairs: frames.Frame) -> frames.Frame:
    """Return imports by state, item and year: sums, squares, the largest, and who that is."""
    outside = nw.col("origin") != nw.col("destination")
    named = nw.col("origin") != product_rows.UNNAMED
    told = nw.col("value") > 0
    rows = pairs.filter(nw.col("destination") != product_rows.UNNAMED).with_columns(
        nw.when(outside).then(nw.col("value")).otherwise(nw.lit(0.0)).alias("_out"),
        nw.when(outside).then(nw.lit(0.0)).otherwise(nw.col("value")).alias("within"),
        nw.when(outside & named).then(nw.col("value")).otherwise(nw.lit(0.0)).alias("_named"),
    )
    rows = rows.with_columns(
        nw.col("_named").max().over("destination", "item", "year").alias("from_leader"),
        (nw.col("_out") * nw.col("_out")).alias("_square"),
        (outside & named & told).cast(nw.Int64).alias("suppliers"),
    )
    first = (nw.col("_named") == nw.col("from_leader")) & (nw.col("_named") > 0)
    rows = rows.with_columns(nw.when(first).then(nw.col("origin")).alias("leader"))
    sums = rows.group_by("destination", "item", "year").agg(
        nw.col("_out").sum().alias("imports"),
        *(nw.col(name).sum() for name in ("within", "_square", "suppliers", "unknown")),
        nw.col("from_leader").max(),
        nw.col("leader").min(),
    )
    return sums.filter(nw.col("imports") > 0).rename({"destination": "state"})


def _exports(pairs: frames.Frame) -> tuple[frames.Frame, frames.Frame]:
    """Return exports by state, item and year, and the world's by item and year."""
    outside = nw.col("origin") != nw.col("destination")
    rows = pairs.with_columns(
        nw.when(outside).then(nw.col("value")).otherwise(nw.lit(0.0)).alias("_out")
    )
    sold = rows.group_by("origin", "item", "year").agg(
        nw.col("value").sum().alias("exports"),
        nw.col("_out").sum(),
        nw.col("unknown").sum().alias("_unsold"),
    )
    squared = sold.with_columns((nw.col("_out") * nw.col("_out")).alias("_world_square"))
    world = squared.group_by("item", "year").agg(
        nw.col("_out").sum().alias("_world"),
        nw.col("_world_square").sum(),
        nw.col("_unsold").sum().alias("world_unknown"),
    )
    own = sold.select(nw.col("origin").alias("state"), "item", "year", "exports", "_unsold")
    return own, world


def _measured(rows: frames.Frame) -> frames.Frame:
    """Return the rows with what is measured."""
    imports, exports = nw.col("imports"), nw.col("exports").fill_null(0.0)
    return rows.with_columns(
        exports.alias("exports"),
        (nw.col("unknown") + nw.col("_unsold").fill_null(0)).alias("unknown"),
        _to_digits(nw.col("_square") / (imports * imports)).alias("import_concentration"),
        (nw.col("from_leader") / imports).alias("leader_share"),
        (imports / (imports + nw.col("within"))).alias("outside_share"),
        _to_digits(
            nw.col("_world_square") / (nw.col("_world") * nw.col("_world"))
        ).alias("world_concentration"),
        nw.when(exports > 0).then(imports / exports).alias("imports_over_exports"),
    )  # fmt: skip


def _to_digits(share: nw.Expr) -> nw.Expr:
    """Return a share cut to so many digits: squares add up to other last ones in another order.

    Through whole numbers, since engines differ in how they round a fraction; and divided by a
    column, since Polars multiplies by the inverse of a number.
    """
    scale = 10.0**frames.TIE_DIGITS
    whole = (share * scale).round().cast(nw.Int64).cast(nw.Float64)
    return whole / (nw.col("imports") * 0.0 + scale)


def _judged(rows: frames.Frame, floor: float) -> frames.Frame:
    """Return the rows with how far each figure is above its threshold, and what follows."""
    concentration, world = nw.col("import_concentration"), nw.col("world_concentration")
    outside, imports, exports = nw.col("outside_share"), nw.col("imports"), nw.col("exports")
    concentrated, short = concentration > CONCENTRATED, imports > DEFICIT * exports
    criteria: dict[str, Any] = {
        "eu": concentrated & (outside > OUTSIDE) & short,
        "geodep": concentrated & (world > CONCENTRATED) & short,
        "merics": concentrated & (outside > OUTSIDE) & (imports >= STRICT_DEFICIT * exports),
    }
    known = (nw.col("unknown") == 0) & (imports >= floor)
    return rows.select(
        *product_rows.KEY,
        *(nw.col(name).cast(nw.Float64) for name in ("imports", "within", "exports")),
        nw.col("suppliers").cast(nw.Int64),
        *("leader", nw.col("from_leader").cast(nw.Float64), "leader_share"),
        *("import_concentration", "outside_share", "world_concentration", "imports_over_exports"),
        (concentration - CONCENTRATED).alias("above_concentration"),
        (outside - OUTSIDE).alias("above_outside"),
        (world - CONCENTRATED).alias("above_world"),
        (nw.col("imports_over_exports") - DEFICIT).alias("above_deficit"),
        *(nw.when(known).then(holds).alias(name) for name, holds in criteria.items()),
        *(nw.col(name).cast(nw.Int64) for name in ("unknown", "world_unknown")),
    )
