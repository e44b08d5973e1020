"""Stores filled by hand: rows of any source, with the coverage that its reader would declare."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from counterpoise import schema, sources
from counterpoise.panel.store import Draft, Holding, Store, write_draft
from counterpoise.snapshots.source import Covered

Tie = tuple[str, str, int, float | None]
"""Origin, destination, year, value; None where it is not covered."""


def ties(indicator: str, rows: Sequence[Tie], **more: str) -> pl.DataFrame:
    """Return panel rows without source and vintage."""
    return pl.DataFrame(
        [
            {"origin": o, "destination": d, "year": y, "value": v, "indicator": indicator, **more}
            for o, d, y, v in rows
        ],
        schema_overrides={"value": pl.Float64, "year": pl.Int16},
    )


def keep(
    folder: Path,
    source: str,
    vintage: str,
    rows: pl.DataFrame,
    coverage: Sequence[Covered],
    *,
    excerpt: str = "",
    part: str = "all",
) -> Holding:
    """Put rows into a store's folder as a source's release, or as a part of it."""
    card = sources.module(source).SOURCE
    table = schema.TABLES[card.table]
    indicator = pl.col("indicator")
    filled: dict[str, Any] = {
        "item": "all", "told_by": card.told_by, "channel": "", "unit": "",
        "status": None, "source": source, "vintage": vintage,
    }  # fmt: skip
    rows = rows.with_columns(
        pl.lit(value, pl.String).alias(name)
        for name, value in filled.items()
        if name in table.schema and name not in rows.columns
    ).with_columns(
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .otherwise(pl.lit(schema.REPORTED)),
        unit=indicator.replace_strict({k: v.unit for k, v in schema.INDICATORS.items()}),
    )
    rows = rows.select(pl.col(name).cast(kind) for name, kind in table.schema.items())
    store = Store((folder,))
    with store.drafting() as drafts:
        draft = Draft(part, write_draft(rows, drafts), (), tuple(coverage), ())
        return store.keep(source, vintage, card.table, [draft], excerpt=excerpt)
