"""A channel as it stands: who has which part of it, who is like whom, and what each could give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.errors import EvidenceError
from counterpoise.measures.alignment import alignment
from counterpoise.measures.answers import told
from counterpoise.measures.diversity import similarity_from_agreement
from counterpoise.measures.shares import SHARED
from counterpoise.measures.views import SOLD, view
from counterpoise.panel import ask
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.scenarios.channels import Channel, channel

Array = NDArray[np.float64]

OTHERS: Final = "others"
"""All whom nobody names: what they have can be moved by no plan, and stays as it is."""
MIRRORED: Final = {"imports": "exports", "exports": "imports"}
"""What a partner sells to all tells what it could sell; what it buys, what it could buy."""
PRICED: Final = "goods"
"""The indicator whose mix has a price; of the others only what must move is told."""


@dataclass(frozen=True, eq=False)
class Today:
    """One channel of a state in the last year that is told enough of.

    Parameters
    ----------
    channel : Channel
    partners : tuple of str
        Ids, the largest first; last `OTHERS`, if anything is told of nobody.
    shares : np.ndarray, shape (n,)
        They add up to 1.
    total : float
        What all of it is, in the channel's unit.
    """

    channel: Channel
    partners: tuple[str, ...]
    shares: Array
    total: float

    @property
    def name(self) -> str:
        """The view, such as "imports"."""
        return self.channel.name

    @property
    def named(self) -> NDArray[np.bool_]:
        """Which of the partners a plan may move, shape (n,)."""
        return np.array([partner != OTHERS for partner in self.partners])

    def places(self, members: tuple[str, ...]) -> list[int]:
        """Return where partners stand; those without a part are left out."""
        return [self.partners.index(one) for one in members if one in self.partners]


def priced(name: str) -> bool:
    """Return whether a channel's mix has a price: that of goods has."""
    return view(name).indicator == PRICED


def mirrored(name: str) -> str:
    """Return the channel in which partners are what the state is in this one.

    Examples
    --------
    >>> mirrored("imports"), mirrored("crude_oil"), mirrored("crude_oil-exports")
    ('exports', 'crude_oil-exports', 'crude_oil')
    """
    turned = name.removesuffix(SOLD) if name.endswith(SOLD) else f"{name}{SOLD}"
    return MIRRORED.get(name, turned)


def today(store: Store, state: str, name: str, *, as_of: int | None = None) -> Today:
    """Return a channel of a state as it was last told enough of.

    Parameters
    ----------
    store : Store
    state : str
        Id.
    name : str
        A view with shares: "imports", "exports", "arms", …
    as_of : int, optional
        The last year that may be known.

    Raises
    ------
    EvidenceError
        If the channel is not covered, or too little of it is told to state shares.
    """
    found = channel(store, state, view(name).name, as_of=as_of)
    if found is None or found.state_of_share != SHARED:
        why = found.reason if found else "it is not covered"
        raise EvidenceError(
            f"Can't rebalance {view(name).title} of {states.name(state)}: {why}.",
            where=f"year {found.year}" if found else "",
            attempt=f"counterpoise brief {state}, which says what is held",
        )
    parts = {one: part.share for one, part in found.parts.items() if part.share}
    known = {one: share for one, share in parts.items() if _is_state(one)}
    ordered = sorted(known, key=lambda one: (-known[one], one))
    rest = 1.0 - sum(known.values())
    partners = (*ordered, OTHERS) if rest > 1e-9 else tuple(ordered)
    shares = np.array(
        [*(known[one] for one in ordered), *([rest] if len(partners) > len(ordered) else [])]
    )
    total = sum(part.amount or 0.0 for part in found.parts.values())
    return Today(found, partners, shares / shares.sum(), total)


def similarity(store: Store, at: Today) -> tuple[Array, int]:
    """Return how alike partners voted, beyond chance, and the year of the votes.

    κ of roll calls in which not all voted alike, nothing below chance, as in
    `measures.diversity.independence`; shape (n, n), 1 on the diagonal. Of the last year with votes up to
    the channel's. Where it is not known it is not a number: who has no votes is like nobody for all
    that is known, which no plan may build on.
    """
    found = np.full((len(at.partners), len(at.partners)), np.nan)
    held = ask.votes(store, as_of=at.channel.year).rows.filter(pl.col("state").is_in(at.partners))
    year = held.select(pl.col("date").dt.year().max()).collect().item()
    if year is None:
        raise EvidenceError(
            f"Can't tell which partners are independent: no votes up to {at.channel.year} are held.",
            attempt="counterpoise fetch unga_votes",
        )
    cast = held.filter(pl.col("date").dt.year() == year).collect()
    pairs = similarity_from_agreement(
        alignment(cast, by="year", unanimous="keep", indices=["kappa_squared"])
    )
    for one, other, value in pairs.select("state", "other", "similarity").drop_nulls().iter_rows():
        row, column = at.partners.index(one), at.partners.index(other)
        found[row, column] = found[column, row] = value
    np.fill_diagonal(found, 1.0)
    return found, int(year)


def capacity(store: Store, at: Today, part: float) -> Array:
    """Return the most that each partner could give, as a share of the channel; infinite if unknown.

    What it gives now, and a part of what it gives to all others: of goods sold, of goods bought.
    """
    limits = np.full(len(at.partners), np.inf)
    if not priced(at.name):
        return limits
    names = tuple(one for one in at.partners if one != OTHERS)
    year = at.channel.year
    other = view(mirrored(at.name))
    try:
        volumes = told(store, other, names, years=(year, year)).shares
    except EvidenceError:
        return limits
    stated = volumes.filter(pl.col("state_of_share") == SHARED)
    for partner, volume in stated.select(other.of, "volume").unique().iter_rows():
        place = at.partners.index(partner)
        given = at.shares[place] * at.total
        limits[place] = (given + part * max(volume - given, 0.0)) / at.total
    return limits


def _is_state(partner: str) -> bool:
    return states.kind(partner) in ("state", "territory")
