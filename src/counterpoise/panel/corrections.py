"""Known errors of a source, declared as data beside its reader and not written as code.

``<id>.corrections.toml`` beside the source holds entries of one shape::

    [[correction]]
    match  = { roll_call = 51012, state = "FRA" }   # columns and values that the rows must have
    action = "drop"                                 # or "set", with set = { vote = "yes" }
    reason = "recorded twice; the second record repeats the first"
    expect = 1                                      # rows that match in the whole release

An entry counts for its `vintages`, as the file itself says them, its `layouts` and its `parts`, where
it lists any; else it is passed over. A file that is a part of the release holds fewer of the rows, or
none: those that are there are corrected, and the note says of how many. More than `expect` fails:
rows were doubled, or it is another release, and somebody must look. (``[[miscoded]]`` entries of the
same file speak of codes and are applied by the reader: :mod:`counterpoise.snapshots.miscoded`.)
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from importlib.resources import files
from typing import Any

import polars as pl

from counterpoise import sources
from counterpoise.errors import CorrectionError


@dataclass(frozen=True)
class Correction:
    """One declared error: which rows, what to do, why, and how many rows it must find."""

    match: dict[str, Any]
    action: str
    reason: str
    expect: int
    set: dict[str, Any]
    vintages: tuple[str, ...]
    parts: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()


def declared(source: str) -> list[Correction]:
    """Return the corrections declared for a source; none if it has no such file."""
    package = sources.module(source).__package__
    if not package:  # a module of another package that stands alone
        return []
    path = files(package) / f"{source}.corrections.toml"
    if not path.is_file():
        return []
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    return [_parsed(entry, source) for entry in entries]


def apply(
    rows: pl.DataFrame,
    corrections: Sequence[Correction],
    *,
    source: str,
    vintage: str,
    part: str = "all",
    layout: str = "",
) -> tuple[pl.DataFrame, list[str]]:
    """Return the corrected rows, and one note for each correction made.

    Raises
    ------
    CorrectionError
        If an entry matches more rows than the whole release has of them.
    """
    notes = []
    for correction in corrections:
        given = ((vintage, "vintages"), (part, "parts"), (layout, "layouts"))
        if any(said not in (getattr(correction, kind) or (said,)) for said, kind in given):
            continue
        hit = reduce(
            lambda left, right: left & right,
            # A row without a value there is another row, and must not get lost.
            (
                (pl.col(column) == value).fill_null(False)
                for column, value in correction.match.items()
            ),
        )
        found = rows.filter(hit).height
        if found > correction.expect:
            raise CorrectionError(
                f"A known error of this release must be in at most {correction.expect} rows,"
                f" not {found}.",
                where=f"source {source!r}, vintage {vintage!r}, match {correction.match}",
                attempt="compare the file with the publisher's: rows were doubled, or it is a"
                " release whose errors are not known here",
            )
        if not found:
            continue
        if correction.action == "drop":
            rows = rows.filter(~hit)
        else:
            rows = rows.with_columns(
                pl.when(hit).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
                for column, value in correction.set.items()
            )
        whole = "" if found == correction.expect else f" ({correction.expect} in the whole release)"
        notes.append(f"corrected: {found} rows {correction.action}: {correction.reason}{whole}")
    return rows, notes


def _parsed(entry: dict[str, Any], source: str) -> Correction:
    """Return an entry of the file, refused unless it is whole."""
    known = {"match", "action", "reason", "expect", "set", "vintages", "parts", "layouts"}
    whole = (
        set(entry) <= known
        and entry.get("match")
        and entry.get("reason")
        and entry.get("expect", 0) > 0
        and entry.get("action") in {"drop", "set"}
        and (entry["action"] == "set") == bool(entry.get("set"))
    )
    if not whole:
        raise CorrectionError(
            "A correction must have match, action (drop, or set with a table set), reason and expect.",
            where=f"sources/{source}.corrections.toml: {entry}",
        )
    return Correction(
        match=entry["match"],
        action=entry["action"],
        reason=entry["reason"],
        expect=entry["expect"],
        set=entry.get("set", {}),
        vintages=tuple(entry.get("vintages", ())),
        parts=tuple(entry.get("parts", ())),
        layouts=tuple(entry.get("layouts", ())),
    )
