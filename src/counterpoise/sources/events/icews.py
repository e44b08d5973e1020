"""ICEWS coded events: who did what to whom, by a machine, from some 300 news publishers, 1995 to 2023."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import names, states
from counterpoise.snapshots import members, tables, texts
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.events import _acts, _cells

SOURCE = Source(
    id="icews",
    title="ICEWS Coded Event Data",
    publisher="Boschee and others, Lockheed Martin, Harvard Dataverse",
    terms="CC0 1.0; the authors ask for citation.",
    citation=(
        "Boschee, Elizabeth; Lautenschlager, Jennifer; O'Brien, Sean; Shellman, Steve; Starz, James;"
        " Ward, Michael, 2015, ICEWS Coded Event Data, https://doi.org/10.7910/DVN/28075, Harvard"
        " Dataverse."
    ),
    url="https://doi.org/10.7910/DVN/28075",
    table="events",
    indicators=(),
    unit_note="Rows are reports; kept are counts by pair, day, class of act and publisher.",
    layout=(
        "Tab- or comma-separated with Event ID, Event Date, Source Sectors, Source Country, CAMEO Code,"
        " Intensity, Target Sectors, Target Country, Story ID, Publisher (events.2018.….tab, or"
        " Parquet-free tables with event_id, event_date, …)"
    ),
    caveats=(
        "It ends in April 2023; POLECAT follows it with other classes of acts and other sources: the two"
        " make no one line.",
        "Only rows between two different states, of their officials or of the states themselves, are kept.",
        "Publishers changed through the years, and with them what is told.",
    ),
    ships="no",
)

COLUMNS: Final = (
    "event_id", "event_date", "source_sectors", "source_country", "cameo_code", "intensity",
    "target_sectors", "target_country", "story_id", "publisher",
)  # fmt: skip
OFFICIAL: Final = (
    "Government", "Executive", "Executive Office", "Cabinet", "Foreign Ministry", "Military", "Police",
    "Judicial", "Elite", "Legislative / Parliamentary", "Defense / Security Ministry",
)  # fmt: skip
"""Sectors of actors who act for their state; an actor without a sector is the state itself."""
NO_STATE: Final = frozenset({"", "None", "NULL"})


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read tables of events, and yield a piece for each month."""
    found: list[pl.DataFrame] = []
    rows = 0
    with members.one_by_one(paths, source=SOURCE.id) as given:
        for member in given:
            with member.opened() as path:
                table = _table(path)
            rows += table.height
            found.append(table)
    whole = pl.concat(found)
    twice = whole["event_id"].is_duplicated()
    if twice.any():
        raise SourceError.bad_layout(
            "An event must stand in the files once.",
            source=SOURCE.id,
            where=f"{number_of(twice.sum(), 'row')}, first event {whole['event_id'].filter(twice)[0]}",
        )
    reports = _reports(whole)
    days = whole["date"].drop_nulls()
    first, last = days.min(), days.max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    yield from _cells.by_month(
        reports, _cells.span(first, last), vintage=f"{last:%Y-%m}",
        notes=[f"of two different states and of officials: {reports.height:,} of {number_of(rows, 'row')}"],
    )  # fmt: skip


def _table(path: Path) -> pl.DataFrame:
    """Return a file's columns of use as text, under one spelling of their names."""
    text = texts.read_text(path, source=SOURCE.id)
    first, _, rest = text.partition("\n")
    plain = first.lower().replace("event id", "event_id").replace(" ", "_")
    table = tables.parse_csv(
        f"{plain}\n{rest}", source=SOURCE.id, columns=COLUMNS, name=path.name, final_newline=True
    )
    parsed = table["event_date"].str.to_date("%Y-%m-%d", strict=False)
    tables.refuse_cells(
        table, "event_date", parsed.is_null(), "must be days as 2018-06-01", source=SOURCE.id
    )
    wrong = ~table["cameo_code"].str.contains(r"^\d{2,4}$")
    tables.refuse_cells(table, "cameo_code", wrong, "must be a code of CAMEO", source=SOURCE.id)
    return table.with_columns(date=parsed)


def _reports(table: pl.DataFrame) -> pl.DataFrame:
    """Return the reports between two states and their officials."""
    root = pl.col("cameo_code").str.slice(0, 2).cast(pl.Int32)
    between = table.filter(
        ~pl.col("source_country").is_in(list(NO_STATE)),
        ~pl.col("target_country").is_in(list(NO_STATE)),
        pl.col("source_country") != pl.col("target_country"),
        _official("source_sectors"),
        _official("target_sectors"),
    )
    years = between["date"].dt.year()
    sides = {
        side: names.identify(
            between[f"{column}_country"], source=SOURCE.id, column=column, years=years
        )
        for side, column in (("one", "source"), ("two", "target"))
    }
    named = between.with_columns(**sides).filter(
        pl.col("one") != pl.col("two"),
        pl.all_horizontal(pl.col("one", "two").is_in(list(states.ids()))),
    )
    publisher = pl.col("publisher")
    return _cells.shaped(named.select(
        "date", "one", "two", added=pl.col("date"), act=_acts.act_of_root(root),
        story=pl.col("story_id"),
        publisher=pl.when(publisher == "").then(pl.lit("unnamed")).otherwise(publisher),
        goldstein=pl.col("intensity").cast(pl.Float64, strict=False),
    ))  # fmt: skip


def _official(column: str) -> pl.Expr:
    """Return whether an actor has no sector, or an official one."""
    sectors = pl.col(column).str.split(",")
    return (pl.col(column) == "") | sectors.list.set_intersection(list(OFFICIAL)).list.len().gt(0)


def check(rows: pl.DataFrame) -> None:
    """Refuse scores beyond those of Goldstein's scale, from -10 to 10."""
    wrong = rows.filter(pl.col("goldstein").abs() > 10)
    if wrong.height:
        raise SourceError.bad_layout(
            "An intensity must be from -10 to 10.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )
