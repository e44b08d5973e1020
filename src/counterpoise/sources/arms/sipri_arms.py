"""SIPRI arms transfers: the trade register, one row per deal and delivery year.

The register that SIPRI has offered since 2025: eleven lines of preamble, a header, and rows that
end in a semicolon. Its predecessor is read by :mod:`counterpoise.sources.arms.sipri_arms_deals`, the
export tables by :mod:`counterpoise.sources.arms.sipri_arms_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema, sums
from counterpoise.printable import number_of
from counterpoise.reference import names
from counterpoise.snapshots import files, preamble, redundancy, tables, texts
from counterpoise.snapshots.magnitude import require_year_below
from counterpoise.snapshots.source import Doubt, Reading, Source
from counterpoise.sources.arms import _sipri_register, _whole_register
from counterpoise.sources.arms._sipri_register import DEAL, LARGEST_DELIVERY, TIV, YEAR

SOURCE = Source(
    id="sipri_arms",
    title="SIPRI Arms Transfers Database, trade register",
    publisher="Stockholm International Peace Research Institute",
    terms="Non-commercial use with attribution; under 10 % of the data set may be reproduced.",
    citation="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute.",
    url="https://www.sipri.org/databases/armstransfers",
    table="panel",
    indicators=("arms",),
    unit_note="Trend-indicator values (TIV) in millions, kept as they are: a volume, not a price.",
    layout="CSV from 'Trade register': 11 lines, header with 'SIPRI AT Database ID', rows ending ';'",
    caveats=(
        "TIV measure military capability, not money: never compare them with trade, GDP or budgets.",
        "Major conventional arms only; small arms, most services and spare parts are not in the register.",
        "Deliveries are lumpy and revised every March: read five-year windows, not single years.",
    ),
    ships="excerpt",
)

CATEGORY = "Armament category"
NUMBER, OF_ONE = "Numbers delivered", "TIV deal unit"
COLUMNS = (DEAL, "Supplier", "Recipient", CATEGORY, YEAR, TIV)
LARGEST_YEAR = 100_000
"""Million TIV; the world's deliveries have stayed under 50,000 in every year since 1950."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read a trade register; TIV of one supplier, recipient, year and category are added up."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        above, table = _table(files.only(plain, source=SOURCE.id))
    deliveries = _deliveries(table, preamble.years_asked(above))
    rows = _added_up(deliveries)
    first, last = _span(above, rows)
    yield Reading(
        rows=rows,
        vintage=preamble.generated(above, source=SOURCE.id),
        coverage=preamble.coverage(above, rows, first=first, last=last, source=SOURCE.id),
        notes=_notes(above, deliveries, rows, last),
        doubts=[*_doubts(table), *_whole_register.doubts(above, rows)],
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a register whose yearly totals are not of the size that the world's deliveries have."""
    require_year_below(rows, LARGEST_YEAR, source=SOURCE.id, unit="million TIV")


def _table(plain: Path) -> tuple[str, pl.DataFrame]:
    """Return the preamble, and the table without its semicolons."""
    text = texts.read_text(plain, source=SOURCE.id)
    return _sipri_register.table(
        text, source=SOURCE.id, columns=COLUMNS, name=plain.name, optional=(NUMBER, OF_ONE)
    )


def _deliveries(table: pl.DataFrame, asked: tuple[int, int] | None) -> pl.DataFrame:
    """Return one checked row per deal and delivery year."""
    first, last = asked or (1940, 2100)
    year = tables.years(table, YEAR, source=SOURCE.id, first=first, last=last)
    tables.refuse_cells(
        table, CATEGORY, table[CATEGORY] == "", "must not be empty", source=SOURCE.id
    )
    return table.select(
        origin=names.identify(table["Supplier"], source=SOURCE.id, column="Supplier", years=year),
        destination=names.identify(
            table["Recipient"], source=SOURCE.id, column="Recipient", years=year
        ),
        year=year,
        item=pl.col(CATEGORY),
        value=tables.numbers(table, TIV, source=SOURCE.id, low=0, high=LARGEST_DELIVERY),
    )


def _added_up(deliveries: pl.DataFrame) -> pl.DataFrame:
    """Return the sum of each supplier, recipient, year and category; unknown if no TIV is known."""
    known = pl.col("value").is_not_null().any()
    return deliveries.group_by("origin", "destination", "year", "item", maintain_order=True).agg(
        value=pl.when(known).then(sums.total(pl.col("value"), sums.parts_of("arms"))),
        indicator=pl.lit("arms"),
        status=pl.when(known).then(pl.lit(schema.REPORTED)).otherwise(pl.lit(schema.NOT_COVERED)),
    )


def _span(above: str, rows: pl.DataFrame) -> tuple[int, int]:
    """Return the years covered: those asked for, but no further than the last delivery seen.

    A register asked for up to 2025 in February 2026 ends in 2024: 2025 comes with the March update.
    """
    seen = rows["year"].to_list()
    asked = preamble.years_asked(above)
    return (asked[0] if asked else min(seen)), max(seen)


def _doubts(table: pl.DataFrame) -> list[Doubt]:
    """Return whether a delivery's TIV is its number times the TIV of one, as it is in 98.6 %."""
    if not {NUMBER, OF_ONE} <= set(table.columns):
        return []
    told = table.select(pl.col(NUMBER, OF_ONE, TIV).cast(pl.Float64, strict=False))
    return redundancy.agreement(
        told[TIV], told[NUMBER] * told[OF_ONE], usual=0.986, slack=0.01,
        rule="the TIV of a delivery is the number delivered times the TIV of one",
    )  # fmt: skip


def _notes(above: str, deliveries: pl.DataFrame, rows: pl.DataFrame, last: int) -> tuple[str, ...]:
    notes = [
        f"{number_of(deliveries.height, 'delivery')} added up to {number_of(rows.height, 'row')} by category"
    ]
    asked = preamble.years_asked(above)
    if asked and asked[1] > last:
        notes.append(
            f"asked for up to {asked[1]}, but no delivery after {last} is in this release:"
            f" {last + 1} and later are not covered, not zero"
        )
    if unknown := deliveries["value"].null_count():
        notes.append(
            f"{number_of(unknown, 'delivery')} without a TIV, which counts as nothing in the sums"
        )
    return tuple(notes)
