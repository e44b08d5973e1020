"""IMF Direction of Trade Statistics, totals: the World row of each state's imports and exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import files
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.snapshots.spans import spans
from counterpoise.sources.trade import _dots_judged as judged
from counterpoise.sources.trade import _dots_workbooks as layout

SOURCE = Source(
    id="imf_dots_totals",
    title="Direction of Trade Statistics, World rows",
    publisher="International Monetary Fund",
    terms="Free to copy and redistribute, unchanged or as tables, with attribution to the IMF.",
    citation="International Monetary Fund. Direction of Trade Statistics (DOTS). Washington, D.C.",
    url="https://data.imf.org/DOT",
    table="state_years",
    indicators=("imports", "exports"),
    unit_note="Million current US dollars, turned into whole dollars; imports CIF, exports FOB.",
    layout=(
        "Excel workbooks (.xlsx), one for each reporter, with the sheets 'Exports, FOB' and 'Imports, CIF';"
        " give many at once, or the .zip of all"
    ),
    caveats=(
        "The World row is the sum of the partners named and of what is ascribed to nobody, not a figure of"
        " its own: it can't show trade that is told of no partner at all.",
        "A total of which the Fund estimated more than a tenth, mostly from what partners tell, is marked"
        " 'imputed'.",
        "A World row over fewer than five partners is a part of the trade: 'not covered'.",
    ),
)

INDICATORS: Final = {schema.DESTINATION: "imports", schema.ORIGIN: "exports"}
MILLION: Final = 1_000_000
MOST_ESTIMATED: Final = 0.10
"""Part of a total that may be estimated and the total still be called reported."""
LARGEST: Final = 1e13
"""Dollars; China's exports of 2020 were 2.6e12."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the World rows of any number of workbooks."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = layout.read(plain, source=SOURCE.id)
    years = judged.sheet_years(*judged.pairs(found.figures))
    rows = _rows(years)
    apart = years.filter((pl.col("total") / pl.col("world") - 1).abs() > 0.02)
    yield Reading(
        rows=rows,
        vintage=found.vintage,
        coverage=_coverage(rows),
        notes=(
            *judged.set_aside(found),
            f"{rows.height:,} totals of {number_of(rows['state'].n_unique(), 'reporter')},"
            f" {(rows['status'] == schema.IMPUTED).sum():,} of them mostly or partly estimates,"
            f" {rows['value'].null_count():,} over fewer than {judged.FEWEST} partners not covered",
            f"in {apart.height:,} the partners add up to the World row with more than 2 % between",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse totals larger than any has been: the unit would be another."""
    wrong = rows.filter(pl.col("value") > LARGEST)
    if wrong.height:
        raise SourceError.bad_layout(
            f"A total must be at most {LARGEST:,.0f} dollars.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong['state'][0]} {wrong['year'][0]}",
        )


def _rows(years: pl.DataFrame) -> pl.DataFrame:
    """Return the totals, unknown where the World row is over too few partners to be one."""
    whole = pl.col("partners") >= judged.FEWEST
    guessed = pl.col("estimated") > MOST_ESTIMATED * pl.col("total")
    return years.select(
        "state",
        "year",
        indicator=pl.col("told_by").replace_strict(INDICATORS),
        value=pl.when(whole).then((pl.col("world") * MILLION).round()),
        status=pl.when(~whole)
        .then(pl.lit(schema.NOT_COVERED))
        .when(guessed)
        .then(pl.lit(schema.IMPUTED))
        .otherwise(pl.lit(schema.REPORTED)),
    )


def _coverage(rows: pl.DataFrame) -> tuple[Covered, ...]:
    """Return the years for which a state has a total, imports and exports each by themselves."""
    return tuple(
        statement
        for indicator in SOURCE.indicators
        for statement in spans(rows.filter(pl.col("indicator") == indicator), indicator=indicator)
    )
