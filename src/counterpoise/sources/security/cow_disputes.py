"""Correlates of War: militarised interstate disputes between each pair of states, by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.security import _disputes

SOURCE = Source(
    id="cow_disputes",
    title="Militarized Interstate Disputes (MID) 5.0",
    publisher="Correlates of War Project",
    terms="Free with citation.",
    citation=(
        "Palmer, Glenn, Roseanne W. McManus, Vito D'Orazio, Michael R. Kenwick, Mikaela Karstens,"
        " Chase Bloch, Nick Dietrich, Kayla Kahn, Kellan Ritter, and Michael J. Soules. 2022."
        " The MID5 Dataset, 2011-2014: Procedures, coding rules, and description."
        " Conflict Management and Peace Science 39(4): 470-482."
    ),
    url="https://correlatesofwar.org/data-sets/mids/",
    table="panel",
    indicators=_disputes.INDICATORS,
    unit_note=_disputes.UNIT_NOTE,
    layout=_disputes.layout("cowmid", "cow_mid"),
    caveats=_disputes.CAVEATS,
    requests=(
        Request(
            "https://correlatesofwar.org/wp-content/uploads/MID-5-Data-and-Supporting-Materials.zip",
            kind="zip",
            members="MIDB*.csv",
        ),
    ),
)


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the directed dyad-years into undirected counts of disputes and the highest hostility."""
    yield _disputes.read(paths, source=SOURCE.id, prefix="cowmid")


def check(rows: pl.DataFrame) -> None:
    """Refuse hostility off the scale, and counts of disputes that no pair of states has had."""
    _disputes.check(rows, source=SOURCE.id)
