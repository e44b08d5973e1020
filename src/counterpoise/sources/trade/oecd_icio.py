"""OECD inter-country input-output tables: goods between economies by the industry that makes them.

The publisher's CSV of one year: a line for each economy and industry that delivers (``VNM_C13T15``), a
column for each economy and industry, or final demand, that takes; what leaves one economy for another is
summed over all that it goes to. Industries of goods are kept (agriculture, mining, manufacturing), each
an item such as ``icio:C26``; services and what is delivered at home are not.
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
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Covered, Reading, Side, Source

SOURCE = Source(
    id="oecd_icio",
    title="OECD Inter-Country Input-Output Tables",
    publisher="Organisation for Economic Co-operation and Development",
    terms="Free to use with attribution to the OECD; its terms stand on its page.",
    citation="OECD. OECD Inter-Country Input-Output Database. http://oe.cd/icio",
    url="http://oe.cd/icio",
    table="panel",
    indicators=("goods",),
    unit_note="Million current US dollars at basic prices, turned into whole dollars.",
    layout=(
        "CSV of one year, named like 2020_SML.csv or ICIO2023_2020.csv: first column with ECONOMY_INDUSTRY,"
        " and a column for each ECONOMY_INDUSTRY and ECONOMY_FINALDEMAND"
    ),
    caveats=(
        "Balanced so that all that is made is used: figures of single ties are estimates, and small or secret"
        " ones (oil under sanctions) are smoothed away.",
        "At basic prices, without trade margins: less than customs count. About 80 economies and the rest of"
        " the world.",
    ),
    ships="no",
    told_by="compiled",
)

NAME: Final = re.compile(r"(?:^|_)((?:19|20)\d\d)(?:_|\.|$)")
LABEL: Final = re.compile(r"^([A-Z]{3}|[A-Z]{2}\d)_(\w+)$")
GOODS: Final = re.compile(r"^[ABC]\d|^D(?:0\d|[12]\d|3[0-3])")
"""Industries that make goods: sections A to C; older editions write D and a division of the same."""
FINAL: Final = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "NONRES", "FD")
SPLIT: Final = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
"""Parts of economies that older editions tell apart."""
REST: Final = "ROW"
MILLION: Final = 1_000_000
LARGEST: Final = 2e6
"""Million dollars of an industry between two economies."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read one year after another."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        tables_of_years = [path for path in plain if NAME.search(path.stem + ".")]
        if not tables_of_years:
            raise SourceError.bad_layout(
                "A file must have its year in its name, such as 2020_SML.csv.",
                source=SOURCE.id,
                where=", ".join(path.name for path in plain[:5]),
            )
        for path in tables_of_years:
            yield _year(path)


def check(rows: pl.DataFrame) -> None:
    """Refuse flows that no industry has had: the unit would be another."""
    wrong = rows.filter(pl.col("value") > LARGEST * MILLION)
    if wrong.height:
        raise SourceError.bad_layout(
            f"A flow must be at most {LARGEST * MILLION:,.0f} dollars.",
            source=SOURCE.id,
            where=str(wrong.select("origin", "destination", "item", "value").head(5).rows()),
        )


def _year(path: Path) -> Reading:
    """Return one year's deliveries of goods between economies."""
    named = NAME.search(path.stem + ".")
    year = int(named[1]) if named else 0
    columns = tables.header(path, source=SOURCE.id)
    taken = {name: found[1] for name in columns[1:] if (found := LABEL.match(name))}
    economies = sorted({_whole(one) for one in taken.values()} - {"OUT", "TOT"})
    if len(economies) < 2:
        raise SourceError.bad_layout(
            "The columns must be named by economy and industry, such as VNM_C13T15.",
            source=SOURCE.id,
            where=f"file {path.name}: {', '.join(columns[:5])}",
        )
    wanted = [name for name, economy in taken.items() if _whole(economy) in economies]
    table = tables.read_csv(
        path, source=SOURCE.id, columns=(columns[0], *wanted), final_newline=True
    )
    labels = table[columns[0]].str.extract_groups(LABEL.pattern).struct.unnest()
    labels.columns = ["economy", "industry"]
    goods = labels["industry"].fill_null("").str.contains(GOODS.pattern)
    made = pl.concat([table, labels], how="horizontal").filter(goods)
    if made.is_empty():
        raise SourceError.bad_layout(
            "The lines must be named by economy and industry, such as VNM_C13T15.",
            source=SOURCE.id,
            where=f"file {path.name}: {table[columns[0]].head(5).to_list()}",
        )
    values = made.select("row", *(tables.numbers(made, name, source=SOURCE.id) for name in wanted))
    per = [
        pl.sum_horizontal(name for name in wanted if _whole(taken[name]) == economy).alias(economy)
        for economy in economies
    ]
    flows = pl.concat([made.select("economy", "industry"), values.select(per)], how="horizontal")
    return _reading(
        flows.unpivot(economies, index=["economy", "industry"], variable_name="to"), year
    )


def _whole(economy: str) -> str:
    return SPLIT.get(economy, economy)


def _reading(flows: pl.DataFrame, year: int) -> Reading:
    """Return rows between two economies, each industry an item, with who is covered."""
    whole = pl.col("economy").replace(SPLIT)
    abroad = flows.with_columns(whole).filter(pl.col("economy") != pl.col("to"))
    summed = abroad.group_by("economy", "to", "industry", maintain_order=True).agg(
        pl.col("value").sum()
    )
    below = summed.filter(pl.col("value") < 0)
    kept = summed.filter(pl.col("value") > 0)
    rows = kept.select(
        origin=_economy(kept, "economy", year),
        destination=_economy(kept, "to", year),
        year=pl.lit(year, pl.Int16),
        indicator=pl.lit("goods"),
        item=pl.format("icio:{}", "industry"),
        value=(pl.col("value") * MILLION).round(),
        status=pl.lit(schema.REPORTED),
    )
    items = tuple(rows["item"].unique().sort())
    sides: tuple[Side, Side] = ("origin", "destination")
    return Reading(
        rows=rows,
        vintage="",
        coverage=tuple(
            Covered(year, year, side, tuple(rows[side].unique().sort()), items=items)
            for side in sides
        ),
        notes=(
            f"{number_of(len(items), 'industry')} of goods; {number_of(below.height, 'flow')} under zero"
            " (stocks let go) set aside",
        ),
        part=str(year),
    )


def _economy(table: pl.DataFrame, column: str, year: int) -> pl.Series:
    """Return ids; the rest of the world is nobody in particular."""
    codes = table[column]
    states_of = codes.set(codes == REST, None)
    ids = states.from_iso3(
        states_of, pl.Series([year] * codes.len(), dtype=pl.Int16), source=SOURCE.id, column=column
    )
    return ids.fill_null("residual:rest of the world")
