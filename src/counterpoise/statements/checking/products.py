"""Which items of the panel a statement is about: the only place that knows of baskets of products."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from counterpoise.errors import CounterpoiseError
from counterpoise.statements.checking.facts import Missing
from counterpoise.statements.statement import Statement

BASKETS = "counterpoise.reference.products"


def items_of(said: Statement) -> tuple[str, ...] | Missing:
    """Return how the items begin that a statement is about, none for all; or what is missing.

    A product that is no basket of ours is never answered by all goods.
    """
    if not said.product:
        return said.items
    plain = said.product.replace("_", " ")
    try:
        baskets: Any = import_module(BASKETS)
    except ModuleNotFoundError:
        return Missing(f"trade by product, of {plain}")
    try:
        name = baskets.basket(said.product).id
    except CounterpoiseError:
        return Missing(f"trade by product, of {plain}: it is none of the baskets that are known")
    codes: tuple[str, ...] = baskets.codes(name)
    return codes or Missing(f"trade by product, of {plain}: the basket has no codes")
