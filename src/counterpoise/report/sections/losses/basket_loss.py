"""What the end of supplies of a basket costs, and product by product who else could supply it."""

from __future__ import annotations

import polars as pl

from counterpoise.measures.products.substitutes import substitutes
from counterpoise.panel.holdings import Holding
from counterpoise.printable import number_of, whole_percent
from counterpoise.reference import products as baskets
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.by_product.dependences import ALTERNATIVES, of_items
from counterpoise.report.sections.by_product.listed import label
from counterpoise.report.sections.losses.conventions import HORIZONS
from counterpoise.scenarios.cutoff.basket_cutoff import BETWEEN, TRIED, Band, BasketLoss, Supply

SHOWN = 20
"""Products that the table tells apart."""
IN_PRICES = "In prices: others supply more, {}"
IN_QUANTITIES = "In quantities: nobody supplies more, for a year"


def loss_sentences(found: BasketLoss, state: str, title: str, note: int) -> tuple[Sentence, ...]:
    """Return what stops, and what it costs."""
    bought = found.supply
    whom = wording.listed([wording.place(one) for one in bought.parts])
    opening: Sentence = (
        f"In {bought.year} {wording.place(state)} bought {title} for ",
        wording.dollars(bought.imports, note=note),
        f", of which {whom} supplied ",
        wording.dollars(bought.stops, note=note),
        ", ",
        wording.percent(_part(bought), note=note, bar=False),
        ".",
    )
    if not bought.stops:
        return (opening, ("Nothing stops, and nothing is lost.",))
    cells: list[Cell] = ["Without that its real income would change by "]
    for number, (horizon, band) in enumerate(found.prices.items()):
        cells += [", and by " if number else "", *_loss(band, note), f" {HORIZONS[horizon]}"]
    if found.quantities:
        cells += [
            "; counted in quantities, where nobody supplies more, by ",
            *_loss(found.quantities, note),
            " for a year",
        ]
    return (opening, (*cells, "."))


def losses(found: BasketLoss, title: str, note: int, beside: int) -> Section | None:
    """Return the loss in both forms, beside that of all goods from the same partners; None of nothing."""
    if not found.supply.stops:
        return None
    rows: list[tuple[Cell, ...]] = []
    for horizon, band in found.prices.items():
        everything = found.all_goods.get(horizon)
        rows.append(
            (
                IN_PRICES.format(HORIZONS[horizon]),
                *_cells(band, note),
                *(_cells(everything, beside) if everything else _untold(beside)),
            )
        )
    counted = _cells(found.quantities, note) if found.quantities else ("not told", "")
    rows.append((IN_QUANTITIES, *counted, "", ""))
    low, high = BETWEEN["short"]
    return Section(
        "basket-loss",
        "Real income",
        parts=(
            Table(
                "basket-loss",
                f"What the end of {_whose(found.supply)} {title} costs, and that of all their goods",
                ("Case", "Real income", "5–95 %", "All goods", "5–95 %"),
                tuple(rows),
                caption=f"{wording.started(found.convention)}, at unchanged wages: suppliers are nested"
                " within the basket, the basket stands beside the rest of spending and is exchanged for it at"
                f" an elasticity of {low:g} to {high:g} after a year and 1 in the long run. The range is over"
                " elasticities, the part of output that is value added, and what is made at home.",
            ),
        ),
        caveats=(
            "In quantities and in prices are two questions, and no bounds of each other: each has its own"
            " elasticities.",
            "What is made at home and sold there is in no release of trade: it is drawn from nothing up to"
            " what exports of the same goods suggest. Where more is made at home, the loss is smaller.",
            f"In quantities is the form of Bachmann and others (2022), told up to {whole_percent(TRIED)} of"
            " what is bought: beyond, it was not tried.",
            "Without `--basket`, wages adjust and sales end too: that page's figures of all goods are not"
            " those of this column.",
        ),
    )  # fmt: skip


def by_product(found: Supply, state: str, basket: str, note: int) -> Section | None:
    """Return what stops product by product, and who else sells it elsewhere; None if nothing stops."""
    rows = _by_product(found.piece.holding, state, list(found.parts), basket, found.year)
    if rows.is_empty():
        return None
    shown = rows.head(SHOWN)
    more = rows.height - shown.height
    return Section(
        "basket-products",
        "What stops, and who else could supply it",
        parts=(
            Table(
                "basket-products",
                f"Product by product, {found.year}",
                ("Product", "Stops", "Of its imports", "Needed of others' sales", "Who else exports it"),
                tuple(_product(row, note) for row in shown.iter_rows(named=True)),
                caption="Needed: what stops, as a part of what all others sell to third states; above"
                " 100 % even all of that would not do."
                + (f" {number_of(more, 'smaller product')} more." if more else ""),
            ),
        ),
    )  # fmt: skip


def _by_product(
    held: Holding, state: str, partners: list[str], basket: str, year: int
) -> pl.DataFrame:
    begun = [pl.col("item").str.starts_with(code) for code in of_items(held, basket)]
    wanted = (pl.any_horizontal(begun) if begun else pl.lit(value=True)) & (pl.col("year") == year)
    rows = held.scan().filter(wanted)
    sold = held.scan_sold((year, year))
    if sold is not None:  # then of third states nothing need be read
        rows = rows.filter(pl.col("destination").is_in([state, *partners]))
    now = rows.collect(engine="streaming")
    sales = None if sold is None else sold.filter(wanted).collect(engine="streaming")
    others = substitutes(now, state=state, partners=partners, sold=sales)
    named = others.sort(["elsewhere", "origin"], descending=[True, False])
    able = named.group_by("item", maintain_order=True).agg(
        pl.col("needed").first(), alternatives=pl.col("origin").head(ALTERNATIVES)
    )
    own = now.filter(pl.col("destination") == state, pl.col("origin") != state)
    theirs = pl.col("value").filter(pl.col("origin").is_in(partners)).sum()
    lost = own.group_by("item").agg(pl.col("value").sum().alias("imports"), stops=theirs)
    return (
        lost.filter(pl.col("stops") > 0)
        .join(able, on="item", how="left", validate="1:1")
        .sort("stops", "item", descending=[True, False])
    )


def _product(row: dict[str, object], note: int) -> tuple[Cell, ...]:
    stops, imports, needed = row["stops"], row["imports"], row["needed"]
    assert isinstance(stops, (int, float))
    assert isinstance(imports, (int, float))
    others = row["alternatives"] if isinstance(row["alternatives"], list) else []
    return (
        wording.started(label(str(row["item"]))),
        wording.dollars(float(stops), note=note),
        wording.percent(stops / imports, note=note),
        wording.percent(needed, note=note, bar=False) if isinstance(needed, float)
        else "nobody else exports it",
        ", ".join(states.name(str(one)) for one in others) or "–",
    )  # fmt: skip


def _whose(bought: Supply) -> str:
    return wording.possessive(wording.listed([wording.place(one) for one in bought.parts]))


def _part(bought: Supply) -> float:
    return bought.stops / bought.imports if bought.imports else 0.0


def _loss(band: Band, note: int) -> tuple[Cell, ...]:
    low, middle, high = (100 * one for one in band)
    return wording.change(-middle, note=note), wording.lost(low, high)


def _cells(band: Band, note: int) -> tuple[Cell, ...]:
    number, ends = _loss(band, note)
    return number, str(ends).strip(" ()")


def _untold(note: int) -> tuple[Cell, ...]:
    return wording.absent("not covered", unit="per cent", note=note), ""


def called(basket: str) -> str:
    """Return a basket as a page calls it."""
    return f"goods of HS {basket}" if basket.isdigit() else baskets.title(baskets.basket(basket).id)
