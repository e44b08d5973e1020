"""CEPII BACI: reconciled trade between all economies by HS6 product, one file per year.

Columns ``t,i,j,k,v,q``: year, exporter, importer, product, value in thousand dollars, quantity in
tonnes. A year has some eleven million rows, so a file is read in blocks, its rows are packed
(`_packed_rows`), and each year is a reading of its own. Quantities (padded text, with "NA") are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots import gaps, members, tables, texts
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Blocks, Covered, Reading, Source
from counterpoise.sources.trade._packed_rows import SIDES, PackedRows
from counterpoise.sources.trade._silences import TIE, Silences

SOURCE = Source(
    id="cepii_baci",
    title="BACI: International Trade Database at the Product-Level",
    publisher="CEPII (Guillaume Gaulier, Soledad Zignago)",
    terms="Etalab Open Licence 2.0: free to use, also commercially, with attribution.",
    citation=(
        "Gaulier, G. and Zignago, S. (2010). BACI: International Trade Database at the Product-Level."
        " The 1994-2007 Version. CEPII Working Paper, N°2010-23."
    ),
    url="http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    table="panel",
    indicators=("goods",),
    unit_note="Thousand current US dollars with three decimals, turned into whole dollars; FOB.",
    layout=(
        "CSV of one year, header t,i,j,k,v,q, named like BACI_HS92_Y2021_V202501.csv; or the .zip of several"
        " years with its country and product codes"
    ),
    caveats=(
        "Values reconcile what exporter and importer report, and are FOB: they equal neither's own figure.",
        "A pair without a row traded nothing if either of the two reported; if neither did, nobody knows,"
        " and the file does not say who reported.",
        "Taiwan stands as 'Other Asia, nes'.",
        "Trade that a state keeps secret (gas by pipe in much of Europe) is in no row. Where that is known,"
        " or a large tie of one product falls silent from one year to the next, it is not covered here.",
    ),
    told_by="reconciled",
    of_last_year="states that report late stand in it by their partners' figures only, and it will change",
    requests=(
        Request(
            "https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_HS22_V202601.zip",
            kind="zip",
        ),
    ),
)

COLUMNS = ("t", "i", "j", "k", "v", "q")
FILE_NAME = re.compile(r"BACI_(HS\d\d)_Y(\d{4})_V([^\W_]+)", flags=re.IGNORECASE)
COMPANION = re.compile(r"^(country_codes|product_codes|readme)", flags=re.IGNORECASE)
BLOCK = 32 * 2**20
"""Characters read at once: about a million rows."""
THOUSAND = 1_000
LATE = 2
"""Years from the last that a release holds to the release itself."""
WHOLE_CHAPTERS = 90
"""Chapters of the Harmonized System, of 96, from which a year is taken to hold all that is traded."""
LARGEST = 500_000_000
"""Thousand dollars that one product may carry from one economy to another in a year."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read one year after another; codes and read-me files of the release are passed over.

    Of a zip one year is unpacked at a time, and of that year only what a row says is held: 16 bytes.
    """
    with members.one_by_one(paths, source=SOURCE.id) as given:
        yearly = [member for member in given if not COMPANION.match(member.name)]
        if not yearly:
            raise SourceError.bad_layout(
                "Can't find a file of trade rows among those given.",
                source=SOURCE.id,
                where=", ".join(member.name for member in given[:5]),
            )
        vintage = _vintage([member.name for member in yearly])
        seen: dict[int, str] = {}
        silences = Silences(gaps.declared(__package__, SOURCE.id))
        for member in sorted(yearly, key=lambda member: _named_year(member.name)):
            with member.opened() as path:
                year, rows = _packed(path)
            if year in seen:
                raise SourceError.bad_layout(
                    f"Each year must be given once; {year} is given twice.",
                    source=SOURCE.id,
                    where=f"files {seen[year]} and {member.name}",
                )
            seen[year] = member.name
            yield _reading(rows, year, vintage, len(given) - len(yearly), silences)
            del rows  # before the next year is read


def _packed(path: Path) -> tuple[int, PackedRows]:
    """Return the one year of a file, and its rows."""
    blocks, years = [], set[int]()
    for block in _blocks(path):
        years |= set(block["year"].unique())
        blocks.append(block.drop("year"))
    year = _only_year(sorted(years), path)
    return year, PackedRows.of(pl.concat(blocks), year, source=SOURCE.id)


def check(rows: pl.DataFrame) -> None:
    """Refuse product codes that are not HS6."""
    items = rows["item"].unique()
    wrong = items.filter(~items.str.contains(r"^\d{6}$"))
    if wrong.len():
        raise SourceError.bad_layout(
            "A product must be an HS code of six digits.",
            source=SOURCE.id,
            where=f"column 'k', {wrong.sort().head(5).to_list()}",
        )


def _named_year(name: str) -> str:
    """Return the year in a file's name, by which files are read in their order; else the name."""
    named = FILE_NAME.search(name)
    return named[2] if named else name


def _reading(
    packed: PackedRows, year: int, vintage: str, companions: int, silences: Silences
) -> Reading:
    """Return one year with its coverage: the economies that it holds, each on its side.

    Of a file of some products only, those products are covered and nothing else, as long as they are
    told of at all.
    """
    products = packed.products()
    chapters = products["item"].str.slice(0, 2).n_unique()
    told = silences.still_told(products)
    part = () if chapters >= WHOLE_CHAPTERS else tuple(told)
    there = {side: packed.economies(side) for side in SIDES}
    silent, noted = silences.gaps(
        packed.of_products(silences.watched),
        year,
        sells=set(there["origin"]),
        buys=set(there["destination"]),
        held=set(products["item"]),
    )
    late = _release_year(vintage) == year + LATE
    of = number_of(chapters, "chapter")
    only = f"only {number_of(products.height, 'product')}, of {of}: a part of all trade"
    return Reading(
        rows=_with_gaps(packed, silent, year),
        vintage=vintage,
        coverage=tuple(Covered(year, year, side, tuple(there[side]), items=part) for side in SIDES),
        notes=(
            *((only,) if part else ()),
            *noted,
            *((f"{year} is the last year of this release: {SOURCE.of_last_year}",) if late else ()),
            f"{number_of(packed.height, 'row')} of {number_of(products.height, 'product')}; quantities"
            " set aside",
            f"{number_of(companions, 'file')} of codes and notes passed over",
        ),
        part=str(year),
    )


def _with_gaps(packed: PackedRows, silent: pl.DataFrame, year: int) -> Blocks:
    """Return the rows as rows of the panel, with one without a value for each tie not covered."""
    code = {f"{side}_code": pl.lit(0, pl.Int16) for side in SIDES}
    unknown = silent.with_columns(
        **code, year=pl.lit(year, pl.Int16), value=pl.lit(None, pl.Float64),
        status=pl.lit(schema.NOT_COVERED), indicator=pl.lit("goods"),
    )  # fmt: skip

    def blocks() -> Iterator[pl.DataFrame]:
        for rows in packed.blocks():
            told = rows.with_columns(indicator=pl.lit("goods"), status=pl.lit(schema.REPORTED))
            here = unknown.filter(
                pl.col("destination").is_in(rows["destination"].unique().implode())
            )
            if here.height:
                told = told.join(here, on=TIE, how="anti", maintain_order="left")
                told = pl.concat([told, here.select(told.columns)])
            yield told

    return Blocks(packed.height, blocks)


def _release_year(vintage: str) -> int:
    """Return the year of a release, such as 2026 of V202601-HS92; 0 if its name does not say it."""
    named = re.match(r"V(\d{4})", vintage)
    return int(named[1]) if named else 0


def _vintage(yearly: Sequence[str]) -> str:
    """Return release and product classification as the file names say them; "" if they do not."""
    found = [FILE_NAME.search(name) for name in yearly]
    releases = {f"V{name[3]}-{name[1].upper()}" if name else "" for name in found}
    if len(releases) > 1:
        raise SourceError.bad_layout(
            "All files must be of one release and one product classification.",
            source=SOURCE.id,
            where=f"file names give {', '.join(sorted(name or 'none' for name in releases))}",
            attempt="add one release at a time, under the publisher's file names",
        )
    return releases.pop()


def _blocks(path: Path) -> Iterator[pl.DataFrame]:
    """Yield the rows of a file block by block, so that a year's text is never held whole."""
    with texts.open_text(path, source=SOURCE.id) as stream:
        header = stream.readline()
        above, first = 0, True
        # The first block is read even if empty: the table below then refuses the missing rows.
        while (lines := stream.read(BLOCK) + stream.readline()) or first:
            plain = _plain_rows(lines) if header.rstrip("\n") in HEADERS else None
            yield _rows(header + lines, path, above) if plain is None else plain
            above, first = above + lines.count("\n"), False


HEADERS: Final = (",".join(COLUMNS), ",".join(f'"{name}"' for name in COLUMNS))
KINDS: Final = {
    "t": pl.Int16, "i": pl.Int16, "j": pl.Int16, "k": pl.String, "v": pl.Float64, "q": pl.String,
}  # fmt: skip


def _plain_rows(lines: str) -> pl.DataFrame | None:
    """Return a block in which nothing is odd, in a fifth of the time; None where `_rows` must look."""
    if not lines.endswith("\n"):
        return None
    try:
        table = pl.read_csv(
            lines.encode(),
            has_header=False,
            schema=KINDS,
            empty_string_is_null=False,
            raise_if_empty=False,
        )
    except (pl.exceptions.PolarsError, ValueError):
        return None
    # A row that was cut short has nothing in its last cell, and one whose quotes run on swallows others.
    product, dollars = pl.col("k"), pl.col("v") * THOUSAND
    sound = pl.all_horizontal(
        pl.all().null_count().eq(0),
        pl.len() == lines.count("\n"),
        pl.col("q").str.len_bytes().min() > 0,
        pl.col("i", "j").is_between(1, 999).all(),
        pl.col("t").is_between(1988, 2100).all(),
        product.str.len_bytes().is_between(5, 6).all(),
        pl.col("v").is_between(0, LARGEST).all(),
        ((dollars - dollars.round()).abs() <= 0.01).all(),
    )
    if not table.height or not table.select(sound).item():
        return None
    code = table["k"].cast(pl.Int32, strict=False)
    if code.null_count() or not code.is_between(0, 999_999).all() or "+" in lines:
        return None
    return table.select("i", "j", k=code, v=dollars.round().cast(pl.Int64), year="t")


def _rows(text: str, path: Path, above: int) -> pl.DataFrame:
    """Return one block as checked rows; `above` lines of the table came before it."""
    table = tables.parse_csv(
        text,
        source=SOURCE.id,
        columns=COLUMNS,
        name=path.name,
        above=above,
        final_newline=True,
    )
    return table.select(
        i=_code(table, "i"),
        j=_code(table, "j"),
        k=_product(table),
        v=_dollars(table),
        year=tables.years(table, "t", source=SOURCE.id, first=1988),
    )


def _code(table: pl.DataFrame, column: str) -> pl.Series:
    code = tables.numbers(table, column, source=SOURCE.id, low=1, high=999, whole=True)
    tables.refuse_cells(table, column, code.is_null(), "must not be empty", source=SOURCE.id)
    return code.cast(pl.Int16)


def _product(table: pl.DataFrame) -> pl.Series:
    """Return HS6 codes as numbers, with or without the zero that chapters 01 to 09 lose in files."""
    code = table["k"].str.strip_chars()
    tables.refuse_cells(
        table,
        "k",
        ~code.str.contains(r"^\d{5,6}$"),
        "must hold HS codes of six digits, or five where the leading zero is lost",
        source=SOURCE.id,
    )
    return code.cast(pl.Int32)


def _dollars(table: pl.DataFrame) -> pl.Series:
    """Return thousands with up to three decimals as whole dollars."""
    thousand = tables.numbers(table, "v", source=SOURCE.id, low=0, high=LARGEST)
    dollars = thousand * THOUSAND
    tables.refuse_cells(
        table,
        "v",
        thousand.is_null() | ((dollars - dollars.round()).abs() > 0.01),
        "must be thousands of dollars with at most three decimals: is the unit another?",
        source=SOURCE.id,
    )
    return dollars.round().cast(pl.Int64)


def _only_year(years: Sequence[int], path: Path) -> int:
    """Return the one year of a file, refusing several, or another than its name says."""
    named = FILE_NAME.search(path.name)
    if len(years) > 1 or (named and [*years] != [int(named[2])]):
        raise SourceError.bad_layout(
            "A file must hold one year, the one in its name.",
            source=SOURCE.id,
            where=f"file {path.name}, column 't': {', '.join(map(str, years[:5]))}",
        )
    return int(years[0])
