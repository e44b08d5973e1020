"""Which products a state depends on others for, out of the release by product that tells most."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from counterpoise.errors import UsageError
from counterpoise.measures.products.persistence import persistent
from counterpoise.measures.products.strategic_products import CRITERIA, strategic_products
from counterpoise.measures.products.substitutes import substitutes
from counterpoise.panel import ask
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.reference import products as baskets
from counterpoise.reference import states as registry

SOURCE = "cepii_baci"
ALTERNATIVES = 3
"""Other exporters that are named."""
LEADER = "the leader"


@dataclass(frozen=True)
class Dependences:
    """What was found for one state and year.

    Parameters
    ----------
    rows : polars.DataFrame
        The products that meet any criteria, the largest imports first.
    looked_at, not_judged : int
        How many products the state imports, and of how many a tie is not covered.
    imports : float
        What those that are judged are worth together, in dollars.
    year : int
    held : Holding
        The release that tells of it.
    """

    rows: pl.DataFrame
    looked_at: int
    not_judged: int
    imports: float
    year: int
    held: Holding


def dependences(
    store: Store,
    state: str,
    *,
    partner: str = "",
    basket: str = "",
    year: int | None = None,
    shown: int | None = None,
) -> Dependences:
    """Return the products that a state depends on others for, as a table with all figures.

    Parameters
    ----------
    store : Store
    state, partner : str
        Ids; with a partner, only products of which it is the first supplier.
    basket : str
        Only these products: a basket, or how their HS codes begin; "" for all.
    year : int, optional
        By default the last that the release holds.
    shown : int, optional
        Of how many, those of the largest imports, it is asked who else exports them; of all by default.
        A page shows few of them, and of each what the leader buys must be read.

    Raises
    ------
    UsageError
        If there is no such basket, or nothing is told of the state in that year.
    EvidenceError
        If no release by product is held.
    """
    held, asked = _fullest(store, state, basket, year)
    first = held.years[0]
    span = (max(asked - 2, first), asked)
    rows = _chosen(held, basket).filter(pl.col("year").is_between(*span))
    sold = held.scan_sold(span)
    sold = sold if sold is None else _of_basket(sold, held, basket)
    own = rows if sold is None else rows.filter(pl.col("destination") == state)
    plan = strategic_products(own, once=True, sold=sold).filter(pl.col("state") == state)
    # The same whoever the partner is: the page on a pair asks what that on the state asked.
    key = ("by product", held.source, held.vintage, held.embedded, state, basket, asked)
    figures = store.recent(key, plan.collect)
    now = figures.filter(pl.col("year") == asked)
    if not now.height:
        raise UsageError(
            f"Can't tell what {registry.name(state)} imports by product in {asked}: nothing is told.",
            where=f"{held.source} {held.vintage}" + (f", {basket}" if basket else ""),
            attempt=f"counterpoise table shares {state} --channel imports",
        )
    met = now.filter(pl.any_horizontal(pl.col(CRITERIA).fill_null(value=False)))
    met = met.filter(pl.col("leader") == partner) if partner else met
    years = persistent(figures).filter(pl.col("year") == asked).select("item", "held", "persistent")
    met = met.join(years, on="item", how="left", validate="1:1")
    met = met.sort("imports", "item", descending=[True, False])
    largest = met if shown is None else met.head(shown)
    others = _others(rows, largest, state, asked, sold)
    met = met.join(others, on="item", how="left", validate="1:1", maintain_order="left")
    judged = now.filter(pl.col("unknown") == 0)
    return Dependences(
        met, now.height, now.height - judged.height, float(judged["imports"].sum()), asked, held,
    )  # fmt: skip


def _fullest(store: Store, state: str, basket: str, year: int | None) -> tuple[Holding, int]:
    """Return the release that tells of most products of the state, of two the newest, and the year.

    A part of a newer release hides nothing of a whole one.
    """
    releases = store.releases(SOURCE)
    if not releases:
        raise ask.nothing_held("goods", (SOURCE,))
    able = [(held, year or held.years[1]) for held in releases]
    able = [(held, at) for held, at in able if held.years[0] <= at <= held.years[1]]
    if not able:
        first = min(held.years[0] for held in releases)
        last = max(held.years[1] for held in releases)
        raise UsageError(
            f"The year must be one from {first} to {last}, not {year}.",
            where=", ".join(f"{held.source} {held.vintage}" for held in releases),
        )
    if len(able) == 1:
        return able[0]
    return max(able, key=lambda one: _products_told(*one, state=state, basket=basket))


def _products_told(held: Holding, year: int, *, state: str, basket: str) -> int:
    bought = (pl.col("destination") == state) & (pl.col("year") == year)
    told = _chosen(held, basket).filter(bought).select(pl.col("item").n_unique()).collect()
    return int(told.item())


def _chosen(held: Holding, basket: str) -> pl.LazyFrame:
    """Return the rows of a release, or of the products of a basket in its edition."""
    return _of_basket(held.scan(), held, basket)


def _of_basket(rows: pl.LazyFrame, held: Holding, basket: str) -> pl.LazyFrame:
    begins = of_items(held, basket)
    begun = [pl.col("item").str.starts_with(code) for code in begins]
    return rows.filter(pl.any_horizontal(begun)) if begins else rows


def of_items(held: Holding, item: str) -> tuple[str, ...]:
    """Return how the codes of a basket begin in the edition of a release; none named is all."""
    if not item or item.isdigit():
        return (item,) if item else ()
    edition = baskets.edition_of(held.vintage)
    return baskets.codes(baskets.basket(item).id, baskets.HS, edition)


def _others(
    rows: pl.LazyFrame, met: pl.DataFrame, state: str, year: int, sold: pl.LazyFrame | None
) -> pl.DataFrame:
    """Return, by product, what part of others' sales elsewhere would be needed, and who they are.

    Of each product the leader stands under one name, so that all are asked for at once.
    """
    leaders = met.drop_nulls("leader").select("item", "leader")
    if sold is not None:
        rows = rows.filter(pl.col("destination").is_in([state, *leaders["leader"].unique()]))

    def of_leaders(table: pl.LazyFrame, *sides: str) -> pl.LazyFrame:
        now = table.filter(pl.col("year") == year).join(leaders.lazy(), on="item")
        leads = (pl.when(pl.col(side) == pl.col("leader")).then(pl.lit(LEADER)) for side in sides)
        named = (each.otherwise(side).alias(side) for each, side in zip(leads, sides, strict=True))
        return now.with_columns(named)

    ties = of_leaders(rows, "origin", "destination")
    if sold is not None:  # then of third states nothing need be read
        ties = ties.filter(pl.col("destination").is_in([state, LEADER]))
    sales = None if sold is None else of_leaders(sold, "origin").collect(engine="streaming")
    now = ties.collect(engine="streaming")
    found = substitutes(now, state=state, partners=[LEADER], sold=sales)
    largest = found.sort(["elsewhere", "origin"], descending=[True, False])
    return largest.group_by("item", maintain_order=True).agg(
        pl.col("needed").first(),
        alternatives=pl.col("origin").head(ALTERNATIVES).str.join(", "),
    )
