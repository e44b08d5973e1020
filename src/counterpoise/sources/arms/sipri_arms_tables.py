"""SIPRI arms transfers: tables of TIV, one per exporter or one per recipient, partners by years.

The files of all exporters, or of all recipients, are given together. A blank cell is no delivery, "0"
a delivery of under half a million TIV; cells are rounded, so totals agree with sums only within
rounding. Two layouts are read: the matrices of before 2025, and what the site gives since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError, offenders
from counterpoise.printable import number_of
from counterpoise.reference import names
from counterpoise.snapshots import files
from counterpoise.snapshots.magnitude import require_year_below
from counterpoise.snapshots.source import Covered, Reading, Side, Source
from counterpoise.sources.arms import _tiv_tables
from counterpoise.sources.arms._tiv_cells import Table

SOURCE = Source(
    id="sipri_arms_tables",
    title="SIPRI Arms Transfers Database, TIV of arms exports by exporter",
    publisher="Stockholm International Peace Research Institute",
    terms="Non-commercial use with attribution; under 10 % of the data set may be reproduced.",
    citation="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute.",
    url="https://www.sipri.org/databases/armstransfers",
    table="panel",
    indicators=("arms",),
    unit_note="Trend-indicator values (TIV) in millions, rounded by the publisher to whole millions.",
    layout=(
        "one CSV per exporter, all given together: title 'TIV of arms exports from X, 1950-2021', a line"
        " 'Generated: …', a header of years that ends 'Total', one row per recipient, a row 'Total'; or,"
        " since 2025, 'Supplier,2022,…,Percentage,…', last row 'Total exports to X', one table per"
        " recipient X (or 'Recipient,…', 'Total exports from X', one per supplier), in one file or several"
    ),
    caveats=(
        "TIV measure military capability, not money: never compare them with trade, GDP or budgets.",
        "Cells are rounded to whole million TIV; deliveries of under half a million stand as 0.",
        "Deliveries are lumpy and revised every March: read five-year windows, not single years.",
    ),
    ships="excerpt",
)

LARGEST_YEAR = 100_000


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the tables of all exporters, or of all recipients, of one release."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = [table for path in plain for table in _tiv_tables.read(path, source=SOURCE.id)]
    releases = {table.release for table in found}
    if len(releases) > 1:
        raise SourceError.bad_layout(
            "All tables must be of one release.",
            source=SOURCE.id,
            where=f"lines 'Generated: …' give {', '.join(sorted(releases))}",
            attempt="add the files of one day of generation at a time",
        )
    side = _one_side(found)
    rows = _identified(pl.concat([table.cells for table in found]))
    small = (rows["value"] == 0).sum()
    yield Reading(
        rows=rows,
        # Suppliers' tables and recipients' cover other pairs, and must not be taken for one holding.
        vintage=releases.pop() + ("-by-recipient" if side == "destination" else ""),
        coverage=_coverage(found, side),
        notes=(
            f"{len(found)} {'exporters' if side == 'origin' else 'recipients'},"
            f" {number_of(rows.height, 'cell')}; blank cells within coverage are zero",
            f"{number_of(small, 'delivery')} of under half a million TIV, standing as 0",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse tables in another unit than whole million TIV."""
    require_year_below(rows, LARGEST_YEAR, source=SOURCE.id, unit="million TIV")


def _identified(cells: pl.DataFrame) -> pl.DataFrame:
    """Return one row per cell, with entity ids for names."""
    year = cells["year"].cast(pl.Int16)
    return cells.select(
        origin=names.identify(cells["Supplier"], source=SOURCE.id, column="title", years=year),
        destination=names.identify(
            cells["Recipient"], source=SOURCE.id, column="Recipient", years=year
        ),
        year=year,
        indicator=pl.lit("arms"),
        item=pl.lit(schema.ALL_ITEMS),
        value="value",
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .otherwise(pl.lit(schema.REPORTED)),
    )


def _one_side(found: Sequence[Table]) -> Side:
    """Return the side that the tables were asked for by, refusing both at once."""
    sides = {table.side for table in found}
    if len(sides) > 1:
        raise SourceError.bad_layout(
            "Tables must be all of suppliers or all of recipients: together they cover other pairs.",
            source=SOURCE.id,
            where=", ".join(f"{table.state} ({table.side})" for table in found[:5]),
            attempt="add those of suppliers in one command and those of recipients in another",
        )
    return "origin" if sides == {"origin"} else "destination"


def _coverage(found: Sequence[Table], side: Side) -> tuple[Covered, ...]:
    """Return each state asked for covered on its side in its years, and everyone on the other."""
    titles = [(table.state, table.first, table.last) for table in found]
    given = pl.DataFrame(titles, schema=["state", "first", "last"], orient="row")
    twice = given.filter(pl.col("state").is_duplicated())["state"].unique().sort()
    if twice.len():
        raise SourceError.bad_layout(
            f"Each {'exporter' if side == 'origin' else 'recipient'} must be given once;"
            f" {offenders(twice.to_list())} came more often.",
            source=SOURCE.id,
            where="titles 'TIV of arms exports from …' or rows 'Total exports to …'",
            attempt="leave out the older of the files",
        )
    # A name may pass from state to state: "Yugoslavia" is three of them between 1950 and 2021.
    yearly = given.with_columns(
        year=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int16)
    ).explode("year")
    ids = names.identify(yearly["state"], source=SOURCE.id, column="title", years=yearly["year"])
    sides = (
        yearly.with_columns(id=ids).group_by("first", "last").agg(pl.col("id").unique().sort())
    ).sort("first", "last")
    first, last = min(given["first"].to_list()), max(given["last"].to_list())
    return (
        *(Covered(start, end, side, tuple(held)) for start, end, held in sides.rows()),
        Covered(first, last, "destination" if side == "origin" else "origin"),
    )
