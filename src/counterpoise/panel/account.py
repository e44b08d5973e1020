"""What came in with a file: said at the end of `add`, kept in the manifest, shown again by `sources`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.panel.comparison import Compared
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Doubt

LARGEST: Final = 5
TOTALS: Final = {"destination": "imports", "origin": "exports"}
"""The state's own total of goods, by the side on which it stands."""
SOURCES_OF_TOTALS: Final = ("imf_dots_totals", "cow_trade_national")


def made(
    store: Store,
    new: pl.DataFrame,
    *,
    files: Sequence[str],
    rows: int,
    compared: Sequence[Compared],
    doubts: Sequence[Doubt],
    notes: Sequence[str],
) -> dict[str, Any]:
    """Return an account of a reading as plain data; `new` is what `comparison.summed` gives."""
    states = pl.concat([new["one"], new.filter(~_numbered(new))["two"]]).unique()
    known = states.filter(states.str.contains(r"^[A-Z]{3}$"))
    return {
        "files": list(files),
        "rows": rows,
        "years": [new["year"].min(), new["year"].max()],
        "states": known.len(),
        "compared": [asdict(one) for one in compared],
        "doubts": [doubt.words for doubt in doubts],
        "accepted": [doubt.words for doubt in doubts if doubt.grave],
        "totals": _totals(store, new),
        "set_aside": list(notes),
    }


def _numbered(new: pl.DataFrame) -> pl.Series:
    return new["two"].str.contains(r"^\d*$")


def _totals(store: Store, new: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the sums of the five largest states in the last year, beside their own totals of it."""
    found: list[dict[str, Any]] = []
    if new.is_empty() or _numbered(new).all():
        return found
    indicator = str(new["indicator"].min())  # rows come in no order
    for side, own in TOTALS.items():
        some = new.filter(
            pl.col("indicator") == indicator,
            pl.col("told_by").is_in([side, "reconciled", "compiled"]),
        )
        if some.is_empty() or (side == "origin" and indicator != "goods"):
            continue
        held = _own(store, own) if indicator == "goods" else _NONE
        found += _largest(some, side, indicator, held)
    return found


def _largest(
    some: pl.DataFrame, side: str, indicator: str, held: pl.DataFrame
) -> list[dict[str, Any]]:
    shared = set(some["year"].to_list()) & set(held["year"].to_list())
    year = max(shared) if shared else some["year"].max()
    state = "two" if side == "destination" else "one"
    sums = some.filter(pl.col("year") == year).group_by(state=state).agg(sum=pl.col("value").sum())
    beside = sums.join(held.filter(pl.col("year") == year), on="state", how="left")
    unit = schema.INDICATORS[indicator].unit if indicator in schema.INDICATORS else ""
    return [
        {
            "state": row["state"], "year": year, "side": side, "indicator": indicator,
            "unit": unit, "sum": row["sum"], "total": row["total"], "source": row["source"],
        }
        for row in beside.sort("sum", "state", descending=[True, False]).head(LARGEST).to_dicts()
    ]  # fmt: skip


_NONE: Final = pl.DataFrame(
    schema={"state": pl.String, "year": pl.Int32, "total": pl.Float64, "source": pl.String}
)


def _own(store: Store, indicator: str) -> pl.DataFrame:
    """Return the totals of states that are held; of two sources the first that tells of a year."""
    held = [
        held.scan()
        .filter(pl.col("indicator") == indicator)
        .select("state", pl.col("year").cast(pl.Int32), total="value", source=pl.lit(held.source))
        .collect()
        for source in SOURCES_OF_TOTALS
        for held in store.releases(source)
    ]
    return pl.concat([_NONE, *held]).unique(["state", "year"], keep="first", maintain_order=True)
