"""The layout of the tables of TIV that SIPRI's site gives since 2025: the partners of one state.

Lines about the table, a header ``Supplier,2022,…,2022-2025,Percentage,…`` (or ``Recipient,…``), one row
per partner, and last a row ``Total exports to X`` (or ``… from X``), which names the state that was
asked for. A blank cell is no delivery, "0" one of under half a million TIV, ".." is not known. Several
such tables may stand in one file. A table of all states (``Total world import``) tells no pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.snapshots import preamble, tables
from counterpoise.sources.arms._tiv_cells import LARGEST_CELL, ROUNDING, Table

STARTS: Final = "Volume of transfers of major arms"
HEADER: Final = re.compile(r"^(Supplier|Recipient|Exports by|Imports by),(.*)$", flags=re.MULTILINE)
ASKED: Final = {
    "Supplier": re.compile(r"Total (?:exports to|imports (?:of|by|to)) (.+)"),
    "Recipient": re.compile(r"Total (?:exports (?:from|of|by)|imports from) (.+)"),
}
SIDE: Final = {"Supplier": "destination", "Recipient": "origin"}
OTHER: Final = {"Supplier": "Recipient", "Recipient": "Supplier"}
UNKNOWN: Final = ".."


def found_in(text: str) -> bool:
    """Return whether a text holds tables of this layout."""
    return HEADER.search(text) is not None


def read(text: str, *, name: str, source: str) -> Iterator[Table]:
    """Yield the tables of a text.

    Raises
    ------
    SourceError
        If one is cut short, tells no pairs, or its totals are not the sums of its cells.
    """
    starts = [found.start() for found in re.finditer(f"^{STARTS}", text, flags=re.MULTILINE)]
    starts = starts or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield _table(text[start:end], text[:start].count("\n"), name, source)


def _table(text: str, lines: int, name: str, source: str) -> Table:
    header = HEADER.search(text)
    if header is None or header[1] not in ASKED:
        raise _no_pairs(name, source, header[1] if header else "no header")
    partner = header[1]
    years = [cell.strip() for cell in header[2].split(",") if re.fullmatch(r"\s*\d{4}\s*", cell)]
    above = text[: header.start()]
    body = re.sub(r"^[,\s]*$\n?", "", text[header.start() :], flags=re.MULTILINE)
    table = tables.parse_csv(
        body,
        source=source,
        columns=(partner, *years),
        name=name,
        above=lines + above.count("\n"),
        final_newline=True,
    )
    asked = ASKED[partner].fullmatch(table[partner][-1].strip())
    if asked is None:
        raise _no_total(table[partner][-1], name, source)
    cells = _cells(table, partner, years, source)
    told = _totals_told(table, cells, years, name, source)
    state = asked[1].strip()
    return Table(
        side=SIDE[partner],
        state=state,
        first=int(years[0]),
        last=told,
        release=preamble.generated(above, source=source),
        cells=cells.filter(pl.col("year").cast(pl.Int32) <= told)
        .with_columns(pl.lit(state).alias(OTHER[partner]))
        .select("row", "Supplier", "Recipient", "year", "value"),
    )


def _cells(table: pl.DataFrame, partner: str, years: list[str], source: str) -> pl.DataFrame:
    """Return the filled cells of the partners as numbers, null where they say that it is not known."""
    if not years or [int(year) for year in years] != list(
        range(int(years[0]), int(years[0]) + len(years))
    ):
        raise SourceError.bad_layout(
            "The header must have years, one by one.",
            source=source,
            where=f"header {', '.join(table.columns[1:6])}",
        )
    long = (
        table[:-1]
        .select("row", partner, *years)
        .unpivot(index=["row", partner], variable_name="year", value_name="TIV")
        .filter(pl.col("TIV").str.strip_chars() != "")
    )
    value = tables.numbers(
        long, "TIV", source=source, missing=(UNKNOWN,), low=0, high=LARGEST_CELL, whole=True
    )
    return long.with_columns(value=value)


def _totals_told(
    table: pl.DataFrame, cells: pl.DataFrame, years: list[str], name: str, source: str
) -> int:
    """Return the last year that has a total, having refused totals that are not sums of their cells.

    The years after it are asked for, but not yet published.
    """
    total = table[-1].select("row", *years).unpivot(index="row", variable_name="year")
    stated = total.with_columns(
        stated=tables.numbers(total, "value", source=source, missing=("", UNKNOWN), low=0)
    )
    summed = cells.group_by("year").agg(
        sum=pl.col("value").sum(), many=pl.len(), unknown=pl.col("value").null_count()
    )
    both = stated.join(summed, on="year", how="left", maintain_order="left").fill_null(0)
    wrong = both.filter(
        pl.col("unknown") == 0,
        (pl.col("sum") - pl.col("stated")).abs() > ROUNDING * (pl.col("many") + 1),
    )
    if wrong.height:
        year, said, sum_ = wrong.select("year", "stated", "sum").row(0)
        raise SourceError.bad_layout(
            f"The total must be the sum of its cells within rounding: {said:,.0f}, not {sum_:,.0f}.",
            source=source,
            where=f"file {name}, year {year}; {wrong.height} such totals",
            attempt="download it anew; it was edited or cut short",
        )
    known = stated.filter(pl.col("stated").is_not_null())["year"].to_list()
    return int(known[-1]) if known else int(years[-1])


def _no_pairs(name: str, source: str, found: str) -> SourceError:
    return SourceError.bad_layout(
        "The table must be of one supplier or one recipient; this one tells no pairs.",
        source=source,
        where=f"file {name}, header {found!r}",
        attempt="ask the site for the suppliers of one recipient, or take the trade register",
    )


def _no_total(last: str, name: str, source: str) -> SourceError:
    if last.strip().startswith("Total world"):
        return _no_pairs(name, source, last.strip())
    return SourceError.bad_layout(
        "The last row must be 'Total exports to X' or 'Total exports from X'.",
        source=source,
        where=f"file {name}, last row {last!r}",
        attempt="download it anew; it was cut short",
    )
