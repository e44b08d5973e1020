"""Who could answer: each release of each source, seen from one side of a tie.

A source in which both states of a tie tell of it (customs of either) is one candidate: of each year
the state's own telling answers, and its partners' where it told nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import polars as pl

from counterpoise import schema, sources, sums
from counterpoise.panel import coverage
from counterpoise.panel.coverage import EVERYONE
from counterpoise.panel.memory import MEMORY, Years
from counterpoise.panel.store import Holding, Store
from counterpoise.panel.totals import KNOWN
from counterpoise.reference import products
from counterpoise.reference import states as registry
from counterpoise.snapshots.source import Covered

STANDING: Final = {
    "arms": ("sipri_arms", "sipri_arms_tables", "sipri_arms_deals"),
    "goods": (
        "imf_dots", "imf_imts", "comtrade", "cepii_baci", "atlas", "cepii_baci_totals",
        "cepii_baci_matrix", "cow_trade", "wits", "oecd_icio", "unctad_trade_matrix",
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

WHOLE_CODE: Final = 6
"""Digits of a product of the Harmonized System, which is parted no further."""

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
        What is carried: "all", a basket of `reference.products`, or how the items wanted begin.
    """

    holding: Holding
    indicator: str
    side: str
    standing: int
    item: str = schema.ALL_ITEMS

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What the answers depend on: the files, named by their content, and what is asked of them."""
        held = self.holding
        files = tuple(part.file for part in held.all_parts)
        return (held.folder, held.source, files, self.indicator, self.side, self.item)

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

    @property
    def declared_in(self) -> tuple[str, str]:
        """The package beside whose reader errors and silences are declared, and the source."""
        module = sources.module(self.holding.source)
        return module.__package__ or "counterpoise", self.holding.source

    def rank(self, teller: str) -> int:
        """Return how near a teller is to the states asked for: `OWN`, `AGREED` or `MIRROR`."""
        if teller == self.side:
            return OWN
        return MIRROR if teller == self.over else AGREED

    def by_others(self, rank: int) -> bool:
        """Return whether a teller (a rank) has its partners' word of a state: they, or who compiled it."""
        return rank == MIRROR or (rank == AGREED and self.rank(self.holding.card.told_by) == MIRROR)

    def said(
        self, states: Sequence[str] = (), years: Years = None, *, by_item: bool = False
    ) -> pl.LazyFrame:
        """Return the rows of the states and years, or of all, by all who tell.

        Of all items together a large release gives its totals, unless they are wanted `by_item`.
        """
        rows = self.holding.scan() if by_item or not self.in_totals else self.holding.scan_totals()
        rows = rows.filter(pl.col("indicator") == self.indicator)
        if states:
            rows = rows.filter(pl.col(self.side).is_in(list(states)))
        if self.item != schema.ALL_ITEMS:
            rows = rows.filter(self.wanted())
        return rows.filter(pl.col("year").is_between(*years)) if years else rows

    @property
    def in_totals(self) -> bool:
        """Whether it is asked of all items, and their sums lie beside the release (`panel.totals`)."""
        return self.item == schema.ALL_ITEMS and self.holding.has_totals

    @property
    def edition(self) -> str:
        """The edition of the Harmonized System that its codes are of, as its vintage says; "" if none."""
        return products.edition_of(self.holding.vintage)

    def wanted(self) -> pl.Expr:
        """Return whether a row is of the items asked for; whole codes are looked up at once."""
        codes = [code for each in products.items(self.item, self.edition) for code in each]
        whole = [code for code in codes if len(code) == WHOLE_CODE]
        begins = [code for code in codes if len(code) != WHOLE_CODE]
        item = pl.col("item")
        return pl.any_horizontal(item.is_in(whole), *(item.str.starts_with(one) for one in begins))

    @cached_property
    def spoken(self) -> tuple[object, ...]:
        """What the coverage of an answer depends on: the same for all baskets held whole."""
        return (*self.key[:5], tuple(self._statements(self.side, "")))

    @property
    def speaks(self) -> bool:
        """Whether it covers anybody, of all items asked for: a part of them says nothing of all."""
        return bool(self._statements(self.side, ""))

    def _statements(self, side: str, teller: str) -> list[Covered]:
        if (side, teller) not in self._said:
            self._said[side, teller] = coverage.speaking_of(
                self.holding.coverage,
                side=side,
                indicator=self.indicator,
                told_by=teller,
                item=self.item,
                edition=self.edition,
            )
        return self._said[side, teller]

    @cached_property
    def _said(self) -> dict[tuple[str, str], list[Covered]]:
        return {}

    def ties(self, states: Sequence[str] = (), years: Years = None) -> pl.DataFrame:
        """Return the ties of the states and years, or of all, added up over items, each told once.

        Returns
        -------
        polars.DataFrame
            `state`, `partner`, `year`; `value`, the sum of what is known, null if nothing is;
            `mirror`, what the partner tells of a tie that the state tells too (where only partners
            tell of the year, the state's own figure where it stands); `known` and
            `unknown`, rows with and without a figure. In no order.
        """
        return MEMORY.part_of_kept(
            (*self.key, "ties"), states, years, lambda: _added_up(self, states, years)
        )

    def ties_of(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """Return the ties of some state-years (`state`, `year`), and maybe of others, as `ties` does.

        Of all states each in another year, only those are added up, and none are kept.
        """
        states, span = wanted["state"].unique().sort().to_list(), span_of(wanted["year"])
        if len(states) > 1 and MEMORY.wider((*self.key, "ties"), states, span) is None:
            return _added_up(self, states, span, wanted)
        return self.ties(states, span)

    def partner_sums(self, years: Years = None) -> pl.DataFrame:
        """Return what each partner has of all ties told: `year`, `partner`, `weight`.

        What both sides tell counts twice, of every partner alike.
        """
        weight = sums.total(pl.col("value"), sums.parts_of(self.indicator))
        told = self.sums(self.over, years).group_by("year", partner="state")
        return told.agg(weight=weight)

    def sums(self, side: str, years: Years = None) -> pl.DataFrame:
        """Return what everybody on one side has of all ties, as each teller has it.

        Returns
        -------
        polars.DataFrame
            `told_by`, `year`, `state`, `value`. The same whichever side is asked from.
        """
        value = sums.total(pl.col("value"), sums.parts_of(self.indicator))
        year = pl.col("year").cast(pl.Int32)
        rows = self.said((), years).group_by("told_by", year, state=side)
        asked = (*self.key[:3], self.indicator, self.item, side, "sums")
        return MEMORY.part_of_kept(asked, (), years, lambda: rows.agg(value).collect())

    def spans(self, *, over: bool = False) -> pl.DataFrame:
        """Return who is covered when: `state` ("*" for everyone), `first`, `last`, `teller` (rank)."""
        if over not in self._spans:
            self._spans[over] = self._made_spans(over)
        return self._spans[over]

    @cached_property
    def _spans(self) -> dict[bool, pl.DataFrame]:
        return {}

    def _made_spans(self, over: bool) -> pl.DataFrame:
        rows = [
            (state, each.first, each.last, self.rank(teller))
            for teller in self.tellers
            for each in self._statements(self.over if over else self.side, teller)
            for state in each.states
        ]
        kinds = {"state": pl.String, "first": pl.Int32, "last": pl.Int32, "teller": pl.Int32}
        return pl.DataFrame(rows, schema=kinds, orient="row")

    def partner_spans(self, teller: int) -> list[tuple[str, int, int]]:
        """Return which partners of a state are covered and when, where `teller` (a rank) tells of it.

        Where only partners tell of a state, those of them who tell; in a release with one teller all.
        """
        spans = self.spans(over=True).rows()
        one_voice = len(self.tellers) == 1
        return [(state, *years) for state, *years, rank in spans if one_voice or rank == teller]

    def covered_by(self, teller: int, partner: str) -> list[tuple[int, int]]:
        """Return the spans in which a partner is covered, where `teller` (a rank) tells of a state."""
        spans = self.partners_told[teller]
        return [*spans.get(partner, ()), *spans.get(EVERYONE, ())]

    @cached_property
    def partners_told(self) -> dict[int, dict[str, list[tuple[int, int]]]]:
        """The spans of each partner, by the rank of who tells of the state."""
        found: dict[int, dict[str, list[tuple[int, int]]]] = {}
        for teller in (OWN, AGREED, MIRROR):
            spans = found.setdefault(teller, {})
            for state, *years in self.partner_spans(teller):
                spans.setdefault(state, []).append((years[0], years[1]))
        return found

    def state_years(self, states: Sequence[str] = ()) -> pl.DataFrame:
        """Return the `state` and `year` that are covered, with the nearest `teller` of each."""
        # What is covered is the same for all baskets of which the same statements speak.
        if 0 < len(states) <= FEW:
            return MEMORY.kept((*self.spoken, "years", *states), lambda: _covered(self, states))
        found = MEMORY.kept((*self.spoken, "years"), lambda: _covered(self))
        return found.filter(pl.col("state").is_in(list(states))) if states else found


FEW: Final = 20
"""States up to which it is quicker to ask of them alone than to part them from all."""

COVERED: Final = {"state": pl.String, "year": pl.Int32, "teller": pl.Int32}


def _covered(one: Candidate, states: Sequence[str] = ()) -> pl.DataFrame:
    """Return the state-years that a release covers; everyone is whoever there was and is told of."""
    nearest: dict[tuple[str, int], int] = {}
    for state, first, last, teller in _named_spans(one, states):
        # Armed groups and the like are in no list of states, and are there whenever they are told of.
        for begun, ended in registry.spells(state) or ((first, last),):
            for year in range(max(first, begun), min(last, ended) + 1):
                nearest[state, year] = min(teller, nearest.get((state, year), teller))
    state_years = sorted(nearest)
    columns = ([state for state, _ in state_years], [year for _, year in state_years])
    tellers = [nearest[each] for each in state_years]
    return pl.DataFrame(dict(zip(COVERED, (*columns, tellers), strict=True)), schema=COVERED)


def _named_spans(one: Candidate, states: Sequence[str]) -> Iterator[tuple[str, int, int, int]]:
    """Return the spans of the states, or of all, by name also where everyone is covered."""
    everybody: list[str] | None = None
    for state, *rest in one.spans().rows():
        if state != EVERYONE:
            if not states or state in states:
                yield state, *rest
            continue
        everybody = _everybody(one, states) if everybody is None else everybody
        yield from ((each, *rest) for each in everybody)


def _kept(
    one: Candidate, asked: tuple[object, ...], make: Callable[[], pl.DataFrame]
) -> pl.DataFrame:
    """Return what was made before of the same files, or make it; files never change, only go."""
    return MEMORY.kept((one.key, *asked), make)


def span_of(years: pl.Series) -> tuple[int, int]:
    """Return the first and the last of years."""
    return int(years.min()), int(years.max())  # type: ignore[arg-type]


def _added_up(
    one: Candidate, states: Sequence[str], years: Years, wanted: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return a release's ties; of two tellers the first who has a figure tells.

    `wanted` are the state-years to be added up, of those of the states and years; None for all.
    """
    year, value = pl.col("year").cast(pl.Int32), pl.col("value")
    counted = [KNOWN] if one.in_totals else []
    rows = read(one, states, years).select(
        year, "value", "item", "told_by", *counted, state=one.side, partner=one.over
    )
    if wanted is not None:
        some = wanted.lazy().select("state", pl.col("year").cast(pl.Int32)).unique()
        rows = rows.join(some, on=["state", "year"], how="semi")
    parts, mirror = sums.parts_of(one.indicator), pl.lit(None, pl.Float64)
    if len(one.tellers) > 1:
        rows = _told_once(rows, one, states)
        mirror = pl.when(pl.col("mirror").is_not_null().any()).then(
            sums.total(pl.col("mirror"), parts)
        )
    added = rows.group_by("state", "partner", "year").agg(
        value=pl.when(value.is_not_null().any()).then(sums.total(value, parts)),
        mirror=mirror,
        known=(pl.col(KNOWN).sum() if one.in_totals else value.count()).cast(pl.Int64),
        unknown=value.null_count().cast(pl.Int64),
    )
    return added.collect()


def read(
    one: Candidate, states: Sequence[str], years: Years, *, by_item: bool = False
) -> pl.LazyFrame:
    """Return the rows of states and years, out of those of all years if these were read."""
    if states and not years:
        return of_states(one, states)
    held = part_of_holder(one, ("either side", tuple(states)))
    if held is None or not years:
        return one.said(states, years, by_item=by_item)
    return held.lazy().filter(
        pl.col(one.side).is_in(list(states)), pl.col("year").is_between(*years)
    )


def part_of_holder(one: Candidate, asked: tuple[object, ...]) -> pl.DataFrame | None:
    """Return the rows of its items, of what was made of this basket or of one that holds it; else None.

    A page asks of all energy first, and then of crude oil, gas and coal.
    """
    if one.item not in products.baskets():
        return None
    for holder in products.holders(one.item, one.edition):
        held = MEMORY.made((*one.key[:3], one.indicator, holder, *asked))
        if held is not None:
            return held.filter(one.wanted())
    return None


def of_states(one: Candidate, states: Sequence[str]) -> pl.LazyFrame:
    """Return the rows of states in all years; who asks of one side asks of the other next."""
    asked = (*one.key[:3], one.indicator, one.item, "either side", tuple(states))
    found = MEMORY.kept(asked, lambda: _either_side(one, states).collect())
    return found.lazy().filter(among(one.side, states))


def _either_side(one: Candidate, states: Sequence[str]) -> pl.LazyFrame:
    """Return the rows of states on either side.

    The first page asks of one basket after another: then what they hold of all items is read once.
    """
    either = among(one.side, states) | among(one.over, states)
    asked = (*one.key[:3], one.indicator, one.item, "first")
    of_all = one.item == schema.ALL_ITEMS or one.holding.rows > WHOLE
    if of_all or MEMORY.asked_again(asked):
        return _all_rows(one).filter(either)
    rows = replace(one, item=schema.ALL_ITEMS).said(by_item=True).select(TOLD).filter(either)
    asked = (*one.key[:3], one.indicator, "every item", tuple(states))
    return MEMORY.kept(asked, rows.collect).lazy().filter(one.wanted())


TOLD: Final = ("origin", "destination", "year", "value", "item", "told_by")
"""What a row tells, besides where it comes from."""

WHOLE: Final = 2_500_000
"""Rows of a release up to which all are read for whoever asks of one state after another."""


def _all_rows(one: Candidate) -> pl.LazyFrame:
    """Return all that a release says of its items, unread; read once it is asked for again.

    To look for a state's rows in the files takes as long as to read all, and a fifth of that in memory.
    """
    rows = one.said().select(*TOLD, *([KNOWN] if one.in_totals else []))
    asked = (*one.key[:3], one.indicator, one.item, "all rows")
    if one.holding.rows > WHOLE or not MEMORY.asked_again(asked):
        return rows
    return MEMORY.kept(asked, rows.collect, largest=WHOLE).lazy()


def among(side: str, states: Sequence[str]) -> pl.Expr:
    """Return whether a side is one of the states: of a single one a scan asks in two thirds of the time."""
    return pl.col(side) == states[0] if len(states) == 1 else pl.col(side).is_in(list(states))


def _told_once(rows: pl.LazyFrame, one: Candidate, states: Sequence[str]) -> pl.LazyFrame:
    """Return rows in which each tie is told once, by the state where it tells of its year at all.

    A state that tells of its year and does not name a partner leaves no more to it than it ascribes
    to nobody: what that partner tells comes on top of the state's own sum, and is not added. Only
    where the state is silent do its partners speak for it. A state that ascribes most of its year to
    nobody (Kuwait, which tells of what is not oil) is as good as silent: what it names may be a part,
    as what the partner tells may be, so that the larger of the two stands. What it ascribes to nobody
    is what its partners tell.
    """
    told_by = pl.col("told_by")
    own, other = (pl.col("value").filter(told_by == teller).max() for teller in one.tellers[:2])
    ties = rows.group_by("state", "partner", "year", "item").agg(
        own=own, other=other, named=(told_by == one.tellers[0]).any()
    )
    years = one.state_years(states).filter(pl.col("teller") == OWN)
    tells = years.select("state", "year", tells=pl.lit(True))
    ties = ties.join(tells.lazy(), on=["state", "year"], how="left").with_columns(
        pl.col("tells").fill_null(False)
    )
    nobody = pl.col("partner").str.contains(schema.NOBODY)
    stands = pl.col("own") >= pl.coalesce("other", "own")
    return ties.filter(pl.when("tells").then("named").otherwise(~nobody)).select(
        "state", "partner", "year", "item",
        value=pl.when("tells").then("own").otherwise(pl.max_horizontal("own", "other")),
        mirror=pl.when("tells", pl.col("own").is_not_null())
        .then("other")
        .when(~pl.col("tells") & stands)
        .then("own"),
    )  # fmt: skip


def candidates(
    store: Store,
    indicator: str,
    *,
    side: str,
    item: str = schema.ALL_ITEMS,
) -> list[Candidate]:
    """Return every release held that could tell of an indicator, in the order of their standing.

    A release in totals says nothing of single items, and one of some items nothing of all: that it
    has no row of them is no zero.
    """
    return list(
        store.same(
            ("candidates", indicator, side, item),
            lambda: _candidates(store, indicator, side, item),
        )
    )


def _candidates(store: Store, indicator: str, side: str, item: str) -> tuple[Candidate, ...]:
    held = [release for each in able_sources(indicator) for release in store.releases(each)]
    found = [
        Candidate(release, indicator, side, place, item)
        for place, release in enumerate(held)
        if indicator in release.card.indicators
    ]
    found = [one for one in found if one.speaks]
    return tuple(one for one in found if item == schema.ALL_ITEMS or _has_items(one))


def _has_items(one: Candidate) -> bool:
    """Return whether a release has any row of the items asked for; if it names them, it has."""
    if all(each.items for each in one.holding.coverage):
        return True
    # Most releases are of totals, and say so once for all baskets.
    rows = one.holding.scan().filter(pl.col("indicator") == one.indicator)
    parted = rows.filter(pl.col("item") != schema.ALL_ITEMS).select("item").head(1)
    if MEMORY.kept((*one.key[:4], "has parts"), parted.collect).is_empty():
        return False
    return (
        _kept(one, ("has items",), lambda: one.said().select("item").head(1).collect()).height > 0
    )


def able_sources(indicator: str) -> tuple[str, ...]:
    """Return the sources that write an indicator, the one with the best standing first."""
    able = [name for name in sources.ids() if indicator in sources.module(name).SOURCE.indicators]
    order = [name for name in STANDING.get(indicator, ()) if name in able]
    return tuple(dict.fromkeys((*order, *able)))


def _everybody(candidate: Candidate, states: Sequence[str] = ()) -> list[str]:
    """Return the states and territories that have rows in a release that covers everyone."""
    found = candidate.holding.scan().filter(pl.col("indicator") == candidate.indicator)
    if states:
        found = found.filter(pl.col(candidate.side).is_in(list(states)))
    named = found.select(pl.col(candidate.side).unique()).collect().to_series().to_list()
    return sorted(one for one in named if registry.kind(one) in ("state", "territory"))
