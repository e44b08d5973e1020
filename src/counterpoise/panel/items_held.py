"""Why no release tells of some goods, though releases of their indicator are held.

A release of some products says nothing of a heading of which it holds a part, and one of totals nothing
of any product: whoever asks is told which codes there are, not that there is no source.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from counterpoise import schema
from counterpoise.errors import EvidenceError
from counterpoise.panel.store import Store
from counterpoise.reference import products

SHOWN: Final = 8
"""Codes that a refusal names; of more it says how many."""


def not_held_whole(
    store: Store, indicator: str, named: Sequence[str], item: str
) -> EvidenceError | None:
    """Return the refusal of goods that no release holds whole, and what is held of them.

    Parameters
    ----------
    store : Store
    indicator : str
        Such as "goods".
    named : sequence of str
        The sources that could tell.
    item : str
        A basket of `reference.products`, or how the codes wanted begin.

    Returns
    -------
    EvidenceError or None
        None if no release of the sources is held at all.
    """
    held = [
        one for each in named for one in store.releases(each) if indicator in one.card.indicators
    ]
    if not held:
        return None
    parts = [
        (one.source, code)
        for one in held
        for code in sorted({code for each in one.coverage for code in each.items})
        if any(
            code.startswith(begins)
            for system in products.items(item, products.edition_of(one.vintage))
            for begins in system
        )
    ]
    what = products.title(item) if item in products.baskets() else f"HS {item}"
    title = schema.INDICATORS[indicator].title
    if not parts:
        there = ", ".join(dict.fromkeys(one.source for one in held))
        return EvidenceError(
            f"Can't find {what} among {title}.",
            where=f"held, in totals or of other products: {there}",
            attempt="counterpoise sources shows what of each is held",
        )
    told = "; ".join(
        f"{source} holds {_some([code for _, code in codes])}"
        for source, codes in groupby(dict.fromkeys(parts), key=lambda part: part[0])
    )
    return EvidenceError(
        f"Can't tell of {what} among {title}: only a part of it is held.",
        where=told,
        attempt=f"--item {parts[0][1]}",
    )


def _some(codes: Sequence[str]) -> str:
    more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
    return ", ".join(codes[:SHOWN]) + more
