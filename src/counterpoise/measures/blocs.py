"""Several states counted as one partner, as long as they are members."""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.measures import frames

PREFIX: Final = "bloc:"


def as_one_partner(
    panel: IntoFrameT, membership: Any, *, bloc: str, over: str = "origin"
) -> IntoFrameT:
    """Return panel rows in which the members of a bloc bear one name, `bloc:<name>`.

    Whether the European Union is one partner or 27 moves the number of effective partners greatly,
    so it is a choice that is made in sight, before shares are formed.

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows.
    membership : frame of the same kind
        Who was a member when: columns `state`, `year`. Other columns are not read.
    bloc : str
        The bloc's name; partners become "bloc:EU" for "EU".
    over : str
        The side on which members become one partner.

    Returns
    -------
    frame of the kind given
        The same rows and columns, in no order, `over` renamed in rows of members in the year of the
        row. The rows of several members are not added up here: every measure adds them.

    Zeros and missing values
    ------------------------
    Nothing is added or dropped. A member that is not covered stays a null row, now of the bloc, so
    that a bloc's value may be a lower bound: see `unknown` in `shares`. The state studied is not
    treated apart: Germany's imports from other members are imports from "bloc:EU".

    Raises
    ------
    MeasureError
        If `membership` is of another kind of frame, or a column is missing.

    References
    ----------
    None: a relabelling.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"origin": ["DEU", "GBR"], "destination": ["VNM", "VNM"],
    ...     "year": [2021, 2021], "value": [3.0, 1.0]})
    >>> eu = pl.DataFrame({"state": ["DEU", "GBR"], "year": [2021, 2019]})
    >>> as_one_partner(rows, eu, bloc="EU")["origin"].sort().to_list()
    ['GBR', 'bloc:EU']
    """
    frame = frames.opened(panel, over, "year")
    columns = frame.collect_schema().names()
    members = frames.alike(membership, frame, "state", "year").select(
        nw.col("state").alias(over),
        nw.col("year").cast(nw.Int64).alias("_year"),
        nw.lit(PREFIX + bloc.removeprefix(PREFIX)).alias("_bloc"),
    )
    joined = frame.with_columns(nw.col("year").cast(nw.Int64).alias("_year")).join(
        members.unique(), on=[over, "_year"], how="left"
    )
    member = ~nw.col("_bloc").is_null()
    name = nw.when(member).then(nw.col("_bloc")).otherwise(nw.col(over))
    return frames.native(joined.with_columns(name.alias(over)).select(*columns), panel)
