"""The one check at the door of the measures: what the columns of rows given may hold.

Engines differ in what they make of a column of the wrong kind: one raises, another adds texts up, a
third reads a day as a year. So before any of them computes, types are looked at, and then the values
that no type can tell: a name that is missing, a year that is none, a number without end. Rows are
refused in the same words whatever holds them.

A number that is none (NaN) counts as missing, as it does for pandas, which knows no other sign of it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any, Final

import narwhals as nw
import polars as pl

from counterpoise.errors import MeasureError
from counterpoise.printable import number_of
from counterpoise.settings import FIRST_YEAR, LAST_YEAR

WHOLE: Final = frozenset({"year", "session", "roll_call"})
DAYS: Final = frozenset({"date", "added"})
NUMBERS: Final = frozenset({
    "value", "share", "volume", "unknown", "negative", "total", "state_total", "partner_total",
    "imports", "exports", "state_imports", "state_exports", "partner_imports", "partner_exports",
    "strength", "low", "high", "sample", "similarity", "position", "position_standardised", "told",
    "whole", "weight",
})  # fmt: skip
TEXTS: Final = frozenset({
    "origin", "destination", "state", "partner", "other", "pole", "group", "channel", "basis",
    "indicator", "item", "source", "vintage", "state_of_share", "vote", "one", "two", "type_one",
    "type_two", "url",
})  # fmt: skip
KEYS: Final = frozenset({
    "origin", "destination", "state", "partner", "other", "pole", "group", "year",
})  # fmt: skip
"""Columns in which nothing may be missing: a row without its state or year is nobody's."""
OF_LETTERS: Final = (nw.String, nw.Categorical, nw.Enum)
ATTEMPT: Final = "give panel rows (counterpoise.schema.PANEL), or what the measure before returned"


def in_order(frame: pl.DataFrame, columns: tuple[str, ...]) -> bool:
    """Return whether a Polars frame needs neither refusal nor cure, at a glance.

    Where this says no, `checked` looks again and says why. Most frames of a page are small and in
    order, and a look that goes through Narwhals takes longer than what is then computed of them.
    """
    kinds = frame.schema
    for name in columns:
        kind, column = kinds[name], frame.get_column(name)
        right = (name in WHOLE or name in NUMBERS) and kind.is_integer()
        right = right or (name in NUMBERS and kind in (pl.Float64, pl.Float32))
        right = right or (name in TEXTS and kind == pl.String)
        if not right or (name in KEYS and column.null_count()):
            return False
        # A number without end, or one that is none, makes the sum so.
        if kind.is_float() and not isfinite(column.sum()):
            return False
        if name == "year" and frame.height:
            first, last = (int(end) for end in (column.min(), column.max()))  # type: ignore[arg-type]
            if not FIRST_YEAR <= first <= last <= LAST_YEAR:
                return False
    return True


def checked(frame: Any, columns: tuple[str, ...]) -> Any:
    """Return a Narwhals frame whose columns hold what their names say, or refuse it."""
    kinds = frame.collect_schema()
    for name in columns:
        require_kind(frame, name, kinds[name])
    codes = [name for name in columns if isinstance(kinds[name], (nw.Categorical, nw.Enum))]
    if codes:  # engines order and join them by their codes, each in its own way
        frame = frame.with_columns(nw.col(name).cast(nw.String) for name in codes)
    return _of_values(frame, columns, kinds)


def require_kind(frame: Any, name: str, kind: Any) -> None:
    """Refuse a column whose type is not what its name says."""
    if name in WHOLE:
        right, rule = kind.is_integer(), "whole numbers"
    elif name in DAYS:
        right, rule = isinstance(kind, (nw.Date, nw.Datetime)), "days"
    elif name in NUMBERS:
        right, rule = kind.is_integer() or kind.is_float(), "plain numbers"
    elif name in TEXTS:
        right, rule = isinstance(kind, OF_LETTERS), "text"
    else:
        right = kind.is_integer() or kind.is_float() or isinstance(kind, OF_LETTERS)
        rule = "text or plain numbers"
    if not right:
        raise MeasureError(
            f"The column {name!r} must hold {rule}, not {_called(frame, name, kind)}.",
            attempt=ATTEMPT,
        )


def _called(frame: Any, name: str, kind: Any) -> str:
    """Return what a type is in words that are the same for every engine."""
    if isinstance(kind, nw.Object):  # pandas: whatever Python has
        kind = _of_python(next(iter(frame[name].drop_nulls().head(1).to_list()), None))
    for group, words in (
        (OF_LETTERS, "text"),
        ((nw.Date, nw.Datetime, nw.Time, nw.Duration), "days or times"),
        ((nw.List, nw.Array, nw.Struct), "lists or records"),
        ((nw.Decimal,), "decimals"),
        ((nw.Boolean,), "yes and no"),
        ((nw.Binary,), "bytes"),
    ):
        if isinstance(kind, group):
            return words
    return (
        "numbers with fractions"
        if kind.is_float()
        else "numbers"
        if kind.is_integer()
        else "other values"
    )


def _of_python(cell: Any) -> Any:
    """Return the type that a column of such cells has in an engine that has types."""
    if isinstance(cell, Decimal):
        return nw.Decimal(38, 0)
    if isinstance(cell, date):
        return nw.Date()
    sized = hasattr(cell, "__len__") and not isinstance(cell, (str, bytes))
    return nw.List(nw.Unknown()) if sized else nw.Unknown()


def _of_values(frame: Any, columns: tuple[str, ...], kinds: Any) -> Any:
    """Refuse what no type can tell: keys that are missing, years that are none, endless numbers."""
    floats = [name for name in columns if kinds[name].is_float()]
    keys = [name for name in columns if name in KEYS]
    lazy = isinstance(frame, nw.LazyFrame)
    found = _found_by_query(frame, keys, floats) if lazy else _found_in_memory(frame, keys, floats)
    _refuse_values(found, keys, floats)
    none = [name for name in floats if (found.get(f"none {name}") or 0) > 0]
    return (
        frame.with_columns(
            nw.when(~nw.col(name).is_nan()).then(nw.col(name)).alias(name) for name in none
        )
        if none
        else frame
    )


def _found_by_query(frame: Any, keys: list[str], floats: list[str]) -> dict[str, Any]:
    """Return what is to be refused, counted in one query."""
    asked = [nw.col(name).is_null().cast(nw.Int64).sum().alias(f"missing {name}") for name in keys]
    for name in floats:
        number = nw.col(name)
        endless = ~(number.is_finite() | number.is_nan())
        asked.append(endless.cast(nw.Int64).sum().alias(f"endless {name}"))
        asked.append(number.is_nan().cast(nw.Int64).sum().alias(f"none {name}"))
    if "year" in keys:
        asked += [nw.col("year").min().alias("first"), nw.col("year").max().alias("last")]
    return frame.select(*asked).collect().rows(named=True)[0] if asked else {}


def _found_in_memory(frame: Any, keys: list[str], floats: list[str]) -> dict[str, Any]:
    """Return the same of a frame in memory, column by column, which is far quicker if it is small."""
    found: dict[str, Any] = {f"missing {name}": frame[name].null_count() for name in keys}
    for name in floats:
        number = frame[name].drop_nulls()  # of pandas, NaN as well
        if not isfinite(number.sum()):  # most often it is, and costs one look
            none = number.is_nan()
            found[f"none {name}"] = none.sum()
            found[f"endless {name}"] = (~(number.is_finite() | none)).sum()
    if "year" in keys:
        found |= {"first": frame["year"].min(), "last": frame["year"].max()}
    return found


def _refuse_values(found: dict[str, Any], keys: list[str], floats: list[str]) -> None:
    for name in keys:
        if (missing := found[f"missing {name}"] or 0) > 0:
            raise MeasureError(
                f"The column {name!r} must not be empty.",
                where=f"{number_of(missing, 'row')}",
                attempt=ATTEMPT,
            )
    for name in floats:
        if (endless := found.get(f"endless {name}") or 0) > 0:
            raise MeasureError(
                f"The column {name!r} must hold finite numbers.",
                where=f"{number_of(endless, 'row')}",
            )
    for name in ("first", "last"):
        year = found.get(name)
        # Of no rows, pandas says NaN where the others say null.
        if year is not None and year == year and not FIRST_YEAR <= year <= LAST_YEAR:
            raise MeasureError(
                f"The column 'year' must hold years from {FIRST_YEAR} to {LAST_YEAR}, not {int(year)}.",
                attempt=ATTEMPT,
            )
