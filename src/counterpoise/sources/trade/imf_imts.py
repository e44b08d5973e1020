"""IMF International Trade in Goods by partner country: the successor of the Direction of Trade.

Exports FOB are told by the exporter, imports CIF by the importer, as in DOTS. Three shapes are read:
the API's SDMX-CSV, the Data Explorer's CSV with a line for each year or a column for each, and the
exports of 2025 as somebody drew them from the IMF's (JSON of nodes and edges), which travel with the
package. **Units differ**: the API gives plain dollars, although it says scale 6; the Explorer gives
what its scale says, which is millions. (Korea to China, 2024: 132,902,972,288 dollars by the API.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import names, states
from counterpoise.snapshots import files, gaps
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Side, Source
from counterpoise.sources.trade import _imts_layouts as layouts

SOURCE = Source(
    id="imf_imts",
    title="International Trade in Goods (by partner country)",
    publisher="International Monetary Fund",
    terms="Free to copy and redistribute, unchanged or as tables, with attribution to the IMF.",
    citation=(
        "International Monetary Fund. International Trade in Goods (by partner country) (IMTS)."
        " Washington, D.C. https://data.imf.org"
    ),
    url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
    table="panel",
    indicators=("goods",),
    unit_note=(
        "US dollars by the API, whatever its scale says; millions by the Data Explorer: turned into whole"
        " dollars. Exports FOB, imports CIF."
    ),
    layout=(
        "the API's SDMX-CSV (COUNTRY, INDICATOR, COUNTERPART_COUNTRY, FREQUENCY, TIME_PERIOD, OBS_VALUE); the"
        " Data Explorer's CSV (the same names with .ID), a line or a column for each year; or the carrier's"
        " JSON of the exports of 2025"
    ),
    caveats=(
        "The two sides of a pair tell different figures: imports hold freight and insurance. Of 2025 exports"
        " alone are held here, so that what a state buys is what its partners sell, without freight.",
        "Some states tell of a part of what they sell, as Kuwait does, which names no buyers of its oil:"
        " what such a state tells of its sales is not covered.",
        "Part is the IMF's own estimate. In the exports of 2025 that travel with the package the mark is"
        " lost, so that all of it is marked 'imputed'; a pair in no row of it (Kazakhstan's exports to Russia"
        " among them) is not covered; Taiwan tells nothing.",
    ),
    told_by="origin",
    requests=(
        Request(
            "https://api.imf.org/external/sdmx/3.0/data/dataflow/IMF.STA/IMTS/1.0.0/"
            "{state}.XG_FOB_USD+MG_CIF_USD.*.A",
            headers=(("Accept", "application/vnd.sdmx.data+csv"),),
            file="imts_{state}.csv",
            kind="csv",
            pause=2,
            nothing=(404,),
        ),
    ),
)

LARGEST: Final = 2e12
"""Dollars between two states in a year."""
TELLERS: Final[dict[str, tuple[Side, Side]]] = {
    schema.ORIGIN: ("origin", "destination"), schema.DESTINATION: ("destination", "origin"),
    schema.COMPILED: ("origin", "destination"),
}  # fmt: skip
"""Who tells: the side on which it stands itself, and that of its partners."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the files of one download, of any number of reporters."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = [layouts.read(path, source=SOURCE.id) for path in plain]
    kinds = {one.layout for one in found}
    if len(kinds) > 1:
        raise SourceError.bad_layout(
            "The files must be of one layout.",
            source=SOURCE.id,
            where=", ".join(sorted(kinds)),
            attempt="add one download at a time",
        )
    rows, silenced = _less_what_is_a_part(_rows(pl.concat(one.told for one in found)))
    yield Reading(
        rows=rows,
        vintage=found[0].vintage,
        coverage=_covered(rows),
        notes=(*(note for one in found for note in one.notes), *silenced),
        layout=found[0].layout,
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse flows larger than any has been: the unit would be another."""
    wrong = rows.filter(pl.col("value") > LARGEST)
    if wrong.height:
        shown = wrong.select("origin", "destination", "year", "value").head(5).rows()
        raise SourceError.bad_layout(
            f"A flow must be at most {LARGEST:,.0f} dollars.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}: {'; '.join(' '.join(map(str, row)) for row in shown)}",
        )


def _rows(told: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows: who reports imports is the destination, who reports exports the origin."""
    ids = {name: _ids(told, name) for name in ("reporter", "partner")}
    sold = pl.col("told_by") != schema.DESTINATION
    status = (
        pl.when(pl.col("value").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .when("estimated")
        .then(pl.lit(schema.IMPUTED))
        .otherwise(pl.lit(schema.REPORTED))
    )
    return told.with_columns(**ids).filter(pl.col("reporter") != pl.col("partner")).select(
        origin=pl.when(sold).then("reporter").otherwise("partner"),
        destination=pl.when(sold).then("partner").otherwise("reporter"),
        year="year",
        indicator=pl.lit("goods"),
        item=pl.lit(schema.ALL_ITEMS),
        value=pl.col("value").round(),
        status=status,
        told_by="told_by",
    )  # fmt: skip


def _less_what_is_a_part(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Return rows without what states tell of their sales that is known to be a part of them.

    What buyers tell of the same sales stays.
    """
    bought = pl.col("told_by") == schema.DESTINATION
    kept, notes = gaps.silenced(rows.filter(~bought), gaps.declared(__package__, SOURCE.id))
    return pl.concat([kept, rows.filter(bought)]), notes


def _ids(told: pl.DataFrame, column: str) -> pl.Series:
    """Return ids of codes of three letters, or of names."""
    if told[column].str.contains(layouts.STATE).all():
        return states.from_iso3(told[column], told["year"], source=SOURCE.id, column=column)
    return names.identify(told[column], source=SOURCE.id, column=column, years=told["year"])


def _covered(rows: pl.DataFrame) -> tuple[Covered, ...]:
    """Return for each teller who told in a year, and the partners that it names in it.

    A state whose figures are all estimates told nothing, but in the carrier's exports, which have no mark.
    """
    statements = []
    told = rows.filter(pl.col("status") == schema.REPORTED)
    told = told if told.height else rows.filter(pl.col("status") == schema.IMPUTED)
    for (teller, year), some in told.group_by("told_by", "year", maintain_order=True):
        for side in TELLERS[str(teller)]:
            who = tuple(sorted(some[side].unique()))
            statements.append(Covered(int(year), int(year), side, who, told_by=str(teller)))
    return tuple(sorted(statements, key=lambda one: (one.told_by, one.first, one.side)))
