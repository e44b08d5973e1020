"""One indicator of the World Development Indicators: economies by years, whichever layout it came in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, spans, tables, world_bank_tables
from counterpoise.snapshots.request import Pages, Request
from counterpoise.snapshots.source import Covered, Reading, Source

WORLD: Final = "aggregate:World"
LEAST_OF_WORLD: Final = 0.8
"""States over World: never under 0.91 since 1960 (the World total estimates what is missing)."""
LAYOUT: Final = (
    "the World Bank's table of {code}: XLS (sheet 'Data') or the API_{code}… CSV, plain or in its zip: 'Data"
    " Source' and 'Last Updated Date' lines, then Country Name, Country Code, Indicator Name, Indicator Code,"
    " 1960, 1961, …; the whole WDICSV.csv; or the API's JSON, all pages of country/all"
)


def by_pages(code: str) -> Request:
    """Return the request for the pages in JSON of an indicator, all economies and years."""
    return Request(
        f"https://api.worldbank.org/v2/country/all/indicator/{code}?format=json&per_page=20000",
        file=f"{code}.json",
        kind="json",
        pages=Pages("page", parameter="page", rows="1", last="0.pages"),
        tried="2026, by others",
    )


def read(paths: Sequence[Path], source: Source, code: str) -> Iterator[Reading]:
    """Read an indicator's table; a year that a state lacks between its first and last is "not covered"."""
    name = source.indicators[0]
    with files.unpacked(paths, source=source.id) as plain:
        data = [path for path in plain if not path.name.startswith("Metadata_")]
        if not all(map(world_bank_tables.is_json, data)):
            data = [files.only(data, source=source.id)]
        table, vintage = world_bank_tables.read_all(data, source=source.id, code=code)
    wide = table.with_columns(
        state=states.from_iso3(table["Country Code"], None, source=source.id, column="Country Code")
    )
    _refuse_others(wide, source, code)
    rows = _long(wide, source, name)
    _compare_with_world(rows, source)
    aggregate = pl.col("state").str.starts_with("aggregate:")
    reported = rows.filter(~aggregate)
    yield Reading(
        rows=_with_gaps(reported, name),
        vintage=vintage or f"to-{max(reported['year'].to_list())}",
        coverage=_coverage(reported, name),
        notes=_notes(wide, reported),
    )


def _refuse_others(wide: pl.DataFrame, source: Source, code: str) -> None:
    """Refuse another indicator (constant dollars, per head), and a state named twice."""
    tables.refuse_cells(
        wide,
        "Indicator Code",
        wide["Indicator Code"] != code,
        f"must be {code}",
        source=source.id,
        attempt=f"download it from {source.url}",
    )
    tables.refuse_cells(
        wide,
        "Country Code",
        wide["state"].is_duplicated(),
        "must name each economy once",
        source=source.id,
    )


def _long(wide: pl.DataFrame, source: Source, name: str) -> pl.DataFrame:
    """Return one row per economy and year that has a value."""
    years = [column for column in wide.columns if column.isdecimal()]
    return (
        wide.select(
            "state",
            *(tables.numbers(wide, year, source=source.id, low=1).alias(year) for year in years),
        )
        .unpivot(index="state", variable_name="year")
        .drop_nulls("value")
        .with_columns(
            pl.col("year").cast(pl.Int16),
            pl.col("value").round(),
            indicator=pl.lit(name),
            status=pl.lit("reported"),
        )
    )


def _compare_with_world(rows: pl.DataFrame, source: Source) -> None:
    """Refuse a table whose states do not nearly make up its World: cut short, or units mixed."""
    aggregate = pl.col("state").str.starts_with("aggregate:")
    shares = (
        rows.group_by("year")
        .agg(
            world=pl.col("value").filter(pl.col("state") == WORLD).first(),
            states=pl.col("value").filter(~aggregate).sum(),
        )
        .with_columns(share=pl.col("states") / pl.col("world"))
        .sort("year")
    )
    wrong = shares.filter(
        ~pl.col("share").is_between(LEAST_OF_WORLD, 1.01) | pl.col("world").is_null()
    )
    if wrong.is_empty():
        return
    shown = [
        f"{year}: no World" if share is None else f"{year}: {share:.0%}"
        for year, share in wrong.select("year", "share").head(5).rows()
    ]
    raise SourceError.bad_layout(
        f"The states must add up to at least {LEAST_OF_WORLD:.0%} of the World row.",
        source=source.id,
        where=f"{number_of(wrong.height, 'year')}: {'; '.join(shown)}",
        attempt="download it anew; it was cut short or edited",
    )


def _with_gaps(reported: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the rows, and those between a state's first and last year that have no value."""
    every = (
        reported.group_by("state")
        .agg(first=pl.col("year").min(), last=pl.col("year").max())
        .select("state", year=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int16))
        .explode("year")
    )
    return (
        every.join(reported, on=["state", "year"], how="left", validate="1:1")
        .with_columns(
            pl.col("indicator").fill_null(name), pl.col("status").fill_null("not covered")
        )
        .sort("state", "year")
    )


def _coverage(reported: pl.DataFrame, name: str) -> tuple[Covered, ...]:
    return spans.spans(reported, indicator=name)


def _notes(wide: pl.DataFrame, reported: pl.DataFrame) -> tuple[str, ...]:
    aggregates = wide["state"].str.starts_with("aggregate:").sum()
    known = set(reported["state"])
    silent = [
        state
        for state in wide["state"]
        if state not in known and not state.startswith("aggregate:")
    ]
    return (
        f"{aggregates} regions and income groups set aside",
        f"{number_of(len(silent), 'economy')} without any value: {', '.join(silent) or 'none'}",
    )
