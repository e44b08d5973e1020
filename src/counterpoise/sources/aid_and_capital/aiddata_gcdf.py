"""AidData's Global Chinese Development Finance: what China's state committed, project by project.

A project is aid if AidData classes it as ODA-like (developmental, and soft enough), else finance: loans
near market terms, export credits, and what is too vague to class. Projects that AidData does not
recommend for sums (pledges, cancelled ones, umbrellas whose parts stand beside them) are left aside.
Figures are commitments in dollars of 2021, the sums that AidData itself prints; what was paid out, or
paid back, is not known.
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
from counterpoise.snapshots import files, tables, workbooks
from counterpoise.snapshots.source import Covered, Reading, Source

SOURCE = Source(
    id="aiddata_gcdf",
    title="Global Chinese Development Finance Dataset, version 3.0",
    publisher="AidData, William & Mary",
    terms="Free to use with citation; totals by recipient and year may be passed on with it.",
    citation=(
        "Custer, S., Dreher, A., Elston, T. B., Escobar, B., Fedorochko, R., Fuchs, A., et al. (2023)."
        " Tracking Chinese Development Finance: An Application of AidData's TUFF 3.0 Methodology."
        " Williamsburg, VA: AidData at William & Mary."
    ),
    url="https://www.aiddata.org/data/aiddatas-global-chinese-development-finance-dataset-version-3-0",
    table="panel",
    indicators=("aid_committed", "finance_committed"),
    unit_note="US dollars of 2021, as AidData deflates them, rounded to whole dollars.",
    layout=(
        "the workbook (sheet 'GCDF_3.0') or CSV with AidData Record ID, Recommended For Aggregates, Recipient"
        " ISO-3, Commitment Year, Flow Class, Amount (Constant USD 2021) and, where given, Flow Type"
        " Simplified"
    ),
    caveats=(
        "Commitments, not payments: nothing is taken off for what was never drawn or was paid back.",
        "A third of the projects has no amount: sums are the least that was committed.",
        "China alone, so there are no shares of partners; compare with what donors of the OECD gave"
        " only by order of size.",
    ),
    told_by="compiled",
)

SHEET: Final = "GCDF_3.0"
COLUMNS: Final = (
    "AidData Record ID", "Recommended For Aggregates", "Recipient ISO-3", "Commitment Year", "Flow Class",
    "Amount (Constant USD 2021)",
)  # fmt: skip
TYPE: Final = "Flow Type Simplified"
CLASSES: Final = {
    "ODA-like": "aid_committed",
    "OOF-like": "finance_committed",
    "Vague (Official Finance)": "finance_committed",
}
CHINA: Final = "CHN"
LARGEST: Final = 1e12
LEAST: Final = 1e6


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table of projects, whole or some recipients'."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only([one for one in plain if one.suffix != ".pdf"], source=SOURCE.id)
        table = _table(path)
    projects = _projects(table)
    kept = projects.filter("recommended", ~pl.col("regional"))
    if kept.is_empty():
        raise SourceError.bad_layout(
            "The table must hold projects of states that AidData recommends for sums.",
            source=SOURCE.id,
            where=f"{number_of(projects.height, 'project')}",
        )
    rows = _rows(kept)
    first, last = kept.select(pl.col("year").min(), last=pl.col("year").max()).row(0)
    recipients = tuple(rows["destination"].unique().sort())
    yield Reading(
        rows=rows,
        vintage="3.0",
        # A user's part may hold grants alone: of what it has no row at all it says nothing.
        coverage=[
            covered
            for indicator in rows["indicator"].unique().sort()
            for covered in (
                Covered(first, last, "origin", (CHINA,), indicator),
                Covered(first, last, "destination", recipients, indicator),
            )
        ],
        notes=(
            f"{number_of(kept.height, 'project')} in {number_of(len(recipients), 'state')};"
            f" {kept['amount'].null_count():,} have no"
            " amount: sums are the least that was committed",
            f"{number_of(projects.filter(~pl.col('recommended')).height, 'project')} that AidData does"
            " not recommend for sums set aside",
            f"{number_of(projects.filter('regional').height, 'project')} of regions set aside",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse sums that can't be in dollars."""
    largest = max(rows["value"].drop_nulls().to_list(), default=0.0)
    if not LEAST <= largest <= LARGEST:
        raise SourceError.bad_layout(
            f"The largest sum must be {LEAST:,.0f} to {LARGEST:,.0f} dollars: the unit is wrong.",
            source=SOURCE.id,
            where=f"largest {largest:,.0f}",
        )


def _table(path: Path) -> pl.DataFrame:
    """Return the wanted columns as text, from the workbook's sheet or from text."""
    if not workbooks.is_workbook(path):
        return tables.read_csv(path, source=SOURCE.id, columns=COLUMNS, optional=(TYPE,))
    cells = workbooks.read_sheet(path, SHEET, source=SOURCE.id)
    head = cells[0] if cells else []
    places = [place for place, name in enumerate(head) if name in (*COLUMNS, TYPE)]
    text = workbooks.as_csv([[row[place] for place in places] for row in cells])
    return tables.parse_csv(
        text, source=SOURCE.id, columns=COLUMNS, optional=(TYPE,), name=path.name
    )


def _projects(table: pl.DataFrame) -> pl.DataFrame:
    """Return one row a project: recipient, year, indicator, item, amount, and whether it counts."""
    if TYPE not in table.columns:
        table = table.with_columns(pl.lit("").alias(TYPE))
    told = table["Recommended For Aggregates"].str.strip_chars()
    tables.refuse_cells(
        table, "Recommended For Aggregates", ~told.is_in(["Yes", "No"]), "must be Yes or No",
        source=SOURCE.id,
    )  # fmt: skip
    unknown = ~table["Flow Class"].is_in(list(CLASSES)) & (told == "Yes")
    rule = f"must be {', '.join(CLASSES)}"
    tables.refuse_cells(table, "Flow Class", unknown, rule, source=SOURCE.id)
    twice = table["AidData Record ID"].is_duplicated()
    tables.refuse_cells(table, "AidData Record ID", twice, "must stand once", source=SOURCE.id)
    regional = ~table["Recipient ISO-3"].str.contains(r"^[A-Z]{3}$")
    codes = table["Recipient ISO-3"].set(regional, None)
    kind = pl.col(TYPE).str.strip_chars()
    return table.select(
        destination=states.from_iso3(codes, None, source=SOURCE.id, column="Recipient ISO-3"),
        regional=regional,
        recommended=told == "Yes",
        year=tables.years(table, "Commitment Year", source=SOURCE.id, first=1990),
        indicator=pl.col("Flow Class").replace_strict(CLASSES, default=None),
        item=pl.when(kind == "").then("Flow Class").otherwise(kind).str.to_lowercase(),
        amount=tables.numbers(
            table, "Amount (Constant USD 2021)", source=SOURCE.id, missing=("", "NA"),
            low=0, high=LARGEST,
        ),
    )  # fmt: skip


def _rows(projects: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows; where no project of a year has an amount, it is "not covered"."""
    return (
        projects.group_by("destination", "year", "indicator", "item")
        .agg(value=pl.when(pl.col("amount").is_not_null().any()).then(pl.col("amount").sum().round()))
        .select(
            "destination", "year", "indicator", "item", "value",
            origin=pl.lit(CHINA),
            status=pl.when(pl.col("value").is_null())
            .then(pl.lit(schema.NOT_COVERED))
            .otherwise(pl.lit(schema.REPORTED)),
        )
        .sort("destination", "year", "indicator", "item")
    )  # fmt: skip
