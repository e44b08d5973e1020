"""UN Comtrade: what customs of a state report, by partner and product of the Harmonized System.

Three shapes: the CSV of today's database (`reporterISO`, `flowCode`, `primaryValue`), the same as the
API's JSON, and the CSV of 35 columns of before 2023 (`Reporter ISO`, `Trade Flow`, `Trade Value (US$)`).
Imports are told by the destination, exports by the origin; re-exports are in the exports and set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.reference import states
from counterpoise.snapshots import files
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Side, Source
from counterpoise.sources.trade import _comtrade_layouts as layouts

SOURCE = Source(
    id="comtrade",
    title="UN Comtrade Database, trade by reporter, partner and product",
    publisher="United Nations Statistics Division",
    terms="Free for use with attribution; the whole database must not be passed on without leave.",
    citation="United Nations. UN Comtrade Database. https://comtradeplus.un.org",
    url="https://comtradeplus.un.org/",
    table="panel",
    indicators=("goods",),
    unit_note="US dollars, rounded to whole ones; imports mostly CIF, exports FOB.",
    layout=(
        "CSV of the database or JSON of its API with reporterISO, partnerISO, flowCode, cmdCode, refYear and"
        " primaryValue; or the older CSV of 35 columns. Yearly; all products of one level (TOTAL, AG2, AG6)"
    ),
    caveats=(
        "As customs report it: imports hold freight and insurance, exports may name the first port.",
        "A state that did not report a year is not in it. Trade that it keeps secret stands under no"
        " partner or no product (9999).",
        "The preview without a key ends after 500 rows, which is a file cut short: ask for few products.",
    ),
    ships="no",
    told_by="destination",
    requests=(
        Request(
            "https://comtradeapi.un.org/public/v1/preview/C/A/HS?reporterCode={state}&period={year}"
            "&flowCode=X,M&cmdCode=TOTAL&partner2Code=0&motCode=0&customsCode=C00",
            file="comtrade_{state}_{year}.json",
            kind="json",
            codes="comtrade",
            pause=5,
            years=(1995, 0),
            named=True,
        ),
    ),
)

LARGEST: Final = 1e12
TELLERS: Final[dict[str, tuple[Side, Side]]] = {
    schema.ORIGIN: ("origin", "destination"), schema.DESTINATION: ("destination", "origin"),
}  # fmt: skip
CHAPTER: Final = 2
WHOLE_CHAPTERS: Final = 90
"""Chapters of the Harmonized System, of 96, from which a state's year is taken to hold all it trades."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the files of one download; each edition of the classification is a release of its own."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = [layouts.read(path, source=SOURCE.id) for path in plain]
    told = pl.concat(one.told for one in found)
    editions = told["edition"].unique().sort().to_list()
    levels = told["item"].str.len_chars().unique().sort().to_list()
    if len(levels) > 1:
        raise SourceError.bad_layout(
            "All rows must be of one level of products, or products are counted twice.",
            source=SOURCE.id,
            where=f"codes of {', '.join(map(str, levels))} characters",
            attempt="ask for TOTAL, AG2 or AG6 alone",
        )
    chapters = levels[0] == CHAPTER or told["item"][0] == layouts.TOTAL
    if len(editions) > 1 and not chapters:
        raise SourceError.bad_layout(
            "All rows must be of one edition of the Harmonized System.",
            source=SOURCE.id,
            where=f"editions {', '.join(editions)}",
            attempt="ask for one classification, such as HS as of 1992 (H0), and add each by itself",
        )
    total = told["item"][0] == layouts.TOTAL
    rows = _rows(told.with_columns(item=pl.lit(schema.ALL_ITEMS)) if total else told)
    yield Reading(
        rows=rows,
        # Chapters are the same in all editions.
        vintage=editions[0] if len(editions) == 1 else "HS",
        coverage=tuple(_covered(rows)),
        notes=tuple(note for one in found for note in one.notes),
        layout=found[0].layout,
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse flows larger than any has been: the unit would be another."""
    wrong = rows.filter(pl.col("value") > LARGEST)
    if wrong.height:
        raise SourceError.bad_layout(
            f"A flow must be at most {LARGEST:,.0f} dollars.",
            source=SOURCE.id,
            where=str(
                wrong.select("origin", "destination", "year", "item", "value").head(5).rows()
            ),
        )


def _rows(told: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows: who reports imports is the destination, who reports exports the origin."""
    ids = {
        name: states.from_m49(told[name], told["year"], source=SOURCE.id, column=name)
        for name in ("reporter", "partner")
    }
    sold = pl.col("told_by") == schema.ORIGIN
    return told.with_columns(**ids, reporter_code="reporter", partner_code="partner").select(
        origin=pl.when(sold).then("reporter").otherwise("partner"),
        destination=pl.when(sold).then("partner").otherwise("reporter"),
        origin_code=pl.when(sold).then("reporter_code").otherwise("partner_code"),
        destination_code=pl.when(sold).then("partner_code").otherwise("reporter_code"),
        year="year",
        indicator=pl.lit("goods"),
        item="item",
        value=pl.col("value").round(),
        status=pl.lit(schema.REPORTED),
        told_by="told_by",
    )


def _covered(rows: pl.DataFrame) -> Iterator[Covered]:
    """Yield who told in each year, of which products, and the partners that it names.

    A state that tells of some products, or whose file was cut, is covered in those alone.
    """
    for (teller, year), some in rows.group_by("told_by", "year", maintain_order=True):
        own, other = TELLERS[str(teller)]
        when, told_by = int(year), str(teller)
        for (state,), told in some.group_by(own, maintain_order=True):
            items = tuple(told["item"].unique().sort())
            whole = (
                items == (schema.ALL_ITEMS,) or len({one[:2] for one in items}) >= WHOLE_CHAPTERS
            )
            yield Covered(
                when, when, own, (str(state),), told_by=told_by, items=() if whole else items
            )
        partners = tuple(some[other].unique().sort())
        yield Covered(when, when, other, partners, told_by=told_by)
