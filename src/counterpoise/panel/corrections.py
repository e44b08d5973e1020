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
from counterpoise.printable import number_of

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
    counted = Applied(corrections, source=source, vintage=vintage, part=part, layout=layout)
    return counted.to(rows), counted.notes()


class Applied:
    """Corrections that are applied to the rows of one reading, block by block, and counted together."""

    def __init__(
        self,
        corrections: Sequence[Correction],
        *,
        source: str,
        vintage: str,
        part: str = "all",
        layout: str = "",
    ) -> None:
        given = ((vintage, "vintages"), (part, "parts"), (layout, "layouts"))
        self.of_these = [
            one
            for one in corrections
            if all(said in (getattr(one, kind) or (said,)) for said, kind in given)
        ]
        self.found = [0] * len(self.of_these)
        self.where = f"source {source!r}, vintage {vintage!r}"

    def to(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return corrected rows, or refuse an entry that matches too many so far."""
        for place, correction in enumerate(self.of_these):
            hit = _hit(correction)
            here = rows.filter(hit).height
            self.found[place] += here
            if self.found[place] > correction.expect:
                raise CorrectionError(
                    f"A known error of this release must be in at most {number_of(correction.expect, 'row')},"
                    f" not {self.found[place]}.",
                    where=f"{self.where}, match {correction.match}",
                    attempt="compare the file with the publisher's: rows were doubled, or it is a"
                    " release whose errors are not known here",
                )
            if here:
                rows = _corrected(rows, correction, hit)
        return rows

    def notes(self) -> list[str]:
        """Return one note for each correction made."""
        made = [(one, found) for one, found in zip(self.of_these, self.found, strict=True) if found]
        return [
            f"corrected: {number_of(found, 'row')} {one.action}: {one.reason}"
            + ("" if found == one.expect else f" ({one.expect} in the whole release)")
            for one, found in made
        ]


def _corrected(rows: pl.DataFrame, correction: Correction, hit: pl.Expr) -> pl.DataFrame:
    if correction.action == "drop":
        return rows.filter(~hit)
    new = UNKNOWN if correction.action == schema.NOT_COVERED else correction.set
    return rows.with_columns(
        pl.when(hit).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)
        for column, value in new.items()
    )


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
