"""Correlates of War Trade 4.0, national: each state's total imports and exports, 1870 to 2014."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.reference import states
from counterpoise.snapshots import files, miscoded, tables
from counterpoise.snapshots.magnitude import require_largest_above
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.snapshots.spans import spans

SOURCE = Source(
    id="cow_trade_national",
    title="Correlates of War Project Trade Data Set, national, version 4.0",
    publisher="Correlates of War Project (Katherine Barbieri, Omar M. G. Omar Keshk)",
    terms="Free to use with citation.",
    citation=(
        "Barbieri, Katherine, and Omar M. G. Omar Keshk. 2016. Correlates of War Project Trade Data Set"
        " Codebook, Version 4.0. Online: http://correlatesofwar.org; Barbieri, Katherine, Omar M. G. Keshk,"
        " and Brian Pollins. 2009. TRADING DATA: Evaluating our Assumptions and Coding Rules. Conflict"
        " Management and Peace Science 26(5): 471-491."
    ),
    url="https://correlatesofwar.org/data-sets/bilateral-trade/",
    table="state_years",
    indicators=("imports", "exports"),
    unit_note="Million current US dollars, turned into whole dollars.",
    layout="CSV 'National_COW_4.0.csv': columns ccode, year, imports, exports",
    caveats=(
        "A state's own totals; they need not equal the sum of the dyadic table's flows.",
        "The series ends in 2014.",
        "The file gives totals of the Republic of Viet-Nam (the South) of 1960 to 1962 under the code of the"
        " North; they are read as the South's. From 1963 to 1973 they are less than its pairs add up to"
        " (mostly what the United States alone sold), in 1974 and 1975 sums of what partners told of both:"
        " of these years nothing is covered, nor of the North before 1976.",
    ),
    requests=(
        Request(
            "https://correlatesofwar.org/wp-content/uploads/COW_Trade_4.0.zip",
            kind="zip",
            members="National_COW_4.0*.csv",
        ),
    ),
)

VINTAGE = "4.0"
MISSING = ("", "-9", "-9.0")
MILLION = 1_000_000
LARGEST = 10_000_000
"""Million dollars; the largest total is 2,818,400."""
LARGEST_AT_LEAST = 1e8
"""Dollars: the largest total of one of `LARGE` in any year is above it, unless its unit is wrong."""
LARGE = ("USA", "GBR", "FRA", "DEU", "JPN", "CHN")
"""A part of the file may hold small traders alone, of whose size nothing is known."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the national table; an empty cell or -9 is a total that nobody knows."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        table = tables.read_csv(
            files.only(plain, source=SOURCE.id),
            source=SOURCE.id,
            columns=("ccode", "year", *SOURCE.indicators),
            final_newline=True,
        )
    known = miscoded.declared(__package__, SOURCE.id)
    totals, mended = miscoded.settled(_totals(table), ("code",), known)
    state_years = totals.with_columns(
        state=states.from_cow(totals["code"], totals["year"], source=SOURCE.id, column="ccode")
    )
    rows = state_years.unpivot(
        on=SOURCE.indicators,
        index=["state_code", "state", "year"],
        variable_name="indicator",
        value_name="value",
    ).with_columns(
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .otherwise(pl.lit(schema.REPORTED))
    )
    yield Reading(
        rows=rows,
        vintage=VINTAGE,
        coverage=spans(state_years),
        notes=(f"{rows['value'].null_count():,} of {rows.height:,} totals are missing", *mended),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse totals of the largest traders that are too small to be dollars made from millions."""
    large = rows.filter(pl.col("state").is_in(LARGE), pl.col("year") >= 1946)
    if large["value"].count():
        require_largest_above(large, LARGEST_AT_LEAST, source=SOURCE.id, unit="dollars")


def _totals(table: pl.DataFrame) -> pl.DataFrame:
    """Return one row per code and year with both totals in whole dollars."""
    year = tables.years(table, "year", source=SOURCE.id, first=1870)
    code = tables.numbers(table, "ccode", source=SOURCE.id, low=1, high=999, whole=True)
    tables.refuse_cells(table, "ccode", code.is_null(), "must not be empty", source=SOURCE.id)
    tables.refuse_cells(
        table,
        "ccode",
        pl.DataFrame([code, year]).is_duplicated(),
        "must not repeat within one year",
        source=SOURCE.id,
    )
    return table.select(
        state_code=code.cast(pl.Int16),
        code=code.cast(pl.Int16),
        year=year,
        **{name: _dollars(table, name) for name in SOURCE.indicators},
    )


def _dollars(table: pl.DataFrame, column: str) -> pl.Series:
    """Return millions of dollars as whole dollars."""
    million = tables.numbers(table, column, source=SOURCE.id, missing=MISSING, low=0, high=LARGEST)
    return (million * MILLION).round()
