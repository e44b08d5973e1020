"""OECD direct investment by counterpart: flows and positions, as the member that reports tells them.

One row of the SDMX-CSV is a reporter, a counterpart and a year. By the *outward* principle the reporter
is the investor (told by the origin), by the *inward* one the host (told by the destination). An empty
figure is confidential, not reported or not disseminated: not covered, never zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.snapshots.spans import spans

SOURCE = Source(
    id="oecd_fdi",
    title="FDI flows and positions by counterpart area, BMD4",
    publisher="Organisation for Economic Co-operation and Development",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0), for data published since July 2024.",
    citation=(
        "OECD, FDI flows and FDI positions by counterpart area (BMD4), OECD Data Explorer,"
        " DSD_FDI@DF_FDI_FLOW_CTRY and DSD_FDI@DF_FDI_POS_CTRY."
    ),
    url="https://data-explorer.oecd.org/?fs[0]=Topic%2C1%7CFinance%23FIN%23",
    table="panel",
    indicators=("fdi_flow", "fdi_stock"),
    unit_note="Million US dollars, converted by the OECD at exchange rates; whole dollars here.",
    layout=(
        "SDMX-CSV (with or without labels) of DF_FDI_FLOW_CTRY or DF_FDI_POS_CTRY: REF_AREA, MEASURE,"
        " UNIT_MEASURE, MEASURE_PRINCIPLE, ACCOUNTING_ENTRY, TYPE_ENTITY, FDI_COMP, SECTOR,"
        " COUNTERPART_AREA, LEVEL_COUNTERPART, ACTIVITY, FREQ, TIME_PERIOD, OBS_VALUE, UNIT_MULT"
    ),
    caveats=(
        "Members of the OECD and some others tell; what passes between two who do not is not here.",
        "The immediate counterpart is shown, not the last owner.",
        "Resident operating units, without special purpose entities, where a member tells of them; all"
        " units where it does not (Japan, the United States).",
        "Flows and positions may be negative: shares of that year are then undefined.",
    ),
    told_by="origin",
    requests=tuple(
        Request(
            f"https://sdmx.oecd.org/public/rest/data/OECD.DAF.INV,DSD_FDI@DF_FDI_{flow}_CTRY,1.0/"
            f".{measure}.USD_EXC.DO+DI.NET_FDI.ROU+ALL.D.S1.{{states}}.IMC._T.A./"
            "?startPeriod={first}&endPeriod={last}&format=csvfilewithlabels",
            file=f"{measure} {{states}} {{first}}-{{last}}.csv",
            kind="csv",
            every="",
            years=(2005, 0),
            pause=3,  # 20 calls a minute
            nothing=(404,),
        )
        for flow, measure in (("POS", "LE_FA_F"), ("FLOW", "T_FA_F"))
    ),
)

MEASURES: Final = {"T_FA_F": "fdi_flow", "LE_FA_F": "fdi_stock"}
PRINCIPLES: Final = {"DO": schema.ORIGIN, "DI": schema.DESTINATION}
UNITS: Final = ("ROU", "ALL")
"""Kinds of resident units, the preferred first."""
WANTED: Final = {
    "UNIT_MEASURE": "USD_EXC", "ACCOUNTING_ENTRY": "NET_FDI", "FDI_COMP": "D", "SECTOR": "S1",
    "LEVEL_COUNTERPART": "IMC", "ACTIVITY": "_T", "FREQ": "A",
}  # fmt: skip
"""Of each dimension the value that means the whole, in dollars; other rows are set aside."""
COLUMNS: Final = (
    "REF_AREA", "MEASURE", "MEASURE_PRINCIPLE", "TYPE_ENTITY", "COUNTERPART_AREA", "TIME_PERIOD",
    "OBS_VALUE", "UNIT_MULT", *WANTED,
)  # fmt: skip
ECONOMY: Final = r"^[A-Z]{3}$"
LARGEST: Final = 5e12
"""Dollars between two economies."""
KEY: Final = ["origin", "destination", "year", "indicator", "told_by"]


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read any number of tables, flows and positions together."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        cells = pl.concat(
            tables.read_csv(path, source=SOURCE.id, columns=COLUMNS, final_newline=True)
            for path in plain
        )
    used = cells.filter(
        *(pl.col(column) == value for column, value in WANTED.items()),
        pl.col("MEASURE").is_in(list(MEASURES)),
        pl.col("MEASURE_PRINCIPLE").is_in(list(PRINCIPLES)),
        pl.col("TYPE_ENTITY").is_in(UNITS),
        pl.col("COUNTERPART_AREA").str.contains(ECONOMY),
    )
    if used.is_empty():
        raise SourceError.bad_layout(
            "The table must hold total flows (T_FA_F) or positions (LE_FA_F) in US dollars.",
            source=SOURCE.id,
            where=f"{number_of(cells.height, 'row')}, none with {', '.join(map('='.join, WANTED.items()))}",
        )
    rows = _rows(_figures(used))
    yield Reading(
        rows=rows,
        vintage=f"to-{max(rows['year'].to_list())}",
        coverage=_coverage(rows),
        notes=(
            f"{number_of(rows.height, 'figure')} of {number_of(used['REF_AREA'].n_unique(), 'reporter')} with"
            f" {used['COUNTERPART_AREA'].n_unique()} counterparts",
            f"{rows['value'].null_count():,} are empty (confidential, not disseminated or not told):"
            " not covered",
            f"{number_of(cells.height - used.height, 'row')} of areas, of other"
            " measures or of parts set aside",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse amounts larger than any has been: the unit would be another."""
    wrong = rows.filter(pl.col("value").abs() > LARGEST)
    if wrong.height:
        shown = wrong.select("origin", "destination", "year", "value").head(5).rows()
        raise SourceError.bad_layout(
            f"Amounts must be at most {LARGEST:,.0f} dollars.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}: {'; '.join(' '.join(map(str, row)) for row in shown)}",
        )


def _figures(cells: pl.DataFrame) -> pl.DataFrame:
    """Return checked figures in dollars, with ids and who tells."""
    power = tables.numbers(cells, "UNIT_MULT", source=SOURCE.id, low=0, high=9, whole=True)
    tables.refuse_cells(cells, "UNIT_MULT", power.is_null(), "must not be empty", source=SOURCE.id)
    amount = tables.numbers(cells, "OBS_VALUE", source=SOURCE.id, low=-1e13, high=1e13)
    outward = cells["MEASURE_PRINCIPLE"] == "DO"
    reporter, partner = (
        states.from_iso3(cells[column], None, source=SOURCE.id, column=column)
        for column in ("REF_AREA", "COUNTERPART_AREA")
    )
    sides = pl.DataFrame({"outward": outward, "reporter": reporter, "partner": partner})
    return cells.select(
        origin=sides.select(pl.when("outward").then("reporter").otherwise("partner")).to_series(),
        destination=sides.select(
            pl.when("outward").then("partner").otherwise("reporter")
        ).to_series(),
        year=tables.years(cells, "TIME_PERIOD", source=SOURCE.id, first=1980),
        indicator=pl.col("MEASURE").replace_strict(MEASURES),
        told_by=pl.col("MEASURE_PRINCIPLE").replace_strict(PRINCIPLES),
        units="TYPE_ENTITY",
        value=(amount * 10.0**power).round(),
    )


def _rows(figures: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows: of operating units where the member tells of them, else of all units."""
    kept = figures.filter(pl.col("origin") != pl.col("destination"))
    twice = kept.filter(kept.select([*KEY, "units"]).is_duplicated())
    if twice.height:
        shown = "; ".join(" ".join(map(str, row)) for row in twice.select(KEY).head(5).iter_rows())
        raise SourceError.bad_layout(
            "A reporter must tell of a counterpart once in a year.",
            source=SOURCE.id,
            where=f"{number_of(twice.height, 'row')}: {shown}",
            attempt="give each table once",
        )
    return (
        kept.with_columns(order=pl.col("units").replace_strict({"ROU": 0, "ALL": 1}))
        .sort("order")
        .group_by(KEY, maintain_order=True)
        .agg(pl.col("value").drop_nulls().first())
        .select(
            *KEY,
            "value",
            item=pl.lit(schema.ALL_ITEMS),
            status=pl.when(pl.col("value").is_null())
            .then(pl.lit(schema.NOT_COVERED))
            .otherwise(pl.lit(schema.REPORTED)),
        )
        .sort("indicator", "destination", "origin", "year", "told_by")
    )


def _coverage(rows: pl.DataFrame) -> list[Covered]:
    """Return the reporters' years with a figure, toward the counterparts that the tables name."""
    first, last = rows.select(pl.col("year").min(), last=pl.col("year").max()).row(0)
    covered = [Covered(first, last, states=())]
    for (indicator, teller), part in rows.group_by("indicator", "told_by", maintain_order=True):
        own: Literal["origin", "destination"] = "origin" if teller == "origin" else "destination"
        other: Literal["origin", "destination"] = "destination" if own == "origin" else "origin"
        told = part.filter(pl.col("value").is_not_null())
        if told.is_empty():
            continue
        covered += spans(told, state=own, side=own, indicator=str(indicator), told_by=own)
        partners = tuple(part[other].unique().sort())
        covered.append(Covered(first, last, other, partners, str(indicator), own))
    return covered
