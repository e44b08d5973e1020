"""What the measures by product share: rows opened without a look at them, and added up by pair.

A release by product has eleven million rows a year, so nothing here is computed before the whole plan
is: of a lazy frame (Polars, DuckDB, Spark) the kinds of its columns are checked and no value is. A
frame in memory is checked as ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError
from counterpoise.measures import columns, frames

COLUMNS: Final = ("origin", "destination", "item", "year", "value")
KEY: Final = ("state", "item", "year")
UNNAMED: Final = "unknown:"
"""What those who are not named are taken for, together: one partner, as in `concentration`."""


def opened(table: Any, *names: str) -> frames.Frame:
    """Return a table as a lazy plan of its engine; what is in memory goes through Polars."""
    if not isinstance(nw.from_native(table, pass_through=True), nw.LazyFrame):
        return frames.collected(frames.opened(table, *names)).to_polars().pipe(_planned)
    frame: Any = nw.from_native(table)
    kinds = frame.collect_schema()
    missing = [name for name in names if name not in kinds.names()]
    if missing:
        raise MeasureError(
            f"The rows must have the columns {', '.join(missing)}.", attempt=columns.ATTEMPT
        )
    for name in names:
        columns.require_kind(frame, name, kinds[name])
    return frame


def _planned(frame: pl.DataFrame) -> frames.Frame:
    return nw.from_native(frame.lazy())


def given_back(plan: frames.Frame, like: IntoFrameT, *by: str) -> IntoFrameT:
    """Return a plan as the kind of frame that it was made from, in memory in the order of its keys."""
    given: Any = nw.from_native(like)
    if isinstance(given, nw.LazyFrame):
        lazy: IntoFrameT = plan.to_native()
        return lazy
    made = plan.sort(*by).collect()
    known: Any = given.implementation
    if known == frames.POLARS:
        found: Any = made.to_native()
    else:
        found = made.to_arrow() if known == frames.ARROW else made.to_pandas()
    answer: IntoFrameT = found
    return answer


def pairs(panel: Any, unions: Mapping[str, Sequence[str]] | None = None) -> frames.Frame:
    """Return what passes from each origin to each destination, by item and year.

    Members of a union stand under its name, and what passes between them from it to itself.
    """
    rows = ties(panel).with_columns(
        _as_one("origin", unions or {}).alias("origin"),
        _as_one("destination", unions or {}).alias("destination"),
        nw.col("value").cast(nw.Float64),
    )
    return rows.group_by("origin", "destination", "item", "year").agg(
        nw.col("value").sum(), nw.col("unknown").sum()
    )


def ties(panel: Any) -> frames.Frame:
    """Return the rows as they are: what passes between two states, and whether it is not covered."""
    rows = opened(panel, *COLUMNS).filter(nw.col("origin") != nw.col("destination"))
    return rows.select(
        *("origin", "destination", "item"),
        nw.col("year").cast(nw.Int64).alias("year"),
        nw.col("value").fill_null(0).alias("value"),
        nw.col("value").is_null().cast(nw.Int64).alias("unknown"),
    )


def unnamed(side: str) -> nw.Expr:
    """Return whether a side is nobody who is named."""
    return nw.col(side).str.starts_with("unknown:") | nw.col(side).str.starts_with("residual:")


def whole(rows: frames.Frame) -> bool:
    """Return whether values are whole numbers, as a release by product is stored."""
    return bool(rows.collect_schema()["value"].is_integer())


def _as_one(side: str, unions: Mapping[str, Sequence[str]]) -> nw.Expr:
    """Return who a side is, with unions as one, and all who are not named as one."""
    found: nw.Expr = nw.when(unnamed(side)).then(nw.lit(UNNAMED)).otherwise(nw.col(side))
    for name, members in unions.items():
        within = nw.col(side).is_in([*members, name])
        found = nw.when(within).then(nw.lit(name)).otherwise(found)
    return found
