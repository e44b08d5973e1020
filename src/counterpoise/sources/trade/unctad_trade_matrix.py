"""UNCTAD's trade matrix by SITC section: who sold what to whom in 1995, 2005 and 2015.

Read from Stata files of one year and section each, as they were carried on (`source`, `target`,
`edgewidth`); UNCTADstat itself gives them out by a form. A section is an item, ``sitc:3`` for fuels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import names, products
from counterpoise.snapshots import files, stata
from counterpoise.snapshots.source import Covered, Reading, Side, Source

SOURCE = Source(
    id="unctad_trade_matrix",
    title="Merchandise trade matrix, by section of SITC, 1995, 2005 and 2015",
    publisher="United Nations Conference on Trade and Development (UNCTADstat)",
    terms="Free to use and redistribute with attribution (CC BY 3.0 IGO).",
    citation="UNCTAD. Merchandise trade matrix. UNCTADstat. https://unctadstat.unctad.org",
    url="https://unctadstat.unctad.org/datacentre/",
    table="panel",
    indicators=("goods",),
    unit_note="Thousand current US dollars, turned into whole dollars; exports, FOB.",
    layout=(
        "Stata files of one year and section each, named like 15DiGraph_SITC3_MineralFuels.dta, with source,"
        " target and edgewidth; many at once, or the .zip of all. The file of all products is passed over"
    ),
    caveats=(
        "UNCTAD fills what exporters do not report from what importers do, and estimates; the mark is lost.",
        "Came by way of others, who made networks of it. Of some pairs nothing is told, which is taken for"
        " nothing sold where both economies are in the file of the section.",
    ),
    told_by="reconciled",
)

NAME: Final = re.compile(
    r"^(\d\d)DiGraph_(?:SITC(\d)_\w+|All)(?: \(\d+\))?\.dta$", flags=re.IGNORECASE
)
COLUMNS: Final = ("source", "target", "edgewidth")
CENTURY: Final = 50
"""Two digits from which a year is of the twentieth century."""
THOUSAND: Final = 1_000
LARGEST: Final = 1e9
"""Thousand dollars that a section may carry from one economy to another in a year."""
SIDES: Final[tuple[Side, Side]] = ("origin", "destination")


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the files of sections; each year is a part."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        named = [(path, NAME.match(path.name)) for path in plain]
        sections = [(path, name) for path, name in named if name and name[2] is not None]
        if not sections or any(name is None for _, name in named):
            raise SourceError.bad_layout(
                "A file must be named like 15DiGraph_SITC3_MineralFuels.dta.",
                source=SOURCE.id,
                where=", ".join(path.name for path, name in named if name is None)[:200]
                or "no section",
            )
        rows = pl.concat(_section(path, _year(name[1]), name[2]) for path, name in sections)
    for (year,), some in rows.group_by("year", maintain_order=True):
        yield Reading(
            rows=some,
            vintage="2017-03",
            coverage=tuple(_covered(some)),
            notes=(
                f"{number_of(some.height, 'row')} of {number_of(some['item'].n_unique(), 'section')};"
                f" {number_of(len(plain) - len(sections), 'file')} of all products passed over",
            ),
            part=str(year),
        )


def check(rows: pl.DataFrame) -> None:
    """Refuse items that are no sections of SITC."""
    wrong = rows.filter(~pl.col("item").str.contains(r"^sitc:\d$"))
    if wrong.height:
        raise SourceError.bad_layout(
            "An item must be a section of SITC.",
            source=SOURCE.id,
            where=str(wrong["item"].unique().to_list()),
        )


def _year(digits: str) -> int:
    return (1900 if int(digits) >= CENTURY else 2000) + int(digits)


def _section(path: Path, year: int, section: str) -> pl.DataFrame:
    """Return one section of one year as rows of the panel."""
    table = stata.read(path, source=SOURCE.id)
    if not set(COLUMNS) <= set(table.columns):
        raise SourceError.bad_layout(
            f"The file must have the columns {', '.join(COLUMNS)}.",
            source=SOURCE.id,
            where=f"file {path.name}: {', '.join(table.columns)}",
        )
    value = pl.col("edgewidth")
    wrong = table.filter(value.is_null() | ~value.is_between(0, LARGEST))
    if wrong.height:
        raise SourceError.bad_layout(
            f"'edgewidth' must be thousands of dollars from 0 to {LARGEST:,.0f}.",
            source=SOURCE.id,
            where=f"file {path.name}: {wrong.select(COLUMNS).head(5).rows()}",
        )
    years = pl.Series([year] * table.height, dtype=pl.Int16)
    ids = {
        new: names.identify(table[old], source=SOURCE.id, column=old, years=years)
        for new, old in (("origin", "source"), ("destination", "target"))
    }
    return table.with_columns(**ids).select(
        *SIDES,
        origin_code="source",
        destination_code="target",
        year=years,
        indicator=pl.lit("goods"),
        item=pl.lit(products.written(section, products.SITC)),
        value=(value * THOUSAND).round(),
        status=pl.lit(schema.REPORTED),
    )


def _covered(rows: pl.DataFrame) -> Iterator[Covered]:
    """Yield who is told of in each section of a year; sections of one and the same together."""
    year = int(rows["year"][0])
    for side in SIDES:
        told: dict[tuple[str, ...], list[str]] = {}
        for (item,), some in rows.group_by("item", maintain_order=True):
            who = tuple(sorted(some.filter(~pl.col(side).str.contains(":"))[side].unique()))
            told.setdefault(who, []).append(str(item))
        for who, items in told.items():
            yield Covered(year, year, side, who, items=tuple(sorted(items)))
