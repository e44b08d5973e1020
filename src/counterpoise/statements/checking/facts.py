"""The evidence of one check run: asked for once, kept as plain numbers, with its rows counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.blocs import as_one_partner
from counterpoise.measures.shares import SHARED, shares
from counterpoise.measures.stock import decayed_stock
from counterpoise.measures.views import VIEWS, View
from counterpoise.panel.ask import indicator_rows
from counterpoise.panel.candidates import able_sources
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Store
from counterpoise.reference import groups, states
from counterpoise.statements import words
from counterpoise.statements.checking.verdict import Rows
from counterpoise.statements.statement import members

TRADE: Final = View("trade", "goods", "destination", "origin", 1, 1e6, "goods traded", "partner")
"""Both directions together: the partner stands as origin of all of it."""
NAMED_BY_NOBODY: Final = ("unknown:", "residual:")


@dataclass(frozen=True)
class Missing:
    """Evidence that is not there, in words."""

    what: str


@dataclass(frozen=True)
class Part:
    """One partner's part of a window: value, share (null if none is stated), rows not covered."""

    value: float
    share: float | None
    unknown: int


@dataclass(frozen=True, eq=False)
class Flow:
    """A channel of the subject from one source, with its shares over any window.

    Parameters
    ----------
    view : View
        Which flow; both sides of trade are `TRADE`.
    evidence : Evidence
        The holding that it is from.
    rows : polars.DataFrame
        The subject's own rows.
    subject : str
        Id of a state, or name of a bloc.
    spans : list of (int, int)
        The years in which the subject is covered.
    first : int
        First year of the rows.
    """

    view: View
    evidence: Evidence
    rows: pl.DataFrame
    subject: str
    spans: list[tuple[int, int]]
    first: int
    _windows: dict[tuple[str, float], dict[int, dict[str, Part]]] = field(default_factory=dict)
    _tables: dict[int, pl.DataFrame] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return self.evidence.holding.source

    @cached_property
    def title(self) -> str:
        """The title of the source."""
        return self.evidence.holding.card.title

    @cached_property
    def rows_by_year(self) -> dict[int, int]:
        return dict(self.rows.group_by("year").len().rows())

    @cached_property
    def gaps(self) -> dict[int, set[str]]:
        """Partners with a row that is not covered, by year."""
        held = self.rows.filter(pl.col("value").is_null()).select("year", self.view.over)
        found: dict[int, set[str]] = {}
        for year, partner in held.iter_rows():
            found.setdefault(year, set()).add(partner)
        return found

    def covers(self, first: int, last: int) -> bool:
        """Return whether the subject is covered in all these years."""
        return any(start <= first and last <= end for start, end in self.spans)

    def uncovered(self, partners: Sequence[str], first: int, last: int) -> str:
        """Return which of the partners, who existed then, the source does not cover; "" if none.

        A partner that the source does not cover has no rows, which is not the same as no trade.
        """
        absent = []
        for partner in partners:
            spans = self.evidence.spans(partner, side=self.view.over)
            there = [year for year in range(first, last + 1) if states.exists(partner, year)]
            if any(not any(a <= year <= b for a, b in spans) for year in there):
                absent.append(partner)
        return f"{self.title} does not cover {words.names(absent)}" if absent else ""

    def table(self, years: int) -> pl.DataFrame:
        """Return shares over trailing windows as `measures.shares` has them."""
        if years not in self._tables:
            self._tables[years] = shares(
                self.rows, of=self.view.of, over=self.view.over, window=years, floor=self.view.floor
            )
        return self._tables[years]

    def window(self, years: int) -> dict[int, dict[str, Part]]:
        """Return parts by year and partner over trailing windows of so many years."""
        key = ("window", float(years))
        if key not in self._windows:
            self._windows[key] = _parts(self.table(years), self.view.over)
        return self._windows[key]

    def stock(self, keep: float) -> dict[int, dict[str, Part]]:
        """Return parts of the stock of which `keep` is left a year later."""
        key = ("stock", keep)
        if key not in self._windows:
            table = decayed_stock(
                self.rows, of=self.view.of, over=self.view.over, keep=keep, floor=self.view.floor
            )
            self._windows[key] = _parts(table, self.view.over)
        return self._windows[key]

    def cite(self, first: int, last: int, command: str = "") -> Rows:
        """Return what figures of these years rest on."""
        held = self.evidence.holding
        count = sum(self.rows_by_year.get(year, 0) for year in range(first, last + 1))
        states_of = " ".join(members((self.subject,), last))
        usual = (
            f"counterpoise measure ties {states_of} --source {held.source} --years {first}-{last}"
            if self.view is TRADE
            else f"counterpoise measure shares {states_of} --channel {self.view.name}"
            f" --source {held.source} --window {last - first + 1} --years {last}-{last}"
        )
        return Rows(
            held.source,
            held.vintage,
            self.title,
            f"{self.view.title} of {self.subject}, {words.span(first, last)}",
            count,
            first,
            last,
            held.excerpt,
            command or usual,
        )


@dataclass(frozen=True, eq=False)
class Facts:
    """What is held, looked up once for all statements of a run.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    voters : tuple of str
        States whose votes will be asked for: they are compared in one go.
    """

    store: Store
    voters: tuple[str, ...] = ()
    _evidence: dict[tuple[str, str], Evidence] = field(default_factory=dict)
    _flows: dict[tuple[Any, ...], Flow | Missing] = field(default_factory=dict)
    kept: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    """What checks compute once: votes compared, forecasts."""

    @cached_property
    def held(self) -> frozenset[str]:
        """The sources that are held."""
        return frozenset(holding.source for holding in self.store.holdings())

    def sources(self, indicator: str) -> tuple[str, ...]:
        """Return the sources held that write an indicator, the preferred one first."""
        return tuple(source for source in able_sources(indicator) if source in self.held)

    def evidence(self, indicator: str, source: str = "") -> Evidence:
        """Return the rows of an indicator, all years; raise EvidenceError if there are none."""
        key = (indicator, source)
        if key not in self._evidence:
            self._evidence[key] = indicator_rows(self.store, indicator, source=source)
        return self._evidence[key]

    def between(self, indicator: str, source: str, parties: Sequence[str]) -> pl.DataFrame:
        """Return the rows of an indicator with one of the parties on either side, collected once."""
        key = ("between", indicator, source, tuple(sorted(parties)))
        if key not in self.kept:
            either = pl.any_horizontal(pl.col("origin", "destination").is_in(list(parties)))
            self.kept[key] = self.evidence(indicator, source).rows.filter(either).collect()
        found: pl.DataFrame = self.kept[key]
        return found

    def flow(
        self,
        subject: str,
        channel: str,
        source: str,
        *,
        year: int,
        blocs: Sequence[str] = (),
        items: Sequence[str] = (),
    ) -> Flow | Missing:
        """Return a channel of the subject from one source, or what is missing of it.

        Parameters
        ----------
        subject : str
            Id of a state, or a bloc, whose members of `year` count as one.
        channel : str
            A view, or "trade".
        source : str
            Id of the source.
        year : int
            The year of memberships.
        blocs : sequence of str
            Blocs that count as one partner each.
        items : sequence of str
            Prefixes of the items wanted; none for all.
        """
        key = (
            subject,
            channel,
            source,
            year if subject in groups.TITLES else 0,
            *blocs,
            "|",
            *items,
        )
        if key not in self._flows:
            self._flows[key] = self._flow(subject, channel, source, year, blocs, items)
        return self._flows[key]

    def _flow(
        self,
        subject: str,
        channel: str,
        source: str,
        year: int,
        blocs: Sequence[str],
        items: Sequence[str],
    ) -> Flow | Missing:
        seen = TRADE if channel == "trade" else VIEWS[channel]
        evidence = self.evidence(seen.indicator, source)
        states = members((subject,), year)
        title = evidence.holding.card.title
        absent = [one for one in states if not evidence.spans(one, side=seen.of)]
        if absent:
            return Missing(f"{title} does not cover {words.names(absent)}")
        rows = self._own(evidence, seen, states, subject)
        if items:
            rows = rows.filter(
                pl.any_horizontal(pl.col("item").str.starts_with(item) for item in items)
            )
            if rows.is_empty():
                return Missing(f"{title} is not held by product: {', '.join(items)} is needed")
        for bloc in blocs:
            members_then = groups.members_by_year(bloc, *evidence.holding.years)
            rows = as_one_partner(rows, members_then, bloc=bloc, over=seen.over)
        if rows.is_empty():
            return Missing(f"{title} has no rows of {words.names([subject])}")
        spans = min((evidence.spans(one, side=seen.of) for one in states), key=lambda s: s[-1])
        return Flow(seen, evidence, rows, subject, spans, evidence.holding.years[0])

    def _own(
        self, evidence: Evidence, seen: View, states: Sequence[str], subject: str
    ) -> pl.DataFrame:
        """Return the rows of the subject; both directions of trade as if they came from partners."""
        held = self.between(seen.indicator, evidence.holding.source, states)
        own = held.filter(pl.col(seen.of).is_in(list(states)))
        if seen is TRADE:
            out = held.filter(pl.col("origin").is_in(list(states)))
            turned = out.rename({"origin": "destination", "destination": "origin"})
            own = pl.concat([own, turned.select(own.columns)])
        if subject in groups.TITLES:
            own = own.filter(~pl.col(seen.over).is_in(list(states)))
            own = own.with_columns(pl.lit(subject).alias(seen.of))
        return own


def held_or_missing(facts: Facts, indicator: str) -> tuple[str, ...] | Missing:
    """Return the sources of an indicator, or say that none is held."""
    found = facts.sources(indicator)
    if found:
        return found
    try:
        facts.evidence(indicator)
    except EvidenceError as fault:
        return Missing(f"{fault.problem} {fault.attempt}")
    return found


def _parts(table: pl.DataFrame, over: str) -> dict[int, dict[str, Part]]:
    """Return shares as plain numbers, by year and partner."""
    found: dict[int, dict[str, Part]] = {}
    columns = table.select("year", over, "value", "share", "unknown", "state_of_share")
    for year, partner, value, share, unknown, state in columns.iter_rows():
        stated = share if state == SHARED else None
        found.setdefault(int(year), {})[partner] = Part(value, stated, int(unknown))
    return found


def joint(parts: Mapping[str, Part], partners: Sequence[str]) -> Part:
    """Return several partners' part as one; a partner without a row has nothing."""
    held = [parts[one] for one in partners if one in parts]
    stated = next((part.share is not None for part in parts.values()), False)
    share = sum(part.share or 0.0 for part in held) if stated else None
    return Part(sum(part.value for part in held), share, sum(part.unknown for part in held))
