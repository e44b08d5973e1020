"""CEPII BACI as a matrix: goods exported between 194 economies in 2023.

Two files: the matrix (row exporter, column importer, neither named) and the labels, in the same
order. BACI needs one of the two partners to report; where neither had, a blank is no zero. Thirteen
larger economies are known not to have reported, and the matrix shows who else had not: those
without any record with any of the thirteen. No pair among them is covered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, gaps, tables, texts
from counterpoise.snapshots.magnitude import require_largest_above
from counterpoise.snapshots.source import Covered, Reading, Source

SOURCE = Source(
    id="cepii_baci_matrix",
    title="BACI: International Trade Database at the Product-Level, matrix of totals 2023",
    publisher="CEPII (Guillaume Gaulier, Soledad Zignago); summed over products by others",
    terms="Etalab Open Licence 2.0: free to use, also commercially, with attribution.",
    citation=(
        "Gaulier, G. and Zignago, S. (2010). BACI: International Trade Database at the Product-Level."
        " The 1994-2007 Version. CEPII Working Paper, N°2010-23."
    ),
    url="http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    table="panel",
    indicators=("goods",),
    unit_note="Thousand current US dollars, turned into whole dollars; FOB.",
    layout=(
        "two files given together: trade_cepii.csv, header export_ij1,export_ij2,… and one row per exporter;"
        " country_labels.csv, header iso3,iso_code,CountryName, in the same order"
    ),
    caveats=(
        "Economies that had not reported 2023 (Russia, South Korea, Viet Nam, Poland, Argentina and others)"
        " have no record with each other: those pairs are not covered, and totals are too small by them.",
        "Where a buyer had not reported and the seller keeps its oil secret, what is left of the tie looks"
        " like the whole (Saudi Arabia's sales to South Korea): such ties are not covered.",
        "Values reconcile what exporter and importer report, and are FOB: they equal neither's own figure.",
        "Trade inside an economy is not in the matrix.",
    ),
    told_by="reconciled",
)

YEAR = 2023
SILENT = (
    *("RUS", "KOR", "VNM", "POL", "ARG", "VEN", "BGD"),
    *("PHL", "IRN", "IRQ", "DZA", "SDN", "AGO"),
)
"""Economies that had not reported 2023 when the matrix was made."""
LABELS = ("iso3", "iso_code")
COLUMN = "export_ij"
THOUSAND = 1_000
LARGEST = 1_000_000_000
"""Thousand dollars; the largest flow is 459,146,172."""
LARGEST_AT_LEAST = 1e9
"""Dollars: the largest flow is above it, unless the unit is wrong."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the matrix with its labels, given in any order."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        labels, matrix = _both(plain)
    economies = _economies(labels)
    cells = _cells(matrix, economies)
    silent = _silent(cells, economies)
    _require_blank(cells, silent)
    rows = pl.concat([cells, _not_covered(silent)]).with_columns(
        year=pl.lit(YEAR, pl.Int16),
        indicator=pl.lit("goods"),
        item=pl.lit(schema.ALL_ITEMS),
    )
    rows, parts = gaps.silenced(rows, gaps.declared(__package__, SOURCE.id))
    pairs = len(silent) * (len(silent) - 1)
    yield Reading(
        rows=rows,
        vintage="",
        coverage=(Covered(YEAR, YEAR, "either", tuple(economies)),),
        notes=(
            f"{number_of(cells.height, 'flow')} between {number_of(len(economies), 'economy')}; the"
            " diagonal (trade inside an economy) is blank",
            f"{number_of(len(silent), 'economy')} had not reported and have no record with each other:"
            f" {number_of(pairs, 'ordered pair is', 'ordered pairs are')} not covered ({', '.join(silent)})",
            *parts,
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a value between two economies that had not reported, or too small a largest flow."""
    among = rows.filter(
        pl.col("origin").is_in(SILENT)
        & pl.col("destination").is_in(SILENT)
        & pl.col("value").is_not_null()
    )
    if among.height:
        raise _spoken(among)
    require_largest_above(rows, LARGEST_AT_LEAST, source=SOURCE.id, unit="dollars")


def _both(plain: Sequence[Path]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return labels and matrix, told apart by their headers."""
    given = {path.name: texts.read_text(path, source=SOURCE.id) for path in plain}
    matrices = [name for name, text in given.items() if text.lstrip('"').startswith(COLUMN)]
    others = [name for name in given if name not in matrices]
    if len(matrices) != 1 or len(others) != 1:
        raise SourceError.bad_layout(
            f"This layout is two files, the matrix (header {COLUMN}1, …) and its labels.",
            source=SOURCE.id,
            where=f"files {', '.join(list(given)[:5])}; {len(matrices)} of them a matrix",
            attempt="counterpoise add cepii_baci_matrix trade_cepii.csv country_labels.csv",
        )
    text = given[matrices[0]]
    width = text.partition("\n")[0].count(",") + 1
    return (
        tables.parse_csv(
            given[others[0]], source=SOURCE.id, columns=LABELS, name=others[0], final_newline=True
        ),
        tables.parse_csv(
            text,
            source=SOURCE.id,
            columns=[f"{COLUMN}{number}" for number in range(1, width + 1)],
            name=matrices[0],
            final_newline=True,
        ),
    )


def _economies(labels: pl.DataFrame) -> list[str]:
    """Return the ids in the order of the matrix, refusing labels out of order or named twice."""
    order = tables.numbers(labels, "iso_code", source=SOURCE.id, whole=True)
    tables.refuse_cells(
        labels,
        "iso_code",
        order.is_null() | (order != pl.int_range(1, labels.height + 1, eager=True)),
        "must count 1, 2, 3, …: the labels are out of order",
        source=SOURCE.id,
    )
    tables.refuse_cells(
        labels,
        "iso3",
        labels["iso3"].is_duplicated() | (labels["iso3"] == ""),
        "must name each economy once",
        source=SOURCE.id,
    )
    year = pl.repeat(YEAR, labels.height, dtype=pl.Int16, eager=True)
    return states.from_iso3(labels["iso3"], year, source=SOURCE.id, column="iso3").to_list()


def _cells(matrix: pl.DataFrame, economies: Sequence[str]) -> pl.DataFrame:
    """Return the filled cells in whole dollars, each with its exporter and importer."""
    if not matrix.height == matrix.width - 1 == len(economies):
        raise SourceError.bad_layout(
            "The matrix must have one row and one column for each label.",
            source=SOURCE.id,
            where=f"{number_of(matrix.height, 'row')}, {number_of(matrix.width - 1, 'column')},"
            f" {number_of(len(economies), 'label')}",
        )
    long = matrix.rename(
        {f"{COLUMN}{number}": economy for number, economy in enumerate(economies, 1)}
    ).with_columns(origin=pl.Series(economies))
    cells = long.unpivot(
        on=economies, index=["row", "origin"], variable_name="destination", value_name=COLUMN
    )
    thousand = tables.numbers(cells, COLUMN, source=SOURCE.id, low=0, high=LARGEST)
    tables.refuse_cells(
        cells,
        COLUMN,
        (cells["origin"] == cells["destination"]) & thousand.is_not_null(),
        "must be blank on the diagonal",
        source=SOURCE.id,
    )
    return cells.select(
        "origin",
        "destination",
        value=(thousand * THOUSAND).round(),
        status=pl.lit(schema.REPORTED),
    ).drop_nulls()


def _silent(cells: pl.DataFrame, economies: Sequence[str]) -> list[str]:
    """Return who had not reported: the known ones, and who has no record with any of them.

    A reporter would have some record with one of thirteen that hold Russia, Korea and Viet Nam.
    """
    known = [economy for economy in SILENT if economy in economies]
    recorded = pl.concat(
        [
            cells.filter(pl.col("origin").is_in(known))["destination"],
            cells.filter(pl.col("destination").is_in(known))["origin"],
        ]
    )
    return sorted(known + list(set(economies) - set(recorded) - set(known)))


def _require_blank(cells: pl.DataFrame, silent: Sequence[str]) -> None:
    """Refuse a flow between two economies neither of which had reported."""
    among = cells.filter(pl.col("origin").is_in(silent) & pl.col("destination").is_in(silent))
    if among.height:
        raise _spoken(among)


def _not_covered(silent: Sequence[str]) -> pl.DataFrame:
    """Return a row without a value for each ordered pair of economies that had not reported."""
    economies = pl.DataFrame({"origin": silent}, schema={"origin": pl.String})
    return (
        economies.join(economies.rename({"origin": "destination"}), how="cross")
        .filter(pl.col("origin") != pl.col("destination"))
        .with_columns(value=pl.lit(None, pl.Float64), status=pl.lit(schema.NOT_COVERED))
    )


def _spoken(among: pl.DataFrame) -> SourceError:
    """Return the refusal of flows between economies neither of which had reported."""
    pairs = [
        f"{origin}-{destination}"
        for origin, destination in among.select("origin", "destination").rows()
    ]
    return SourceError.bad_layout(
        "Economies that had not reported 2023 must have no record with each other.",
        source=SOURCE.id,
        where=f"pairs {', '.join(pairs[:5])}; {len(pairs)} in all",
        attempt="compare the matrix with its labels: is it another release, or in another order?",
    )
