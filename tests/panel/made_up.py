"""A made-up source for tests of the store: ``origin,destination,year,value``, no more.

Use it in place of every other with ``monkeypatch.setattr(sources, "module", lambda _: made_up)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.snapshots.source import Covered, Reading, Source

SOURCE = Source(
    id="made_up",
    title="Made up",
    publisher="Nobody",
    terms="None.",
    citation="None.",
    url="https://example.org",
    table="panel",
    indicators=("goods",),
    unit_note="None.",
    layout="CSV: origin,destination,year,value",
)


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    (path,) = paths
    rows = pl.read_csv(path, schema_overrides={"year": pl.Int16, "value": pl.Float64})
    rows = rows.with_columns(
        indicator=pl.lit("goods"), item=pl.lit("all"), status=pl.lit("reported")
    )
    first, last = rows["year"].sort().to_list()[0], rows["year"].sort().to_list()[-1]
    yield Reading(rows, "", (Covered(first, last),))


def check(rows: pl.DataFrame) -> None:
    pass


def write(path: Path, *, value: int, years: range, states: str = "ABCD") -> Path:
    """Write a file in which every flow is `value`."""
    ids = [f"{letter}{letter}{letter}" for letter in states]
    rows = [
        f"{one},{other},{year},{value}"
        for one in ids
        for other in ids
        if one != other
        for year in years
    ]
    path.write_text("\n".join(["origin,destination,year,value", *rows, ""]))
    return path
