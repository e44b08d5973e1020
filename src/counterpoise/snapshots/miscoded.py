"""Rows that bear another state's code: declared beside the reader, mended before codes become ids.

``<id>.corrections.toml`` beside the source holds, besides known errors of single rows, entries of one
shape for a code that stood for somebody else for some years::

    [[miscoded]]
    code   = 816
    years  = [1960, 1974]          # both included
    beside = [310]                 # only where the partner bears one of these codes; all if left out
    means  = 817                   # the code of the state meant; left out if nobody can tell
    reason = "the rows are those of the Republic of Viet-Nam"

Of a row the first entry that fits counts. Without `means` the row is set aside, so that the state is
not covered there rather than given another's figures: coverage is told from the rows that are left.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import polars as pl

from counterpoise.errors import CorrectionError
from counterpoise.printable import number_of

KEYS = {"code", "years", "beside", "means", "reason"}


def declared(package: str, source: str) -> list[dict[str, Any]]:
    """Return the entries of a source, refused unless each is whole."""
    path = files(package) / f"{source}.corrections.toml"
    if not path.is_file():
        return []
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("miscoded", [])
    for entry in entries:
        if not (set(entry) <= KEYS and {"code", "years", "reason"} <= set(entry)):
            raise CorrectionError(
                "An entry must have code, years and reason, and may have beside and means.",
                where=f"{source}.corrections.toml: {entry}",
            )
    return list(entries)


def settled(
    table: pl.DataFrame, sides: Sequence[str], entries: Sequence[Mapping[str, Any]]
) -> tuple[pl.DataFrame, list[str]]:
    """Return the rows under the codes of the states meant, and one note for each entry that fitted.

    Parameters
    ----------
    table : polars.DataFrame
        Codes in the columns `sides` (one column, or two for pairs) and `year`.
    """
    notes = []
    whose = table.with_columns(pl.lit(None, pl.Int32).alias(_entry(side)) for side in sides)
    for number, entry in enumerate(entries):
        fits = {side: _fits(side, sides, entry) for side in sides}
        whose = whose.with_columns(
            pl.when(hit & pl.col(_entry(side)).is_null())
            .then(number)
            .otherwise(_entry(side))
            .alias(_entry(side))
            for side, hit in fits.items()
        )
        mine = pl.any_horizontal(pl.col(_entry(side)) == number for side in sides)
        if found := whose.filter(mine).height:
            became = f"taken for {entry['means']}" if "means" in entry else "set aside, not covered"
            notes.append(
                f"{number_of(found, 'row')} under code {entry['code']} {became}: {entry['reason']}"
            )
    means = {number: entry.get("means") for number, entry in enumerate(entries)}
    aside = [number for number, code in means.items() if code is None]
    kept = whose.filter(
        ~pl.any_horizontal(pl.col(_entry(side)).is_in(aside).fill_null(False) for side in sides)
    )
    replaced = kept.with_columns(
        pl.coalesce(
            pl.col(_entry(side)).replace_strict(means, default=None, return_dtype=pl.Int16), side
        ).alias(side)
        for side in sides
    )
    return replaced.select(table.columns), notes


def _entry(side: str) -> str:
    return f"entry of {side}"


def _fits(side: str, sides: Sequence[str], entry: Mapping[str, Any]) -> pl.Expr:
    """Return where the code of a side, in its years and beside its partners, is the entry's."""
    first, last = entry["years"]
    hit: pl.Expr = (pl.col(side) == entry["code"]) & pl.col("year").is_between(first, last)
    for other in sides:
        if other != side and "beside" in entry:
            hit = hit & pl.col(other).is_in(list(entry["beside"]))
    return hit
