"""Releases too large to be held at once: written, and merged with what is held, block by block.

Rows lie in the order of year, importer, product and exporter, whole dollars as integers, and their
totals (`panel.totals`) beside them. A block is some importers; rows of one key are in one block. So
what is taken at once does not grow with the release: some 400,000 rows, of which a year has millions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.panel import coverage, totals
from counterpoise.panel.drafts import Draft, joined, new_path, on_disk, write_draft
from counterpoise.panel.holdings import Part, as_today

ORDER: Final = ("year", "destination", "item", "origin", "told_by")
TOGETHER: Final = 400_000
"""Rows from which a block is full."""
PACKED: Final[Any] = {
    "compression": "zstd", "compression_level": 3, "statistics": True, "row_group_size": 120_000,
}  # fmt: skip
"""A group of rows is some importers of a year, which others' questions pass over. Packed tighter (9) a
file is 8 % smaller, and takes half as long again."""


@dataclass(frozen=True)
class Written:
    """The drafts of a reading: its rows, and of a large one its totals."""

    rows: Path
    totals: Path | None
    sold: Path | None
    added: pl.DataFrame
    """The totals; empty where there are none."""


def write(blocks: Iterator[pl.DataFrame], folder: Path) -> Written:
    """Write blocks, which come in the order of importers, as one draft with its totals beside it.

    Each is put down at once and all are then packed as a stream: no more than one is in memory.
    """
    paths: list[Path] = []
    added: list[pl.DataFrame] = []
    for block in blocks:
        paths.append(new_path(folder))
        added.append(totals.added_up(block))
        whole = block.sort(ORDER).with_columns(pl.col("value").cast(pl.Int64))
        with on_disk(folder.parent):
            whole.write_parquet(paths[-1], compression="lz4", statistics=False)
    path = new_path(folder)
    with on_disk(folder.parent):
        if paths:
            rows = pl.scan_parquet(paths, glob=False)
            rows.sink_parquet(path, **PACKED)
    for each in paths:
        each.unlink()
    together = pl.concat(added)
    return Written(path, write_draft(together, folder), _sold(path, folder), together)


def _sold(rows: Path, folder: Path) -> Path:
    """Write what each state sells of each product, out of rows that are written."""
    path = new_path(folder)
    with on_disk(folder.parent):
        sums = totals.sold(pl.scan_parquet(rows, glob=False)).collect(engine="streaming")
        sums.write_parquet(path, **PACKED)
    return path


def merged(draft: Draft, old: Part, folder: Path, table: str) -> Draft:
    """Return a large draft with the rows of the held part of its name that it does not cover."""
    if _replaces(draft, old, folder):
        return draft
    both = _Together(draft, folder / old.file, list(schema.TABLES[table].key))
    written = write(both.blocks(), draft.file.parent)
    if not both.kept:
        return draft
    return Draft(draft.part, written.rows, *joined(old, draft), written.totals, written.sold)


def _replaces(draft: Draft, old: Part, folder: Path) -> bool:
    """Return whether nothing of the held part stays: told by its totals where these are enough."""
    if old.totals is None or any(each.items for each in draft.coverage):
        return False
    rows = pl.read_parquet(folder / old.totals.file, glob=False)
    return bool(coverage.inside(rows, draft.coverage).all())


class _Together:
    """The rows of a draft with those of a held part that it does not contradict, which are counted."""

    def __init__(self, draft: Draft, held: Path, key: Sequence[str]) -> None:
        self.draft, self.held, self.key, self.kept = draft, held, key, 0

    def blocks(self) -> Iterator[pl.DataFrame]:
        """Yield the rows of both, some importers at a time."""
        new, old = (_scanned(path, self.held.parent.name) for path in (self.draft.file, self.held))
        both = pl.concat([new.select("destination"), old.select("destination")])
        sizes = both.group_by("destination").len().sort("destination").collect()
        for importers in _some(sizes):
            here = pl.col("destination").is_in(importers)
            rows, before = new.filter(here).collect(), old.filter(here).collect()
            before = before.filter(~coverage.inside(before, self.draft.coverage))
            before = before.join(rows, on=self.key, how="anti", nulls_equal=True)
            self.kept += before.height
            yield pl.concat([before, rows])


def _scanned(path: Path, source: str) -> pl.LazyFrame:
    return as_today(pl.scan_parquet(path, glob=False), source)


def _some(sizes: pl.DataFrame) -> Iterator[list[str]]:
    """Yield importers (`destination`, `len`) until they have enough rows together."""
    group, size = [], 0
    for importer, rows in sizes.rows():
        group.append(importer)
        size += rows
        if size >= TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group
