"""SIPRI arms transfers: the trade register of before 2025, one row per deal.

A deal lists the years of its deliveries and one TIV for all of them, so the TIV of a year is not
in the file. SIPRI's newer register and its export tables tell it for most: given beside the deals,
they are followed (:mod:`counterpoise.sources.arms._deliveries`). What is left is spread evenly over
the years of delivery and marked `imputed`; `arms_earlier` and `arms_later` say how much may have
come by the end of a year beyond the rows so far, or still be missing. Prefer
:mod:`counterpoise.sources.arms.sipri_arms` where both reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema, sums
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import names
from counterpoise.snapshots import files, preamble, tables, texts
from counterpoise.snapshots.magnitude import require_year_below
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.arms import (
    _deliveries,
    _sipri_register,
    _tiv_cells,
    _tiv_tables,
    _whole_register,
)

SOURCE = Source(
    id="sipri_arms_deals",
    title="SIPRI Arms Transfers Database, trade register by deal",
    publisher="Stockholm International Peace Research Institute",
    terms="Non-commercial use with attribution; under 10 % of the data set may be reproduced.",
    citation="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute.",
    url="https://www.sipri.org/databases/armstransfers",
    table="panel",
    indicators=("arms", "arms_earlier", "arms_later"),
    unit_note=(
        "Trend-indicator values (TIV) in millions; of a year as the newer register tells it, where it"
        " is given beside, else a deal's TIV spread evenly over its delivery years."
    ),
    layout=(
        "CSV of the older register, ISO-8859-1: 11 preamble lines, header 'Recipient,Supplier,Year of"
        " order, ,…' with 16 columns, 'Year(s) of delivery' as '2001; 2002'; beside it, if at hand, the"
        " newer register and the export tables (layouts of sipri_arms and sipri_arms_tables)"
    ),
    caveats=(
        "The layout gives one TIV per deal: alone, a deal's TIV is spread evenly over its years, and"
        " the rows are marked imputed. Against the newer register of 1995-2024, the leader's share of"
        " five years then errs by 2.2 points on average, by 5 in one case of ten, and by up to 18"
        " where over 500 million TIV were delivered.",
        "With the newer register beside it, that is 1.2 points on average (0.4 where over 500 million"
        " TIV were delivered); what is left is mostly revision between two releases.",
        "arms_earlier and arms_later bound when a deal's TIV was delivered, not what is revised.",
        "The years before 1995 are spread even so, unless the export tables are given too.",
        "TIV measure military capability, not money: never compare them with trade, GDP or budgets.",
        "Deliveries are lumpy and revised every March: read five-year windows, not single years.",
    ),
    ships="no",
    requests=(
        Request(
            "https://atbackend.sipri.org/api/p/trades/trade-register-csv/",
            "POST",
            '{"filters":[],"logic":"AND"}',
            file="trade-register.csv",
            kind="csv",
            inside="bytes",
            base64=True,
            pause=5,
        ),
    ),
)

YEARS = "Year(s) of delivery"
TIV = "SIPRI TIV of delivered weapons"
ORDER, NUMBER, UNIT = "Year of order", "Number delivered", "SIPRI TIV per unit"
WEAPON = "Weapon designation"
COLUMNS = ("Recipient", "Supplier", ORDER, WEAPON, NUMBER, YEARS, UNIT, TIV)
REGISTER = (
    *(_sipri_register.DEAL, "Supplier", "Recipient", "Designation", "Order date"),
    "Numbers delivered",
    *(_sipri_register.YEAR, "TIV deal unit", _sipri_register.TIV),
)
RENAMED = {"Deliveries in the Year Range": NUMBER}
"""What columns are called in the register by deal since 2026."""
HEADER_STARTS = "Recipient,Supplier,"
FIRST_YEAR = 1950
"""The database begins with the deliveries of 1950."""
LARGEST_DEAL = 50_000
"""Million TIV; the largest deal since 1950 is 10,118."""
LARGEST_YEAR = 100_000
TOLD_WITHIN = 0.1
"""Million TIV: a delivery whose bounds are no further apart is as good as told."""
MOST_REPEATS = 0.01
"""Share of rows that may repeat exactly: without deal numbers, a few true pairs look alike."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read an older register; what each supplier delivered to each recipient in a year.

    The newer register and the export tables, given beside it, tell what was delivered when.
    """
    with files.unpacked(paths, source=SOURCE.id) as plain:
        own, newer, exports = _parted(plain)
        above, table = _table(files.only(own, source=SOURCE.id))
        register, span = _register(files.only(newer, source=SOURCE.id)) if newer else (None, (0, 0))
        cells = pl.concat([_cells(path) for path in exports]) if exports else None
    deals = _deals(table)
    delivered = _dated(deals.filter(pl.col(YEARS) != ""))
    deliveries = _deliveries.spread(delivered, register, span=span)
    totals = _added_up(deliveries)
    if cells is not None:
        cells = cells.filter(~pl.col("year").is_between(*span))
        totals = _within_tables(totals, cells)
    rows = _indicators(totals)
    asked = preamble.years_asked(above)
    first, last = (asked[0] if asked else FIRST_YEAR), max(rows["year"].to_list())
    yield Reading(
        rows=rows,
        vintage=preamble.generated(above, source=SOURCE.id),
        coverage=preamble.coverage(above, rows, first=first, last=last, source=SOURCE.id),
        notes=(
            *_notes(delivered, deliveries, totals, span, cells),
            f"{number_of((deals[YEARS] == '').sum(), 'deal')} without a delivery so far set aside",
            f"{number_of(table.drop('row').is_duplicated().sum(), 'row')} exactly like another kept:"
            " this layout has no deal numbers",
        ),
        doubts=_whole_register.doubts(above, rows),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a register whose yearly totals are not of the size that the world's deliveries have."""
    require_year_below(
        rows.filter(pl.col("indicator") == "arms"),
        LARGEST_YEAR,
        source=SOURCE.id,
        unit="million TIV",
    )


def _parted(plain: Sequence[Path]) -> tuple[list[Path], list[Path], list[Path]]:
    """Return the files of the older register, of the newer one, and the export tables."""
    own, newer, exports = [], [], []
    for path in plain:
        text = texts.read_text(path, source=SOURCE.id)
        if HEADER_STARTS not in text and _sipri_register.DEAL in text:
            newer.append(path)
        elif HEADER_STARTS not in text and _tiv_tables.found_in(text):
            exports.append(path)
        else:
            own.append(path)
    # Without an older register nothing can be read: its reader then says what is missing.
    return (own, newer, exports) if own else (list(plain), [], [])


def _table(plain: Path) -> tuple[str, pl.DataFrame]:
    """Return the preamble and the table, refusing a file that holds its rows twice."""
    text = texts.read_text(plain, source=SOURCE.id)
    start = text.find(HEADER_STARTS)
    if start < 0:
        parties = HEADER_STARTS.strip(",").split(",")
        tables.refuse_semicolons(text, parties, source=SOURCE.id, name=plain.name)
        raise SourceError.bad_layout(
            f"Can't find the header that starts {HEADER_STARTS!r}.",
            source=SOURCE.id,
            where=f"file {plain.name}",
        )
    above = text[:start]
    # The three flag columns have no name: numbered, so that every column has one of its own.
    header, _, body = text[start:].partition("\n")
    named = ",".join(
        RENAMED.get(cell.strip(), cell.strip()) or f"flag {number}"
        for number, cell in enumerate(header.split(","))
    )
    table = tables.parse_csv(
        f"{named}\n{body}",
        source=SOURCE.id,
        columns=COLUMNS,
        optional=tuple(name for name in named.split(",") if name not in COLUMNS),
        name=plain.name,
        above=above.count("\n"),
        final_newline=True,
    )
    repeats = table.height - table.drop("row").n_unique()
    if repeats > max(1, MOST_REPEATS * table.height):
        raise SourceError.bad_layout(
            f"At most {MOST_REPEATS:.0%} of the rows may repeat another exactly, not {repeats:,}"
            f" of {table.height:,}.",
            source=SOURCE.id,
            where=f"file {plain.name}",
            attempt="download it anew; rows were pasted in twice",
        )
    return above, table


def _deals(table: pl.DataFrame) -> pl.DataFrame:
    """Return the deals with their checked TIV; one with a TIV must say when it was delivered."""
    value = tables.numbers(table, TIV, source=SOURCE.id, low=0, high=LARGEST_DEAL)
    tables.refuse_cells(
        table,
        TIV,
        (value > 0) & (table[YEARS] == ""),
        f"must be 0 where {YEARS!r} is empty",
        source=SOURCE.id,
    )
    return table.with_columns(value=value)


def _dated(deals: pl.DataFrame) -> pl.DataFrame:
    """Return one row per deal and delivery year, with what the deal is known by."""
    long = deals.with_columns(pl.col(YEARS).str.split(";")).explode(YEARS)
    year = tables.years(long, YEARS, source=SOURCE.id, first=1940)
    tables.refuse_cells(
        long,
        YEARS,
        pl.DataFrame([long["row"], year]).is_duplicated(),
        "must not name a year twice",
        source=SOURCE.id,
    )
    return long.select(
        "row",
        **_parties(long, year),
        year=year,
        order=ORDER,
        weapon=WEAPON,
        unit=tables.numbers(long, UNIT, source=SOURCE.id, low=0),
        number=tables.numbers(long, NUMBER, source=SOURCE.id, low=0),
        total="value",
    )


def _parties(table: pl.DataFrame, year: pl.Series) -> dict[str, pl.Series]:
    return {
        side: names.identify(table[column], source=SOURCE.id, column=column, years=year)
        for side, column in (("origin", "Supplier"), ("destination", "Recipient"))
    }


def _register(plain: Path) -> tuple[pl.DataFrame, tuple[int, int]]:
    """Return the newer register's deliveries, one row per deal and year, and its years."""
    text = texts.read_text(plain, source=SOURCE.id)
    _, table = _sipri_register.table(text, source=SOURCE.id, columns=REGISTER, name=plain.name)
    year = tables.years(table, _sipri_register.YEAR, source=SOURCE.id, first=1940)
    largest = _sipri_register.LARGEST_DELIVERY
    rows = table.select(
        deal=_sipri_register.DEAL,
        **_parties(table, year),
        year=year,
        order="Order date",
        weapon="Designation",
        unit=tables.numbers(table, "TIV deal unit", source=SOURCE.id, low=0),
        number=tables.numbers(table, "Numbers delivered", source=SOURCE.id, low=0),
        value=tables.numbers(table, _sipri_register.TIV, source=SOURCE.id, low=0, high=largest),
    )
    years = year.to_list()
    return rows, (min(years), max(years))


def _cells(plain: Path) -> pl.DataFrame:
    """Return the cells of tables of TIV: what an exporter delivered to a recipient in a year."""
    found = _tiv_tables.read(plain, source=SOURCE.id)
    cells = pl.concat(table.cells for table in found).drop_nulls("value")
    year = cells["year"].cast(pl.Int16)
    return cells.select(**_parties(cells, year), year=year, told="value")


def _added_up(deliveries: pl.DataFrame) -> pl.DataFrame:
    """Return the sum of each supplier, recipient and year, imputed if any part of it is a spread."""
    known = pl.col("value").is_not_null().any()
    spread = pl.col("spread").any()
    return deliveries.group_by("origin", "destination", "year", maintain_order=True).agg(
        *(
            pl.when(known).then(sums.total(pl.col(name), sums.parts_of("arms"))).alias(name)
            for name in ("value", "low", "high")
        ),
        sums.total(pl.col("earlier", "later"), sums.parts_of("arms")),
        shift=pl.lit(0.0),
        settled=pl.when(~spread).then(0.0),
        status=pl.when(~known)
        .then(pl.lit(schema.NOT_COVERED))
        .when(spread)
        .then(pl.lit(schema.IMPUTED))
        .otherwise(pl.lit(schema.REPORTED)),
    )


def _within_tables(totals: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Return totals of which those imputed follow the export tables, where the deals allow it.

    A table of an older release may tell what the deals rule out: the spread then stands.
    """
    key = ["origin", "destination", "year"]
    rows = totals.join(
        cells.group_by(key).agg(sums.total(pl.col("told"), sums.parts_of("arms"))),
        on=key,
        how="left",
        validate="1:1",
        maintain_order="left",
    )
    near = _tiv_cells.ROUNDING
    imputed = pl.col("status") == schema.IMPUTED
    allowed = (pl.col("told") + near >= pl.col("low")) & (pl.col("told") - near <= pl.col("high"))
    rows = rows.with_columns(follows=(imputed & allowed).fill_null(False))
    told = pl.min_horizontal(pl.max_horizontal("told", "low"), "high")
    return rows.with_columns(
        value=pl.when("follows").then(told).otherwise("value"),
        shift=pl.when("follows").then(told - pl.col("value")).otherwise("shift"),
        settled=pl.when("follows").then(near).otherwise("settled"),
    ).drop("told", "follows")


def _indicators(totals: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the panel: deliveries, and how far those imputed may lie off in time."""
    bounds = _deliveries.uncertain(totals).with_columns(status=pl.lit(schema.IMPUTED))
    parts = [
        rows.select(
            *("origin", "destination", "year"),
            item=pl.lit(schema.ALL_ITEMS),
            indicator=pl.lit(indicator),
            value=column,
            status="status",
        )
        for indicator, column, rows in (
            ("arms", "value", totals),
            ("arms_earlier", "earlier", bounds.filter(pl.col("earlier") > 0)),
            ("arms_later", "later", bounds.filter(pl.col("later") > 0)),
        )
    ]
    return pl.concat(parts)


def _notes(
    deals: pl.DataFrame,
    deliveries: pl.DataFrame,
    totals: pl.DataFrame,
    span: tuple[int, int],
    cells: pl.DataFrame | None,
) -> tuple[str, ...]:
    """Say how much of what was delivered rests on a spread."""
    several = deals.group_by("row").len().filter(pl.col("len") > 1).height
    guessed = deliveries.filter(pl.col("high") - pl.col("low") > TOLD_WITHIN)
    part = _sum(guessed["value"]) / (_sum(deliveries["value"]) or 1)
    imputed = (totals["status"] == schema.IMPUTED).sum()
    notes = [
        f"{number_of(deals['row'].n_unique(), 'deal')} with deliveries, of which {several:,} over several"
        f" years; {part:.0%} of all TIV in years that the register does not tell, and {imputed:,} of"
        f" {number_of(totals.height, 'sum is', 'sums are')} imputed",
    ]
    tied = [f"the newer register in {span[0]}–{span[1]}"] if span[0] else []
    if cells is not None:
        years = cells["year"].to_list()
        tied.append(f"the export tables in {min(years)}–{max(years)}")
    notes.append(
        f"tied to {' and '.join(tied)}"
        if tied
        else "not tied: give the newer register and the export tables beside the deals"
    )
    return tuple(notes)


def _sum(values: pl.Series) -> float:
    return float(values.sum() or 0.0)
