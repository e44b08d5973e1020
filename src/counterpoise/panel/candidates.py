"""Who could answer: each release of each source, seen from one side of a tie.

A source in which both states of a tie tell of it (customs of either) is one candidate, in which the
state's own telling goes first and its partners' fill what it is silent on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import polars as pl

from counterpoise import schema, sources
from counterpoise.panel import coverage
from counterpoise.panel.coverage import EVERYONE
from counterpoise.panel.store import Holding, Store
from counterpoise.reference import states as registry

STANDING: Final = {
    "arms": ("sipri_arms", "sipri_arms_tables", "sipri_arms_deals"),
    "goods": (
        "imf_dots", "cepii_baci", "cepii_baci_totals", "cepii_baci_matrix", "cow_trade"
    ),
    "dispute": ("cow_disputes", "gml_disputes"),
    "dispute_onset": ("cow_disputes", "gml_disputes"),
    "dispute_hostility": ("cow_disputes", "gml_disputes"),
    "rivalry": ("rivalries_thompson", "rivalries_dreyer"),
    "imports": ("imf_dots_totals", "cow_trade_national"),
    "exports": ("imf_dots_totals", "cow_trade_national"),
}  # fmt: skip
"""In which order sources are asked that tell as much of a state's year; else the order of the list.

A series is of one source: where several tell of a state's year, one of them answers.
"""

OWN, AGREED, MIRROR = 0, 1, 2
"""Whose telling answers first: the state's own; one made to agree, or compiled; its partners'."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """One release, asked from one side.

    Parameters
    ----------
    holding : Holding
        The release.
    indicator : str
        What is asked for.
    side : str
        "origin" or "destination": where the states asked for stand.
    standing : int
        Its place in the order of sources and vintages; 0 is asked first.
    item : str
        What is carried: "all", or how the items wanted begin.
    as_of : int or None
        The last year that may be known.
    """

    holding: Holding
    indicator: str
    side: str
    standing: int
    item: str = schema.ALL_ITEMS
    as_of: int | None = None
    _ties: dict[tuple[str, ...], pl.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def over(self) -> str:
        """The side of the partners."""
        return schema.ORIGIN if self.side == schema.DESTINATION else schema.DESTINATION

    @cached_property
    def tellers(self) -> tuple[str, ...]:
        """Who tells in this release, the state's own telling first."""
        named = {each.told_by for each in self.holding.coverage if each.told_by}
        found = named or {self.holding.card.told_by}
        return tuple(sorted(found, key=self.rank))

    def rank(self, teller: str) -> int:
        """Return how near a teller is to the states asked for: `OWN`, `AGREED` or `MIRROR`."""
        if teller == self.side:
            return OWN
        return MIRROR if teller == self.over else AGREED

    def rows(self, states: Sequence[str] = ()) -> pl.LazyFrame:
        """Return the rows of the states, or of all, each tie told once."""
        rows = self.said(states)
        return rows if len(self.tellers) < 2 else told_once(rows, self.tellers)

    def said(self, states: Sequence[str] = ()) -> pl.LazyFrame:
        """Return the rows of the states, or of all, by all who tell."""
        rows = self.holding.scan().filter(pl.col("indicator") == self.indicator)
        if states:
            rows = rows.filter(pl.col(self.side).is_in(list(states)))
        if self.item != schema.ALL_ITEMS:
            rows = rows.filter(pl.col("item").str.starts_with(self.item))
        return rows if self.as_of is None else rows.filter(pl.col("year") <= self.as_of)

    def ties(self, states: Sequence[str] = ()) -> pl.DataFrame:
        """Return the ties of the states, or of all, added up over items, each told once.

        Returns
        -------
        polars.DataFrame
            `state`, `partner`, `year`; `value`, the sum of what is known, null if nothing is;
            `known` and `unknown`, rows with and without a figure. In the order of the three.
        """
        wanted = tuple(states)
        if wanted not in self._ties:
            self._ties[wanted] = _added_up(self, wanted)
        return self._ties[wanted]

    def spans(self, *, over: bool = False) -> pl.DataFrame:
        """Return who is covered when: `state` ("*" for everyone), `first`, `last`, `teller` (rank)."""
        rows = [
            (state, each.first, min(each.last, self.as_of or schema.FAR_YEAR), self.rank(teller))
            for teller in self.tellers
            for each in coverage.speaking_of(
                self.holding.coverage,
                side=self.over if over else self.side,
                indicator=self.indicator,
                told_by=teller,
                item=self.item,
            )
            for state in each.states
        ]
        kinds = {"state": pl.String, "first": pl.Int32, "last": pl.Int32, "teller": pl.Int32}
        return pl.DataFrame(rows, schema=kinds, orient="row").filter(
            pl.col("first") <= pl.col("last")
        )

    def state_years(self, states: Sequence[str] = ()) -> pl.DataFrame:
        """Return the `state` and `year` that are covered, with the nearest `teller` of each."""
        spans = self.spans()
        everyone = spans.filter(pl.col("state") == EVERYONE).drop("state")
        named = spans.filter(pl.col("state") != EVERYONE)
        if everyone.height:
            everybody = states or _everybody(self)
            also = pl.DataFrame({"state": list(everybody)}, schema={"state": pl.String})
            named = pl.concat([named, also.join(everyone, how="cross").select(named.columns)])
        if states:
            named = named.filter(pl.col("state").is_in(list(states)))
        years = named.with_columns(year=pl.int_ranges("first", pl.col("last") + 1)).explode("year")
        found = years.group_by("state", pl.col("year").cast(pl.Int32)).agg(pl.col("teller").min())
        there = [registry.exists(state, year) for state, year, _ in found.iter_rows()]
        return found.filter(pl.Series(there, dtype=pl.Boolean)).sort("state", "year")


def _added_up(one: Candidate, states: Sequence[str]) -> pl.DataFrame:
    """Return a release's ties; of two tellers the first who has a figure tells."""
    year, value = pl.col("year").cast(pl.Int32), pl.col("value")
    rows = one.said(states).select(
        year, "value", "item", "told_by", state=one.side, partner=one.over
    )
    if len(one.tellers) > 1:
        figures = [value.filter(pl.col("told_by") == teller).max() for teller in one.tellers]
        rows = rows.group_by("state", "partner", "year", "item").agg(value=pl.coalesce(figures))
    added = rows.group_by("state", "partner", "year").agg(
        value=pl.when(value.is_not_null().any()).then(value.sum()),
        known=value.count().cast(pl.Int64),
        unknown=value.null_count().cast(pl.Int64),
    )
    return added.sort("state", "year", "partner").collect()


def told_once(rows: pl.LazyFrame, tellers: Sequence[str]) -> pl.LazyFrame:
    """Return rows in which each tie is told by the first of the tellers who has a figure of it."""
    key = [name for name in schema.PANEL_KEY if name != "told_by"]
    known = pl.col("value").is_not_null()
    kept = rows.filter(pl.col("told_by") == tellers[0])
    for teller in tellers[1:]:
        said = kept.filter(known).select(key)
        more = rows.filter(pl.col("told_by") == teller).join(said, on=key, how="anti")
        silent = kept.filter(~known).join(more.filter(known).select(key), on=key, how="anti")
        kept = pl.concat([kept.filter(known), silent, more])
    return kept


def candidates(
    store: Store,
    indicator: str,
    *,
    side: str,
    item: str = schema.ALL_ITEMS,
    as_of: int | None = None,
    source: str = "",
    vintage: str = "",
) -> list[Candidate]:
    """Return every release held that could tell of an indicator, in the order of their standing."""
    named = (source,) if source else able_sources(indicator)
    held = [release for each in named for release in store.releases(each, vintage)]
    return [
        Candidate(release, indicator, side, place, item, as_of)
        for place, release in enumerate(held)
        if indicator in release.card.indicators
    ]


def able_sources(indicator: str) -> tuple[str, ...]:
    """Return the sources that write an indicator, the one with the best standing first."""
    able = [name for name in sources.IDS if indicator in sources.module(name).SOURCE.indicators]
    order = [name for name in STANDING.get(indicator, ()) if name in able]
    return tuple(dict.fromkeys((*order, *able)))


def _everybody(candidate: Candidate) -> list[str]:
    """Return the states and territories that have rows in a release that covers everyone."""
    found = candidate.holding.scan().filter(pl.col("indicator") == candidate.indicator)
    named = found.select(pl.col(candidate.side).unique()).collect().to_series().to_list()
    return sorted(one for one in named if registry.kind(one) in ("state", "territory"))
