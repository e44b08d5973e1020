"""Correlates of War: interstate wars between each pair of states that fought each other, by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.security import _dyads

FIRST_YEAR = 1816
CODED_TO = 2007
"""Version 4.0 looked for wars up to 2007 and found none after 2003, so those years are covered."""
MOST_AT_ONCE = 5

SOURCE = Source(
    id="cow_wars",
    title="COW Inter-State War Data 4.0",
    publisher="Correlates of War Project",
    terms="Free with citation.",
    citation=(
        "Sarkees, Meredith Reid, and Frank Whelon Wayman. 2010. Resort to War: 1816-2007."
        " Washington, DC: CQ Press."
    ),
    url="https://correlatesofwar.org/data-sets/cow-war/",
    table="panel",
    indicators=("war",),
    unit_note="Count of wars under way in the year in which the two states were on opposite sides.",
    layout=(
        "the publisher's list of participants (Inter-StateWarData_v4.0.csv): WarNum, ccode, Side,"
        " StartYear1, EndYear1, StartYear2, EndYear2; or, as Parquet or CSV, the directed dyad-years of the"
        " R package peacesciencer (cow_war_inter): warnum, ccode1, ccode2, year, cowinterongoing, resume"
    ),
    caveats=(
        "An interstate war has at least 1,000 battle deaths among members of the state system;"
        " civil and colonial wars are not in it.",
        "Only members of the Correlates of War state system can be party to an interstate war.",
        f"The list ends in {CODED_TO}: later wars are not covered.",
        "The Vietnam War is counted apart in Viet Nam (1965-75), Laos (1968-73) and Cambodia"
        " (1970-71): states may be in two or three of these wars at once.",
    ),
    requests=(
        Request(
            "https://correlatesofwar.org/wp-content/uploads/Inter-StateWarData_v4.0.csv",
            kind="csv",
        ),
    ),
)


PARTICIPANTS = ("WarNum", "ccode", "Side", "StartYear1", "EndYear1", "StartYear2", "EndYear2")


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the wars of each pair; a war that paused and resumed in one year is counted once."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        listed = "WarNum" in tables.columns_of(path, source=SOURCE.id)
        table = _participants(path) if listed else _dyad_years(path)
    counted = (
        _dyads.undirected(table, source=SOURCE.id)
        .group_by("origin", "destination", "year")
        .agg(value=pl.col("warnum").n_unique())
        .sort("origin", "destination", "year")
    )
    _, last = _dyads.span(table, source=SOURCE.id)
    yield Reading(
        rows=_dyads.rows(counted, "war"),
        vintage=f"{last}-participants" if listed else str(last),
        coverage=_dyads.covered(counted, FIRST_YEAR, max(last, CODED_TO)),
        notes=(
            f"{number_of(table['warnum'].n_unique(), 'war')} in"
            f" {number_of(counted.height, 'undirected dyad-year')}",
        ),
    )


def _dyad_years(path: Path) -> pl.DataFrame:
    """Return the directed dyad-years of wars under way."""
    flag = (0, 1)
    ranges = {"warnum": (1, 10_000), "year": (FIRST_YEAR, 2100)}
    ranges |= {"cowinterongoing": flag, "resume": flag}
    table = _dyads.read(path, source=SOURCE.id, ranges=ranges)
    _dyads.require_once(table, source=SOURCE.id, on=["warnum", "year", "resume"])
    _dyads.require_twins(table, source=SOURCE.id, on=tuple(ranges))
    return table.filter(pl.col("cowinterongoing") == 1)


def _participants(path: Path) -> pl.DataFrame:
    """Return the dyad-years of the list of participants, who may have fought in two spells."""
    table = tables.read_table(path, source=SOURCE.id, columns=PARTICIPANTS).rename(
        {"WarNum": "warnum", "Side": "side"}
    )
    known = {"warnum": (1, 10_000), "ccode": (1, _dyads.LARGEST_CODE), "side": (1, 2)}
    who = _dyads.whole(table, known, source=SOURCE.id)
    spells = [
        who.with_columns(
            tables.numbers(
                table,
                f"{end}Year{spell}",
                source=SOURCE.id,
                missing=_dyads.NO_SPELL,
                low=FIRST_YEAR,
                high=2100,
                whole=True,
            )
            .cast(pl.Int32)
            .alias(name)
            for end, name in (("Start", "first"), ("End", "last"))
        )
        for spell in (1, 2)
    ]
    alone = spells[0]["first"].is_null() | (spells[0]["first"] > spells[0]["last"]).fill_null(True)
    rule = "must be a year before the one in which the spell ends"
    tables.refuse_cells(table, "StartYear1", alone, rule, source=SOURCE.id)
    return _dyads.opposed(
        pl.concat(spells).drop_nulls(["first", "last"]), of="warnum", sides=(1, 2)
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse counts of wars that no pair of states has had at once."""
    wrong = rows.filter(~pl.col("value").is_between(1, MOST_AT_ONCE))
    if wrong.height:
        raise SourceError.bad_layout(
            f"A pair of states must be in 1 to {MOST_AT_ONCE} wars at once.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )
