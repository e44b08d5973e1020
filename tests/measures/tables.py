"""Small panels in view, in every kind of frame that measures take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

Flow = tuple[str, str, int, float | None]


def panel(
    rows: Iterable[Flow], *, indicator: str = "arms", source: str = "made-up"
) -> pl.DataFrame:
    """Return panel rows from (origin, destination, year, value)."""
    return pl.DataFrame(
        list(rows),
        schema={
            "origin": pl.String,
            "destination": pl.String,
            "year": pl.Int16,
            "value": pl.Float64,
        },
        orient="row",
    ).with_columns(
        indicator=pl.lit(indicator), source=pl.lit(source), vintage=pl.lit("1"), item=pl.lit("all")
    )


def suppliers(
    values: Iterable[float | None], *, state: str = "VNM", year: int = 2019
) -> pl.DataFrame:
    """Return one state's rows from partners P00, P01, ... with these values."""
    return panel((f"P{i:02}", state, year, value) for i, value in enumerate(values))


CONNECTION = duckdb.connect()

KINDS: dict[str, tuple[Callable[[pl.DataFrame], Any], type]] = {
    "polars": (lambda frame: frame, pl.DataFrame),
    "lazy": (lambda frame: frame.lazy(), pl.LazyFrame),
    "pandas": (lambda frame: frame.to_pandas(), pd.DataFrame),
    "arrow": (lambda frame: frame.to_arrow(), pa.Table),
    "duckdb": (lambda frame: CONNECTION.from_arrow(frame.to_arrow()), duckdb.DuckDBPyRelation),
}


def back(result: Any) -> pl.DataFrame:
    """Return any kind of frame as Polars in memory, with null for pandas' NaN."""
    frame = nw.from_native(result)
    frame = frame.collect("polars") if isinstance(frame, nw.LazyFrame) else frame
    return frame.to_polars().with_columns(pl.selectors.float().fill_nan(None))


def only(frame: pl.DataFrame) -> dict[str, Any]:
    """Return the one row that there must be."""
    assert frame.height == 1, frame
    return frame.row(0, named=True)
