"""Which items of the panel a statement is about: the only place that knows of baskets of products."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError
from counterpoise.reference import products
from counterpoise.statements.checking.facts import Missing
from counterpoise.statements.statement import Statement


def items_of(said: Statement) -> tuple[str, ...] | Missing:
    """Return what a statement is about, a basket or how items begin, none for all; or what is missing.

    A basket is asked for as pages do, by its name. A product that is no basket of ours is never answered
    by all goods.
    """
    if not said.product:
        return said.items
    try:
        return (products.basket(said.product).id,)
    except CounterpoiseError:
        plain = said.product.replace("_", " ")
        if why := products.untold(plain):
            return Missing(f"trade by product, of {plain}: {why}")
        return Missing(f"trade by product, of {plain}: it is none of the baskets that are known")
