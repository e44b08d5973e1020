"""POLECAT: who did what to whom, by a machine, since 2018, in the ontology that follows CAMEO (PLOVER)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import members, tables
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.events import _acts, _cells

SOURCE = Source(
    id="polecat",
    title="POLECAT Weekly Data",
    publisher="Scarborough and others, Harvard Dataverse",
    terms="CC0 1.0; the authors ask for citation.",
    citation=(
        "Scarborough, Grace I.; Bagozzi, Benjamin E.; Beger, Andreas; and others, 2023, POLECAT Weekly"
        " Data, https://doi.org/10.7910/DVN/AJGVIT, Harvard Dataverse."
    ),
    url="https://doi.org/10.7910/DVN/AJGVIT",
    table="events",
    indicators=(),
    unit_note="Rows are reports; kept are counts by pair, day, class of act and publisher.",
    layout=(
        "Tab-separated with Event ID, Event Date, Quad Code, Actor Country, Primary Actor Sector,"
        " Recipient Country, Primary Recipient Sector, Source (weeks, months or years; 'None' missing)"
    ),
    caveats=(
        "Acts stand several times across stories, and name no page: a publisher tells one story a day,"
        " pair and class of act.",
        "Its intensity is a scale of its own, and is not kept.",
        "Only rows between two different states, of their officials or of the states themselves, are kept.",
    ),
    ships="no",
)

COLUMNS: Final = (
    "Event ID", "Event Date", "Quad Code", "Actor Country", "Primary Actor Sector",
    "Recipient Country", "Primary Recipient Sector", "Source",
)  # fmt: skip
ACTS: Final = {
    "verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4,
}  # fmt: skip
NONE: Final = ("None", "")


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read tables of events, and yield a piece for each month."""
    found: list[pl.DataFrame] = []
    with members.one_by_one(paths, source=SOURCE.id) as given:
        for member in given:
            with member.opened() as path:
                found.append(_table(path))
    whole = pl.concat(found)
    twice = whole["Event ID"].is_duplicated()
    if twice.any():
        raise SourceError.bad_layout(
            "An event must stand in the files once.",
            source=SOURCE.id,
            where=f"{number_of(twice.sum(), 'row')}, first event {whole['Event ID'].filter(twice)[0]}",
        )
    reports = _reports(whole)
    first, last = whole["date"].min(), whole["date"].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    yield from _cells.by_month(
        reports, _cells.span(first, last), vintage=f"{last:%Y-%m}",
        notes=[
            "of two different states and of officials:"
            f" {reports.height:,} of {number_of(whole.height, 'row')}"
        ],
    )  # fmt: skip


def _table(path: Path) -> pl.DataFrame:
    """Return a file's columns of use as text, days and classes checked."""
    table = tables.read_csv(path, source=SOURCE.id, columns=COLUMNS, final_newline=True)
    parsed = table["Event Date"].str.to_date("%Y-%m-%d", strict=False)
    tables.refuse_cells(
        table, "Event Date", parsed.is_null(), "must be days as 2018-06-01", source=SOURCE.id
    )
    act = (
        table["Quad Code"]
        .str.to_lowercase()
        .replace_strict(ACTS, default=None, return_dtype=pl.Int8)
    )
    rule = f"must be one of {', '.join(ACTS)}"
    missing = act.is_null() & ~table["Quad Code"].is_in(list(NONE))
    tables.refuse_cells(table, "Quad Code", missing, rule, source=SOURCE.id)
    return table.with_columns(date=parsed, act=act)


def _reports(table: pl.DataFrame) -> pl.DataFrame:
    """Return the reports between two states and their officials."""
    plain = table.with_columns(
        pl.col(name).replace(dict.fromkeys(NONE))
        for name in COLUMNS
        if name.endswith(("Country", "Sector"))
    )
    between = plain.filter(
        _acts.official("Primary Actor Sector"),
        _acts.official("Primary Recipient Sector"),
        pl.col("act").is_not_null(),
        pl.col("Actor Country") != pl.col("Recipient Country"),
        pl.all_horizontal(pl.col("Actor Country", "Recipient Country").is_in(list(states.ids()))),
    )
    publisher = pl.col("Source")
    return _cells.shaped(between.select(
        "date", "act", one="Actor Country", two="Recipient Country", added=pl.col("date"),
        story=pl.lit(""),
        publisher=pl.when(publisher.is_in(list(NONE))).then(pl.lit("unnamed")).otherwise(publisher),
        goldstein=pl.lit(None, pl.Float64),
    ))  # fmt: skip


def check(rows: pl.DataFrame) -> None:
    """Refuse scores: this source has none that is kept."""
    if rows["goldstein"].is_not_null().any():
        raise SourceError.bad_layout(
            "No score of this source is kept.", source=SOURCE.id, where="column 'goldstein'"
        )
