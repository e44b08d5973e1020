"""World Bank WITS, trade statistics: a state's imports and exports by partner and group of products.

The API's SDMX-JSON. A group of products is an item, ``wits:27-27_Fuels``; groups overlap (by sector, by
stage), so that they are not added up, and of a total nothing is kept: no group stands for all.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.reference import products, states
from counterpoise.snapshots import files, texts
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Side, Source

GROUPS: Final = (
    "27-27_Fuels",
    "50-63_TextCloth",
    "84-85_MachElec",
    "16-24_FoodProd",
    "64-67_Footwear",
)
"""The groups that `fetch` asks for; the API has 31."""
ADDRESS: Final = (
    "https://wits.worldbank.org/API/V1/SDMX/V21/datasource/tradestats-trade/reporter/{state}/year/ALL/"
    "partner/ALL/product/%s/indicator/%s?format=JSON"
)

SOURCE = Source(
    id="wits",
    title="WITS Trade Stats: trade by partner and product group",
    publisher="World Bank, World Integrated Trade Solution, from UN Comtrade",
    terms="Free to use with attribution; drawn from UN Comtrade, whose terms stand.",
    citation="World Bank. World Integrated Trade Solution (WITS). https://wits.worldbank.org",
    url="https://wits.worldbank.org/witsapiintro.aspx",
    table="panel",
    indicators=("goods",),
    unit_note="Thousand current US dollars, turned into whole dollars; imports CIF, exports FOB.",
    layout=(
        "SDMX-JSON of the API (tradestats-trade; reporter, partner ALL, a product group, MPRT-TRD-VL or"
        " XPRT-TRD-VL, format=JSON): several answers at once"
    ),
    caveats=(
        "As customs report it: imports hold freight and insurance, exports may name the first port.",
        "Partners are those that the state names; a year that it did not report is not there.",
    ),
    ships="no",
    told_by="destination",
    requests=tuple(
        Request(
            ADDRESS % (group, indicator),
            file=f"wits_{group}_{indicator}_{{state}}.json",
            kind="json",
            codes="small iso3",
            pause=2,
            nothing=(404,),
            tried="2026-08-11, by others",
        )
        for group in GROUPS
        for indicator in ("MPRT-TRD-VL", "XPRT-TRD-VL")
    ),
)

TOLD_BY: Final = {"MPRT-TRD-VL": schema.DESTINATION, "XPRT-TRD-VL": schema.ORIGIN}
SIDES: Final[dict[str, tuple[Side, Side]]] = {
    schema.ORIGIN: ("origin", "destination"), schema.DESTINATION: ("destination", "origin"),
}  # fmt: skip
DIMENSIONS: Final = ("REPORTER", "PARTNER", "PRODUCTCODE", "INDICATOR")
NOBODY: Final = (
    "WLD", "ALL", "000", "EAS", "ECS", "LCN", "MEA", "NAC", "SAS", "SSF", "UNS", "BUN", "FRE", "SPE",
    "EUN", "NOX", "NES", "999",
)  # fmt: skip
"""The world, the World Bank's regions, and what belongs to no state."""
TAIWAN: Final = "OAS"
"""Other Asia, not elsewhere specified."""
TOTAL: Final = "TOTAL"
THOUSAND: Final = 1_000
LARGEST: Final = 1e9
"""Thousand dollars of a group between two states in a year."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the answers, all as one release."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = pl.concat(_answer(path) for path in plain)
    named = found.filter(
        ~pl.col("partner").is_in(NOBODY) & (pl.col("partner") != pl.col("reporter")),
        pl.col("item").str.to_uppercase() != TOTAL,
    )
    if named.is_empty():
        raise SourceError.bad_layout(
            "Can't find a product group by partner: all is the total, or of the world.",
            source=SOURCE.id,
            where=f"{found.height:,} observations",
            attempt="ask for partner/ALL and a product such as 27-27_Fuels",
        )
    rows = _rows(named)
    yield Reading(
        rows=rows,
        vintage="",
        coverage=tuple(_covered(rows)),
        notes=(
            f"{found.height - named.height:,} observations of the world, regions and totals set aside",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse items that are no product groups of WITS."""
    wrong = rows.filter(~pl.col("item").str.starts_with("wits:"))
    if wrong.height:
        raise SourceError.bad_layout(
            "An item must be a product group of WITS.",
            source=SOURCE.id,
            where=str(wrong["item"][:5].to_list()),
        )


def _answer(path: Path) -> pl.DataFrame:
    """Return the observations of one answer: reporter, partner, item, told_by, year, value in thousands."""
    with texts.open_text(path, source=SOURCE.id) as stream:
        content = stream.read()
    try:
        answer: Any = json.loads(content)
        rows = list(_observations(answer))
        return pl.DataFrame(
            rows, ["reporter", "partner", "item", "told_by", "year", "value"], orient="row"
        ).with_columns(pl.col("year").cast(pl.Int16), pl.col("value").cast(pl.Float64))
    except (
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        pl.exceptions.PolarsError,
    ) as fault:
        raise SourceError.bad_layout(
            "Can't read the file as SDMX-JSON of WITS with dataSets and structure.",
            source=SOURCE.id,
            where=f"file {path.name}: {str(fault).splitlines()[0]}",
            attempt="add ?format=JSON to the address; without it the answer is XML",
        ) from fault


def _observations(answer: Any) -> Iterator[tuple[str, str, str, str, int, float]]:
    """Yield the observations, each dimension's place looked up in the answer's own structure."""
    dimensions = answer["structure"]["dimensions"]
    series = [
        (one["id"].upper(), [each["id"] for each in one["values"]]) for one in dimensions["series"]
    ]
    times = [each["id"] for each in dimensions["observation"][0]["values"]]
    at = {name: place for place, (name, _) in enumerate(series)}
    for key, one in itertools.chain(*(each["series"].items() for each in answer["dataSets"])):
        places = [int(place) for place in key.split(":")]
        reporter, partner, product, indicator = (
            series[at[name]][1][places[at[name]]] for name in DIMENSIONS
        )
        for time, (value, *_) in one["observations"].items():
            if value is not None:
                yield (
                    reporter.upper(), partner.upper(), product, TOLD_BY[indicator],
                    int(times[int(time)]), float(value),
                )  # fmt: skip


def _rows(named: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows: who reports imports is the destination, who reports exports the origin."""
    wrong = named.filter(~pl.col("value").is_between(0, LARGEST))
    if wrong.height:
        raise SourceError.bad_layout(
            f"A value must be thousands of dollars from 0 to {LARGEST:,.0f}.",
            source=SOURCE.id,
            where=str(wrong.head(5).rows()),
        )
    plain = named.with_columns(pl.col("partner").replace(TAIWAN, "TWN"))
    ids = {
        name: states.from_iso3(plain[name], plain["year"], source=SOURCE.id, column=name)
        for name in ("reporter", "partner")
    }
    sold = pl.col("told_by") == schema.ORIGIN
    return plain.with_columns(**ids).select(
        origin=pl.when(sold).then("reporter").otherwise("partner"),
        destination=pl.when(sold).then("partner").otherwise("reporter"),
        year="year",
        indicator=pl.lit("goods"),
        item=pl.format(products.written("{}", products.WITS), "item"),
        value=(pl.col("value") * THOUSAND).round(),
        status=pl.lit(schema.REPORTED),
        told_by="told_by",
    )


def _covered(rows: pl.DataFrame) -> Iterator[Covered]:
    """Yield which groups each state told of in each year, and the partners that it names."""
    for (teller, year), some in rows.group_by("told_by", "year", maintain_order=True):
        own, other = SIDES[str(teller)]
        when, told_by = int(year), str(teller)
        for (state,), told in some.group_by(own, maintain_order=True):
            items = tuple(told["item"].unique().sort())
            yield Covered(when, when, own, (str(state),), told_by=told_by, items=items)
            yield Covered(
                when, when, other, tuple(told[other].unique().sort()), told_by=told_by, items=items
            )
