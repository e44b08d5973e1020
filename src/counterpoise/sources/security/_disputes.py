"""Militarised interstate disputes: what the Correlates of War list and its revision share.

Both come as directed dyad-years, one dispute each, with a second table that lists the disputes; these
have been thinned by their makers to one dispute per pair and year. The publisher's own list tells who
took part on which side and when: each state is then in dispute with each of the other side while both
took part, in all disputes that they had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Reading
from counterpoise.sources.security import _dyads

INDICATORS = ("dispute", "dispute_onset", "dispute_hostility")
UNIT_NOTE = (
    "Counts of disputes, and hostility levels as they are: 1 no militarised action by either side,"
    " 2 threat, 3 display, 4 use of force, 5 war."
)
CAVEATS = (
    "Level 5, the highest, is war (1,000 battle deaths in the dispute); 2, 3 and 4 are threat, display and"
    " use of force. Wars and their years are told from the list of wars, not from this level.",
    "Hostility is the higher of the two sides' own levels over the whole dispute, not of that year"
    " alone, and in a dispute of many states it may have been shown towards a third.",
    "The dyad-years hold one dispute per pair and year, the gravest: where several ran at once the"
    " count of disputes says 1. A holding made of the list of participants counts all of them, and pairs"
    " every state with all of the other side.",
    "Only members of the Correlates of War state system can be party to a dispute.",
)
FIRST_YEAR = 1816
LEVELS = (1, 5)
MOST_AT_ONCE = 20
LIST_ONLY = "styear"
PARTICIPANTS = ("dispnum", "ccode", "styear", "endyear", "sidea", "hostlev")
NO_TABLE = (".pdf", ".doc", ".docx", ".txt", ".rtf", ".dta", ".xlsx")
"""Files that lie beside the tables in the publisher's archive."""


def layout(prefix: str, table: str) -> str:
    """Return the layout's description for whoever has the wrong file in hand."""
    return (
        "the publisher's list of participants (such as MIDB 5.0.csv, alone or in the archive):"
        f" {', '.join(PARTICIPANTS)}; or, as Parquet or CSV, the directed dyad-years of the R package"
        f" peacesciencer ({table}_ddydisps): dispnum, ccode1, ccode2, year, {prefix}ongoing, {prefix}onset,"
        f" hostlev1, hostlev2; with it, if you like, the list of disputes ({table}_disps)"
    )


def read(paths: Sequence[Path], *, source: str, prefix: str) -> Reading:
    """Read the dyad-years, and the list of disputes if it is given, which only tells what is missing.

    Parameters
    ----------
    paths : sequence of Path
        The files, packed or plain.
    source : str
        The id of the source.
    prefix : str
        What the names of the columns for onset and for dispute under way start with.
    """
    with files.unpacked(paths, source=source) as plain:
        columns = {
            path: tables.columns_of(path, source=source)
            for path in plain
            if path.suffix.lower() not in NO_TABLE
        }
        listing = [path for path, found in columns.items() if set(PARTICIPANTS) <= set(found)]
        if listing:
            return _of_participants(files.only(listing, source=source), source, prefix)
        return _of_dyad_years(columns, source, prefix)


def _of_participants(path: Path, source: str, prefix: str) -> Reading:
    """Return what the list of participants says: each with each of the other side."""
    table = tables.read_table(path, source=source, columns=PARTICIPANTS).rename({"sidea": "side"})
    years = (FIRST_YEAR, 2100)
    ranges = {"dispnum": (1, 100_000), "ccode": (1, _dyads.LARGEST_CODE), "side": (0, 1)}
    ranges |= {"styear": years, "endyear": years, "hostlev": LEVELS}
    spells = _dyads.whole(table, ranges, source=source, unknown=("hostlev",))
    backward = spells["endyear"] < spells["styear"]
    tables.refuse_cells(table, "endyear", backward, "must not be before 'styear'", source=source)
    spells = spells.rename({"styear": "first", "endyear": "last"})
    first, last = min(spells["first"].to_list()), max(spells["last"].to_list())
    pairs = _dyads.opposed(spells, of="dispnum", sides=(1, 0), levels="hostlev")
    begun = pl.col("year") == pl.col("year").min().over("dispnum", *_dyads.PAIR)
    pairs = pairs.with_columns(
        pl.lit(1).alias(f"{prefix}ongoing"), begun.cast(pl.Int8).alias(f"{prefix}onset")
    )
    rows = _rows(_dyads.undirected(pairs, source=source), prefix)
    return Reading(
        rows=rows,
        vintage=f"{last}-participants",
        coverage=_dyads.covered(rows, first, last),
        notes=(
            f"{number_of(spells['dispnum'].n_unique(), 'dispute')} of"
            f" {number_of(spells.height, 'participation')}: each state"
            " with each of the other side while both took part",
        ),
    )


def _of_dyad_years(columns: Mapping[Path, Sequence[str]], source: str, prefix: str) -> Reading:
    """Return what the dyad-years say, and what is missing in them by the list of disputes."""
    ranges = {
        "dispnum": (1, 100_000),
        "year": (FIRST_YEAR, 2100),
        f"{prefix}ongoing": (0, 1),
        f"{prefix}onset": (0, 1),
        "hostlev1": LEVELS,
        "hostlev2": LEVELS,
    }
    dyads, listed = _told_apart(columns, source)
    table = _dyads.read(dyads, source=source, ranges=ranges, unknown=("hostlev1", "hostlev2"))
    known = _listed(listed, source) if listed else None
    _dyads.require_once(table, source=source, on=["dispnum", "year"])
    _dyads.require_twins(table, source=source, on=tuple(ranges))
    first, last = _dyads.span(table, source=source)
    rows = _rows(_dyads.undirected(table, source=source), prefix)
    return Reading(
        rows=rows,
        vintage=str(last),
        coverage=_dyads.covered(rows, first, last),
        notes=_notes(table, known),
    )


def _told_apart(columns: Mapping[Path, Sequence[str]], source: str) -> tuple[Path, Path | None]:
    """Return the file of dyad-years, and that of disputes or None."""
    plain = list(columns)
    lists = [path for path, found in columns.items() if LIST_ONLY in found]
    rest = [path for path in plain if path not in lists]
    if not rest:
        raise SourceError.bad_layout(
            "The list of disputes needs the table of dyad-years beside it.",
            source=source,
            where=", ".join(path.name for path in plain[:5]) or "no table among the files",
        )
    return files.only(rest, source=source), files.only(lists, source=source) if lists else None


def _rows(pairs: pl.DataFrame, prefix: str) -> pl.DataFrame:
    """Return three indicators per pair and year: under way, begun, and the highest hostility."""
    onset = (pl.col("dispnum").filter(pl.col(f"{prefix}onset") == 1)).n_unique()
    years = (
        pairs.filter(pl.col(f"{prefix}ongoing") == 1)
        .group_by("origin", "destination", "year")
        .agg(
            dispute=pl.col("dispnum").n_unique(),
            dispute_onset=onset,
            dispute_hostility=pl.max_horizontal("hostlev1", "hostlev2").max(),
        )
        .sort("origin", "destination", "year")
    )
    return pl.concat(
        _dyads.rows(years.filter(pl.col(indicator).fill_null(1) > 0), indicator, value=indicator)
        for indicator in INDICATORS
    )


def _listed(path: Path, source: str) -> pl.Series:
    """Return the numbers of the disputes in the list."""
    table = tables.read_table(path, source=source, columns=["dispnum"])
    return tables.numbers(table, "dispnum", source=source, low=1, whole=True).cast(pl.Int32)


def _notes(table: pl.DataFrame, known: pl.Series | None) -> tuple[str, ...]:
    """Return how many disputes the dyad-years hold, and how many of the list they lack."""
    held = table["dispnum"].unique()
    notes = [
        f"{number_of(held.len(), 'dispute')} in {number_of(table.height // 2, 'undirected dyad-year')}"
    ]
    if known is not None:
        lacking = known.filter(~known.is_in(held.implode())).n_unique()
        notes.append(
            f"not in the dyad-years, which hold one dispute per pair and year: {lacking:,} of"
            f" {number_of(known.n_unique(), 'listed dispute')}"
        )
    return tuple(notes)


def check(rows: pl.DataFrame, *, source: str) -> None:
    """Refuse hostility off the scale, and counts of disputes that no pair of states has had."""
    level = pl.col("indicator") == "dispute_hostility"
    limits = pl.when(level).then(LEVELS[1]).otherwise(MOST_AT_ONCE)
    wrong = rows.filter(~pl.col("value").is_between(1, limits))
    if wrong.height:
        raise SourceError.bad_layout(
            "Hostility must be a level from 1 to 5, and disputes at once few.",
            source=source,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )
