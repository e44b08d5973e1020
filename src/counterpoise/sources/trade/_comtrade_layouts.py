"""The shapes in which Comtrade comes, as one table: reporter, partner, told_by, year, item, value, edition.

Reporters and partners are the UN's numbers. Set aside and counted are: the world as a partner (0),
re-exports and re-imports, and rows parted by second partner, customs procedure or mode of transport,
which the rows over all of them hold already.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import tables, texts

NEW: Final = (
    "reporterCode",
    "partnerCode",
    "flowCode",
    "cmdCode",
    "refYear",
    "classificationCode",
    "primaryValue",
)
PARTED: Final = {"partner2Code": ("0", ""), "customsCode": ("C00", ""), "motCode": ("0", "")}
"""Columns that part a flow further, with what stands in them for all of it."""
OLD: Final = (
    "Classification", "Year", "Trade Flow", "Reporter Code", "Partner Code", "Commodity Code",
    "Trade Value (US$)",
)  # fmt: skip
OLD_AS_NEW: Final = {
    "Reporter Code": "reporterCode", "Partner Code": "partnerCode", "Trade Flow": "flowCode",
    "Commodity Code": "cmdCode", "Year": "refYear", "Classification": "classificationCode",
    "Trade Value (US$)": "primaryValue",
}  # fmt: skip
FLOWS: Final = {
    "X": schema.ORIGIN, "M": schema.DESTINATION, "Export": schema.ORIGIN, "Import": schema.DESTINATION,
}  # fmt: skip
EDITIONS: Final = {
    "H0": "HS92", "H1": "HS96", "H2": "HS02", "H3": "HS07", "H4": "HS12", "H5": "HS17", "H6": "HS22",
}  # fmt: skip
TOTAL: Final = "TOTAL"
WORLD: Final = 0
PREVIEW: Final = 500
"""Rows after which an answer without a key ends."""


@dataclass(frozen=True)
class File:
    """What one file says, in which layout, and what was set aside."""

    told: pl.DataFrame
    layout: str
    notes: tuple[str, ...] = ()


def read(path: Path, *, source: str) -> File:
    """Read a file in whichever of the layouts it is."""
    if path.suffix.lower() == ".json":
        return _file(_json(path, source), "JSON", source)
    columns = tables.header(path, source=source)
    if "Trade Flow" in columns:
        table = tables.read_csv(path, source=source, columns=OLD, final_newline=True)
        return _file(table.rename(OLD_AS_NEW), "CSV of before 2023", source)
    parted = [name for name in PARTED if name in columns]
    table = tables.read_csv(path, source=source, columns=(*NEW, *parted), final_newline=True)
    return _file(table, "CSV", source)


def _json(path: Path, source: str) -> pl.DataFrame:
    """Return the rows of the API's answer, every cell as text."""
    with texts.open_text(path, source=source) as stream:
        content = stream.read()
    try:
        answer: Any = json.loads(content)
        records = answer["data"]
        names = (*NEW, *(name for name in PARTED if records and name in records[0]))
        rows = [{name: _text(one[name]) for name in names} for one in records]
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise SourceError.bad_layout(
            "Can't read the file as Comtrade's JSON with rows under 'data'.",
            source=source,
            where=f"file {path.name}: {fault}",
            attempt="look at its first line: an answer that refuses the call says why",
        ) from fault
    if len(rows) == PREVIEW:
        raise SourceError.bad_layout(
            f"An answer of {PREVIEW} rows is cut short: the preview gives no more.",
            source=source,
            where=f"file {path.name}",
            attempt="ask for one flow, or fewer products, at a time; or with a key",
        )
    if not rows:
        raise SourceError.bad_layout(
            "The answer must hold at least one row.", source=source, where=f"file {path.name}"
        )
    table = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))
    return table.with_columns(row=pl.int_range(1, pl.len() + 1))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _file(table: pl.DataFrame, layout: str, source: str) -> File:
    """Return what a file tells, rows that would be counted twice set aside."""
    whole = [pl.col(name).is_in(of_all) for name, of_all in PARTED.items() if name in table.columns]
    flows = table.filter(pl.col("flowCode").is_in(list(FLOWS)))
    once = flows.filter(pl.all_horizontal(whole)) if whole else flows
    editions = once["classificationCode"].replace_strict(EDITIONS, default=None)
    tables.refuse_cells(
        once, "classificationCode", editions.is_null(),
        f"must be an edition of the Harmonized System, one of {', '.join(EDITIONS)}", source=source,
    )  # fmt: skip
    codes = {
        new: tables.numbers(once, old, source=source, low=0, high=999, whole=True)
        for new, old in (("reporter", "reporterCode"), ("partner", "partnerCode"))
    }
    item = once["cmdCode"].str.strip_chars()
    item = pl.select(
        pl.when(item.str.contains(r"^\d$|^\d{3}$|^\d{5}$")).then("0" + item).otherwise(item)
    ).to_series()
    wrong = ~item.str.contains(rf"^(\d{{2}}|\d{{4}}|\d{{6}}|{TOTAL})$")
    tables.refuse_cells(once, "cmdCode", wrong, "must be an HS code, or TOTAL", source=source)
    value = tables.numbers(once, "primaryValue", source=source, low=0)
    tables.refuse_cells(once, "primaryValue", value.is_null(), "must not be empty", source=source)
    told = once.with_columns(
        **{name: code.cast(pl.Int16) for name, code in codes.items()},
        edition=editions, item=item, value=value,
        year=tables.years(once, "refYear", source=source, first=1962),
        told_by=pl.col("flowCode").replace_strict(FLOWS, default=None),
    )  # fmt: skip
    named = told.filter(pl.col("partner") != WORLD)
    if named.is_empty():
        raise SourceError.bad_layout(
            "Can't find exports to, or imports from, a partner.",
            source=source,
            where=f"{number_of(table.height, 'row')}",
            attempt="ask for all partners, not for the world alone",
        )
    note = (
        f"{layout}: {number_of(named.height, 'row')}; {table.height - flows.height:,} of"
        " re-exports and the like,"
        f" {flows.height - once.height:,} parted further, {told.height - named.height:,} of the world"
    )
    kept = ["reporter", "partner", "told_by", "year", "item", "value", "edition"]
    return File(named.select(kept), layout, (note,))
