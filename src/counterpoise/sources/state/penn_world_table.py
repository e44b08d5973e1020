"""Penn World Table 10.01, in the DDF layout: one file per variable, by country and year.

Each ``ddf--datapoints--<variable>--by--country--year.csv`` has the columns `country` (lower-case
ISO code), `year` and the variable. Any of the files below may be given, alone or together; the
lists of concepts and of countries that lie beside them are looked at, or passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.reference import states
from counterpoise.snapshots import files, spans, tables, texts
from counterpoise.snapshots.source import Reading, Source

MIRROR = "https://raw.githubusercontent.com/open-numbers/ddf--pwt--penn_world_table/master"


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
    title="Penn World Table, version 10.01",
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
        "GDP in million 2017 US dollars, population and employment in millions: both become whole"
        " dollars and persons. Shares and exchange rates are kept as they are."
    ),
    layout=(
        "CSV files ddf--datapoints--X--by--country--year.csv with the columns country, year, X,"
        f" where X is one of {', '.join(VARIABLES)}; one file or several"
    ),
    caveats=(
        "Purchasing-power dollars of 2017: for levels of living and output, not for trade shares.",
        "`rgdpe` and `rgdpo` compare states and years, `cgdpo` states in one year, `rgdpna` growth.",
        "Import shares are negative, as the publisher writes them: exports plus imports is net trade.",
        "Trade shares are of output at purchasing-power prices; they exceed 1 for entrepôts.",
    ),
    downloads=tuple(
        f"{MIRROR}/ddf--datapoints--{name}--by--country--year.csv" for name in VARIABLES
    ),
)

VINTAGE = "10.01"
FIRST, LAST = 1950, 2019
DATAPOINTS = re.compile(r"ddf--datapoints--(\w+)--by--country--year\.csv")
CONCEPTS = "ddf--concepts.csv"
COUNTRIES = "ddf--entities--country.csv"
DOLLARS = "2017US$"
NO_OUTPUT = {("BMU", 1999), ("BMU", 2000), ("BMU", 2001), ("BMU", 2003)}
"""Output of Bermuda comes out below zero here, and the table withholds it; its trade shares, which
divide by it, are printed with turned signs and mean nothing."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the variables given; a year that a state lacks in between is "not covered"."""
    rows: dict[str, pl.DataFrame] = {}
    skipped = 0
    with files.unpacked(paths, source=SOURCE.id) as plain:
        for path in plain:
            if path.name in (CONCEPTS, COUNTRIES):
                _refuse_other_dollars(path)
                skipped += 1
                continue
            name = _variable(path)
            if name in rows:
                raise SourceError.bad_layout(
                    f"The variable {name!r} must be given once.",
                    source=SOURCE.id,
                    where=f"file {path.name}",
                )
            rows[name] = _with_gaps(_rows(path, name))
    if not rows:
        raise SourceError.bad_layout(
            "Can't find any variable of the table: only lists of concepts or countries were given.",
            source=SOURCE.id,
            where=", ".join(path.name for path in paths[:5]),
        )
    yield Reading(
        rows=pl.concat(rows.values()),
        vintage=VINTAGE,
        coverage=[
            covered
            for name, part in rows.items()
            for covered in spans.spans(
                part.filter(pl.col("status") == "reported"), indicator=VARIABLES[name].indicator
            )
        ],
        notes=_notes(rows, skipped),
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


def _variable(path: Path) -> str:
    """Return the variable that the file's name and header speak of."""
    found = DATAPOINTS.fullmatch(path.name)
    if not found or found[1] not in VARIABLES:
        raise SourceError.bad_layout(
            f"The file must be ddf--datapoints--X--by--country--year.csv, X one of"
            f" {', '.join(VARIABLES)}.",
            source=SOURCE.id,
            where=f"file {path.name}",
        )
    return found[1]


def _refuse_other_dollars(path: Path) -> None:
    """Refuse the concepts of another release, whose dollars are of another year."""
    text = texts.read_text(path, source=SOURCE.id)
    if path.name == CONCEPTS and DOLLARS not in text:
        raise SourceError.bad_layout(
            f"The concepts must be in {DOLLARS}: this is another release of the table.",
            source=SOURCE.id,
            where=f"file {path.name}",
        )


def _rows(path: Path, name: str) -> pl.DataFrame:
    variable = VARIABLES[name]
    table = tables.read_csv(
        path, source=SOURCE.id, columns=("country", "year", name), final_newline=True
    )
    year = tables.years(table, "year", source=SOURCE.id, first=FIRST, last=LAST)
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
    return _without_meaning(rows).select("state", "year", "indicator", "value")


def _without_meaning(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows, without the shares of an output below zero."""
    withheld = pl.concat_str("state", pl.lit(" "), "year").is_in(
        [f"{state} {year}" for state, year in NO_OUTPUT]
    )
    share = pl.col("indicator").is_in(["export_share", "import_share"])
    return rows.with_columns(value=pl.when(withheld & share).then(None).otherwise(pl.col("value")))


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


def _notes(rows: dict[str, pl.DataFrame], skipped: int) -> tuple[str, ...]:
    unknown = sum((part["status"] == "not covered").sum() for part in rows.values())
    absent = [name for name in VARIABLES if name not in rows]
    return (
        f"{unknown} state-years between a state's first and last without a value: not covered"
        " (for Bermuda, trade shares of an output below zero)",
        f"variables not given: {', '.join(absent) or 'none'}",
        f"{skipped} lists of concepts or countries passed over",
    )
