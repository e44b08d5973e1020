"""A holding: one vintage of one source as it lies in a folder, and the parts that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import schema, sources
from counterpoise.panel import totals
from counterpoise.snapshots.source import FILLED, Covered, Source


@dataclass(frozen=True)
class Beside:
    """A file beside a part by product that holds sums of it (`panel.totals`)."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Part:
    """One file of a holding: its rows, what they were read from, and whom they cover.

    Parameters
    ----------
    size : int
        Bytes of the file; -1 where an older version did not write it down.
    sha256 : str
        Of the file, or what its name holds of it.
    totals, sold : Beside or None
        Its sums over products, and over importers, of a release that is too large to be added up for
        each question.
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
    totals: Beside | None = None
    sold: Beside | None = None

    @property
    def files(self) -> tuple[Part | Beside, ...]:
        """Whatever of it lies on the disk, each with `file`, `size` and `sha256`."""
        return (self, *(one for one in (self.totals, self.sold) if one))


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
    def continued(self) -> tuple[Part, ...]:
        """The parts from another release that go on where this one ends."""
        own = [part.last for part in self.parts if part not in self.filled]
        return tuple(part for part in self.filled if own and part.first > max(own))

    @property
    def card(self) -> Source:
        """The card of the source."""
        return sources.module(self.source).SOURCE

    def lacks(self, what: str) -> str:
        """Return that it does not cover something: as the publisher's gap, or as that of our excerpt.

        What an excerpt leaves out, the publisher may well cover: then the words say how to add it.
        """
        if self.table == "events":
            return f"of {self.card.title} no files are held for {what}"
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
        statuses = self.scan().select("status")
        if statuses.head(1).collect().item() == schema.REPORTED:
            return False  # of most releases the first row says it
        return statuses.filter(pl.col("status") == schema.REPORTED).head(1).collect().is_empty()

    def scan(self) -> pl.LazyFrame:
        """Return the holding's rows, unread until they are asked for.

        Rows of the same release that lie behind it come along, but for those of the same key.
        """
        parts = [self.folder / self.source / part.file for part in self.parts]
        read = [_scanned(part, self.source) for part in parts]
        own = pl.concat(read) if len(read) > 1 else read[0]
        if self.beneath is None:
            return own
        behind, front = self.beneath.scan(), own
        if self._told_whole:  # years of a large release that need not be searched
            years = pl.col("year").is_in(self._told_whole)
            behind, front = behind.filter(~years), front.filter(~years)
        key = list(schema.TABLES[self.table].key)
        return pl.concat([own, behind.join(front, on=key, how="anti")])

    @property
    def has_totals(self) -> bool:
        """Whether the sums over products of all that it tells lie beside it."""
        return self.beneath is None and all(part.totals for part in self.parts)

    @property
    def tells_all_of_beneath(self) -> bool:
        """Whether the release behind it adds nothing."""
        return self.beneath is not None and self.beneath._years_covered <= set(self._told_whole)

    def scan_totals(self) -> pl.LazyFrame:
        """Return its sums over products as panel rows, with how many rows each is of (`totals.KNOWN`).

        What is not covered has rows of its own, as many as the release has.
        """
        found = [part.totals.file for part in self.parts if part.totals]
        read = [pl.scan_parquet(self.folder / self.source / file, glob=False) for file in found]
        return totals.as_rows(pl.concat(read))

    def scan_sold(self, years: tuple[int, int]) -> pl.LazyFrame | None:
        """Return what each sells of each product in some years (`totals.sold`); None if not kept so."""
        parts = [part for part in self.parts if part.first <= years[1] and years[0] <= part.last]
        found = [self.folder / self.source / part.sold.file for part in parts if part.sold]
        if self.beneath is not None or not found or len(found) < len(parts):
            return None
        rows = pl.scan_parquet(found, glob=False)
        return rows.filter(pl.col("year").is_between(*years))

    @cached_property
    def _years_covered(self) -> set[int]:
        return {
            year for each in self.coverage for year in range(each.first, min(each.last, FAR) + 1)
        }

    @cached_property
    def _told_whole(self) -> tuple[int, ...]:
        """The years of which the release behind can say nothing that this one does not.

        Of these it covers, with all items, everybody whom the one behind covers on that side.
        """
        if self.beneath is None or not any(part.totals for part in self.parts):
            return ()
        own = tuple(each for part in self.parts for each in part.coverage if not each.items)
        behind = self.beneath.coverage
        return tuple(
            year for year in sorted(self._years_covered)
            if all(
                set(each.states) <= _covered_in(own, year, each)
                for each in behind if each.first <= year <= each.last
            )
        )  # fmt: skip


FAR: Final = 2200
"""A year beyond all; coverage without an end goes on for ever."""


def _covered_in(own: Sequence[Covered], year: int, like: Covered) -> set[str]:
    """Return whom statements cover in a year, on the side and by the teller of another statement."""
    return {
        state
        for each in own
        if each.first <= year <= each.last
        and each.side in {like.side, "either"}
        and each.indicator in {"", like.indicator}
        and each.told_by in {"", like.told_by}
        for state in each.states
    }


@lru_cache(maxsize=1_000)
def _scanned(part: Path, source: str) -> pl.LazyFrame:
    """Return the rows of a part, of which it is looked up once which columns it has."""
    return as_today(pl.scan_parquet(part, glob=False), source)


def as_today(rows: pl.LazyFrame, source: str) -> pl.LazyFrame:
    """Return stored rows with the columns of today.

    Older ones do not say who tells of a tie, and large releases keep whole dollars as such.
    """
    held = rows.collect_schema().names()
    if "origin" not in held or {"told_by", "added"} & set(held):
        return rows.with_columns(pl.col("value").cast(pl.Float64)) if "value" in held else rows
    told = pl.lit(sources.module(source).SOURCE.told_by).alias("told_by")
    return rows.with_columns(told).select(list(schema.PANEL))
