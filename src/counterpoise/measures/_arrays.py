"""For measures that compute on arrays: any kind of frame into Polars; `_grids` gives it back."""

from __future__ import annotations

from typing import Any

import polars as pl

from counterpoise.errors import MeasureError
from counterpoise.measures import frames

KINDS = ("source", "vintage")
"""What rows must be of one of, if they say it."""


def in_memory(table: Any, *columns: str) -> pl.DataFrame:
    """Return the columns of any kind of frame as Polars, or refuse rows of two sources or vintages."""
    frame = frames.opened(table, *columns)
    said = [name for name in KINDS if name in frame.collect_schema().names()]
    for name in said:
        found = frames.collected(frame.select(name).unique())[name].to_list()
        if len(found) > 1:
            raise MeasureError(
                f"The rows must be of one {name}, not {len(found)}.",
                attempt=f"keep one with a filter on {name!r}",
            )
    held = frame.select(*dict.fromkeys((*columns, *said)))
    return frames.collected(held).to_polars()
