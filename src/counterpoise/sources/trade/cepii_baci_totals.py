"""CEPII BACI summed over products: goods traded between 50 economies, 2010 to 2019.

A table derived from BACI, not a file of CEPII's own: the members of the OECD and of ASEAN, China
and India, with each other. Russia, Hong Kong, Taiwan and the rest of the world are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.magnitude import require_largest_above
from counterpoise.snapshots.source import Covered, Reading, Source

SOURCE = Source(
    id="cepii_baci_totals",
    title="BACI: International Trade Database at the Product-Level, totals between 50 economies 2010-2019",
    publisher="CEPII (Guillaume Gaulier, Soledad Zignago); summed over products by others",
    terms="Etalab Open Licence 2.0: free to use, also commercially, with attribution.",
    citation=(
        "Gaulier, G. and Zignago, S. (2010). BACI: International Trade Database at the Product-Level."
        " The 1994-2007 Version. CEPII Working Paper, N°2010-23."
    ),
    url="http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    table="panel",
    indicators=("goods",),
    unit_note="Thousand current US dollars of seven digits, turned into whole dollars; FOB.",
    layout="CSV exporter,importer,year,value_thousand_usd with ISO 3166 three-letter codes",
    caveats=(
        "Only the 50 economies of the table, with each other: OECD, ASEAN, China, India. Shares are of this"
        " trade, not of all trade: Russia, Hong Kong and Taiwan are missing.",
        "Values reconcile what exporter and importer report, and are FOB: they equal neither's own figure.",
    ),
    told_by="reconciled",
)

COLUMNS = ("exporter", "importer", "year", "value_thousand_usd")
VALUE = "value_thousand_usd"
THOUSAND = 1_000
LARGEST = 1_000_000_000
"""Thousand dollars; the largest flow is 501,101,630 (China to the United States, 2018)."""
LARGEST_AT_LEAST = 1e9
"""Dollars: the largest flow of any file of this source is above it, unless its unit is wrong."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table of totals."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        table = tables.read_csv(
            files.only(plain, source=SOURCE.id),
            source=SOURCE.id,
            columns=COLUMNS,
            final_newline=True,
        )
    year = tables.years(table, "year", source=SOURCE.id, first=1988)
    rows = table.select(
        origin=_economy(table, "exporter", year),
        destination=_economy(table, "importer", year),
        origin_code="exporter",
        destination_code="importer",
        year=year,
        indicator=pl.lit("goods"),
        item=pl.lit(schema.ALL_ITEMS),
        value=_dollars(table),
        status=pl.lit(schema.REPORTED),
    )
    economies = _economies(rows)
    first, last = min(year.to_list()), max(year.to_list())
    possible = len(economies) * (len(economies) - 1) * (last - first + 1)
    yield Reading(
        rows=rows,
        vintage="",
        coverage=(Covered(first, last, "either", economies),),
        notes=(
            f"{number_of(len(economies), 'economy')}; {possible - rows.height:,} of"
            f" {number_of(possible, 'pair')} and years"
            " have no row: they traded nothing",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse flows that are too small to be dollars made from thousands."""
    require_largest_above(rows, LARGEST_AT_LEAST, source=SOURCE.id, unit="dollars")


def _economy(table: pl.DataFrame, column: str, year: pl.Series) -> pl.Series:
    tables.refuse_cells(table, column, table[column] == "", "must not be empty", source=SOURCE.id)
    return states.from_iso3(table[column], year, source=SOURCE.id, column=column)


def _dollars(table: pl.DataFrame) -> pl.Series:
    thousand = tables.numbers(table, VALUE, source=SOURCE.id, low=0, high=LARGEST)
    tables.refuse_cells(table, VALUE, thousand.is_null(), "must not be empty", source=SOURCE.id)
    return (thousand * THOUSAND).round()


def _economies(rows: pl.DataFrame) -> tuple[str, ...]:
    """Return the economies, refusing a table in which one lacks a year or a side: it was cut."""
    held = pl.concat(
        [rows.select("year", side=pl.lit(side), economy=side) for side in ("origin", "destination")]
    ).unique()
    sides = held.group_by("economy").len().sort("economy")
    whole = 2 * rows["year"].n_unique()
    short = sides.filter(pl.col("len") < whole)
    if short.height:
        raise SourceError.bad_layout(
            "Every economy must export and import in every year: rows are missing.",
            source=SOURCE.id,
            where=f"economies {', '.join(short['economy'].head(5))}; {short.height} in all",
            attempt="take the whole table; it was cut or filtered",
        )
    return tuple(sides["economy"])
