"""SIPRI arms transfers: the trade register of before 2025, one row per deal.

A deal lists the years of its deliveries and one TIV for all of them, so the TIV of a year is not
in the file. It is spread evenly over the years of delivery, and every row that rests on a spread
is marked `imputed`. Prefer :mod:`counterpoise.sources.arms.sipri_arms` where both reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema, sums
from counterpoise.errors import SourceError
from counterpoise.reference import names
from counterpoise.snapshots import files, preamble, tables
from counterpoise.snapshots.magnitude import require_year_below
from counterpoise.snapshots.source import Reading, Source

SOURCE = Source(
    id="sipri_arms_deals",
    title="SIPRI Arms Transfers Database, trade register by deal",
    publisher="Stockholm International Peace Research Institute",
    terms="Non-commercial use with attribution; under 10 % of the data set may be reproduced.",
    citation="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute.",
    url="https://www.sipri.org/databases/armstransfers",
    table="panel",
    indicators=("arms",),
    unit_note="Trend-indicator values (TIV) in millions; a deal's TIV spread evenly over its delivery years.",
    layout=(
        "CSV of the older register, ISO-8859-1: 11 preamble lines, header 'Recipient,Supplier,Year of"
        " order, ,…' with 16 columns, 'Year(s) of delivery' as '2001; 2002'"
    ),
    caveats=(
        "The layout gives one TIV per deal: where a deal was delivered over several years, its TIV is"
        " spread evenly over them and the rows are marked imputed.",
        "TIV measure military capability, not money: never compare them with trade, GDP or budgets.",
        "Deliveries are lumpy and revised every March: read five-year windows, not single years.",
    ),
    ships="no",
)

YEARS = "Year(s) of delivery"
TIV = "SIPRI TIV of delivered weapons"
COLUMNS = ("Recipient", "Supplier", "Year of order", YEARS, TIV)
HEADER_STARTS = "Recipient,Supplier,"
FIRST_YEAR = 1950
"""The database begins with the deliveries of 1950."""
LARGEST_DEAL = 50_000
"""Million TIV; the largest deal since 1950 is 10,118."""
LARGEST_YEAR = 100_000
MOST_REPEATS = 0.01
"""Share of rows that may repeat exactly: without deal numbers, a few true pairs look alike."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read an older register; what each supplier delivered to each recipient in a year."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        above, table = _table(files.only(plain, source=SOURCE.id))
    deals = _deals(table)
    deliveries = _spread(deals.filter(pl.col(YEARS) != ""))
    rows = _added_up(deliveries)
    asked = preamble.years_asked(above)
    first, last = (asked[0] if asked else FIRST_YEAR), max(rows["year"].to_list())
    several = deliveries.filter(pl.col("parts") > 1)["row"].n_unique()
    yield Reading(
        rows=rows,
        vintage=preamble.generated(above, source=SOURCE.id),
        coverage=preamble.coverage(above, rows, first=first, last=last, source=SOURCE.id),
        notes=(
            f"{deals.height:,} deals, of which {several:,} delivered over several years:"
            " their TIV is spread evenly, and the rows they enter are imputed",
            f"{(deals[YEARS] == '').sum():,} deals without a delivery so far set aside",
            f"{table.drop('row').is_duplicated().sum():,} rows look exactly like another and are"
            " kept: this layout has no deal numbers",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a register whose yearly totals are not of the size that the world's deliveries have."""
    require_year_below(rows, LARGEST_YEAR, source=SOURCE.id, unit="million TIV")


def _table(plain: Path) -> tuple[str, pl.DataFrame]:
    """Return the preamble and the table, refusing a file that holds its rows twice."""
    text = files.read_text(plain, source=SOURCE.id, encoding="iso-8859-1")
    start = text.find(HEADER_STARTS)
    if start < 0:
        raise SourceError.bad_layout(
            f"Can't find the header that starts {HEADER_STARTS!r}.",
            source=SOURCE.id,
            where=f"file {plain.name}",
        )
    above = text[:start]
    # The three flag columns have no name: numbered, so that every column has one of its own.
    header, _, body = text[start:].partition("\n")
    named = ",".join(
        cell.strip() or f"flag {number}" for number, cell in enumerate(header.split(","))
    )
    table = tables.parse_csv(
        f"{named}\n{body}",
        source=SOURCE.id,
        columns=COLUMNS,
        optional=tuple(name for name in named.split(",") if name not in COLUMNS),
        name=plain.name,
        above=above.count("\n"),
        final_newline=True,
    )
    repeats = table.height - table.drop("row").n_unique()
    if repeats > max(1, MOST_REPEATS * table.height):
        raise SourceError.bad_layout(
            f"At most {MOST_REPEATS:.0%} of the rows may repeat another exactly, not {repeats:,}"
            f" of {table.height:,}.",
            source=SOURCE.id,
            where=f"file {plain.name}",
            attempt="download it anew; rows were pasted in twice",
        )
    return above, table


def _deals(table: pl.DataFrame) -> pl.DataFrame:
    """Return the deals with their checked TIV; one with a TIV must say when it was delivered."""
    value = tables.numbers(table, TIV, source=SOURCE.id, low=0, high=LARGEST_DEAL)
    tables.refuse_cells(
        table,
        TIV,
        (value > 0) & (table[YEARS] == ""),
        f"must be 0 where {YEARS!r} is empty",
        source=SOURCE.id,
    )
    return table.with_columns(value=value)


def _spread(deals: pl.DataFrame) -> pl.DataFrame:
    """Return one row per deal and delivery year, each with an equal part of the deal's TIV."""
    long = (
        deals.with_columns(parts=pl.col(YEARS).str.count_matches(";", literal=True) + 1)
        .with_columns(pl.col(YEARS).str.split(";"))
        .explode(YEARS)
    )
    year = tables.years(long, YEARS, source=SOURCE.id, first=1940)
    tables.refuse_cells(
        long,
        YEARS,
        pl.DataFrame([long["row"], year]).is_duplicated(),
        "must not name a year twice",
        source=SOURCE.id,
    )
    return long.select(
        "row",
        "parts",
        origin=names.identify(long["Supplier"], source=SOURCE.id, column="Supplier", years=year),
        destination=names.identify(
            long["Recipient"], source=SOURCE.id, column="Recipient", years=year
        ),
        year=year,
        value=pl.col("value") / pl.col("parts"),
    )


def _added_up(deliveries: pl.DataFrame) -> pl.DataFrame:
    """Return the sum of each supplier, recipient and year, imputed if any part of it is a spread."""
    known = pl.col("value").is_not_null().any()
    spread = (pl.col("parts") > 1).any()
    return deliveries.group_by("origin", "destination", "year", maintain_order=True).agg(
        item=pl.lit(schema.ALL_ITEMS),
        indicator=pl.lit("arms"),
        value=pl.when(known).then(sums.total(pl.col("value"), sums.parts_of("arms"))),
        status=pl.when(~known)
        .then(pl.lit(schema.NOT_COVERED))
        .when(spread)
        .then(pl.lit(schema.IMPUTED))
        .otherwise(pl.lit(schema.REPORTED)),
    )
