"""ATOP: which obligations the alliances in force lay on each pair of states, year by year.

One row of the file is a directed dyad-year with five flags; a pair may hold several alliances, and
a flag says only that at least one of them lays the obligation on the first state. Here an obligation
joins a pair if either state owes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import files
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.security import _dyads

FLAGS = {
    "atop_defense": "alliance_defense",
    "atop_offense": "alliance_offense",
    "atop_neutral": "alliance_neutrality",
    "atop_nonagg": "alliance_nonaggression",
    "atop_consul": "alliance_consultation",
}

PUBLISHER = {
    "ccode1": "stateA",
    "ccode2": "stateB",
    "year": "year",
    "atop_defense": "defense",
    "atop_offense": "offense",
    "atop_neutral": "neutral",
    "atop_nonagg": "nonagg",
    "atop_consul": "consul",
}
"""What the publisher's file of directed dyad-years (atop5_1ddyr.csv) calls the columns."""

SOURCE = Source(
    id="atop_alliances",
    title="Alliance Treaty Obligations and Provisions (ATOP) 5.1, dyad-years",
    publisher="ATOP project, Rice University",
    terms="Free for research with citation.",
    citation=(
        "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002."
        " Alliance Treaty Obligations and Provisions, 1815-1944."
        " International Interactions 28: 237-260."
    ),
    url="http://www.atopdata.org/",
    table="panel",
    indicators=tuple(FLAGS.values()),
    unit_note="Flags 0 and 1; a flag that is set becomes one row of value 1, per pair, year and obligation.",
    layout=(
        "the publisher's directed dyad-years (atop5_1ddyr.csv): stateA, stateB, year, defense, offense,"
        " neutral, nonagg, consul; or, as Parquet or CSV, those of the R package peacesciencer"
        " (atop_alliance): ccode1, ccode2, year, atop_defense, atop_offense, atop_neutral, atop_nonagg,"
        " atop_consul"
    ),
    caveats=(
        "A pact joins a pair if either owes the obligation: the United States owe Japan defence, and"
        " Japan does not owe it, yet the two have one defence pact.",
        "A flag counts neither treaties nor their strength: a pair with three defence pacts has one row.",
        "A treaty of many members, such as ASEAN's Treaty of Amity and Cooperation, counts as a pact with"
        " each of them. Non-aggression obliges nobody to fight.",
        "Formal treaties only; bases, guarantees by declaration and partnerships are not in it.",
        "Only members of the Correlates of War state system; a state that did not exist has no row.",
    ),
    requests=(
        Request(
            "http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip",
            kind="zip",
            members="atop5_1ddyr.csv",
        ),
    ),
)

FIRST_YEAR = 1815


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the dyad-years; an obligation in force becomes one undirected row of value 1."""
    ranges = {"year": (FIRST_YEAR, 2100), **dict.fromkeys(FLAGS, (0, 1))}
    with files.unpacked(paths, source=SOURCE.id) as plain:
        table = _dyads.read(
            files.only(plain, source=SOURCE.id),
            source=SOURCE.id,
            ranges=ranges,
            unknown=tuple(FLAGS),
            publisher=PUBLISHER,
        )
    _dyads.require_once(table, source=SOURCE.id, on=["year"])
    _dyads.require_twins(table, source=SOURCE.id, on=["year"])
    pairs = _dyads.undirected(table, source=SOURCE.id)
    # A flag is of the state that owes: the United States owe Japan defence, Japan does not owe it.
    # Codes 255 and 260, 678 and 679 share the year in which one state took over from the other.
    pooled = pairs.group_by("origin", "destination", "year").agg(
        *(_owed(flag) for flag in FLAGS), uneven=pl.any_horizontal(pl.col(*FLAGS).n_unique() > 1)
    )
    rows = pl.concat(
        _dyads.rows(pooled.filter((pl.col(flag) == 1).fill_null(True)), indicator, value=flag)
        for flag, indicator in FLAGS.items()
    ).sort("origin", "destination", "year", "indicator")
    first, last = _dyads.span(table, source=SOURCE.id)
    yield Reading(
        rows=rows,
        vintage=str(last),
        coverage=_dyads.covered(rows, first, last),
        notes=(
            f"{number_of(table.height, 'directed dyad-year')} became {pooled.height:,} undirected ones",
            f"{pooled['uneven'].sum():,} of them hold an obligation of one side, or of part of the year",
        ),
    )


def _owed(flag: str) -> pl.Expr:
    """Return 1 if either side owes; unknown if one may and none is known to."""
    known = pl.col(flag).max()
    return pl.when((known == 1) | ~pl.col(flag).is_null().any()).then(known).alias(flag)


def check(rows: pl.DataFrame) -> None:
    """Refuse rows in which an obligation in force is anything but 1."""
    wrong = rows.filter(pl.col("value") != 1)
    if wrong.height:
        raise SourceError.bad_layout(
            "An obligation in force must have the value 1.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )
