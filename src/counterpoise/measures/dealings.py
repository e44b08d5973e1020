"""How states deal with each other by the events held: which release tells, and of how many days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.events import relations
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.printable import number_of

SOURCES: Final = ("gdelt", "icews", "polecat")
"""Sources of events in the order in which they are asked; no two are ever joined."""


@dataclass(frozen=True)
class Dealings:
    """Relations of states as one release tells them.

    Parameters
    ----------
    rows : polars.DataFrame
        As `measures.events.relations` gives them.
    holding : Holding
        The release.
    days : int
        Days of its files, of those asked for.
    """

    rows: pl.DataFrame
    holding: Holding
    days: int

    @property
    def told(self) -> str:
        """How much is held, in words."""
        return f"files of {number_of(self.days, 'day')}"


def dealings(
    store: Store,
    states: Sequence[str] = (),
    *,
    years: tuple[int, int] | None = None,
    as_of: int | None = None,
    source: str = "",
    vintage: str = "",
    **settings: Any,
) -> Dealings:
    """Return how states deal with each other, by the release that covers them on most days.

    A release that holds the ties of some states alone tells of these; of their partners it holds no
    more than their ties with them, so that it gives no lift.

    Raises
    ------
    EvidenceError
        If no events are held, or none of these states in these years.
    """
    asked = [source] if source else SOURCES
    held = [release for each in asked for release in store.releases(each, vintage)]
    if not held:
        raise EvidenceError(
            "Can't find any events between states.",
            where=f"none of {', '.join(asked)} is in the store",
            attempt="counterpoise fetch gdelt --years 2019-2020 --states VNM,CHN",
        )
    first, last = years or (0, 9999)
    last = min(last, as_of or last)
    found = max(held, key=lambda one: len(_days(one, states, first, last)))
    days = _days(found, states, first, last)
    if not days:
        raise EvidenceError(
            f"{found.card.title} is not held for these states and years.",
            where=f"source {found.source!r}, vintage {found.vintage}",
            attempt=f"counterpoise sources {found.source}   (what is held, and how to add)",
        )

    def made() -> pl.DataFrame:
        return relations(
            found.scan().filter(pl.col("date").dt.year().is_between(first, last)), **settings
        )

    asked_of = (found.source, found.vintage, first, last, *sorted(settings.items()))
    table = store.same(("relations", *asked_of), made)
    told = _told_of(found)
    if told is not None:
        table = table.filter(pl.col("state").is_in(told))
        table = table.with_columns(lift=pl.lit(None, pl.Float64))
    if states:
        table = table.filter(pl.col("state").is_in(list(states)))
    return Dealings(table, found, len(days))


def _days(held: Holding, states: Sequence[str], first: int, last: int) -> set[str]:
    """Return the days of the files that cover one of these states, or everybody."""
    found: set[str] = set()
    for each in held.coverage:
        whole = "*" in each.states or not states or {*states} & {*each.states}
        if first <= each.first <= last and whole:
            found |= {*each.items}
    return found


def _told_of(held: Holding) -> list[str] | None:
    """Return the states whose ties with all others are held; None for everybody."""
    if all("*" in each.states for each in held.coverage):
        return None
    return sorted({state for each in held.coverage for state in each.states} - {"*"})
