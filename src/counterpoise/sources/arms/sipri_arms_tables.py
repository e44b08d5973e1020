"""SIPRI arms transfers: export tables of TIV, one file per exporter, recipients by years.

The files of all exporters are given together. A blank cell is no delivery, "0" a delivery of under
half a million TIV; cells are rounded, so totals agree with sums only within rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError, offenders
from counterpoise.reference import names
from counterpoise.snapshots import files
from counterpoise.snapshots.magnitude import require_year_below
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources.arms import _tiv_tables

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
        " 'Generated: …', a header of years that ends 'Total', one row per recipient, a row 'Total'"
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
    """Read the export tables of all exporters of one release."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        read_each = [_tiv_tables.matrix(path, source=SOURCE.id) for path in plain]
    releases = {release for _, release, _ in read_each}
    if len(releases) > 1:
        raise SourceError.bad_layout(
            "All export tables must be of one release.",
            source=SOURCE.id,
            where=f"lines 'Generated: …' give {', '.join(sorted(releases))}",
            attempt="add the files of one day of generation at a time",
        )
    rows = _identified(pl.concat([cells for _, _, cells in read_each]))
    small = (rows["value"] == 0).sum()
    yield Reading(
        rows=rows,
        vintage=releases.pop(),
        coverage=_coverage([title for title, _, _ in read_each]),
        notes=(
            f"{len(read_each)} exporters, {rows.height:,} cells; blank cells within coverage are zero",
            f"{small:,} deliveries of under half a million TIV stand as 0",
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
        status=pl.lit(schema.REPORTED),
    )


def _coverage(titles: Sequence[tuple[str, int, int]]) -> tuple[Covered, ...]:
    """Return each exporter covered in the years of its title, and every recipient."""
    given = pl.DataFrame(titles, schema=["exporter", "first", "last"], orient="row")
    twice = given.filter(pl.col("exporter").is_duplicated())["exporter"].unique().sort()
    if twice.len():
        raise SourceError.bad_layout(
            f"Each exporter must be given once; {offenders(twice.to_list())} came more often.",
            source=SOURCE.id,
            where="titles 'TIV of arms exports from …'",
            attempt="leave out the older of the files",
        )
    # A name may pass from state to state: "Yugoslavia" is three of them between 1950 and 2021.
    yearly = given.with_columns(
        year=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int16)
    ).explode("year")
    ids = names.identify(yearly["exporter"], source=SOURCE.id, column="title", years=yearly["year"])
    sides = (
        yearly.with_columns(id=ids).group_by("first", "last").agg(pl.col("id").unique().sort())
    ).sort("first", "last")
    first, last = min(given["first"].to_list()), max(given["last"].to_list())
    return (
        *(Covered(start, end, "origin", tuple(found)) for start, end, found in sides.rows()),
        Covered(first, last, "destination"),
    )
