"""The Atlas of Economic Complexity: goods between all pairs of economies, 1995 on, in totals.

One CSV, a line for each ordered pair and year, with what the first exports to and imports from the
second. Both columns are reconciled, and the second repeats the first line of the pair the other way
round, so exports alone are read, and the twin is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Side, Source

SOURCE = Source(
    id="atlas",
    title="International Trade Data (HS92), country by country",
    publisher="The Growth Lab at Harvard University",
    terms="Named as CC BY 4.0 by those who use it, and not seen by us: read the page of the data set first.",
    citation=(
        "The Growth Lab at Harvard University. International Trade Data (HS92). Harvard Dataverse."
        " https://doi.org/10.7910/DVN/T4CHWJ"
    ),
    url="https://atlas.hks.harvard.edu/data-downloads",
    table="panel",
    indicators=("goods",),
    unit_note="Current US dollars, rounded to whole ones; exports as the Growth Lab reconciles them, FOB.",
    layout=(
        "CSV hs92_country_country_year.csv, header country_id,country_iso3_code,partner_country_id,"
        "partner_iso3_code,year,export_value,import_value"
    ),
    caveats=(
        "Values reconcile what exporter and importer report, weighing each by how it reported before: they"
        " equal neither's own figure.",
        "A pair without a line traded nothing if either of the two reported; the file does not say who did.",
    ),
    ships="no",
    told_by="reconciled",
    of_last_year="states that report late stand in it by their partners' figures only, and it will change",
    requests=(
        Request(
            "https://dataverse.harvard.edu/api/access/datafile/13685107",
            file="hs92_country_country_year.csv",
            kind="csv",
            checksum="md5:9c39659168dd5212f745572ba35b2a5c",
        ),
    ),
)

COLUMNS: Final = (
    "country_iso3_code", "partner_iso3_code", "year", "export_value", "import_value"
)  # fmt: skip
NOBODY: Final = ("ANS", "XXA", "XXB", "XXC", "XXX", "NAN", "")
"""What the file writes for areas that are nobody's."""
LARGEST: Final = 2e12
APART: Final = 0.01
"""Part by which the two lines of a pair may differ before they are no twins."""
TWINS: Final = 0.95
"""Part of the lines whose twin must be there and equal."""
SIDES: Final[tuple[Side, Side]] = ("origin", "destination")


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table of pairs."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        table = tables.read_csv(
            files.only(plain, source=SOURCE.id),
            source=SOURCE.id,
            columns=COLUMNS,
            final_newline=True,
        )
    year = tables.years(table, "year", source=SOURCE.id, first=1962)
    nobody = pl.col("country_iso3_code").is_in(NOBODY) | pl.col("partner_iso3_code").is_in(NOBODY)
    values = {
        name: tables.numbers(table, name, source=SOURCE.id, low=0, high=LARGEST)
        for name in ("export_value", "import_value")
    }
    told = table.with_columns(year=year, **values)
    _refuse_no_twins(told.filter(~nobody))
    named = told.filter(~nobody, pl.col("export_value") > 0)
    rows = named.select(
        origin=_economy(named, "country_iso3_code"),
        destination=_economy(named, "partner_iso3_code"),
        origin_code="country_iso3_code",
        destination_code="partner_iso3_code",
        year="year",
        indicator=pl.lit("goods"),
        item=pl.lit(schema.ALL_ITEMS),
        value=pl.col("export_value").round(),
        status=pl.lit(schema.REPORTED),
    )
    yield Reading(
        rows=rows,
        vintage="",
        coverage=_covered(rows),
        notes=(
            f"{number_of(told.height - named.height, 'line')} of nobody's areas, or"
            " without exports, set aside",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse rows that are parted by product: the file is another of the Growth Lab's."""
    if rows["item"].n_unique() > 1:
        raise SourceError.bad_layout(
            "The table must hold totals, one for each pair and year.",
            source=SOURCE.id,
            where="item",
        )


def _economy(table: pl.DataFrame, column: str) -> pl.Series:
    return states.from_iso3(table[column], table["year"], source=SOURCE.id, column=column)


def _refuse_no_twins(told: pl.DataFrame) -> None:
    """Refuse a table in which what one exports is mostly not what the other imports: it was cut."""
    pair = ["country_iso3_code", "partner_iso3_code", "year"]
    turned = told.select(
        pl.col("partner_iso3_code").alias("country_iso3_code"),
        pl.col("country_iso3_code").alias("partner_iso3_code"),
        "year",
        twin="import_value",
    )
    sold = told.filter(pl.col("export_value") > 0).join(turned, on=pair, how="left")
    gap = (pl.col("export_value") - pl.col("twin")).abs()
    alike = (gap <= APART * pl.col("export_value")).fill_null(False)
    part = sold.select(alike.mean()).to_series()[0]
    if part is None or part < TWINS:
        raise SourceError.bad_layout(
            "What one economy exports to another must stand as the other's import, too.",
            source=SOURCE.id,
            where=f"{0 if part is None else part:.0%} of {number_of(sold.height, 'line')} have their twin",
            attempt="download the file anew and compare its MD5: it was cut short or is another table",
        )


def _covered(rows: pl.DataFrame) -> tuple[Covered, ...]:
    """Return the economies that each year holds, each on its side."""
    return tuple(
        Covered(year, year, side, tuple(sorted(rows.filter(pl.col("year") == year)[side].unique())))
        for year in sorted(rows["year"].unique())
        for side in SIDES
    )
