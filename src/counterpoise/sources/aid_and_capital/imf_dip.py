"""IMF Direct Investment Positions (formerly CDIS): stocks by partner, as each of the two sides tells.

The Data Explorer's CSV has one row for a country, a counterpart and a year: *inward* positions are
told by the host, *outward* ones by the investor. Where `DV_TYPE` is O the country told; where it is
SCC the figure is what the counterpart told of the same pair, so that it is a row of the other side's
telling. An empty figure is confidential or missing: not covered, never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.snapshots.spans import spans

SOURCE = Source(
    id="imf_dip",
    title="Direct Investment Positions by Counterpart Economy (DIP, formerly CDIS)",
    publisher="International Monetary Fund",
    terms="Free to copy and redistribute, unchanged or as tables, with attribution to the IMF.",
    citation=(
        "International Monetary Fund. Direct Investment Positions by Counterpart Economy (DIP)."
        " Washington, D.C."
    ),
    url="https://data.imf.org/en/datasets/IMF.STA:DIP",
    table="panel",
    indicators=("fdi_stock",),
    unit_note="Million US dollars, turned into whole dollars; at the end of the year.",
    layout=(
        "CSV of the IMF's Data Explorer, one or more, of inward and outward positions: COUNTRY.ID,"
        " DV_TYPE.ID, INDICATOR.ID (INWD_D_NETLA_FALL_ALL, OTWD_D_NETAL_FALL_ALL),"
        " COUNTERPART_COUNTRY.ID, FREQUENCY.ID, TIME_PERIOD, OBS_VALUE"
    ),
    caveats=(
        "The immediate investor is shown, not the last owner: much comes by way of Hong Kong,"
        " Singapore, the Netherlands, Luxembourg and the British Virgin Islands.",
        "Where the host told nothing, what its investors told is the whole of what is known of it.",
        "Positions that a country keeps confidential stand in no pair but in a residual of the total.",
        "A position may be negative (loans to the parent). Where all such of a host are under 1 % of the"
        " capital held there, they count as nothing held; else shares of that year are undefined.",
    ),
    told_by="destination",
)

COLUMNS: Final = (
    "COUNTRY.ID", "DV_TYPE.ID", "INDICATOR.ID", "COUNTERPART_COUNTRY.ID", "FREQUENCY.ID",
    "TIME_PERIOD", "OBS_VALUE",
)  # fmt: skip
INWARD, OUTWARD = "INWD_D_NETLA_FALL_ALL", "OTWD_D_NETAL_FALL_ALL"
OWN, PARTNERS = "O", "SCC"
WORLD: Final = "G001"
AREA: Final = r"^(?:G\d|GX|U\d)"
"""Codes of the world and of regions, which are sums of economies."""
SMALL: Final = {
    "TX374": "residual:US Pacific Islands",
    "TX585": "IOT",
    "TX871": "BVT",
    "TX872": "HMD",
    "TX983": "residual:Not specified, confidential included",
}
MILLION: Final = 1_000_000
IN_DOLLARS: Final = 10
"""Times the table's World row beyond which a figure can't be in millions as the World row is."""
NOBODYS: Final = 0.25
"""Part of the total that may be ascribed to nobody, for silence on a partner to mean nothing held."""
LARGEST: Final = 5e12
"""Dollars between two economies; Dutch capital in the United States stood at 7e11 in 2023."""
TABLE: Final = ["country", "kind", "inward", "year"]


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read any number of tables, of any countries, inward and outward."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        cells = pl.concat(
            tables.read_csv(path, source=SOURCE.id, columns=COLUMNS, final_newline=True)
            for path in plain
        )
        vintage = _vintage(plain)
    used = cells.filter(
        pl.col("INDICATOR.ID").is_in([INWARD, OUTWARD]), pl.col("FREQUENCY.ID") == "A"
    )
    if used.is_empty():
        raise SourceError.bad_layout(
            f"The table must hold yearly positions: {INWARD} or {OUTWARD}.",
            source=SOURCE.id,
            where=f"indicators {', '.join(cells['INDICATOR.ID'].unique().sort().head(5))}",
        )
    figures, mended = _in_millions(_figures(used.filter(pl.col("TIME_PERIOD") != "")))
    sums = _added_up(figures)
    named = figures.filter(~pl.col("area"))
    rows = _rows(named)
    yield Reading(
        rows=rows,
        vintage=vintage,
        coverage=_coverage(rows, sums),
        notes=(*_notes(named, cells, used, sums), *mended),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse positions larger than any has been: the unit would be another."""
    wrong = rows.filter(pl.col("value").abs() > LARGEST)
    if wrong.height:
        shown = wrong.select("origin", "destination", "year", "value").head(5).rows()
        raise SourceError.bad_layout(
            f"A position must be at most {LARGEST:,.0f} dollars.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}: {'; '.join(' '.join(map(str, row)) for row in shown)}",
            attempt="take the Data Explorer's CSV, which is in millions; with it the World rows",
        )


def _vintage(plain: Sequence[Path]) -> str:
    """Return the release of the data set, which stands in the names of the Data Explorer's files."""
    found = {match[1] for path in plain if (match := re.search(r"DIP_(\d+\.\d+\.\d+)", path.name))}
    return found.pop() if len(found) == 1 else ""


def _figures(cells: pl.DataFrame) -> pl.DataFrame:
    """Return checked figures with ids, null where the cell is empty."""
    kinds = ~cells["DV_TYPE.ID"].is_in([OWN, PARTNERS])
    tables.refuse_cells(cells, "DV_TYPE.ID", kinds, "must be O or SCC", source=SOURCE.id)
    area = cells["COUNTERPART_COUNTRY.ID"].str.contains(AREA)
    figures = cells.select(
        country=_ids(cells, "COUNTRY.ID"),
        kind="DV_TYPE.ID",
        inward=pl.col("INDICATOR.ID") == INWARD,
        partner=_ids(cells, "COUNTERPART_COUNTRY.ID"),
        area=area,
        world=pl.col("COUNTERPART_COUNTRY.ID") == WORLD,
        year=tables.years(cells, "TIME_PERIOD", source=SOURCE.id, first=1980),
        million=tables.numbers(cells, "OBS_VALUE", source=SOURCE.id, low=-1e13, high=1e13),
        row="row",
    )
    twice = figures.select([*TABLE, "partner"]).is_duplicated()
    tables.refuse_cells(
        cells, "COUNTERPART_COUNTRY.ID", twice, "must stand once a table and year", source=SOURCE.id
    )
    return figures.filter(pl.col("country") != pl.col("partner"))


def _ids(cells: pl.DataFrame, column: str) -> pl.Series:
    """Return the ids of codes: ISO's, and the Fund's own of areas, small territories and nobody."""
    codes = cells[column].unique()
    area = codes.str.contains(AREA)
    plain = codes.filter(~area & ~codes.is_in(list(SMALL)))
    ids = states.from_iso3(plain, None, source=SOURCE.id, column=column)
    areas = {code: f"aggregate:{code}" for code in codes.filter(area)}
    table = dict(zip(plain, ids, strict=True)) | SMALL | areas
    return cells[column].replace_strict(table, return_dtype=pl.String)


def _in_millions(figures: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return figures in millions, those given in dollars among them turned, and a note of which."""
    worlds = figures.filter("world").select(*TABLE, total=pl.col("million").abs())
    joined = figures.join(worlds, on=TABLE, how="left", validate="m:1")
    far = (pl.col("million").abs() > IN_DOLLARS * pl.col("total")) & (pl.col("total") > 0)
    dollars = joined.with_columns(far=far.fill_null(False))
    turned = dollars.with_columns(
        million=pl.when("far").then(pl.col("million") / MILLION).otherwise("million")
    )
    found = dollars.filter("far")
    pairs = found.select("country", "partner").unique().sort("country", "partner").iter_rows()
    who = ", ".join(" with ".join(pair) for pair in pairs)
    notes = (
        (f"{number_of(found.height, 'figure')} in dollars among millions turned: {who}",)
        if who
        else ()
    )
    return turned.drop("far", "total"), notes


def _added_up(figures: pl.DataFrame) -> pl.DataFrame:
    """Return for each country's own table and year whether its partners are told, one by one.

    They are if partners and what is ascribed to nobody add up to World, and that is not most of it.
    """
    nobody = pl.col("partner").str.starts_with("residual:")
    return (
        figures.filter(pl.col("kind") == OWN)
        .group_by(TABLE)
        .agg(
            total=pl.col("million").filter("world").first(),
            named=pl.col("million").filter(~pl.col("area")).sum(),
            nobodys=pl.col("million").filter(nobody).abs().sum(),
        )
        .with_columns(
            told=(
                ((pl.col("total") - pl.col("named")).abs() <= 1 + 0.001 * pl.col("total").abs())
                & (pl.col("nobodys") <= NOBODYS * pl.col("total").abs())
            ).fill_null(False)
        )
        .sort(TABLE)
    )


def _rows(named: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows; of a pair told twice by the same side, the teller's own table counts."""
    by_host = pl.col("inward") == (pl.col("kind") == OWN)
    return (
        named.with_columns(
            origin=pl.when("inward").then("partner").otherwise("country"),
            destination=pl.when("inward").then("country").otherwise("partner"),
            told_by=pl.when(by_host)
            .then(pl.lit(schema.DESTINATION))
            .otherwise(pl.lit(schema.ORIGIN)),
        )
        .sort("kind")
        .group_by("origin", "destination", "year", "told_by", maintain_order=True)
        .agg(pl.col("million").drop_nulls().first())
        .select(
            "origin",
            "destination",
            "year",
            "told_by",
            indicator=pl.lit("fdi_stock"),
            item=pl.lit(schema.ALL_ITEMS),
            value=(pl.col("million") * MILLION).round(),
            status=pl.when(pl.col("million").is_null())
            .then(pl.lit(schema.NOT_COVERED))
            .otherwise(pl.lit(schema.REPORTED)),
        )
        .sort("destination", "origin", "year", "told_by")
    )


def _coverage(rows: pl.DataFrame, sums: pl.DataFrame) -> list[Covered]:
    """Return the years in which a host, or an investor, told of its partners one by one."""
    first, last = rows.select(pl.col("year").min(), last=pl.col("year").max()).row(0)
    covered = [Covered(first, last, states=())]
    sides: tuple[
        tuple[bool, Literal["origin", "destination"], Literal["origin", "destination"]], ...
    ]
    sides = ((True, "destination", "origin"), (False, "origin", "destination"))
    for inward, own, other in sides:
        told = sums.filter("told", pl.col("inward") == inward)
        if told.height:
            covered += spans(told, state="country", side=own, told_by=own)
            covered.append(Covered(first, last, other, told_by=own))
    return covered


def _notes(
    named: pl.DataFrame, cells: pl.DataFrame, used: pl.DataFrame, sums: pl.DataFrame
) -> list[str]:
    empty = named["million"].null_count()
    return [
        f"{number_of(named.height, 'figure')} of {number_of(named['country'].n_unique(), 'country')} with"
        " each partner,"
        f" {(named['kind'] == PARTNERS).sum():,} of them told by the partner; regions set aside",
        f"{empty:,} are empty (confidential or missing): not covered",
        f"{sums['told'].sum():,} of {sums.height:,} tables by year add up to their World row and cover"
        " all partners",
        f"{number_of(cells.height - used.height, 'row')} of other indicators or frequencies and"
        f" {(used['TIME_PERIOD'] == '').sum():,} without a year set aside",
    ]
