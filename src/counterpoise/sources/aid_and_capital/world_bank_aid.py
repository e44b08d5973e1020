"""Net bilateral aid by donor, from the World Development Indicators.

The World Bank's own tables, one a donor (DC.DAC.JPNL.CD) and one of the total, given together, as CSV, as
pages of JSON, or inside the file of all its indicators; or a tidy
excerpt `donor,indicator,geo,time,value`: some donors of the OECD's Development Assistance Committee
(DAC), and the DAC's total. The total less the donors named becomes one further origin,
`residual:other DAC donors`, so that the rows of a year add up to what the DAC gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, spans, tables, workbooks, world_bank_tables
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Source

DONORS = (
    "AUS", "AUT", "BEL", "CAN", "CEC", "CHE", "CZE", "DEU", "DNK", "ESP", "FIN", "FRA", "GBR", "GRC",
    "HUN", "IRL", "ISL", "ITA", "JPN", "KOR", "LUX", "NLD", "NOR", "NZL", "POL", "PRT", "SVK", "SVN",
    "SWE", "USA",
)  # fmt: skip
"""Donors of whom the World Bank has a series, by the letters in its name; CEC is the Union."""

SOURCE = Source(
    id="world_bank_aid",
    title="World Development Indicators: net bilateral aid flows from DAC donors (current US$)",
    publisher="World Bank, from the Development Assistance Committee of the OECD",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0).",
    citation="World Bank, World Development Indicators, net bilateral aid flows, DC.DAC.*.CD.",
    url="https://data.worldbank.org/indicator/DC.DAC.TOTL.CD",
    table="panel",
    indicators=("aid_net",),
    unit_note="Current US dollars, net of repayments, rounded to whole dollars.",
    layout=(
        "the World Bank's tables of DC.DAC.<donor>L.CD and of DC.DAC.TOTL.CD (CSV, its .zip, or .xls), given"
        " together; the whole WDICSV.csv; the API's JSON, all pages of each series; or CSV"
        " donor,indicator,geo,time,value: donor an ISO code or DAC_TOTAL, indicator"
        " dc_dac_<donor>l_cd, geo the recipient's ISO code in small letters"
    ),
    caveats=(
        "Net of repayments: negative where a recipient pays back more than it is given, as Viet Nam"
        " to Japan in 2021 and 2022. Shares of a year are then undefined.",
        "DAC donors only: aid of China, Russia, the Gulf states and of multilateral banks is not"
        " counted, so a share is one of DAC aid and never of all aid.",
        "Only some donors are named. 'Other DAC donors' is the DAC total less those: computed here,"
        " many donors in one, not to be read as one partner.",
    ),
    told_by="origin",
    requests=tuple(
        Request(
            f"https://api.worldbank.org/v2/en/indicator/DC.DAC.{donor}.CD?downloadformat=csv",
            file=f"DC.DAC.{donor}.CD.zip",
            kind="zip",
        )
        for donor in ("TOTL", *(f"{code}L" for code in DONORS))
    ),
)

TOTAL = "DAC_TOTAL"
REST = "residual:other DAC donors"
COLUMNS = ("donor", "indicator", "geo", "time", "value")
CODE = r"^dc_dac_([a-z]{3})l_cd$"
TOTAL_CODE = "dc_dac_totl_cd"
ALL_SERIES = "DC.DAC."
"""How the codes of all series begin."""
UNION = "CEC"
"""How the series call the institutions of the European Union."""
FIRST = 1960
LARGEST = 1e11
"""Dollars from one donor, or from all, to one recipient in a year; Iraq in 2005 had 2.2e10."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the tables; a named donor's missing year, where the total is known, is "not covered"."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        table, vintage, aside = _table(plain)
    _refuse_inconsistent(table)
    amounts = _amounts(table)
    named = _named(amounts)
    rows = pl.concat([named, _rest(amounts, named)])
    yield Reading(
        rows=rows.sort("destination", "year", "origin"),
        vintage=vintage or f"to-{max(rows['year'].to_list())}",
        coverage=_coverage(rows),
        notes=(*_notes(rows), *aside),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse aid whose largest amount is too small for dollars: thousands or millions."""
    largest = max((abs(value) for value in rows["value"].drop_nulls()), default=0.0)
    if largest < 1e5:
        raise SourceError.bad_layout(
            "The largest amount must be 100,000 dollars or more: the unit is wrong.",
            source=SOURCE.id,
            where=f"largest amount {largest:,.0f}",
        )


def _table(plain: Sequence[Path]) -> tuple[pl.DataFrame, str, tuple[str, ...]]:
    """Return the cells of `COLUMNS` with their row, the vintage if it is said, and what was set aside."""
    data = [path for path in plain if not path.name.startswith("Metadata_")]
    plain_text = not (workbooks.is_workbook(data[0]) or world_bank_tables.is_json(data[0]))
    if plain_text and set(COLUMNS) <= set(tables.header(data[0], source=SOURCE.id)):
        path = files.only(data, source=SOURCE.id)
        excerpt = tables.read_csv(path, source=SOURCE.id, columns=COLUMNS, final_newline=True)
        return excerpt, "", ()
    read = [
        world_bank_tables.read_all(files_of_one, source=SOURCE.id, code=ALL_SERIES)
        for files_of_one in world_bank_tables.answers(data)
    ]
    updates = {update for _, update in read}
    if len(updates) > 1:
        raise SourceError.bad_layout(
            "All tables must be of one update.",
            source=SOURCE.id,
            where=f"lines 'Last Updated Date' give {', '.join(sorted(updates))}",
            attempt="download them anew on one day",
        )
    tidy, aside = _tidied(pl.concat([_long(table) for table, _ in read]))
    return tidy, updates.pop(), aside


def _long(table: pl.DataFrame) -> pl.DataFrame:
    """Return one of the World Bank's tables as one row per recipient and year with a figure."""
    years = [column for column in table.columns if column.isdecimal()]
    return (
        table.select("row", *years, geo="Country Code", indicator="Indicator Code")
        .unpivot(index=["row", "geo", "indicator"], on=years, variable_name="time")
        .filter(pl.col("value").str.strip_chars() != "")
    )


def _tidied(long: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the figures of donors and recipients that are states, as in the excerpt."""
    ids = states.from_iso3(long["geo"], None, source=SOURCE.id, column="Country Code")
    spoken = long["indicator"].str.to_lowercase().str.replace_all(".", "_", literal=True)
    tidy = long.with_columns(
        indicator=spoken,
        donor=pl.when(spoken == TOTAL_CODE)
        .then(pl.lit(TOTAL))
        .otherwise(spoken.str.extract(CODE).str.to_uppercase()),
    )
    other = tidy["donor"].is_null()
    rule = "must be a series of net bilateral aid (DC.DAC.<donor>L.CD or DC.DAC.TOTL.CD)"
    tables.refuse_cells(long, "indicator", other, rule, source=SOURCE.id)
    union = tidy["donor"] == UNION
    regions = ids.str.starts_with("aggregate:")
    kept = tidy.filter(~union & ~regions)
    return kept.select("row", *COLUMNS), (
        f"{long.filter(regions)['geo'].n_unique()} regions and income groups set aside",
        f"{number_of(union.sum(), 'figure')} of the Union's institutions are part of the"
        " rest: no state gave them",
    )


def _refuse_inconsistent(table: pl.DataFrame) -> None:
    """Refuse a donor under another's indicator, a donor-year given twice, and a missing total."""
    spoken = table["indicator"].str.extract(CODE).str.to_uppercase()
    total = table["donor"] == TOTAL
    right = (total & (table["indicator"] == TOTAL_CODE)) | (~total & (spoken == table["donor"]))
    tables.refuse_cells(
        table,
        "indicator",
        ~right.fill_null(False),
        "must be the donor's own series of net bilateral aid (dc_dac_<donor>l_cd)",
        source=SOURCE.id,
    )
    twice = table.select(pl.struct("donor", "geo", "time").is_duplicated()).to_series()
    tables.refuse_cells(
        table, "donor", twice, "must have one row for each recipient and year", source=SOURCE.id
    )
    known = table.filter(total).select("geo", "time").with_columns(known=True)
    lacking = table.join(known, on=["geo", "time"], how="left", validate="m:1")["known"].is_null()
    tables.refuse_cells(
        table,
        "time",
        lacking,
        f"must be a year for which the recipient has a row {TOTAL}",
        source=SOURCE.id,
        attempt="add the series DC.DAC.TOTL.CD to the excerpt; without it nothing adds up",
    )


def _amounts(table: pl.DataFrame) -> pl.DataFrame:
    """Return donor (the total as `REST`), recipient, year and whole dollars."""
    donors = pl.when(pl.col("donor") == TOTAL).then(None).otherwise(pl.col("donor"))
    return table.select(
        origin=states.from_iso3(
            table.select(donor=donors)["donor"], None, source=SOURCE.id, column="donor"
        ),
        destination=states.from_iso3(table["geo"], None, source=SOURCE.id, column="geo"),
        year=tables.years(table, "time", source=SOURCE.id, first=FIRST),
        value=tables.numbers(table, "value", source=SOURCE.id, low=-LARGEST, high=LARGEST).round(),
    )


def _named(amounts: pl.DataFrame) -> pl.DataFrame:
    """Return a row for every donor named and every year of the total; unknown "not covered"."""
    donors = amounts.drop_nulls("origin")
    years = amounts.filter(pl.col("origin").is_null()).select("destination", "year")
    return (
        donors.select("origin", "destination")
        .unique()
        .join(years, on="destination", how="left", validate="m:m")
        .join(donors, on=["origin", "destination", "year"], how="left", validate="1:1")
        .pipe(_labelled, "reported")
    )


def _rest(amounts: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Return the total less the donors named: exact, since all are whole dollars."""
    given = named.group_by("destination", "year").agg(given=pl.col("value").sum())
    return (
        amounts.filter(pl.col("origin").is_null())
        .join(given, on=["destination", "year"], how="left", validate="1:1")
        .select(
            "destination",
            "year",
            origin=pl.lit(REST),
            value=pl.col("value") - pl.col("given").fill_null(0),
        )
        .pipe(_labelled, "imputed")
    )


def _labelled(rows: pl.DataFrame, status: str) -> pl.DataFrame:
    return rows.select(
        "origin",
        "destination",
        "year",
        "value",
        indicator=pl.lit("aid_net"),
        item=pl.lit("all"),
        status=pl.when(pl.col("value").is_null())
        .then(pl.lit("not covered"))
        .otherwise(pl.lit(status)),
    )


def _coverage(rows: pl.DataFrame) -> list[Covered]:
    """Return the recipients' years, and each named donor's: no other donor is covered."""
    known = rows.filter(pl.col("status") != "not covered")
    return [
        *spans.spans(known, state="destination", side="destination"),
        *spans.spans(known, state="origin", side="origin"),
    ]


def _notes(rows: pl.DataFrame) -> tuple[str, ...]:
    donors = sorted(set(rows["origin"]) - {REST})
    unknown = rows.filter((pl.col("status") == "not covered") & (pl.col("origin") != REST))
    return (
        f"donors named: {', '.join(donors) or 'none'}; the rest of the DAC total is one row a year",
        f"{unknown.height} donor-years without a figure: not covered, and part of the rest",
    )
