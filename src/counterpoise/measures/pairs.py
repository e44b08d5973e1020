"""Ordered pairs of states: what each trades with each other, both ways, and with all."""

from __future__ import annotations

from typing import Any, Final, Literal

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError
from counterpoise.measures import frames

PAIR: Final = ("state", "partner", "year")
FLOWS: Final = ("exports", "imports")


def ties(
    panel: IntoFrameT, *, totals: Any = None, absent: Literal["unknown", "zero"] = "unknown"
) -> IntoFrameT:
    r"""Return what each state trades with each other, both ways, beside what it trades in all.

    .. math:: T_{ij} = X_{ij} + M_{ij}, \qquad T_i = \sum_k T_{ik}

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows of one directed indicator and source, such as goods.
    totals : frame of the same kind, or None
        The states' own totals: columns `state`, `year`, `imports`, `exports`, each state and year
        once. If given, they alone are :math:`T_i`; if not, it is the sum over partners.
    absent : {"unknown", "zero"}
        What a direction without a row means for a pair that has a row in the other: unknown, or
        zero if the source covers both states and leaves out zeros (`panel.coverage` knows).

    Returns
    -------
    frame of the kind given
        One row per ordered pair (`state`, `partner`, year) of which at least one direction has a
        row. In the unit of the rows: `exports` (state to partner), `imports`, `total`, `balance`
        (exports less imports), `state_exports`, `state_imports`, `state_total`, `partner_total`.
        `unknown`, directions of the pair not known, 0 to 2; `state_unknown` and `partner_unknown`,
        the same over all partners of either.

    Zeros and missing values
    ------------------------
    A direction with a row that is not covered is null, and so are `total` and `balance`: half a
    tie is not a tie. What is known of it still counts in the sums over partners, which are lower
    bounds where `state_unknown` is above 0. With `totals`, a state and year that they lack, or have
    null, has null totals. Unallocated trade counts in sums over partners and is no partner.

    Raises
    ------
    MeasureError
        If the rows mix indicators, sources or vintages; `absent` is neither word; or `totals` are
        of another kind of frame or have a state and year twice.

    References
    ----------
    Barbieri, K. (1996), as in the manual's page on methods.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"origin": ["CHN", "VNM"], "destination": ["VNM", "CHN"],
    ...     "year": [2014, 2014], "indicator": ["goods"] * 2, "source": ["x"] * 2, "value": [5.0, 2.0]})
    >>> ties(rows).select("state", "partner", "exports", "imports", "balance").rows()
    [('CHN', 'VNM', 5.0, 2.0, 3.0), ('VNM', 'CHN', 2.0, 5.0, -3.0)]
    """
    if absent not in ("unknown", "zero"):
        raise MeasureError(f"`absent` must be 'unknown' or 'zero', not {absent!r}.")
    flow = frames.flows(panel, of="origin", over="destination")
    pairs = _pairs(_directions(flow), absent, flow.parts)
    pairs = _with_totals(pairs, totals) if totals is not None else pairs
    nobody = frames.unallocated("state") | frames.unallocated("partner")
    whole = ("state_exports", "state_imports", "state_total", "partner_total")
    rows = (
        pairs.filter(~nobody)
        .with_columns(
            (nw.col("exports") + nw.col("imports")).alias("total"),
            (nw.col("exports") - nw.col("imports")).alias("balance"),
        )
        .select(
            *PAIR,
            *FLOWS,
            "total",
            "balance",
            *whole,
            "unknown",
            "state_unknown",
            "partner_unknown",
        )
        .sort(*PAIR)
    )
    return frames.native(rows, panel)


def state_years(table: Any, frame: frames.Frame, *columns: str, what: str) -> frames.Frame:
    """Return a table of what is said of states, each state and year once."""
    rows = frames.alike(table, frame, "state", "year", *columns)
    if "indicator" in rows.collect_schema().names():
        kinds = frames.collected(rows.select("indicator").unique())["indicator"].to_list()
        if len(kinds) > 1:
            raise MeasureError(f"{what} must be of one indicator, not {', '.join(sorted(kinds))}.")
    return frames.once(rows.select("state", "year", *columns), "state", "year", what=what)


def joined(frame: frames.Frame, table: frames.Frame, side: str, name: str) -> frames.Frame:
    """Return the pairs with the value of the state on one side, called `name`."""
    one = table.select(
        nw.col("state").alias(side),
        nw.col("year").cast(nw.Int32),
        nw.col("value").cast(nw.Float64).alias(name),
    )
    return frame.with_columns(nw.col("year").cast(nw.Int32)).join(
        one, on=[side, "year"], how="left"
    )


def _directions(flow: frames.Coded) -> frames.Frame:
    """Return, by ordered pair and year, what is known of both flows and how many rows tell of it."""
    frame = frames.decoded(flow, of="origin", over="destination")
    value, hidden = nw.col("value"), nw.col("unknown").cast(nw.Int64)
    none, zero = nw.lit(0).cast(nw.Int64), nw.lit(0.0)
    row = nw.lit(1).cast(nw.Int64)

    def side(state: str, partner: str, out: bool) -> frames.Frame:
        return frame.select(
            nw.col(state).alias("state"),
            nw.col(partner).alias("partner"),
            "year",
            (value if out else zero).alias("exports"),
            (zero if out else value).alias("imports"),
            (row if out else none).alias("exports_rows"),
            (none if out else row).alias("imports_rows"),
            (hidden if out else none).alias("exports_hidden"),
            (none if out else hidden).alias("imports_hidden"),
        )

    sides = nw.concat([side("origin", "destination", True), side("destination", "origin", False)])
    told = [f"{name}{part}" for name in FLOWS for part in ("_rows", "_hidden")]
    return frames.added(sides, *PAIR, amounts=FLOWS, parts=flow.parts, counts=told)


def _pairs(rows: frames.Frame, absent: str, parts: int) -> frames.Frame:
    """Return the pairs with unknown flows null, beside sums of what is known over all partners."""
    lost = {
        flow: (nw.col(f"{flow}_hidden") > 0)
        | ((nw.col(f"{flow}_rows") == 0) & nw.lit(absent == "unknown"))
        for flow in FLOWS
    }
    unknown = lost["exports"].cast(nw.Int64) + lost["imports"].cast(nw.Int64)
    rows = rows.with_columns(unknown.alias("unknown"))
    hidden, known = nw.col("unknown").sum(), nw.col("exports") + nw.col("imports")
    rows = frames.beside(rows, "state", "year", state_unknown=hidden)
    rows = frames.beside(rows, "partner", "year", partner_unknown=hidden)
    rows = frames.totals_beside(
        rows,
        *("state", "year"),
        parts=parts,
        state_exports="exports",
        state_imports="imports",
        state_total=known,
    )
    rows = frames.totals_beside(rows, "partner", "year", parts=parts, partner_total=known)
    return rows.with_columns(nw.when(~lost[flow]).then(nw.col(flow)).alias(flow) for flow in FLOWS)


def _with_totals(pairs: frames.Frame, totals: Any) -> frames.Frame:
    """Return the pairs with the states' own totals in place of sums over partners."""
    own = state_years(totals, pairs, *FLOWS, what="`totals`")
    summed = ("state_exports", "state_imports", "state_total", "partner_total")
    both = nw.col("exports") + nw.col("imports")
    whole = own.select("state", "year", both.alias("value"))
    pairs = pairs.drop(*summed)
    for flow in FLOWS:
        one = own.select("state", "year", nw.col(flow).alias("value"))
        pairs = joined(pairs, one, "state", f"state_{flow}")
    return joined(joined(pairs, whole, "state", "state_total"), whole, "partner", "partner_total")
