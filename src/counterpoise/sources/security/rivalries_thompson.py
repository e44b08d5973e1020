"""Thompson, Sakuwa and Suhas: strategic rivalries, 1494-2020."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.security import _dyads, _rivalries

SOURCE = Source(
    id="rivalries_thompson",
    title="Strategic rivalries, 1494-2020",
    publisher="William R. Thompson, Kentaro Sakuwa and Prashant Hosur Suhas",
    terms="Free with citation.",
    citation=(
        "Thompson, William R., Kentaro Sakuwa, and Prashant Hosur Suhas. 2021. Analyzing Strategic"
        " Rivalries in World Politics: Types of Rivalry, Regional Variation, and"
        " Escalation/De-escalation. Springer."
    ),
    url="https://doi.org/10.1007/978-981-16-6671-1",
    table="panel",
    indicators=("rivalry",),
    unit_note=_rivalries.UNIT_NOTE,
    layout=(
        "Parquet or CSV, one row per rivalry as in the R package peacesciencer (tss_rivalries): ccode1,"
        " ccode2, start, end, positional, spatial, ideological, interventionary (1 or empty)"
    ),
    caveats=(
        *_rivalries.CAVEATS,
        "Supersedes Thompson and Dreyer (2012); never add the two together.",
    ),
)


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the spells; each year of a rivalry becomes one undirected row of value 1."""
    years = (_rivalries.FIRST_YEAR, 2100)
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        spells = _dyads.read(path, source=SOURCE.id, ranges={"start": years, "end": years})
        given = tables.read_table(path, source=SOURCE.id, columns=_rivalries.TYPES)
    flags = [
        # An empty cell is the makers' "no".
        tables.numbers(
            given, kind, source=SOURCE.id, missing=_dyads.MISSING, low=0, high=1, whole=True
        ).fill_null(0)
        == 1
        for kind in _rivalries.TYPES
    ]
    spells = spells.rename({"start": "first", "end": "last"}).with_columns(*flags)
    yield _rivalries.reading(spells, source=SOURCE.id)


def check(rows: pl.DataFrame) -> None:
    """Refuse rows in which a rivalry is anything but 1."""
    _rivalries.check(rows, source=SOURCE.id)
