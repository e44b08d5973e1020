"""Pictures of what a state depends on others for: how much of what, whence, and since when."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from counterpoise.panel.coverage import EVERYONE, speaking_of
from counterpoise.printable import number_of
from counterpoise.reference import states as registry
from counterpoise.report import wording
from counterpoise.report.charts import world_map
from counterpoise.report.pages import Chart
from counterpoise.report.sections.by_product.dependences import Dependences
from counterpoise.report.sections.by_product.listed import group, label, number
from counterpoise.report.sections.state import maps

LINES: Final = 7
"""First suppliers that the chart through time tells apart."""
TILES: Final = 120
"""Products that have a tile each; of all of BACI a state depends on others for a thousand and more."""
LED: Final = (0.5, 0.6, 0.75, 0.9)
"""Bounds between the shades of a first supplier's share."""
LARGEST: Final = 4
"""Groups that are named in words, for whoever does not see the tiles."""


def by_basket(found: Dependences, note: int) -> Chart:
    """Return the tiles of the dependent products by basket: area the value, shade the first's share."""
    rows: list[dict[str, Any]] = [
        {
            "group": wording.started(group(str(row["item"]))),
            "part": wording.started(label(str(row["item"]))),
            "value": number(row["imports"]),
            "share": number(row["leader_share"]) if row["leader"] else None,
            "partner": registry.name(str(row["leader"])) if row["leader"] else "",
        }
        for row in found.rows.head(TILES).iter_rows(named=True)
    ]
    rows += _together(found.rows.slice(TILES))
    rows[0] |= {"title": "Share of the first supplier", "between": LED}
    worth = found.rows.select(
        pl.col("item").map_elements(group, pl.String).alias("group"), "imports"
    )
    sums = worth.group_by("group").agg(pl.col("imports").sum())
    named = [
        f"{name} {wording.dollars(value).text}"
        for name, value in sums.sort("imports", "group", descending=[True, False])
        .head(LARGEST).rows()
    ]  # fmt: skip
    return Chart(
        "products-by-basket",
        "treemap",
        f"What it depends on others for, {found.year}: area is the value of imports",
        f"Tiles for {number_of(found.rows.height, 'product')} by basket, each as large as its imports;"
        f" the largest: {wording.listed(named)}.",
        tuple(rows),
        caption="The name is that of the first supplier, with its share. What is too small to be seen is in"
        " the table.",
        notes=(note,),
    )


def _together(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return products too small to have a tile each, as one part of each basket."""
    named = rows.with_columns(pl.col("item").map_elements(group, pl.String).alias("group"))
    sums = named.group_by("group").agg(pl.col("imports").sum(), pl.len().alias("products"))
    return [
        {
            "group": wording.started(name),
            "part": f"{wording.started(name)}: {number_of(products, 'product')} more",
            "value": value, "share": None, "partner": "",
        }
        for name, value, products in sums.sort("imports", "group", descending=[True, False]).rows()
    ]  # fmt: skip


def of_sources(found: Dependences, state: str, note: int) -> tuple[Chart, ...]:
    """Return the map of where the dependent products came from, and the chart of that through time."""
    sums = _sums(found, state)
    return (*_map(sums, found, state, note), _through_time(sums, found, note))


def _sums(found: Dependences, state: str) -> pl.DataFrame:
    """Return the imports of the dependent products by `origin` and `year`, as many as the release has."""
    items = found.rows["item"].implode()
    rows = found.held.scan().filter(
        pl.col("destination") == state, pl.col("item").is_in(items), pl.col("origin") != state
    )
    return rows.group_by("origin", "year").agg(pl.col("value").sum()).collect(engine="streaming")


def _map(sums: pl.DataFrame, found: Dependences, state: str, note: int) -> tuple[Chart, ...]:
    now = sums.filter(pl.col("year") == found.year, pl.col("value") > 0)
    whole = float(now["value"].sum())
    named = now.filter(~pl.col("origin").str.contains(":"))
    shares = {origin: value / whole for origin, value in named.select("origin", "value").rows()}
    if not shares:
        return ()
    nothing = dict.fromkeys(_silent(found) - set(shares) - {state}, 0.0)
    return (
        maps.shaded(
            state, "products-map", f"Where the products of {found.year} came from",
            f"Share of imports of {number_of(found.rows.height, 'product')}, {found.year}",
            maps.SHARES, {**nothing, **shares}, (note,),
            beside=maps.not_drawn(state, shares, maps.SHARES),
        ),
    )  # fmt: skip


def _silent(found: Dependences) -> set[str]:
    """Return who is covered as a seller of all the products: without a row, nothing came."""
    covered = set(world_map.shapes())
    for item in found.rows["item"]:
        told = {
            state
            for each in speaking_of(found.held.coverage, side="origin", item=item)
            if each.first <= found.year <= each.last
            for state in each.states
        }
        if EVERYONE not in told:
            covered &= told
    return covered


def _through_time(sums: pl.DataFrame, found: Dependences, note: int) -> Chart:
    """Return the chart of imports of the dependent products by supplier, year by year."""
    named = ~pl.col("origin").str.contains(":")
    largest = sums.filter(named).group_by("origin").agg(pl.col("value").sum())
    kept = largest.sort("value", "origin", descending=[True, False]).head(LINES)["origin"].to_list()
    folded = sums.with_columns(
        pl.when(pl.col("origin").is_in(kept)).then("origin").alias("partner")
    ).group_by("partner", "year").agg(pl.col("value").sum())  # fmt: skip
    yearly = folded.group_by("year").agg(pl.col("value").sum())["value"]
    size, word, _ = wording.money(max(yearly, default=0.0))
    data = tuple(
        {
            "partner": registry.name(partner) if partner else "others",
            "year": year,
            "value": value / size,
        }
        for partner, year, value in folded.sort("year", "partner", nulls_last=True).rows()
    )
    return Chart(
        "products-in-time",
        "stacked_years",
        f"Where the products of {found.year} came from, {word} dollars a year",
        f"Imports of {number_of(found.rows.height, 'product')} by supplier.",
        data,
        notes=(note,),
    )
