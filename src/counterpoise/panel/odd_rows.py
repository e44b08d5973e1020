"""Odd rows that are no reason to refuse a file: set aside, or added up, and always counted.

* A row that ties an entity to itself (exporter and importer alike, or a residual with itself) says
  nothing of partners: it is set aside.
* Two codes of one state in one year (Sudan's 729 and 736, West Germany's 276 and 280) are two rows of
  one key: they are added up, and the note names both codes.

A row that stands twice under the same codes is something else (a file pasted together), and the check
for uniqueness refuses it. A reader says which codes stood in the file by columns that end in `_code`.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from counterpoise import schema

CODE = "_code"
RESIDUAL = "residual:"
SHOWN = 5


def settled(rows: pl.DataFrame, *, table: str) -> tuple[pl.DataFrame, list[str]]:
    """Return the rows without odd ones, and what became of those in words."""
    apart, told = _without_selves(rows)
    once, added = _added_up(apart, [name for name in schema.TABLES[table].key if name in rows])
    return once, [*told, *added]


def _without_selves(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    if not {"origin", "destination"} <= set(rows.columns):
        return rows, []
    same = pl.col("origin") == pl.col("destination")
    selves = rows.filter(same)
    if selves.is_empty():
        return rows, []
    names = selves["origin"].unique().sort()
    shown = ", ".join(names.head(SHOWN)) + (", …" if names.len() > SHOWN else "")
    residual = selves["origin"].str.starts_with(RESIDUAL).sum()
    among = f" ({residual:,} of a residual)" if residual else ""
    note = f"{selves.height:,} rows that tie an entity to itself set aside{among}: {shown}"
    return rows.filter(~same), [note]


def _added_up(rows: pl.DataFrame, key: Sequence[str]) -> tuple[pl.DataFrame, list[str]]:
    codes = [name for name in rows.columns if name.endswith(CODE)]
    two = [name for name in codes if not _two_codes(rows, name).is_empty()]
    if not two:
        return rows, []
    many = rows.select(pl.struct(key).is_duplicated()).to_series()
    alike, rest = rows.filter(many), rows.filter(~many)
    # Rows under the same codes are doubled, not added up: they stay, and are refused as such.
    apart = (~pl.struct(*key, *codes).is_duplicated()).all().over(key)
    mended, doubled = alike.filter(apart), alike.filter(~apart)
    if mended.is_empty():
        return rows, []
    summed = mended.group_by(key, maintain_order=True).agg(
        *(pl.col(name).first() for name in rows.columns if name not in (*key, "value", "status")),
        value=pl.when(pl.col("value").is_not_null().any()).then(pl.col("value").sum()),
        status=_status(),
    )
    return pl.concat([rest, doubled, summed.select(rows.columns)]), [_note(mended, summed, two)]


def _two_codes(rows: pl.DataFrame, code: str) -> pl.DataFrame:
    """Return the entities that stand under two codes in one year, with the codes."""
    side = code.removesuffix(CODE)
    return (
        rows.select(side, "year", code)
        .unique()
        .group_by(side, "year")
        .agg(pl.col(code).sort())
        .filter(pl.col(code).list.len() > 1)
    )


def _status() -> pl.Expr:
    """Return the status of a sum: imputed if any figure in it is, unknown only if all are."""
    return (
        pl.when((pl.col("status") == schema.IMPUTED).any())
        .then(pl.lit(schema.IMPUTED))
        .when((pl.col("status") == schema.REPORTED).any())
        .then(pl.lit(schema.REPORTED))
        .otherwise(pl.lit(schema.NOT_COVERED))
    )


def _note(mended: pl.DataFrame, summed: pl.DataFrame, codes: Sequence[str]) -> str:
    pairs = pl.concat(
        _two_codes(mended, code).select(
            entity=pl.col(code.removesuffix(CODE)), codes=pl.col(code).cast(pl.List(pl.String))
        )
        for code in codes
    )
    told = [
        f"{entity} ({' and '.join(both)})" for entity, both in pairs.unique().sort(pl.all()).rows()
    ]
    shown = ", ".join(told[:SHOWN]) + (", …" if len(told) > SHOWN else "")
    unknown = mended.filter(pl.col("value").is_null()).height
    silent = f", {unknown:,} of them without a figure" if unknown else ""
    return (
        f"two codes of one state in one year: {mended.height:,} rows{silent} added up to"
        f" {summed.height:,}: {shown}"
    )
