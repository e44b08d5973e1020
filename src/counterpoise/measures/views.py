"""The flows that a portfolio is made of: which rows, whose share of what, over how many years.

A view fixes what a share in a channel means, with its usual window and the floor under which no
share is stated. Every page and every `measure` prints the view that it used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from counterpoise import schema
from counterpoise.errors import UsageError
from counterpoise.reference import products
from counterpoise.schema import DESTINATION, ORIGIN, own_channels


@dataclass(frozen=True)
class View:
    """One way of looking at a channel from the state studied.

    Parameters
    ----------
    name : str
        What it is called in commands.
    indicator : str
        The panel's indicator.
    of, over : str
        The side of the state studied, and the side of its partners.
    window : int
        Trailing window in years: long where flows are lumpy.
    floor : float
        Smallest total in the window, in the indicator's unit, on which shares are stated.
    title, partner : str
        Words for pages.
    item : str
        What is carried: "all", or a basket of `reference.products`.
    """

    name: str
    indicator: str
    of: str
    over: str
    window: int
    floor: float
    title: str
    partner: str
    item: str = schema.ALL_ITEMS


def _of_basket(name: str) -> View:
    """Return the view of a basket brought in, or, if the name ends so, sold abroad."""
    basket = products.basket(name.removesuffix(SOLD))
    if name.endswith(SOLD):
        return View(
            name,
            "goods",
            "origin",
            "destination",
            1,
            1e6,
            f"{basket.title}, sold",
            "market",
            basket.id,
        )
    return View(
        name,
        "goods",
        "destination",
        "origin",
        1,
        1e6,
        f"{basket.title}, bought",
        "supplier",
        basket.id,
    )


SOLD: Final = "-exports"
"""How the name of a view ends that is of a basket's markets, not of its suppliers."""

_OURS: Final = {
    view.name: view
    for view in (
        View("arms", "arms", "destination", "origin", 5, 50.0, "arms received", "supplier"),
        View("imports", "goods", "destination", "origin", 1, 1e6, "goods imported", "supplier"),
        View("exports", "goods", "origin", "destination", 1, 1e6, "goods exported", "market"),
        View("aid", "aid_net", "destination", "origin", 5, 1e6, "net aid received", "donor"),
        View("investment", "fdi_stock", "destination", "origin", 1, 1e6, "foreign capital held", "investor"),
        View("investment-flow", "fdi_flow", "destination", "origin", 1, 1e6,
             "foreign capital coming in", "investor"),
        View("arms-exports", "arms", "origin", "destination", 5, 50.0, "arms delivered", "recipient"),
        _of_basket("energy"),
        _of_basket("materials"),
        _of_basket("technology"),
    )
}  # fmt: skip
"""`imports` and `exports` read whichever trade source is named; TIV floors are in millions. Every basket
of `reference.products` is a view besides (`view`)."""


class Views(Mapping[str, View]):
    """Our views, and one for each indicator that makes a channel by itself."""

    def __getitem__(self, name: str) -> View:
        if name in _OURS:
            return _OURS[name]
        indicator, own = own_channels()[name]
        over = ORIGIN if own.of == DESTINATION else DESTINATION
        partner = own.partner or ("supplier" if over == ORIGIN else "recipient")
        return View(name, indicator, own.of, over, own.window, 0.0, own.title, partner)

    def __iter__(self) -> Iterator[str]:
        return iter((*_OURS, *own_channels()))

    def __len__(self) -> int:
        return len(_OURS) + len(own_channels())


VIEWS: Final = Views()


def of_item(seen: View, item: str) -> View:
    """Return a view of goods narrowed to some: how their HS codes begin, or a basket.

    Raises
    ------
    UsageError
        If the view is not of all goods, or there is no such item.
    """
    if seen.indicator != "goods" or seen.item != schema.ALL_ITEMS:
        raise UsageError(
            f"Only imports and exports have items, not {seen.name!r}.",
            attempt=f"--channel imports --item {item}",
        )
    if item.isdigit() and 2 <= len(item) <= 6:
        return replace(seen, item=item, title=f"{seen.title}, HS {item}")
    basket = products.basket(item)
    return replace(seen, item=basket.id, title=f"{seen.title}, {basket.title}")


def view(name: str) -> View:
    """Return a view by its name, or of a basket by the basket's, or raise UsageError.

    >>> view("Imports").name
    'imports'
    """
    name = name if name in VIEWS else name.strip().lower()
    if name in VIEWS:
        return VIEWS[name]
    if name.removesuffix(SOLD) in products.baskets():
        return _of_basket(name)
    raise UsageError.not_among("The channel", name, (*VIEWS, *products.baskets()))
