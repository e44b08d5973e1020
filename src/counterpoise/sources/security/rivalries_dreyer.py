"""Thompson and Dreyer: strategic rivalries, 1494-2010."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.security import _dyads, _rivalries

SOURCE = Source(
    id="rivalries_dreyer",
    title="Handbook of International Rivalries, 1494-2010",
    publisher="William R. Thompson and David R. Dreyer",
    terms="Free with citation.",
    citation=(
        "Thompson, William R., and David R. Dreyer. 2012. Handbook of International Rivalries,"
        " 1494-2010. Washington, DC: CQ Press."
    ),
    url="https://doi.org/10.4135/9781452218618",
    table="panel",
    indicators=("rivalry",),
    unit_note=_rivalries.UNIT_NOTE,
    layout=(
        "Parquet or CSV, one row per rivalry as in the R package peacesciencer (td_rivalries): ccode1,"
        " ccode2, styear, endyear, type1, type2, type3 (positional, spatial, ideological or interventionary)"
    ),
    caveats=(
        *_rivalries.CAVEATS,
        "Superseded by Thompson, Sakuwa and Suhas (2021); never add the two together.",
        "The makers rank the types of a rivalry; here they stand in one fixed order.",
    ),
)

RANKED = ("type1", "type2", "type3")


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the spells; each year of a rivalry becomes one undirected row of value 1."""
    years = (_rivalries.FIRST_YEAR, 2100)
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        spells = _dyads.read(path, source=SOURCE.id, ranges={"styear": years, "endyear": years})
        given = tables.read_table(path, source=SOURCE.id, columns=RANKED)
    for column in RANKED:
        stray = ~given[column].cast(pl.String).is_in([*_rivalries.TYPES, *_dyads.MISSING])
        rule = f"must be empty or one of {', '.join(_rivalries.TYPES)}"
        tables.refuse_cells(given, column, stray, rule, source=SOURCE.id)
    flags = given.select(
        pl.any_horizontal(pl.col(*RANKED) == kind).fill_null(False).alias(kind)
        for kind in _rivalries.TYPES
    )
    spells = spells.rename({"styear": "first", "endyear": "last"}).hstack(flags)
    yield _rivalries.reading(spells, source=SOURCE.id)


def check(rows: pl.DataFrame) -> None:
    """Refuse rows in which a rivalry is anything but 1."""
    _rivalries.check(rows, source=SOURCE.id)
