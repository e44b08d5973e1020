"""Ties that a publisher's file leaves out although something passed: declared beside the reader.

``<id>.corrections.toml`` beside the source holds, besides known errors, entries of two shapes::

    [[gap]]
    origins      = ["RUS"]
    destinations = ["DEU"]
    items        = ["271121"]
    years        = [2000, 2022]        # both included
    reason       = "Germany keeps the origins of its gas secret, and Russia its buyers"

    [[ended]]
    origins      = ["RUS"]
    destinations = ["POL"]
    items        = ["271121"]
    years        = [2023, 9999]
    reason       = "deliveries stopped on 27 April 2022"

`destinations = ["all"]` means every one: the state's own word on its sales is a part of them.
A tie of a `gap` is *not covered*, whether the file has no row of it, and so would make it a zero, or one
that tells of something else; one that `ended` is a true zero, although a reader that looks for sudden
silences would doubt it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import CorrectionError
from counterpoise.printable import number_of

GAP: Final = "gap"
ENDED: Final = "ended"
EVERYBODY: Final = "all"
KEYS: Final = {"origins", "destinations", "items", "years", "reason"}


@dataclass(frozen=True)
class Declared:
    """Ties that are not covered (`GAP`), or that truly came to an end (`ENDED`), and why."""

    kind: str
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    items: tuple[str, ...]
    years: tuple[int, int]
    reason: str

    def ties(self) -> Iterable[tuple[str, str, str]]:
        """Yield origin, destination and item of each tie."""
        return product(self.origins, self.destinations, self.items)


def declared(package: str, source: str) -> list[Declared]:
    """Return the entries of a source, refused unless each is whole; none if it has no such file."""
    path = files(package) / f"{source}.corrections.toml"
    if not path.is_file():
        return []
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_whole(entry, kind, source) for kind in (GAP, ENDED) for entry in tables.get(kind, [])]


def of_tie(
    entries: Sequence[Declared], *, side: str, state: str, year: int, items: Sequence[str]
) -> list[Declared]:
    """Return the gaps of a state on a side in a year, of items that begin with one of those given."""
    return [
        one
        for one in entries
        if one.kind == GAP
        and one.years[0] <= year <= one.years[1]
        and state in (one.origins if side == "origin" else one.destinations)
        and any(item.startswith(begins) for item in one.items for begins in items)
    ]


def silenced(rows: pl.DataFrame, entries: Sequence[Declared]) -> tuple[pl.DataFrame, list[str]]:
    """Return rows of all goods, those of a declared gap as not covered, with a note on each that met.

    `rows` have `origin`, `destination`, `year`, `value` and `status`.
    """
    notes = []
    for one in entries:
        if one.kind != GAP or schema.ALL_ITEMS not in one.items:
            continue
        of = pl.col("origin").is_in(one.origins) & pl.col("year").is_between(*one.years)
        if one.destinations != (EVERYBODY,):
            of &= pl.col("destination").is_in(one.destinations)
        met = rows.select((of & pl.col("value").is_not_null()).sum()).item()
        if met:
            whose = f"{', '.join(one.origins)} to {', '.join(one.destinations)}"
            notes.append(f"{number_of(met, 'flow')} from {whose} not covered: {one.reason}")
            rows = rows.with_columns(
                value=pl.when(~of).then("value"),
                status=pl.when(of).then(pl.lit(schema.NOT_COVERED)).otherwise("status"),
            )
    return rows, notes


def _whole(entry: dict[str, Any], kind: str, source: str) -> Declared:
    years = entry.get("years", [])
    if set(entry) != KEYS or len(years) != 2 or years[0] > years[1]:
        raise CorrectionError(
            f"An entry must have {', '.join(sorted(KEYS))}, and two years, the first not later.",
            where=f"{source}.corrections.toml, [[{kind}]]: {entry}",
        )
    origins, destinations, items = (
        tuple(entry[key]) for key in ("origins", "destinations", "items")
    )
    return Declared(kind, origins, destinations, items, (years[0], years[1]), entry["reason"])
