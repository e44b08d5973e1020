"""The shapes in which the IMF's trade by partner comes: the API's CSV, the Explorer's two, the carrier's.

All become one table: `reporter` and `partner` as the file writes them, `told_by`, `year`, `value` in US
dollars (null where it is not covered), `estimated`. What is no state (the world, regions, "not
specified") is set aside and counted; so are months and quarters, and indicators that are not exports FOB
or imports CIF.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import tables, texts

API: Final = (
    "COUNTRY",
    "INDICATOR",
    "COUNTERPART_COUNTRY",
    "FREQUENCY",
    "TIME_PERIOD",
    "OBS_VALUE",
)
EXPLORER: Final = ("COUNTRY.ID", "INDICATOR.ID", "COUNTERPART_COUNTRY.ID")
LONG: Final = ("TIME_PERIOD", "OBS_VALUE")
TOLD_BY: Final = {
    "XG_FOB_USD": schema.ORIGIN, "TXG_FOB_USD": schema.ORIGIN,
    "MG_CIF_USD": schema.DESTINATION, "TMG_CIF_USD": schema.DESTINATION,
}  # fmt: skip
"""Indicators by who tells; the names with T are those of before 2025."""
YEAR: Final = r"^(1[89]|20)\d\d$"
STATE: Final = r"^[A-Z]{3}$"
OFFICIAL: Final = ("", "O")
"""Derivation types of what a state itself reports; any other is the Fund's estimate."""
MILLIONS: Final = 6.0
MILLION: Final = 1e6
CARRIER_YEAR: Final = 2025
CARRIER: Final = "2025-exports"

TOLD: Final = {
    "reporter": pl.String, "partner": pl.String, "told_by": pl.String, "year": pl.Int16,
    "value": pl.Float64, "estimated": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True)
class File:
    """What one file says, in which layout, of which vintage, and what was set aside."""

    told: pl.DataFrame
    layout: str
    vintage: str = ""
    notes: tuple[str, ...] = ()


def read(path: Path, *, source: str) -> File:
    """Read a file in whichever of the layouts it is."""
    if path.suffix.lower() == ".json":
        return _carried(path, source=source)
    columns = tables.header(path, source=source)
    if set(EXPLORER) <= set(columns):
        wide = not set(LONG) <= set(columns)
        return _explored(path, columns, wide=wide, source=source)
    return _answered(path, columns, source=source)


def _answered(path: Path, columns: list[str], *, source: str) -> File:
    """Read the API's CSV: plain dollars, whatever SCALE says."""
    derived = "DERIVATION_TYPE" in columns
    wanted = (*API, *(("DERIVATION_TYPE",) if derived else ()))
    table = tables.read_csv(path, source=source, columns=wanted, final_newline=True)
    table = table.with_columns(
        value=tables.numbers(table, "OBS_VALUE", source=source, missing=("", "NaN")),
        derived=pl.col("DERIVATION_TYPE") if derived else pl.lit(""),
    )
    return _file(table.rename({name: f"{name}.ID" for name in API[:3]}), "API", source)


def _explored(path: Path, columns: list[str], *, wide: bool, source: str) -> File:
    """Read the Data Explorer's CSV: dollars in the power of ten that its scale says."""
    extra = [name for name in ("SCALE.ID", "DERIVATION_TYPE.ID") if name in columns]
    periods = [name for name in columns if re.match(YEAR, name)] if wide else list(LONG)
    if not periods:
        raise SourceError.bad_layout(
            "Can't find a column of a year, or TIME_PERIOD and OBS_VALUE.",
            source=source,
            where=f"file {path.name}, columns {', '.join(columns[-5:])}",
            attempt="choose the frequency 'Annual' in the Data Explorer",
        )
    table = tables.read_csv(
        path, source=source, columns=(*EXPLORER, *extra, *periods), final_newline=True
    )
    if wide:
        kept = ["row", *EXPLORER, *extra]
        table = table.unpivot(periods, index=kept, variable_name=LONG[0], value_name=LONG[1])
        table = table.filter(pl.col(LONG[1]).str.strip_chars() != "")
    scale = (
        tables.numbers(table, "SCALE.ID", source=source, low=0, high=9, whole=True)
        if "SCALE.ID" in extra
        else pl.Series([MILLIONS] * table.height, dtype=pl.Float64)
    )
    value = tables.numbers(table, "OBS_VALUE", source=source, missing=("", "NaN"))
    table = table.with_columns(
        value=value * pl.Series(10.0 ** scale.fill_null(MILLIONS).to_numpy()),
        derived=pl.col("DERIVATION_TYPE.ID") if "DERIVATION_TYPE.ID" in extra else pl.lit(""),
    )
    return _file(table, f"Data Explorer, {'a column' if wide else 'a line'} for each year", source)


def _file(table: pl.DataFrame, layout: str, source: str) -> File:
    """Return the yearly figures between states, with what was set aside."""
    yearly = table.filter(pl.col("TIME_PERIOD").str.contains(YEAR))
    known = yearly.filter(pl.col("INDICATOR.ID").is_in(list(TOLD_BY)))
    both = pl.all_horizontal(pl.col("COUNTRY.ID", "COUNTERPART_COUNTRY.ID").str.contains(STATE))
    told = known.filter(both, pl.col("value").is_not_null())
    tables.refuse_cells(told, "OBS_VALUE", told["value"] < 0, "must be at least 0", source=source)
    if told.is_empty():
        raise SourceError.bad_layout(
            "Can't find a yearly figure of exports FOB or imports CIF between two states.",
            source=source,
            where=f"{number_of(table.height, 'row')}, {yearly.height:,} of years, {known.height:,} of"
            " exports FOB or imports CIF",
            attempt="ask for XG_FOB_USD and MG_CIF_USD, yearly (A), and all counterparts (*)",
        )
    notes = (
        f"{layout}: {number_of(told.height, 'figure')}; {table.height - yearly.height:,}"
        " of months and quarters,"
        f" {yearly.height - known.height:,} of other indicators, {known.height - told.height:,} of regions or"
        " empty set aside",
    )
    official = pl.col("derived").fill_null("").is_in(OFFICIAL)
    return File(
        told.select(
            reporter="COUNTRY.ID",
            partner="COUNTERPART_COUNTRY.ID",
            told_by=pl.col("INDICATOR.ID").replace_strict(TOLD_BY),
            year=pl.col("TIME_PERIOD").cast(pl.Int16),
            value="value",
            estimated=~official,
        ),
        layout,
        notes=notes,
    )


def _carried(path: Path, *, source: str) -> File:
    """Read the exports of 2025 as they were carried on, all of them as estimates, with their holes.

    Which of them a state told and which the Fund estimated is lost, so that nobody's word is claimed.
    """
    edges = _edges(path, source)
    told = pl.DataFrame(
        edges, {"reporter": pl.String, "partner": pl.String, "million": pl.Float64}, orient="row"
    )
    told = told.select(
        "reporter", "partner", told_by=pl.lit(schema.COMPILED), year=pl.lit(CARRIER_YEAR, pl.Int16),
        value=pl.col("million") * MILLION, estimated=pl.lit(True),
    )  # fmt: skip
    # Zeros stand in the file as 0.0, and the smallest tellers name five partners: a pair without an edge
    # was left out, nobody says that nothing passed.
    everyone = told["reporter"].append(told["partner"]).unique().sort()
    tellers = told["reporter"].unique().sort()
    pairs = pl.DataFrame({"reporter": tellers}).join(
        pl.DataFrame({"partner": everyone}), how="cross"
    )
    absent = pairs.filter(pl.col("reporter") != pl.col("partner")).join(
        told, on=["reporter", "partner"], how="anti"
    )
    holes = absent.select(
        "reporter", "partner", told_by=pl.lit(schema.COMPILED), year=pl.lit(CARRIER_YEAR, pl.Int16),
        value=pl.lit(None, pl.Float64), estimated=pl.lit(True),
    )  # fmt: skip
    note = (
        f"{told.height:,} exports of {CARRIER_YEAR}, the mark of estimates lost;"
        f" {number_of(holes.height, 'pair')} without one"
    )
    return File(pl.concat([told, holes]), "carrier", CARRIER, (note,))


def _edges(path: Path, source: str) -> list[tuple[str, str, float]]:
    """Return origin, destination and million dollars of each edge, or refuse the file."""
    with texts.open_text(path, source=source) as stream:
        content = stream.read()
    try:
        found: Any = json.loads(content)
        edges = [
            (str(one["source"]), str(one["target"]), float(one["value"])) for one in found["edges"]
        ]
    except (ValueError, KeyError, TypeError) as fault:
        raise SourceError.bad_layout(
            "Can't read the file as JSON with edges of source, target and value.",
            source=source,
            where=f"file {path.name}: {fault}",
            attempt="download it anew; it was cut short, or is another file",
        ) from fault
    wrong = [edge for edge in edges if not 0 <= edge[2] <= MILLION * 2]
    if wrong or not edges:
        raise SourceError.bad_layout(
            "Each edge must carry million dollars from 0 to 2,000,000.",
            source=source,
            where=f"file {path.name}: {wrong[:5] or 'no edges'}",
        )
    return edges
