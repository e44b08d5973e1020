"""Gibler, Miller and Little: the militarised interstate disputes as they revised them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.security import _disputes

SOURCE = Source(
    id="gml_disputes",
    title="Gibler-Miller-Little (GML) militarized interstate dispute data",
    publisher="Douglas M. Gibler, Steven V. Miller and Erin K. Little",
    terms="Free with citation.",
    citation=(
        "Gibler, Douglas M., Steven V. Miller, and Erin K. Little. 2016. An Analysis of the"
        " Militarized Interstate Dispute (MID) Dataset, 1816-2001."
        " International Studies Quarterly 60(4): 719-730."
    ),
    url="https://dmgibler.people.ua.edu/mid-data.html",
    table="panel",
    indicators=_disputes.INDICATORS,
    unit_note=_disputes.UNIT_NOTE,
    layout=_disputes.layout("gmlmid", "gml_mid"),
    caveats=(
        *_disputes.CAVEATS,
        "A revision of the Correlates of War list, case by case; never add the two together.",
    ),
)


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the directed dyad-years into undirected counts of disputes and the highest hostility."""
    yield _disputes.read(paths, source=SOURCE.id, prefix="gmlmid")


def check(rows: pl.DataFrame) -> None:
    """Refuse hostility off the scale, and counts of disputes that no pair of states has had."""
    _disputes.check(rows, source=SOURCE.id)
