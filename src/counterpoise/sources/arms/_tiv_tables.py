"""SIPRI's tables of TIV, as two readers need them: the matrix of one exporter, and the layout of today.

The matrix has recipients by years, one file an exporter, a row and a column `Total`; what the site
gives since 2025 is read by :mod:`._partner_tables`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import preamble, tables, texts
from counterpoise.sources.arms import _partner_tables
from counterpoise.sources.arms._tiv_cells import LARGEST_CELL, ROUNDING, Table

TITLE: Final = re.compile(r"TIV of arms exports from (.+), (\d{4})-(\d{4})")
HEADER: Final = re.compile(r"^,((?:\d{4},)+)Total *$", flags=re.MULTILINE)
CELL, TOTAL = "TIV", "Total"


def found_in(text: str) -> bool:
    """Return whether a text holds tables of TIV, in either layout."""
    return TITLE.search(text) is not None or _partner_tables.found_in(text)


def read(plain: Path, *, source: str) -> list[Table]:
    """Return the tables of one file, in either layout, totals checked.

    Raises
    ------
    SourceError
        If the file has another layout, or its totals are not the sums of its cells.
    """
    text = texts.read_text(plain, source=source)
    if TITLE.search(text) is None and _partner_tables.found_in(text):
        return list(_partner_tables.read(text, name=plain.name, source=source))
    return [_matrix(text, plain, source)]


def _matrix(text: str, plain: Path, source: str) -> Table:
    """Return the matrix of one exporter."""
    title, header = TITLE.search(text), HEADER.search(text)
    if not title or not header or title.start() > header.start():
        raise SourceError.bad_layout(
            "Can't find the title 'TIV of arms exports from …' above a header of years and 'Total',"
            " nor a header 'Supplier,2022,…' or 'Recipient,2022,…'.",
            source=source,
            where=f"file {plain.name}",
        )
    exporter, first, last = title[1], int(title[2]), int(title[3])
    years = header[1].strip(",").split(",")
    if years != [str(year) for year in range(first, last + 1)]:
        raise SourceError.bad_layout(
            f"The header must have every year from {first} to {last}, as the title says.",
            source=source,
            where=f"file {plain.name}, header {years[0]}–{years[-1]}, {number_of(len(years), 'year')}",
        )
    above = text[: header.start()]
    # The line of commas above the Total row has one comma too many.
    body = re.sub(r"^,+$", "", text[header.start() :], flags=re.MULTILINE)
    table = tables.parse_csv(
        "Recipient" + body,
        source=source,
        columns=("Recipient", *years, TOTAL),
        name=plain.name,
        above=above.count("\n"),
        final_newline=True,
    )
    cells = _cells(table, exporter, source)
    _require_sums(cells, table, source, where=f"file {plain.name}")
    return Table(
        side="origin",
        state=exporter,
        first=first,
        last=last,
        release=preamble.generated(above, source=source),
        cells=cells.filter(~pl.col("sum")).select("row", "Supplier", "Recipient", "year", "value"),
    )


def _cells(table: pl.DataFrame, exporter: str, source: str) -> pl.DataFrame:
    """Return every filled cell as a number; `sum` marks those of the Total row and column."""
    long = table.unpivot(index=["row", "Recipient"], variable_name="year", value_name=CELL).filter(
        pl.col(CELL).str.strip_chars() != ""
    )
    return long.with_columns(
        value=tables.numbers(long, CELL, source=source, low=0, high=5_000_000, whole=True),
        sum=(pl.col("year") == TOTAL) | (pl.col("Recipient") == TOTAL),
        Supplier=pl.lit(exporter),
    )


def _require_sums(cells: pl.DataFrame, table: pl.DataFrame, source: str, *, where: str) -> None:
    """Refuse a table whose Total row or column is not the sum of its cells, within rounding."""
    if table["Recipient"][-1] != TOTAL or (table["Recipient"] == TOTAL).sum() != 1:
        raise SourceError.bad_layout(
            "The last row must be 'Total'.",
            source=source,
            where=f"{where}, last row {table['Recipient'][-1]!r}",
            attempt="download it anew; it was cut short",
        )
    large = cells.filter(~pl.col("sum") & (pl.col("value") > LARGEST_CELL))
    tables.refuse_cells(
        large,
        CELL,
        large["value"] > LARGEST_CELL,
        f"must be at most {LARGEST_CELL:,} million TIV",
        source=source,
    )
    for along, across in (("Recipient", "year"), ("year", "Recipient")):
        stated = cells.filter(pl.col(across) == TOTAL).select(along, total="value")
        summed = (
            cells.filter(pl.col(across) != TOTAL)
            .group_by(along)
            .agg(sum=pl.col("value").sum(), cells=pl.len())
        )
        both = summed.join(stated, on=along, how="full", coalesce=True).fill_null(0)
        wrong = both.filter(
            (pl.col("sum") - pl.col("total")).abs() > ROUNDING * pl.col("cells")
        ).sort(along)
        if wrong.height:
            key, sum_, _, total = wrong.select(along, "sum", "cells", "total").row(0)
            raise SourceError.bad_layout(
                f"The total must be the sum of its cells within rounding: {total:,.0f}, not {sum_:,.0f}.",
                source=source,
                where=f"{where}, {along.lower()} {key}; {wrong.height} such totals",
                attempt="download it anew; it was edited or cut short",
            )
