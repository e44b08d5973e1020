"""International Debt Statistics: what a state's public sector owes abroad, creditor by creditor.

The API's JSON of series DT.DOD.DPPG.CD (public and publicly guaranteed debt, disbursed and outstanding):
one record a debtor, a counterpart and a year. A counterpart is a state (its government, banks and
suppliers together), an institution, or nobody in particular (bondholders, several lenders). Where the
World's record stands beside them the creditors must add up to it, and who is not among them lent
nothing that is still owed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables, texts
from counterpoise.snapshots.request import Pages, Request
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.snapshots.spans import spans

SERIES: Final = "DT.DOD.DPPG.CD"

SOURCE = Source(
    id="world_bank_ids",
    title="International Debt Statistics: public external debt by creditor",
    publisher="World Bank",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0).",
    citation=(
        "World Bank, International Debt Statistics, external debt stocks, public and publicly guaranteed,"
        f" {SERIES}, by counterpart."
    ),
    url="https://www.worldbank.org/en/programs/debt-statistics/ids",
    table="panel",
    indicators=("debt_stock",),
    unit_note="Current US dollars at the end of the year, rounded to whole dollars.",
    layout=(
        f"JSON of the API, pages of one or more debtors: sources/6/country/…/series/{SERIES}/"
        "counterpart-area/…/time/…/data?format=json"
    ),
    caveats=(
        "Long-term debt of the public sector, or guaranteed by it, to lenders abroad: neither private"
        " debt without a guarantee, nor short-term debt, nor the IMF's credit, nor debt at home.",
        "A state stands for all lenders who live there: China is its policy banks and its other banks.",
        "Borrowers of low and middle income alone; who held the bonds is not known.",
    ),
    told_by="destination",
    requests=(
        Request(
            f"https://api.worldbank.org/v2/sources/6/country/{{state}}/series/{SERIES}/"
            "counterpart-area/all/time/all/data?format=json&per_page=25000",
            file="ids_{state}.json",
            kind="json",
            pages=Pages("page", parameter="page", rows="source.data", last="pages"),
            named=True,
            tried="2026, by others",
        ),
    ),
)

FIELDS: Final = ("Country", "Series", "Counterpart-Area", "Time")
WORLD: Final = "WLD"
IDS: Final = {"646": "IND", "078": "SUN", "019": "", "237": ""}
"""Numbers that differ from the OECD's, and, with nothing, low numbers that are institutions."""
NOBODY: Final = {
    "BND": "residual:Bondholders", "994": "residual:Multiple lenders", "FCW": "residual:Other lenders",
}  # fmt: skip
FIRST_INSTITUTION: Final = 800
"""From here on a number that is no state's is an institution's."""
TOLERANCE: Final = 0.001
"""Part of the World's figure by which the creditors may differ from it."""
LARGEST: Final = 1e13
LEAST: Final = 1e5
"""The largest debt of a file, in dollars, is not under this: the unit would be another."""
KEY: Final = ["debtor", "code", "year"]


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the pages of any number of debtors, all as one release."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        answers = [_answer(path) for path in plain]
    cells = pl.concat(cells for cells, _ in answers).with_row_index("row", offset=1)
    told = _figures(cells)
    if told.is_empty():
        raise SourceError.bad_layout(
            "The answer must hold a figure.",
            source=SOURCE.id,
            where=f"{number_of(cells.height, 'record')}, all empty",
        )
    whole = _whole(told)
    rows = _rows(told.filter(pl.col("code") != WORLD))
    updates = {updated for _, updated in answers if updated}
    yield Reading(
        rows=rows,
        vintage=max(updates) if updates else f"to-{max(rows['year'].to_list())}",
        coverage=_coverage(rows, whole),
        notes=_notes(cells, rows, whole),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse debts that can't be in dollars."""
    largest = max(rows["value"].to_list(), default=0.0)
    if not LEAST <= largest <= LARGEST:
        raise SourceError.bad_layout(
            f"The largest debt must be {LEAST:,.0f} to {LARGEST:,.0f} dollars: the unit is wrong.",
            source=SOURCE.id,
            where=f"largest debt {largest:,.0f}",
        )


def _answer(path: Path) -> tuple[pl.DataFrame, str]:
    """Return the records of one page, and the day of the last update if it is said."""
    with texts.open_text(path, source=SOURCE.id) as stream:
        content = stream.read()
    try:
        answer: Any = json.loads(content)
        records = [
            (*(_ids(record)[field] for field in FIELDS), _names(record)["Counterpart-Area"],
             None if record["value"] is None else str(record["value"]))
            for record in answer["source"]["data"]
        ]  # fmt: skip
        updated = str(answer.get("lastupdated") or "")
        table = pl.DataFrame(
            records, dict.fromkeys((*FIELDS, "name", "value"), pl.String), orient="row"
        )
    except (ValueError, LookupError, TypeError, AttributeError, pl.exceptions.PolarsError) as fault:
        raise SourceError.bad_layout(
            "Can't read the file as JSON of the API of debt statistics with source.data.",
            source=SOURCE.id,
            where=f"file {path.name}: {str(fault).splitlines()[0]}",
            attempt="ask for …/data?format=json; a debtor who does not report has no records",
        ) from fault
    return table, updated


def _ids(record: Any) -> dict[str, str]:
    return {one["concept"]: one["id"] for one in record["variable"]}


def _names(record: Any) -> dict[str, str]:
    return {one["concept"]: " ".join(one["value"].split()) for one in record["variable"]}


def _figures(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the records that have a figure: debtor, creditor's code and name, year, dollars."""
    for field in FIELDS:
        nothing = cells[field].is_null()
        tables.refuse_cells(cells, field, nothing, "must not be empty", source=SOURCE.id)
    other = cells["Series"] != SERIES
    tables.refuse_cells(cells, "Series", other, f"must be {SERIES}", source=SOURCE.id)
    cells = cells.with_columns(pl.col("Time").str.strip_prefix("YR"))
    figures = cells.select(
        "row", "name",
        debtor=states.from_iso3(cells["Country"], None, source=SOURCE.id, column="Country"),
        code="Counterpart-Area",
        year=tables.years(cells, "Time", source=SOURCE.id, first=1960),
        value=tables.numbers(cells, "value", source=SOURCE.id, low=0, high=LARGEST).round(),
    )  # fmt: skip
    twice = figures.select(KEY).is_duplicated()
    tables.refuse_cells(
        figures, "code", twice, "must stand once for a debtor and year", source=SOURCE.id,
        attempt="give each page once",
    )  # fmt: skip
    sums = pl.col("debtor").str.starts_with("aggregate:")
    return figures.filter(pl.col("value").is_not_null(), ~sums)


def _whole(told: pl.DataFrame) -> pl.DataFrame:
    """Return the debtors and years of which the World's record stands there, and the creditors add up."""
    world = pl.col("code") == WORLD
    sums = told.group_by("debtor", "year").agg(
        world=pl.col("value").filter(world).first(), creditors=pl.col("value").filter(~world).sum()
    )
    named = sums.filter(pl.col("creditors") > 0).drop_nulls("world").sort("debtor", "year")
    off = (pl.col("creditors") - pl.col("world")).abs() > TOLERANCE * pl.col("world") + 1e6
    wrong = named.filter(off)
    if wrong.height:
        shown = "; ".join(
            f"{debtor} {year}: {creditors:,.0f} of {total:,.0f}"
            for debtor, year, total, creditors in wrong.head(5).iter_rows()
        )
        raise SourceError.bad_layout(
            "The creditors of a year must add up to the World's record.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'year')} of debtors: {shown}",
            attempt="give all pages of the answer, or ask for some creditors without WLD",
        )
    return named.select("debtor", "year")


def _rows(told: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows."""
    creditors = dict(told.select("code", "name").unique("code").rows())
    ids = {code: _creditor(code, name) for code, name in creditors.items()}
    return (
        told.with_columns(origin=pl.col("code").replace_strict(ids, return_dtype=pl.String))
        .filter(pl.col("origin") != pl.col("debtor"))
        .select(
            "origin", "year", "value",
            destination="debtor",
            origin_code="code",
            indicator=pl.lit("debt_stock"),
            item=pl.lit(schema.ALL_ITEMS),
            status=pl.lit(schema.REPORTED),
        )
        .sort("destination", "year", "origin", "origin_code")
    )  # fmt: skip


def _creditor(code: str, name: str) -> str:
    """Return the id of a creditor: a state's, an institution's by its name, or of nobody."""
    if code in NOBODY:
        return NOBODY[code]
    if IDS.get(code):
        return IDS[code]
    number = int(code) if code.isdecimal() else FIRST_INSTITUTION
    if code not in IDS and states.by_number("dac")(code):
        return states.from_dac(pl.Series([code]), None, source=SOURCE.id, column="code").item()  # type: ignore[no-any-return]
    if code in IDS or number >= FIRST_INSTITUTION:
        return f"organisation:{name}"
    claims = states.claims_of(name, SOURCE.id)
    return claims[0].entity if claims else f"unknown:{name}"


def _coverage(rows: pl.DataFrame, whole: pl.DataFrame) -> list[Covered]:
    """Return the debtors' years; every creditor is covered where they add up to the World's record."""
    first, last = rows.select(pl.col("year").min(), last=pl.col("year").max()).row(0)
    told = rows.select("destination", "year").unique()
    all_told = told.join(
        whole, left_on=["destination", "year"], right_on=["debtor", "year"], how="anti"
    ).is_empty()
    creditors = ("*",) if all_told else tuple(rows["origin"].unique().sort())
    return [
        *spans(told, state="destination", side="destination"),
        Covered(first, last, "origin", creditors),
    ]


def _notes(cells: pl.DataFrame, rows: pl.DataFrame, whole: pl.DataFrame) -> tuple[str, ...]:
    unknown = rows.filter(pl.col("origin").str.starts_with("unknown:"))["origin"].unique().sort()
    names = ", ".join(one.partition(":")[2] for one in unknown)
    return (
        f"{number_of(rows.height, 'debt')} of {number_of(rows['destination'].n_unique(), 'debtor')}"
        f" to {number_of(rows['origin'].n_unique(), 'creditor')};"
        f" {number_of(cells['value'].null_count(), 'empty record')}",
        f"creditors add up to the World's record in {whole.height:,} debtor-years",
        *([f"creditors that nobody knows, kept by their names: {names}"] if names else []),
    )
