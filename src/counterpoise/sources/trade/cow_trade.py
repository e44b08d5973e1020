"""Correlates of War Trade 4.0, dyadic: what each state imported from each other, 1870 to 2014.

One row per pair of states and year: ``flow1`` is what ccode1 imported from ccode2, ``flow2`` what
ccode2 imported from ccode1, as the importers report it; ``-9`` is missing. The smoothed columns,
which fill gaps, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, miscoded, redundancy, tables, untold
from counterpoise.snapshots.magnitude import require_largest_above
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Doubt, Reading, Source
from counterpoise.snapshots.spans import spans

SOURCE = Source(
    id="cow_trade",
    title="Correlates of War Project Trade Data Set, dyadic, version 4.0",
    publisher="Correlates of War Project (Katherine Barbieri, Omar M. G. Omar Keshk)",
    terms="Free to use with citation.",
    citation=(
        "Barbieri, Katherine, and Omar M. G. Omar Keshk. 2016. Correlates of War Project Trade Data Set"
        " Codebook, Version 4.0. Online: http://correlatesofwar.org; Barbieri, Katherine, Omar M. G. Keshk,"
        " and Brian Pollins. 2009. TRADING DATA: Evaluating our Assumptions and Coding Rules. Conflict"
        " Management and Peace Science 26(5): 471-491."
    ),
    url="https://correlatesofwar.org/data-sets/bilateral-trade/",
    table="panel",
    indicators=("goods",),
    unit_note="Million current US dollars, turned into whole dollars.",
    layout="CSV 'Dyadic_COW_4.0.csv' (plain, .gz or .zip): ccode1,ccode2,year,flow1,flow2,…",
    caveats=(
        "Flows are what importers report, mostly with freight and insurance (CIF).",
        "Before 1945 many pairs are missing; a pair that the file leaves out is not covered, not zero.",
        "The file gives the trade of the Republic of Viet-Nam (the South) of 1960 to 1974 under the code of"
        " the North; it is read as the South's, and what may be the North's is left out: nothing of the"
        " North before 1976, nor of either in 1954 and 1975, is covered.",
        "From 1960 on a zero between two states of which the International Monetary Fund's Direction of"
        " Trade Statistics have no telling of their own (Cuba and the Soviet Union in 1981-91) is nobody's"
        " figure, and not covered.",
        "The series ends in 2014.",
    ),
    told_by="destination",
    requests=(
        Request(
            "https://correlatesofwar.org/wp-content/uploads/COW_Trade_4.0.zip",
            kind="zip",
            members="Dyadic_COW_4.0*.csv",
        ),
    ),
)

VINTAGE = "4.0"
FLOWS = ("flow1", "flow2")
COLUMNS = ("ccode1", "ccode2", "year", *FLOWS)
SMOOTHED = ("smoothflow1", "smoothflow2")
MISSING = ("-9", "-9.0")
MILLION = 1_000_000
LARGEST = 1_000_000
"""Million dollars; the largest flow is 472,525 (the United States from China, 2014)."""
LARGEST_AT_LEAST = 1e8
"""Dollars: the largest flow of one of `LARGE` in any year is above it, unless its unit is wrong."""
LARGE = ("USA", "GBR", "FRA", "DEU", "JPN", "CHN")
"""A part of the file may hold small traders alone, of whose size nothing is known."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the dyadic table; each pair gives two rows, one for each direction."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        table = tables.read_csv(
            files.only(plain, source=SOURCE.id),
            source=SOURCE.id,
            columns=COLUMNS,
            optional=SMOOTHED,
            final_newline=True,
        )
    known = miscoded.declared(__package__, SOURCE.id)
    settled, mended = miscoded.settled(_pairs(table), ("ccode1", "ccode2"), known)
    identified = _identified(settled)
    missing = identified["flow1"].null_count() + identified["flow2"].null_count()
    pairs, nobodys = _without_nobodys_zeros(identified)
    state_years = _state_years(pairs)
    absent = _absent(pairs, state_years)
    rows = _directed(pl.concat([pairs, absent], how="diagonal"))
    yield Reading(
        rows=rows,
        vintage=VINTAGE,
        coverage=spans(state_years),
        notes=(
            f"{number_of(pairs.height, 'pair-year')}, {number_of(missing, 'flow')} marked -9"
            " (missing) are not covered",
            f"{number_of(absent.height, 'pair-year')} of states that the file has, but not with"
            " each other, are not covered",
            *nobodys,
            *mended,
        ),
        doubts=_doubts(table),
    )


def _doubts(table: pl.DataFrame) -> list[Doubt]:
    """Return whether flows are the smoothed ones, which fill gaps and differ in 4 % of the rest."""
    if not set(SMOOTHED) <= set(table.columns):
        return []
    told = table.select(
        pl.col("flow1", "flow2", *SMOOTHED).cast(pl.Float64, strict=False).replace(-9.0, None)
    )
    return [
        doubt
        for flow, smoothed in zip(FLOWS, SMOOTHED, strict=True)
        for doubt in redundancy.agreement(
            told[flow], told[smoothed], usual=0.958, rule=f"{flow} is {smoothed}"
        )
    ]


def check(rows: pl.DataFrame) -> None:
    """Refuse flows of the largest traders that are too small to be dollars made from millions."""
    large = rows.filter(
        pl.col("origin").is_in(LARGE) | pl.col("destination").is_in(LARGE), pl.col("year") >= 1946
    )
    if large["value"].count():
        require_largest_above(large, LARGEST_AT_LEAST, source=SOURCE.id, unit="dollars")


def _pairs(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table as checked numbers, flows in whole dollars."""

    def flow(column: str) -> pl.Series:
        million = tables.numbers(
            table, column, source=SOURCE.id, missing=MISSING, low=0, high=LARGEST
        )
        return (million * MILLION).round()

    def code(column: str) -> pl.Series:
        number = tables.numbers(table, column, source=SOURCE.id, low=1, high=999, whole=True)
        tables.refuse_cells(table, column, number.is_null(), "must not be empty", source=SOURCE.id)
        return number.cast(pl.Int16)

    pairs = table.select(
        "row",
        ccode1=code("ccode1"),
        ccode2=code("ccode2"),
        year=tables.years(table, "year", source=SOURCE.id, first=1870),
        flow1=flow("flow1"),
        flow2=flow("flow2"),
    )
    tables.refuse_cells(
        pairs,
        "ccode2",
        pairs["ccode2"] < pairs["ccode1"],
        "must be above 'ccode1': each pair stands once",
        source=SOURCE.id,
    )
    return pairs


def _identified(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs with entity ids beside codes; each code and year is looked up once."""
    known = pl.concat([pairs.select("year", code=side) for side in ("ccode1", "ccode2")]).unique()
    ids = states.from_cow(known["code"], known["year"], source=SOURCE.id, column="ccode1, ccode2")
    known = known.with_columns(id=ids)
    for side, code in (("first", "ccode1"), ("second", "ccode2")):
        pairs = pairs.join(
            known.rename({"code": code, "id": side}), on=[code, "year"], how="left", validate="m:1"
        )
    return pairs.drop("row")


def _without_nobodys_zeros(pairs: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Return the pairs without zeros between two states that told nothing, and a note of how many.

    The publisher took them from the International Monetary Fund, whom neither state told: Cuba's and
    Mongolia's trade with the Soviet Union stands at 0 from 1981 on. Who told nothing is written by
    ``tools/untold_trade.py``.
    """
    silent = untold.declared(__package__, SOURCE.id).cast({"year": pairs["year"].dtype})
    for side in ("first", "second"):
        of_side = silent.select(
            "year", pl.col("state").alias(side), pl.lit(1).alias(f"{side} silent")
        )
        pairs = pairs.join(of_side, on=["year", side], how="left", validate="m:1")
    both = pl.all_horizontal(pl.col("first silent", "second silent").is_not_null())
    zeros = pairs.select(((pl.col(flow) == 0) & both).sum() for flow in FLOWS)
    pairs = pairs.with_columns(
        pl.when(both & (pl.col(flow) == 0)).then(None).otherwise(flow).alias(flow) for flow in FLOWS
    ).drop("first silent", "second silent")
    count = sum(zeros.row(0))
    note = f"{count:,} zeros between two states that told nothing of their trade are not covered"
    return pairs, [note] if count else []


def _state_years(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return every state in every year in which it appears."""
    return pl.concat(
        [pairs.select("year", state="first"), pairs.select("year", state="second")]
    ).unique()


def _absent(pairs: pl.DataFrame, state_years: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of states of a year that the file does not have.

    It has zeros and missing values for others, so a pair left out is neither: nobody knows.
    """
    possible = (
        state_years.join(state_years, on="year", suffix="_other")
        .filter(pl.col("state") < pl.col("state_other"))
        .select("year", first="state", second="state_other")
    )
    held = pairs.select(
        "year",
        first=pl.min_horizontal("first", "second"),
        second=pl.max_horizontal("first", "second"),
    )
    return possible.join(held, on=["year", "first", "second"], how="anti")


def _directed(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return one row per direction: the exporter is the origin, the importer the destination."""
    sides = {"first": "ccode1", "second": "ccode2"}
    both = pl.concat(
        pairs.select(
            "year",
            origin=origin,
            destination=destination,
            origin_code=sides[origin],
            destination_code=sides[destination],
            value=flow,
        )
        for origin, destination, flow in (
            ("second", "first", "flow1"),
            ("first", "second", "flow2"),
        )
    )
    return both.with_columns(
        indicator=pl.lit("goods"),
        item=pl.lit(schema.ALL_ITEMS),
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .otherwise(pl.lit(schema.REPORTED)),
    )
