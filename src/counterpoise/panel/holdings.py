"""A holding: one vintage of one source as it lies in a folder, and the parts that it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from counterpoise import schema, sources
from counterpoise.snapshots.source import FILLED, Covered, Source


@dataclass(frozen=True)
class Part:
    """One file of a holding: its rows, what they were read from, and whom they cover.

    Parameters
    ----------
    size : int
        Bytes of the file; -1 where an older version did not write it down.
    sha256 : str
        Of the file, or what its name holds of it.
    """

    part: str
    file: str
    rows: int
    first: int
    last: int
    inputs: tuple[tuple[str, str], ...]
    coverage: tuple[Covered, ...]
    notes: tuple[str, ...]
    size: int = -1
    sha256: str = ""


@dataclass(frozen=True)
class Holding:
    """One vintage of one source as it lies in one folder.

    Parameters
    ----------
    excerpt : str
        "" if the holding is whole, else what was left out, in words.
    embedded : bool
        True if it travels with the package.
    beneath : Holding or None
        The same release in a folder behind, which this one adds to; see `Store.releases`.
    account : dict or None
        What was said when its files came in (`account.Account`), as plain data.
    seal : str
        The seal of its manifest; "" where an older version wrote none.
    """

    source: str
    vintage: str
    table: str
    added: str
    excerpt: str
    parts: tuple[Part, ...]
    folder: Path
    embedded: bool = False
    beneath: Holding | None = None
    account: dict[str, Any] | None = field(default=None, compare=False)
    seal: str = field(default="", compare=False)

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.all_parts)

    @property
    def years(self) -> tuple[int, int]:
        parts = self.all_parts
        return min(part.first for part in parts), max(part.last for part in parts)

    @property
    def covered_years(self) -> tuple[int, int]:
        """The years of its rows, on to the last that it covers: none may have passed any more."""
        first, last = self.years
        ends = (each.last for each in self.coverage if each.last < schema.FAR_YEAR)
        return first, max(last, *ends, last)

    @cached_property
    def coverage(self) -> tuple[Covered, ...]:
        return tuple(covered for part in self.all_parts for covered in part.coverage)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(note for part in self.all_parts for note in part.notes))

    @cached_property
    def all_parts(self) -> tuple[Part, ...]:
        """Its own parts, and those of the same release that lie behind it."""
        return (*self.parts, *(self.beneath.all_parts if self.beneath else ()))

    @property
    def filled(self) -> tuple[Part, ...]:
        """The parts that hold what the release lacks, from another; each says so in its notes."""
        return tuple(part for part in self.parts if part.part.startswith(FILLED))

    @property
    def card(self) -> Source:
        """The card of the source."""
        return sources.module(self.source).SOURCE

    def lacks(self, what: str) -> str:
        """Return that it does not cover something: as the publisher's gap, or as that of our excerpt.

        What an excerpt leaves out, the publisher may well cover: then the words say how to add it.
        """
        if all(covered.items for covered in self.coverage):
            return (
                f"of {self.card.title} a part of the products is held, which is not all that passes"
            )
        if not self.excerpt:
            return f"{self.card.title} does not cover {what}"
        return (
            f"the excerpt held of {self.card.title} does not hold {what}"
            f" (to add the publisher's file: counterpoise add {self.source} FILE)"
        )

    @cached_property
    def estimated(self) -> bool:
        """Whether no figure of it is marked as reported: part of them are estimates, and which is lost."""
        if self.table != "panel" or not self.rows:
            return False
        reported = self.scan().filter(pl.col("status") == schema.REPORTED).head(1)
        return reported.collect().is_empty()

    def scan(self) -> pl.LazyFrame:
        """Return the holding's rows, unread until they are asked for.

        Rows of the same release that lie behind it come along, but for those of the same key.
        """
        parts = [self.folder / self.source / part.file for part in self.parts]
        read = [as_today(pl.scan_parquet(part, glob=False), self.source) for part in parts]
        own = pl.concat(read) if len(read) > 1 else read[0]
        if self.beneath is None:
            return own
        key = list(schema.TABLES[self.table].key)
        return pl.concat([own, self.beneath.scan().join(own, on=key, how="anti")])


def as_today(rows: pl.LazyFrame, source: str) -> pl.LazyFrame:
    """Return stored rows with the columns of today; older ones do not say who tells of a tie."""
    held = rows.collect_schema().names()
    if "origin" not in held or "told_by" in held:
        return rows
    told = pl.lit(sources.module(source).SOURCE.told_by).alias("told_by")
    return rows.with_columns(told).select(list(schema.PANEL))
