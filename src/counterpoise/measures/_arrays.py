"""For measures that compute on arrays: any kind of frame into Polars, and the answer back again."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrameT

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


def given_back(rows: pl.DataFrame, like: IntoFrameT) -> IntoFrameT:
    """Return an answer as the kind of frame that `like`, which it was made from, is."""
    given: Any = nw.from_native(like)
    backend: Any = given.implementation
    answer: Any
    if isinstance(given, nw.DataFrame):
        answer = rows if backend == frames.POLARS else _eager(rows, backend)
    elif backend == frames.POLARS:
        answer = rows.lazy()
    else:
        session = getattr(like, "sparkSession", None)
        answer = nw.from_native(rows).lazy(backend, session=session).to_native()
    native: IntoFrameT = answer
    return native


def _eager(rows: pl.DataFrame, backend: Any) -> Any:
    return nw.from_arrow(rows, backend=backend).to_native()
