"""What pages the folder holds: every state asked for, its first partners, rankings and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report.dating import today
from counterpoise.report.folder import leaf
from counterpoise.report.folder.leaf import Leaf
from counterpoise.report.rank import YEARS
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.measured import measured

POWERS: Final = ("USA", "CHN", "RUS", "IND", "JPN", "DEU", "GBR", "FRA")
BALANCING: Final = ("VNM", "IDN", "KAZ", "IND", "TUR", "SAU", "ARE", "SRB")
SIDE_BY_SIDE: Final = 8
"""States of one comparison, whose lines can still be told apart."""


@dataclass(frozen=True)
class Plan:
    """The pages of a folder, in the order in which they are made.

    Parameters
    ----------
    leaves : tuple of Leaf
        All of them, each address once; the first page first.
    """

    leaves: tuple[Leaf, ...]

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Where there is a page, without endings."""
        return frozenset(one.address for one in self.leaves)

    @cached_property
    def states(self) -> dict[str, Leaf]:
        """The pages on one state, by its name."""
        return {one.title: one for one in self.leaves if one.kind == "state"}

    @cached_property
    def pairs(self) -> dict[frozenset[str], Leaf]:
        """The pages on two states."""
        return {frozenset(one.subjects): one for one in self.leaves if one.kind == "pair"}

    def of(self, kind: str) -> tuple[Leaf, ...]:
        """Return the pages of a kind."""
        return tuple(one for one in self.leaves if one.kind == kind)


def plan(store: Store, states: Sequence[str] = (), pairs: int = 1) -> Plan:
    """Return the pages on states, all of today where none is named, and on each with its first partners.

    Parameters
    ----------
    store : Store
        Where it is looked up who a state's first partners are.
    states : sequence of str
        By id, name or code.
    pairs : int
        So many partners of each state, those that it imports most from.

    Raises
    ------
    UnknownNameError
        If one is no state.
    """
    named = tuple(dict.fromkeys(map(registry.state, states)))
    chosen = named or tuple(sorted(registry.members(int(today()[:4]))))
    found: dict[frozenset[str], Leaf] = {}
    for state, partner in _first_partners(store, chosen, pairs):
        found.setdefault(frozenset((state, partner)), leaf.of_pair(state, partner))
    return Plan((
        leaf.HOME,
        *map(leaf.of_ranking, leaf.ALL_RANKINGS),
        *_side_by_side(chosen, all_=not named),
        *map(leaf.of_state, chosen),
        *found.values(),
    ))  # fmt: skip


def _first_partners(store: Store, states: Sequence[str], pairs: int) -> list[tuple[str, str]]:
    """Return each state with those it imports most from, in its own last year that enough is known of."""
    if not pairs:
        return []
    last = int(today()[:4])
    try:
        asked = Asked(channel="imports", years=(last - YEARS + 1, last))
        rows = measured(store.steady(), "shares", (), asked).rows
    except EvidenceError:  # no trade is held: pages of states alone
        return []
    own = pl.col("partner").is_in(list(registry.ids())) & pl.col("state").is_in(list(states))
    known = rows.filter(own, pl.col("share") > 0, pl.col("state") != pl.col("partner"))
    return (
        known.filter(pl.col("year") == pl.col("year").max().over("state"))
        .sort("state", "share", "partner", descending=[False, True, False])
        .group_by("state", maintain_order=True)
        .head(pairs)
        .select("state", "partner")
        .rows()
    )


def _side_by_side(states: tuple[str, ...], *, all_: bool) -> list[Leaf]:
    """Return the comparisons: of powers and of those between them, or of the states that were named."""
    if not all_:
        several = states[:SIDE_BY_SIDE]
        title = leaf.names_listed(several)
        return [leaf.of_several(several, "states", title)] if len(several) > 1 else []
    return [
        leaf.of_several(POWERS, "powers", "The powers side by side"),
        leaf.of_several(BALANCING, "between-powers", "States between the powers"),
    ]
