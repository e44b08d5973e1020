"""Known errors of a source, declared as data beside its reader and not written as code.

``<id>.corrections.toml`` beside the source holds entries of one shape::

    [[correction]]
    match  = { roll_call = 51012, state = "FRA" }   # columns and values that the rows must have
    action = "drop"                                 # or "set", with set = { vote = "yes" }
    reason = "recorded twice; the second record repeats the first"
    expect = 1                                      # rows that must match

An entry that matches another number of rows than it expects fails: the publisher has mended the
file, or broken it anew, and either way somebody must look. An entry whose `vintages` list does not
name the vintage in hand, or whose `parts` list does not name the part of it, is passed over.
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


def declared(source: str) -> list[Correction]:
    """Return the corrections declared for a source; none if it has no such file."""
    path = files(sources.module(source).__package__) / f"{source}.corrections.toml"
    if not path.is_file():
        return []
    return [_parsed(entry, source) for entry in tomllib.loads(path.read_text())["correction"]]


def apply(
    rows: pl.DataFrame,
    corrections: Sequence[Correction],
    *,
    source: str,
    vintage: str,
    part: str = "all",
) -> tuple[pl.DataFrame, list[str]]:
    """Return the corrected rows, and one note for each correction made.

    Raises
    ------
    CorrectionError
        If an entry does not match as many rows as it expects.
    """
    notes = []
    for correction in corrections:
        if vintage not in (correction.vintages or (vintage,)):
            continue
        if part not in (correction.parts or (part,)):
            continue
        hit = reduce(
            lambda left, right: left & right,
            (pl.col(column) == value for column, value in correction.match.items()),
        )
        found = rows.filter(hit).height
        if found != correction.expect:
            raise CorrectionError(
                f"A declared correction must match {correction.expect} rows, not {found}.",
                where=f"source {source!r}, vintage {vintage!r}, match {correction.match}",
                attempt=f"look at the rows and mend sources/{source}.corrections.toml",
            )
        if correction.action == "drop":
            rows = rows.filter(~hit)
        else:
            rows = rows.with_columns(
                pl.when(hit).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
                for column, value in correction.set.items()
            )
        notes.append(f"corrected: {found} rows {correction.action}: {correction.reason}")
    return rows, notes


def _parsed(entry: dict[str, Any], source: str) -> Correction:
    """Return an entry of the file, refused unless it is whole."""
    known = {"match", "action", "reason", "expect", "set", "vintages", "parts"}
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
    )
