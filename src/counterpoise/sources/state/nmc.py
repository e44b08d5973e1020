"""National Material Capabilities: a state's part of the world's capability, and its soldiers.

CINC, the composite index, is the mean of a state's shares of the world's military expenditure and
personnel, iron and steel, energy, population and urban population. One row a state (COW code) and
year; -9 or an empty cell is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.snapshots.spans import spans

SOURCE = Source(
    id="nmc",
    title="National Material Capabilities (NMC)",
    publisher="Correlates of War Project",
    terms="Free to use with citation.",
    citation=(
        "Singer, J. David, Stuart Bremer, and John Stuckey (1972). Capability Distribution, Uncertainty,"
        " and Major Power War, 1820-1965. In Bruce Russett (ed.), Peace, War, and Numbers. Beverly Hills:"
        " Sage, 19-48."
    ),
    url="https://correlatesofwar.org/data-sets/national-material-capabilities/",
    table="state_years",
    indicators=("capability", "soldiers"),
    unit_note="CINC as a share of the world; thousands of military personnel, turned into persons.",
    layout="CSV (plain, .gz, or the publisher's .zip): ccode, year, milper, cinc, …",
    caveats=(
        "CINC counts soldiers, steel, energy and people: it says nothing of technology or of will, and"
        " makes large and populous states strong.",
        "Members of the Correlates of War's state system only: of others nothing is known here.",
        "Its military expenditure is left aside: SIPRI's is comparable over time, this is not.",
    ),
    requests=(
        Request(
            "https://correlatesofwar.org/wp-content/uploads/NMCv7.zip",
            kind="zip",
            members="*abridged*.csv",
        ),
    ),
)

COLUMNS: Final = ("ccode", "year", "milper", "cinc")
MISSING: Final = ("", "-9", "-9.0", "NA")
FIRST: Final = 1816
THOUSAND: Final = 1000
MOST_TOGETHER: Final = 1.15
"""Sum over the states of a year: 1, but for parts that are missing, and up to 1.08."""
MOST_SOLDIERS: Final = 20_000
"""Thousands; the Soviet Union of 1945 had 12,500."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table of state-years."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only([one for one in plain if one.suffix != ".pdf"], source=SOURCE.id)
        table = tables.read_csv(path, source=SOURCE.id, columns=COLUMNS, optional=("version",))
    year = tables.years(table, "year", source=SOURCE.id, first=FIRST)
    code = tables.numbers(table, "ccode", source=SOURCE.id, low=1, high=999, whole=True)
    tables.refuse_cells(table, "ccode", code.is_null(), "must not be empty", source=SOURCE.id)
    number = {"source": SOURCE.id, "missing": MISSING, "low": 0}
    found = table.select(
        state=states.from_cow(code.cast(pl.Int16), year, source=SOURCE.id, column="ccode"),
        state_code=code.cast(pl.Int16),
        year=year,
        capability=tables.numbers(table, "cinc", high=1, **number),  # type: ignore[arg-type]
        soldiers=tables.numbers(table, "milper", high=MOST_SOLDIERS, **number) * THOUSAND,  # type: ignore[arg-type]
    )
    rows = found.unpivot(
        index=["state", "state_code", "year"], variable_name="indicator", value_name="value"
    ).with_columns(
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .otherwise(pl.lit(schema.REPORTED))
    )
    yield Reading(
        rows=rows.sort("state", "year", "indicator"),
        vintage=_vintage(path.name),
        coverage=spans(found),
        notes=(
            f"{found.height:,} state-years; {found['capability'].null_count():,} without a CINC and"
            f" {found['soldiers'].null_count():,} without soldiers: not covered",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse years in which the states' capabilities are far more than the world's."""
    sums = (
        rows.filter(pl.col("indicator") == "capability")
        .group_by("year")
        .agg(pl.col("value").sum())
        .filter(pl.col("value") > MOST_TOGETHER)
        .sort("year")
    )
    if sums.height:
        raise SourceError.bad_layout(
            f"The capabilities of a year must add up to {MOST_TOGETHER} at most.",
            source=SOURCE.id,
            where=f"{number_of(sums.height, 'year')}, first {sums['year'][0]}: {sums['value'][0]:.3f}",
        )


def _vintage(name: str) -> str:
    """Return the version in the file's name: cow_nmc_v7, NMC-60-abridged, NMC_v7.0."""
    found = re.search(r"v(\d)(?:[._]?(\d))?(?!\d)|-(\d)(\d)(?!\d)", name)
    return f"{found[1] or found[3]}.{found[2] or found[4] or 0}" if found else ""
