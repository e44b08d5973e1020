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
from counterpoise.printable import number_of

CODE = "_code"
RESIDUAL = "residual:"
SHOWN = 5


def settled(rows: pl.DataFrame, *, table: str) -> tuple[pl.DataFrame, list[str]]:
    """Return the rows without odd ones, and what became of those in words."""
    odd = Settled(table)
    return odd.of(rows), odd.notes()


class Settled:
    """The odd rows of one reading, settled block by block and told of together."""

    def __init__(self, table: str) -> None:
        self.key = schema.TABLES[table].key
        self.selves: list[pl.DataFrame] = []
        self.added: list[tuple[pl.DataFrame, int, list[str]]] = []

    def of(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of a block without odd ones; rows of one key must be in one block."""
        if {"origin", "destination"} <= set(rows.columns):
            same = pl.col("origin") == pl.col("destination")
            if (selves := rows.filter(same).select("origin")).height:
                self.selves.append(selves)
                rows = rows.filter(~same)
        return self._added_up(rows, [name for name in self.key if name in rows])

    def notes(self) -> list[str]:
        """Return what became of odd rows in words."""
        return [
            *([_note_of_selves(pl.concat(self.selves))] if self.selves else []),
            *([_note(self.added)] if self.added else []),
        ]

    def _added_up(self, rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
        codes = [name for name in rows.columns if name.endswith(CODE)]
        two = [name for name in codes if not _two_codes(rows, name).is_empty()]
        if not two:
            return rows
        many = rows.select(pl.struct(key).is_duplicated()).to_series()
        alike, rest = rows.filter(many), rows.filter(~many)
        # Rows under the same codes are doubled, not added up: they stay, and are refused as such.
        apart = (~pl.struct(*key, *codes).is_duplicated()).all().over(key)
        mended, doubled = alike.filter(apart), alike.filter(~apart)
        if mended.is_empty():
            return rows
        summed = mended.group_by(key, maintain_order=True).agg(
            *(
                pl.col(name).first()
                for name in rows.columns
                if name not in (*key, "value", "status")
            ),
            value=pl.when(pl.col("value").is_not_null().any()).then(pl.col("value").sum()),
            status=_status(),
        )
        self.added.append((mended, summed.height, two))
        return pl.concat([rest, doubled, summed.select(rows.columns)])


def _note_of_selves(selves: pl.DataFrame) -> str:
    names = selves["origin"].unique().sort()
    shown = ", ".join(names.head(SHOWN)) + (", …" if names.len() > SHOWN else "")
    residual = selves["origin"].str.starts_with(RESIDUAL).sum()
    among = f" ({residual:,} of a residual)" if residual else ""
    told = number_of(selves.height, "row that ties", "rows that tie")
    return f"{told} an entity to itself set aside{among}: {shown}"


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


def _note(added: Sequence[tuple[pl.DataFrame, int, list[str]]]) -> str:
    pairs = pl.concat(
        _two_codes(mended, code).select(
            entity=pl.col(code.removesuffix(CODE)), codes=pl.col(code).cast(pl.List(pl.String))
        )
        for mended, _, codes in added
        for code in codes
    )
    told = [
        f"{entity} ({' and '.join(both)})" for entity, both in pairs.unique().sort(pl.all()).rows()
    ]
    shown = ", ".join(told[:SHOWN]) + (", …" if len(told) > SHOWN else "")
    rows = sum(mended.height for mended, _, _ in added)
    unknown = sum(mended["value"].null_count() for mended, _, _ in added)
    silent = f", {unknown:,} of them without a figure" if unknown else ""
    return (
        f"two codes of one state in one year: {number_of(rows, 'row')}{silent} added up to"
        f" {sum(height for _, height, _ in added):,}: {shown}"
    )
