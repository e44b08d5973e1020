"""What a page by product says in words: how much depends on whom, by whose criteria; what to beware of."""

from __future__ import annotations

import polars as pl

from counterpoise.measures.products.strategic_products import CRITERIA
from counterpoise.printable import number_of
from counterpoise.reference import products as baskets
from counterpoise.report import wording
from counterpoise.report.pages import Sentence
from counterpoise.report.sections.by_product.dependences import Dependences
from counterpoise.report.sections.by_product.listed import label

WHOSE = {
    "eu": "the criteria of the European Commission (2021)",
    "geodep": "those of GeoDep, a data set of CEPII in Paris",
    "merics": "those of MERICS, the Mercator Institute for China Studies in Berlin",
}


def answer(
    found: Dependences, state: str, partner: str, basket: str, note: int
) -> tuple[Sentence, ...]:
    """Return how many products meet whose criteria, and who supplies them."""
    place = wording.place(state)
    of_basket = f" of the basket {baskets.title(basket)}" if basket else ""
    counts = [(name, int(found.rows[name].sum())) for name in CRITERIA]
    met = wording.listed([f"{number:,} by {WHOSE[name]}" for name, number in counts])
    whom = f" with {wording.place(partner)} as the first supplier" if partner else ""
    looked_at = (
        f"{number_of(found.looked_at, 'product')}{of_basket} held that {place} imported"
        f" in {found.year}"
    )
    if found.not_judged:
        looked_at += f", {found.looked_at - found.not_judged:,} can be judged; of these"
    if not found.rows.height:
        by = " or ".join(WHOSE.values())
        return ((f"Of {looked_at}, it depends on others for none{whom}, by {by}.",),)
    worth = float(found.rows["imports"].sum())
    opening: Sentence = (
        f"Of {looked_at}, it depends on others for {met}{whom}; by any of them, for ",
        wording.dollars(worth, note=note),
        ", ",
        wording.percent(worth / found.imports, note=note, bar=False),
        " of the imports of those judged." if found.not_judged else " of those imports.",
    )
    if partner:
        return (opening,)
    first = found.rows.group_by("leader").agg(pl.col("imports").sum(), products=pl.len())
    leader, value, number = first.drop_nulls().sort("imports", "leader", descending=True).row(0)
    return (
        opening,
        (
            f"The first supplier of most of it is {wording.place(leader)}: of"
            f" {number_of(number, 'product')}, imported for ",
            wording.dollars(value, note=note),
            ".",
        ),
    )


def scope(found: Dependences) -> list[str]:
    """Return what of the products is not looked at, and what to know of the year."""
    held, said = found.held, []
    if held.excerpt:
        said.append(
            f"Held is a part of the release: {held.excerpt}. Other products are not looked at."
        )
    if found.year == held.years[1]:
        said.append(f"{found.year} is the last year of the release: {held.card.of_last_year}.")
    return said


def caveats(found: Dependences) -> tuple[str, ...]:
    """Return what is not looked at, not judged, or not whole."""
    said = scope(found)
    if found.not_judged:
        ties = number_of(found.not_judged, "product")
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
