"""One state under study: its evidence, asked for once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import FEW, Told, bloc_members, ties_told, told, told_by_each
from counterpoise.measures.concentration import concentration
from counterpoise.measures.rivals import Rivals, default_rivals
from counterpoise.measures.views import View, view
from counterpoise.panel.ask import Piece, indicator_rows, votes
from counterpoise.panel.candidates import able_sources
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.ledger import Ledger
from counterpoise.report.roll_calls import agreement, contested, divided_roll_calls

T = TypeVar("T")

CONCENTRATION = (
    "partners", "herfindahl", "herfindahl_low", "herfindahl_high", "hill_2", "cr_1", "leader"
)  # fmt: skip
"""Those indices of concentration that pages tell."""


@dataclass(frozen=True, eq=False)
class Flow:
    """A view of the state studied, computed: its shares and their concentration, year by year.

    Parameters
    ----------
    told : Told
        What answers for each of its years, and the shares that follow.
    state : str
        The id of the state.
    """

    told: Told
    state: str
    _evidence: dict[int, Evidence] = field(default_factory=dict, repr=False)

    @property
    def view(self) -> View:
        return self.told.view

    @property
    def shares(self) -> pl.DataFrame:
        """The state's shares by partner and year, each year's from the release that answers."""
        return self.told.shares

    @property
    def evidence(self) -> Evidence:
        """Everybody's rows in the release that answers for the last year."""
        return self.evidence_of(self.last)

    def evidence_of(self, year: int) -> Evidence:
        """Return everybody's rows in the release that answers for a year."""
        if year not in self._evidence:
            found = self.told.evidence(self.state, year)
            self._evidence[year] = found or self.told.answer.pieces[-1].evidence
        return self._evidence[year]

    def pieces(self) -> list[tuple[Piece, int, int]]:
        """Return the releases that answer, each with the first and last year that it answers for."""
        years = [(piece, piece.chosen["year"]) for piece in self.told.answer.pieces]
        spans = [(piece, int(year.min()), int(year.max())) for piece, year in years]  # type: ignore[arg-type]
        return sorted(spans, key=lambda one: one[1])

    def rows_of(self, year: int) -> dict[int, int]:
        """Return how many rows each year has in the release that answers for `year`."""
        piece = self.told.answer.piece(self.state, year)
        return piece.rows_by_year if piece else {}

    def completeness(self, year: int) -> float | None:
        """Return the part of the state's own total that is told of in the window up to a year."""
        found = self.year(year)["completeness"]
        return float(found[0]) if found.len() and found[0] is not None else None

    @cached_property
    def concentration(self) -> pl.DataFrame:
        """The concentration of the shares by year (`measures.concentration`)."""
        return concentration(
            self.shares, of=self.view.of, over=self.view.over, indices=CONCENTRATION
        )

    @cached_property
    def volumes(self) -> pl.DataFrame:
        """What each year's shares are of: `year`, `volume`, `state_of_share`."""
        return self.shares.select("year", "volume", "state_of_share").unique().sort("year")

    @cached_property
    def _years(self) -> dict[int, pl.DataFrame]:
        return {}

    def ties(self, year: int) -> dict[str, tuple[float | None, int]]:
        """Return each partner's share in a year, the largest first, and how many rows are not covered."""
        if year not in self._ties:
            told = self.year(year)[[self.view.over, "share", "unknown"]].rows()
            self._ties[year] = {partner: (share, unknown) for partner, share, unknown in told}
        return self._ties[year]

    @cached_property
    def _ties(self) -> dict[int, dict[str, tuple[float | None, int]]]:
        return {}

    @property
    def first(self) -> int:
        """The first year that is answered."""
        return years_of(self.shares)[0]

    @property
    def last(self) -> int:
        """The last year with shares or a reason why there are none."""
        return years_of(self.shares)[1]

    def year(self, year: int) -> pl.DataFrame:
        """Return one year's shares, the largest first; ties by name."""
        if year not in self._years:
            self._years[year] = self.shares.filter(pl.col("year") == year).sort(
                "value", self.view.over, descending=[True, False], nulls_last=True
            )
        return self._years[year]

    def summary(self, year: int) -> dict[str, Any]:
        """Return one year's concentration as a record; empty if there is none."""
        return self._summaries.get(year, {})

    @cached_property
    def _summaries(self) -> dict[int, dict[str, Any]]:
        return {row["year"]: row for row in self.concentration.iter_rows(named=True)}


@dataclass(frozen=True, eq=False)
class Study:
    """A state, the store it is studied in, and the choices made.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    state : str
        The id of the state.
    as_of : int or None
        The last year that may be known.
    blocs : tuple of str
        Blocs whose members count as one partner.
    named_rivals : tuple of str
        The powers between which it may balance; none for the strongest rivalry among major powers.
    ledger : Ledger
        Footnotes of the page; several studies of one page share it.
    beside : tuple of str
        The states studied on one page, this one among them, so that all are asked for at once.
    short : bool
        Whether the page is of two pages, which has no room for what follows a section's finding.
    """

    store: Store
    state: str
    as_of: int | None = None
    blocs: tuple[str, ...] = ()
    named_rivals: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    beside: tuple[str, ...] = ()
    short: bool = False
    _flows: dict[tuple[str, str, int | None], Flow | None] = field(default_factory=dict, repr=False)
    _evidence: dict[tuple[str, str], Evidence | None] = field(default_factory=dict, repr=False)
    _everybody: dict[tuple[str, int], Told] = field(default_factory=dict, repr=False)
    _agreement: dict[int, pl.DataFrame] = field(default_factory=dict, repr=False)
    _made: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def name(self) -> str:
        return states.name(self.state)

    @cached_property
    def place(self) -> str:
        """The name as it stands in a sentence: the United States."""
        return wording.place(self.state)

    @cached_property
    def ended(self) -> int | None:
        """The year in which the state ended, as far as may be known; None if it is there today."""
        year = states.ended(self.state) if self.state else None
        return year if year is None or self.as_of is None or year <= self.as_of else None

    @cached_property
    def default_rivals(self) -> Rivals | None:
        """The strongest rivalry among major powers, of the time of a state that ended.

        The state may itself be one of the two; then it has none among which it would balance.
        """
        evidence = self.evidence("rivalry")
        if evidence is None:
            return None
        rows = self.store.same(("rivalries", self.as_of), evidence.rows.collect)
        year = min(evidence.last, self.ended or evidence.last)
        since = states.began(self.state) if self.ended else None
        return default_rivals(rows, year=year, since=since)

    @cached_property
    def rivals(self) -> tuple[str, ...]:
        """The powers between which a state may balance: those named, or the default."""
        if self.named_rivals:
            return self.named_rivals
        return self.default_rivals.poles if self.default_rivals else ()

    @cached_property
    def compared(self) -> list[str]:
        """The states whose votes are shown: the rivals, and whoever delivers most of its arms."""
        arms = self.flow("arms")
        leader = arms.summary(arms.last).get("leader") if arms else None
        others = [*self.rivals, *([leader] if leader else [])]
        return [other for other in dict.fromkeys(others) if other != self.state]

    @cached_property
    def votes(self) -> Evidence | None:
        """The votes held, up to the last year known; None if there are none."""
        try:
            return votes(self.store, as_of=self.as_of)
        except EvidenceError:
            return None

    @cached_property
    def contested(self) -> pl.LazyFrame | None:
        """The votes in contested roll calls, of which only those asked for are read; None if not held."""
        cast = self.votes
        if cast is None:
            return None
        divided = self.store.kept(("divided", self.as_of), divided_roll_calls(cast).collect)
        return contested(cast, divided)

    @cached_property
    def votes_compared(self) -> pl.DataFrame:
        """The votes of the state and of those `compared` in contested roll calls."""
        assert self.contested is not None
        states = [self.state, *self.compared]
        return self.contested.filter(pl.col("state").is_in(states)).collect()

    def agreement(self, window: int = 1) -> pl.DataFrame:
        """Return how alike the state and those `compared` voted, over so many years up to each.

        Empty if no votes are held; computed once for each page.
        """
        if self.contested is None:
            return pl.DataFrame()
        if window not in self._agreement:
            found = agreement(self.votes_compared, self.state, window=window)
            self._agreement[window] = found
        return self._agreement[window]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what several parts of a page need and one call makes, made once for each page."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    def of_all(self, asked: tuple[object, ...], make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """Return a table of all states, as it was worked out for the page of another, if it was."""
        return self.store.kept((*asked, self.as_of, self.blocs), make)

    def evidence(self, indicator: str, *, source: str = "") -> Evidence | None:
        """Return the rows of an indicator, or None if no source of it is held."""
        asked = (indicator, source)
        if asked not in self._evidence:
            try:
                found = indicator_rows(self.store, indicator, source=source, as_of=self.as_of)
            except EvidenceError:
                found = None
            self._evidence[asked] = found
        return self._evidence[asked]

    def flow(self, name: str, *, source: str = "", window: int | None = None) -> Flow | None:
        """Return a view of the state, or None if it is not covered; computed once for each page."""
        asked = (name, source, window)
        if asked not in self._flows:
            self._flows[asked] = self._flow(name, source, window)
        return self._flows[asked]

    def recent(self, asked: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what follows for the state from what is held, as another page made it, if one did."""
        return self.store.recent((*asked, self.state, self.as_of, self.blocs), make)

    def _flow(self, name: str, source: str, window: int | None) -> Flow | None:
        asked = ("flow", name, source, window)
        return self.recent(asked, lambda: self._made_flow(asked, name, source, window))

    def _made_flow(
        self, asked: tuple[object, ...], name: str, source: str, window: int | None
    ) -> Flow | None:
        together = tuple(
            each
            for each in self._together
            if each == self.state
            or not self.store.has_recent((*asked, each, self.as_of, self.blocs))
        )
        try:
            found = told(
                self.store, view(name), together, window=window, source=source,
                as_of=self.as_of, blocs=self.members,
            )  # fmt: skip
        except EvidenceError:
            return None
        found = found.of(self.state) if len(together) > 1 else found
        return Flow(found, self.state) if found.shares.height else None

    def by_each_source(self, name: str) -> list[Told]:
        """Return a view of the state as each source held would answer alone."""
        seen = view(name)
        found = told_by_each(
            self.store, seen, self._together, sources=able_sources(seen.indicator),
            as_of=self.as_of, blocs=self.members,
        )  # fmt: skip
        return [one for one in map(self._own, found) if one.stated.height]

    @property
    def _together(self) -> tuple[str, ...]:
        """The states to be asked for at once: of many, and with blocs, no answer is kept for the next."""
        kept = self.state in self.beside and len(self.beside) <= FEW and not self.blocs
        return self.beside if kept else (self.state,)

    def _own(self, found: Told) -> Told:
        return found.of(self.state) if len(self._together) > 1 else found

    @cached_property
    def members(self) -> dict[str, pl.DataFrame]:
        """The blocs that count as one partner, with their members of each year."""
        return bloc_members(self.blocs, self.as_of)

    def everybody(self, name: str, year: int) -> Told:
        """Return a view of all states in one year, as the evidence answers for each."""
        asked = (name, year)
        if asked not in self._everybody:
            # It does not depend on the state: of many pages from one store, the first asks.
            self._everybody[asked] = self.store.same(
                ("everybody", name, year, self.as_of, self.blocs),
                lambda: told(
                    self.store, view(name), years=(year, year), as_of=self.as_of, blocs=self.members
                ),
            )
        return self._everybody[asked]

    def concentrations(self, name: str, year: int) -> pl.DataFrame:
        """Return the HHI of every state told of in one year of a view."""
        return self.of_all(("concentrations", name, year), lambda: self._concentrations(name, year))

    def _concentrations(self, name: str, year: int) -> pl.DataFrame:
        seen = view(name)
        found = concentration(
            self.everybody(name, year).stated, of=seen.of, over=seen.over, indices=("herfindahl",)
        )
        return found.filter(pl.col("year") == year, pl.col("herfindahl").is_not_null())

    @cached_property
    def ties(self) -> pl.DataFrame:
        """The state's trade with each partner and year, both ways, as it tells of it itself."""
        bought, sold = self.flow("imports"), self.flow("exports")
        return ties_told(bought.told if bought else None, sold.told if sold else None)

    def cite(self, flow: Flow, first: int, last: int) -> int:
        """Return the footnote for a window of a view: what its command gives of the release of its end."""
        evidence = flow.evidence_of(last)
        return self.ledger.cite(
            evidence,
            f"{flow.view.title}: shares of {self.state} by partner, {wording.span(first, last)}",
            flow.year(last).height,
            f"counterpoise table shares {self.state} --channel {flow.view.name}"
            f" --source {evidence.holding.source} --window {last - first + 1} --years {last}-{last}",
        )

    def cites(self, flow: Flow, years: tuple[int, int] | None = None) -> tuple[int, ...]:
        """Return the footnotes of the years of a view: one for each release that answers for some.

        `years` are the first and last that are shown; None for all.
        """
        found = []
        for piece, first, last in flow.pieces():
            begin, end = years or (first, last)
            begin, end = max(first, begin), min(last, end)
            if begin <= end:
                found.append(self.cite_piece(flow, piece, begin, end))
        return tuple(found)

    def cite_piece(self, flow: Flow, piece: Piece, first: int, last: int) -> int:
        """Return the footnote of the years of a view that one release answers."""
        begun = first - flow.view.window + 1
        answered = piece.chosen["year"].to_list()
        # Where others answer for some of the years, the command gives these too.
        whole = all(year in answered for year in range(first, last + 1))
        years = flow.shares["year"]
        shown = int(((years >= first) & (years <= last)).sum())
        return self.ledger.cite(
            piece.evidence,
            f"{flow.view.title}: shares of {self.state} by partner, {wording.span(begun, last)}",
            shown if whole else None,
            f"counterpoise table shares {self.state} --channel {flow.view.name}"
            f" --source {piece.holding.source} --window {flow.view.window} --years {first}-{last}",
        )


def years_of(frame: pl.DataFrame) -> tuple[int, int]:
    """Return the first and last year of a frame that has rows."""
    year = frame["year"].cast(pl.Int64).sort()
    return int(year[0]), int(year[-1])
