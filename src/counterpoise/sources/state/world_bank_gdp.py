"""World Development Indicators: gross domestic product in current US dollars.

Two layouts of one table are read: the ``.xls`` that the World Bank offers as "Excel", and the
``API_NY.GDP.MKTP.CD_DS2_en_csv_v2_….csv`` of its zip archive. Both have a few lines with the day of
the last update above the header, and one column per year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.reference import states
from counterpoise.snapshots import files, spans, tables, world_bank_tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Source

SOURCE = Source(
    id="world_bank_gdp",
    title="World Development Indicators: GDP (current US$)",
    publisher="World Bank",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0).",
    citation="World Bank, World Development Indicators, GDP (current US$), NY.GDP.MKTP.CD.",
    url="https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
    table="state_years",
    indicators=("gdp",),
    unit_note="Current US dollars, rounded to whole dollars.",
    layout=(
        "XLS (sheet 'Data') or the API_NY.GDP.MKTP.CD… CSV, plain or in its zip: 'Data Source' and"
        " 'Last Updated Date' lines, then Country Name, Country Code, Indicator Name,"
        " Indicator Code, 1960, 1961, …"
    ),
    caveats=(
        "Converted at yearly average exchange rates: a fall may be the currency's, not the economy's.",
        "Regions and income groups of the same table are left aside: they repeat the states.",
        "Revised several times a year; compare ratios only within one vintage.",
    ),
    requests=(
        Request(
            "https://api.worldbank.org/v2/en/indicator/NY.GDP.MKTP.CD?downloadformat=csv",
            kind="zip",
        ),
    ),
)

INDICATOR = "NY.GDP.MKTP.CD"
WORLD = "aggregate:World"
LEAST_OF_WORLD = 0.8
"""States over World: never under 0.91 since 1960 (the World total estimates what is missing)."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table; a year that a state lacks between its first and last is "not covered"."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        data = [path for path in plain if not path.name.startswith("Metadata_")]
        given = files.only(data, source=SOURCE.id)
        table, vintage = world_bank_tables.read(given, source=SOURCE.id)
    wide = table.with_columns(
        state=states.from_iso3(table["Country Code"], None, source=SOURCE.id, column="Country Code")
    )
    _refuse_others(wide)
    rows = _long(wide)
    _compare_with_world(rows)
    aggregate = pl.col("state").str.starts_with("aggregate:")
    reported = rows.filter(~aggregate)
    yield Reading(
        rows=_with_gaps(reported),
        vintage=vintage,
        coverage=_coverage(reported),
        notes=_notes(wide, reported),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a GDP that no state has had in dollars: thousands, millions, or a national currency."""
    wrong = rows.filter(~pl.col("value").is_between(1e6, 1e14))
    large = rows.filter((pl.col("state") == "USA") & (pl.col("value") < 1e11))
    if not (bad := pl.concat([wrong, large])).is_empty():
        shown = [f"{state} {year}: {value:,.0f}" for state, year, value in _keys(bad)]
        raise SourceError.bad_layout(
            "GDP must lie between 1 million and 100 trillion dollars: the unit is wrong.",
            source=SOURCE.id,
            where=f"{bad.height:,} rows: {'; '.join(shown[:5])}",
        )


def _keys(rows: pl.DataFrame) -> list[tuple[str, int, float]]:
    return rows.select("state", "year", "value").rows()


def _refuse_others(wide: pl.DataFrame) -> None:
    """Refuse another indicator (constant dollars, per head), and a state named twice."""
    tables.refuse_cells(
        wide,
        "Indicator Code",
        wide["Indicator Code"] != INDICATOR,
        f"must be {INDICATOR}",
        source=SOURCE.id,
        attempt=f"download it from {SOURCE.url}",
    )
    tables.refuse_cells(
        wide,
        "Country Code",
        wide["state"].is_duplicated(),
        "must name each economy once",
        source=SOURCE.id,
    )


def _long(wide: pl.DataFrame) -> pl.DataFrame:
    """Return one row per economy and year that has a value."""
    years = [column for column in wide.columns if column.isdecimal()]
    return (
        wide.select(
            "state",
            *(tables.numbers(wide, year, source=SOURCE.id, low=1).alias(year) for year in years),
        )
        .unpivot(index="state", variable_name="year")
        .drop_nulls("value")
        .with_columns(
            pl.col("year").cast(pl.Int16),
            pl.col("value").round(),
            indicator=pl.lit("gdp"),
            status=pl.lit("reported"),
        )
    )


def _compare_with_world(rows: pl.DataFrame) -> None:
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
        source=SOURCE.id,
        where=f"{wrong.height} years: {'; '.join(shown)}",
        attempt="download it anew; it was cut short or edited",
    )


def _with_gaps(reported: pl.DataFrame) -> pl.DataFrame:
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
            pl.col("indicator").fill_null("gdp"), pl.col("status").fill_null("not covered")
        )
        .sort("state", "year")
    )


def _coverage(reported: pl.DataFrame) -> tuple[Covered, ...]:
    return spans.spans(reported, indicator="gdp")


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
        f"{len(silent)} economies without any value: {', '.join(silent) or 'none'}",
    )
