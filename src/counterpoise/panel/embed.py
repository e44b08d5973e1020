"""Write the evidence that travels with the package: our own tables, within the publishers' terms.

``evidence/contents.toml`` says what goes in: a source, from which year, and, where a publisher lets
only a part be reproduced, for which states. A source whose card says "no" is refused, and so is an
excerpt of `LARGEST_EXCERPT` of the rows held or more.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise.errors import StoreError
from counterpoise.panel import coverage
from counterpoise.panel.store import Draft, Holding, Part, Store, write_draft
from counterpoise.snapshots.source import Covered, Side

LARGEST_EXCERPT: Final = 0.10


@dataclass(frozen=True)
class Wanted:
    """What of one source goes into the embedded evidence."""

    source: str
    vintage: str = ""
    first: int = 0
    states: tuple[str, ...] = ()
    side: Side = "destination"


def contents(path: Path) -> list[Wanted]:
    """Return what ``contents.toml`` asks for."""
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text())["embed"]
    return [Wanted(**{**entry, "states": tuple(entry.get("states", ()))}) for entry in entries]


def embed(store: Store, wanted: Sequence[Wanted], *, into: Path) -> list[Holding]:
    """Write an evidence folder from what the store holds, and return its holdings.

    Raises
    ------
    StoreError
        If a source may not be embedded, or an excerpt would be too large a part of it.
    """
    return [_embed(store.holding(want.source, want.vintage), want, into) for want in wanted]


def _embed(held: Holding, want: Wanted, into: Path) -> Holding:
    ships = held.card.ships
    if ships == "no" or (ships == "excerpt" and not want.states):
        raise StoreError(
            f"{held.card.title} must not be embedded {'at all' if ships == 'no' else 'whole'}.",
            where=f"source {held.source!r}, terms: {held.card.terms}",
            attempt="take it out of evidence/contents.toml, or name the states of an excerpt",
        )
    out = Store((into,))
    with out.drafting() as folder:
        drafts = [_cut(held, part, want, folder) for part in held.parts]
        kept = sum(
            pl.scan_parquet(draft.file, glob=False).select(pl.len()).collect().item()
            for draft in drafts
        )
        if ships == "excerpt" and kept >= LARGEST_EXCERPT * held.rows:
            raise StoreError(
                f"An excerpt must stay under {LARGEST_EXCERPT:.0%} of the rows,"
                f" not {kept / held.rows:.1%}.",
                where=f"source {held.source!r}: {kept:,} of {held.rows:,} rows",
                attempt="name fewer states in evidence/contents.toml",
            )
        side = want.side if held.table == "panel" else "state"
        excerpt = f"{side} one of {', '.join(want.states)}" if want.states else ""
        return out.keep(held.source, held.vintage, held.table, drafts, excerpt=excerpt, anew=True)


def _cut(held: Holding, part: Part, want: Wanted, folder: Path) -> Draft:
    """Write the part's rows that are wanted, and what they still cover, as a draft."""
    rows = pl.read_parquet(held.folder / held.source / part.file, glob=False)
    if want.states:
        side = "state" if "state" in rows.columns else want.side
        rows = rows.filter(pl.col(side).is_in(want.states))
    if want.first and "year" in rows.columns:
        rows = rows.filter(pl.col("year") >= want.first)
    spans = [_from(covered, want.first) for covered in part.coverage if covered.last >= want.first]
    if want.states:
        alone = held.table != "panel"
        spans = coverage.restricted(
            spans, side="either" if alone else want.side, states=want.states
        )
    return Draft(part.part, write_draft(rows, folder), part.inputs, tuple(spans), part.notes)


def _from(covered: Covered, first: int) -> Covered:
    return replace(covered, first=max(covered.first, first))
