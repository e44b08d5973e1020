"""SIPRI arms transfers: export tables of TIV, one file per exporter, recipients by years.

The files of all exporters are given together. A blank cell is no delivery, "0" a delivery of under
half a million TIV; cells are rounded, so totals agree with sums only within rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError, offenders
from counterpoise.reference import names
from counterpoise.snapshots import files, preamble, tables
from counterpoise.snapshots.magnitude import require_year_below
from counterpoise.snapshots.source import Covered, Reading, Source

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

TITLE = re.compile(r"TIV of arms exports from (.+), (\d{4})-(\d{4})")
HEADER = re.compile(r"^,((?:\d{4},)+)Total *$", flags=re.MULTILINE)
CELL, TOTAL = "TIV", "Total"
LARGEST_CELL = 20_000
"""Million TIV delivered by one exporter to one recipient in one year."""
LARGEST_YEAR = 100_000
ROUNDING = 0.5
"""What rounding a cell to whole millions may move it by."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the export tables of all exporters of one release."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        read_each = [_matrix(path) for path in plain]
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


def _matrix(plain: Path) -> tuple[tuple[str, int, int], str, pl.DataFrame]:
    """Return exporter and years, the day of generation, and the cells of one file, totals checked."""
    text = files.read_text(plain, source=SOURCE.id)
    title, header = TITLE.search(text), HEADER.search(text)
    if not title or not header or title.start() > header.start():
        raise SourceError.bad_layout(
            "Can't find the title 'TIV of arms exports from …' above a header of years and 'Total'.",
            source=SOURCE.id,
            where=f"file {plain.name}",
        )
    exporter, first, last = title[1], int(title[2]), int(title[3])
    years = header[1].strip(",").split(",")
    if years != [str(year) for year in range(first, last + 1)]:
        raise SourceError.bad_layout(
            f"The header must have every year from {first} to {last}, as the title says.",
            source=SOURCE.id,
            where=f"file {plain.name}, header {years[0]}–{years[-1]}, {len(years)} years",
        )
    above = text[: header.start()]
    # The line of commas above the Total row has one comma too many.
    body = re.sub(r"^,+$", "", text[header.start() :], flags=re.MULTILINE)
    table = tables.parse_csv(
        "Recipient" + body,
        source=SOURCE.id,
        columns=("Recipient", *years, TOTAL),
        name=plain.name,
        above=above.count("\n"),
        final_newline=True,
    )
    cells = _cells(table, exporter)
    _require_sums(cells, table, where=f"file {plain.name}")
    return (
        (exporter, first, last),
        preamble.generated(above, source=SOURCE.id),
        cells.filter(~pl.col("sum")).select("row", "Supplier", "Recipient", "year", "value"),
    )


def _cells(table: pl.DataFrame, exporter: str) -> pl.DataFrame:
    """Return every filled cell as a number; `sum` marks those of the Total row and column."""
    long = table.unpivot(index=["row", "Recipient"], variable_name="year", value_name=CELL).filter(
        pl.col(CELL).str.strip_chars() != ""
    )
    return long.with_columns(
        value=tables.numbers(long, CELL, source=SOURCE.id, low=0, high=5_000_000, whole=True),
        sum=(pl.col("year") == TOTAL) | (pl.col("Recipient") == TOTAL),
        Supplier=pl.lit(exporter),
    )


def _require_sums(cells: pl.DataFrame, table: pl.DataFrame, *, where: str) -> None:
    """Refuse a table whose Total row or column is not the sum of its cells, within rounding."""
    if table["Recipient"][-1] != TOTAL or (table["Recipient"] == TOTAL).sum() != 1:
        raise SourceError.bad_layout(
            "The last row must be 'Total'.",
            source=SOURCE.id,
            where=f"{where}, last row {table['Recipient'][-1]!r}",
            attempt="download it anew; it was cut short",
        )
    large = cells.filter(~pl.col("sum") & (pl.col("value") > LARGEST_CELL))
    tables.refuse_cells(
        large,
        CELL,
        large["value"] > LARGEST_CELL,
        f"must be at most {LARGEST_CELL:,} million TIV",
        source=SOURCE.id,
    )
    for along, across in (("Recipient", "year"), ("year", "Recipient")):
        stated = cells.filter(pl.col(across) == TOTAL).select(along, total="value")
        summed = (
            cells.filter(pl.col(across) != TOTAL)
            .group_by(along)
            .agg(sum=pl.col("value").sum(), cells=pl.len())
        )
        both = summed.join(stated, on=along, how="full", coalesce=True).fill_null(0)
        wrong = both.filter(
            (pl.col("sum") - pl.col("total")).abs() > ROUNDING * pl.col("cells")
        ).sort(along)
        if wrong.height:
            key, sum_, _, total = wrong.select(along, "sum", "cells", "total").row(0)
            raise SourceError.bad_layout(
                f"The total must be the sum of its cells within rounding: {total:,.0f}, not {sum_:,.0f}.",
                source=SOURCE.id,
                where=f"{where}, {along.lower()} {key}; {wrong.height} such totals",
                attempt="download it anew; it was edited or cut short",
            )


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
