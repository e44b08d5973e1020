"""The evidence of one check run: asked for once, kept as plain numbers, with its rows counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import bloc_members
from counterpoise.measures.views import VIEWS
from counterpoise.panel.ask import indicator_rows
from counterpoise.panel.candidates import able_sources
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Store
from counterpoise.reference import groups, products
from counterpoise.statements import words
from counterpoise.statements.checking.flow import TRADE, Flow
from counterpoise.statements.statement import members

NAMED_BY_NOBODY: Final = ("unknown:", "residual:")


@dataclass(frozen=True)
class Missing:
    """Evidence that is not there, in words."""

    what: str


@dataclass(frozen=True, eq=False)
class Facts:
    """What is held, looked up once for all statements of a run.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    voters : tuple of str
        States whose votes will be asked for: they are compared in one go.
    by_own_word : bool
        Whether what only partners tell of trade is read as the state itself may have told it.
    """

    store: Store
    voters: tuple[str, ...] = ()
    by_own_word: bool = False
    _evidence: dict[tuple[str, str], Evidence] = field(default_factory=dict)
    _flows: dict[tuple[Any, ...], Flow | Missing] = field(default_factory=dict)
    kept: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    """What checks compute once: votes compared, forecasts."""

    @cached_property
    def of_own_word(self) -> Facts:
        """The same, read as the states themselves may have told what only their partners tell."""
        return replace(self, by_own_word=True, _flows={}, kept={})

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
        source: str = "",
        *,
        year: int,
        blocs: Sequence[str] = (),
        items: Sequence[str] = (),
    ) -> Flow | Missing:
        """Return a channel of the subject, or what is missing of it.

        Parameters
        ----------
        subject : str
            Id of a state, or a bloc, whose members of `year` count as one.
        channel : str
            A view, or "trade".
        source : str
            Id of the source; "" for what pages answer, each year's from the release that tells most.
        year : int
            The year of memberships.
        blocs : sequence of str
            Blocs that count as one partner each.
        items : sequence of str
            Prefixes of the items wanted; none for all.
        """
        then = year if subject in groups.TITLES else 0
        key = (subject, channel, source, then, *blocs, "|", *items)
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
        whose = members((subject,), year)
        flow = Flow(
            self.store, seen, subject, whose, source, bloc_members(blocs), tuple(items), self.by_own_word
        )  # fmt: skip
        try:
            answers = [way.answer for way in flow.ways(1)]
        except EvidenceError:
            if not items:
                raise
            title = self._titled(seen.indicator, source)
            asked = ", ".join(map(products.title, items))
            return Missing(f"{title} not held by product: {asked} is needed")
        told = [set(answer.chosen["state"].unique()) for answer in answers]
        absent = [one for one in whose if any(one not in each for each in told)]
        if len(whose) > 1 and len(absent) < len(whose):
            return self._of_some(flow, absent, source)
        if absent and source:
            return Missing(self.evidence(seen.indicator, source).lacks(absent))
        if absent:
            return Missing(f"no holding covers {words.names(absent)}")
        return (
            flow if flow.window(1) else Missing(f"no year is covered of {words.names([subject])}")
        )

    def _of_some(self, flow: Flow, absent: Sequence[str], source: str) -> Flow | Missing:
        """Return a bloc's channel if the rest of it can be bounded, else which members are lacking."""
        if flow.window(1):
            return flow
        gone = absent or flow.states
        if source and absent:
            return Missing(self.evidence(flow.view.indicator, source).lacks(gone))
        return Missing(f"no holding covers {words.names(gone)}")

    def _titled(self, indicator: str, source: str) -> str:
        if not source:
            return "what is held is"
        return f"{self.evidence(indicator, source).holding.card.title} is"


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
