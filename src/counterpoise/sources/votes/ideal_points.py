"""Positions of states in the General Assembly's votes, as Counterpoise estimates them.

The one source that is our own: :func:`counterpoise.measures.positions.write_ideal_points` makes its
file from the roll calls, so that a page need not estimate anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError, UnknownNameError
from counterpoise.reference import states
from counterpoise.snapshots import files, tables, texts
from counterpoise.snapshots.source import Covered, Reading, Source

SOURCE = Source(
    id="ideal_points",
    title="Ideal points of states in the United Nations General Assembly",
    publisher="Counterpoise",
    terms="CC0 1.0; computed by Counterpoise from UN roll calls, which are CC0 1.0 themselves.",
    citation=(
        "Counterpoise, ideal points, computed from: Voeten, Erik; Strezhnev, Anton; Bailey, Michael,"
        " 2009, United Nations General Assembly Voting Data, https://doi.org/10.7910/DVN/LEJUQZ,"
        " Harvard Dataverse."
    ),
    url="https://doi.org/10.7910/DVN/LEJUQZ",
    table="state_years",
    indicators=("ideal_point", "ideal_point_low", "ideal_point_high"),
    unit_note=(
        "Positions on one line, mean 0 and standard deviation 1 over all states and sessions, the"
        " United States above Russia; low and high end a central 90 % interval."
    ),
    layout=(
        "CSV state,session,year,position,low,high under a line '# Ideal points by Counterpoise;"
        " votes: unga_votes VINTAGE; settings: …', as measures.positions.write_ideal_points writes it"
    ),
    caveats=(
        "Estimates, not records: of a model with one dimension, in which abstaining lies between yes"
        " and no.",
        "Distances within a session are firmer than movements over decades: the roll calls change.",
        "Not the published series of Bailey, Strezhnev and Voeten, though close to it (r = .97): each"
        " position looks forward as well as back, and extreme ones, above all that of the United"
        " States, lie farther out.",
        "The year is that in which the session began; it ends in the next.",
        "Intervals of nominal 90 % held 90 % over simulated states of many kinds: from 85 % (endless"
        " walks, rare breaks) to 94 % (steady ones), and 78 % where whole blocs moved together.",
    ),
)

COLUMNS: Final = ("state", "session", "year", "position", "low", "high")
FIRST_LINE: Final = re.compile(
    r"# Ideal points by Counterpoise; votes: unga_votes (?P<vintage>\S+); settings: (?P<settings>.+)"
)
BEFORE_FIRST: Final = 1945
FARTHEST: Final = 15.0
"""Standard deviations; nobody lies farther out than 6."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read positions with their intervals; three rows for each state and year."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        text = texts.read_text(path, source=SOURCE.id)
    first, _, rest = text.partition("\n")
    said = FIRST_LINE.fullmatch(first.strip())
    if not said:
        raise SourceError.bad_layout(
            "The first line must name the votes and the settings.",
            source=SOURCE.id,
            where=f"file {path.name}, row 1: {first[:60]!r}",
            attempt="write the file with counterpoise.measures.positions.write_ideal_points",
        )
    table = tables.parse_csv(
        rest, source=SOURCE.id, columns=COLUMNS, name=path.name, above=1, final_newline=True
    )
    positions = _positions(table)
    yield Reading(
        rows=_rows(positions),
        vintage=said["vintage"],
        coverage=_coverage(positions),
        notes=(f"estimated with {said['settings']}",),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse positions that are not on our scale, or whose sign is turned."""
    at = rows.filter(pl.col("indicator") == "ideal_point").select("state", "value")
    middle, spread = at.select(pl.col("value").mean(), spread=pl.col("value").std(ddof=0)).row(0)
    if not (abs(middle) < 0.5 and 0.5 < spread < 2.0):
        raise SourceError.bad_layout(
            "Positions must have mean 0 and standard deviation 1 over all states and years.",
            source=SOURCE.id,
            where=f"column 'position': mean {middle:.3g}, standard deviation {spread:.3g}",
            attempt="write the file with counterpoise.measures.positions.write_ideal_points",
        )
    side = {
        name: at.filter(pl.col("state").is_in(ids))["value"].mean()
        for name, ids in {"USA": ["USA", "GBR"], "Russia": ["SUN", "RUS"]}.items()
    }
    high, low = side["USA"], side["Russia"]
    if isinstance(high, float) and isinstance(low, float) and high <= low:
        raise SourceError.bad_layout(
            "The United States and the United Kingdom must lie above Russia: the sign is turned.",
            source=SOURCE.id,
            where=f"column 'position': {high:.3g} and {low:.3g} on average",
        )


def _positions(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table checked: one row per state and session."""
    source = SOURCE.id
    session = tables.numbers(table, "session", source=source, low=1, high=150, whole=True)
    tables.refuse_cells(table, "session", session.is_null(), "must not be empty", source=source)
    year = tables.years(table, "year", source=source, first=1946, last=2100)
    apart = year.cast(pl.Int64) != session.cast(pl.Int64) + BEFORE_FIRST
    tables.refuse_cells(table, "year", apart, "must be 1945 and the session", source=source)
    values = {}
    for column in ("position", "low", "high"):
        values[column] = tables.numbers(table, column, source=source, low=-FARTHEST, high=FARTHEST)
        tables.refuse_cells(
            table, column, values[column].is_null(), "must not be empty", source=source
        )
    outside = (values["low"] > values["position"]) | (values["position"] > values["high"])
    tables.refuse_cells(table, "position", outside, "must lie between low and high", source=source)
    twice = table.select("state", "session").is_duplicated()
    tables.refuse_cells(table, "state", twice, "must stand once in a session", source=source)
    _require_states(table, year)
    return table.select("state", year, **values)


def _require_states(table: pl.DataFrame, year: pl.Series) -> None:
    """Refuse ids that the registry does not hold; the file has ids, not names."""
    known = states.states()["id"]
    unknown = table.filter(~pl.col("state").is_in(known.implode()))["state"].unique(
        maintain_order=True
    )
    if unknown.len():
        span = int(min(year.to_list())), int(max(year.to_list()))
        where = f"source {SOURCE.id!r}, column 'state'"
        raise UnknownNameError.unmatched(unknown.to_list(), where=where, years=span)


def _rows(positions: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the table, one per indicator."""
    named = positions.rename(dict(zip(("position", "low", "high"), SOURCE.indicators, strict=True)))
    return named.unpivot(index=["state", "year"], variable_name="indicator").with_columns(
        status=pl.lit(schema.REPORTED)
    )


def _coverage(positions: pl.DataFrame) -> tuple[Covered, ...]:
    """Return the spans of years that hold positions."""
    years = positions["year"].unique().sort().to_list()
    breaks = [place for place in range(1, len(years)) if years[place] != years[place - 1] + 1]
    spans = zip([0, *breaks], [*breaks, len(years)], strict=True)
    return tuple(Covered(years[start], years[end - 1]) for start, end in spans)
