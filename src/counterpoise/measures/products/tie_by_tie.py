"""What is bought and sold of each product where each tie has one row: added up as it is read.

A plan on these has two sums and nothing before them: no row waits for another. Who is not named is one
supplier all the same: squares of named suppliers are added up, and the square of the others' sum.
"""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw

from counterpoise.measures import frames
from counterpoise.measures.products import product_rows

PLACES: Final = 1 << 12
"""More than there are exporters: so much room an integer leaves to who is the leader."""


def imports(rows: frames.Frame) -> frames.Frame:
    """Return imports by state, item and year: sums, squares, the largest, and who that is."""
    by = ("destination", "item", "year")
    named = ~product_rows.unnamed("origin")
    value = nw.col("value").cast(nw.Float64)
    whole = product_rows.whole(rows)
    placed = _with_places(rows) if whole else rows
    each: dict[str, Any] = {
        "_named": nw.when(named).then(value).otherwise(nw.lit(0.0)),
        "suppliers": (named & (nw.col("value") > 0)).cast(nw.Int64),
    }
    if whole:
        each["_first"] = nw.when(named & (nw.col("value") > 0)).then(
            nw.col("value").cast(nw.Int64) * PLACES + nw.col("_place")
        )
    marked = placed.with_columns(expression.alias(name) for name, expression in each.items())
    marked = marked.with_columns((nw.col("_named") * nw.col("_named")).alias("_square"))
    sums = marked.group_by(*by).agg(
        nw.col("value").sum(),
        *(nw.col(name).sum() for name in ("_named", "_square", "suppliers", "unknown")),
        *((nw.col("_first").max(),) if whole else (nw.col("_named").max().alias("_most"),)),
    )
    bought = value.alias("imports")
    others = value - nw.col("_named")
    sums = sums.filter(nw.col("value") > 0, ~product_rows.unnamed("destination")).with_columns(
        bought, (nw.col("_square") + others * others).alias("_square"), nw.lit(0.0).alias("within")
    )
    found = _leaders_by_place(sums, rows) if whole else _leaders_by_value(sums, marked, by)
    return found.rename({"destination": "state"})


def sales(rows: frames.Frame) -> frames.Frame:
    """Return what each sells of each product, to whomever: `value`, and ties `unknown`."""
    sold = rows.filter(~(product_rows.unnamed("origin") & product_rows.unnamed("destination")))
    return sold.group_by("origin", "item", "year").agg(
        nw.col("value").sum(), nw.col("unknown").sum()
    )


def exports(sold: frames.Frame) -> tuple[frames.Frame, frames.Frame]:
    """Return exports by state, item and year, and the world's by item and year, out of `sales`."""
    by = ("item", "year")
    sold = sold.select(
        *("origin", "item", nw.col("year").cast(nw.Int64).alias("year")),
        nw.col("value").cast(nw.Float64).alias("exports"),
        nw.col("unknown").cast(nw.Int64).alias("_unsold"),
        product_rows.unnamed("origin").alias("_nobody"),
    )
    named = nw.when(~nw.col("_nobody")).then(nw.col("exports")).otherwise(nw.lit(0.0))
    world = sold.with_columns(named.alias("_named"))
    world = world.with_columns((nw.col("_named") * nw.col("_named")).alias("_world_square"))
    world = world.group_by(*by).agg(
        nw.col("exports").sum().alias("_world"),
        *(nw.col(name).sum() for name in ("_named", "_world_square")),
        nw.col("_unsold").sum().alias("world_unknown"),
    )
    others = nw.col("_world") - nw.col("_named")
    world = world.select(
        *by, "_world", (nw.col("_world_square") + others * others).alias("_world_square"),
        nw.col("world_unknown").cast(nw.Int64),
    )  # fmt: skip
    own = sold.filter(~nw.col("_nobody"))
    return own.select(nw.col("origin").alias("state"), *by, "exports", "_unsold"), world


def _places(rows: frames.Frame) -> frames.Frame:
    """Return a number for each exporter, the larger the earlier its name: of equals that is first."""
    each = rows.select("origin").unique()
    return each.with_row_index("_row", order_by=["origin"]).select(
        "origin", (PLACES - 1 - nw.col("_row").cast(nw.Int64)).alias("_place")
    )


def _with_places(rows: frames.Frame) -> frames.Frame:
    return rows.join(_places(rows), on="origin", how="inner")


def _leaders_by_place(sums: frames.Frame, rows: frames.Frame) -> frames.Frame:
    """Return the rows with the leader, who is packed into the largest value as a place."""
    names = _places(rows).rename({"origin": "leader"})
    placed = sums.with_columns(
        (nw.col("_first") % PLACES).alias("_place"),
        (nw.col("_first") // PLACES).cast(nw.Float64).fill_null(0.0).alias("from_leader"),
    )
    return placed.join(names, on="_place", how="left")


def _leaders_by_value(
    sums: frames.Frame, marked: frames.Frame, by: tuple[str, ...]
) -> frames.Frame:
    """Return the rows with the leader, found by another look at the rows."""
    first = marked.filter(nw.col("_named") > 0).join(
        sums.select(*by, nw.col("_most").alias("_largest")), on=[*by], how="inner"
    )
    first = first.filter(nw.col("_named") == nw.col("_largest"))
    leaders = first.group_by(*by).agg(nw.col("origin").min().alias("leader"))
    return sums.with_columns(nw.col("_most").alias("from_leader")).join(
        leaders, on=[*by], how="left"
    )
