"""How states voted on each roll call of the United Nations General Assembly.

Three layouts are read: the publisher's own table in text, and two in Parquet that others made of
it. They number roll calls differently, so roll calls of two releases can't be joined by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources.votes import _unga_layouts as layouts

SOURCE = Source(
    id="unga_votes",
    title="United Nations General Assembly Voting Data",
    publisher="Erik Voeten, Anton Strezhnev and Michael Bailey, Harvard Dataverse",
    terms="CC0 1.0; the authors ask for citation.",
    citation=(
        "Voeten, Erik; Strezhnev, Anton; Bailey, Michael, 2009, United Nations General Assembly"
        " Voting Data, https://doi.org/10.7910/DVN/LEJUQZ, Harvard Dataverse."
    ),
    url="https://doi.org/10.7910/DVN/LEJUQZ",
    table="votes",
    indicators=(),
    unit_note="1, 2, 3, 8 and 9 of the publisher become yes, abstain, no, absent and not a member.",
    layout=(
        "(1) CSV with rcid, session, vote, ccode, date, unres, me, nu, di, hr, co, ec (UNVotesPublished),"
        " with or without its descriptions; or (2) un_votes, un_roll_calls and, if you like,"
        " un_roll_call_issues as Parquet; or (3) Parquet with resid, ccode, date, vote, session"
    ),
    caveats=(
        "Roll calls only: most resolutions are adopted without a vote and are not in it.",
        "1964 has no votes: the 19th session avoided them over the arrears crisis and held a single"
        " roll call, in February 1965.",
        "Most days before the 58th session (2003) are not the true ones (China's seat, 25 October 1971,"
        " stands under 7 October): use the month or the session.",
        "The Parquet layouts hold only cast votes, so an absent state has no row; the publisher's own"
        " table tells absent from not a member.",
        "Taiwan's votes until October 1971 are those of the Republic of China, which held the seat.",
        "A session that had not ended when the release was made is there in part.",
        "Releases differ in how many votes on single paragraphs they hold (72nd session: 124 roll calls"
        " in the release of 2020, 90 in that of 2024): never compare counts of roll calls between them.",
        "The layout of a single Parquet table names neither resolutions nor issues.",
    ),
)

MOST_MEMBERS = 210


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the votes of one release, in any of the three layouts."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        rows = _votes(plain)
    last = rows.select(pl.col("date").max()).item()
    yield Reading(
        rows=rows,
        vintage=f"{last:%Y-%m}" if last else "",
        coverage=_coverage(rows),
        notes=(f"{rows['roll_call'].n_unique():,} roll calls",),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse roll calls of two dates or sessions, out of time, or with more voters than states."""
    calls = rows.group_by("roll_call", maintain_order=True).agg(
        dates=pl.col("date").n_unique(),
        sessions=pl.col("session").n_unique(),
        apart=(pl.col("date").dt.year() - pl.col("session") - layouts.BEFORE_FIRST).abs().max(),
        voters=pl.len(),
        cast=pl.col("vote").is_in(["yes", "abstain", "no"]).any(),
    )
    rules = {
        "A roll call must have one date": pl.col("dates") > 1,
        "A roll call must be of one session": pl.col("sessions") > 1,
        # Sessions resume in the year after; special sessions are put under one a year off.
        "A roll call's date must lie near its session": pl.col("apart") > 2,
        f"A roll call must have at most {MOST_MEMBERS} states": pl.col("voters") > MOST_MEMBERS,
        "A roll call must hold a vote that was cast": ~pl.col("cast"),
    }
    for rule, broken in rules.items():
        bad = calls.filter(broken)["roll_call"]
        if bad.len():
            raise SourceError.bad_layout(
                f"{rule}.",
                source=SOURCE.id,
                where=f"{bad.len():,} roll calls: {', '.join(map(str, bad.head(5)))}",
            )


def _votes(plain: Sequence[Path]) -> pl.DataFrame:
    """Return the votes in whichever layout the files are."""
    if not all(tables.is_parquet(path) for path in plain):
        return layouts.published(plain, source=SOURCE.id)
    columns = {path: tables.parquet_columns(path, source=SOURCE.id) for path in plain}
    if any("resid" in found for found in columns.values()):
        return layouts.by_resolution(files.only(plain, source=SOURCE.id), source=SOURCE.id)
    return layouts.related(columns, source=SOURCE.id)


def _coverage(rows: pl.DataFrame) -> tuple[Covered, ...]:
    """Return the spans of years that hold votes, up to the year in which the last session began."""
    last = layouts.BEFORE_FIRST + rows.select(pl.col("session").max()).item()
    held = rows["date"].dt.year().drop_nulls().unique().sort().to_list()
    spans: list[Covered] = []
    for year in held:
        if year > last and spans:
            break
        if spans and spans[-1].last == year - 1:
            spans[-1] = Covered(spans[-1].first, year)
        else:
            spans.append(Covered(year, year))
    return tuple(spans)
