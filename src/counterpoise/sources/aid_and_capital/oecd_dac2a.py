"""OECD DAC2A: net official development assistance, every donor that reports to every recipient.

One row of the SDMX-CSV (or of its Parquet) is a donor, a recipient, a measure and a year. The publisher's
whole file, ``Table2a_Data``, has the older columns and numbers in place of letters. Kept is what one
state gave another: net disbursements (measure 206) in current dollars. Institutions, groups of donors
and regions are set aside, since the channel is of bilateral aid; but the total of the Development
Assistance Committee (DAC), where the table has it, says how much the members gave who are in no row: one
further origin, `residual:other DAC donors`, nearly 0 in a whole table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import groups, states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.snapshots.spans import spans

SOURCE = Source(
    id="oecd_dac2a",
    title="DAC2A: Aid (ODA) disbursements to countries and regions",
    publisher="Organisation for Economic Co-operation and Development",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0), for data published since July 2024.",
    citation=(
        "OECD, DAC2A: Aid (ODA) disbursements to countries and regions, OECD Data Explorer,"
        " DSD_DAC2@DF_DAC2A."
    ),
    url="https://data-explorer.oecd.org/vis?df[ds]=DisseminateFinalDMZ&df[id]=DSD_DAC2@DF_DAC2A",
    table="panel",
    indicators=("aid_net",),
    unit_note="Million US dollars of the year, net of repayments; whole dollars here.",
    layout=(
        "SDMX-CSV or Parquet of the Data Explorer (with or without labels): DONOR, RECIPIENT, MEASURE,"
        " UNIT_MEASURE, PRICE_BASE, TIME_PERIOD, OBS_VALUE, UNIT_MULT; or the whole Table2a_Data: RECIPIENT,"
        " DONOR, AIDTYPE, AMOUNTTYPE, TIME, Value (CSV in its .zip, or Parquet)"
    ),
    caveats=(
        "Net of repayments: negative where a recipient pays back more than it is given. Shares of a"
        " year are then undefined.",
        "Donors that report to the OECD: members of its Development Assistance Committee and some others"
        " (Türkiye, the Gulf states). China, India and, mostly, Russia do not, so a share is never one"
        " of all aid.",
        "A share is of what those who report gave. Where the total of the Development Assistance Committee"
        " is not in the table, too little may be known to name a donor as the first.",
        "What passes by way of the Union's institutions, development banks and the United Nations is"
        " not counted: it is no one state's.",
    ),
    told_by="origin",
    requests=(
        Request(
            "https://sdmx.oecd.org/public/rest/data/OECD.DCD.FSD,DSD_DAC2@DF_DAC2A,/"
            ".{states}.206.USD.V?startPeriod={first}&endPeriod={last}&format=csvfile",
            file="dac2a {states} {first}-{last}.csv",
            kind="csv",
            every="",
            years=(1990, 0),
            pause=3,  # 20 calls a minute
            nothing=(404,),
            tried="2026, by others",
        ),
    ),
)

COLUMNS: Final = (
    "DONOR", "RECIPIENT", "MEASURE", "UNIT_MEASURE", "PRICE_BASE", "TIME_PERIOD", "OBS_VALUE",
    "UNIT_MULT",
)  # fmt: skip
NUMBERED: Final = ("RECIPIENT", "DONOR", "AIDTYPE", "TIME", "Value")
PRICES: Final = ("AMOUNTTYPE", "DATATYPE")
"""How the column of the whole file is called that tells current prices (A) from constant ones (D)."""
NET: Final = "206"
"""Net official development assistance, in both layouts."""
WANTED: Final = {"MEASURE": NET, "UNIT_MEASURE": "USD", "PRICE_BASE": "V"}
GROUPS: Final = ("DAC", "LDC")
"""Groups whose code has three letters as those of states have."""
TOTALS: Final = ("DAC", "20001")
"""How the donors of the Development Assistance Committee are called together, in either layout."""
COMMITTEE: Final = "DAC"
REST: Final = "residual:other DAC donors"
ECONOMY: Final = r"^[A-Z]{3}$"
MILLION: Final = "6"
LARGEST: Final = 1e11
"""Dollars from one donor to one recipient in a year; the United States gave Ukraine 1.6e10 in 2023."""
KEY: Final = ["origin", "destination", "year"]


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read any number of tables, all as one release."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = [_cells(path) for path in plain]
    cells = pl.concat(one for one, _ in found)
    used = cells.filter(*(pl.col(column) == value for column, value in WANTED.items()))
    if used.is_empty():
        raise SourceError.bad_layout(
            "The table must hold net disbursements (206) in dollars at current prices (V, or A).",
            source=SOURCE.id,
            where=f"{number_of(cells.height, 'row')}, measures"
            f" {', '.join(cells['MEASURE'].unique().sort()[:5])}",
        )
    named = used.filter("pair")
    if named.is_empty():
        raise SourceError.bad_layout(
            "The table must hold what one state gave another.",
            source=SOURCE.id,
            where=f"{number_of(used.height, 'row')}, all of institutions, groups or regions",
        )
    numbered = {one for _, one in found} == {True}
    rows = _rows(named, numbered=numbered)
    rest = _rest(used.filter("total"), rows, numbered=numbered)
    yield Reading(
        rows=pl.concat([rows, rest]).sort("destination", "year", "origin"),
        vintage=f"to-{max(rows['year'].to_list())}",
        coverage=_coverage(rows, rest),
        notes=_notes(cells, used, rows),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse amounts larger than any has been, or all too small: the unit would be another."""
    largest = max((abs(value) for value in rows["value"].drop_nulls()), default=0.0)
    if not 1e4 <= largest <= LARGEST:
        raise SourceError.bad_layout(
            f"The largest amount must be 10,000 to {LARGEST:,.0f} dollars: the unit is wrong.",
            source=SOURCE.id,
            where=f"largest amount {largest:,.0f}",
        )


def _cells(path: Path) -> tuple[pl.DataFrame, bool]:
    """Return a table under today's names of columns, and if it has numbers in place of letters.

    `pair` marks what one state gave another, `total` what the committee's members gave one together.
    """
    header = tables.columns_of(path, source=SOURCE.id)
    numbered = "AIDTYPE" in header
    if not numbered:
        table = _text(tables.read_table(path, source=SOURCE.id, columns=COLUMNS))
        donor, recipient = (
            pl.col(column).str.contains(ECONOMY) & ~pl.col(column).is_in(GROUPS)
            for column in ("DONOR", "RECIPIENT")
        )
        return _marked(table, donor, recipient), False
    price = next((name for name in PRICES if name in header), PRICES[0])
    table = _text(tables.read_table(path, source=SOURCE.id, columns=(*NUMBERED, price)))
    find = states.by_number("dac")
    known = {code: bool(find(code)) for code in {*table["DONOR"], *table["RECIPIENT"]}}
    donor, recipient = (
        pl.col(column).replace_strict(known, return_dtype=pl.Boolean)
        for column in ("DONOR", "RECIPIENT")
    )
    renamed = table.select(
        "row", "DONOR", "RECIPIENT",
        MEASURE="AIDTYPE",
        UNIT_MEASURE=pl.lit("USD"),
        PRICE_BASE=pl.col(price).replace("A", "V"),
        TIME_PERIOD="TIME", OBS_VALUE="Value",
        UNIT_MULT=pl.lit(MILLION),
    )  # fmt: skip
    return _marked(renamed, donor, recipient), True


def _marked(table: pl.DataFrame, donor: pl.Expr, recipient: pl.Expr) -> pl.DataFrame:
    """Return a table with `pair` and `total`, by what says that each side is a state."""
    return table.with_columns(
        pair=donor & recipient, total=pl.col("DONOR").is_in(TOTALS) & recipient
    )


def _text(table: pl.DataFrame) -> pl.DataFrame:
    """Return every cell as text, as in CSV: Parquet gives numbers."""
    return table.with_columns(pl.exclude("row").cast(pl.String).fill_null("").str.strip_chars())


def _rows(cells: pl.DataFrame, *, numbered: bool) -> pl.DataFrame:
    """Return panel rows; an empty figure is "not covered"."""
    identify = states.from_dac if numbered else states.from_iso3
    donor = identify(cells["DONOR"], None, source=SOURCE.id, column="DONOR")
    rows = _amounts(cells, donor, numbered=numbered)
    rows = rows.filter(pl.col("origin") != pl.col("destination"))
    twice = rows.select(KEY).is_duplicated()
    tables.refuse_cells(
        rows, "origin", twice, "must give a recipient one figure a year", source=SOURCE.id,
        attempt="give each table once",
    )  # fmt: skip
    return _labelled(rows, schema.REPORTED)


def _rest(totals: pl.DataFrame, rows: pl.DataFrame, *, numbered: bool) -> pl.DataFrame:
    """Return what the committee's members gave in all less those named: one row a recipient and year."""
    members = groups.membership().filter(bloc=COMMITTEE)["member"].unique()
    given = rows.filter(pl.col("origin").is_in(members.implode()))
    given = given.group_by("destination", "year").agg(given=pl.col("value").sum())
    whole = _amounts(totals, pl.Series([REST] * totals.height, dtype=pl.String), numbered=numbered)
    whole = whole.drop_nulls("value").unique(KEY, keep="first", maintain_order=True)
    rest = whole.join(given, on=["destination", "year"], how="left").with_columns(
        # The total of a year leaves out who joined later: what they gave is no debt of the others.
        value=(pl.col("value") - pl.col("given").fill_null(0)).clip(0)
    )
    return _labelled(rest, schema.IMPUTED)


def _amounts(cells: pl.DataFrame, donor: pl.Series, *, numbered: bool) -> pl.DataFrame:
    """Return row, origin, destination, year and whole dollars."""
    identify = states.from_dac if numbered else states.from_iso3
    power = tables.numbers(cells, "UNIT_MULT", source=SOURCE.id, low=0, high=9, whole=True)
    tables.refuse_cells(cells, "UNIT_MULT", power.is_null(), "must not be empty", source=SOURCE.id)
    amount = tables.numbers(
        cells, "OBS_VALUE", source=SOURCE.id, missing=("", "NaN"), low=-1e12, high=1e12
    )
    return cells.select(
        "row",
        origin=donor,
        destination=identify(cells["RECIPIENT"], None, source=SOURCE.id, column="RECIPIENT"),
        year=tables.years(cells, "TIME_PERIOD", source=SOURCE.id, first=1955),
        value=(amount * 10.0**power).round(),
    )


def _labelled(rows: pl.DataFrame, status: str) -> pl.DataFrame:
    return rows.select(
        *KEY, "value",
        indicator=pl.lit("aid_net"),
        item=pl.lit(schema.ALL_ITEMS),
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .otherwise(pl.lit(status)),
    ).sort("destination", "year", "origin")  # fmt: skip


def _coverage(rows: pl.DataFrame, rest: pl.DataFrame) -> list[Covered]:
    """Return each donor's years with a figure, toward the recipients that the tables name.

    Where the committee's total is told, so are its members who are in no row.
    """
    first, last = rows.select(pl.col("year").min(), last=pl.col("year").max()).row(0)
    told = rows.filter(pl.col("value").is_not_null())
    recipients = tuple(rows["destination"].unique().sort())
    return [
        *spans(told, state="origin", side="origin"),
        *spans(rest, state="origin", side="origin"),
        Covered(first, last, "destination", recipients),
    ]


def _notes(cells: pl.DataFrame, used: pl.DataFrame, rows: pl.DataFrame) -> tuple[str, ...]:
    aside = used.filter(~pl.col("pair"), ~pl.col("total")).height
    return (
        f"{number_of(rows.height, 'figure')} of {number_of(rows['origin'].n_unique(), 'donor')} to"
        f" {number_of(rows['destination'].n_unique(), 'recipient')}; {rows['value'].null_count():,}"
        " empty: not covered",
        f"{number_of(aside, 'figure')} of institutions, of groups of donors and of regions set aside",
        f"{number_of(cells.height - used.height, 'row')} of other measures, units or prices set aside",
    )
