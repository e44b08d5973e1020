"""Known errors of a source, declared as data beside its reader and not written as code.

``<id>.corrections.toml`` beside the source holds entries of one shape::

    [[correction]]
    match  = { roll_call = 51012, state = "FRA" }   # columns and values that the rows must have
    years  = [1968, 1974]                           # if given, both included
    action = "drop"                                 # or "set", with set = { vote = "yes" }; or "not covered"
    reason = "recorded twice; the second record repeats the first"
    expect = 1                                      # rows that match in the whole release

"not covered" takes the value away and leaves the row: something passed, and nobody can tell how much.
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
from importlib.resources import files
from typing import Any, Final

import polars as pl

from counterpoise import schema, sources
from counterpoise.errors import CorrectionError

UNKNOWN: Final = {"value": None, "status": schema.NOT_COVERED}


@dataclass(frozen=True)
class Correction:
    """One declared error: which rows, what to do, why, and how many rows it must find."""

    match: dict[str, Any]
    action: str
    reason: str
    expect: int
    set: dict[str, Any]
    vintages: tuple[str, ...]
    years: tuple[int, int] | None = None
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
        hit = _hit(correction)
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
            new = UNKNOWN if correction.action == schema.NOT_COVERED else correction.set
            rows = rows.with_columns(
                pl.when(hit).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
                for column, value in new.items()
            )
        whole = "" if found == correction.expect else f" ({correction.expect} in the whole release)"
        notes.append(f"corrected: {found} rows {correction.action}: {correction.reason}{whole}")
    return rows, notes


def _hit(correction: Correction) -> pl.Expr:
    """Return where rows are of the entry; one without a value there is another row, and not lost."""
    tests = [(pl.col(column) == value) for column, value in correction.match.items()]
    if correction.years:
        tests.append(pl.col("year").is_between(*correction.years))
    return pl.all_horizontal(test.fill_null(False) for test in tests)


def _parsed(entry: dict[str, Any], source: str) -> Correction:
    """Return an entry of the file, refused unless it is whole."""
    known = {"match", "years", "action", "reason", "expect", "set", "vintages", "parts", "layouts"}
    whole = (
        set(entry) <= known
        and entry.get("match")
        and entry.get("reason")
        and entry.get("expect", 0) > 0
        and entry.get("action") in {"drop", "set", schema.NOT_COVERED}
        and len(entry.get("years", (0, 0))) == 2
        and (entry["action"] == "set") == bool(entry.get("set"))
    )
    if not whole:
        raise CorrectionError(
            "A correction must have match, action (drop, not covered, or set with a table set), reason and"
            " expect.",
            where=f"sources/{source}.corrections.toml: {entry}",
        )
    return Correction(
        match=entry["match"],
        action=entry["action"],
        reason=entry["reason"],
        expect=entry["expect"],
        set=entry.get("set", {}),
        vintages=tuple(entry.get("vintages", ())),
        years=tuple(entry["years"]) if "years" in entry else None,
        parts=tuple(entry.get("parts", ())),
        layouts=tuple(entry.get("layouts", ())),
    )
