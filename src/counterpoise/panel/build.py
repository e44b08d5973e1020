"""From a publisher's files to the store: read, correct, check, keep; all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from counterpoise import schema, sources
from counterpoise.errors import SilentError, SourceError, UsageError
from counterpoise.panel import (
    account,
    checks,
    comparison,
    corrections,
    large,
    odd_rows,
    references,
    same_years,
)
from counterpoise.panel.store import Draft, Holding, Store, require_vintage, write_draft
from counterpoise.printable import escaped, number_of, seen
from counterpoise.snapshots import files
from counterpoise.snapshots.source import Blocks, Covered, Doubt, Reading, Source

Report = Callable[[str], None]


def add(
    store: Store,
    source: str,
    paths: Sequence[Path],
    *,
    vintage: str = "",
    otherwise: str = "",
    accept_changes: bool = False,
    only: Sequence[str] = (),
    report: Report = lambda step: None,
) -> Holding:
    """Read the publisher's files of one source into the store.

    Parameters
    ----------
    store : Store
        Its first folder is written to.
    source : str
        The id of a source.
    paths : sequence of Path
        All files of one release that the layout needs; plain, ``.gz`` or ``.zip``.
    vintage : str
        The release, under whatever name the files give it.
    otherwise : str
        The release, where the files do not say it themselves.
    accept_changes : bool
        True keeps a file that differs from what is held by more than releases do.
    only : sequence of str
        Of events, the states whose ties are kept; none for everybody's.
    report : callable
        Told in a few words what is being done.

    Raises
    ------
    SourceError, UnknownNameError, CorrectionError
        If anything in the files can't be used, or (`SilentError`) nothing is told of the states wanted
        and nothing is held; the store is then as it was. Beside what is held, a month that tells nothing
        of them is kept without rows: covered, and silent.
    """
    card = sources.module(source).SOURCE
    for path in paths:
        files.require_file(path, source=source)
    report(f"reading {card.title}")
    # A name that is not UTF-8 could be written nowhere: it is kept as messages show it.
    inputs = tuple((escaped(path.name), _digest(path)) for path in paths)
    drafts, releases, known = [], set(), _Known()
    # One piece at a time is in memory; none is in the store before the last is checked.
    with store.drafting() as folder:
        for piece in _pieces(card, paths, (vintage, otherwise), report, only):
            written = piece.written(folder)
            notes = tuple(seen(note) for note in piece.notes)
            said = tuple(piece.reading.coverage)
            made = Draft(piece.reading.part, written.rows, inputs, said, notes)
            drafts.append(replace(made, totals=written.totals, sold=written.sold))
            releases.add(piece.release)
            known.add(piece, notes)
        if not drafts or not (known.rows or store.releases(card.id)):
            raise SilentError.of(only, source=card.id)
        if len(releases) > 1:
            raise UsageError(
                "The files must be of one vintage.",
                where=f"source {source!r}: found {', '.join(sorted(releases))}",
                attempt="add them one release at a time",
            )
        release = releases.pop()
        require_vintage(release, source)
        report("comparing with what is held")
        told = _compared(store, card, release, known, inputs, accept_changes=accept_changes)
        report("writing")
        return store.keep(source, release, card.table, drafts, account=told)


class _Known:
    """What is remembered of each piece once its rows are on disk."""

    def __init__(self) -> None:
        self.sums: list[pl.DataFrame] = []
        self.coverage: list[Covered] = []
        self.notes: list[str] = []
        self.doubts: list[Doubt] = []
        self.rows = 0

    def add(self, piece: _Piece, notes: Sequence[str]) -> None:
        self.sums += piece.sums
        self.coverage += piece.reading.coverage
        self.notes += notes
        self.doubts += piece.reading.doubts
        self.rows += piece.height


def _compared(
    store: Store,
    card: Source,
    release: str,
    known: _Known,
    inputs: Sequence[tuple[str, str]],
    *,
    accept_changes: bool,
) -> dict[str, object]:
    """Return the account of what was read, or refuse it for what a careful reader would see."""
    new = pl.concat(known.sums)
    compared, doubts = references.judged(store, card, release, new, known.coverage)
    doubts = [*dict.fromkeys(known.doubts), *doubts]
    grave = [doubt.words for doubt in doubts if doubt.grave]
    if grave and not accept_changes:
        raise SourceError(
            f"The file is not like a release: {'; '.join(grave)}.",
            where=f"source {card.id!r}, {', '.join(name for name, _ in inputs[:3])}",
            attempt="download it anew and compare; if the publisher changed so much:"
            f" counterpoise add {card.id} FILE… --accept-changes",
        )
    return account.made(
        store, new, files=[name for name, _ in inputs], rows=known.rows, compared=compared,
        doubts=doubts, notes=list(dict.fromkeys(known.notes)),
    )  # fmt: skip


class _Piece:
    """One reading on its way into the store: its rows corrected and checked, block by block.

    What is known of all rows (notes, sums, height) is known once the blocks have been gone through.
    """

    def __init__(
        self, card: Source, reading: Reading, release: str, seen: _Years, *, silent: bool = False
    ) -> None:
        self.card, self.reading, self.release = card, reading, release
        self.large = isinstance(reading.rows, Blocks)
        self.height = 0
        self.sums: list[pl.DataFrame] = []
        self.notes: tuple[str, ...] = ()
        self._seen, self._silent = seen, silent

    def blocks(self) -> Iterator[pl.DataFrame]:
        """Yield the rows as they are stored; rows of one key are in one block."""
        rows, card, reading = self.reading.rows, self.card, self.reading
        corrected = corrections.Applied(
            corrections.declared(card.id),
            source=card.id,
            # A name that the user gives a release does not mend its errors.
            vintage=reading.vintage or self.release,
            part=reading.part,
            layout=reading.layout,
        )
        odd, figures = odd_rows.Settled(card.table), same_years.Figures()
        for block in rows.each() if isinstance(rows, Blocks) else (rows,):
            block = odd.of(corrected.to(block))
            if self.large and block.is_empty():
                continue
            sources.module(card.id).check(block)
            block = complete(block, card, self.release)
            if not (self._silent and block.is_empty()):
                checks.check(block, source=card, coverage=reading.coverage)
            figures.add(block)
            self.height += block.height
            if not self.large:
                self.sums.append(comparison.summed(block))
            yield block
        if not self.height and not self._silent:
            checks.refuse_no_rows(card)
        repeated = same_years.notes(self._seen, figures.told())
        self.notes = (*reading.notes, *corrected.notes(), *odd.notes(), *repeated)
        self._seen |= figures.told()

    def written(self, folder: Path) -> large.Written:
        """Write the rows as a draft; of a large reading its totals too."""
        if self.large:
            written = large.write(self.blocks(), folder)
            self.sums.append(comparison.summed(written.added))
            self.reading = replace(self.reading, rows=written.added.clear())  # let go of the rows
            return written
        rows = pl.concat(self.blocks())
        return large.Written(write_draft(rows, folder), None, None, rows.clear())


_Years = dict[same_years.Year, int]


def _pieces(
    card: Source,
    paths: Sequence[Path],
    named: tuple[str, str],
    report: Report,
    only: Sequence[str] = (),
) -> Iterator[_Piece]:
    """Yield each piece of the release with its vintage."""
    seen: _Years = {}
    for reading in sources.module(card.id).read(paths):
        if only:
            reading = _of_states(reading, only)
            if reading.rows.height == 0:
                report(f"nothing is told of {', '.join(sorted(only))} in {reading.part}")
        release = named[0] or reading.vintage or named[1]
        if not release:
            raise UsageError(
                "The files do not say of which vintage they are.",
                where=f"source {card.id!r}",
                attempt=f"counterpoise add {card.id} FILE… --vintage 2026-03",
            )
        of = f" of {reading.part}" if reading.part != "all" else ""
        report(f"checking {number_of(reading.rows.height, 'row')}{of}")
        yield _Piece(card, reading, release, seen, silent=bool(only))
        del reading  # else two years of a large release would be held at once


def _of_states(reading: Reading, only: Sequence[str]) -> Reading:
    """Return a reading of events with the ties of some states alone, which it then covers."""
    rows = reading.rows
    assert isinstance(rows, pl.DataFrame)
    theirs = pl.any_horizontal(pl.col("origin", "destination").is_in(list(only)))
    said = [replace(each, states=tuple(sorted(only))) for each in reading.coverage]
    note = f"kept are the ties of {', '.join(sorted(only))} with all others"
    return replace(reading, rows=rows.filter(theirs), coverage=said, notes=(*reading.notes, note))


def complete(rows: pl.DataFrame, card: Source, vintage: str) -> pl.DataFrame:
    """Return a reading's rows with channel, unit, source and vintage, each undirected tie once."""
    table = schema.TABLES[card.table]
    added = {"source": pl.lit(card.id), "vintage": pl.lit(vintage)}
    if "indicator" in table.schema:
        known = schema.INDICATORS
        if "unit" not in rows.columns:  # a release may be in the dollars of another year
            added["unit"] = pl.col("indicator").replace_strict(
                {name: known[name].unit for name in card.indicators}, default=""
            )
        added["channel"] = pl.col("indicator").replace_strict(
            {name: known[name].channel for name in card.indicators}, default=""
        )
    if "told_by" in table.schema and "told_by" not in rows.columns:
        added["told_by"] = pl.lit(card.told_by)
    rows = rows.with_columns(**added)
    if table.name == "panel":
        rows = _once(rows, card)
    return rows.select(pl.col(name).cast(kind) for name, kind in table.schema.items())


def _once(rows: pl.DataFrame, card: Source) -> pl.DataFrame:
    """Return rows in which an undirected tie stands once, ``origin < destination``.

    Directed tables hold both directions: equal twins become one row, and unequal ones stay two
    rows of one key, which the check for uniqueness then refuses.
    """
    undirected = [name for name in card.indicators if not schema.INDICATORS[name].directed]
    if not undirected:
        return rows
    swap = pl.col("indicator").is_in(undirected) & (pl.col("origin") > pl.col("destination"))
    straight, mirrored = rows.filter(~swap), rows.filter(swap)
    turned = mirrored.rename({"origin": "destination", "destination": "origin"}).select(
        rows.columns
    )
    alone = turned.join(straight, on=rows.columns, how="anti", nulls_equal=True)
    return pl.concat([straight, alone])


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
