"""Penn World Table: output in purchasing-power dollars, population, shares, by state and year.

The publisher's one table and the DDF layout are read (:mod:`._penn_layouts`); which release it is, and
of which year its dollars are, the file says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.reference import states
from counterpoise.snapshots import files, spans, tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.state import _penn_layouts as layouts


@dataclass(frozen=True)
class Variable:
    """What a variable of the table becomes: values times `scale`, rounded if they are counts."""

    indicator: str
    scale: float
    low: float
    high: float
    whole: bool = True


# `low` and `high` are in the publisher's units: what the table has held since 1950, and some more.
VARIABLES = {
    "rgdpe": Variable("rgdpe", 1e6, 1, 1e8),
    "rgdpo": Variable("rgdpo", 1e6, 1, 1e8),
    "cgdpo": Variable("cgdpo", 1e6, 1, 1e8),
    "rgdpna": Variable("rgdpna", 1e6, 1, 1e8),
    "pop": Variable("population", 1e6, 0.001, 3_000),
    "emp": Variable("employment", 1e6, 0.0001, 2_000),
    "xr": Variable("exchange_rate", 1, 1e-20, 1e12, whole=False),
    "csh_x": Variable("export_share", 1, -100, 100, whole=False),
    "csh_m": Variable("import_share", 1, -100, 100, whole=False),
}

SOURCE = Source(
    id="penn_world_table",
    title="Penn World Table",
    publisher="Groningen Growth and Development Centre",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0).",
    citation=(
        "Feenstra, R. C., R. Inklaar and M. P. Timmer (2015). The Next Generation of the Penn World"
        " Table. American Economic Review, 105(10), 3150-3182. Available at www.ggdc.net/pwt."
    ),
    url="https://www.rug.nl/ggdc/productivity/pwt/",
    table="state_years",
    indicators=tuple(variable.indicator for variable in VARIABLES.values()),
    unit_note=(
        "GDP in million US dollars of 2017 (release 10) or 2021 (release 11), population and employment in"
        " millions: both become whole dollars and persons. Shares and exchange rates are kept as they are."
    ),
    layout=(
        "the publisher's table (pwt110.xlsx, sheet Data, or as CSV): countrycode, year and any of"
        f" {', '.join(VARIABLES)}; or CSV files ddf--datapoints--X--by--country--year.csv with the columns"
        " country, year, X, one file or several"
    ),
    caveats=(
        "Purchasing-power dollars of 2017 or, since release 11, of 2021: for levels of living and output,"
        " not for trade shares; never compare two releases.",
        "`rgdpe` and `rgdpo` compare states and years, `cgdpo` states in one year, `rgdpna` growth.",
        "Import shares are negative, as the publisher writes them: exports plus imports is net trade.",
        "Trade shares are of output at purchasing-power prices; they exceed 1 for entrepôts.",
    ),
    requests=(Request("https://dataverse.nl/api/access/datafile/554105", kind="xlsx"),),
)

FIRST = 1950
OUTPUT = ("rgdpe", "rgdpo", "cgdpo", "rgdpna")
USUAL_DOLLARS = 2017
"""The year of the dollars in the units of :data:`counterpoise.schema.INDICATORS`."""
SHARES = ("csh_x", "csh_m")
NO_OUTPUT = ("BMU 1999", "BMU 2000", "BMU 2001", "BMU 2003")
"""Output of Bermuda comes out below zero here in release 10.01, and the table withholds it; its trade
shares, which divide by it, are printed with turned signs and mean nothing."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the variables given; a year that a state lacks in between is "not covered"."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = layouts.read(plain, tuple(VARIABLES), source=SOURCE.id)
    if not found.variables:
        raise SourceError.bad_layout(
            "Can't find any variable of the table: only lists of concepts or countries were given.",
            source=SOURCE.id,
            where=", ".join(path.name for path in paths[:5]),
        )
    _require_dollars(found)
    rows = {
        name: _with_gaps(_rows(_with_output(table, name, found), name, found.release)).with_columns(
            unit=_unit(name, found.dollars)
        )
        for name, table in found.variables.items()
    }
    yield Reading(
        rows=pl.concat(rows.values()),
        vintage=found.release,
        coverage=[
            covered
            for name, part in rows.items()
            for covered in spans.spans(
                part.filter(pl.col("status") == "reported"), indicator=VARIABLES[name].indicator
            )
        ],
        notes=_notes(rows, found),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse populations and outputs whose median can be none of states: the unit is wrong."""
    medians = dict.fromkeys(("rgdpe", "rgdpo", "cgdpo", "rgdpna"), (1e8, 5e13))
    medians |= {"population": (1e5, 1e9), "employment": (1e4, 1e9)}
    found = rows.group_by("indicator").agg(pl.col("value").median()).sort("indicator").rows()
    for indicator, median in found:
        low, high = medians.get(indicator, (None, None))
        if None not in (low, high, median) and not low <= median <= high:
            raise SourceError.bad_layout(
                f"The median of {indicator!r} must lie between {low:,.0f} and {high:,.0f}:"
                " the unit is wrong.",
                source=SOURCE.id,
                where=f"median {median:,.0f}",
            )


def _require_dollars(found: layouts.Tables) -> None:
    """Refuse outputs of which nobody says in the dollars of which year they are."""
    outputs = [name for name in found.variables if name in OUTPUT]
    if outputs and not found.dollars:
        raise SourceError.bad_layout(
            f"The files must say of which year the dollars of {', '.join(outputs)} are.",
            source=SOURCE.id,
            where="neither the file's name (pwt110), nor the sheet 'Legend', nor ddf--concepts.csv",
            attempt="give the file the publisher's name back, or ddf--concepts.csv beside it",
        )


def _unit(name: str, dollars: int) -> pl.Expr:
    """Return the unit of a variable, in the dollars of the release."""
    usual = schema.INDICATORS[VARIABLES[name].indicator].unit
    return pl.lit(usual.replace(str(USUAL_DOLLARS), str(dollars)) if name in OUTPUT else usual)


def _rows(table: pl.DataFrame, name: str, release: str) -> pl.DataFrame:
    variable = VARIABLES[name]
    year = tables.years(table, "year", source=SOURCE.id, first=FIRST)
    value = tables.numbers(table, name, source=SOURCE.id, low=variable.low, high=variable.high)
    rows = table.select(
        "row",
        "country",
        state=states.from_iso3(table["country"], None, source=SOURCE.id, column="country"),
        year=year,
        indicator=pl.lit(variable.indicator),
        value=(value * variable.scale).round() if variable.whole else value,
    )
    twice = rows.select(pl.struct("state", "year").is_duplicated()).to_series()
    tables.refuse_cells(rows, "country", twice, "must have one row for each year", source=SOURCE.id)
    if name in SHARES and release == layouts.DDF:
        known = pl.concat_str("state", pl.lit(" "), "year").is_in(NO_OUTPUT)
        rows = rows.with_columns(value=pl.when(~known).then("value"))
    return rows.select("state", "year", "indicator", "value")


def _with_output(table: pl.DataFrame, name: str, found: layouts.Tables) -> pl.DataFrame:
    """Return a table of shares without the state-years whose output the release withholds."""
    if name not in SHARES or "cgdpo" not in found.variables:
        return table
    output = found.variables["cgdpo"].filter(pl.col("cgdpo").str.strip_chars() != "")
    return table.join(
        output.select("country", "year"), on=["country", "year"], how="semi", maintain_order="left"
    )


def _with_gaps(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a row for every year between a state's first and last; unknown ones "not covered"."""
    every = (
        rows.group_by("state", "indicator")
        .agg(first=pl.col("year").min(), last=pl.col("year").max())
        .select(
            "state", "indicator", year=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int16)
        )
        .explode("year")
    )
    return (
        every.join(rows, on=["state", "year", "indicator"], how="left", validate="1:1")
        .with_columns(
            status=pl.when(pl.col("value").is_null())
            .then(pl.lit("not covered"))
            .otherwise(pl.lit("reported"))
        )
        .sort("state", "year")
    )


def _notes(rows: dict[str, pl.DataFrame], found: layouts.Tables) -> tuple[str, ...]:
    unknown = sum((part["status"] == "not covered").sum() for part in rows.values())
    absent = [name for name in VARIABLES if name not in rows]
    return (
        f"{unknown} state-years between a state's first and last without a value: not covered"
        " (for Bermuda, trade shares of an output below zero)",
        f"variables not given: {', '.join(absent) or 'none'}",
        f"{found.skipped} lists of concepts or countries passed over",
    )
