"""Write the evidence that travels with the package: our own tables, within the publishers' terms.

``evidence/contents.toml`` says what goes in: a source, from which year, and, where a publisher lets
only a part be reproduced, for which states; of trade by product, of which baskets. A source whose card
says "no" is refused, and so is an excerpt of `LARGEST_EXCERPT` of the rows held or more.
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
from counterpoise.printable import number_of, whole_percent
from counterpoise.reference import products
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
    baskets: tuple[str, ...] = ()
    together: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        """The codes of the baskets wanted, in the edition that the vintage names; none for all."""
        edition = products.edition_of(self.vintage)
        codes = (code for name in self.baskets for code in products.codes(name, edition=edition))
        return tuple(dict.fromkeys(codes))


def contents(path: Path) -> list[Wanted]:
    """Return what ``contents.toml`` asks for."""
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text())["embed"]
    lists = ("states", "baskets")
    return [
        Wanted(**{**entry, **{name: tuple(entry.get(name, ())) for name in lists}})
        for entry in entries
    ]


def embed(store: Store, wanted: Sequence[Wanted], *, into: Path) -> list[Holding]:
    """Write an evidence folder from what the store holds, and return its holdings.

    Raises
    ------
    StoreError
        If a source may not be embedded, or an excerpt would be too large a part of it.
    """
    held = [(want, store.holding(want.source, want.vintage)) for want in wanted]
    return [_embed(each, replace(want, vintage=each.vintage), into) for want, each in held]


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
        drafts = [_as_one(drafts, folder)] if want.together else drafts
        kept = sum(
            pl.scan_parquet(draft.file, glob=False).select(pl.len()).collect().item()
            for draft in drafts
        )
        if ships == "excerpt" and kept >= LARGEST_EXCERPT * held.rows:
            raise StoreError(
                f"An excerpt must stay under {whole_percent(LARGEST_EXCERPT)} of the rows,"
                f" not {whole_percent(kept / held.rows)}.",
                where=f"source {held.source!r}: {kept:,} of {number_of(held.rows, 'row')}",
                attempt="name fewer states in evidence/contents.toml",
            )
        side = want.side if held.table == "panel" else "state"
        excerpt = f"{side} one of {', '.join(want.states)}" if want.states else ""
        if want.baskets:
            excerpt = f"the products of {', '.join(map(products.title, want.baskets))}"
        return out.keep(held.source, held.vintage, held.table, drafts, excerpt=excerpt, anew=True)


def _cut(held: Holding, part: Part, want: Wanted, folder: Path) -> Draft:
    """Write the part's rows that are wanted, and what they still cover, as a draft."""
    rows = pl.read_parquet(held.folder / held.source / part.file, glob=False)
    if want.states:
        side = "state" if "state" in rows.columns else want.side
        rows = rows.filter(pl.col(side).is_in(want.states))
    if want.first and "year" in rows.columns:
        rows = rows.filter(pl.col("year") >= want.first)
    if want.items:
        rows = rows.filter(pl.col("item").is_in(want.items))
    spans = [_from(covered, want.first) for covered in part.coverage if covered.last >= want.first]
    if want.items:
        spans = [replace(each, items=_of_those(each.items, want.items)) for each in spans]
        spans = [each for each in spans if each.items]
    if want.states:
        alone = held.table != "panel"
        spans = coverage.restricted(
            spans, side="either" if alone else want.side, states=want.states
        )
    return Draft(part.part, write_draft(rows, folder), part.inputs, tuple(spans), part.notes)


def _of_those(items: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the items wanted that are covered; none named covers all."""
    return tuple(one for one in wanted if not items or one in items)


def _as_one(drafts: Sequence[Draft], folder: Path) -> Draft:
    """Return the parts of a release as one, so that a reader opens one file and not thirty."""
    rows = pl.concat(pl.read_parquet(draft.file, glob=False) for draft in drafts)
    inputs, notes = (
        tuple(dict.fromkeys(each for draft in drafts for each in getattr(draft, name)))
        for name in ("inputs", "notes")
    )
    spans = coverage.joined([each for draft in drafts for each in draft.coverage])
    return Draft("all", write_draft(rows, folder), inputs, tuple(spans), notes)


def _from(covered: Covered, first: int) -> Covered:
    return replace(covered, first=max(covered.first, first))
