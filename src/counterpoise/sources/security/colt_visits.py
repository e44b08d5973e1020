"""How often each state's leaders travelled abroad, and how often it received others', year by year.

The totals of the Country and Organizational Leader Travel data: two tables, of who travelled and of
where. Neither says who went where, so that they belong to no pair of states. Both count the same
journeys: their sums over a year are equal. Organisations that send, and places that are part of a
state, are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import names
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Reading, Source
from counterpoise.snapshots.spans import spans

SOURCE = Source(
    id="colt_visits",
    title="Country and Organizational Leader Travel (COLT), trips by year",
    publisher="Frederick S. Pardee Institute for International Futures, University of Denver",
    terms="As published; cite the authors.",
    citation=(
        "Moyer, Jonathan D. et al. (2025). When Heads of Government and State (HOGS) Fly: Introducing the"
        " Country and Organizational Leader Travel (COLT) Dataset Measuring Foreign Travel by HOGS."
        " International Studies Quarterly 69(2), sqaf013."
    ),
    url="https://korbel.du.edu/pardee/content/country-organization-leader-travel",
    table="state_years",
    indicators=("visits_abroad", "visits_received"),
    unit_note="Trips of a year; a journey to several states is a trip to each.",
    layout=(
        "one or both tables of trips by year, as Parquet or CSV: TripYear, LeaderCountryOrIGO, count; and"
        " TripYear, CountryVisited, count"
    ),
    caveats=(
        "Totals alone: who went where is not in these tables.",
        "A state without a row in a year is not covered: whether nobody travelled or nobody looked is not"
        " told.",
        "Visits received include those to meetings of many, such as the United Nations' in New York.",
    ),
    ships="no",
)

SIDES: Final = {"LeaderCountryOrIGO": "visits_abroad", "CountryVisited": "visits_received"}
YEAR, COUNT = "TripYear", "count"
FIRST: Final = 1945
MOST: Final = 2_000
"""Trips of one state in a year, about six times the most that there were."""
SENDS: Final = r"\([A-Z]{2,}\)$"
"""How the names of organisations end, which send leaders as states do."""
PLACES: Final = (
    "Crimea", "Donetsk", "East Jerusalem", "Israeli Settlements", "Jammu and Kashmir", "Kherson",
    "Luhansk", "Nagorno-Karabakh", "Transnistria", "Unknown",
)  # fmt: skip
"""Where leaders went that is part of a state, or under dispute, or not told."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read one table or both."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = dict(_table(path) for path in plain)
    if len(found) != len(plain):
        raise SourceError.bad_layout(
            "Each table must be given once.",
            source=SOURCE.id,
            where=f"{number_of(len(plain), 'file')} of {', '.join(sorted(found))}",
        )
    _require_one_sum(found)
    told = {name: _of_states(table) for name, table in found.items()}
    rows = pl.concat(told.values()).sort("indicator", "state", "year")
    yield Reading(
        rows=rows,
        vintage=str(rows["year"].max()),
        coverage=[one for name, each in told.items() for one in spans(each, indicator=name)],
        notes=tuple(_note(name, table, told[name]) for name, table in sorted(found.items())),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse more trips of a state in a year than leaders can have made."""
    wrong = rows.filter(pl.col("value") > MOST)
    if wrong.height:
        raise SourceError.bad_layout(
            f"A state must have at most {MOST:,} trips a year.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )


def _table(path: Path) -> tuple[str, pl.DataFrame]:
    """Return which trips a table counts, and its rows: who, year, trips."""
    header = tables.columns_of(path, source=SOURCE.id)
    sides = [side for side in SIDES if side in header]
    if len(sides) != 1:
        raise SourceError.bad_layout(
            f"A table must have one of the columns {' and '.join(SIDES)}.",
            source=SOURCE.id,
            where=f"file {path.name}; found {', '.join(header[:6])}",
        )
    side = sides[0]
    read = (
        tables.read_parquet
        if tables.is_parquet(path)
        else partial(tables.read_csv, final_newline=True)
    )
    table = read(path, source=SOURCE.id, columns=(YEAR, side, COUNT))
    trips = tables.numbers(table, COUNT, source=SOURCE.id, low=0, whole=True)
    tables.refuse_cells(table, COUNT, trips.is_null(), "must not be empty", source=SOURCE.id)
    rows = table.select(
        "row", pl.col(side).str.strip_chars(), year=tables.years(table, YEAR, source=SOURCE.id, first=FIRST),
        indicator=pl.lit(SIDES[side]), value=trips.cast(pl.Float64),
    )  # fmt: skip
    twice = rows.select(side, "year").is_duplicated()
    tables.refuse_cells(rows, side, twice, "must stand once a year", source=SOURCE.id)
    return SIDES[side], rows.rename({side: "who"})


def _require_one_sum(found: dict[str, pl.DataFrame]) -> None:
    """Refuse two tables that do not count the same trips: a part of one was lost."""
    if len(found) < len(SIDES):
        return
    sent, received = (
        found[name].group_by("year").agg(pl.col("value").sum()) for name in SIDES.values()
    )
    both = sent.join(received, on="year", how="full", coalesce=True).sort("year")
    apart = both.filter(pl.col("value").ne_missing(pl.col("value_right")))
    if apart.height:
        year, here, there = apart.row(0)
        raise SourceError.bad_layout(
            "Trips abroad and visits received of a year must add up to the same.",
            source=SOURCE.id,
            where=f"{number_of(apart.height, 'year')}, first {year}: {here or 0:,.0f} and {there or 0:,.0f}",
        )


def _of_states(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of states, those of one state under two names as one."""
    own = table.filter(~_set_aside())
    column = "LeaderCountryOrIGO or CountryVisited"
    state = names.identify(own["who"], source=SOURCE.id, column=column, years=own["year"])
    return (
        own.with_columns(state=state)
        .group_by("state", "year", "indicator")
        .agg(pl.col("value").sum())
        .with_columns(status=pl.lit(schema.REPORTED))
    )


def _set_aside() -> pl.Expr:
    return pl.col("who").is_in(PLACES) | pl.col("who").str.contains(SENDS)


def _note(name: str, table: pl.DataFrame, told: pl.DataFrame) -> str:
    aside = table.filter(_set_aside())
    others = re.sub(r"\s*\([A-Z]+\)", "", ", ".join(aside["who"].unique().sort()))
    return (
        f"{name}: {number_of(told.height, 'figure')} of {number_of(told['state'].n_unique(), 'state')};"
        f" {number_of(int(aside['value'].sum()), 'trip')} set aside: {others or 'none'}"
    )
