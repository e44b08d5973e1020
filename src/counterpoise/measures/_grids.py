"""Frames that become arrays and back: what diversity and hedging share.

Matrices of states by states are arrays; the frame around them may be of any kind. It is read into
memory once, and the result is given back as the kind it came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT
from numpy.typing import NDArray

from counterpoise.errors import MeasureError, offenders
from counterpoise.measures import frames
from counterpoise.measures.views import VIEWS
from counterpoise.schema import INDICATORS

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
Marks = NDArray[np.bool_]

FIRST_SESSION: Final = 1945
"""Session 1 of the General Assembly is counted as 1946, as those who publish votes do."""


def held(given: Any, *columns: str, extra: Sequence[str] = ()) -> pl.DataFrame:
    """Return the columns of any frame, and those of `extra` that it has, in memory as Polars."""
    frame = frames.opened(given, *columns)
    names = frame.collect_schema().names()
    frame = frame.select(*columns, *(name for name in extra if name in names))
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("polars")
    table = cast(pl.DataFrame, frame.to_polars())
    # pandas has no null among numbers.
    return table.with_columns(pl.selectors.float().fill_nan(None))


def given_back(table: pl.DataFrame, like: IntoFrameT) -> IntoFrameT:
    """Return a Polars table as the kind of frame that `like` is."""
    given: Any = nw.from_native(like)
    frame: Any = nw.from_native(table)
    kind = given.implementation
    if isinstance(given, nw.LazyFrame):
        session = getattr(like, "sparkSession", None)
        return cast(IntoFrameT, frame.lazy(kind, session=session).to_native())
    if kind.is_polars():
        return cast(IntoFrameT, table)
    return cast(IntoFrameT, frame.to_arrow() if kind.is_pyarrow() else frame.to_pandas())


def by_year(table: pl.DataFrame) -> pl.DataFrame:
    """Return a table that tells of sessions as one that tells of years."""
    if "year" in table.columns:
        return table.with_columns(pl.col("year").cast(pl.Int32))
    session = pl.col("session").cast(pl.Int32)
    return table.with_columns((session + FIRST_SESSION).alias("year")).drop("session")


def session_or_year(given: Any) -> str:
    """Return which of the two columns a frame tells its time by."""
    names = frames.opened(given).collect_schema().names()
    return "year" if "year" in names else "session"


def codes(column: pl.Series, names: Sequence[str]) -> Codes:
    """Return the place of each name in a list of names; -1 where it is not in it."""
    places = column.cast(pl.String).cast(pl.Enum(list(names)), strict=False).to_physical()
    return places.cast(pl.Int64).fill_null(-1).to_numpy()


def require_once(table: pl.DataFrame, *keys: str, what: str) -> pl.DataFrame:
    """Return a table unchanged if each key is there once, or refuse it."""
    twice = table.select(pl.struct(keys).is_duplicated().alias("twice"))["twice"]
    if twice.any():
        found = table.filter(twice).select(keys).unique().sort(keys)
        raise MeasureError(
            f"{what} must have each {', '.join(keys)} once, not twice.",
            where=offenders(found.rows(), quote=False),
        )
    return table


def require_between(table: pl.DataFrame, *columns: str, what: str) -> None:
    """Refuse numbers outside 0 to 1."""
    for column in columns:
        wrong = table.filter(~pl.col(column).is_between(0, 1))
        if wrong.height:
            rows = [str(row) for row in wrong.rows()]
            raise MeasureError(
                f"{what} must be numbers from 0 to 1, not {wrong[column][0]!r}.",
                where=f"column {column!r}, {offenders(rows, quote=False)}",
            )


def weights(channels: Sequence[str], given: Mapping[str, float] | None) -> Array:
    """Return the weights of the channels, in their order, scaled to 1; equal if none are given."""
    chosen = dict(given) if given is not None else dict.fromkeys(channels, 1.0)
    numbers = np.array([chosen.get(channel, np.nan) for channel in channels])
    if not (np.isfinite(numbers) & (numbers > 0)).all():
        raise MeasureError(
            f"`weights` must give each of {', '.join(channels)} a number above 0, not {chosen}."
        )
    return np.asarray(numbers / numbers.sum())


def channel_of(word: str) -> str:
    """Return the channel that a view, an indicator or a channel belongs to; else the word itself."""
    indicator = VIEWS[word].indicator if word in VIEWS else word
    return (INDICATORS[indicator].channel if indicator in INDICATORS else "") or word
