"""CEPII BACI: reconciled trade between all economies by HS6 product, one file per year.

Columns ``t,i,j,k,v,q``: year, exporter, importer, product, value in thousand dollars, quantity in
tonnes. A year has some eleven million rows, so a file is read in blocks, and each year is a reading
of its own. Quantities (padded text, with "NA") are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.reference import states
from counterpoise.snapshots import files, gaps, tables, texts
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Source
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
SIDES: Final[tuple[Literal["origin", "destination"], ...]] = ("origin", "destination")
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
    """Read one year after another; codes and read-me files of the release are passed over."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        yearly = [path for path in plain if not COMPANION.match(path.name)]
        if not yearly:
            raise SourceError.bad_layout(
                "Can't find a file of trade rows among those given.",
                source=SOURCE.id,
                where=", ".join(path.name for path in plain[:5]),
            )
        vintage = _vintage(yearly)
        seen: dict[int, str] = {}
        silences = Silences(gaps.declared(__package__, SOURCE.id))
        for path in sorted(yearly, key=_named_year):
            rows = pl.concat(list(_blocks(path)))
            year = _only_year(rows, path)
            if year in seen:
                raise SourceError.bad_layout(
                    f"Each year must be given once; {year} is given twice.",
                    source=SOURCE.id,
                    where=f"files {seen[year]} and {path.name}",
                )
            seen[year] = path.name
            yield _reading(rows, year, vintage, len(plain) - len(yearly), silences)


def check(rows: pl.DataFrame) -> None:
    """Refuse product codes that are not HS6."""
    wrong = rows.filter(~pl.col("item").str.contains(r"^\d{6}$"))
    if wrong.height:
        raise SourceError.bad_layout(
            "A product must be an HS code of six digits.",
            source=SOURCE.id,
            where=f"column 'k', {wrong['item'].unique().sort().head(5).to_list()}",
        )


def _named_year(path: Path) -> str:
    """Return the year in a file's name, by which files are read in their order; else the name."""
    named = FILE_NAME.search(path.name)
    return named[2] if named else path.name


def _reading(
    rows: pl.DataFrame, year: int, vintage: str, companions: int, silences: Silences
) -> Reading:
    """Return one year with its coverage: the economies that it holds, each on its side.

    Of a file of some products only, those products are covered and nothing else, as long as they are
    told of at all.
    """
    others = rows.filter(pl.col("origin") != pl.col("destination"))
    products = others["item"].unique().sort()
    chapters = products.str.slice(0, 2).n_unique()
    told = silences.still_told(others)
    part = () if chapters >= WHOLE_CHAPTERS else tuple(told)
    silent, noted = silences.gaps(others, year)
    late = _release_year(vintage) == year + LATE
    only = f"only {len(part):,} products, of {chapters} chapters: a part of all trade"
    return Reading(
        rows=_with_gaps(rows, silent),
        vintage=vintage,
        coverage=tuple(
            Covered(year, year, side, tuple(others[side].unique().sort()), items=part)
            for side in SIDES
        ),
        notes=(
            *((only,) if part else ()),
            *noted,
            *((f"{year} is the last year of this release: {SOURCE.of_last_year}",) if late else ()),
            f"{rows.height:,} rows of {products.len():,} products; quantities set aside",
            f"{companions} files of codes and notes passed over",
        ),
        part=str(year),
    )


def _with_gaps(rows: pl.DataFrame, silent: pl.DataFrame) -> pl.DataFrame:
    """Return the rows as rows of the panel, with one without a value for each tie not covered."""
    told = rows.with_columns(indicator=pl.lit("goods"), status=pl.lit(schema.REPORTED))
    unknown = silent.with_columns(status=pl.lit(schema.NOT_COVERED), indicator=pl.lit("goods"))
    code = {f"{side}_code": pl.lit(0, pl.Int16) for side in SIDES}
    unknown = unknown.with_columns(
        **code, year=pl.lit(rows["year"][0], rows.schema["year"]), value=pl.lit(None, pl.Float64)
    )
    told = told.join(silent, on=TIE, how="anti")
    return pl.concat([told, unknown.select(told.columns)])


def _release_year(vintage: str) -> int:
    """Return the year of a release, such as 2026 of V202601-HS92; 0 if its name does not say it."""
    named = re.match(r"V(\d{4})", vintage)
    return int(named[1]) if named else 0


def _vintage(yearly: Sequence[Path]) -> str:
    """Return release and product classification as the file names say them; "" if they do not."""
    found = [FILE_NAME.search(path.name) for path in yearly]
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
            yield _rows(header + lines, path, above)
            above, first = above + lines.count("\n"), False


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
    year = tables.years(table, "t", source=SOURCE.id, first=1988)
    exporter, importer = _code(table, "i"), _code(table, "j")
    return table.select(
        origin=states.from_m49(exporter, year, source=SOURCE.id, column="i"),
        destination=states.from_m49(importer, year, source=SOURCE.id, column="j"),
        origin_code=exporter,
        destination_code=importer,
        year=year,
        item=_product(table),
        value=_dollars(table),
    )


def _code(table: pl.DataFrame, column: str) -> pl.Series:
    code = tables.numbers(table, column, source=SOURCE.id, low=1, high=999, whole=True)
    tables.refuse_cells(table, column, code.is_null(), "must not be empty", source=SOURCE.id)
    return code.cast(pl.Int16)


def _product(table: pl.DataFrame) -> pl.Series:
    """Return HS6 codes with the zero that chapters 01 to 09 lose in the publisher's files."""
    code = table["k"].str.strip_chars()
    tables.refuse_cells(
        table,
        "k",
        ~code.str.contains(r"^\d{5,6}$"),
        "must hold HS codes of six digits, or five where the leading zero is lost",
        source=SOURCE.id,
    )
    return code.str.zfill(6)


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
    return dollars.round()


def _only_year(rows: pl.DataFrame, path: Path) -> int:
    """Return the one year of a file, refusing several, or another than its name says."""
    years = rows["year"].unique().sort().to_list()
    named = FILE_NAME.search(path.name)
    if len(years) > 1 or (named and years != [int(named[2])]):
        raise SourceError.bad_layout(
            "A file must hold one year, the one in its name.",
            source=SOURCE.id,
            where=f"file {path.name}, column 't': {', '.join(map(str, years[:5]))}",
        )
    return int(years[0])
