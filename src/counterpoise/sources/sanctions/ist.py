"""International Sanctions Termination (IST): arms embargoes of states and organisations, 1990 to 2018.

One row a case, with days of its start and end; measure ``AE`` is an arms embargo. A case counts in every
year in which it was in force on some day. Cases that end by the sender's act or in fact end then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables, workbooks
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources.sanctions import _embargoes

SOURCE = Source(
    id="ist",
    title="International Sanctions Termination (IST), version 1.1",
    publisher="Hana Attia and Julia Grauvogel, German Institute for Global and Area Studies",
    terms="Free to use with citation.",
    citation=(
        "Attia, Hana, and Julia Grauvogel (2023). International Sanctions Termination, 1990-2018:"
        " Introducing the IST dataset. Journal of Peace Research 60(4), 709-719."
    ),
    url="https://www.giga-hamburg.de/en/publications/research-datasets",
    table="panel",
    indicators=("arms_embargo",),
    unit_note="Arms embargoes (AE) in force on some day of the year.",
    layout="workbook, sheet 'Tabelle1': caseid, sender, target, startdate, terdate, ongoing, measures",
    caveats=(
        "Cases in force between 1990 and 2018, of the United States, the United Nations, the European"
        " Union and regional organisations.",
        "Days as coded; no partial embargo is told apart.",
    ),
    ships="no",
    told_by="compiled",
)

SHEET: Final = "Tabelle1"
COLUMNS: Final = (
    "caseid", "sender", "target", "startdate", "terdate", "defactoter", "ongoing", "measures",
)  # fmt: skip
ORGANISATIONS: Final = {
    "4400": _embargoes.UN, "1830": _embargoes.EU, "1653": _embargoes.EU, "1653, 1830": _embargoes.EU,
    "3760": "organisation:African Union", "1520": "organisation:ECOWAS",
    "3900": "organisation:Organization of American States", "3450": "organisation:Arab League",
    "1240": "organisation:Commonwealth", "4120": "organisation:East African Community",
    "4250": "organisation:SADC", "4375": "organisation:UNASUR",
}  # fmt: skip
"""Numbers of the Correlates of War's list of organisations; the Union stands under two."""
ARMS: Final = "AE"
FIRST, LAST = 1990, 2018
DAY: Final = r"^\d{2}\.\d{2}\.\d{4}$"


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table of cases."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        lines = workbooks.read_sheet(path, SHEET, source=SOURCE.id)
        text = workbooks.as_csv(lines)
        table = tables.parse_csv(text, source=SOURCE.id, columns=COLUMNS, name=path.name)
    arms = table.filter(
        pl.col("measures")
        .str.split(",")
        .list.eval(pl.element().str.strip_chars())
        .list.contains(ARMS)
    )
    if arms.is_empty():
        raise SourceError.bad_layout(
            f"The table must hold arms embargoes ({ARMS}).",
            source=SOURCE.id,
            where=f"{number_of(table.height, 'case')}",
        )
    rows = _embargoes.rows(_cases(arms))
    rows = rows.filter(pl.col("year").is_between(FIRST, LAST))
    senders = tuple(rows["origin"].unique().sort())
    yield Reading(
        rows=rows,
        vintage="1.1",
        coverage=[Covered(FIRST, LAST, "origin", senders), Covered(FIRST, LAST, "destination")],
        notes=(f"{number_of(arms.height, 'case')} with an arms embargo, of {table.height} in all",),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse more embargoes at once than any sender imposed on one target."""
    if rows["value"].max() > 5:  # type: ignore[operator]
        raise SourceError.bad_layout(
            "A sender must have at most 5 embargoes on a target at once.",
            source=SOURCE.id,
            where=str(rows.sort("value").tail(1).row(0)[:3]),
        )


def _cases(arms: pl.DataFrame) -> Iterator[_embargoes.Embargo]:
    """Yield the embargoes with the years in which they began and ended."""
    begun, ended = (_years(arms, column) for column in ("startdate", "terdate"))
    tables.refuse_cells(arms, "startdate", begun.is_null(), "must be a day", source=SOURCE.id)
    last = ended.fill_null(_years(arms, "defactoter")).fill_null(LAST)
    tables.refuse_cells(
        arms, "terdate", last < begun, "must not be before its start", source=SOURCE.id
    )
    plain = arms["sender"].str.strip_chars().str.strip_suffix(".0")
    known = plain.is_in(list(ORGANISATIONS))
    senders = states.from_cow(plain.set(known, None), begun, source=SOURCE.id, column="sender")
    targets = states.from_cow(arms["target"], begun, source=SOURCE.id, column="target")
    for code, sender, target, first, end in zip(plain, senders, targets, begun, last, strict=True):
        yield ORGANISATIONS.get(code, sender), target, first, end


def _years(table: pl.DataFrame, column: str) -> pl.Series:
    """Return the years of days written as 05.06.2003; an empty cell is none."""
    cells = table[column].str.strip_chars()
    told = cells != ""
    wrong = told & ~cells.str.contains(DAY)
    tables.refuse_cells(table, column, wrong, "must be a day such as 05.06.2003", source=SOURCE.id)
    years = [int(cell[-4:]) if cell and _is_day(cell) else None for cell in cells]
    lost = told & pl.Series(years).is_null()
    tables.refuse_cells(table, column, lost, "must be a day of the calendar", source=SOURCE.id)
    return pl.Series(column, years, dtype=pl.Int16)


def _is_day(cell: str) -> bool:
    try:
        date(int(cell[-4:]), int(cell[3:5]), int(cell[:2]))
    except ValueError:
        return False
    return True
