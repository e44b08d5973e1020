"""The page on what a state depends on others for, product by product."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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
from counterpoise.report import set_aside, wording
from counterpoise.report.ledger import Ledger
from counterpoise.report.making import version
from counterpoise.report.pages import Cell, Chart, Page, Section, Sentence, Table

SOURCE = "cepii_baci"
SHOWN = 60
"""Products in the table of a page; CSV has all."""
ALTERNATIVES = 3
"""Other exporters that are named."""
LEADER = "the leader"
LINES = 7
"""First suppliers that the chart tells apart."""
WHOSE = {
    "eu": "the criteria of the European Commission (2021)",
    "geodep": "those of GeoDep, a data set of CEPII in Paris",
    "merics": "those of MERICS, the Mercator Institute for China Studies in Berlin",
}
CALLED = {"eu": "EU", "geodep": "GeoDep", "merics": "MERICS"}


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
        What they are worth together, in dollars.
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


def products(
    store: Store, state: str, *, partner: str = "", basket: str = "", year: int | None = None
) -> Page:
    """Return the page on the products that a state depends on others for, and on whom.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    state : str
        Id, name or code.
    partner : str
        Only products of which it is the first supplier; "" for all.
    basket : str
        Only these products: a basket such as "energy", or how their HS codes begin; "" for all.
    year : int, optional
        By default the last that the release by product holds.

    Raises
    ------
    UsageError
        If there is no such basket, or nothing is told of the state in that year.
    EvidenceError
        If no release by product is held.
    """
    state, store = registry.state(state), store.steady()
    beside = registry.state(partner) if partner else ""
    found = dependences(store, state, partner=beside, basket=basket, year=year)
    ledger = Ledger()
    told = f"{found.held.card.title}, {found.year}, by product"
    command = f"counterpoise products {state} --year {found.year} --format csv"
    note = ledger.note(found.held, told, found.looked_at, command)
    parts: list[Table | Chart] = [_table(found, note)] if found.rows.height else []
    chart = _through_time(found, state, note) if found.rows.height else None
    return Page(
        kind="products",
        states=(state,),
        title=registry.name(state),
        subtitle=f"What it depends on others for, product by product, {found.year}",
        answer=(*set_aside.sentences(store), *_answer(found, state, beside, basket, note)),
        choices=(
            "EU: sources concentrated (Herfindahl index above 0.4) and imports above exports;"
            " GeoDep: and the world's exports as concentrated; MERICS: imports twice exports or more",
        ),
        sections=(
            Section(
                "products",
                "Products that it depends on others for",
                parts=(*parts, *([chart] if chart else [])),
                caveats=_caveats(found),
            ),
        ),
        notes=tuple(ledger.notes),
        sources=ledger.cards(),
        version=version(),
    )  # fmt: skip


def dependences(
    store: Store, state: str, *, partner: str = "", basket: str = "", year: int | None = None
) -> Dependences:
    """Return the products that a state depends on others for, as a table with all figures.

    Parameters, errors: as `products`, with the states by their ids.
    """
    held, asked = _fullest(store, state, basket, year)
    first = held.years[0]
    span = (max(asked - 2, first), asked)
    rows = _chosen(held, basket).filter(pl.col("year").is_between(*span))
    sold = held.scan_sold(span)
    sold = sold if sold is None else _of_basket(sold, held, basket)
    own = rows if sold is None else rows.filter(pl.col("destination") == state)
    plan = strategic_products(own, once=True, sold=sold)
    figures = plan.filter(pl.col("state") == state).collect()
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
    met = met.join(_others(rows, met, state, asked, sold), on="item", how="left", validate="1:1")
    return Dependences(
        met.sort("imports", "item", descending=[True, False]),
        now.height, int((now["unknown"] > 0).sum()), float(now["imports"].sum()), asked, held,
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


def _answer(
    found: Dependences, state: str, partner: str, basket: str, note: int
) -> tuple[Sentence, ...]:
    """Return how many products meet whose criteria, and who supplies them."""
    place = wording.place(state)
    of_basket = f" of the basket {baskets.title(basket)}" if basket else ""
    counts = [(name, int(found.rows[name].sum())) for name in CRITERIA]
    met = wording.listed([f"{number:,} by {WHOSE[name]}" for name, number in counts])
    whom = f" with {wording.place(partner)} as the first supplier" if partner else ""
    looked_at = (
        f"{wording.counted(found.looked_at, 'product')}{of_basket} held that {place} imported"
    )
    if not found.rows.height:
        by = " or ".join(WHOSE.values())
        return (
            (f"Of {looked_at} in {found.year}, it depends on others for none{whom}, by {by}.",),
        )
    worth = float(found.rows["imports"].sum())
    opening: Sentence = (
        f"Of {looked_at} in {found.year}, it depends on others for {met}{whom}; by any of them, for ",
        wording.dollars(worth, note=note),
        ", ",
        wording.percent(worth / found.imports, note=note, bar=False),
        " of those imports.",
    )
    if partner:
        return (opening,)
    first = found.rows.group_by("leader").agg(pl.col("imports").sum(), products=pl.len())
    leader, value, number = first.drop_nulls().sort("imports", "leader", descending=True).row(0)
    return (
        opening,
        (
            f"The first supplier of most of it is {wording.place(leader)}: of"
            f" {wording.counted(number, 'product')}, imported for ",
            wording.dollars(value, note=note),
            ".",
        ),
    )


def _table(found: Dependences, note: int) -> Table:
    shown = found.rows.head(SHOWN)
    more = found.rows.height - shown.height
    return Table(
        "dependent-products",
        f"Products by imports in {found.year}",
        (
            "Product", "Imports", "First supplier", "Its share", "HHI of sources",
            "HHI of world exports", "Imports over exports", "Criteria met", "By GeoDep, of the last 3 years",
            "Needed of others' sales", "Who else exports it",
        ),
        tuple(_row(row, note) for row in shown.iter_rows(named=True)),
        caption="Needed: what the first supplier sells to the state, as a part of what all others sell to"
        " third states; who else: the largest of those."
        + (f" {wording.counted(more, 'smaller product')} more: ask for CSV." if more else ""),
    )  # fmt: skip


def _row(row: dict[str, object], note: int) -> tuple[Cell, ...]:
    others = [registry.name(one) for one in str(row["alternatives"] or "").split(", ") if one]
    return (
        label(str(row["item"])),
        wording.dollars(_number(row["imports"]), note=note),
        registry.name(str(row["leader"])) if row["leader"] else "not named",
        wording.percent(_number(row["leader_share"]), note=note),
        wording.count(_number(row["import_concentration"]), note=note, digits=2),
        wording.count(_number(row["world_concentration"]), note=note, digits=2),
        wording.count(_number(row["imports_over_exports"]), note=note, digits=1)
        if row["exports"] else "no exports",
        ", ".join(CALLED[name] for name in CRITERIA if row[name]),
        wording.count(_number(row["held"]), note=note),
        wording.percent(_number(row["needed"]), note=note, bar=False)
        if row["needed"] is not None else "nobody else exports it",
        ", ".join(others) or "–",
    )  # fmt: skip


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, (int, float)) else None


def _through_time(found: Dependences, state: str, note: int) -> Chart:
    """Return the chart of imports of the dependent products by supplier, year by year."""
    items = found.rows["item"].implode()
    rows = found.held.scan().filter(
        pl.col("destination") == state, pl.col("item").is_in(items), pl.col("origin") != state
    )
    sums = rows.group_by("origin", "year").agg(pl.col("value").sum()).collect()
    named = ~pl.col("origin").str.contains(":")
    largest = sums.filter(named).group_by("origin").agg(pl.col("value").sum())
    kept = largest.sort("value", "origin", descending=True).head(LINES)["origin"].to_list()
    folded = sums.with_columns(
        pl.when(pl.col("origin").is_in(kept)).then("origin").alias("partner")
    ).group_by("partner", "year").agg(pl.col("value").sum() / 1e9)  # fmt: skip
    data = tuple(
        {
            "partner": registry.name(partner) if partner else "others",
            "year": year,
            "value": value,
        }
        for partner, year, value in folded.sort("year", "partner", nulls_last=True).rows()
    )
    return Chart(
        "products-in-time",
        "stacked_years",
        f"Where the products of {found.year} came from, billion dollars a year",
        f"Imports of {wording.counted(found.rows.height, 'product')} by supplier.",
        data,
        notes=(note,),
    )


def _caveats(found: Dependences) -> tuple[str, ...]:
    held, said = found.held, []
    if held.excerpt:
        said.append(
            f"Held is a part of the release: {held.excerpt}. Other products are not looked at."
        )
    if found.year == held.years[1]:
        said.append(f"{found.year} is the last year of the release: {held.card.of_last_year}.")
    if found.not_judged:
        ties = wording.counted(found.not_judged, "product")
        said.append(
            f"{ties} {'is' if found.not_judged == 1 else 'are'} not judged, as a tie of theirs is not covered"
            " (secret trade in gas, say); what passed there is in no sum of this page."
        )
    gaps = found.rows.filter(pl.col("world_unknown") > 0)["item"].to_list()
    if gaps:
        said.append(
            "The world's concentration, on which GeoDep's criteria rest, is of what is told: ties of others"
            f" are not covered in {wording.listed([label(one) for one in gaps])}."
        )
    return tuple(said)


def label(item: str) -> str:
    """Return a product by the basket that it is in and its code: lithium (283691)."""
    title = next((title for begins, title in _leaves() if item.startswith(begins)), "")
    return f"{title} ({item})" if title else f"HS {item}"


@cache
def _leaves() -> tuple[tuple[str, str], ...]:
    """Return how the codes of baskets without parts begin, the longest first, with their titles."""
    found = [
        (code.begins, one.title)
        for one in baskets.baskets().values()
        if not one.parts
        for code in one.codes
        if code.system == baskets.HS
    ]
    return tuple(sorted(found, key=lambda each: -len(each[0])))
