"""What all measures share: reading panel rows, pooling them over time, naming who is no partner.

A measure takes panel rows as any frame that Narwhals knows (Polars, pandas, PyArrow, DuckDB,
PySpark) and gives back the same kind; nothing here depends on which it is.

Grouping by three columns of text is what costs time, so a (state, year, partner) is packed into one
integer, pooled as such, and given its names back at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrameT

from counterpoise import bounds
from counterpoise.errors import MeasureError, quoted
from counterpoise.measures import columns as columns_of
from counterpoise.schema import INDICATORS
from counterpoise.sums import FINER, SHARE_PARTS, over_parts, parts_of

Frame = Any
"""A Narwhals frame, eager or lazy."""

UNALLOCATED: Final = r"^(?:unknown|residual):"
"""Ids of what belongs to somebody who is not named; see `concentration.concentration`."""

TIE_DIGITS: Final = 12
"""Shares equal to so many digits are tied: engines add in different orders."""

POLARS: Final = nw.Implementation.POLARS
ARROW: Final = nw.Implementation.PYARROW

KINDS: Final = ("indicator", "source", "vintage")
"""Of what rows that are added up must all be: of two vintages everything would count twice."""

COUNTS: Final = ("unknown", "negative")
SUMMED: Final = ("value", *COUNTS)
"""What is added up over items and years."""


PARTNERS: Final = 1 << 20
YEARS: Final = 1 << 12
"""How many codes of partners, and years, an integer has room for."""


@dataclass(frozen=True)
class Coded:
    """Flows whose (state, year, partner) is one integer.

    Parameters
    ----------
    rows : frame
        `key`, `value`, `unknown`, `negative`; one row per key.
    states, partners : frame
        The names of the codes: (`of`, `_state`) and (`over`, `_partner`), codes in order of name.
    first, last : int
        The years of the panel rows.
    indicator : str
        What the values are of; "" if there are no rows.
    parts : int
        Into how many whole parts a unit is counted when values are added up (`sums`).
    """

    rows: Frame
    states: Frame
    partners: Frame
    first: int
    last: int
    indicator: str
    parts: int


LONGEST: Final = int(bounds.WINDOW.high)
"""Years of the longest window, which is longer than any record."""

FEW: Final = 20_000
"""Rows under which planning takes longer than doing."""


def opened(panel: Any, *columns: str) -> Frame:
    """Return a native frame as a Narwhals one, its columns checked (`columns`), or refuse it."""
    try:
        frame = nw.from_native(panel)
    except TypeError as fault:
        raise MeasureError(
            f"The rows must be a frame, not {type(panel).__name__}.", attempt=columns_of.ATTEMPT
        ) from fault
    there = frame.collect_schema().names()
    missing = [name for name in columns if name not in there]
    if missing:
        raise MeasureError(
            f"The rows must have the columns {', '.join(missing)}.",
            attempt=columns_of.ATTEMPT,
        )
    if not (isinstance(panel, pl.DataFrame) and columns_of.in_order(panel, columns)):
        frame = columns_of.checked(frame, columns)
    # As a lazy plan Polars does shared steps once and takes half the time, if there are rows enough
    # to make up for planning. Arrow tables go the same way: on them Narwhals 2.29 has no running sums,
    # and its `over` trusts an order of rows that Arrow's joins do not keep, so that of 10^6 rows half
    # get the sums of others.
    if not isinstance(frame, nw.DataFrame):
        return frame
    kind: Any = frame.implementation
    planned = kind == ARROW or (kind == POLARS and frame.shape[0] >= FEW)
    return frame.lazy("polars") if planned else frame


def require(name: str, given: Any, bound: bounds.Bound) -> None:
    """Refuse an argument that is not within its bounds, which are said once for all who may ask."""
    if not bound.holds(given):
        raise MeasureError(f"`{name}` must be {bound.rule}, not {quoted(given)}.")


def require_whole(name: str, given: Any, *, low: int, high: int) -> None:
    """Refuse an argument that is no whole number in its bounds: endless ones never come to an end."""
    if isinstance(given, bool) or not isinstance(given, int) or not low <= given <= high:
        raise MeasureError(
            f"`{name}` must be a whole number from {low:,} to {high:,}, not {quoted(given)}."
        )


def require_number(name: str, given: Any, *, low: float, high: float) -> None:
    """Refuse an argument that is no number in its bounds."""
    require(name, given, bounds.Bound(low, high))


def native(frame: Frame, like: IntoFrameT) -> IntoFrameT:
    """Return a result as the kind of frame that `like`, which it was made from, is."""
    given: Any = nw.from_native(like)
    if isinstance(given, nw.DataFrame):
        frame = collected(frame)
    arrow = given.implementation == ARROW
    given_back: IntoFrameT = frame.to_arrow() if arrow else frame.to_native()
    return given_back


def collected(frame: Frame) -> nw.DataFrame[Any]:
    """Return a frame in memory, whatever it was."""
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def alike(other: Any, frame: Frame, *columns: str) -> Frame:
    """Return a second table opened so that it can be joined to `frame`."""
    table = opened(other, *columns)
    if table.implementation != frame.implementation:
        raise MeasureError(
            f"Tables that meet must be of one kind, not {frame.implementation} and "
            f"{table.implementation}.",
            attempt="turn one into the other's kind first",
        )
    # One may have been planned for its many rows, and the other not.
    if isinstance(frame, nw.LazyFrame) and isinstance(table, nw.DataFrame):
        return table.lazy()
    if isinstance(frame, nw.DataFrame) and isinstance(table, nw.LazyFrame):
        return collected(table)
    return table


def once(table: Frame, *keys: str, what: str) -> Frame:
    """Return a table unchanged if each key is there once, or refuse it: a join would count twice."""
    twice = collected(
        table.group_by(*keys).agg(nw.len().alias("_rows")).filter(nw.col("_rows") > 1)
    )
    if twice.shape[0]:
        row = twice.sort(*keys).rows()[0][:-1]
        raise MeasureError(
            f"{what} must have each {' and '.join(keys)} once, not twice.",
            where=f"{twice.shape[0]:,} of them, the first {row}",
        )
    return table


def unallocated(over: str) -> nw.Expr:
    """Return whether a partner is nobody who is named."""
    return nw.col(over).str.contains(UNALLOCATED)


def ratio(part: str | nw.Expr, whole: str) -> nw.Expr:
    """Return part / whole, null unless the whole is above zero."""
    part = nw.col(part) if isinstance(part, str) else part
    return nw.when(nw.col(whole) > 0).then(part / nw.col(whole))


def counted(values: nw.Expr, parts: int) -> nw.Expr:
    """Return values as whole numbers of parts, whose sum is the same in any order (`sums`)."""
    if parts == 1:
        return values
    return (values.fill_null(0.0) * parts).round().cast(nw.Int64)


def in_units(name: str, parts: int) -> nw.Expr:
    """Return whole numbers of parts as values again."""
    return (over_parts(nw.col(name), parts) if parts > 1 else nw.col(name)).alias(name)


def added(
    frame: Frame,
    *by: str,
    amounts: Sequence[str] = (),
    parts: int = SHARE_PARTS,
    counts: Sequence[str] = (),
    maxima: Sequence[str] = (),
) -> Frame:
    """Return a row per group: sums of amounts, the same in any order, of counts, and maxima."""
    whole = frame.with_columns(counted(nw.col(name), parts).alias(name) for name in amounts)
    pooled = whole.group_by(*by).agg(
        *(nw.col(name).max() for name in maxima),
        *(nw.col(name).sum() for name in (*counts, *amounts)),
    )
    return pooled.with_columns(in_units(name, parts) for name in amounts)


def totals_beside(
    frame: Frame, *by: str, parts: int = SHARE_PARTS, **amounts: str | nw.Expr
) -> Frame:
    """Return the rows with the sums of their group beside them, the same in any order."""
    whole = frame.with_columns(
        counted(nw.col(amount) if isinstance(amount, str) else amount, parts).alias(name)
        for name, amount in amounts.items()
    )
    sums = beside(whole, *by, **{name: nw.col(name).sum() for name in amounts})
    return sums.with_columns(in_units(name, parts) for name in amounts)


def beside(frame: Frame, *by: str, **sums: nw.Expr) -> Frame:
    """Return the rows with an aggregate of their group, such as its least, in a column beside them."""
    return frame.with_columns(
        *(expression.over(*by).alias(name) for name, expression in sums.items())
    )


def flows(
    panel: Any, *, of: str, over: str, window: int = 1, years: tuple[int, int] | None = None
) -> Coded:
    """Return trailing-window sums of `value`, `unknown` and `negative` by state, year and partner.

    The window of year t is t-window+1 .. t. Items are added up. `unknown` counts the rows of the
    window that say "not covered": they add nothing, and are not forgotten. `negative` counts values
    under zero, which a sum over years would hide. Years run from the first whose window lies wholly
    in `years`, by default those of the rows, to the last of them.

    Raises
    ------
    MeasureError
        If the rows mix indicators, sources or vintages, whose sum would mean nothing.
    """
    require("window", window, bounds.WINDOW)
    flow = _coded(panel, of=of, over=over)
    if years:
        flow = replace(flow, first=years[0], last=years[1])
    return _windowed(flow, window) if window > 1 else flow


def require_flow(indicator: str) -> None:
    """Refuse to add up years of what is no flow: a stock, a level, a pact in force."""
    if indicator in INDICATORS and not INDICATORS[indicator].flow:
        raise MeasureError(
            f"Years of {indicator!r} must not be added up: it is no flow.",
            attempt="take one year at a time (window=1)",
        )


def _windowed(flow: Coded, window: int) -> Coded:
    """Return the sum of each key's values over so many years up to its own."""
    require_flow(flow.indicator)
    # A table of lags to join with, not a stack of copies: DuckDB would read the rows for each copy.
    lags = counting(flow.rows, "_lag", range(0, window * PARTNERS, PARTNERS))
    rows = flow.rows.join(lags, how="cross").select(
        (nw.col("key") + nw.col("_lag")).alias("key"), *SUMMED
    )
    year = nw.col("key") // PARTNERS % YEARS
    rows = rows.filter(year >= flow.first + window - 1, year <= flow.last)
    return replace(flow, rows=_added(rows, flow.parts))


def running(flow: Coded, keep: float) -> Coded:
    """Return what is left of each key's values of all years so far, if `keep` is left each year."""
    require_flow(flow.indicator)
    year, dyad = nw.col("key") // PARTNERS % YEARS, nw.col("key") - nw.col("_lag")
    rows = flow.rows.with_columns((year * PARTNERS).alias("_lag")).with_columns(dyad.alias("_dyad"))
    begun = rows.group_by("_dyad").agg(nw.col("_lag").min().alias("_begun"))
    grid = begun.join(_every_year(flow, rows), how="cross").filter(
        nw.col("_lag") >= nw.col("_begun")
    )
    grid = grid.with_columns((nw.col("_dyad") + nw.col("_lag")).alias("key")).join(
        flow.rows, on="key", how="left"
    )
    # Σ keep^(t-u) x_u is keep^t times the running sum of x_u / keep^u.
    age = (nw.col("_lag") // PARTNERS - flow.first).cast(nw.Float64)
    worth = nw.lit(float(keep)) ** age
    grid = grid.with_columns(
        (nw.col("value").fill_null(0.0) / worth).alias("value"),
        *(nw.col(name).fill_null(0).alias(name) for name in COUNTS),
        worth.alias("_worth"),
    )
    rows = grid.with_columns(
        nw.col(name).cum_sum().over("_dyad", order_by="_lag").alias(name) for name in SUMMED
    )
    # Whole parts again, so that partners add up to the same volume in any order. Not `round`: half
    # a part becomes an even number in Polars, and the next in DuckDB.
    parts = flow.parts * FINER
    left = (nw.col("value") * nw.col("_worth") * parts + 0.5).floor().cast(nw.Int64)
    rows = rows.select("key", left.alias("value"), *COUNTS).with_columns(in_units("value", parts))
    return replace(flow, rows=rows, parts=parts)


def _every_year(flow: Coded, rows: Frame) -> Frame:
    """Return the years of the panel rows, also those in which there is none, as parts of keys."""
    found = rows.select("_lag").unique()
    there = set(collected(found)["_lag"].to_list())
    one = found.head(1)
    absent = [
        one.select(nw.lit(year * PARTNERS).cast(nw.Int64).alias("_lag"))
        for year in range(flow.first, flow.last + 1)
        if year * PARTNERS not in there
    ]
    return nw.concat([found, *absent])


def counting(beside: Frame, name: str, numbers: range) -> Frame:
    """Return a table of whole numbers that can be joined to a plan, without a look at its rows."""
    given: Any = beside.to_native()
    if isinstance(given, pl.LazyFrame):
        return nw.from_native(pl.LazyFrame({name: numbers}, schema={name: pl.Int64}))
    if beside.implementation == nw.Implementation.DUCKDB:
        listed = ", ".join(f"({number})" for number in numbers)
        return nw.from_native(
            given.query("rows", f"SELECT v::BIGINT AS {name} FROM (VALUES {listed}) t(v)")
        )
    one = beside.select(nw.lit(1).alias("_one")).head(1)
    return nw.concat([one.select(nw.lit(number).cast(nw.Int64).alias(name)) for number in numbers])


def state_year() -> nw.Expr:
    """Return the part of `key` that names state and year."""
    return nw.col("key") // PARTNERS


def decoded(flow: Coded, *, of: str, over: str) -> Frame:
    """Return the rows with their names again, in the order of state, year and partner."""
    columns = [name for name in flow.rows.collect_schema().names() if name != "key"]
    return (
        flow.rows.with_columns(
            (nw.col("key") // (PARTNERS * YEARS)).alias("_state"),
            (state_year() % YEARS).cast(nw.Int32).alias("year"),
            (nw.col("key") % PARTNERS).alias("_partner"),
        )
        .join(flow.states, on="_state", how="left")
        .join(flow.partners, on="_partner", how="left")
        .sort("key")
        .select(of, over, "year", *columns)
    )


def _coded(panel: Any, *, of: str, over: str) -> Coded:
    """Return panel rows added up by state, year and partner, packed."""
    frame = opened(panel, of, over, "year", "value", "indicator", "source")
    first, last, indicator = one_kind(frame)
    states, partners = _codes(frame, of, "_state"), _codes(frame, over, "_partner")
    state_of_year = nw.col("_state") * YEARS + nw.col("year").cast(nw.Int64)
    rows = (
        frame.join(states, on=of, how="left")
        .join(partners, on=over, how="left")
        .select(
            (state_of_year * PARTNERS + nw.col("_partner")).alias("key"),
            nw.col("value").cast(nw.Float64),
            nw.col("value").is_null().cast(nw.Int64).alias("unknown"),
            nw.when(nw.col("value") < 0).then(nw.lit(1)).otherwise(nw.lit(0)).alias("negative"),
        )
    )
    parts = parts_of(indicator)
    return Coded(_added(rows, parts), states, partners, first, last, indicator, parts)


def _codes(frame: Frame, column: str, code: str) -> Frame:
    return (
        frame.select(column)
        .unique()
        .with_row_index(code, order_by=[column])
        .with_columns(nw.col(code).cast(nw.Int64))
    )


def _added(rows: Frame, parts: int) -> Frame:
    return added(rows, "key", amounts=["value"], parts=parts, counts=COUNTS)


def one_kind(frame: Frame) -> tuple[int, int, str]:
    """Return first year, last year and indicator of rows of one indicator, source and vintage."""
    # Hand-made rows may lack a vintage.
    columns = frame.collect_schema().names()
    kinds = [name for name in KINDS if name in columns]
    # The ends and no count of what is different: a plan of millions of rows would keep all texts for it.
    found = frame.select(
        *(nw.col(name).min().alias(f"least {name}") for name in kinds),
        *(nw.col(name).max().alias(f"most {name}") for name in kinds),
        *(nw.col(name).is_null().cast(nw.Int64).min().alias(f"none {name}") for name in kinds),
        *(nw.col(name).is_null().cast(nw.Int64).max().alias(f"some {name}") for name in kinds),
        nw.col("year").min().alias("first"),
        nw.col("year").max().alias("last"),
        nw.col("indicator").max().alias("name"),
    )
    counts = collected(found).rows(named=True)[0]
    for column in kinds:
        mixed = bool(counts[f"some {column}"]) and not counts[f"none {column}"]
        ends = {str(counts[f"{end} {column}"]) for end in ("least", "most")}
        if mixed or len(ends) > 1:
            different = collected(frame.select(nw.col(column).n_unique().alias("n")))
            raise MeasureError(
                f"The rows must be of one {column}, not {different['n'][0]}.",
                attempt=f"keep one with a filter on {column!r}",
            )
    # Of no rows, pandas says NaN where the others say null, and DuckDB counts null kinds.
    if counts["first"] is None or counts["first"] != counts["first"]:
        return 0, -1, ""
    indicator = str(counts["name"])
    require_directed(indicator)
    return int(counts["first"]), int(counts["last"]), indicator


def require_directed(indicator: str) -> None:
    """Refuse rows that have no side whose total could be shared out."""
    if indicator in INDICATORS and not INDICATORS[indicator].directed:
        raise MeasureError(
            f"The rows must have a direction; {indicator!r} has none and is stored once for a pair.",
            attempt="count partners of either side instead",
        )
