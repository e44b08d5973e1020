"""How states voted on each roll call of the United Nations General Assembly.

Three layouts are read: the publisher's own table in text, and two in Parquet that others made of
it. They number roll calls differently, so roll calls of two releases can't be joined by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import FILLED, Covered, Reading, Source
from counterpoise.sources.votes import _unga_fill as fill
from counterpoise.sources.votes import _unga_layouts as layouts
from counterpoise.sources.votes import _unga_library as library
from counterpoise.sources.votes._dates import BEFORE_FIRST

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
        "(1) CSV or tab-separated with rcid, session, vote, ccode, date, unres, me, nu, di, hr, co, ec"
        " (UNVotes), its descriptions in it, beside it or left out; or (2) un_votes, un_roll_calls and, if"
        " you like, un_roll_call_issues as Parquet; or (3) Parquet with resid, ccode, date, vote, session,"
        " alone or together with (1) or (2), from which the votes that it lacks are filled; or (4) the UN"
        " Digital Library's CSV, long (undl_id, ms_code, ms_vote, …) or wide (a column a state), alone or"
        " together with a release, to which it adds what was voted after"
    ),
    caveats=(
        "Roll calls only: most resolutions are adopted without a vote and are not in it.",
        "Agreement depends on whether votes on single paragraphs count: the release of 2024 leaves most"
        " of them out in sessions 52 to 67, 71 and 72, that of 2020 holds them (Viet Nam with the United"
        " States in the 65th session: .195 over 64 contested roll calls, .335 over 82). Never mix"
        " releases, nor compare their counts.",
        "1964 has no votes: the 19th session avoided them over the arrears crisis and held a single"
        " roll call, in February 1965.",
        "Most days before the 58th session (2003) are not the true ones (China's seat, 25 October 1971,"
        " stands under 7 October): use the month or the session.",
        "The Parquet layouts hold only cast votes, so an absent state has no row; the publisher's own"
        " table tells absent from not a member.",
        "Taiwan's votes until October 1971 are those of the Republic of China, which held the seat.",
        "A session that had not ended when the release was made is there in part.",
        "Most roll calls of emergency special sessions are in no release: of the sixth to the ninth"
        " none; of the tenth (Palestine, since 1997) only those of December 2017, October and December"
        " 2023 and May 2024; of the eleventh (Ukraine, since 2022) none.",
        "The single Parquet table (2024) lacks the Ukrainian and the Byelorussian SSR in sessions 1 to"
        " 45 and eleven votes of China in November 1971; a part of the holding named 'filled from …'"
        " holds them, matched roll call by roll call, if the release of 2020 was added with it.",
        "Of the 87 roll calls of the 78th session, the release of 2024 holds 2 votes of Türkiye and 9 of"
        " Fiji: a hole of the release rather than absence.",
        "The layout of a single Parquet table names neither resolutions nor issues.",
        "The release of 2024 ends in June 2024, and the table of 2025 added to it begins in February 2025:"
        " the autumn of 2024, the main part of the 79th session, is in neither.",
    ),
    requests=(
        Request(
            "https://dataverse.harvard.edu/api/access/datafile/10295576?format=original",
            kind="csv",
        ),
    ),
)

MOST_MEMBERS = 210

FOUNDING_REPUBLICS = ("UKR", "BLR")
"""The Ukrainian and Byelorussian SSR sat in the Assembly from the first session on."""
LAST_OF_THE_UNION = 45
"""The session before that in which both voted as states of their own."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the votes of one release, and what it lacks from another that was given with it.

    The single Parquet table may come together with the files of another layout: the votes that it
    lacks and the other release holds are then a part of their own, which says where it is from.
    """
    with files.unpacked(paths, source=SOURCE.id) as plain:
        late = [path for path in plain if _of_library(path)]
        if len(late) == len(plain):
            yield _from_library(plain)
            return
        first, second = _releases([path for path in plain if path not in late])
        rows, layout = _votes(first)
        other = _votes(second)[0] if second else None
        since = library.read(files.only(late, source=SOURCE.id), source=SOURCE.id) if late else None
    vintage = _vintage(rows)
    lack = _lack(rows) if other is None else ()
    yield Reading(
        rows=rows,
        vintage=vintage,
        coverage=_coverage(rows),
        notes=(f"{number_of(rows['roll_call'].n_unique(), 'roll call')}", *lack),
        layout=layout,
    )
    if other is not None:
        yield _filled(rows, other, vintage)
    if since is not None:
        yield _added(since, rows, vintage)


def check(rows: pl.DataFrame) -> None:
    """Refuse roll calls of two dates or sessions, out of time, or with more voters than states."""
    calls = rows.group_by("roll_call", maintain_order=True).agg(
        dates=pl.col("date").n_unique(),
        sessions=pl.col("session").n_unique(),
        apart=(pl.col("date").dt.year() - pl.col("session") - BEFORE_FIRST).abs().max(),
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
                where=f"{number_of(bad.len(), 'roll call')}: {', '.join(map(str, bad.head(5)))}",
            )


def _releases(plain: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files of the release, and those of another that is to fill what it lacks."""
    packed = [path for path in plain if tables.is_parquet(path)]
    single = [p for p in packed if "resid" in tables.parquet_columns(p, source=SOURCE.id)]
    if not single:
        return list(plain), []
    return single, [path for path in plain if path not in single]


def _of_library(path: Path) -> bool:
    """Return whether a file is one of the UN Digital Library's tables."""
    if tables.is_parquet(path):
        return False
    header = tables.header(path, source=SOURCE.id)
    return library.is_long(header) or library.is_wide(header)


def _from_library(plain: Sequence[Path]) -> Reading:
    """Return the library's votes as a release of their own."""
    rows = library.read(files.only(plain, source=SOURCE.id), source=SOURCE.id)
    note = f"{number_of(rows['roll_call'].n_unique(), 'roll call')}"
    return Reading(rows, _vintage(rows), _coverage(rows), (note,), layout="library")


def _added(since: pl.DataFrame, rows: pl.DataFrame, vintage: str) -> Reading:
    """Return what the library's table holds from after the release's last vote, as a part."""
    last = rows.select(pl.col("date").max()).item()
    newest = since.select(pl.col("date").max()).item()
    later = since.filter(pl.col("date") > last)
    if later.is_empty():
        raise SourceError.bad_layout(
            "The library's table must hold votes from after the release's last.",
            source=SOURCE.id,
            where=f"the release ends on {last}, the table on {newest}",
            attempt="add the release alone",
        )
    first = later.select(pl.col("date").min()).item()
    return Reading(
        rows=later,
        vintage=vintage,
        coverage=_coverage(later),
        notes=(
            f"{number_of(later['roll_call'].n_unique(), 'roll call')} from {first} on, of the UN Digital"
            f" Library's table; what was voted between {last} and then is in neither",
        ),
        part=f"{FILLED}{_vintage(later)}",
    )


def _filled(rows: pl.DataFrame, other: pl.DataFrame, vintage: str) -> Reading:
    """Return the votes that the release lacks, from the other, as a part that says so."""
    filled = fill.lacking(rows, other, source=SOURCE.id)
    held = tuple(filled.rows["state"].unique().sort())
    source = _vintage(other)
    return Reading(
        rows=filled.rows,
        vintage=vintage,
        coverage=tuple(replace(span, states=held) for span in _coverage(filled.rows)),
        notes=fill.notes(filled, vintage=source),
        part=f"{FILLED}{source}",
    )


def _lack(rows: pl.DataFrame) -> tuple[str, ...]:
    """Return who of the two founding members that one release leaves out is missing, in words."""
    early = rows.filter(pl.col("session") <= LAST_OF_THE_UNION)
    held = early["state"].unique()
    missing = [states.name(state) for state in FOUNDING_REPUBLICS if state not in held]
    if early.is_empty() or not missing:
        return ()
    return (
        f"no votes of {' and '.join(missing)} (then Soviet republics) in sessions"
        f" up to {LAST_OF_THE_UNION}: not absent, but not in this release;"
        " add un_votes and un_roll_calls of the release of 2020 together with it to fill them",
    )


def _vintage(rows: pl.DataFrame) -> str:
    last = rows.select(pl.col("date").max()).item()
    return f"{last:%Y-%m}" if last else ""


def _votes(plain: Sequence[Path]) -> tuple[pl.DataFrame, str]:
    """Return the votes, and which layout the files are in."""
    if not all(tables.is_parquet(path) for path in plain):
        return layouts.published(plain, source=SOURCE.id), "published"
    columns = {path: tables.parquet_columns(path, source=SOURCE.id) for path in plain}
    if any("resid" in found for found in columns.values()):
        single = files.only(plain, source=SOURCE.id)
        return layouts.by_resolution(single, source=SOURCE.id), "resolutions"
    return layouts.related(columns, source=SOURCE.id), "related"


def _coverage(rows: pl.DataFrame) -> tuple[Covered, ...]:
    """Return the spans of years that hold votes, up to the year in which the last session began."""
    last = BEFORE_FIRST + rows.select(pl.col("session").max()).item()
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
