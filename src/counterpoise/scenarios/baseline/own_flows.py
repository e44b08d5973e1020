"""A baseline of your own: trade and GDP that you hold, as a frame or as a matrix with labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

import narwhals as nw
import numpy as np
import polars as pl

from counterpoise import schema
from counterpoise.errors import MeasureError, UsageError, offenders
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.scenarios.baseline.world import Baseline, from_flows

Absent = Literal["not covered", "zero"]
ABSENT: Final = ("not covered", "zero")


def baseline_from(
    flows: Any,
    gdp: Any,
    *,
    year: int,
    labels: Sequence[str] = (),
    absent: Absent = "not covered",
    trade: str = "own flows",
    gdp_from: str = "own GDP",
) -> Baseline:
    r"""Return a baseline from trade and GDP of your own.

    It goes wherever a baseline is taken: `cutoff`, `worst`, `whatif` and `matrix` with `baseline=`,
    `scenarios.cutoff.trade_cutoff.run`. Sales at home are those that you give (rows of a state with
    itself, or the diagonal), else gross output less exports, with

    .. math:: GO_n = GDP_n (1.79 + 0.68\, X_n / GDP_n)

    The share of value added in output is GDP over gross output.

    Parameters
    ----------
    flows : frame (Polars, pandas, PyArrow), mapping of columns, or array-like, shape (n, n)
        A frame has `origin`, `destination` and `value`; a matrix has importers as rows and exporters
        as columns, in the order of `labels`. Money of one year, at least 0; null or NaN where a flow is
        not known. Origins and destinations are states in any spelling.
    gdp : mapping of state to float, or frame with `state` and `gdp`
        Of the same year, in the same money, above 0. States without it are left out, and named in
        `report.without_gdp`.
    year : int
        Of the flows; blocs have the members of this year.
    labels : sequence of str
        The states of a matrix.
    absent : {"not covered", "zero"}
        What a pair is of which a frame has no row.
    trade, gdp_from : str
        What pages call your figures.

    Returns
    -------
    Baseline

    Zeros and missing values
    ------------------------
    0 is no trade. Null is not covered: the model has no trade there, the pair's loss stays unknown, and
    a cut of nothing else is refused. A diagonal of 0 or null says nothing about sales at home.

    Raises
    ------
    UsageError
        If columns are missing, or labels and matrix do not fit.
    MeasureError
        If a pair is there twice, a flow is negative, GDP is not above 0, or sales at home and exports
        are below GDP.
    EvidenceError
        If no two states have both trade and GDP.

    Examples
    --------
    >>> made = baseline_from(
    ...     [[90.0, 6.0], [8.0, 60.0]], {"USA": 50.0, "VNM": 30.0}, year=2020, labels=["USA", "VNM"]
    ... )
    >>> made.states, made.gross_output.tolist()
    (('USA', 'VNM'), [98.0, 66.0])
    """
    if absent not in ABSENT:
        raise UsageError.not_among("absent", absent, ABSENT)
    tabular = isinstance(flows, Mapping) or (hasattr(flows, "columns") and not labels)
    rows = _of_frame(flows) if tabular else _of_matrix(flows, labels)
    own = rows.filter(pl.col("origin") == pl.col("destination"), pl.col("value") != 0)
    between = rows.filter(pl.col("origin") != pl.col("destination"))
    if absent == "zero":
        between = _filled(between)
    home = dict(own.select("origin", "value").iter_rows())
    made = from_flows(
        between, _gdp(gdp, year), year=year, trade=trade, gdp_from=gdp_from, home=home
    )
    return replace(made, own=True)


def _of_frame(flows: Any) -> pl.DataFrame:
    """Return flows by state ids, with their status."""
    given = pl.DataFrame(flows, strict=False) if isinstance(flows, Mapping) else flows
    told = _polars(given, ("origin", "destination", "value"), "flows")
    return _named(told.with_columns(pl.col("value").cast(pl.Float64)))


def _of_matrix(flows: Any, labels: Sequence[str]) -> pl.DataFrame:
    """Return the cells of a matrix as flows."""
    try:
        cells = np.asarray(flows, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise UsageError(f"Can't take `flows` as a matrix of numbers: {fault}.") from fault
    n = len(labels)
    if cells.shape != (n, n) or n < 2:
        raise UsageError(
            f"A matrix must have a row and a column for each label, not the shape {cells.shape} and"
            f" {number_of(n, 'label')}.",
            attempt="labels=[...] in the order of rows and columns; importers are rows",
        )
    names = np.array(list(labels))
    return _named(
        pl.DataFrame(
            {
                "origin": np.tile(names, n),
                "destination": np.repeat(names, n),
                "value": cells.ravel(),
            }
        )
    )


def _named(flows: pl.DataFrame) -> pl.DataFrame:
    """Return flows with ids for names; a pair twice is refused, home too."""
    ids = {
        name: states.resolve(name)
        for side in ("origin", "destination")
        for name in flows[side].unique()
    }
    found = flows.with_columns(
        pl.col("origin", "destination").replace_strict(ids, return_dtype=pl.String),
        pl.col("value").fill_nan(None),
    )
    twice = found.filter(found.select("origin", "destination").is_duplicated())
    if twice.height:
        pairs = [
            f"{o} to {d}" for o, d in twice.select("origin", "destination").unique().iter_rows()
        ]
        raise MeasureError(
            "Flows must have each origin and destination once, not twice.",
            where=offenders(sorted(pairs), quote=False),
        )
    unknown = pl.col("value").is_null()
    return found.with_columns(
        status=pl.when(unknown).then(pl.lit(schema.NOT_COVERED)).otherwise(pl.lit(schema.REPORTED))
    )


def _filled(flows: pl.DataFrame) -> pl.DataFrame:
    """Return flows with 0 for each pair of the states named of which there is no row."""
    everybody = sorted({*flows["origin"], *flows["destination"]})
    one = pl.DataFrame({"origin": everybody})
    every = one.join(one.select(destination="origin"), how="cross")
    missing = every.filter(pl.col("origin") != pl.col("destination")).join(
        flows, on=["origin", "destination"], how="anti"
    )
    return pl.concat(
        [flows, missing.with_columns(value=pl.lit(0.0), status=pl.lit(schema.REPORTED))]
    )


def _gdp(given: Any, year: int) -> pl.DataFrame:
    """Return GDP as the baseline takes it."""
    if isinstance(given, Mapping):
        told = pl.DataFrame(
            {"state": list(given), "gdp": [float(value) for value in given.values()]},
            schema={"state": pl.String, "gdp": pl.Float64},
        )
    else:
        told = _polars(given, ("state", "gdp"), "gdp").drop_nulls("gdp")
    ids = [states.resolve(state) for state in told["state"]]
    return told.select(
        state=pl.Series(ids, dtype=pl.String),
        gdp=pl.col("gdp").cast(pl.Float64),
        gdp_year=pl.lit(year, pl.Int64),
    )


def _polars(given: Any, columns: tuple[str, ...], what: str) -> pl.DataFrame:
    """Return the columns of any eager frame as Polars, or refuse what lacks one."""
    frame: Any = nw.from_native(given, eager_only=True, pass_through=True)
    if not isinstance(frame, nw.DataFrame):
        raise UsageError(
            f"`{what}` must be a frame with the columns {', '.join(columns)}, not {type(given).__name__}."
        )
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise UsageError(f"`{what}` must have the column {missing[0]!r}.")
    return frame.select(*columns).to_polars()
